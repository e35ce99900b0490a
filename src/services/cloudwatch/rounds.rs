//! What follows from an evaluation of an alarm over several time series: its contributors turn,
//! then the alarm's own state follows them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/multi-time-series-alarm.html>

use std::rc::Rc;

use super::alarm::any::AnyConfig;
use super::alarm::config::{Config, StateValue};
use super::alarm::contributor::{self, Level, Turn};
use super::alarm::evaluate::{By, Condition, is_over};
use super::alarm::event::{Told, tell};
use super::alarm::history::{Item, What};
use super::alarm::slots::Place;
use super::change::Side;
use super::facts::{Fact, Skipped};
use super::state::{Alarm, Trouble};
use super::wake::transition;
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::telemetry::insights::Query;

/// Evaluates an alarm over several time series.
pub(super) fn run(
    alarm: &mut Alarm,
    query: &Query,
    side: &mut Side<'_>,
    ctx: &mut Ctx<'_>,
    place: Place<'_>,
) {
    let config = Rc::clone(alarm.config());
    if alarm.warming {
        if !is_over(&config, alarm.created, ctx.now) {
            return;
        }
        alarm.warming = false;
        alarm.warmed = Some(ctx.now);
        alarm.updated = ctx.now;
    }
    let before = alarm.contributors.alarming_now();
    let round = contributor::evaluate(&config, query, place, ctx.now, &before);
    trouble(alarm, side, ctx, round.partial.then_some(Trouble::PartialData));
    for turn in round.turns(ctx.now) {
        turned(alarm, &config, turn, side, ctx);
    }
    let (state, reason) = round.state(config.treat());
    let before = Rc::clone(alarm.condition());
    let value = state.unwrap_or(before.value);
    let same = value == before.value;
    if same && before.reason == reason {
        return;
    }
    let since = if same { before.since } else { ctx.now };
    let data = Some(contributor::reason_data(ctx.now));
    let to = Condition { value, reason, data, since, by: By::Evaluation };
    if !same {
        return transition(alarm, side, ctx, to);
    }
    // The same state for another reason: it is written down, and nobody is told.
    let to = Rc::new(to);
    let what = What::Reason { from: before, to: Rc::clone(&to) };
    side.history.push(Item::new(ctx.now, &AnyConfig::from(&config), what));
    alarm.retold = Some(to);
    alarm.updated = ctx.now;
}

/// Notes what is the matter with an alarm's evaluation. The event bus is told when it begins to see
/// a part of the data only.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms-partial-data.html>
pub(super) fn trouble(
    alarm: &mut Alarm,
    side: &mut Side<'_>,
    ctx: &mut Ctx<'_>,
    now: Option<Trouble>,
) {
    if alarm.trouble == now {
        return;
    }
    alarm.trouble = now;
    alarm.updated = ctx.now;
    if now == Some(Trouble::PartialData) {
        let config = AnyConfig::from(alarm.config());
        let (from, to) = (Rc::clone(alarm.condition()), Rc::clone(alarm.condition()));
        let muted = side.mutes.window(config.name(), ctx.now);
        let evaluation = now.map(Trouble::name);
        let told = Told::State { config, from, to, muted, held: None, evaluation };
        tell(side.history, ctx, Cause::Clock, told);
    }
}

/// A contributor turns: history, facts, the event bus, its actions.
fn turned(
    alarm: &mut Alarm,
    config: &Rc<Config>,
    turn: Turn,
    side: &mut Side<'_>,
    ctx: &mut Ctx<'_>,
) {
    let (contributor, to) = (Rc::clone(&turn.contributor), Rc::clone(&turn.condition));
    // Contributors are never without data, so it came from the other state.
    let value = match to.value {
        StateValue::Alarm => StateValue::Ok,
        _ => StateValue::Alarm,
    };
    let since =
        alarm.contributors.last(&contributor.id).map_or(alarm.created, |last| last.condition.since);
    let from = Condition { value, since, reason: String::new(), data: None, by: By::Evaluation };
    alarm.contributors.turn(turn);
    let any = AnyConfig::from(config);
    let what = What::Contributor { contributor: Rc::clone(&contributor), to: Rc::clone(&to) };
    side.history.push(Item::new(ctx.now, &any, what));
    let fact = ctx.fact(Fact::ContributorStateChanged {
        alarm: config.arn.clone(),
        contributor: Rc::clone(&contributor),
        to: to.value,
        reason: to.reason.clone(),
    });
    let muted = side.mutes.window(&config.name, ctx.now);
    let told = Told::Contributor {
        config: any.clone(),
        contributor: Rc::clone(&contributor),
        to: Rc::clone(&to),
        muted,
    };
    tell(side.history, ctx, Cause::Fact(fact), told);
    let level = Level::Contributor(contributor);
    let pending = side.begin(&config.name, level, Rc::new(from), to, fact);
    if alarm.warming && config.actions_enabled {
        side.skip(ctx, &any, &pending, Skipped::WarmUp);
    } else {
        side.deliver(ctx, &any, pending, None);
    }
}
