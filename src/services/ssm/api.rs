//! Systems Manager's operations.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html>

use super::shapes::{
    DescribeInstancesInput, DescribeInstancesOutput, GetInvocationInput, GetInvocationOutput,
    GetParameterInput, GetParameterOutput, GetParametersInput, GetParametersOutput,
    ListCommandsInput, ListCommandsOutput, ListInvocationsInput, ListInvocationsOutput,
    SendCommandInput, SendCommandOutput,
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
    wording: Wording::denied("AccessDeniedException", 400),
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
    checks
}

/// Public parameters belong to no account.
fn parameter(scope: &Scope, name: &str) -> Check {
    // What stands behind a colon chooses a version or a label.
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    let account = match name.starts_with("/aws/service/") {
        true => String::new(),
        false => scope.account.to_string(),
    };
    let slash = if name.starts_with('/') { "" } else { "/" };
    Check::on(format!("arn:aws:ssm:{}:{account}:parameter{slash}{name}", scope.region))
}

api! {
    pub enum Request of &SERVICE;

    /// Runs a shell script on instances.
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

    /// Gives a public parameter: the newest image of a kind.
    GetParameter(GetParameterInput) -> GetParameterOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| parameter(scope, &input.name),
    }

    /// Gives several of them.
    GetParameters(GetParametersInput) -> GetParametersOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope|
            input.names.iter().map(|name| parameter(scope, name)).collect::<Vec<_>>(),
    }
}
