//! Service-linked roles: the roles in which services act for the account.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::api::Request as Iam;
use super::facts::Fact;
use super::roles::Role;
use super::shapes::CreateServiceLinkedRoleInput;
use super::shapes::roles::{
    DeleteServiceLinkedRoleInput, DeleteServiceLinkedRoleOutput, DeletionStatusInput,
    DeletionStatusOutput, RoleOutput,
};
use super::state::{Document, State};
use crate::access::Policy;
use crate::api::{ApiError, Check};
use crate::services::cloudtrail::api::Request as CloudTrail;
use crate::services::cloudtrail::shapes::{CreateTrailInput, UpdateTrailInput};
use crate::services::cloudwatch::alarm::fires::Kind;
use crate::services::{Request, accessanalyzer, autoscaling, cloudwatch, ec2, organizations};
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;
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

/// Lets CloudTrail know the accounts of an organization, and be there in them. What it does in this
/// role it does unseen; the name of its sessions is ours.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/using-service-linked-roles-create-slr-for-org-trails.html>
pub static CLOUD_TRAIL: LinkedRole = LinkedRole {
    name: "AWSServiceRoleForCloudTrail",
    service: "cloudtrail.amazonaws.com",
    policy: "CloudTrailServiceRolePolicy",
    description: "",
    session: "CloudTrail",
};

/// Launches and manages Spot Instances. What EC2 does in this role it does unseen; the name of its
/// sessions is ours.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html>
pub static EC2_SPOT: LinkedRole = LinkedRole {
    name: "AWSServiceRoleForEC2Spot",
    service: "spot.amazonaws.com",
    policy: "AWSEC2SpotServiceRolePolicy",
    description: "Default EC2 Spot Service Linked Role",
    session: "EC2Spot",
};

/// Lets other services have roles in the accounts of an organization. What it does in this role it
/// does unseen; the name of its sessions is ours.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html#orgs_integrate_services-using_slrs>
pub static ORGANIZATIONS: LinkedRole = LinkedRole {
    name: "AWSServiceRoleForOrganizations",
    service: "organizations.amazonaws.com",
    policy: "AWSOrganizationsServiceTrustPolicy",
    description: "Service-linked role used by AWS Organizations to enable integration of other \
                  AWS services with Organizations.",
    session: "Organizations",
};

/// Reads what Access Analyzer looks at. It reads unseen here; the name of its sessions is ours.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html>
pub static ACCESS_ANALYZER: LinkedRole = LinkedRole {
    name: "AWSServiceRoleForAccessAnalyzer",
    service: "access-analyzer.amazonaws.com",
    policy: "AccessAnalyzerServiceRolePolicy",
    description: "",
    session: "AccessAnalyzer",
};

/// Every one that is simulated.
pub static ALL: [&LinkedRole; 6] =
    [&AUTO_SCALING, &CLOUD_TRAIL, &CLOUDWATCH_EVENTS, &EC2_SPOT, &ORGANIZATIONS, &ACCESS_ANALYZER];

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

/// What EC2 says to those who need the role of Spot Instances made and may not make it. Code and
/// text are AWS's own; its list of error codes has neither.
/// <https://github.com/kubernetes/kops/issues/16475>
pub(super) fn not_permitted(error: ApiError) -> ApiError {
    let code = "AuthFailure.ServiceLinkedRoleCreationNotPermitted".to_owned();
    let message = "The provided credentials do not have permission to create the service-linked \
                   role for EC2 Spot Instances."
        .to_owned();
    ApiError { code, message, ..error }
}

/// The role that a service will act in because of a request, if the account has not got it yet.
pub fn first_use(
    world: &World,
    account: AccountId,
    request: &Request,
) -> Option<&'static LinkedRole> {
    used_by(request).filter(|role| world.accounts().of(account).linked(role).is_none())
}

/// The role that a service will act in because of a request.
fn used_by(request: &Request) -> Option<&'static LinkedRole> {
    match request {
        // AWS's page says that the console makes this role; who calls for a Spot Instance without
        // it and may not make it is refused, so any call that may makes it. Launch templates do not
        // say how their instances are bought here.
        Request::Ec2(ec2::api::Request::RunInstances(input)) => {
            let market = input.instance_market_options.as_ref();
            let kind = market.and_then(|market| market.market_type.as_deref());
            (kind == Some("spot")).then_some(&EC2_SPOT)
        }
        Request::CloudWatch(cloudwatch::api::Request::PutMetricAlarm(alarm)) => {
            let lists = [&alarm.alarm_actions, &alarm.ok_actions, &alarm.insufficient_data_actions];
            let mut actions = lists.into_iter().flatten().flatten();
            let acts = actions.any(|action| Kind::of(action) == Some(Kind::Ec2));
            acts.then_some(&CLOUDWATCH_EVENTS)
        }
        Request::AutoScaling(autoscaling::api::Request::CreateAutoScalingGroup(_)) => {
            Some(&AUTO_SCALING)
        }
        Request::CloudTrail(
            CloudTrail::CreateTrail(CreateTrailInput { organization: Some(true), .. })
            | CloudTrail::UpdateTrail(UpdateTrailInput { organization: Some(true), .. }),
        ) => Some(&CLOUD_TRAIL),
        // Who joins an organization that has all features needs it, too.
        // <https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html>
        Request::Organizations(
            organizations::api::Request::CreateOrganization(_)
            | organizations::api::Request::AcceptHandshake(_),
        ) => Some(&ORGANIZATIONS),
        Request::AccessAnalyzer(accessanalyzer::api::Request::CreateAnalyzer(_)) => {
            Some(&ACCESS_ANALYZER)
        }
        _ => None,
    }
}

impl State {
    /// Lets the account have the role of a service that acts there for somebody else: nobody of
    /// the account calls for it.
    pub(crate) fn link(&mut self, linked: &LinkedRole, account: AccountId, now: Time) {
        let role = made(linked, account, self.ids(), now);
        self.roles.entry(linked.name.to_owned()).or_insert(role);
    }
}

/// The role as it is made.
fn made(linked: &LinkedRole, account: AccountId, ids: Ids, now: Time) -> Role {
    let trust = linked.trust();
    Role {
        path: linked.path(),
        arn: linked.arn(account),
        role_id: linked.id(ids),
        created: now,
        description: Some(linked.description.to_owned()).filter(|text| !text.is_empty()),
        max_session_secs: 3_600,
        trust: Document {
            text: trust.to_string().into(),
            policy: Policy::from_value(&trust).unwrap_or_default(),
        },
        tags: BTreeMap::new(),
        attached: linked.policy_arn().into_iter().collect(),
        inline: BTreeMap::new(),
        boundary: None,
    }
}

/// CreateServiceLinkedRole.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html>
pub(super) fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateServiceLinkedRoleInput,
) -> Result<RoleOutput, ApiError> {
    let service = &input.aws_service_name;
    let role = ALL.into_iter().find(|role| role.service == service);
    let Some(linked) = role else {
        return Err(ApiError::not_simulated(format!("service-linked role of {service}")));
    };
    if state.roles.contains_key(linked.name) {
        let text = format!(
            "Service role name {} has been taken in this account, please try a different suffix.",
            linked.name
        );
        return Err(ApiError::new("InvalidInput", text));
    }
    let mut role = made(linked, ctx.scope.account, ctx.ids, super::ops::now(ctx));
    if input.description.is_some() {
        role.description.clone_from(&input.description);
    }
    let role = state.roles.entry(linked.name.to_owned()).or_insert(role);
    let output = RoleOutput { role: super::ops::roles::made(role) };
    ctx.fact(Fact::RoleCreated { role: linked.name.to_owned() });
    Ok(output)
}

/// DeleteServiceLinkedRole. IAM asks the service whether the role is still used; that neither
/// service here minds is ours.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html>
pub(super) fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteServiceLinkedRoleInput,
) -> Result<DeleteServiceLinkedRoleOutput, ApiError> {
    let name = &input.role_name;
    let role = super::ops::roles::role(state, name)?;
    if !role.is_linked() {
        // The code is documented for roles that are no service-linked ones, the text is ours.
        let text = format!("The role {name} is not a service-linked role.");
        return Err(ApiError::new("InvalidInput", text));
    }
    let task = format!(
        "task{}{name}/{}",
        role.path,
        ctx.ids.uuid("iam:deletion", ctx.now.as_millis() as u64)
    );
    state.roles.remove(name);
    ctx.fact(Fact::RoleDeleted { role: name.clone() });
    Ok(DeleteServiceLinkedRoleOutput { deletion_task_id: task })
}

/// GetServiceLinkedRoleDeletionStatus: a deletion here is done at once.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html>
pub(super) fn deletion(input: &DeletionStatusInput) -> Result<DeletionStatusOutput, ApiError> {
    let task = &input.deletion_task_id;
    let known = task.strip_prefix("task/aws-service-role/");
    if known.is_none_or(|rest| !ALL.iter().any(|role| rest.contains(role.name))) {
        return Err(super::ops::missing(format!("Deletion task {task} cannot be found.")));
    }
    Ok(DeletionStatusOutput { status: "SUCCEEDED".to_owned() })
}

/// The permission to delete one.
pub(super) fn deletion_permission(scope: &Scope, name: &str) -> Check {
    let role = ALL.into_iter().find(|role| role.name == name);
    let arn = role.map_or_else(
        || scope.global_arn("iam", &format!("role/{name}")),
        |role| role.arn(scope.account),
    );
    Check::on(arn).shown(format!("role {name}"))
}

/// The permission to ask how a deletion went.
pub(super) fn status_permission(scope: &Scope, task: &str) -> Check {
    let name = task.rsplit('/').nth(1).unwrap_or_default();
    deletion_permission(scope, name)
}
