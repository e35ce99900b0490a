//! The audit record: what CloudTrail keeps of a call.
//!
//! Field order and rules: `CloudTrail record contents`,
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>

use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::caller::{Caller, Identity};
use super::command::Via;
use super::scope::{AccountId, Region};
use super::time::Time;
use crate::access::Decision;
use crate::api::Event;

/// One record, kept with what a page needs to explain it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct AuditRecord {
    /// The number of the call in its world, counted from 0.
    pub call: u64,
    /// When the call was made.
    pub time: Time,
    /// When event history shows it.
    pub visible: Time,
    /// Who made it.
    pub caller: Caller,
    /// Where the record belongs.
    pub region: Region,
    /// The source address, or the service's name.
    pub source_ip: String,
    /// The client.
    pub user_agent: String,
    /// `sns.amazonaws.com`.
    pub event_source: &'static str,
    /// `CreateTopic`.
    pub event_name: &'static str,
    /// The record format's version.
    pub event_version: &'static str,
    /// `AwsApiCall`, `AwsConsoleSignIn`, …
    pub event_type: &'static str,
    /// Management or data.
    pub event: Event,
    /// Whether the call only read.
    pub read_only: bool,
    /// Error code and message, as CloudTrail writes them.
    pub error: Option<(String, String)>,
    /// `requestParameters`.
    pub request: Value,
    /// `responseElements`.
    pub response: Value,
    /// `additionalEventData`.
    pub additional: Option<Value>,
    /// `requestID`; sign-in events have none.
    pub request_id: Option<String>,
    /// `eventID`.
    pub event_id: String,
    /// `apiVersion`.
    pub api_version: Option<&'static str>,
    /// The host the client named in its TLS handshake.
    pub host: String,
    /// Resource types and names the event refers to.
    pub resources: Vec<(String, String)>,
    /// The access decision, for our explanations; AWS's record has nothing like it.
    pub decision: Option<Rc<Decision>>,
}

impl AuditRecord {
    /// The name event history shows in its user name column.
    pub fn user_name(&self) -> Option<String> {
        match &self.caller.identity {
            Identity::Root => Some("root".to_owned()),
            Identity::User { name, .. } => Some(name.clone()),
            Identity::Service { .. } | Identity::Anonymous => None,
        }
    }

    /// The access key the call was signed with.
    pub fn access_key(&self) -> Option<&str> {
        match &self.caller.identity {
            Identity::User { access_key, .. } => Some(access_key),
            _ => None,
        }
    }

    /// The account that owns the record.
    pub fn account(&self) -> AccountId {
        self.caller.account
    }

    /// The record as CloudTrail writes it, members in its order.
    pub fn json(&self) -> Value {
        let console = self.caller.via == Via::Console && self.event_type == "AwsApiCall";
        let mut record = Map::new();
        let mut put = |name: &str, value: Value| {
            record.insert(name.to_owned(), value);
        };
        put("eventVersion", json!(self.event_version));
        put("userIdentity", self.identity());
        put("eventTime", json!(self.time.rfc3339()));
        put("eventSource", json!(self.event_source));
        put("eventName", json!(self.event_name));
        put("awsRegion", json!(self.region.code()));
        put("sourceIPAddress", json!(self.source_ip));
        put("userAgent", json!(self.user_agent));
        if let Some((code, message)) = &self.error {
            if !code.is_empty() {
                put("errorCode", json!(code));
            }
            put("errorMessage", json!(message));
        }
        put("requestParameters", self.request.clone());
        put("responseElements", self.response.clone());
        if let Some(data) = &self.additional {
            put("additionalEventData", data.clone());
        }
        if let Some(id) = &self.request_id {
            put("requestID", json!(id));
        }
        put("eventID", json!(self.event_id));
        put("readOnly", json!(self.read_only));
        put("eventType", json!(self.event_type));
        if let Some(version) = self.api_version {
            put("apiVersion", json!(version));
        }
        put("managementEvent", json!(self.event == Event::Management));
        put("recipientAccountId", json!(self.account().to_string()));
        put("eventCategory", json!(if self.event == Event::Data { "Data" } else { "Management" }));
        if self.caller.via == Via::Cli || self.event_type == "AwsConsoleSignIn" {
            put(
                "tlsDetails",
                json!({
                    "tlsVersion": "TLSv1.3",
                    "cipherSuite": "TLS_AES_128_GCM_SHA256",
                    "clientProvidedHostHeader": self.host,
                }),
            );
        }
        if console {
            put("sessionCredentialFromConsole", json!("true"));
        }
        Value::Object(record)
    }

    /// `userIdentity`:
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
    fn identity(&self) -> Value {
        let account = self.account().to_string();
        match &self.caller.identity {
            Identity::Root => json!({
                "type": "Root",
                "principalId": account,
                "arn": self.caller.arn(),
                "accountId": account,
            }),
            Identity::User { name, arn, user_id, access_key, session_start } => {
                let mut identity = json!({
                    "type": "IAMUser",
                    "principalId": user_id,
                    "arn": arn.as_str(),
                    "accountId": account,
                });
                if let Value::Object(members) = &mut identity {
                    if self.event_type == "AwsApiCall" {
                        members.insert("accessKeyId".to_owned(), json!(access_key));
                    }
                    members.insert("userName".to_owned(), json!(name));
                    if let (Some(start), "AwsApiCall") = (session_start, self.event_type) {
                        let attributes = json!({
                            "creationDate": start.rfc3339(),
                            "mfaAuthenticated": "false",
                        });
                        let session = json!({ "attributes": attributes });
                        members.insert("sessionContext".to_owned(), session);
                    }
                }
                identity
            }
            Identity::Service { principal, .. } => {
                json!({ "type": "AWSService", "invokedBy": principal })
            }
            Identity::Anonymous => json!({ "type": "Unknown", "accountId": account }),
        }
    }
}
