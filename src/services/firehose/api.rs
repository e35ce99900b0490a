//! Firehose's operations.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisfirehose.html>

use super::shapes::*;
use crate::api;
use crate::api::shape::Empty;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;

/// The service as roles trust it.
pub const PRINCIPAL: &str = "firehose.amazonaws.com";

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "firehose",
    title: "Amazon Data Firehose",
    action_prefix: "firehose",
    event_source: PRINCIPAL,
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400).invalid("ValidationException"),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "firehose.{region}.amazonaws.com",
    ops: OPS,
};

/// The stream a request names.
fn on(scope: &Scope, name: &str) -> Check {
    Check::on(scope.arn("firehose", &format!("deliverystream/{name}")))
}

/// To make a stream is to hand it its role.
/// <https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role>
fn create(scope: &Scope, input: &CreateDeliveryStreamInput) -> Vec<Check> {
    let to = || vec![PRINCIPAL.to_owned()];
    let role = input.destination().map(|it| it.role.clone());
    let pass =
        role.map(|role| Check::on(&role).action("iam:PassRole").key("iam:PassedToService", to()));
    [on(scope, &input.name)].into_iter().chain(pass).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a stream, which is active after a while.
    CreateDeliveryStream(CreateDeliveryStreamInput) -> CreateDeliveryStreamOutput {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| create(scope, input),
    }

    /// Describes a stream: its status, and where it delivers to.
    DescribeDeliveryStream(DescribeDeliveryStreamInput) -> DescribeDeliveryStreamOutput {
        access: List, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(scope, &input.name),
    }

    /// Lists the names of streams.
    ListDeliveryStreams(ListDeliveryStreamsInput) -> ListDeliveryStreamsOutput {
        access: List, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| Check::any(),
    }

    /// Deletes a stream with what it has not delivered.
    DeleteDeliveryStream(DeleteDeliveryStreamInput) -> Empty {
        access: Write, event: Management, pages: None, rate: Some(5),
        needs: |input, scope| on(scope, &input.name),
    }

    /// Puts a record into a stream.
    PutRecord(PutRecordInput) -> PutRecordOutput {
        access: Write, event: Data, pages: None, rate: Some(2_000),
        needs: |input, scope| on(scope, &input.name),
    }

    /// Puts up to 500 records into a stream.
    PutRecordBatch(PutRecordBatchInput) -> PutRecordBatchOutput {
        access: Write, event: Data, pages: None, rate: Some(2_000),
        needs: |input, scope| on(scope, &input.name),
    }
}
