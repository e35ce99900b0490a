//! What is done on the pages of Contributor Insights.

use serde_json::json;

use crate::services::Request;
use crate::services::cloudwatch::insight::Definition;
use crate::services::cloudwatch::insight::definition::Fault;

/// A definition to begin with: who is denied most, over the group that trails usually deliver to.
pub const SAMPLE: &str = r#"{
  "Schema": { "Name": "CloudWatchLogRule", "Version": 1 },
  "LogGroupNames": ["aws-cloudtrail-logs*"],
  "LogFormat": "JSON",
  "Contribution": {
    "Keys": ["$.userIdentity.arn", "$.eventName"],
    "Filters": [{ "Match": "$.errorCode", "In": ["AccessDenied", "Client.UnauthorizedOperation"] }]
  },
  "AggregateOn": "Count"
}"#;

/// What is typed into the form that makes or changes a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The name.
    pub name: String,
    /// The definition.
    pub definition: String,
}

impl Default for Form {
    fn default() -> Form {
        Form { name: String::new(), definition: SAMPLE.to_owned() }
    }
}

impl Form {
    /// What is wrong with the definition.
    pub fn problem(&self) -> Option<String> {
        match Definition::parse(&self.definition) {
            Ok(_) => None,
            Err(Fault::Wrong(text)) => Some(text),
            Err(Fault::NotSimulated(what)) => Some(what.to_owned()),
        }
    }

    /// The call; nothing while something is missing or wrong. A rule that is disabled stays so.
    pub fn request(&self, enabled: bool) -> Option<Request> {
        let name = self.name.trim();
        if name.is_empty() || self.problem().is_some() {
            return None;
        }
        let state = if enabled { "ENABLED" } else { "DISABLED" };
        let input = json!({ "RuleName": name, "RuleState": state,
            "RuleDefinition": self.definition.trim() });
        Request::decode("cloudwatch", "PutInsightRule", input).ok()
    }
}

/// Lets a rule count, or not.
pub fn switch(name: &str, on: bool) -> Option<Request> {
    let op = if on { "EnableInsightRules" } else { "DisableInsightRules" };
    Request::decode("cloudwatch", op, json!({ "RuleNames": [name] })).ok()
}

/// Deletes a rule.
pub fn delete(name: &str) -> Option<Request> {
    Request::decode("cloudwatch", "DeleteInsightRules", json!({ "RuleNames": [name] })).ok()
}
