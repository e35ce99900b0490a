//! The documents that are simulated, and what their parameters ask for.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents.html>

use std::collections::BTreeMap;

use crate::api::ApiError;
use crate::services::agent::Act;
use crate::sim::time::Span;
use crate::sim::timing;

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// Runs a shell script.
    Shell,
    /// Runs a PowerShell script.
    PowerShell,
    /// Installs a package of AWS's, or takes it off.
    Package,
    /// Configures, starts and stops the CloudWatch agent.
    Manage,
}

/// A document's parameters.
type Parameters = BTreeMap<String, Vec<String>>;

impl Document {
    /// The document with this name.
    pub fn find(name: &str) -> Option<Document> {
        let all = [Document::Shell, Document::PowerShell, Document::Package, Document::Manage];
        all.into_iter().find(|document| document.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Document::Shell => "AWS-RunShellScript",
            Document::PowerShell => "AWS-RunPowerShellScript",
            Document::Package => "AWS-ConfigureAWSPackage",
            Document::Manage => "AmazonCloudWatch-ManageAgent",
        }
    }

    /// The step whose output counts.
    pub fn plugin(self, windows: bool) -> &'static str {
        match self {
            Document::Shell => "aws:runShellScript",
            Document::PowerShell => "aws:runPowerShellScript",
            Document::Package => "configurePackage",
            Document::Manage if windows => "ControlCloudWatchAgentWindows",
            Document::Manage => "ControlCloudWatchAgentLinux",
        }
    }

    /// The folders of a step's output: the plugin, then the step, without colons. Documents of the
    /// first schema name their steps themselves.
    pub fn folders(self, step: &str) -> (String, String) {
        let plain = |name: &str| name.replace(':', "");
        match self {
            Document::Shell | Document::PowerShell => (plain(step), format!("0.{}", plain(step))),
            Document::Package => ("awsconfigurePackage".to_owned(), plain(step)),
            Document::Manage if step.ends_with("Windows") => {
                ("awsrunPowerShellScript".to_owned(), plain(step))
            }
            Document::Manage => ("awsrunShellScript".to_owned(), plain(step)),
        }
    }

    /// What it does to the agent; nothing if it is about something else.
    ///
    /// # Errors
    /// A parameter that is missing, wrong, or not simulated.
    pub fn act(self, parameters: &Parameters) -> Result<Option<Act>, ApiError> {
        match self {
            Document::Shell | Document::PowerShell => Ok(None),
            Document::Package => package(parameters).map(Some),
            Document::Manage => manage(parameters).map(Some),
        }
    }
}

/// How long an act on the agent takes.
pub fn duration(act: &Act) -> Span {
    match act {
        Act::Install | Act::Uninstall => timing::AGENT_INSTALL,
        _ => timing::AGENT_COMMAND,
    }
}

fn invalid(text: &str) -> ApiError {
    ApiError::new("InvalidParameters", text)
}

/// The one value of a parameter, or what it is by default.
fn one<'a>(parameters: &'a Parameters, name: &str, usual: &'a str) -> &'a str {
    parameters.get(name).and_then(|values| values.first()).map_or(usual, String::as_str)
}

fn known(parameters: &Parameters, names: &[&str]) -> Result<(), ApiError> {
    match parameters.keys().find(|name| !names.contains(&name.as_str())) {
        Some(other) => Err(invalid(&format!("Unknown parameter: {other}"))),
        None => Ok(()),
    }
}

/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/distributor-working-with-packages-deploy.html>
fn package(parameters: &Parameters) -> Result<Act, ApiError> {
    known(parameters, &["action", "name", "version", "installationType", "additionalArguments"])?;
    let name = one(parameters, "name", "");
    if name.is_empty() {
        return Err(invalid("Missing required parameter: name"));
    }
    if name != "AmazonCloudWatchAgent" {
        return Err(ApiError::not_simulated(format!("package {name}")));
    }
    let version = one(parameters, "version", "latest");
    if !matches!(version, "" | "latest") {
        return Err(ApiError::not_simulated(format!("version {version} of {name}")));
    }
    let arguments = one(parameters, "additionalArguments", "{}");
    if !matches!(arguments, "" | "{}") {
        return Err(ApiError::not_simulated("additionalArguments".to_owned()));
    }
    match one(parameters, "action", "") {
        "Install" => Ok(Act::Install),
        "Uninstall" => Ok(Act::Uninstall),
        "" => Err(invalid("Missing required parameter: action")),
        other => Err(invalid(&format!("Invalid value for action: {other}"))),
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Agent-on-EC2-Instance-fleet.html>
fn manage(parameters: &Parameters) -> Result<Act, ApiError> {
    let names = [
        "action",
        "mode",
        "optionalConfigurationSource",
        "optionalConfigurationLocation",
        "optionalRestart",
    ];
    known(parameters, &names)?;
    match one(parameters, "mode", "ec2") {
        "ec2" | "auto" => {}
        "onPremise" | "onPrem" => return Err(ApiError::not_simulated("mode onPremise".to_owned())),
        other => return Err(invalid(&format!("Invalid value for mode: {other}"))),
    }
    match one(parameters, "action", "configure") {
        "configure" => {}
        "start" => return Ok(Act::Start),
        "stop" => return Ok(Act::Stop),
        "status" => return Ok(Act::Status),
        action @ ("configure (append)" | "configure (remove)") => {
            return Err(ApiError::not_simulated(format!("action {action}")));
        }
        other => return Err(invalid(&format!("Invalid value for action: {other}"))),
    }
    let restart = match one(parameters, "optionalRestart", "yes") {
        "yes" => true,
        "no" => false,
        other => return Err(invalid(&format!("Invalid value for optionalRestart: {other}"))),
    };
    let place = one(parameters, "optionalConfigurationLocation", "");
    match one(parameters, "optionalConfigurationSource", "ssm") {
        "default" => Ok(Act::Configure(None, restart)),
        "ssm" if place.is_empty() => {
            Err(invalid("Missing required parameter: optionalConfigurationLocation"))
        }
        "ssm" => Ok(Act::Configure(Some(place.to_owned()), restart)),
        "all" => Err(ApiError::not_simulated("optionalConfigurationSource all".to_owned())),
        other => Err(invalid(&format!("Invalid value for optionalConfigurationSource: {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document, its parameters, and what they ask for.
    type Case =
        (Document, &'static [(&'static str, &'static str)], Result<Option<Act>, &'static str>);

    #[test]
    fn parameters_ask_for_acts() {
        let read = |document: Document, pairs: &[(&str, &str)]| {
            let of = |(name, value): &(&str, &str)| ((*name).to_owned(), vec![(*value).to_owned()]);
            document.act(&pairs.iter().map(of).collect()).map_err(|error| error.message)
        };
        const NAME: (&str, &str) = ("name", "AmazonCloudWatchAgent");
        let cases: [Case; 8] = [
            (Document::Package, &[NAME, ("action", "Install")], Ok(Some(Act::Install))),
            (Document::Package, &[NAME, ("action", "Uninstall")], Ok(Some(Act::Uninstall))),
            (Document::Package, &[NAME], Err("Missing required parameter: action")),
            (Document::Manage, &[("action", "stop")], Ok(Some(Act::Stop))),
            (
                Document::Manage,
                &[("optionalConfigurationLocation", "AmazonCloudWatch-x")],
                Ok(Some(Act::Configure(Some("AmazonCloudWatch-x".to_owned()), true))),
            ),
            (
                Document::Manage,
                &[("optionalConfigurationSource", "default"), ("optionalRestart", "no")],
                Ok(Some(Act::Configure(None, false))),
            ),
            (
                Document::Manage,
                &[],
                Err("Missing required parameter: optionalConfigurationLocation"),
            ),
            (Document::Manage, &[("colour", "red")], Err("Unknown parameter: colour")),
        ];
        for (document, pairs, expected) in cases {
            assert_eq!(read(document, pairs), expected.map_err(str::to_owned), "{pairs:?}");
        }
    }
}
