//! Systems Manager's operations.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html>

use super::settings::HOSTS;
use super::shapes::{
    DeleteParameterInput, DeleteParameterOutput, DeleteParametersInput, DeleteParametersOutput,
    DescribeInstancesInput, DescribeInstancesOutput, DescribeParametersInput,
    DescribeParametersOutput, GetByPathInput, GetByPathOutput, GetInvocationInput,
    GetInvocationOutput, GetParameterInput, GetParameterOutput, GetParametersInput,
    GetParametersOutput, HistoryInput, HistoryOutput, LabelInput, LabelOutput, ListCommandsInput,
    ListCommandsOutput, ListInvocationsInput, ListInvocationsOutput, PutParameterInput,
    PutParameterOutput, SendCommandInput, SendCommandOutput, SettingInput, SettingOutput,
    UnlabelInput, UnlabelOutput, UpdateSettingInput, UpdateSettingOutput,
};
use crate::api;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::sim::scope::Scope;

/// What Systems Manager's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "ssm",
    title: "AWS Systems Manager",
    action_prefix: "ssm",
    event_source: "ssm.amazonaws.com",
    event_version: "1.09",
    api_version: None,
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400).invalid("ValidationException"),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "ssm.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit: Some("MaxResults"), results })
}

/// A command needs permission on its document and on each instance that is named.
fn send(scope: &Scope, input: &SendCommandInput) -> Vec<Check> {
    let document = format!("arn:aws:ssm:{}::document/{}", scope.region, input.document_name);
    let mut checks = vec![Check::on(document)];
    let ids = input.instance_ids.as_deref().unwrap_or_default();
    if ids.is_empty() {
        checks.push(Check::on(scope.arn("ec2", "instance/*")));
    }
    checks.extend(ids.iter().map(|id| Check::on(scope.arn("ec2", &format!("instance/{id}")))));
    // Who has somebody told hands the service the role in which it tells them.
    let role = input.service_role_arn.as_deref().filter(|role| !role.is_empty());
    checks.extend(role.map(passed));
    checks
}

/// The right to hand Systems Manager a role.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-sns-notifications.html>
fn passed(role: &str) -> Check {
    let to = vec!["ssm.amazonaws.com".to_owned()];
    Check::on(role).action("iam:PassRole").key("iam:PassedToService", to)
}

fn parameter(scope: &Scope, name: &str) -> Check {
    Check::on(parameter_arn(scope, name))
}

/// The ARN of a parameter, however it is named. Public parameters belong to no account.
pub(super) fn parameter_arn(scope: &Scope, name: &str) -> String {
    if name.starts_with("arn:") {
        return name.to_owned();
    }
    // What stands behind a colon chooses a version or a label.
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    let account = match name.starts_with("/aws/service/") {
        true => String::new(),
        false => scope.account.to_string(),
    };
    let slash = if name.starts_with('/') { "" } else { "/" };
    format!("arn:aws:ssm:{}:{account}:parameter{slash}{name}", scope.region)
}

/// A setting of the account, and the role the service is handed with it.
fn setting(scope: &Scope, id: &str, role: Option<&str>) -> Vec<Check> {
    let own = match id.starts_with("arn:") {
        true => Check::on(id),
        false => Check::on(scope.arn("ssm", &format!("servicesetting{id}"))),
    };
    let role = role.filter(|role| *role != "$None" && id.ends_with(HOSTS));
    let role = role.map(|role| passed(&format!("arn:aws:iam::{}:role/{role}", scope.account)));
    std::iter::once(own).chain(role).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Runs a document on instances: a shell script, or one about the CloudWatch agent.
    SendCommand(Box<SendCommandInput>) -> SendCommandOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| send(scope, input),
    }

    /// Lists commands that were sent.
    ListCommands(ListCommandsInput) -> ListCommandsOutput {
        access: Read, event: Management, pages: pages(&["Commands"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists what became of commands on each instance.
    ListCommandInvocations(ListInvocationsInput) -> ListInvocationsOutput {
        access: Read, event: Management, pages: pages(&["CommandInvocations"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Gives what a command printed on an instance.
    GetCommandInvocation(GetInvocationInput) -> GetInvocationOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists the instances commands can be sent to.
    DescribeInstanceInformation(DescribeInstancesInput) -> DescribeInstancesOutput {
        access: Read, event: Management, pages: pages(&["InstanceInformationList"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Gives a parameter: of the account, or a public one that names an image.
    GetParameter(GetParameterInput) -> GetParameterOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Gives several parameters.
    GetParameters(GetParametersInput) -> GetParametersOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope|
            input.names.iter().map(|name| parameter(scope, name)).collect::<Vec<_>>(),
    }

    /// Gives the parameters beneath a path.
    GetParametersByPath(GetByPathInput) -> GetByPathOutput {
        access: Read, event: Management, pages: pages(&["Parameters"]), rate: None,
        needs: |input, scope| parameter(scope, &input.path),
    }

    /// Lists parameters without their values.
    DescribeParameters(DescribeParametersInput) -> DescribeParametersOutput {
        access: List, event: Management, pages: pages(&["Parameters"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Gives the versions of a parameter with their values and labels.
    GetParameterHistory(HistoryInput) -> HistoryOutput {
        access: Read, event: Management, pages: pages(&["Parameters"]), rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Attaches labels to a version of a parameter.
    LabelParameterVersion(LabelInput) -> LabelOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Takes labels off a version of a parameter.
    UnlabelParameterVersion(UnlabelInput) -> UnlabelOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Puts a parameter, or a new version of it.
    PutParameter(PutParameterInput) -> PutParameterOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Deletes a parameter.
    DeleteParameter(DeleteParameterInput) -> DeleteParameterOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Deletes several parameters.
    DeleteParameters(DeleteParametersInput) -> DeleteParametersOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope|
            input.names.iter().map(|name| parameter(scope, name)).collect::<Vec<_>>(),
    }

    /// Gives a setting of the account.
    GetServiceSetting(SettingInput) -> SettingOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| setting(scope, &input.id, None),
    }

    /// Sets it.
    UpdateServiceSetting(UpdateSettingInput) -> UpdateSettingOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            setting(scope, &input.id, Some(&input.value))
        },
    }

    /// Puts it back to what it is by default.
    ResetServiceSetting(SettingInput) -> SettingOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| setting(scope, &input.id, None),
    }
}
