//! The operations.
//!
//! <https://docs.aws.amazon.com/OAM/latest/APIReference/API_Operations.html>

use std::collections::BTreeMap;

use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording, shape::Empty};
use crate::{api, shape};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "oam",
    title: "CloudWatch Observability Access Manager",
    action_prefix: "oam",
    event_source: "oam.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::RestJson,
    wording: Wording::denied("AccessDeniedException", 403),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "oam.{region}.amazonaws.com",
    ops: OPS,
};

shape! {
    /// Input of CreateSink.
    pub struct CreateSinkInput {
        name: String => "Name" [required().len(1, 255)],
        tags: Option<BTreeMap<String, String>> => "Tags",
    }

    /// Output of CreateSink and GetSink.
    pub struct SinkOutput {
        arn: String => "Arn",
        id: String => "Id",
        name: String => "Name",
        tags: BTreeMap<String, String> => "Tags",
    }

    /// Input of operations on one sink or link.
    pub struct IdentifierInput {
        identifier: String => "Identifier" [required().len(1, 2048)],
        include_tags: Option<bool> => "IncludeTags",
    }

    /// Input of DeleteSink and DeleteLink.
    pub struct DeleteInput {
        identifier: String => "Identifier" [required().len(1, 2048)],
    }

    /// Input of ListSinks.
    pub struct ListSinksInput {
        max_results: Option<i32> => "MaxResults" [min(1).max(100)],
        next_token: Option<String> => "NextToken",
    }

    /// A sink in a listing.
    pub struct SinkItem {
        arn: String => "Arn",
        id: String => "Id",
        name: String => "Name",
    }

    /// Output of ListSinks.
    pub struct ListSinksOutput {
        items: Vec<SinkItem> => "Items",
        next_token: Option<String> => "NextToken",
    }

    /// Input of PutSinkPolicy.
    pub struct PutSinkPolicyInput {
        sink_identifier: String => "SinkIdentifier" [required().len(1, 2048)],
        policy: String => "Policy" [required()],
    }

    /// Input of GetSinkPolicy.
    pub struct SinkInput {
        sink_identifier: String => "SinkIdentifier" [required().len(1, 2048)],
    }

    /// Output of PutSinkPolicy and GetSinkPolicy.
    pub struct SinkPolicyOutput {
        sink_arn: String => "SinkArn",
        sink_id: String => "SinkId",
        policy: Option<String> => "Policy",
    }

    /// Input of CreateLink.
    pub struct CreateLinkInput {
        label_template: String => "LabelTemplate" [required().len(1, 64)],
        resource_types: Vec<String> => "ResourceTypes" [required().items(1, 50)],
        sink_identifier: String => "SinkIdentifier" [required().len(1, 2048)],
        tags: Option<BTreeMap<String, String>> => "Tags",
    }
    refused { "LinkConfiguration" }

    /// Output of CreateLink, GetLink and UpdateLink.
    pub struct LinkOutput {
        arn: String => "Arn",
        id: String => "Id",
        label: String => "Label",
        label_template: String => "LabelTemplate",
        resource_types: Vec<String> => "ResourceTypes",
        sink_arn: String => "SinkArn",
        tags: BTreeMap<String, String> => "Tags",
    }

    /// Input of UpdateLink.
    pub struct UpdateLinkInput {
        identifier: String => "Identifier" [required().len(1, 2048)],
        resource_types: Vec<String> => "ResourceTypes" [required().items(1, 50)],
        include_tags: Option<bool> => "IncludeTags",
    }
    refused { "LinkConfiguration" }

    /// Input of ListLinks.
    pub struct ListLinksInput {
        max_results: Option<i32> => "MaxResults" [min(1).max(5)],
        next_token: Option<String> => "NextToken",
    }

    /// A link in a listing of its own account.
    pub struct LinkItem {
        arn: String => "Arn",
        id: String => "Id",
        label: String => "Label",
        resource_types: Vec<String> => "ResourceTypes",
        sink_arn: String => "SinkArn",
    }

    /// Output of ListLinks.
    pub struct ListLinksOutput {
        items: Vec<LinkItem> => "Items",
        next_token: Option<String> => "NextToken",
    }

    /// Input of ListAttachedLinks.
    pub struct ListAttachedLinksInput {
        sink_identifier: String => "SinkIdentifier" [required().len(1, 2048)],
        max_results: Option<i32> => "MaxResults" [min(1).max(1000)],
        next_token: Option<String> => "NextToken",
    }

    /// A link in a listing of the monitoring account.
    pub struct AttachedLinkItem {
        label: String => "Label",
        link_arn: String => "LinkArn",
        resource_types: Vec<String> => "ResourceTypes",
    }

    /// Output of ListAttachedLinks.
    pub struct ListAttachedLinksOutput {
        items: Vec<AttachedLinkItem> => "Items",
        next_token: Option<String> => "NextToken",
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource_arn: String => "ResourceArn" [required()],
        tags: BTreeMap<String, String> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource_arn: String => "ResourceArn" [required()],
        tag_keys: Vec<String> => "TagKeys" [required()],
    }

    /// Input of ListTagsForResource.
    pub struct ListTagsInput {
        resource_arn: String => "ResourceArn" [required()],
    }

    /// Output of ListTagsForResource.
    pub struct ListTagsOutput {
        tags: BTreeMap<String, String> => "Tags",
    }
}

const fn pages() -> Option<Pages> {
    Some(Pages {
        input: "NextToken",
        output: "NextToken",
        limit: Some("MaxResults"),
        results: &["Items"],
    })
}

/// To share metrics needs a permission of CloudWatch's; and linking the sink's policy, too, for the
/// sink is another account's.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchobservabilityaccessmanager.html>
fn link(input: &CreateLinkInput) -> Vec<Check> {
    let types = input.resource_types.clone();
    let own = Check::on(&input.sink_identifier).key("oam:ResourceTypes", types);
    vec![Check::any().action("cloudwatch:Link"), tagged(own, input.tags.as_ref())]
}

/// The keys of the tags that something is made with.
fn tagged(check: Check, tags: Option<&BTreeMap<String, String>>) -> Check {
    match tags {
        Some(tags) if !tags.is_empty() => {
            check.tags(tags.iter().map(|(key, value)| (key.as_str(), value.as_str())))
        }
        _ => check,
    }
}

/// Who asks for the tags, too, must be allowed to list them.
/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_GetLink.html>
fn with_tags(own: Check, identifier: &str, include: Option<bool>) -> Vec<Check> {
    let list = || Check::on(identifier).action("oam:ListTagsForResource");
    std::iter::once(own).chain((include == Some(true)).then(list)).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Makes the account a monitoring account in this Region.
    CreateSink(CreateSinkInput) -> SinkOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            tagged(Check::on(scope.arn("oam", "sink/*")), input.tags.as_ref())
        },
    }

    /// Describes a sink.
    GetSink(IdentifierInput) -> SinkOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            with_tags(Check::on(&input.identifier), &input.identifier, input.include_tags)
        },
    }

    /// Lists the account's sinks in this Region.
    ListSinks(ListSinksInput) -> ListSinksOutput {
        access: List, event: Management, pages: pages(), rate: None,
        needs: |input, scope| Check::on(scope.arn("oam", "/ListSinks")),
    }

    /// Deletes a sink without links.
    DeleteSink(DeleteInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.identifier),
    }

    /// Says which accounts may link to a sink.
    PutSinkPolicy(PutSinkPolicyInput) -> SinkPolicyOutput {
        access: Permissions, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.sink_identifier),
    }

    /// Gives the policy of a sink.
    GetSinkPolicy(SinkInput) -> SinkPolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.sink_identifier),
    }

    /// Shares the account's metrics with the monitoring account of a sink.
    CreateLink(CreateLinkInput) -> LinkOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| link(input),
    }

    /// Describes a link.
    GetLink(IdentifierInput) -> LinkOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            with_tags(Check::on(&input.identifier), &input.identifier, input.include_tags)
        },
    }

    /// Changes what a link shares.
    UpdateLink(UpdateLinkInput) -> LinkOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let types = input.resource_types.clone();
            let own = Check::on(&input.identifier).key("oam:ResourceTypes", types);
            with_tags(own, &input.identifier, input.include_tags)
        },
    }

    /// Deletes a link.
    DeleteLink(DeleteInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.identifier),
    }

    /// Lists the account's links in this Region.
    ListLinks(ListLinksInput) -> ListLinksOutput {
        access: List, event: Management, pages: pages(), rate: None,
        needs: |input, scope| Check::on(scope.arn("oam", "/ListLinks")),
    }

    /// Lists the links to a sink.
    ListAttachedLinks(ListAttachedLinksInput) -> ListAttachedLinksOutput {
        access: List, event: Management, pages: pages(), rate: None,
        needs: |input, scope| Check::on(&input.sink_identifier),
    }

    /// Tags a sink or a link.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| tagged(Check::on(&input.resource_arn), Some(&input.tags)),
    }

    /// Takes tags off a sink or a link.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            Check::on(&input.resource_arn).key("aws:TagKeys", input.tag_keys.clone())
        },
    }

    /// Lists the tags of a sink or a link.
    ListTagsForResource(ListTagsInput) -> ListTagsOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.resource_arn),
    }
}
