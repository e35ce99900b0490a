//! CloudTrail's shapes and operations.
//!
//! Members: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html>

use super::shapes::*;
use super::trail::PRINCIPAL;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Timestamp};
use crate::sim::scope::Scope;
use crate::{api, shape};

/// What CloudTrail's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "cloudtrail",
    title: "AWS CloudTrail",
    action_prefix: "cloudtrail",
    event_source: "cloudtrail.amazonaws.com",
    event_version: "1.11",
    api_version: None,
    protocol: crate::api::Protocol::Json,
    wording: crate::api::Wording::denied("AccessDeniedException", 400),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "cloudtrail.{region}.amazonaws.com",
    ops: OPS,
};

shape! {
    /// What to look for.
    pub struct LookupAttribute {
        attribute_key: String => "AttributeKey" [required()],
        attribute_value: String => "AttributeValue" [required().len(1, usize::MAX)],
    }

    /// Input of LookupEvents.
    pub struct LookupEventsInput {
        lookup_attributes: Option<Vec<LookupAttribute>> => "LookupAttributes",
        start_time: Option<Timestamp> => "StartTime",
        end_time: Option<Timestamp> => "EndTime",
        event_category: Option<String> => "EventCategory",
        max_results: Option<i32> => "MaxResults" [min(1)],
        next_token: Option<String> => "NextToken",
    }

    /// A resource an event refers to.
    pub struct Resource {
        resource_type: String => "ResourceType",
        resource_name: String => "ResourceName",
    }

    /// An event.
    pub struct EventItem {
        event_id: String => "EventId",
        event_name: String => "EventName",
        read_only: Option<String> => "ReadOnly",
        access_key_id: Option<String> => "AccessKeyId",
        event_time: Timestamp => "EventTime",
        event_source: String => "EventSource",
        username: Option<String> => "Username",
        resources: Vec<Resource> => "Resources",
        cloud_trail_event: String => "CloudTrailEvent",
    }

    /// Output of LookupEvents.
    pub struct LookupEventsOutput {
        events: Vec<EventItem> => "Events",
        next_token: Option<String> => "NextToken",
    }

    /// Input of ListPublicKeys.
    pub struct ListPublicKeysInput {
        start_time: Option<Timestamp> => "StartTime",
        end_time: Option<Timestamp> => "EndTime",
        next_token: Option<String> => "NextToken",
    }

    /// A public key.
    pub struct PublicKeyItem {
        value: String => "Value",
        validity_start: Timestamp => "ValidityStartTime",
        validity_end: Timestamp => "ValidityEndTime",
        fingerprint: String => "Fingerprint",
    }

    /// Output of ListPublicKeys. One key needs no second page.
    pub struct ListPublicKeysOutput {
        keys: Vec<PublicKeyItem> => "PublicKeyList",
    }
}

const PAGES: Option<Pages> = Some(Pages {
    input: "NextToken",
    output: "NextToken",
    limit: Some("MaxResults"),
    results: &["Events"],
});

const KEY_PAGES: Option<Pages> = Some(Pages {
    input: "NextToken",
    output: "NextToken",
    limit: None,
    results: &["PublicKeyList"],
});

const TRAILS: Option<Pages> =
    Some(Pages { input: "NextToken", output: "NextToken", limit: None, results: &["Trails"] });

const TAGS: Option<Pages> = Some(Pages {
    input: "NextToken",
    output: "NextToken",
    limit: None,
    results: &["ResourceTagList"],
});

/// The trail a request names, by its name in this Region or by its ARN.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html>
fn on(name: &str, scope: &Scope) -> Check {
    if name.starts_with("arn:") {
        return Check::on(name);
    }
    Check::on(scope.arn("cloudtrail", &format!("trail/{name}")))
}

/// The same, with the tags a request would put on it.
fn tagged(check: Check, tags: &[Tag]) -> Check {
    let value = |tag: &Tag| tag.value.clone().unwrap_or_default();
    let pairs: Vec<(&str, String)> =
        tags.iter().map(|tag| (tag.key.as_str(), value(tag))).collect();
    check.tags(pairs.iter().map(|(key, value)| (*key, value.as_str())))
}

/// Whoever hands CloudTrail a role passes it on.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html>
fn and_pass(check: Check, role: Option<&String>) -> Vec<Check> {
    let role = role.filter(|role| !role.is_empty());
    let pass = role.map(|role| {
        let service = vec![PRINCIPAL.to_owned()];
        Check::on(role).action("iam:PassRole").key("iam:PassedToService", service)
    });
    [check].into_iter().chain(pass).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Looks events up in event history.
    LookupEvents(LookupEventsInput) -> LookupEventsOutput {
        access: Read, event: Management, pages: PAGES, rate: Some(2),
        needs: |input, scope| Check::any(),
    }

    /// Lists the public keys of the Region whose private halves signed digests in a time.
    ListPublicKeys(ListPublicKeysInput) -> ListPublicKeysOutput {
        access: Read, event: Management, pages: KEY_PAGES, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Creates a trail.
    CreateTrail(CreateTrailInput) -> SettingsOutput {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| {
            let make = match &input.tags {
                Some(tags) => tagged(on(&input.name, scope), tags),
                None => on(&input.name, scope),
            };
            and_pass(make, input.logs_role.as_ref())
        },
    }

    /// Changes a trail.
    UpdateTrail(UpdateTrailInput) -> SettingsOutput {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| and_pass(on(&input.name, scope), input.logs_role.as_ref()),
    }

    /// Deletes a trail.
    DeleteTrail(NameInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| on(&input.name, scope),
    }

    /// Describes trails.
    DescribeTrails(DescribeTrailsInput) -> DescribeTrailsOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| Check::any(),
    }

    /// Describes a trail.
    GetTrail(NameInput) -> GetTrailOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| on(&input.name, scope),
    }

    /// Lists the trails of all Regions.
    ListTrails(ListTrailsInput) -> ListTrailsOutput {
        access: List, event: Management, pages: TRAILS, rate: Some(10),
        needs: |input, scope| Check::any(),
    }

    /// Tells whether a trail logs and what became of its deliveries.
    GetTrailStatus(NameInput) -> TrailStatus {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| on(&input.name, scope),
    }

    /// Begins logging.
    StartLogging(NameInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| on(&input.name, scope),
    }

    /// Ends logging.
    StopLogging(NameInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| on(&input.name, scope),
    }

    /// Says which events a trail takes.
    PutEventSelectors(PutEventSelectorsInput) -> SelectorsOutput {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| on(&input.trail, scope),
    }

    /// Tells which events a trail takes.
    GetEventSelectors(GetEventSelectorsInput) -> SelectorsOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| on(&input.trail, scope),
    }

    /// Says what unusual activity a trail looks for.
    PutInsightSelectors(PutInsightSelectorsInput) -> InsightSelectorsOutput {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| on(input.trail.as_deref().unwrap_or_default(), scope),
    }

    /// Tells what unusual activity a trail looks for.
    GetInsightSelectors(GetInsightSelectorsInput) -> InsightSelectorsOutput {
        access: Read, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| on(input.trail.as_deref().unwrap_or_default(), scope),
    }

    /// Adds tags to a trail.
    AddTags(TagsInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| tagged(on(&input.resource, scope), &input.tags),
    }

    /// Takes tags off a trail.
    RemoveTags(TagsInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: Some(10),
        needs: |input, scope| {
            let keys = input.tags.iter().map(|tag| tag.key.clone()).collect();
            on(&input.resource, scope).key("aws:TagKeys", keys)
        },
    }

    /// Lists the tags of trails.
    ListTags(ListTagsInput) -> ListTagsOutput {
        access: Read, event: Management, pages: TAGS, rate: Some(10),
        needs: |input, scope| {
            input.resources.iter().map(|arn| on(arn, scope)).collect::<Vec<Check>>()
        },
    }

    /// Lets a member account administer trails of the organization.
    RegisterOrganizationDelegatedAdmin(RegisterAdminInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| Check::any(),
    }

    /// Ends that.
    DeregisterOrganizationDelegatedAdmin(DeregisterAdminInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(1),
        needs: |input, scope| Check::any(),
    }
}
