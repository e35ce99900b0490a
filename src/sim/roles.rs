//! The sessions in which the programs of instances act: EC2 opens one when an instance starts or
//! comes to carry a role, and the next when its credentials end. CloudTrail records each.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html>

use super::caller::Caller;
use super::dispatch;
use super::fact::Cause;
use super::world::World;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::state::Instance;
use crate::services::ec2::wake::{Step, Wake};
use crate::services::iam::instance::{self, EC2, SESSION};
use crate::services::sts::api::{AssumeRoleInput, Request};

/// Opens a session in the role an instance carries, if it carries one that trusts EC2.
pub(super) fn open(world: &mut World, cause: Cause, id: &str) {
    let Some(carrier) = world.ec2.instance(id).filter(|one| may_act(one)) else { return };
    let Ok(role) = instance::role(world, carrier) else { return };
    let scope = carrier.scope;
    let source = scope.arn("ec2", &format!("instance/{id}"));
    let input = AssumeRoleInput {
        role_arn: role.arn.to_string(),
        role_session_name: id.to_owned(),
        ..AssumeRoleInput::default()
    };
    let caller = Caller::service(scope, EC2, source);
    let _ = world.call_as(caller, scope.region, &Request::AssumeRole(input).into(), cause);
    let (_, mut ctx) = dispatch::ec2_ctx(world, scope.region, cause);
    let wake = Wake { scope, instance: id.to_owned(), step: Step::Credentials };
    let due = ctx.now + SESSION;
    ctx.wake(due, wake);
}

/// Opens the next session, if the one that ends now is still the instance's.
pub(super) fn renew(world: &mut World, cause: Cause, id: &str) {
    let Some(carrier) = world.ec2.instance(id) else { return };
    let open_for = world.now() - instance::begun(carrier);
    if open_for.as_millis() > 0 && open_for.as_millis() % SESSION.as_millis() == 0 {
        open(world, cause, id);
    }
}

fn may_act(instance: &Instance) -> bool {
    matches!(instance.state, InstanceState::Pending | InstanceState::Running)
}
