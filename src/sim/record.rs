//! The audit record: what CloudTrail keeps of a call.
//!
//! Field order and rules: `CloudTrail record contents`,
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>

use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::caller::{Caller, INTERNAL, Identity, Origin, RoleSession};
use super::command::Via;
use super::fact::Cause;
use super::federation::{FederatedUser, Federation, Vouched};
use super::scope::{AccountId, Arn, Region};
use super::time::Time;
use crate::access::Decision;
use crate::api::Event;

/// Stands for a name that no user has.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// The type of objects of S3 among the resources.
const OBJECT: &str = "AWS::S3::Object";

/// One record, kept with what a page needs to explain it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct AuditRecord {
    /// The number of the call in its world, counted from 0.
    pub call: u64,
    /// Why it was made: a command, or what a service was led by.
    pub cause: Cause,
    /// When the call was made.
    pub time: Time,
    /// When event history shows it.
    pub visible: Time,
    /// Who made it.
    pub caller: Caller,
    /// The account whose record it is: the caller's, or that of the resource, if a call has to do
    /// with two accounts, for then each has its own.
    pub recipient: AccountId,
    /// What the records of such a call have in common.
    pub shared: Option<String>,
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
    /// `serviceEventDetails`: what AWS did of its own accord.
    pub details: Option<Value>,
    /// `requestID`; sign-in events have none.
    pub request_id: Option<String>,
    /// `eventID`.
    pub event_id: String,
    /// `apiVersion`.
    pub api_version: Option<&'static str>,
    /// The host the client named in its TLS handshake.
    pub host: String,
    /// Resource types and names the event refers to: event history's columns.
    pub resources: Vec<(String, String)>,
    /// Resource types and ARNs of the member `resources`, which few services write; Systems Manager
    /// writes no types, so they are empty.
    pub listed: Vec<(&'static str, Arn)>,
    /// What no ARN says of the bucket of a call to S3.
    pub in_bucket: Option<InBucket>,
    /// The access decision, for our explanations; AWS's record has nothing like it.
    pub decision: Option<Rc<Decision>>,
}

/// What the record of a call to S3 says of its bucket beside the ARN.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct InBucket {
    /// How the ARNs of the objects begin that the call is about, where it names none of them.
    pub prefix: Option<Arn>,
    /// Whose the bucket is, if there is one.
    pub owner: Option<AccountId>,
}

impl AuditRecord {
    /// The name event history shows in its user name column.
    pub fn user_name(&self) -> Option<String> {
        if self.is_from_elsewhere() {
            return None;
        }
        match &self.caller.identity {
            Identity::Root { .. } => Some("root".to_owned()),
            Identity::User { name, .. } => Some(name.clone()),
            Identity::Role(session) => Some(session.name.clone()),
            Identity::Federated(user) => Some(user.name.clone()),
            Identity::External(federation) => Some(federation.subject.clone()),
            Identity::Anonymous if self.is_sign_in() => Some(HIDDEN.to_owned()),
            Identity::Service { .. } | Identity::Internal | Identity::Anonymous => None,
        }
    }

    /// The access key the call was signed with; a sign-in has none, nor the root user without keys.
    pub fn access_key(&self) -> Option<&str> {
        match &self.caller.identity {
            _ if self.is_sign_in() || self.is_from_elsewhere() => None,
            Identity::Root { access_key, .. } => {
                Some(access_key.as_str()).filter(|key| !key.is_empty())
            }
            Identity::User { access_key, .. } => Some(access_key),
            Identity::Role(session) => Some(&session.access_key),
            Identity::Federated(user) => Some(&user.access_key),
            _ => None,
        }
    }

    /// Whether it records what comes before anybody is signed in: a check of an MFA device, or a
    /// failure.
    fn is_before_session(&self) -> bool {
        self.error.is_some() || self.event_name != "ConsoleLogin"
    }

    /// Whether it records a sign-in and no call.
    fn is_sign_in(&self) -> bool {
        self.event_type == "AwsConsoleSignIn"
    }

    /// The account that owns the record.
    pub fn account(&self) -> AccountId {
        self.recipient
    }

    /// Whether the caller is of another account: who exactly that was is told to that account.
    pub fn is_from_elsewhere(&self) -> bool {
        self.recipient != self.caller.account
    }

    /// `eventCategory`.
    pub fn category(&self) -> &'static str {
        match self.event {
            Event::Management => "Management",
            Event::Data => "Data",
        }
    }

    /// The record as CloudTrail writes it, members in its order.
    pub fn json(&self) -> Value {
        let console = self.caller.via == Via::Console && !self.is_sign_in();
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
            // InvocationDoesNotExist, for one, has no message.
            if !message.is_empty() {
                put("errorMessage", json!(message));
            }
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
        if !self.listed.is_empty() {
            put("resources", self.listed_json());
        } else if self.is_about_metrics() {
            put("resources", json!([{ "type": "AWS::CloudWatch::Metric" }]));
        }
        put("eventType", json!(self.event_type));
        if let Some(version) = self.api_version {
            put("apiVersion", json!(version));
        }
        put("managementEvent", json!(self.event == Event::Management));
        put("recipientAccountId", json!(self.account().to_string()));
        if let Some(shared) = &self.shared {
            put("sharedEventID", json!(shared));
        }
        if let Some(details) = &self.details {
            put("serviceEventDetails", details.clone());
        }
        put("eventCategory", json!(self.category()));
        if self.caller.via == Via::Cli || self.is_sign_in() {
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

    /// Whether it reads or writes metrics: these have no ARN, and only their type is listed.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html>
    fn is_about_metrics(&self) -> bool {
        self.event == Event::Data && self.event_source == "monitoring.amazonaws.com"
    }

    /// `resources`. A call that names no object of S3 lists how the ARNs of those begin that it is
    /// about, before the bucket; seen in the record of DeleteObjects of
    /// <https://github.com/DataDog/stratus-red-team>, `s3-ransomware-batch-deletion`.
    fn listed_json(&self) -> Value {
        let prefix = self.in_bucket.as_ref().and_then(|it| it.prefix.as_ref());
        let first = prefix.map(|arn| json!({ "type": OBJECT, "ARNPrefix": arn.as_str() }));
        let one = |(kind, arn): &(&'static str, Arn)| {
            let account = arn.account().map_or_else(|| self.of_bucket(), |it| it.to_string());
            match *kind {
                "" => json!({ "accountId": account, "ARN": arn.as_str() }),
                // Objects of S3 are listed without an account.
                OBJECT => json!({ "type": kind, "ARN": arn.as_str() }),
                _ => json!({ "accountId": account, "type": kind, "ARN": arn.as_str() }),
            }
        };
        first.into_iter().chain(self.listed.iter().map(one)).collect()
    }

    /// The account of the bucket. Whoever of another account was denied is not told.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-receive-logs-from-multiple-accounts.html>
    fn of_bucket(&self) -> String {
        let owner = self.in_bucket.as_ref().and_then(|it| it.owner).unwrap_or(self.account());
        let denied = self.error.as_ref().is_some_and(|(code, _)| code == "AccessDenied");
        let untold = denied && self.event == Event::Data;
        if untold && owner != self.caller.account { String::new() } else { owner.to_string() }
    }

    /// `userIdentity`:
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
    fn identity(&self) -> Value {
        let account = self.caller.account.to_string();
        if self.is_from_elsewhere() {
            return json!({
                "type": "AWSAccount",
                "principalId": self.caller.user_id(),
                "accountId": account,
            });
        }
        let mut identity = Map::new();
        let mut put = |name: &str, value: &str| {
            identity.insert(name.to_owned(), json!(value));
        };
        let (session, mfa) = match &self.caller.identity {
            Identity::Root { access_key, session_start, mfa } => {
                put("type", "Root");
                put("principalId", &account);
                put("arn", &self.caller.arn());
                put("accountId", &account);
                // A sign-in of the root user shows an empty key, that of an IAM user none.
                put("accessKeyId", if self.is_sign_in() { "" } else { access_key });
                (session_start, *mfa)
            }
            Identity::User { session_start, mfa, .. } => {
                self.user(&account, &mut put);
                (session_start, *mfa)
            }
            Identity::Service { principal, .. } => {
                put("type", "AWSService");
                put("invokedBy", principal);
                (&None, false)
            }
            Identity::Role(session) => {
                let key = &session.access_key;
                identity.extend(self.session("AssumedRole", key, of_role(session, &account)));
                (&None, false)
            }
            Identity::Federated(user) => {
                let key = &user.access_key;
                identity.extend(self.session("FederatedUser", key, of_federated(user, &account)));
                (&None, false)
            }
            _ => {
                identity.extend(self.unsigned(&account));
                (&None, false)
            }
        };
        if let (Some(start), false) = (session, self.is_sign_in()) {
            let attributes =
                json!({ "creationDate": start.rfc3339(), "mfaAuthenticated": mfa.to_string() });
            identity.insert("sessionContext".to_owned(), json!({ "attributes": attributes }));
        }
        if let Some(service) = self.caller.invoked_by {
            identity.insert("invokedBy".to_owned(), json!(service));
        }
        Value::Object(identity)
    }
}

impl AuditRecord {
    /// The members of a session with temporary credentials.
    fn session(&self, kind: &str, key: &str, context: Value) -> [(String, Value); 6] {
        let account = self.caller.account.to_string();
        [
            ("type".to_owned(), json!(kind)),
            ("principalId".to_owned(), json!(self.caller.user_id())),
            ("arn".to_owned(), json!(self.caller.arn())),
            ("accountId".to_owned(), json!(account)),
            ("accessKeyId".to_owned(), json!(key)),
            ("sessionContext".to_owned(), context),
        ]
    }

    /// The members of those who sign nothing.
    fn unsigned(&self, account: &str) -> Vec<(String, Value)> {
        let principal = self.caller.user_id();
        let members = match &self.caller.identity {
            Identity::External(federation) => vec![
                ("type", federation.kind()),
                ("principalId", &principal),
                ("userName", &federation.subject),
                ("identityProvider", federation.identity_provider()),
            ],
            Identity::Internal => vec![("accountId", account), ("invokedBy", INTERNAL)],
            // The name that was typed may be a password.
            _ if self.is_sign_in() => vec![
                ("type", "IAMUser"),
                ("accountId", account),
                ("accessKeyId", ""),
                ("userName", HIDDEN),
            ],
            _ => vec![("type", "Unknown"), ("accountId", account)],
        };
        members.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect()
    }

    /// The members of an IAM user.
    fn user(&self, account: &str, put: &mut dyn FnMut(&str, &str)) {
        let Identity::User { name, arn, user_id, access_key, .. } = &self.caller.identity else {
            return;
        };
        let failed = self.is_sign_in() && self.is_before_session();
        put("type", "IAMUser");
        put("principalId", user_id);
        // Whoever fails to sign in is not told apart from others by an ARN.
        if !failed {
            put("arn", arn.as_str());
        }
        put("accountId", account);
        if failed || !self.is_sign_in() {
            put("accessKeyId", if failed { "" } else { access_key });
        }
        put("userName", name);
    }
}

/// `sessionContext` of a role's session: whose role it is, and since when the session is open.
fn of_role(session: &RoleSession, account: &str) -> Value {
    let mut context = json!({
        "sessionIssuer": {
            "type": "Role",
            "principalId": session.role_id,
            "arn": session.role.as_str(),
            "accountId": account,
            "userName": session.role_name(),
        },
        "attributes": {
            "creationDate": session.since.rfc3339(),
            "mfaAuthenticated": session.mfa.to_string(),
        },
    });
    if let (Origin::Federated(federation), Some(members)) =
        (&session.origin, context.as_object_mut())
        && federation.vouched == Vouched::Web
    {
        members.insert("webIdFederationData".to_owned(), of_web(federation));
    }
    // The version of the metadata service that gave out the credentials.
    if let (Origin::Instance { .. }, Some(members)) = (&session.origin, context.as_object_mut()) {
        members.insert("ec2RoleDelivery".to_owned(), json!("2.0"));
    }
    let passed = session.passed.as_ref();
    if let (Some(identity), Some(members)) =
        (passed.and_then(|it| it.source_identity.as_ref()), context.as_object_mut())
    {
        members.insert("sourceIdentity".to_owned(), json!(identity));
    }
    context
}

/// `sessionContext` of a user of a federation: from whom it has its permissions.
fn of_federated(user: &FederatedUser, account: &str) -> Value {
    let mut issuer = json!({
        "type": if user.is_of_root() { "Root" } else { "IAMUser" },
        "principalId": user.issuer_id,
        "arn": user.issuer.as_str(),
        "accountId": account,
    });
    if let (Some(members), false) = (issuer.as_object_mut(), user.is_of_root()) {
        members.insert("userName".to_owned(), json!(user.issuer_name()));
    }
    json!({
        "sessionIssuer": issuer,
        "attributes": { "creationDate": user.since.rfc3339(), "mfaAuthenticated": "false" },
    })
}

/// `webIdFederationData`: a provider made known has its ARN and no attributes, one that need not
/// be has what it says of application and user.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
fn of_web(federation: &Federation) -> Value {
    let mut attributes = Map::new();
    if !federation.provider.starts_with("arn:") {
        let keys = federation
            .keys
            .iter()
            .filter(|(name, _)| name.ends_with(":aud") || name.ends_with(":sub"));
        attributes.extend(keys.map(|(name, values)| (name.clone(), json!(values.first()))));
    }
    json!({ "federatedProvider": federation.provider, "attributes": attributes })
}
