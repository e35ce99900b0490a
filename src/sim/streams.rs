//! Metric streams at work: what arrived in a minute on its way to Firehose, in the role a stream
//! names.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::service_role::{Acting, open};
use super::time::{Span, Time};
use super::world::World;
use crate::api::ApiError;
use crate::services::cloudwatch::Wake;
use crate::services::cloudwatch::stream::health::Minute;
use crate::services::cloudwatch::stream::{PRINCIPAL, Stream, Update};
use crate::services::failure::Failure;
use crate::services::firehose::api::Request as Firehose;
use crate::services::firehose::shapes::{PutRecordBatchInput, Record};

/// The name of sessions of metric streams. AWS does not document it; this is ours.
const SESSION: &str = "MetricStreams";

/// How much one request holds, of the bytes and of the records that it may.
const CHUNK: (usize, usize) = (4 << 20, 500);

/// A stream sends what arrived in the minute that ends now. Metrics arrive some two minutes after
/// their time, so they are sent "two to three minutes" after it.
pub(super) fn send(world: &mut World, cause: Cause, (scope, name, since): (Scope, &str, Time)) {
    let found = world.cloudwatch.stream(scope, name);
    let Some(stream) = found.filter(|stream| stream.running == Some(since)).cloned() else {
        return;
    };
    let (now, minute) = (world.now, Span::mins(1));
    let again = Wake::Stream { scope, name: name.to_owned(), since };
    world.queue.push(now + minute, Cause::Clock, again.into());
    let sources = world.metrics();
    let linked = if stream.linked { world.oam.accounts(scope) } else { Vec::new() };
    let places = [scope.account].into_iter().chain(linked);
    let places: Vec<(Scope, Vec<Update<'_>>)> = places
        .map(|account| {
            let of = Scope { account, ..scope };
            (of, stream.updates(of, &sources, (now - minute, now)))
        })
        .collect();
    let minute = Minute::of(places.iter().flat_map(|(_, updates)| updates));
    if minute.updates == 0 {
        return;
    }
    let packed = |(of, updates)| stream.pack((name, scope, of), updates);
    let records: Vec<Vec<u8>> = places.into_iter().flat_map(packed).collect();
    let outcome = put(world, cause, (scope, name, &stream), &records).map_err(Failure::from);
    world.cloudwatch.streamed((scope, name), now, minute, outcome);
}

/// Puts records into the stream's Firehose stream; the key of the session in which it did.
fn put(
    world: &mut World,
    cause: Cause,
    (scope, name, stream): (Scope, &str, &Stream),
    records: &[Vec<u8>],
) -> Result<String, ApiError> {
    let wrong = |text: &str| ApiError::new("InvalidParameterValue", text);
    let firehose = Arn::parse(&stream.firehose).ok_or_else(|| wrong(&stream.firehose))?;
    let role = Arn::parse(&stream.role).ok_or_else(|| wrong(&stream.role))?;
    let source = scope.arn("cloudwatch", &format!("metric-stream/{name}"));
    let acting = Acting {
        principal: PRINCIPAL,
        source: &source,
        scope,
        role: &role,
        session: SESSION,
        external_id: None,
    };
    let (caller, key) = open(world, cause, &acting, stream.session())?;
    let region = firehose.region().unwrap_or(scope.region);
    let to = firehose.rest().strip_prefix("deliverystream/").unwrap_or(firehose.rest());
    for records in chunks(records) {
        let data = |bytes: &Vec<u8>| Record { data: STANDARD.encode(bytes) };
        let records = records.into_iter().map(data).collect();
        let request =
            Firehose::PutRecordBatch(PutRecordBatchInput { name: to.to_owned(), records });
        world.call_as(caller.clone(), region, &request.into(), cause).0?;
    }
    Ok(key)
}

/// Records in pieces that one request can hold.
fn chunks(records: &[Vec<u8>]) -> Vec<Vec<&Vec<u8>>> {
    let (most_bytes, most_records) = CHUNK;
    let mut chunks: Vec<Vec<&Vec<u8>>> = Vec::new();
    for record in records {
        let fits = |chunk: &&mut Vec<&Vec<u8>>| {
            let bytes: usize = chunk.iter().map(|other| other.len()).sum();
            chunk.len() < most_records && bytes + record.len() <= most_bytes
        };
        match chunks.last_mut().filter(fits) {
            Some(chunk) => chunk.push(record),
            None => chunks.push(vec![record]),
        }
    }
    chunks
}
