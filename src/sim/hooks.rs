//! Lifecycle hooks at work: messages to their targets, in the role a hook names.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html>

use super::caller::{Caller, Origin, RoleSession};
use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::service_role::{Acting, open, trusts};
use super::world::World;
use crate::services::autoscaling::api::Request as Call;
use crate::services::autoscaling::facts::{Fact, What};
use crate::services::autoscaling::hook::Target;
use crate::services::autoscaling::notice::{self, Notice};
use crate::services::autoscaling::{Wake, ops};
use crate::services::failure::Failure;
use crate::services::sns::api::{PublishInput, Request as Sns};
use crate::services::sqs::shapes::SendMessageInput;
use crate::services::{Request, iam, sqs};

/// The service that tells.
const PRINCIPAL: &str = "autoscaling.amazonaws.com";
/// The name of its sessions. No record of one is known: the name is ours.
const SESSION: &str = "AutoScaling-LifecycleHook";

/// Of the targets a request names, those that Auto Scaling could tell. Nothing is called, and
/// nothing recorded.
pub(super) fn told(world: &World, scope: Scope, request: &Call) -> Vec<Target> {
    let mut targets = ops::hooks::named(&world.autoscaling, scope, request);
    targets.retain(|target| reaches(world, scope, target));
    targets
}

/// Queues that keep an order are not told: "FIFO queues are not compatible with lifecycle hooks".
fn reaches(world: &World, scope: Scope, target: &Target) -> bool {
    let there = match target.arn.service() {
        "sns" => world.sns.topics().contains_key(&target.arn),
        _ => world.sqs.queues().contains_key(&target.arn),
    };
    let apart = target.arn.region() != Some(scope.region) || target.arn.rest().ends_with(".fifo");
    let source = scope.arn("autoscaling", "*");
    let Some(role) = world.accounts().role(&target.role) else { return false };
    if !there || apart || trusts(world, &acting(scope, &source, &target.role)).is_err() {
        return false;
    }
    let session = RoleSession {
        role: role.arn.clone(),
        role_id: role.role_id.clone(),
        name: SESSION.to_owned(),
        access_key: String::new(),
        since: world.now,
        mfa: false,
        origin: Origin::Assumed,
        passed: None,
    };
    let caller = Caller::linked(scope.account, session, PRINCIPAL);
    let request = message(&target.arn, String::new(), String::new());
    iam::authorize(world, &caller, scope, &request).is_ok()
}

fn acting<'a>(scope: Scope, source: &'a Arn, role: &'a Arn) -> Acting<'a> {
    Acting { principal: PRINCIPAL, source, scope, role, session: SESSION, external_id: None }
}

/// The call that hands a target its message.
fn message(target: &Arn, subject: String, text: String) -> Request {
    if target.service() == "sns" {
        return Sns::Publish(PublishInput {
            topic_arn: Some(target.to_string()),
            message: text,
            subject: Some(subject),
            message_structure: Some("json".to_owned()),
            ..PublishInput::default()
        })
        .into();
    }
    let place = target.account().zip(target.region());
    let place = place.map(|(account, region)| Scope { account, region });
    let url = place.map(|place| sqs::state::url_of(&place, target.rest())).unwrap_or_default();
    sqs::api::Request::SendMessage(SendMessageInput { url, body: text, delay: None }).into()
}

/// Tells a target what a wake-up is for. Where that fails, nothing else follows: the instance
/// waits, and AWS does not say more.
pub(super) fn tell(world: &mut World, cause: Cause, wake: &Wake) {
    let Some(notice) = notice::of(&world.autoscaling, wake, world.now) else { return };
    let failure = send(world, cause, wake, &notice).err();
    let message = failure.as_ref().map(|failure| failure.message.clone());
    let (scope, group, hook) = (wake.scope, wake.group.clone(), notice.hook);
    world.autoscaling.told(scope, &group, &hook, (world.now, failure));
    let what = What::Told { hook, failure: message };
    world.happened(cause, Fact { scope, group, what });
}

fn send(world: &mut World, cause: Cause, wake: &Wake, notice: &Notice) -> Result<(), Failure> {
    let scope = wake.scope;
    let group = world.autoscaling.group(scope, &wake.group).map(|group| group.arn.clone());
    let source = group.unwrap_or_else(|| scope.arn("autoscaling", "*"));
    let acting = acting(scope, &source, &notice.target.role);
    let (caller, _) = open(world, cause, &acting, None)?;
    let target = &notice.target.arn;
    let text = if target.service() == "sns" { notice.for_topic() } else { notice.json() };
    let request = message(target, notice.subject.clone(), text);
    world.call_as(caller, scope.region, &request, cause).0?;
    Ok(())
}
