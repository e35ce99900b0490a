//! STS's operations.

use crate::api::{Check, ServiceSpec, shape::Empty};
use crate::{api, shape};

/// What STS's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "sts",
    title: "AWS Security Token Service",
    action_prefix: "sts",
    event_source: "sts.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    wording: crate::api::Wording::denied("AccessDenied", 403)
        .style(crate::access::message::Style::STS),
    throttled: ("Throttling", "Rate exceeded"),
    global: false,
    host: "sts.{region}.amazonaws.com",
    ops: OPS,
};

shape! {
    /// Reply of GetCallerIdentity.
    pub struct GetCallerIdentityOutput {
        user_id: String => "UserId",
        account: String => "Account",
        arn: String => "Arn",
    }
}

api! {
    pub enum Request of &SERVICE;

    /// Tells who the credentials belong to. It needs no permission: a policy cannot deny it.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    GetCallerIdentity(Empty) -> GetCallerIdentityOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Vec::<Check>::new(),
    }
}
