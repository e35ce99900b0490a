//! Subscription filters: what comes in and matches is handed on at once.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html>

use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::pattern::Pattern;
use super::state::LogEvent;
use crate::gzip;
use crate::services::failure::Failure;
use crate::sim::scope::{AccountId, Arn, Region};
use crate::sim::time::Time;

/// As whom CloudWatch Logs asks other services, wherever it is.
pub const PRINCIPAL: &str = "logs.amazonaws.com";

/// The same in each Region: policies may name either.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample>
const PRINCIPALS: [&str; 17] = [
    "logs.ap-northeast-1.amazonaws.com",
    "logs.ap-northeast-2.amazonaws.com",
    "logs.ap-northeast-3.amazonaws.com",
    "logs.ap-south-1.amazonaws.com",
    "logs.ap-southeast-1.amazonaws.com",
    "logs.ap-southeast-2.amazonaws.com",
    "logs.ca-central-1.amazonaws.com",
    "logs.eu-central-1.amazonaws.com",
    "logs.eu-north-1.amazonaws.com",
    "logs.eu-west-1.amazonaws.com",
    "logs.eu-west-2.amazonaws.com",
    "logs.eu-west-3.amazonaws.com",
    "logs.sa-east-1.amazonaws.com",
    "logs.us-east-1.amazonaws.com",
    "logs.us-east-2.amazonaws.com",
    "logs.us-west-1.amazonaws.com",
    "logs.us-west-2.amazonaws.com",
];

/// How many bytes of messages one delivery has at most. Ours: what a destination takes is in its
/// own units, of what was packed.
const CHUNK: usize = 200_000;

/// As whom CloudWatch Logs asks in a Region: the first that policies let in counts.
pub fn principals(region: Region) -> [&'static str; 2] {
    let of = |name: &&&str| name.split('.').nth(1) == Some(region.code());
    let own = PRINCIPALS.iter().find(of).copied().unwrap_or(PRINCIPAL);
    [own, PRINCIPAL]
}

/// A subscription filter.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Subscription {
    /// Its name.
    pub name: String,
    /// Its pattern as written.
    pub text: String,
    /// Its pattern.
    pub pattern: Pattern,
    /// What it hands events to.
    pub destination: Arn,
    /// The role in which it does, where the destination has no policy of its own.
    pub role: Option<Arn>,
    /// How events are spread over a destination that has shards.
    pub distribution: String,
    /// When it was made.
    pub created: Time,
    /// The key of the session in which it acts.
    pub session: Option<String>,
    /// How many events it handed on.
    pub forwarded: u64,
    /// What became of the newest delivery.
    pub last: Option<Outcome>,
}

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Outcome {
    /// When.
    pub at: Time,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// What a subscription filter asked to be woken for: events that are to be handed on.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Batch {
    /// The group.
    pub group: Arn,
    /// The filter's name.
    pub filter: String,
    /// The stream the events are of.
    pub stream: String,
    /// The events.
    pub events: Rc<[LogEvent]>,
}

/// Events in pieces that a destination takes.
pub fn chunks(events: Vec<LogEvent>) -> Vec<Rc<[LogEvent]>> {
    let mut chunks: Vec<Vec<LogEvent>> = Vec::new();
    for event in events {
        let bytes = |chunk: &[LogEvent]| chunk.iter().map(|one| one.message.len()).sum::<usize>();
        match chunks.last_mut().filter(|chunk| bytes(chunk) + event.message.len() <= CHUNK) {
            Some(chunk) => chunk.push(event),
            None => chunks.push(vec![event]),
        }
    }
    chunks.into_iter().map(Rc::from).collect()
}

impl Batch {
    /// What is handed on, packed.
    pub fn packed(&self, subscription: &Subscription) -> Vec<u8> {
        let account = self.group.account().unwrap_or(AccountId::HOME);
        let event = |event: &LogEvent| {
            let mut members = Map::new();
            members.insert("id".to_owned(), json!(event.id()));
            members.insert("timestamp".to_owned(), json!(event.at.as_millis()));
            members.insert("message".to_owned(), json!(&*event.message));
            if let Some(fields) = fields(subscription, &event.message) {
                members.insert("extractedFields".to_owned(), fields);
            }
            Value::Object(members)
        };
        let group = self.group.rest().trim_start_matches("log-group:");
        let message = json!({
            "messageType": "DATA_MESSAGE",
            "owner": account.to_string(),
            "logGroup": group,
            "logStream": self.stream,
            "subscriptionFilters": [subscription.name],
            "logEvents": self.events.iter().map(event).collect::<Vec<Value>>(),
        });
        gzip::pack(message.to_string().as_bytes())
    }
}

/// What a pattern with fields reads out of an event, by their names.
fn fields(subscription: &Subscription, message: &str) -> Option<Value> {
    let found = subscription.pattern.extract(message);
    let found = found.filter(|_| subscription.text.trim_start().starts_with('['))?;
    let named =
        |(name, value): (&String, &String)| (name.trim_start_matches('$').to_owned(), json!(value));
    Some(Value::Object(found.iter().map(named).collect::<Map<_, _>>()))
}

/// What is sent to see whether a destination can be reached at all.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample>
pub fn control_message(now: Time) -> Vec<u8> {
    let text = "CWL CONTROL MESSAGE: Checking health of destination Firehose.";
    let message = json!({
        "messageType": "CONTROL_MESSAGE",
        "owner": "CloudwatchLogs",
        "logGroup": "",
        "logStream": "",
        "subscriptionFilters": [],
        "logEvents": [{ "id": "", "timestamp": now.as_millis(), "message": text }],
    });
    gzip::pack(message.to_string().as_bytes())
}
