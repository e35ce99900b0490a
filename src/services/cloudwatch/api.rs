//! Shapes and operations.

use crate::api::{Check, ServiceSpec, shape::Empty};
use crate::{api, shape};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "cloudwatch",
    title: "Amazon CloudWatch",
    action_prefix: "cloudwatch",
    event_source: "monitoring.amazonaws.com",
    event_version: "1.11",
    api_version: None,
    wording: crate::api::Wording::denied("AccessDenied", 403),
    throttled: ("Throttling", "Rate exceeded"),
    global: false,
    host: "monitoring.{region}.amazonaws.com",
    ops: OPS,
};

shape! {
    /// Output.
    pub struct StubOutput {}
}

api! {
    pub enum Request of &SERVICE;

    /// A first operation.
    DescribeAlarms(Empty) -> StubOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }
}
