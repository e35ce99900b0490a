//! CloudWatch Logs' operations.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html>

use std::collections::BTreeMap;

use super::shapes::*;
use super::state::name_in;
use super::subscription::PRINCIPAL;
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;

/// What CloudWatch Logs' operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "logs",
    title: "Amazon CloudWatch Logs",
    action_prefix: "logs",
    event_source: "logs.amazonaws.com",
    event_version: "1.09",
    api_version: Some("20140328"),
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "logs.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "nextToken", output: "nextToken", limit: Some("limit"), results })
}

/// The group a request names, as policies and denials write it: with an empty stream behind it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html#CWL_ARN_Format>
fn group(scope: &Scope, name: &str) -> Check {
    stream(scope, name, "")
}

/// The stream a request names.
fn stream(scope: &Scope, group: &str, name: &str) -> Check {
    Check::on(scope.arn("logs", &format!("log-group:{group}:log-stream:{name}")))
}

/// The name of the group, given as such or in an identifier.
fn named<'a>(name: Option<&'a String>, identifier: Option<&'a String>) -> &'a str {
    name.or(identifier).map_or("", |given| name_in(given))
}

fn tagged(check: Check, tags: Option<&BTreeMap<String, String>>) -> Check {
    match tags {
        Some(tags) => check.tags(tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))),
        None => check,
    }
}

/// Making a group with tags needs permission to tag it, too.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
fn create(scope: &Scope, input: &CreateLogGroupInput) -> Vec<Check> {
    let make = tagged(group(scope, &input.group), input.tags.as_ref());
    match &input.tags {
        None => vec![make],
        Some(_) => {
            let tag = Check { action: Some("logs:TagResource"), ..make.clone() };
            vec![make, tag]
        }
    }
}

/// To put a subscription filter with a role is to hand CloudWatch Logs the role.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html>
fn subscribe(scope: &Scope, input: &PutSubscriptionFilterInput) -> Vec<Check> {
    let to = || vec![PRINCIPAL.to_owned()];
    let role = input.role.as_ref();
    let pass =
        role.map(|role| Check::on(role).action("iam:PassRole").key("iam:PassedToService", to()));
    [group(scope, &input.group)].into_iter().chain(pass).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a group.
    CreateLogGroup(CreateLogGroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| create(scope, input),
    }

    /// Encrypts the events of a group with a key from now on.
    AssociateKmsKey(AssociateKmsKeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| group(scope, named(input.group.as_ref(), None)),
    }

    /// No longer encrypts them with it.
    DisassociateKmsKey(DisassociateKmsKeyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| group(scope, named(input.group.as_ref(), None)),
    }

    /// Deletes a group with all that is in it.
    DeleteLogGroup(GroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Lists groups.
    DescribeLogGroups(DescribeLogGroupsInput) -> DescribeLogGroupsOutput {
        access: List, event: Management, pages: pages(&["logGroups"]), rate: Some(10),
        needs: |input, scope| group(scope, ""),
    }

    /// Makes a stream.
    CreateLogStream(StreamInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(50),
        needs: |input, scope| stream(scope, &input.group, &input.stream),
    }

    /// Deletes a stream with its events.
    DeleteLogStream(StreamInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(15),
        needs: |input, scope| stream(scope, &input.group, &input.stream),
    }

    /// Lists the streams of a group.
    DescribeLogStreams(DescribeLogStreamsInput) -> DescribeLogStreamsOutput {
        access: List, event: Management, pages: pages(&["logStreams"]), rate: Some(25),
        needs: |input, scope| {
            group(scope, named(input.group.as_ref(), input.identifier.as_ref()))
        },
    }

    /// Puts events into a stream. It is not among the calls that event history and trails have.
    PutLogEvents(PutLogEventsInput) -> PutLogEventsOutput {
        access: Write, event: Data, pages: None, rate: Some(5000),
        needs: |input, scope| stream(scope, &input.group, &input.stream),
    }

    /// Gives the events of a stream.
    GetLogEvents(GetLogEventsInput) -> GetLogEventsOutput {
        access: Read, event: Management, pages: None, rate: Some(25),
        needs: |input, scope| {
            let group = named(input.group.as_ref(), input.identifier.as_ref());
            stream(scope, group, &input.stream)
        },
    }

    /// Gives the events of all streams of a group, or of some.
    FilterLogEvents(FilterLogEventsInput) -> FilterLogEventsOutput {
        access: Read, event: Management, pages: pages(&["events", "searchedLogStreams"]),
        rate: Some(25),
        needs: |input, scope| {
            group(scope, named(input.group.as_ref(), input.identifier.as_ref()))
        },
    }

    /// Says after how many days the events of a group are gone.
    PutRetentionPolicy(PutRetentionPolicyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Lets the events of a group stay for ever.
    DeleteRetentionPolicy(GroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Tags a group.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| tagged(Check::on(&input.arn), Some(&input.tags)),
    }

    /// Takes tags off a group.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| Check::on(&input.arn).key("aws:TagKeys", input.keys.clone()),
    }

    /// Lists the tags of a group.
    ListTagsForResource(ListTagsForResourceInput) -> ListTagsForResourceOutput {
        access: List, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::on(&input.arn),
    }

    /// Makes a metric of the events of a group that match a pattern.
    PutMetricFilter(PutMetricFilterInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Deletes a metric filter.
    DeleteMetricFilter(DeleteMetricFilterInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Lists metric filters.
    DescribeMetricFilters(DescribeMetricFiltersInput) -> DescribeMetricFiltersOutput {
        access: List, event: Management, pages: pages(&["metricFilters"]), rate: Some(5),
        needs: |input, scope| group(scope, input.group.as_deref().unwrap_or_default()),
    }

    /// Runs a query over the events of groups.
    StartQuery(StartQueryInput) -> StartQueryOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| {
            input.named().iter().map(|name| group(scope, name)).collect::<Vec<_>>()
        },
    }

    /// Stops a query that still runs.
    StopQuery(QueryInput) -> StopQueryOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::any(),
    }

    /// Gives what a query found.
    GetQueryResults(QueryInput) -> GetQueryResultsOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::any(),
    }

    /// Lists queries that were run.
    DescribeQueries(DescribeQueriesInput) -> DescribeQueriesOutput {
        access: List, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::any(),
    }

    /// Tries a pattern on some events.
    TestMetricFilter(TestMetricFilterInput) -> TestMetricFilterOutput {
        access: Read, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| Check::any(),
    }

    /// Hands events of a group that match a pattern to a function or to Firehose.
    PutSubscriptionFilter(PutSubscriptionFilterInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| subscribe(scope, input),
    }

    /// Deletes a subscription filter.
    DeleteSubscriptionFilter(DeleteSubscriptionFilterInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Lists the subscription filters of a group.
    DescribeSubscriptionFilters(DescribeSubscriptionFiltersInput)
        -> DescribeSubscriptionFiltersOutput {
        access: List, event: Management, pages: pages(&["subscriptionFilters"]), rate: Some(5),
        needs: |input, scope| group(scope, &input.group),
    }

    /// Puts a policy that lets others use the log groups of the account.
    PutResourcePolicy(PutResourcePolicyInput) -> PutResourcePolicyOutput {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes such a policy.
    DeleteResourcePolicy(DeleteResourcePolicyInput) -> Empty {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists such policies.
    DescribeResourcePolicies(DescribeResourcePoliciesInput) -> DescribeResourcePoliciesOutput {
        access: List, event: Management, pages: pages(&["resourcePolicies"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Tags a group, by its name.
    TagLogGroup(TagLogGroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| tagged(group(scope, &input.group), Some(&input.tags)),
    }

    /// Takes tags off a group, by its name.
    UntagLogGroup(UntagLogGroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| group(scope, &input.group).key("aws:TagKeys", input.tags.clone()),
    }

    /// Lists the tags of a group, by its name.
    ListTagsLogGroup(GroupInput) -> ListTagsForResourceOutput {
        access: List, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| group(scope, &input.group),
    }
}
