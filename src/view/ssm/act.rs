//! What can be done in Systems Manager from its pages, as requests.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::services::Request;
use crate::services::ssm::api::Request as Ssm;
use crate::services::ssm::documents::Document;
use crate::services::ssm::shapes::{
    CloudWatchOutputConfig, DeleteParameterInput, GetParameterInput, NotificationConfig,
    PutParameterInput, SendCommandInput,
};

/// The documents to choose from.
pub const DOCUMENTS: [Document; 4] =
    [Document::Shell, Document::PowerShell, Document::Package, Document::Manage];

/// What `AmazonCloudWatch-ManageAgent` does that is simulated.
pub const MANAGE: [&str; 4] = ["configure", "start", "stop", "status"];

/// What `AWS-ConfigureAWSPackage` does.
pub const PACKAGE: [&str; 2] = ["Install", "Uninstall"];

/// Where the agent's configuration comes from: a parameter, or what the agent brings.
pub const SOURCES: [&str; 2] = ["ssm", "default"];

/// The kinds of parameters.
pub const KINDS: [&str; 3] = ["String", "StringList", "SecureString"];

/// What the form that sends a command says.
#[derive(Clone, Debug, PartialEq)]
pub struct Send {
    /// The document.
    pub document: Document,
    /// The instances.
    pub instances: Vec<String>,
    /// The lines of a script.
    pub lines: String,
    /// What is done to the agent, or to its package.
    pub action: String,
    /// Where the agent's configuration comes from.
    pub source: String,
    /// The parameter that holds it.
    pub location: String,
    /// A word about it.
    pub comment: String,
    /// The bucket its output goes to; empty for none.
    pub bucket: String,
    /// Whether its output goes to CloudWatch Logs.
    pub logs: bool,
    /// The topic that hears how it stands, empty for none, and the role in which it is told.
    pub notice: (String, String),
}

impl Send {
    /// An empty form.
    pub fn new() -> Send {
        Send {
            document: Document::Shell,
            instances: Vec::new(),
            lines: String::new(),
            action: String::new(),
            source: "ssm".to_owned(),
            location: String::new(),
            comment: String::new(),
            bucket: String::new(),
            logs: false,
            notice: (String::new(), String::new()),
        }
    }

    /// The same for another document, with what that does first.
    pub fn of(self, document: Document) -> Send {
        let action = match document {
            Document::Shell | Document::PowerShell => "",
            Document::Package => PACKAGE[0],
            Document::Manage => MANAGE[0],
        };
        Send { document, action: action.to_owned(), ..self }
    }

    /// Sends it; nothing as long as no instance is chosen, or a script has no line.
    pub fn request(&self) -> Option<Request> {
        if self.instances.is_empty() {
            return None;
        }
        let (topic, role) = (given(&self.notice.0), given(&self.notice.1));
        let notice = topic.map(|arn| NotificationConfig {
            arn: Some(arn),
            events: Some(vec!["All".to_owned()]),
            kind: Some("Command".to_owned()),
        });
        let logs = self.logs.then_some(CloudWatchOutputConfig { group: None, enabled: Some(true) });
        let input = SendCommandInput {
            instance_ids: Some(self.instances.clone()),
            document_name: self.document.name().to_owned(),
            comment: given(&self.comment),
            parameters: Some(self.parameters()?),
            output_s3_bucket_name: given(&self.bucket),
            service_role_arn: role,
            notification_config: notice,
            cloud_watch_output_config: logs,
            ..Default::default()
        };
        Some(Ssm::SendCommand(Box::new(input)).into())
    }

    fn parameters(&self) -> Option<BTreeMap<String, Vec<String>>> {
        let one = |name: &str, value: &str| (name.to_owned(), vec![value.to_owned()]);
        let action = one("action", &self.action);
        Some(match self.document {
            Document::Shell | Document::PowerShell => {
                let lines: Vec<String> = self.lines.lines().map(str::to_owned).collect();
                given(&self.lines)?;
                BTreeMap::from([("commands".to_owned(), lines)])
            }
            Document::Package => BTreeMap::from([action, one("name", "AmazonCloudWatchAgent")]),
            Document::Manage if self.action != MANAGE[0] => BTreeMap::from([action]),
            Document::Manage => {
                let source = one("optionalConfigurationSource", &self.source);
                let place = |text: String| one("optionalConfigurationLocation", &text);
                let place = given(&self.location).filter(|_| self.source == "ssm").map(place);
                [action, source].into_iter().chain(place).collect()
            }
        })
    }
}

impl Default for Send {
    fn default() -> Send {
        Send::new()
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The id of a command that was sent.
pub fn sent(reply: &Value) -> Option<String> {
    reply.pointer("/Command/CommandId").and_then(Value::as_str).map(str::to_owned)
}

/// What the form for a parameter says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Put {
    /// Its name.
    pub name: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// Its value.
    pub value: String,
    /// A word about it.
    pub description: String,
    /// Whether it is a new value of one there is.
    pub overwrite: bool,
}

impl Put {
    /// Puts it; nothing as long as name or value are missing.
    pub fn request(&self) -> Option<Request> {
        if self.value.is_empty() {
            return None;
        }
        let input = PutParameterInput {
            name: given(&self.name)?,
            value: self.value.clone(),
            kind: given(&self.kind),
            description: given(&self.description),
            overwrite: self.overwrite.then_some(true),
            ..Default::default()
        };
        Some(Ssm::PutParameter(input).into())
    }
}

/// Reads a parameter with its value.
pub fn read(name: &str, decrypted: bool) -> Request {
    let with_decryption = decrypted.then_some(true);
    Ssm::GetParameter(GetParameterInput { name: name.to_owned(), with_decryption }).into()
}

/// Deletes a parameter.
pub fn delete(name: &str) -> Request {
    Ssm::DeleteParameter(DeleteParameterInput { name: name.to_owned() }).into()
}
