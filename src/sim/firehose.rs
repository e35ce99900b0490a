//! Firehose at work: files on their way to their buckets, in the role a stream names.

use serde_json::json;

use super::caller::Caller;
use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::service_role::{Acting, open, trusts};
use super::world::World;
use crate::api::ApiError;
use crate::services::failure::Failure;
use crate::services::firehose::api::{PRINCIPAL, Request};
use crate::services::firehose::batch::{File, Parcel, Which};
use crate::services::firehose::wake::Step;
use crate::services::firehose::{Fact, Wake};
use crate::services::logs::api::Request as Logs;
use crate::services::logs::shapes::{InputLogEvent, PutLogEventsInput};
use crate::services::s3::api::Request as S3;
use crate::services::s3::shapes::PutObjectInput;

/// The name of Firehose's sessions. AWS does not document it; this is ours.
const SESSION: &str = "AWSFirehoseToS3";

/// Whether Firehose may act in the role of a stream that is to be made.
/// <https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role>
pub(super) fn trusted(world: &World, scope: Scope, request: &Request) -> bool {
    let Request::CreateDeliveryStream(input) = request else { return true };
    let role = input.destination().and_then(|it| Arn::parse(&it.role));
    let source = scope.arn("firehose", &format!("deliverystream/{}", input.name));
    role.is_none_or(|role| trusts(world, &acting(scope, &source, &role)).is_ok())
}

/// Roles may ask for the account as the external id.
fn acting<'a>(scope: Scope, source: &'a Arn, role: &'a Arn) -> Acting<'a> {
    let external_id = Some(scope.account.to_string());
    Acting { principal: PRINCIPAL, source, scope, role, session: SESSION, external_id }
}

/// Runs one wake-up.
pub(super) fn wake(world: &mut World, cause: Cause, wake: &Wake) {
    let which = (wake.scope, wake.name.as_str(), wake.number);
    match wake.step {
        Step::Active => world.firehose.activate(which),
        Step::Gone => world.firehose.remove(which),
        Step::Deliver => deliver(world, cause, which),
    }
}

/// A stream delivers what is due. Where one file cannot be delivered, those behind it wait.
fn deliver(world: &mut World, cause: Cause, which: Which<'_>) {
    world.firehose.close(which, world.now);
    while let Some(parcel) = world.firehose.parcel(which, world.ids) {
        let put = put(world, cause, which, &parcel);
        let Parcel { stream, to, key, records, body, .. } = parcel;
        let bucket = to.bucket.clone();
        let Err(refused) = put else {
            let file = File { at: world.now, key: key.clone(), bytes: body.len(), records };
            world.firehose.delivered(which, file);
            world.happened(cause, Fact::Delivered { stream, bucket, key, records });
            continue;
        };
        let (failure, caller) = *refused;
        tell(world, cause, (which.0, &stream), (&to.log, caller), (&to.bucket, &failure));
        let error = failure.code.clone();
        let (news, lost, again) = world.firehose.not_delivered(which, world.now, failure);
        if news {
            let stream = stream.clone();
            world.happened(cause, Fact::NotDelivered { stream, bucket, error });
        }
        if lost > 0 {
            world.happened(cause, Fact::GivenUp { stream, records: lost });
        }
        if let Some((at, wake)) = again {
            world.queue.push(at, Cause::Clock, wake.into());
        }
        return;
    }
}

/// Puts one file; if it fails why, and as whom Firehose acts, if the role lets it.
fn put(
    world: &mut World,
    cause: Cause,
    which: Which<'_>,
    parcel: &Parcel,
) -> Result<(), Box<(Failure, Option<Caller>)>> {
    let (scope, ..) = which;
    let acting = acting(scope, &parcel.stream, &parcel.to.role);
    let opened = open(world, cause, &acting, parcel.session.as_deref());
    let (caller, key) = opened.map_err(|error| Box::new((told(error), None)))?;
    world.firehose.keeps_session(which, key);
    let request = S3::PutObject(PutObjectInput {
        bucket: parcel.to.bucket.clone(),
        key: parcel.key.clone(),
        body: Some(parcel.body.to_wire()),
        ..PutObjectInput::default()
    });
    let (reply, _) = world.call_as(caller.clone(), scope.region, &request.into(), cause);
    reply.map(|_| ()).map_err(|error| Box::new((told(error), Some(caller))))
}

/// An error in Firehose's words.
/// <https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html>
fn told(error: ApiError) -> Failure {
    let (code, message) = match error.code.as_str() {
        "NoSuchBucket" => (
            "S3.NoSuchBucket",
            "The specified bucket does not exist. Create the bucket or use a different bucket \
             that does exist.",
        ),
        "AccessDenied" | "AccessDeniedException" => (
            "S3.AccessDenied",
            "Access was denied. Ensure that the trust policy for the provided IAM role allows \
             Amazon Data Firehose to assume the role, and the access policy allows access to the \
             S3 bucket.",
        ),
        _ => return Failure::from(error),
    };
    Failure { code: code.to_owned(), message: message.to_owned(), ..Failure::from(error) }
}

/// Tells the log group of a stream that a file could not be delivered, if the role lets it.
fn tell(
    world: &mut World,
    cause: Cause,
    (scope, stream): (Scope, &Arn),
    (log, caller): (&Option<(String, String)>, Option<Caller>),
    (bucket, failure): (&str, &Failure),
) {
    let (Some((group, log_stream)), Some(caller)) = (log, caller) else { return };
    let message = json!({
        "deliveryStreamARN": stream.as_str(),
        "destination": format!("arn:aws:s3:::{bucket}"),
        "deliveryStreamVersionId": 1,
        "message": failure.message,
        "errorCode": failure.code,
    });
    let event = InputLogEvent { timestamp: world.now.as_millis(), message: message.to_string() };
    let request = Logs::PutLogEvents(PutLogEventsInput {
        group: group.clone(),
        stream: log_stream.clone(),
        events: vec![event],
        token: None,
    });
    let _ = world.call_as(caller, scope.region, &request.into(), cause);
}
