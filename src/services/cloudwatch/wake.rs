//! What CloudWatch does as time passes: alarms are evaluated, and their actions run.

use std::rc::Rc;

use serde_json::Value;

use super::alarm::evaluate::{Condition, change, evaluate};
use super::alarm::fires::{Firing, Kind, Memory, fires};
use super::alarm::history::{Deed, Item, What};
use super::alarm::message;
use super::alarm::slots::{Place, Slots};
use super::alarm::window::Grid;
use super::facts::{Fact, Skipped};
use super::state::{Alarm, Region, State};
use crate::api::ApiError;
use crate::services::{Actor, Emitters, ServiceCall, Token, sns};
use crate::sim::Ctx;
use crate::sim::append::Append;
use crate::sim::fact::Cause;
use crate::sim::queue::Phase;
use crate::sim::scope::Scope;
use crate::sim::still::Still;
use crate::sim::time::Time;

/// The principal that carries out alarm actions.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html>
pub const PRINCIPAL: &str = "cloudwatch.amazonaws.com";

/// What CloudWatch asked to be woken for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// The alarms of one Region that are evaluated so often.
    Evaluate {
        /// Where.
        scope: Scope,
        /// How often.
        grid: Grid,
    },
}

/// What an alarm remembers of an action while the call runs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ActionToken {
    /// The action.
    pub deed: Deed,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::MetricAlarms
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        let Wake::Evaluate { scope, .. } = self;
        *scope
    }
}

/// Makes sure that somebody wakes for an alarm. One recurring wake-up serves all alarms of a
/// Region that are evaluated equally often, and only while there are any.
pub(super) fn stay_awake(region: &mut Region, ctx: &mut Ctx<'_>, grid: Grid) {
    if region.awake.insert(grid) {
        again(ctx, grid);
    }
}

fn again(ctx: &mut Ctx<'_>, grid: Grid) {
    let (at, scope) = (grid.after(ctx.now), ctx.scope);
    ctx.wake_because(Cause::Clock, at, Wake::Evaluate { scope, grid });
}

/// Runs one wake-up.
pub fn wake(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    services: Emitters<'_>,
    still: Still,
    wake: Wake,
) {
    let Wake::Evaluate { scope, grid } = wake;
    let State { store, regions, dashboards: _ } = state;
    let source = super::metrics::Sources::new(store, services);
    let place = Place { source: &source, scope };
    let Some(Region { alarms, history, awake }) = regions.get_mut(&scope) else { return };
    let mut slots = Slots::default();
    let mut any = false;
    for (name, alarm) in alarms {
        if Grid::of(alarm.config()) == grid {
            any = true;
            if !alarm.quiet.holds(alarm.config(), alarm.value(), still, ctx.now) {
                run(name, alarm, history, ctx, place, &mut slots);
                look_ahead(alarm, place, still, ctx.now);
            }
        }
    }
    if any {
        again(ctx, grid);
    } else {
        awake.remove(&grid);
    }
}

/// Finds out for how long nothing will become of an alarm's evaluations.
fn look_ahead(alarm: &mut Alarm, place: Place<'_>, still: Still, now: Time) {
    if !alarm.warming {
        let (config, value) = (Rc::clone(alarm.config()), alarm.value());
        alarm.quiet.look(&config, value, place, still, now);
    }
}

/// Evaluates one alarm.
fn run(
    name: &str,
    alarm: &mut Alarm,
    history: &mut Append<Item>,
    ctx: &mut Ctx<'_>,
    place: Place<'_>,
    slots: &mut Slots,
) {
    let config = Rc::clone(alarm.config());
    let was_warming = alarm.warming;
    let (now, created) = (ctx.now, alarm.created);
    let verdict = evaluate(&config, place, now, created, &mut alarm.warming, slots);
    if was_warming && !alarm.warming {
        alarm.warmed = Some(now);
        alarm.updated = now;
    }
    if let Some(condition) = change(&config, slots, &verdict, alarm.value(), now) {
        transition(name, alarm, history, ctx, condition);
    }
}

/// Puts an alarm into another state: history, facts, actions.
pub(super) fn transition(
    name: &str,
    alarm: &mut Alarm,
    history: &mut Append<Item>,
    ctx: &mut Ctx<'_>,
    condition: Condition,
) {
    let config = Rc::clone(alarm.config());
    let (from, to) = (Rc::clone(alarm.condition()), Rc::new(condition));
    alarm.conditions.push(Rc::clone(&to));
    alarm.updated = to.since;
    let what = What::State { from: Rc::clone(&from), to: Rc::clone(&to) };
    history.push(Item { time: ctx.now, alarm: name.to_owned(), what });
    let changed = ctx.fact(Fact::AlarmStateChanged {
        alarm: config.arn.clone(),
        from: from.value,
        to: to.value,
        reason: to.reason.clone(),
        by: to.by,
    });
    let enabled = config.actions_enabled && !alarm.warming;
    let memory = Memory { state: from.value, since: from.since, owed: false };
    for action in config.actions(to.value) {
        let Some(kind) = Kind::of(action) else { continue };
        let scope = ctx.scope;
        let (firing, _) = fires(kind, memory, to.value, ctx.now, enabled, false);
        let (alarm_arn, action) = (config.arn.clone(), action.clone());
        if firing == Firing::No {
            let why = if config.actions_enabled { Skipped::WarmUp } else { Skipped::Disabled };
            let skipped = Fact::ActionSkipped { alarm: alarm_arn, action, why };
            ctx.fact_because(Cause::Fact(changed), skipped);
            continue;
        }
        let (config, from, to) = (Rc::clone(&config), Rc::clone(&from), Rc::clone(&to));
        act(ctx, Cause::Fact(changed), Deed { scope, action, config, from, to });
    }
}

/// Begins an action: the call it makes runs later in this instant, like any service's.
fn act(ctx: &mut Ctx<'_>, cause: Cause, deed: Deed) {
    let started =
        Fact::ActionStarted { alarm: deed.config.arn.clone(), action: deed.action.clone() };
    let started = ctx.fact_because(cause, started);
    let notice = deed.notice();
    let request = sns::api::Request::Publish(sns::api::PublishInput {
        topic_arn: Some(deed.action.clone()),
        target_arn: None,
        message: message::published(&notice),
        subject: Some(message::subject(&notice)),
        message_structure: Some("json".to_owned()),
    });
    let call = ServiceCall {
        actor: Actor::Service { principal: PRINCIPAL, source: deed.config.arn.clone() },
        scope: deed.scope,
        request: request.into(),
        token: Token::CloudWatch(ActionToken { deed }),
    };
    ctx.wake_because(Cause::Fact(started), ctx.now, call);
}

/// An alarm's action has been carried out, or refused.
pub fn called(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    token: &ActionToken,
    reply: &Result<Value, ApiError>,
) {
    let deed = token.deed.clone();
    let alarm = deed.config.arn.clone();
    // A denial names the alarm as who was denied, and no user:
    // https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
    let error = reply.as_ref().err().map(|error| error.message.clone());
    ctx.fact(match &error {
        None => Fact::ActionSucceeded { alarm, action: deed.action.clone() },
        Some(error) => {
            Fact::ActionFailed { alarm, action: deed.action.clone(), error: error.clone() }
        }
    });
    let name = deed.config.name.clone();
    let what = What::Action { deed, error };
    let region = state.regions.entry(ctx.scope).or_default();
    region.history.push(Item { time: ctx.now, alarm: name, what });
}
