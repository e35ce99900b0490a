//! Where a command's output goes beside the reply, and who hears how the command stands.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command.html>

use std::rc::Rc;

use serde_json::{Value, json};

use super::documents::Document;
use super::shapes::{CloudWatchOutputConfig, NotificationConfig, SendCommandInput};
use super::state::{Command, Invocation};
use crate::access::Decision;
use crate::api::ApiError;
use crate::sim::scope::{Arn, Region};
use crate::sim::time::Time;

/// What a command asks for beside being run.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Outputs {
    /// A bucket, and what its keys begin with.
    pub bucket: Option<(String, String)>,
    /// Whether output goes to CloudWatch Logs.
    pub logs: bool,
    /// The log group as it was given; empty where none was.
    pub group: String,
    /// Who hears how the command stands.
    pub notice: Option<Notice>,
    /// The role in which they are told, as it was given.
    pub role: String,
    /// What was told of the command last.
    pub told: &'static str,
}

/// Who hears how a command stands.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Notice {
    /// The topic.
    pub topic: String,
    /// The statuses that are told, as they were given; all if none was.
    pub events: Vec<String>,
    /// Whether each instance is told of, rather than the command.
    pub each: bool,
    /// As it was given.
    pub kind: String,
}

/// What became of a part of an output, or of a notification.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Delivered {
    /// When.
    pub time: Time,
    /// Where to: `s3://…`, a log stream, a topic.
    pub place: String,
    /// What AWS said to it, if it failed.
    pub error: Option<String>,
    /// The decision, if a policy refused it.
    pub refused: Option<Rc<Decision>>,
}

/// What is found of what a request names, before it is carried out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named {
    /// Whether the bucket is there.
    pub bucket: bool,
    /// Whether the role is there and trusts Systems Manager.
    pub role: bool,
}

/// Statuses that can be told.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_NotificationConfig.html>
const EVENTS: [&str; 6] = ["All", "InProgress", "Success", "TimedOut", "Cancelled", "Failed"];

/// What a request asks for. Codes and meanings are AWS's, the texts those of its reference.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html#API_SendCommand_Errors>
pub(super) fn asked(input: &SendCommandInput, named: Named) -> Result<Outputs, ApiError> {
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let bucket = text(&input.output_s3_bucket_name);
    if !bucket.is_empty() && !named.bucket {
        return Err(ApiError::new("InvalidOutputFolder", "The S3 bucket doesn't exist."));
    }
    let prefix = text(&input.output_s3_key_prefix);
    let watch = input.cloud_watch_output_config.clone().unwrap_or_default();
    let role = text(&input.service_role_arn);
    if !role.is_empty() && !named.role {
        let text = "The role name can't contain invalid characters. Also verify that you \
                    specified an IAM role for notifications that includes the required trust \
                    policy. For information about configuring the IAM role for Run Command \
                    notifications, see Monitoring Systems Manager status changes using Amazon SNS \
                    notifications in the AWS Systems Manager User Guide.";
        return Err(ApiError::new("InvalidRole", text));
    }
    Ok(Outputs {
        bucket: (!bucket.is_empty()).then_some((bucket, prefix)),
        logs: watch.enabled.unwrap_or(false),
        group: watch.group.unwrap_or_default(),
        notice: notice(input.notification_config.as_ref(), &role)?,
        role,
        told: "",
    })
}

/// Who is to hear of it. A topic needs a role in which it is told, and both a shape that fits.
fn notice(given: Option<&NotificationConfig>, role: &str) -> Result<Option<Notice>, ApiError> {
    let Some(given) = given else { return Ok(None) };
    let invalid = || {
        let text = "One or more configuration items isn't valid. Verify that a valid Amazon \
                    Resource Name (ARN) was provided for an Amazon SNS topic.";
        ApiError::new("InvalidNotificationConfig", text)
    };
    let events = given.events.clone().unwrap_or_default();
    let topic = given.arn.clone().unwrap_or_default();
    if topic.is_empty() && events.is_empty() && given.kind.is_none() {
        return Ok(None);
    }
    let fits = topic.starts_with("arn:aws:sns:") && Arn::parse(&topic).is_some();
    let known = events.iter().all(|event| EVENTS.contains(&event.as_str()));
    let kind = given.kind.clone().unwrap_or_else(|| "Command".to_owned());
    if !fits || !known || role.is_empty() || !matches!(kind.as_str(), "Command" | "Invocation") {
        return Err(invalid());
    }
    Ok(Some(Notice { topic, events, each: kind == "Invocation", kind }))
}

impl Notice {
    /// Whether a status is told. What waits is no news.
    pub fn tells(&self, status: &str) -> bool {
        let all = self.events.is_empty() || self.events.iter().any(|event| event == "All");
        status != "Pending" && (all || self.events.iter().any(|event| event == status))
    }
}

impl Outputs {
    /// Whether anything is to be done beside running the command.
    pub fn is_empty(&self) -> bool {
        self.bucket.is_none() && !self.logs && self.notice.is_none()
    }

    /// The log group, which is named after the document where none was given.
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-rc-setting-up-cwlogs.html>
    pub fn log_group(&self, document: Document) -> Option<String> {
        self.logs.then(|| match self.group.is_empty() {
            true => format!("/aws/ssm/{}", document.name()),
            false => self.group.clone(),
        })
    }

    pub(super) fn config(&self) -> CloudWatchOutputConfig {
        CloudWatchOutputConfig { group: Some(self.group.clone()), enabled: Some(self.logs) }
    }

    /// `NotificationConfig` as replies show it: with empty members where there is none.
    pub(super) fn shown_notice(&self) -> Value {
        let notice = self.notice.as_ref();
        json!({
            "NotificationArn": notice.map_or("", |notice| notice.topic.as_str()),
            "NotificationEvents": notice.map_or(&[][..], |notice| notice.events.as_slice()),
            "NotificationType": notice.map_or("", |notice| notice.kind.as_str()),
        })
    }

    /// The bucket and the prefix as replies show them.
    pub fn folder(&self) -> (&str, &str) {
        self.bucket.as_ref().map_or(("", ""), |(bucket, prefix)| (bucket, prefix))
    }
}

/// The key of an output: the agent makes folders of the command, the instance, the plugin and the
/// step, and leaves colons out of their names.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/running-commands-console.html>
pub fn key(command: &Command, one: &Invocation, file: &str) -> String {
    let (_, prefix) = command.outputs.folder();
    let (plugin, step) = command.document.folders(one.plugin);
    let prefix = prefix.trim_matches('/');
    let slash = if prefix.is_empty() { "" } else { "/" };
    format!("{prefix}{slash}{}/{}/{plugin}/{step}/{file}", command.id, one.instance)
}

/// The address of an output, as replies show it; none where no bucket was named.
pub(super) fn url(command: &Command, one: &Invocation, region: Region, file: &str) -> String {
    let Some((bucket, _)) = &command.outputs.bucket else { return String::new() };
    format!("https://s3.{region}.amazonaws.com/{bucket}/{}", key(command, one, file))
}

/// The stream of an output.
pub fn stream(command: &Command, one: &Invocation, file: &str) -> String {
    format!("{}/{}/{}/{file}", command.id, one.instance, one.plugin.replace(':', "-"))
}

/// An instant as these messages write it: without zeros at the end of its fraction.
fn instant(time: Time) -> String {
    let text = time.iso_millis();
    let text = text.trim_end_matches('Z').trim_end_matches('0');
    format!("{}Z", text.trim_end_matches('.'))
}

/// What is told of a command.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-sns-examples.html>
pub fn of_command(command: &Command, status: &str, now: Time) -> String {
    let (bucket, prefix) = command.outputs.folder();
    let ids: Vec<Value> = command.instance_ids.iter().map(|id| json!(id)).collect();
    text(&[
        ("commandId", json!(command.id)),
        ("documentName", json!(command.document.name())),
        ("instanceIds", Value::Array(ids)),
        ("requestedDateTime", json!(instant(command.requested))),
        ("expiresAfter", json!(instant(command.expires()))),
        ("outputS3BucketName", json!(bucket)),
        ("outputS3KeyPrefix", json!(prefix)),
        ("status", json!(status)),
        ("eventTime", json!(instant(now))),
    ])
}

/// What is told of an instance.
pub fn of_invocation(command: &Command, one: &Invocation, status: &str, now: Time) -> String {
    text(&[
        ("commandId", json!(command.id)),
        ("documentName", json!(command.document.name())),
        ("instanceId", json!(one.instance)),
        ("requestedDateTime", json!(instant(command.requested))),
        ("status", json!(status)),
        ("eventTime", json!(instant(now))),
    ])
}

/// Members in the order AWS writes them.
fn text(members: &[(&str, Value)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}
