//! Shapes and operations.

use crate::api::{Check, ServiceSpec, shape::Empty};
use crate::{api, shape};

/// What the operations have in common.
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
    /// Output.
    pub struct StubOutput {}
}

api! {
    pub enum Request of &SERVICE;

    /// A first operation.
    LookupEvents(Empty) -> StubOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }
}
