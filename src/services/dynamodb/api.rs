//! Operations of DynamoDB.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html>

use super::shapes::*;
use super::state::arn_of;
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "dynamodb",
    title: "Amazon DynamoDB",
    action_prefix: "dynamodb",
    event_source: "dynamodb.amazonaws.com",
    event_version: "1.08",
    api_version: Some("2012-08-10"),
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400).invalid("ValidationException"),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "dynamodb.{region}.amazonaws.com",
    ops: OPS,
};

const TABLES: Option<Pages> = Some(Pages {
    input: "ExclusiveStartTableName",
    output: "LastEvaluatedTableName",
    limit: Some("Limit"),
    results: &["TableNames"],
});

const ITEMS: Option<Pages> = Some(Pages {
    input: "ExclusiveStartKey",
    output: "LastEvaluatedKey",
    limit: Some("Limit"),
    results: &["Items", "Count", "ScannedCount"],
});

const TAGS: Option<Pages> =
    Some(Pages { input: "NextToken", output: "NextToken", limit: None, results: &["Tags"] });

fn on(scope: &Scope, named: &str) -> Check {
    Check::on(arn_of(scope, named))
}

/// Whoever makes a table with tags or a policy needs what it takes to give it these.
fn create(scope: &Scope, input: &CreateTableInput) -> Vec<Check> {
    let make = on(scope, &input.table);
    let tags = input.tags.iter().flatten();
    let tags: Vec<(&str, &str)> = tags.map(|tag| (tag.key.as_str(), tag.value.as_str())).collect();
    let make = if tags.is_empty() { make } else { make.tags(tags.iter().copied()) };
    let mut checks = vec![make.clone()];
    if !tags.is_empty() {
        checks.push(make.action("dynamodb:TagResource"));
    }
    if input.policy.is_some() {
        checks.push(on(scope, &input.table).action("dynamodb:PutResourcePolicy"));
    }
    checks
}

fn tables<'a, T: 'a>(
    scope: &Scope,
    requests: impl IntoIterator<Item = (&'a String, &'a T)>,
) -> Vec<Check> {
    requests.into_iter().map(|(table, _)| on(scope, table)).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a table.
    CreateTable(CreateTableInput) -> TableOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create(scope, input),
    }

    /// Tells of a table.
    DescribeTable(TableInput) -> DescribeTableOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Lists tables.
    ListTables(ListTablesInput) -> ListTablesOutput {
        access: List, event: Management, pages: TABLES, rate: None,
        needs: |input, scope| Check::any().shown(arn_of(scope, "*").to_string()),
    }

    /// Changes the capacity of a table, how it is paid for, and whether it is protected.
    UpdateTable(UpdateTableInput) -> TableOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Deletes a table with what is in it.
    DeleteTable(TableInput) -> TableOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Tells how much capacity may be provisioned.
    DescribeLimits(Empty) -> DescribeLimitsOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Adds tags to a table.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let tags = input.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
            on(scope, &input.resource).tags(tags)
        },
    }

    /// Removes tags from a table.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            on(scope, &input.resource).key("aws:TagKeys", input.keys.clone())
        },
    }

    /// Lists the tags of a table.
    ListTagsOfResource(ListTagsOfResourceInput) -> ListTagsOfResourceOutput {
        access: Read, event: Management, pages: TAGS, rate: None,
        needs: |input, scope| on(scope, &input.resource),
    }

    /// Sets the policy of a table.
    PutResourcePolicy(PutResourcePolicyInput) -> RevisionOutput {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.resource),
    }

    /// Gives the policy of a table.
    GetResourcePolicy(GetResourcePolicyInput) -> GetResourcePolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.resource),
    }

    /// Deletes the policy of a table.
    DeleteResourcePolicy(DeleteResourcePolicyInput) -> RevisionOutput {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.resource),
    }

    /// Puts an item in the place of the one with its key.
    PutItem(PutItemInput) -> WriteOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Gives an item by its key.
    GetItem(GetItemInput) -> GetItemOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Changes attributes of an item, or makes it.
    UpdateItem(UpdateItemInput) -> WriteOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Deletes an item by its key.
    DeleteItem(DeleteItemInput) -> WriteOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Gives the items of one partition.
    Query(QueryInput) -> ItemsOutput {
        access: Read, event: Data, pages: ITEMS, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Gives every item.
    Scan(ScanInput) -> ItemsOutput {
        access: Read, event: Data, pages: ITEMS, rate: None,
        needs: |input, scope| on(scope, &input.table),
    }

    /// Gives up to a hundred items by their keys.
    BatchGetItem(BatchGetItemInput) -> BatchGetItemOutput {
        access: Read, event: Data, pages: None, rate: None,
        needs: |input, scope| tables(scope, &input.requests),
    }

    /// Puts and deletes up to 25 items.
    BatchWriteItem(BatchWriteItemInput) -> BatchWriteItemOutput {
        access: Write, event: Data, pages: None, rate: None,
        needs: |input, scope| tables(scope, &input.requests),
    }
}
