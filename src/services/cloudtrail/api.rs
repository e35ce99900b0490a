//! CloudTrail's shapes and operations.
//!
//! Members: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html>

use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Timestamp};
use crate::{api, shape};

/// What CloudTrail's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "cloudtrail",
    title: "AWS CloudTrail",
    action_prefix: "cloudtrail",
    event_source: "cloudtrail.amazonaws.com",
    event_version: "1.11",
    api_version: None,
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
        read_only: String => "ReadOnly",
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
}
