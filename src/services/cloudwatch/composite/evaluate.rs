//! What a composite alarm does when one of the alarms it looks at changes state.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::config::{Config, Suppressor};
use super::reason::{self, Seen, Trigger};
use super::state::{Change, Composite};
use super::suppress::{self, Hold};
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::any::AnyConfig;
use crate::services::cloudwatch::alarm::contributor::Level;
use crate::services::cloudwatch::alarm::evaluate::{By, Condition};
use crate::services::cloudwatch::change::Side;
use crate::services::cloudwatch::facts::Fact;
use crate::services::cloudwatch::state::Region;
use crate::services::cloudwatch::wake::Wake;
use crate::sim::Ctx;
use crate::sim::fact::Cause;

/// An alarm changed state: those that look at it as a child or as their suppressor follow.
pub fn child_changed(region: &mut Region, ctx: &mut Ctx<'_>, child: &str) {
    let Some(seen) = seen(region, child) else { return };
    let parents = region.parents.get(child).cloned().unwrap_or_default();
    for parent in parents {
        suppressor_moved(region, ctx, &parent, Some(child));
        let is_child = |composite: &Composite| {
            composite.config().rule.children().iter().any(|name| name == child)
        };
        if region.composites.get(&parent).is_some_and(is_child) {
            run(region, ctx, &parent, Trigger::Child(seen.clone()));
        }
    }
}

/// Evaluates a composite alarm's rule. An alarm that depends on itself is not evaluated: "the
/// evaluation of composite alarms stops if CloudWatch detects a cycle in the evaluation path".
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>
pub fn run(region: &mut Region, ctx: &mut Ctx<'_>, name: &str, trigger: Trigger) {
    let Some(composite) = region.composites.get(name) else { return };
    let config = Rc::clone(composite.config());
    let value = config.rule.state(&|child| region.value_of(child));
    if value == composite.value() || in_cycle(region, name) {
        return;
    }
    let seen = match &trigger {
        Trigger::Child(seen) => vec![seen.clone()],
        _ => config.rule.children().iter().filter_map(|child| seen(region, child)).collect(),
    };
    let condition = Condition {
        value,
        reason: reason::text(&config.arn, &trigger, value),
        data: Some(reason::data(&seen)),
        since: ctx.now,
        by: By::Evaluation,
    };
    transition(region, ctx, name, condition, trigger);
}

/// An alarm's state as a parent sees it.
fn seen(region: &Region, name: &str) -> Option<Seen> {
    let metric = region.alarms.get(name).map(|alarm| (&alarm.config().arn, alarm.condition()));
    let composite = || Some(region.composites.get(name).map(|c| (&c.config().arn, c.condition())));
    let (arn, condition) = metric.or_else(|| composite().flatten())?;
    Some(Seen { arn: arn.clone(), state: condition.value, since: condition.since })
}

/// Whether a composite alarm is a child of itself, at whatever distance.
pub fn in_cycle(region: &Region, name: &str) -> bool {
    let children = |name: &str| {
        let composite = region.composites.get(name);
        composite.map(|composite| composite.config().rule.children()).unwrap_or_default()
    };
    let mut waiting = children(name);
    let mut met = BTreeSet::new();
    while let Some(child) = waiting.pop() {
        if child == name {
            return true;
        }
        if met.insert(child.clone()) {
            waiting.extend(children(&child));
        }
    }
    false
}

/// Puts a composite alarm into another state: history, facts, actions or what holds them back.
pub fn transition(
    region: &mut Region,
    ctx: &mut Ctx<'_>,
    name: &str,
    condition: Condition,
    trigger: Trigger,
) {
    let suppressing = suppressing(region, name);
    let (_, composites, mut side) = region.split();
    let Some(composite) = composites.get_mut(name) else { return };
    let config = Rc::clone(composite.config());
    let any = AnyConfig::from(&config);
    let (from, to) = (Rc::clone(composite.condition()), Rc::new(condition));
    composite.changes.push(Change { condition: Rc::clone(&to), trigger });
    composite.updated = to.since;
    let suppressor = config.suppressor.as_ref();
    let hold = suppressor.and_then(|s| suppress::on_change(s, suppressing, ctx.now));
    let changed = side.changed(ctx, &any, &from, &to, hold.map(|hold| hold.by));
    if suppressor.is_some() {
        set_hold(composite, ctx, Cause::Fact(changed), hold);
    }
    // What the change before still had to do is not done any more.
    composite.pending = None;
    let pending = side.begin(name, Level::Whole, from, to, changed);
    let hold = composite.hold.map(|hold| hold.by);
    composite.pending = side.deliver(ctx, &any, pending, hold);
}

/// Whether a composite alarm's suppressor is in ALARM.
fn suppressing(region: &Region, name: &str) -> bool {
    let config = region.composites.get(name).map(Composite::config);
    let suppressor = config.and_then(|config| config.suppressor.as_ref());
    suppressor.and_then(|s| region.value_of(&s.name)) == Some(StateValue::Alarm)
}

/// The suppressor of a composite alarm changed state, or it has another one or none now. With
/// `only`, nothing happens unless that is the suppressor's name.
pub fn suppressor_moved(region: &mut Region, ctx: &mut Ctx<'_>, name: &str, only: Option<&str>) {
    let suppressing = suppressing(region, name);
    let (_, composites, mut side) = region.split();
    let Some(composite) = composites.get_mut(name) else { return };
    let config: Rc<Config> = Rc::clone(composite.config());
    let other = |suppressor: &Suppressor| only.is_some_and(|only| only != suppressor.name);
    let hold = match &config.suppressor {
        Some(suppressor) if other(suppressor) => return,
        None if only.is_some() => return,
        Some(suppressor) => {
            suppress::on_suppressor(composite.hold, suppressor, suppressing, ctx.now)
        }
        None => None,
    };
    let cause = ctx.cause;
    set_hold(composite, ctx, cause, hold);
    flush(composite, ctx, &mut side);
}

/// A wait or an extension is over.
pub fn release(region: &mut Region, ctx: &mut Ctx<'_>, name: &str) {
    let (_, composites, mut side) = region.split();
    let Some(composite) = composites.get_mut(name) else { return };
    if composite.hold.and_then(|hold| hold.until) == Some(ctx.now) {
        set_hold(composite, ctx, Cause::Clock, None);
        flush(composite, ctx, &mut side);
    }
}

/// Runs the actions that nothing holds back any more.
fn flush(composite: &mut Composite, ctx: &mut Ctx<'_>, side: &mut Side<'_>) {
    if composite.hold.is_some() {
        return;
    }
    if let Some(pending) = composite.pending.take() {
        let any = AnyConfig::from(composite.config());
        composite.pending = side.deliver(ctx, &any, pending, None);
    }
}

fn set_hold(composite: &mut Composite, ctx: &mut Ctx<'_>, cause: Cause, hold: Option<Hold>) {
    if composite.hold == hold {
        return;
    }
    composite.hold = hold;
    let by = hold.map(|hold| hold.by);
    composite.holds.push((ctx.now, by));
    let alarm = composite.config().arn.clone();
    let name = composite.config().name.clone();
    let fact = ctx.fact_because(cause, Fact::SuppressionChanged { alarm, by });
    if let Some(until) = hold.and_then(|hold| hold.until) {
        let scope = ctx.scope;
        ctx.wake_because(Cause::Fact(fact), until, Wake::Release { scope, name });
    }
}
