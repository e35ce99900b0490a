//! Service-linked roles: the roles in which services act for the account.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>

use serde_json::{Value, json};

use super::api::Request as Iam;
use super::shapes::{CreateServiceLinkedRoleInput, CreateServiceLinkedRoleOutput, ServiceRole};
use super::state::State;
use crate::api::{ApiError, Check, Timestamp};
use crate::services::cloudwatch::alarm::fires::Kind;
use crate::services::{Request, autoscaling, cloudwatch};
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::{Ctx, World};

/// A role that only one service can assume, and whose permissions that service defines.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct LinkedRole {
    /// Its name.
    pub name: &'static str,
    /// The service that assumes it.
    pub service: &'static str,
    /// The AWS managed policy that says what it may do.
    pub policy: &'static str,
    /// What AWS says it is for.
    pub description: &'static str,
    /// The name of the sessions the service opens.
    pub session: &'static str,
}

/// Launches and terminates instances, and keeps the alarms of target tracking policies.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html>
pub static AUTO_SCALING: LinkedRole = LinkedRole {
    name: "AWSServiceRoleForAutoScaling",
    service: "autoscaling.amazonaws.com",
    policy: "AutoScalingServiceRolePolicy",
    description: "Default Service-Linked Role enables access to AWS Services and Resources \
                  used or managed by Auto Scaling",
    session: "AutoScaling",
};

/// Stops, terminates and reboots instances for alarms. No record of such a session is known: its
/// name is ours.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-service-linked-roles.html>
pub static CLOUDWATCH_EVENTS: LinkedRole = LinkedRole {
    name: "AWSServiceRoleForCloudWatchEvents",
    service: "events.amazonaws.com",
    policy: "CloudWatchEventsServiceRolePolicy",
    description: "Allows Cloudwatch Events to manage servers",
    session: "CloudWatchEvents",
};

/// Every one that is simulated.
pub static ALL: [&LinkedRole; 2] = [&AUTO_SCALING, &CLOUDWATCH_EVENTS];

impl LinkedRole {
    /// Its ARN.
    pub fn arn(&self, account: AccountId) -> Arn {
        let scope = Scope { account, region: Region::US_EAST_1 };
        scope.global_arn("iam", &format!("role{}{}", self.path(), self.name))
    }

    fn path(&self) -> String {
        format!("/aws-service-role/{}/", self.service)
    }

    /// Its unique id, which it has whenever it is made.
    pub(super) fn id(&self, ids: Ids) -> String {
        ids.base32("AROA", self.name, 0, 17)
    }

    /// The ARN of its policy.
    pub(super) fn policy_arn(&self) -> Option<Arn> {
        Arn::parse(&format!("arn:aws:iam::aws:policy/aws-service-role/{}", self.policy))
    }

    /// The call that makes it.
    pub fn creation(&self) -> Request {
        let input = CreateServiceLinkedRoleInput {
            aws_service_name: self.service.to_owned(),
            description: None,
        };
        Iam::CreateServiceLinkedRole(input).into()
    }

    /// Whom it trusts.
    fn trust(&self) -> Value {
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Action": ["sts:AssumeRole"],
                "Effect": "Allow",
                "Principal": { "Service": [self.service] },
            }],
        })
    }
}

/// The role behind an ARN.
pub(super) fn of_arn(arn: &Arn) -> Option<&'static LinkedRole> {
    let name = arn.rest().strip_prefix("role/aws-service-role/")?.rsplit('/').next()?;
    ALL.into_iter().find(|role| role.name == name)
}

/// The permission to make the role of a service.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html#service-linked-role-permissions>
pub(super) fn permission(account: AccountId, service: &str) -> Check {
    let role = ALL.into_iter().find(|role| role.service == service);
    let arn = role.map_or_else(
        || format!("arn:aws:iam::{account}:role/aws-service-role/{service}/*"),
        |role| role.arn(account).to_string(),
    );
    Check::on(arn)
        .action("iam:CreateServiceLinkedRole")
        .key("iam:AWSServiceName", vec![service.to_owned()])
}

/// The role that a service will act in because of a request, if the account has not got it yet.
pub fn first_use(world: &World, request: &Request) -> Option<&'static LinkedRole> {
    used_by(request).filter(|role| world.iam().linked(role).is_none())
}

/// The role that a service will act in because of a request.
fn used_by(request: &Request) -> Option<&'static LinkedRole> {
    match request {
        Request::CloudWatch(cloudwatch::api::Request::PutMetricAlarm(alarm)) => {
            let lists = [&alarm.alarm_actions, &alarm.ok_actions, &alarm.insufficient_data_actions];
            let mut actions = lists.into_iter().flatten().flatten();
            let acts = actions.any(|action| Kind::of(action) == Some(Kind::Ec2));
            acts.then_some(&CLOUDWATCH_EVENTS)
        }
        Request::AutoScaling(autoscaling::api::Request::CreateAutoScalingGroup(_)) => {
            Some(&AUTO_SCALING)
        }
        _ => None,
    }
}

/// CreateServiceLinkedRole.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html>
pub(super) fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateServiceLinkedRoleInput,
) -> Result<CreateServiceLinkedRoleOutput, ApiError> {
    let service = &input.aws_service_name;
    let role = ALL.into_iter().find(|role| role.service == service);
    let Some(role) = role else {
        return Err(ApiError::not_simulated(format!("service-linked role of {service}")));
    };
    if state.linked.contains_key(role.name) {
        let text = format!(
            "Service role name {} has been taken in this account, please try a different suffix.",
            role.name
        );
        return Err(ApiError::new("InvalidInput", text));
    }
    let created = super::ops::now(ctx);
    state.linked.insert(role.name, created);
    let role = ServiceRole {
        path: role.path(),
        role_name: role.name.to_owned(),
        role_id: role.id(ctx.ids),
        arn: role.arn(ctx.scope.account).to_string(),
        create_date: Timestamp(created),
        assume_role_policy_document: role.trust(),
    };
    Ok(CreateServiceLinkedRoleOutput { role })
}
