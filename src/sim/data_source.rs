//! Lets CloudWatch ask Lambda functions for data, before it carries out what needs it: each
//! invocation is a call like any other, authorised and recorded.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_MultiDataSources-Custom-Use.html>

use super::caller::Caller;
use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::world::World;
use crate::services::cloudwatch::Wake;
use crate::services::cloudwatch::alarm::window::Grid;
use crate::services::cloudwatch::api::Request;
use crate::services::cloudwatch::data_source::{self, Asked, PRINCIPAL};
use crate::services::lambda;
use crate::telemetry::math;

/// Asks what a request needs to know.
pub(super) fn before_call(world: &mut World, scope: Scope, cause: Cause, request: &Request) {
    let Request::GetMetricData(input) = request else { return };
    let texts = input
        .metric_data_queries
        .iter()
        .filter_map(|query| Some((query.expression.as_deref()?, query.period.map(i64::from))));
    let wrong = texts.clone().any(|(text, _)| math::parse(text).is_err());
    if wrong || input.start_time >= input.end_time {
        // The request is going to be refused.
        return;
    }
    let asked = data_source::of_texts(texts, (input.start_time.0, input.end_time.0));
    // For which resource CloudWatch asks then, AWS does not say; policies see the account.
    let source = scope.arn("cloudwatch", "*");
    ask(world, scope, cause, &source, asked);
}

/// Asks what the alarms that are evaluated now need to know.
pub(super) fn before_evaluation(world: &mut World, cause: Cause, wake: &Wake) {
    let Wake::Evaluate { scope, grid } = wake else { return };
    if world.lambda.functions().is_empty() {
        return;
    }
    let region = world.cloudwatch.region(*scope);
    let alarms = region.into_iter().flat_map(|region| region.alarms().values());
    let due = alarms.filter(|alarm| Grid::of(alarm.config()) == *grid);
    let asked: Vec<(Arn, Vec<Asked>)> = due
        .map(|alarm| {
            let config = alarm.config();
            (config.arn.clone(), data_source::of_alarm(config, world.now))
        })
        .filter(|(_, asked)| !asked.is_empty())
        .collect();
    for (alarm, asked) in asked {
        ask(world, *scope, cause, &alarm, asked);
    }
}

fn ask(world: &mut World, scope: Scope, cause: Cause, source: &Arn, asked: Vec<Asked>) {
    for one in asked {
        let caller = Caller::service(scope, PRINCIPAL, source.clone());
        let request = lambda::api::Request::Invoke(data_source::invocation(&one)).into();
        let reply = world.call_as(caller, scope.region, &request, cause).0;
        let answer = data_source::read(&reply);
        world.cloudwatch.answered(scope, one.question, world.now, answer);
    }
}
