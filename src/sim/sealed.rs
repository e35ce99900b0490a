//! What S3 asks KMS for in the caller's name leaves a record of its own.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/ct-generatedatakey.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>

use serde_json::{Map, Value, json};

use super::caller::{Caller, INTERNAL, Identity};
use super::command::Via;
use super::fact::Cause;
use super::record::AuditRecord;
use super::scope::{Arn, Scope};
use super::timing;
use super::world::World;
use crate::api::error::Stage;
use crate::api::{ApiError, Check, Event};
use crate::services::{kms, s3};

/// What a key of a condition on the encryption context begins with.
const CONTEXT: &str = "kms:EncryptionContext:";

impl World {
    /// Records what an S3 call asked of keys: all of it where the call succeeded, or the one
    /// question that was answered with no. What services put of their own accord is not told.
    pub(super) fn record_keys(
        &mut self,
        (caller, cause): (&Caller, Cause),
        scope: Scope,
        request: &s3::api::Request,
        reply: &Result<Value, ApiError>,
    ) {
        if matches!(caller.identity, Identity::Service { .. } | Identity::Anonymous) {
            return;
        }
        let refused = match reply {
            Ok(_) => None,
            Err(ApiError { stage: Stage::Access(decision), .. })
                if decision.action.starts_with("kms:") =>
            {
                Some(decision.action.clone())
            }
            Err(_) => return,
        };
        let mut checks = Vec::new();
        s3::seal::needs((&self.s3, &self.kms), scope, request, &mut checks);
        for check in checks {
            if refused.is_none() || refused.as_deref() == check.action {
                let error = reply.as_ref().err().filter(|_| refused.is_some());
                self.record_key((caller, cause), &check, error);
            }
        }
    }

    fn record_key(
        &mut self,
        (caller, cause): (&Caller, Cause),
        check: &Check,
        error: Option<&ApiError>,
    ) {
        let key = check.resource.as_deref().and_then(Arn::parse);
        let Some((key, region)) = key.and_then(|key| Some((key.clone(), key.region()?))) else {
            return;
        };
        let name = match check.action {
            Some("kms:GenerateDataKey") => "GenerateDataKey",
            _ => "Decrypt",
        };
        let caller = Caller { via: Via::Service, invoked_by: Some(INTERNAL), ..caller.clone() };
        let record = AuditRecord {
            call: self.calls,
            cause,
            time: self.now,
            visible: self.now + timing::EVENT_HISTORY,
            region,
            source_ip: INTERNAL.to_owned(),
            user_agent: INTERNAL.to_owned(),
            event_source: kms::api::SERVICE.event_source,
            event_name: name,
            event_version: "1.11",
            event_type: "AwsApiCall",
            event: Event::Management,
            read_only: true,
            error: error.map(|error| ("AccessDenied".to_owned(), error.message.clone())),
            request: if error.is_some() { Value::Null } else { asked(name, &key, check) },
            response: Value::Null,
            additional: None,
            details: None,
            request_id: Some(self.ids.uuid("request", self.calls)),
            event_id: self.ids.uuid("event", self.calls),
            api_version: None,
            host: String::new(),
            resources: vec![("AWS::KMS::Key".to_owned(), key.to_string())],
            listed: vec![("AWS::KMS::Key", key)],
            in_bucket: None,
            recipient: caller.account,
            shared: None,
            caller,
            decision: None,
        };
        self.calls += 1;
        self.store(record);
    }
}

/// `requestParameters`: neither cipher text nor plain text stands there.
fn asked(name: &str, key: &Arn, check: &Check) -> Value {
    let told = check.context.iter().filter_map(|(name, values)| {
        let name = name.strip_prefix(CONTEXT)?;
        Some((name.to_owned(), json!(values.first())))
    });
    let context: Map<String, Value> = told.collect();
    let (member, value) = match name {
        "GenerateDataKey" => ("keySpec", "AES_256"),
        _ => ("encryptionAlgorithm", "SYMMETRIC_DEFAULT"),
    };
    json!({ "encryptionContext": context, "keyId": key.as_str(), member: value })
}
