//! Reads one record: what the list, the filters and the views need of it. All else stays in its
//! text.

use serde_json::Value;

use crate::sim::Time;

/// So many names are kept of a record's request and reply.
const NAMES: usize = 24;
/// A name is no longer than this.
const LONGEST: usize = 512;

/// What is read of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// `eventTime`.
    pub time: Option<Time>,
    /// The texts of a record, in the order of [`super::Kept`].
    pub texts: Texts,
    /// Types and names of resources.
    pub resources: Vec<(String, String)>,
    /// What request and reply name besides.
    pub named: Vec<String>,
}

/// Texts of a record.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "they are the record's own members")]
pub struct Texts {
    pub id: String,
    pub name: String,
    pub source: String,
    pub region: String,
    pub account: String,
    pub ip: String,
    pub agent: String,
    pub error: String,
    pub message: String,
    pub read_only: String,
    pub category: String,
    pub kind: String,
    pub request_id: String,
    pub user: String,
    pub key: String,
    pub principal: String,
    pub arn: String,
    pub role: String,
    pub invoked_by: String,
    pub asked_role: String,
    pub session: String,
    pub opened: String,
}

/// What an object turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// A record, and its own text where it stood in a text.
    Record(Box<Read>, Option<String>),
    /// A digest file, which lists log files and has no events.
    Digest,
    /// Something else.
    Stranger,
}

/// Reads an object.
///
/// # Errors
/// If its text is no JSON.
pub fn read(text: &str) -> Result<Object, serde_json::Error> {
    let value: Value = serde_json::from_str(text)?;
    if value.get("digestStartTime").is_some() {
        return Ok(Object::Digest);
    }
    // LookupEvents gives the record as a text, beside what it found out of it.
    if let Some(inner) = value.get("CloudTrailEvent").and_then(Value::as_str) {
        let record: Value = serde_json::from_str(inner)?;
        let Some(mut read) = record_of(&record) else { return Ok(Object::Stranger) };
        looked_up(&value, &mut read);
        return Ok(Object::Record(Box::new(read), Some(inner.to_owned())));
    }
    // EventBridge puts it in an envelope.
    let record = value.get("detail").filter(|detail| detail.get("eventVersion").is_some());
    let found = record_of(record.unwrap_or(&value));
    let own = record.map(Value::to_string);
    Ok(found.map_or(Object::Stranger, |read| Object::Record(Box::new(read), own)))
}

/// A record, if it says what happened where and when.
fn record_of(value: &Value) -> Option<Read> {
    let text = |path: &str| word(value.pointer(path));
    let either = |one: &str, other: &str| {
        Some(text(one)).filter(|found| !found.is_empty()).unwrap_or_else(|| text(other))
    };
    let name = either("/eventName", "/insightDetails/eventName");
    let time = value.get("eventTime").and_then(Value::as_str).and_then(Time::parse)?;
    if name.is_empty() || value.get("eventVersion").is_none() {
        return None;
    }
    let identity = "/userIdentity";
    let of = |member: &str| text(&format!("{identity}/{member}"));
    let principal = of("type");
    let (arn, invoked_by) = (of("arn"), of("invokedBy"));
    let user = match principal.as_str() {
        "Root" => "root".to_owned(),
        "AssumedRole" => arn.rsplit('/').next().unwrap_or_default().to_owned(),
        _ => of("userName"),
    };
    let assumes = text("/eventSource") == "sts.amazonaws.com" && name.starts_with("AssumeRole");
    let asked = |path: &str| if assumes { text(path) } else { String::new() };
    let texts = Texts {
        id: text("/eventID"),
        source: either("/eventSource", "/insightDetails/eventSource"),
        region: text("/awsRegion"),
        account: either("/recipientAccountId", "/userIdentity/accountId"),
        ip: text("/sourceIPAddress"),
        agent: text("/userAgent"),
        error: text("/errorCode"),
        message: text("/errorMessage"),
        read_only: text("/readOnly"),
        category: text("/eventCategory"),
        kind: text("/eventType"),
        request_id: text("/requestID"),
        key: of("accessKeyId"),
        arn: if arn.is_empty() { invoked_by.clone() } else { arn },
        role: text("/userIdentity/sessionContext/sessionIssuer/arn"),
        asked_role: asked("/requestParameters/roleArn"),
        session: asked("/requestParameters/roleSessionName"),
        opened: asked("/responseElements/credentials/accessKeyId"),
        name,
        user,
        principal,
        invoked_by,
    };
    let mut named = Vec::new();
    for part in ["requestParameters", "responseElements"] {
        names(value.get(part), &mut named);
    }
    Some(Read { time: Some(time), texts, resources: resources(value), named })
}

fn word(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(flag)) => flag.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The record's own list of resources.
fn resources(record: &Value) -> Vec<(String, String)> {
    let listed = record.get("resources").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(|one| {
        let arn = one.get("ARN").or_else(|| one.get("ARNPrefix"))?.as_str()?;
        Some((word(one.get("type")), arn.to_owned()))
    });
    listed.collect()
}

/// What LookupEvents found out of a record: its resources, and whose it is.
fn looked_up(item: &Value, read: &mut Read) {
    let found = item.get("Resources").and_then(Value::as_array);
    for one in found.into_iter().flatten() {
        let pair = (word(one.get("ResourceType")), word(one.get("ResourceName")));
        if !pair.1.is_empty() && !read.resources.contains(&pair) {
            read.resources.push(pair);
        }
    }
    let user = word(item.get("Username"));
    if !user.is_empty() {
        read.texts.user = user;
    }
}

/// The texts that may name a resource: members whose name ends as such names do, and ARNs.
fn names(value: Option<&Value>, found: &mut Vec<String>) {
    match value {
        Some(Value::Object(members)) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if is_name(name, text) => keep(text, found),
                    Value::Array(items) if is_name(name, "") => {
                        items.iter().filter_map(Value::as_str).for_each(|text| keep(text, found));
                        items.iter().for_each(|item| names(Some(item), found));
                    }
                    other => names(Some(other), found),
                }
            }
        }
        Some(Value::Array(items)) => {
            for item in items {
                if let Some(text) = item.as_str().filter(|text| text.starts_with("arn:")) {
                    keep(text, found);
                }
                names(Some(item), found);
            }
        }
        _ => {}
    }
}

fn keep(text: &str, found: &mut Vec<String>) {
    let fresh = found.len() < NAMES && !found.iter().any(|one| one == text);
    if fresh && !text.is_empty() && text.len() <= LONGEST {
        found.push(text.to_owned());
    }
}

fn is_name(member: &str, text: &str) -> bool {
    const ENDS: [&str; 9] = ["Id", "Name", "Arn", "ARN", "Ids", "Names", "name", "arn", "key"];
    ENDS.iter().any(|end| member.ends_with(end)) || text.starts_with("arn:")
}
