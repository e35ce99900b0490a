//! An event as those see it who look events up: of this world's records, or of somebody's files.

use std::borrow::Cow;
use std::rc::Rc;

use serde_json::Value;

use crate::sim::caller::Identity;
use crate::sim::record::AuditRecord;
use crate::sim::time::{Span, Time};

/// One event, borrowed from where it is kept. Texts that a record does not have are empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    /// Its place among the records it is kept with.
    pub place: usize,
    /// `eventID`.
    pub id: &'a str,
    /// `eventTime`, to the second.
    pub time: Time,
    /// `eventName`.
    pub name: &'a str,
    /// `eventSource`.
    pub source: &'a str,
    /// `awsRegion`.
    pub region: &'a str,
    /// The account that has the record.
    pub account: Cow<'a, str>,
    /// `sourceIPAddress`.
    pub ip: &'a str,
    /// `userAgent`.
    pub agent: &'a str,
    /// `errorCode`.
    pub error: &'a str,
    /// `errorMessage`.
    pub message: &'a str,
    /// `true`, `false`, or nothing.
    pub read_only: &'a str,
    /// `eventCategory`.
    pub category: &'a str,
    /// `eventType`.
    pub kind: &'a str,
    /// `requestID`.
    pub request_id: &'a str,
    /// The user name event history shows.
    pub user: Cow<'a, str>,
    /// The access key that signed.
    pub key: &'a str,
    /// Who called.
    pub principal: Principal<'a>,
    /// Types and names of the resources it refers to.
    pub resources: &'a [(String, String)],
    /// What else its request and its reply name.
    pub named: Named<'a>,
    /// The session that the call opened.
    pub opens: Option<Opens<'a>>,
}

/// Who called, as in `userIdentity`.
#[derive(Clone, Debug, PartialEq)]
pub struct Principal<'a> {
    /// `IAMUser`, `AssumedRole`, `AWSService`, …
    pub kind: &'a str,
    /// The ARN, or the name of the service.
    pub arn: Cow<'a, str>,
    /// The ARN of the role whose session it is.
    pub role: &'a str,
    /// The service that called in this principal's name.
    pub invoked_by: &'a str,
}

/// A session of a role that AssumeRole opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opens<'a> {
    /// The role's ARN.
    pub role: &'a str,
    /// The session's name.
    pub name: &'a str,
    /// The key that signs in it; nothing when the call was refused.
    pub key: &'a str,
}

/// What a request and its reply name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Named<'a> {
    /// It stands in them.
    In(&'a Value, &'a Value),
    /// These texts.
    Texts(&'a [Rc<str>]),
}

impl Named<'_> {
    /// Whether some text of them fits.
    pub fn any(self, fits: &mut dyn FnMut(&str) -> bool) -> bool {
        match self {
            Named::In(request, response) => leaf(request, fits) || leaf(response, fits),
            Named::Texts(texts) => texts.iter().any(|text| fits(text)),
        }
    }
}

fn leaf(value: &Value, fits: &mut dyn FnMut(&str) -> bool) -> bool {
    match value {
        Value::String(text) => fits(text),
        Value::Array(items) => items.iter().any(|item| leaf(item, fits)),
        Value::Object(members) => members.values().any(|member| leaf(member, fits)),
        _ => false,
    }
}

impl<'a> Event<'a> {
    /// A record of this world.
    pub fn of(place: usize, record: &'a AuditRecord) -> Event<'a> {
        let (error, message) = match &record.error {
            Some((code, message)) => (code.as_str(), message.as_str()),
            None => ("", ""),
        };
        Event {
            place,
            id: &record.event_id,
            time: record.time.floor(Span::secs(1)),
            name: record.event_name,
            source: record.event_source,
            region: record.region.code(),
            account: Cow::Owned(record.account().to_string()),
            ip: &record.source_ip,
            agent: &record.user_agent,
            error,
            message,
            read_only: super::query::read_only(record),
            category: record.category(),
            kind: record.event_type,
            request_id: record.request_id.as_deref().unwrap_or_default(),
            user: record.user_name().map_or(Cow::Borrowed(""), Cow::Owned),
            key: record.access_key().unwrap_or_default(),
            principal: Principal::of(record),
            resources: &record.resources,
            named: Named::In(&record.request, &record.response),
            opens: opens(record),
        }
    }

    /// Whether the call was refused for want of permission.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
    pub fn is_denied(&self) -> bool {
        let code = self.error;
        code.contains("AccessDenied")
            || code.contains("Unauthorized")
            || code == "AuthorizationError"
    }

    /// Whether it only read.
    pub fn is_read(&self) -> bool {
        self.read_only == "true"
    }
}

impl<'a> Principal<'a> {
    fn of(record: &'a AuditRecord) -> Principal<'a> {
        let caller = &record.caller;
        let (kind, role) = match &caller.identity {
            Identity::Root { .. } => ("Root", ""),
            Identity::User { .. } => ("IAMUser", ""),
            Identity::Service { .. } => ("AWSService", ""),
            Identity::Role(session) => ("AssumedRole", session.role.as_str()),
            Identity::Federated(_) => ("FederatedUser", ""),
            Identity::External(federation) => (federation.kind(), ""),
            // A service event's identity has no type.
            Identity::Internal => ("", ""),
            Identity::Anonymous => ("Unknown", ""),
        };
        let arn = match &caller.identity {
            Identity::User { arn, .. } => Cow::Borrowed(arn.as_str()),
            Identity::Service { principal, .. } => Cow::Borrowed(*principal),
            _ => Cow::Owned(caller.arn()),
        };
        Principal { kind, arn, role, invoked_by: caller.invoked_by.unwrap_or_default() }
    }
}

/// The session a record says was opened, or asked for.
fn opens(record: &AuditRecord) -> Option<Opens<'_>> {
    let assumes =
        record.event_source == "sts.amazonaws.com" && record.event_name.starts_with("AssumeRole");
    let text = |value: &'static str, of| {
        let value: Option<&Value> = Value::pointer(of, value);
        value.and_then(Value::as_str).unwrap_or_default()
    };
    assumes.then(|| Opens {
        role: text("/roleArn", &record.request),
        name: text("/roleSessionName", &record.request),
        key: text("/credentials/accessKeyId", &record.response),
    })
}
