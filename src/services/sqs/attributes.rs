//! What can be set of a queue, and what it tells of itself.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>

use std::collections::BTreeMap;

use super::messages::Sight;
use super::state::Queue;
use crate::access::Policy;
use crate::api::ApiError;
use crate::services::iam::Accounts;
use crate::sim::time::Time;

/// What can be set of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// How long a message waits before it can be received, in seconds.
    pub delay: i64,
    /// The greatest message, in bytes.
    pub size: i64,
    /// How long messages are kept, in seconds.
    pub retention: i64,
    /// How long receiving waits for messages, in seconds.
    pub wait: i64,
    /// How long a received message is hidden, in seconds.
    pub visibility: i64,
    /// Whether messages are encrypted with a key of SQS's.
    pub encrypted: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            delay: 0,
            size: 1_048_576,
            retention: 345_600,
            wait: 0,
            visibility: 30,
            encrypted: true,
        }
    }
}

/// Attributes AWS has and we do not simulate.
const REFUSED: [&str; 8] = [
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "FifoQueue",
    "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "RedriveAllowPolicy",
    "RedrivePolicy",
];

/// Attributes a queue tells of itself, which nobody sets.
const TOLD: [&str; 6] = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
];

fn wrong(name: &str) -> ApiError {
    ApiError::new("InvalidAttributeValue", format!("Invalid value for the parameter {name}."))
}

fn unknown(name: &str) -> ApiError {
    ApiError::new("InvalidAttributeName", format!("Unknown Attribute {name}."))
}

/// Sets an attribute. Whom a policy names must be there; the words:
/// <https://github.com/aws/aws-cdk/issues/15602>
pub fn set(iam: &Accounts, queue: &mut Queue, name: &str, value: &str) -> Result<(), ApiError> {
    let settings = &mut queue.settings;
    let (slot, least, most) = match name {
        "DelaySeconds" => (&mut settings.delay, 0, 900),
        "MaximumMessageSize" => (&mut settings.size, 1_024, 1_048_576),
        "MessageRetentionPeriod" => (&mut settings.retention, 60, 1_209_600),
        "ReceiveMessageWaitTimeSeconds" => (&mut settings.wait, 0, 20),
        "VisibilityTimeout" => (&mut settings.visibility, 0, 43_200),
        "SqsManagedSseEnabled" => {
            settings.encrypted = match value {
                "true" => true,
                "false" => false,
                _ => return Err(wrong(name)),
            };
            return Ok(());
        }
        "Policy" if value.is_empty() => {
            queue.policy = None;
            return Ok(());
        }
        "Policy" => {
            let policy = Policy::parse(value).map_err(|_| wrong(name))?;
            iam.know(&policy).map_err(|_| wrong(name))?;
            queue.policy = Some((value.to_owned(), policy));
            return Ok(());
        }
        _ if REFUSED.contains(&name) => {
            return Err(ApiError::not_simulated(format!("attribute {name}")));
        }
        _ => return Err(unknown(name)),
    };
    let number = value.parse().ok().filter(|number| (least..=most).contains(number));
    *slot = number.ok_or_else(|| wrong(name))?;
    Ok(())
}

/// The attributes a queue has.
fn all(queue: &Queue, now: Time) -> BTreeMap<String, String> {
    let count = |sight: Sight| {
        queue.messages.iter().filter(|message| message.at(now) == sight).count().to_string()
    };
    let settings = &queue.settings;
    let mut all = BTreeMap::from([
        ("QueueArn", queue.arn().to_string()),
        ("ApproximateNumberOfMessages", count(Sight::Visible)),
        ("ApproximateNumberOfMessagesNotVisible", count(Sight::Held)),
        ("ApproximateNumberOfMessagesDelayed", count(Sight::Delayed)),
        ("CreatedTimestamp", queue.created.as_secs().to_string()),
        ("LastModifiedTimestamp", queue.modified.as_secs().to_string()),
        ("VisibilityTimeout", settings.visibility.to_string()),
        ("MaximumMessageSize", settings.size.to_string()),
        ("MessageRetentionPeriod", settings.retention.to_string()),
        ("DelaySeconds", settings.delay.to_string()),
        ("ReceiveMessageWaitTimeSeconds", settings.wait.to_string()),
        ("SqsManagedSseEnabled", settings.encrypted.to_string()),
    ]);
    all.extend(queue.policy.as_ref().map(|(text, _)| ("Policy", text.clone())));
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The attributes asked for.
///
/// # Errors
/// A name of none.
pub fn told(
    queue: &Queue,
    now: Time,
    names: &[String],
) -> Result<BTreeMap<String, String>, ApiError> {
    let mut all = all(queue, now);
    if names.iter().any(|name| name == "All") {
        return Ok(all);
    }
    let known = |name: &str| {
        all.contains_key(name)
            || REFUSED.contains(&name)
            || TOLD.contains(&name)
            || name == "Policy"
    };
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(unknown(name));
    }
    all.retain(|name, _| names.contains(name));
    Ok(all)
}
