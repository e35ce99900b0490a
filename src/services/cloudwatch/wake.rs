//! What CloudWatch does as time passes: alarms are evaluated, and their actions run.

use std::rc::Rc;

use serde_json::Value;

use super::act;
use super::alarm::any::AnyConfig;
use super::alarm::contributor::{self, Level};
use super::alarm::evaluate::{Condition, change, evaluate};
use super::alarm::fires::{Firing, Kind, Memory, fires};
use super::alarm::history::Deed;
use super::alarm::quiet::{Quiet, Rest};
use super::alarm::slots::{Place, Slots};
use super::alarm::window::Grid;
use super::anomaly::{self, Key, TRAINING};
use super::change::Side;
use super::composite::{self, reason::Trigger};
use super::facts::Skipped;
use super::rounds;
use super::state::{Alarm, Region, State, Trouble};
use crate::api::ApiError;
use crate::services::Emitters;
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::queue::Phase;
use crate::sim::real::Real;
use crate::sim::scope::{AccountId, Scope};
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
    /// The composite alarms that look at an alarm which changed state.
    Child {
        /// Where.
        scope: Scope,
        /// The alarm's name.
        name: String,
    },
    /// A composite alarm whose configuration was given.
    Composite {
        /// Where.
        scope: Scope,
        /// Its name.
        name: String,
        /// Whether it was created or updated.
        trigger: Trigger,
    },
    /// A composite alarm's actions may have waited long enough.
    Release {
        /// Where.
        scope: Scope,
        /// Its name.
        name: String,
    },
    /// A mute window may be over.
    Unmute {
        /// Where.
        scope: Scope,
    },
    /// A minute is over, whose metrics a stream sends.
    Stream {
        /// Where.
        scope: Scope,
        /// Its name.
        name: String,
        /// Since when it runs: one stopped and started begins anew.
        since: Time,
    },
    /// An anomaly detector learns.
    Train {
        /// Where.
        scope: Scope,
        /// Which.
        key: Box<Key>,
        /// When it was made: one made anew learns at its own times.
        made: Time,
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
        match self {
            Wake::Evaluate { .. } => Phase::MetricAlarms,
            Wake::Train { .. } => Phase::Metrics,
            Wake::Child { .. } | Wake::Composite { .. } | Wake::Release { .. } => {
                Phase::CompositeAlarms
            }
            // After every change of this instant: one that changes has no old action to run.
            Wake::Unmute { .. } => Phase::Actions,
            Wake::Stream { .. } => Phase::Trails,
        }
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        match self {
            Wake::Evaluate { scope, .. }
            | Wake::Child { scope, .. }
            | Wake::Composite { scope, .. }
            | Wake::Release { scope, .. }
            | Wake::Unmute { scope }
            | Wake::Stream { scope, .. }
            | Wake::Train { scope, .. } => *scope,
        }
    }
}

/// Makes sure that somebody wakes for an alarm. One recurring wake-up serves all alarms of a
/// Region that are evaluated equally often, and only while there are any.
pub(super) fn stay_awake(region: &mut Region, ctx: &mut Ctx<'_>, grid: Grid) {
    if region.awake.insert(grid, Rest::default()).is_none() {
        again(ctx, grid);
    }
}

fn again(ctx: &mut Ctx<'_>, grid: Grid) {
    let (at, scope) = (grid.after(ctx.now), ctx.scope);
    ctx.wake_because(Cause::Clock, at, Wake::Evaluate { scope, grid });
}

/// Runs one wake-up; `linked` are the accounts that share their metrics with that of the alarms.
pub fn wake(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (services, linked): (Emitters<'_>, &[AccountId]),
    still: Still,
    wake: Wake,
) {
    if let Wake::Train { scope, key, made } = wake {
        return train(state, ctx, services, (scope, *key), made);
    }
    let Wake::Evaluate { scope, grid } = wake else {
        if let Some(region) = state.regions.get_mut(&wake.scope()) {
            follow(region, ctx, wake);
        }
        return;
    };
    if state.rest(scope, grid).holds(still, ctx.now) {
        return again(ctx, grid);
    }
    let State { store, regions, detectors, insight_rules, answers, .. } = state;
    let source = super::metrics::Sources::new(store, services);
    let source = source.with(detectors, insight_rules, answers);
    let source = source.read_by(scope.account, linked);
    let place = Place { source: &source, scope };
    let Some(region) = regions.get_mut(&scope) else { return };
    let (alarms, _, mut side) = region.split();
    let mut slots = Slots::default();
    let mut any = false;
    for alarm in alarms.values_mut() {
        if Grid::of(alarm.config()) == grid {
            any = true;
            if !alarm.quiet.holds(alarm.config(), alarm.value(), still, ctx.now) {
                run(alarm, &mut side, ctx, place, &mut slots);
                look_ahead(alarm, place, still, ctx.now);
            }
        }
    }
    if any {
        let alike = region.alarms.values().filter(|alarm| Grid::of(alarm.config()) == grid);
        let rest = Rest::of_all(alike.map(|alarm| &alarm.quiet));
        region.awake.insert(grid, rest);
        again(ctx, grid);
    } else {
        region.awake.remove(&grid);
    }
}

/// Lets a detector learn, for the periods of the alarms that need it, and again later.
fn train(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    services: Emitters<'_>,
    (scope, key): (Scope, Key),
    made: Time,
) {
    let State { store, regions, detectors, .. } = state;
    let source = super::metrics::Sources::new(store, services);
    let alarms = regions.get(&scope).into_iter().flat_map(|region| region.alarms.values());
    let needs = |alarm: &&Alarm| {
        let of = || anomaly::of_alarm(alarm.config()).into_iter();
        alarm.config().threshold.band().is_some() && of().any(|(other, _)| other == key)
    };
    let periods = alarms.filter(needs).map(|alarm| i64::from(alarm.config().period_secs)).collect();
    if detectors.train(&source, (scope, &key), made, &periods, ctx.now) {
        let wake = Wake::Train { scope, key: Box::new(key), made };
        ctx.wake_because(Cause::Clock, ctx.now + TRAINING, wake);
    }
}

/// What follows from changes of state and configuration.
fn follow(region: &mut Region, ctx: &mut Ctx<'_>, wake: Wake) {
    match wake {
        // The kernel lets streams send: `sim/streams`.
        Wake::Evaluate { .. } | Wake::Train { .. } | Wake::Stream { .. } => {}
        Wake::Child { name, .. } => composite::evaluate::child_changed(region, ctx, &name),
        Wake::Composite { name, trigger, .. } => {
            composite::evaluate::suppressor_moved(region, ctx, &name, None);
            composite::evaluate::run(region, ctx, &name, trigger);
        }
        Wake::Release { name, .. } => composite::evaluate::release(region, ctx, &name),
        Wake::Unmute { .. } => unmute(region, ctx),
    }
}

/// Runs what is owed to alarms that nothing mutes any more and whose state is still the same.
fn unmute(region: &mut Region, ctx: &mut Ctx<'_>) {
    let (alarms, composites, mut side) = region.split();
    for ((name, contributor), pending) in std::mem::take(&mut side.mutes.owed) {
        if let Some(window) = side.mutes.window(&name, ctx.now) {
            side.mutes.owed.insert((name, contributor), pending);
            ctx.wake_because(Cause::Clock, window.end, Wake::Unmute { scope: ctx.scope });
        } else if let Some(alarm) = alarms.get(&name) {
            let config = AnyConfig::from(alarm.config());
            let now = match contributor {
                None => Some(alarm.condition()),
                Some(id) => alarm.contributors.last(&id).map(|turn| &turn.condition),
            };
            let same = |now: &Rc<Condition>| {
                now.value == pending.to.value && now.since == pending.to.since
            };
            if now.is_some_and(same) {
                side.deliver(ctx, &config, pending, None);
            }
        } else if let Some(composite) = composites.get_mut(&name) {
            let config = AnyConfig::from(composite.config());
            if *composite.condition() == pending.to {
                let hold = composite.hold.map(|hold| hold.by);
                composite.pending = side.deliver(ctx, &config, pending, hold);
            }
        }
    }
}

/// Finds out for how long nothing will become of an alarm's evaluations.
fn look_ahead(alarm: &mut Alarm, place: Place<'_>, still: Still, now: Time) {
    if alarm.warming {
        alarm.quiet = Quiet::default();
    } else {
        let (config, value) = (Rc::clone(alarm.config()), alarm.value());
        alarm.quiet.look(&config, value, place, still, now);
    }
}

/// Evaluates one alarm.
fn run(
    alarm: &mut Alarm,
    side: &mut Side<'_>,
    ctx: &mut Ctx<'_>,
    place: Place<'_>,
    slots: &mut Slots,
) {
    let config = Rc::clone(alarm.config());
    if let Some(query) = contributor::query(&config) {
        return rounds::run(alarm, &query, side, ctx, place);
    }
    let was_warming = alarm.warming;
    let (now, created) = (ctx.now, alarm.created);
    let verdict = evaluate(&config, place, now, created, &mut alarm.warming, slots);
    if was_warming && !alarm.warming {
        alarm.warmed = Some(now);
        alarm.updated = now;
    }
    let partial = slots.partial.then_some(Trouble::PartialData);
    let now_wrong = if slots.failed { Some(Trouble::Error) } else { partial };
    rounds::trouble(alarm, side, ctx, now_wrong);
    if let Some(condition) = change(&config, slots, &verdict, alarm.value(), now) {
        transition(alarm, side, ctx, condition);
    } else {
        let newest = slots.slots.iter().find_map(|slot| slot.value);
        again_while_it_lasts(alarm, side, ctx, newest);
    }
}

/// Puts a metric alarm into another state: history, facts, actions.
pub(super) fn transition(
    alarm: &mut Alarm,
    side: &mut Side<'_>,
    ctx: &mut Ctx<'_>,
    condition: Condition,
) {
    let config = AnyConfig::from(alarm.config());
    let (from, to) = (Rc::clone(alarm.condition()), Rc::new(condition));
    let level = Level::of(alarm.config());
    alarm.conditions.push(Rc::clone(&to));
    alarm.retold = None;
    alarm.updated = to.since;
    let changed = side.changed(ctx, &config, &from, &to, None);
    let pending = side.begin(config.name(), level, from, to, changed);
    if alarm.warming && config.actions_enabled() {
        side.skip(ctx, &config, &pending, Skipped::WarmUp);
    } else {
        side.deliver(ctx, &config, pending, None);
    }
}

/// Executes again what is executed as long as the state lasts.
fn again_while_it_lasts(
    alarm: &Alarm,
    side: &mut Side<'_>,
    ctx: &mut Ctx<'_>,
    newest: Option<f64>,
) {
    let (config, to) = (alarm.config(), alarm.condition());
    let repeats = |action: &&String| Kind::of(action) == Some(Kind::AutoScaling);
    for action in config.actions(to.value).iter().filter(repeats) {
        let memory = Memory { state: to.value, since: to.since, owed: false };
        let enabled = config.actions_enabled && !alarm.warming;
        let muted = side.mutes.window(&config.name, ctx.now).is_some();
        let (firing, _) = fires(Kind::AutoScaling, memory, to.value, ctx.now, enabled, muted);
        if firing == Firing::Again {
            let before = alarm.conditions.iter().rev().nth(1).unwrap_or(to);
            let deed = Deed {
                scope: ctx.scope,
                action: action.clone(),
                config: AnyConfig::from(config),
                from: Rc::clone(before),
                to: Rc::clone(to),
                contributor: None,
                after_mute: false,
                value: newest.map(Real::new),
            };
            act::begin(side.history, ctx, Cause::Clock, deed);
        }
    }
}

/// An alarm's action has been carried out, or refused.
pub fn called(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    token: &ActionToken,
    reply: &Result<Value, ApiError>,
) {
    // A denial names the alarm as who was denied, and no user:
    // https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
    let error = reply.as_ref().err().map(|error| act::told(&token.deed, error));
    let region = state.regions.entry(ctx.scope).or_default();
    act::ended(&mut region.history, ctx, ctx.cause, token.deed.clone(), error);
}
