//! Shapes and operations.

use crate::api::{Check, ServiceSpec, shape::Empty};
use crate::{api, shape};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "ec2",
    title: "Amazon Elastic Compute Cloud",
    action_prefix: "ec2",
    event_source: "ec2.amazonaws.com",
    event_version: "1.11",
    api_version: None,
    wording: crate::api::Wording::denied("UnauthorizedOperation", 403)
        .style(crate::access::message::Style::EC2),
    throttled: ("RequestLimitExceeded", "Request limit exceeded."),
    global: false,
    host: "ec2.{region}.amazonaws.com",
    ops: OPS,
};

shape! {
    /// Output.
    pub struct StubOutput {}
}

api! {
    pub enum Request of &SERVICE;

    /// A first operation.
    DescribeInstances(Empty) -> StubOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }
}
