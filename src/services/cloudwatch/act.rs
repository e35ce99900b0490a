//! What an alarm's actions do: each kind its own way.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>

use super::alarm::any::AnyConfig;
use super::alarm::event;
use super::alarm::fires::{Kind, Verb};
use super::alarm::history::{Deed, Item, What};
use super::facts::Fact;
use super::wake::{ActionToken, PRINCIPAL};
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::iam::linked::CLOUDWATCH_EVENTS;
use crate::services::{Actor, Request, ServiceCall, Token, autoscaling, ec2, lambda, sns};
use crate::sim::Ctx;
use crate::sim::append::Append;
use crate::sim::fact::Cause;
use crate::sim::real::Real;

/// Begins an action. What is a call runs later in this instant, like any service's; what is only
/// handed over is done with it.
pub(super) fn begin(history: &mut Append<Item>, ctx: &mut Ctx<'_>, cause: Cause, deed: Deed) {
    let started =
        Fact::ActionStarted { alarm: deed.config.arn().clone(), action: deed.action.clone() };
    let started = Cause::Fact(ctx.fact_because(cause, started));
    match Kind::of(&deed.action) {
        Some(Kind::Sns) => {
            let actor = Actor::Service { principal: PRINCIPAL, source: deed.config.arn().clone() };
            let request = publication(&deed);
            call(ctx, started, deed, actor, request);
        }
        Some(Kind::Ec2) => instance(history, ctx, started, deed),
        Some(Kind::AutoScaling) => scale(ctx, started, deed),
        Some(Kind::Lambda) => invoke(ctx, started, deed),
        // What receives these is outside the simulator: they are handed over, and that is all an
        // alarm's history tells of them in AWS too.
        _ => ended(history, ctx, started, deed, None),
    }
}

fn call(ctx: &mut Ctx<'_>, cause: Cause, deed: Deed, actor: Actor, request: Request) {
    let scope = deed.scope;
    let token = Token::CloudWatch(ActionToken { deed });
    ctx.wake_because(cause, ctx.now, ServiceCall { actor, scope, request, token });
}

/// Writes down what became of an action.
pub(super) fn ended(
    history: &mut Append<Item>,
    ctx: &mut Ctx<'_>,
    cause: Cause,
    deed: Deed,
    error: Option<String>,
) {
    let (alarm, action) = (deed.config.arn().clone(), deed.action.clone());
    let fact = match &error {
        None => Fact::ActionSucceeded { alarm, action },
        Some(error) => Fact::ActionFailed { alarm, action, error: error.clone() },
    };
    ctx.fact_because(cause, fact);
    let config = deed.config.clone();
    history.push(Item::new(ctx.now, &config, What::Action { deed, error }));
}

fn publication(deed: &Deed) -> Request {
    let input = sns::api::PublishInput {
        topic_arn: Some(deed.action.clone()),
        message: deed.published(),
        subject: Some(deed.subject()),
        message_structure: Some("json".to_owned()),
        ..Default::default()
    };
    sns::api::Request::Publish(input).into()
}

/// As whom functions are invoked.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html>
const INVOKER: &str = "lambda.alarms.cloudwatch.amazonaws.com";

/// Invokes a function, and does not wait for it.
fn invoke(ctx: &mut Ctx<'_>, cause: Cause, deed: Deed) {
    let input = lambda::shapes::InvokeInput {
        function_name: deed.action.clone(),
        invocation_type: Some("Event".to_owned()),
        payload: Some(event::lambda(&deed, &event::metric_id(ctx.ids, deed.config.arn()))),
        ..Default::default()
    };
    let actor = Actor::Service { principal: INVOKER, source: deed.config.arn().clone() };
    call(ctx, cause, deed, actor, lambda::api::Request::Invoke(input).into());
}

/// Why an action failed, in the words an alarm's history has for it. A function's policy that does
/// not let the alarm in is told of without the function's name.
pub(super) fn told(deed: &Deed, error: &ApiError) -> String {
    match (Kind::of(&deed.action), &error.stage) {
        (Some(Kind::Lambda), Stage::Access(_)) => {
            "CloudWatch Alarms is not authorized to perform: lambda:InvokeFunction on the \
             resource because no resource-based policy allows the lambda:InvokeFunction action"
                .to_owned()
        }
        _ => error.message.clone(),
    }
}

/// Stops, terminates, reboots or recovers the instance whose metric the alarm watches, in the role
/// AWSServiceRoleForCloudWatchEvents. Recovery is no operation of EC2's: it is asked for inside.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingAlarmActions.html>
fn instance(history: &mut Append<Item>, ctx: &mut Ctx<'_>, cause: Cause, deed: Deed) {
    let AnyConfig::Metric(config) = &deed.config else { return };
    let mut dimensions = config.dimensions().iter();
    let id = dimensions.find(|(name, _)| name == "InstanceId").map(|(_, id)| id.clone());
    let (Some(id), Some(verb)) = (id, Verb::of(&deed.action)) else { return };
    let ids = vec![id.clone()];
    let request = match verb {
        Verb::Stop => ec2::api::Request::StopInstances(ec2::shapes::StopInstancesInput {
            instance_ids: ids,
            ..Default::default()
        }),
        Verb::Terminate => {
            ec2::api::Request::TerminateInstances(ec2::shapes::TerminateInstancesInput {
                instance_ids: ids,
                ..Default::default()
            })
        }
        Verb::Reboot => ec2::api::Request::RebootInstances(ec2::shapes::InstancesInput {
            instance_ids: ids,
            ..Default::default()
        }),
        Verb::Recover => {
            let step = ec2::wake::Step::Recover;
            let wake = ec2::Wake { scope: deed.scope, instance: id, step };
            ctx.wake_because(cause, ctx.now, wake);
            return ended(history, ctx, cause, deed, None);
        }
    };
    call(ctx, cause, deed, Actor::Role(&CLOUDWATCH_EVENTS), request.into());
}

/// Executes a scaling policy. No record of this call is known: CloudWatch makes it as itself.
///
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html>
fn scale(ctx: &mut Ctx<'_>, cause: Cause, deed: Deed) {
    let threshold = match &deed.config {
        AnyConfig::Metric(config) => config.threshold.fixed(),
        AnyConfig::Composite(_) => None,
    };
    let input = autoscaling::shapes::policies::ExecutePolicyInput {
        policy_name: deed.action.clone(),
        metric_value: deed.value.map(Real::get),
        breach_threshold: threshold,
        ..Default::default()
    };
    let actor = Actor::Service { principal: PRINCIPAL, source: deed.config.arn().clone() };
    let request = autoscaling::api::Request::ExecutePolicy(input);
    call(ctx, cause, deed, actor, request.into());
}
