//! One arm an operation.

use std::collections::VecDeque;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::api::Request;
use super::shapes::{
    BufferingHints, CreateDeliveryStreamInput, CreateDeliveryStreamOutput,
    DeleteDeliveryStreamInput, DeliveryStreamDescription, DescribeDeliveryStreamInput,
    DescribeDeliveryStreamOutput, DestinationDescription, EncryptionConfiguration,
    ExtendedS3Configuration, ListDeliveryStreamsInput, ListDeliveryStreamsOutput, LoggingOptions,
    PutRecordBatchOutput, PutRecordOutput, Record, RecordResponse, S3Configuration,
    StreamEncryption,
};
use super::state::{Destination, State, Status, Stream};
use super::wake::{Step, Wake};
use crate::api::reply::{json, none};
use crate::api::{ApiError, Timestamp};
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};
use crate::sim::{Ctx, timing};

/// Streams an account has in a Region.
/// <https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html>
const MOST_STREAMS: usize = 50;
/// Bytes of a record, and of all records of a request.
/// <https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html>
const LARGEST: (usize, usize) = (1_024_000, 4 << 20);
/// Bytes that may wait in a stream. Ours: it bounds memory.
const MOST_WAITING: usize = 64 << 20;
/// The one destination a stream has.
const DESTINATION: &str = "destinationId-000000000001";
/// How long the id of a record is.
const ID: usize = 224;

/// Carries out a request. `trusted` says whether Firehose may act in the role of a stream that is
/// to be made.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    trusted: bool,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateDeliveryStream(input) => create(state, ctx, trusted, input).map(json),
        Request::DescribeDeliveryStream(input) => describe(state, ctx, input).map(json),
        Request::ListDeliveryStreams(input) => Ok(json(list(state, ctx, input))),
        Request::DeleteDeliveryStream(input) => delete(state, ctx, input).map(none),
        Request::PutRecord(input) => {
            let ids = put(state, ctx, &input.name, std::slice::from_ref(&input.record))?;
            let id = ids.into_iter().next().unwrap_or_default();
            Ok(json(PutRecordOutput { id, encrypted: false }))
        }
        Request::PutRecordBatch(input) => {
            let ids = put(state, ctx, &input.name, &input.records)?.into_iter();
            let responses = ids.map(|id| RecordResponse { id }).collect();
            Ok(json(PutRecordBatchOutput { failed: 0, encrypted: false, responses }))
        }
    }
}

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidArgumentException", text)
}

fn missing(ctx: &Ctx<'_>, name: &str) -> ApiError {
    let text = format!("Firehose {name} under account {} not found.", ctx.scope.account);
    ApiError::new("ResourceNotFoundException", text)
}

fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    trusted: bool,
    input: &CreateDeliveryStreamInput,
) -> Result<CreateDeliveryStreamOutput, ApiError> {
    let name = &input.name;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c)) {
        return Err(ApiError::new(
            "ValidationException",
            format!(
                "1 validation error detected: Value '{name}' at 'deliveryStreamName' failed to \
                 satisfy constraint: Member must satisfy regular expression pattern: \
                 [a-zA-Z0-9_.-]+"
            ),
        ));
    }
    if let Some(kind) = input.kind.as_ref().filter(|kind| *kind != "DirectPut") {
        return Err(ApiError::not_simulated(format!("DeliveryStreamType {kind}")));
    }
    let to = destination(input)?;
    if !trusted {
        let text = format!(
            "Firehose is unable to assume role {}. Please check the role provided.",
            to.role
        );
        return Err(invalid(text));
    }
    let streams = state.streams.entry(ctx.scope).or_default();
    if streams.contains_key(name) {
        let account = ctx.scope.account;
        let text = format!("Firehose {name} under accountId {account} already exists");
        return Err(ApiError::new("ResourceInUseException", text));
    }
    if streams.len() >= MOST_STREAMS {
        let text = format!("You have already consumed your limit of {MOST_STREAMS} streams.");
        return Err(ApiError::new("LimitExceededException", text));
    }
    let arn = ctx.scope.arn("firehose", &format!("deliverystream/{name}"));
    let stream = Stream {
        number: state.made,
        arn: arn.clone(),
        created: ctx.now,
        status: Status::Creating,
        given: input.clone(),
        to,
        open: None,
        waiting: VecDeque::new(),
        files: 0,
        session: None,
        retry: None,
        delivered: VecDeque::new(),
        failure: None,
        lost: 0,
    };
    streams.insert(name.clone(), stream);
    due(ctx, (name, state.made), Step::Active, ctx.now + timing::DELIVERY_STREAM);
    state.made += 1;
    Ok(CreateDeliveryStreamOutput { arn: arn.to_string() })
}

fn due(ctx: &mut Ctx<'_>, (name, number): (&str, u64), step: Step, at: Time) {
    let wake = Wake { scope: ctx.scope, name: name.to_owned(), number, step };
    ctx.wake(at, wake);
}

/// The bucket a request names, with what AWS fills in.
fn destination(input: &CreateDeliveryStreamInput) -> Result<Destination, ApiError> {
    if input.s3.is_some() == input.extended.is_some() {
        return Err(invalid("Exactly one destination configuration is supported for a Firehose"));
    }
    let given = input.destination().unwrap_or_default();
    if input.extended.as_ref().and_then(|it| it.backup.as_deref()) == Some("Enabled") {
        return Err(ApiError::not_simulated("S3BackupMode Enabled"));
    }
    let gzip = match given.format.as_deref() {
        None | Some("UNCOMPRESSED") => false,
        Some("GZIP") => true,
        Some(other) => return Err(ApiError::not_simulated(format!("CompressionFormat {other}"))),
    };
    let of = |text: &str, service: &str| Arn::parse(text).filter(|arn| arn.service() == service);
    let role = of(&given.role, "iam").filter(|arn| arn.rest().starts_with("role/"));
    let role = role.ok_or_else(|| invalid(format!("{} is no ARN of a role", given.role)))?;
    let bucket = of(&given.bucket, "s3").filter(|arn| !arn.rest().contains('/'));
    let bucket = bucket.ok_or_else(|| invalid(format!("{} is no bucket", given.bucket)))?;
    let prefix = given.prefix.clone().unwrap_or_default();
    if [Some(&prefix), given.error_prefix.as_ref()]
        .into_iter()
        .flatten()
        .any(|it| it.contains("!{"))
    {
        return Err(ApiError::not_simulated("expressions !{…} in a prefix"));
    }
    let (size, interval) = hints(given.buffering.as_ref())?;
    Ok(Destination {
        role,
        bucket: bucket.rest().to_owned(),
        prefix,
        bytes: usize::try_from(size).unwrap_or(5) << 20,
        interval: Span::secs(i64::from(interval)),
        gzip,
        log: log(given.logging.as_ref())?,
    })
}

/// "If you specify a value for one, you must also specify a value for the other."
/// <https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html>
fn hints(given: Option<&BufferingHints>) -> Result<(i32, i32), ApiError> {
    match given.map(|hints| (hints.size, hints.interval)) {
        None | Some((None, None)) => Ok((5, 300)),
        Some((Some(size), Some(interval))) => Ok((size, interval)),
        Some(_) => Err(invalid("Both SizeInMBs and IntervalInSeconds must be specified")),
    }
}

fn log(given: Option<&LoggingOptions>) -> Result<Option<(String, String)>, ApiError> {
    let Some(options) = given.filter(|options| options.enabled == Some(true)) else {
        return Ok(None);
    };
    match (&options.group, &options.stream) {
        (Some(group), Some(stream)) => Ok(Some((group.clone(), stream.clone()))),
        _ => Err(invalid("LogGroupName and LogStreamName are required when logging is enabled")),
    }
}

fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeDeliveryStreamInput,
) -> Result<DescribeDeliveryStreamOutput, ApiError> {
    let found = state.stream(ctx.scope, &input.name).ok_or_else(|| missing(ctx, &input.name))?;
    let s3 = filled(found);
    let extended = found.given.extended.as_ref().map(|given| ExtendedS3Configuration {
        role: s3.role.clone(),
        bucket: s3.bucket.clone(),
        prefix: s3.prefix.clone(),
        error_prefix: s3.error_prefix.clone(),
        buffering: s3.buffering.clone(),
        format: s3.format.clone(),
        encryption: s3.encryption.clone(),
        logging: s3.logging.clone(),
        backup: given.backup.clone().or_else(|| Some("Disabled".to_owned())),
    });
    let id = DESTINATION.to_owned();
    let shown = input.start.as_ref().is_none_or(|start| *start < id);
    let all = shown.then_some(DestinationDescription { id, s3, extended }).into_iter().collect();
    Ok(DescribeDeliveryStreamOutput {
        stream: DeliveryStreamDescription {
            name: input.name.clone(),
            arn: found.arn.to_string(),
            status: found.status.name().to_owned(),
            encryption: StreamEncryption { status: "DISABLED".to_owned() },
            kind: "DirectPut".to_owned(),
            version: "1".to_owned(),
            created: Timestamp(found.created),
            destinations: all,
            more: false,
        },
    })
}

/// The bucket with what AWS fills in.
fn filled(stream: &Stream) -> S3Configuration {
    let given = stream.given_bucket();
    let seconds = i32::try_from(stream.to.interval.as_secs()).unwrap_or_default();
    let size = i32::try_from(stream.to.bytes >> 20).unwrap_or_default();
    let off = || LoggingOptions { enabled: Some(false), ..LoggingOptions::default() };
    S3Configuration {
        buffering: Some(BufferingHints { size: Some(size), interval: Some(seconds) }),
        format: given.format.or_else(|| Some("UNCOMPRESSED".to_owned())),
        encryption: Some(EncryptionConfiguration { none: Some("NoEncryption".to_owned()) }),
        logging: given.logging.or_else(|| Some(off())),
        ..given
    }
}

/// Names in alphabetical order.
fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListDeliveryStreamsInput,
) -> ListDeliveryStreamsOutput {
    let limit = usize::try_from(input.limit.unwrap_or(10)).unwrap_or(1);
    let wanted = input.kind.as_ref().is_none_or(|kind| kind == "DirectPut");
    let names = state.streams(ctx.scope).map(|(name, _)| name).filter(|_| wanted);
    let behind = |name: &&String| input.start.as_ref().is_none_or(|start| *name > start);
    let names: Vec<String> = names.filter(behind).cloned().collect();
    let more = names.len() > limit;
    ListDeliveryStreamsOutput { names: names.into_iter().take(limit).collect(), more }
}

/// A stream that is being made cannot be deleted.
/// <https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeleteDeliveryStream.html>
fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteDeliveryStreamInput,
) -> Result<(), ApiError> {
    let (name, account) = (&input.name, ctx.scope.account);
    let stream = state.stream_mut(ctx.scope, name).ok_or_else(|| missing(ctx, name))?;
    if stream.status == Status::Creating {
        let text = format!("Firehose {name} under accountId {account} is being created");
        return Err(ApiError::new("ResourceInUseException", text));
    }
    stream.status = Status::Deleting;
    (stream.open, stream.waiting) = (None, VecDeque::new());
    let number = stream.number;
    due(ctx, (name, number), Step::Gone, ctx.now + timing::DELIVERY_STREAM);
    Ok(())
}

/// Takes records; their ids.
fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    name: &str,
    records: &[Record],
) -> Result<Vec<String>, ApiError> {
    let first = state.records;
    let stream = state.stream_mut(ctx.scope, name);
    let stream = stream.filter(|stream| stream.status == Status::Active);
    let stream = stream.ok_or_else(|| missing(ctx, name))?;
    let read = |record: &Record| STANDARD.decode(&record.data);
    let wrong = |_| ApiError::new("SerializationException", "Data is not valid base64");
    let all = records.iter().map(read).collect::<Result<Vec<Vec<u8>>, _>>().map_err(wrong)?;
    if all.iter().any(|bytes| bytes.len() > LARGEST.0) {
        return Err(invalid("A record must be no larger than 1,000 KiB"));
    }
    let total = all.iter().map(Vec::len).sum::<usize>();
    if total > LARGEST.1 {
        return Err(invalid("The records of a request must be no larger than 4 MiB"));
    }
    if stream.waits().0 + total > MOST_WAITING {
        return Err(ApiError::new("ServiceUnavailableException", "Slow down.").http(503));
    }
    let number = stream.number;
    let wakes: Vec<Time> = all.iter().filter_map(|bytes| stream.take(bytes, ctx.now)).collect();
    for at in wakes {
        due(ctx, (name, number), Step::Deliver, at);
    }
    state.records += all.len() as u64;
    let id = |nth| ctx.ids.base64("firehose:record", nth, ['+', '/'], ID);
    Ok((first..state.records).map(id).collect())
}
