//! What the pages of Systems Manager show: commands, one command, the form that sends one, and
//! Parameter Store.

pub mod act;
pub mod command;
pub mod commands;
pub mod history;
pub mod parameters;
pub mod targets;

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ssm::api::Request as Ssm;
use crate::services::ssm::shapes::{
    DescribeInstancesInput, DescribeParametersInput, ListCommandsInput, ListInvocationsInput,
};

/// What the list of commands asks AWS when it is opened.
pub fn commands_reads() -> Vec<Request> {
    vec![Ssm::ListCommands(ListCommandsInput::default()).into()]
}

/// What the page of a command asks AWS when it is opened: output comes with the invocations.
pub fn command_reads(id: &str) -> Vec<Request> {
    let command_id = Some(id.to_owned());
    let command = ListCommandsInput { command_id: command_id.clone(), ..Default::default() };
    let invocations =
        ListInvocationsInput { command_id, details: Some(true), ..Default::default() };
    vec![Ssm::ListCommands(command).into(), Ssm::ListCommandInvocations(invocations).into()]
}

/// What the form that sends a command asks AWS when it is opened.
pub fn send_reads() -> Vec<Request> {
    vec![
        Ec2::DescribeInstances(Default::default()).into(),
        Ssm::DescribeInstanceInformation(DescribeInstancesInput::default()).into(),
    ]
}

/// What Parameter Store asks AWS when it is opened.
pub fn parameters_reads() -> Vec<Request> {
    vec![Ssm::DescribeParameters(DescribeParametersInput::default()).into()]
}
