//! What follows from an alarm's change of state, whichever kind of alarm it is: history, facts, the
//! alarms that look at it, and its actions or what holds them back.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::act;
use super::alarm::any::AnyConfig;
use super::alarm::config::StateValue;
use super::alarm::contributor::Level;
use super::alarm::evaluate::Condition;
use super::alarm::event::{Told, tell};
use super::alarm::fires::{Firing, Kind, Memory, fires};
use super::alarm::history::{Deed, Item, What};
use super::composite::suppress::SuppressedBy;
use super::facts::{Fact, Held, Skipped};
use super::mutes::{Mutes, Owner};
use super::wake::Wake;
use crate::sim::Ctx;
use crate::sim::append::Append;
use crate::sim::fact::{Cause, FactId};
use crate::sim::real::Real;

/// The composite alarms that look at an alarm, by its name.
pub type Parents = BTreeMap<String, BTreeSet<String>>;

/// What a change of state writes beside the alarm itself.
pub struct Side<'a> {
    /// The past of all alarms.
    pub history: &'a mut Append<Item>,
    /// Who looks at whom.
    pub parents: &'a Parents,
    /// What mutes actions, and what is owed.
    pub mutes: &'a mut Mutes,
}

/// The actions of a change of state, not yet run.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Pending {
    /// The condition before.
    pub from: Rc<Condition>,
    /// The condition that calls for them.
    pub to: Rc<Condition>,
    /// The fact that made them due, or that they are held back.
    pub cause: FactId,
    /// The state the alarm was in when it was first muted.
    pub before: StateValue,
    /// Whether they were muted.
    pub owed: bool,
    /// Which of the alarm's actions they are.
    pub level: Level,
}

impl Side<'_> {
    /// Writes a change down and wakes the composite alarms that look at the alarm. `held` is what
    /// will hold its actions back, beside mute rules.
    pub fn changed(
        &mut self,
        ctx: &mut Ctx<'_>,
        config: &AnyConfig,
        from: &Rc<Condition>,
        to: &Rc<Condition>,
        held: Option<SuppressedBy>,
    ) -> FactId {
        let name = config.name().to_owned();
        let what = What::State { from: Rc::clone(from), to: Rc::clone(to) };
        self.history.push(Item::new(ctx.now, config, what));
        let changed = ctx.fact(Fact::AlarmStateChanged {
            alarm: config.arn().clone(),
            from: from.value,
            to: to.value,
            reason: to.reason.clone(),
            by: to.by,
        });
        let muted = self.mutes.window(&name, ctx.now);
        let (config, from, to) = (config.clone(), Rc::clone(from), Rc::clone(to));
        let told = Told::State { config, from, to, muted, held, evaluation: None };
        tell(self.history, ctx, Cause::Fact(changed), told);
        if self.parents.contains_key(&name) {
            let child = Wake::Child { scope: ctx.scope, name };
            ctx.wake_because(Cause::Fact(changed), ctx.now, child);
        }
        changed
    }

    /// The actions of a change that was just written down. Those still owed for an earlier one are
    /// not owed any more.
    pub fn begin(
        &mut self,
        name: &str,
        level: Level,
        from: Rc<Condition>,
        to: Rc<Condition>,
        cause: FactId,
    ) -> Pending {
        let earlier = self.mutes.owed.remove(&owner(name, &level));
        let before = earlier.map_or(from.value, |earlier| earlier.before);
        Pending { from, to, cause, before, owed: false, level }
    }

    /// Runs actions, unless they are switched off, muted, or held back by `hold`; a mute rule wins
    /// over a suppressor. Returns them if it is `hold` that holds them.
    pub fn deliver(
        &mut self,
        ctx: &mut Ctx<'_>,
        config: &AnyConfig,
        mut pending: Pending,
        hold: Option<SuppressedBy>,
    ) -> Option<Pending> {
        let muted = self.mutes.window(config.name(), ctx.now);
        let memory = pending.memory();
        let mut held = Vec::new();
        for action in config.actions(pending.to.value) {
            let Some(kind) = Kind::of(action).filter(|kind| pending.level.takes(*kind)) else {
                continue;
            };
            let (state, enabled) = (pending.to.value, config.actions_enabled());
            let (firing, after) = fires(kind, memory, state, ctx.now, enabled, muted.is_some());
            match firing {
                Firing::No if !after.owed => skip(ctx, config, &pending, action, Skipped::Disabled),
                Firing::No => held.push(action.clone()),
                _ if hold.is_some() => held.push(action.clone()),
                firing => {
                    let deed = pending.deed(ctx, config, action, firing);
                    act::begin(self.history, ctx, Cause::Fact(pending.cause), deed);
                }
            }
        }
        let by = match (&muted, hold) {
            (Some(window), _) => Held::Muted(window.clone()),
            (None, Some(by)) => Held::Suppressed(by),
            (None, None) => return None,
        };
        if held.is_empty() {
            return None;
        }
        let fact = Fact::ActionsHeld { alarm: config.arn().clone(), actions: held, by };
        pending.cause = ctx.fact_because(Cause::Fact(pending.cause), fact);
        let Some(window) = muted else { return Some(pending) };
        // Back where it was when the window began, there is nothing to tell.
        if pending.before != pending.to.value {
            pending.owed = true;
            self.mutes.owed.insert(owner(config.name(), &pending.level), pending);
            ctx.wake_because(Cause::Clock, window.end, Wake::Unmute { scope: ctx.scope });
        }
        None
    }

    /// Says of every action of a change that it does not run.
    pub fn skip(&mut self, ctx: &mut Ctx<'_>, config: &AnyConfig, pending: &Pending, why: Skipped) {
        for action in config.actions(pending.to.value) {
            if Kind::of(action).is_some_and(|kind| pending.level.takes(kind)) {
                skip(ctx, config, pending, action, why);
            }
        }
    }
}

/// Who owes muted actions: an alarm by its name, and the id of its contributor, if it is one's.
fn owner(name: &str, level: &Level) -> Owner {
    let contributor = level.contributor().map(|contributor| contributor.id.clone());
    (name.to_owned(), contributor)
}

fn skip(ctx: &mut Ctx<'_>, config: &AnyConfig, pending: &Pending, action: &str, why: Skipped) {
    let (alarm, action) = (config.arn().clone(), action.to_owned());
    let skipped = Fact::ActionSkipped { alarm, action, why };
    ctx.fact_because(Cause::Fact(pending.cause), skipped);
}

impl Pending {
    fn memory(&self) -> Memory {
        let before = if self.owed { &self.to } else { &self.from };
        Memory { state: before.value, since: before.since, owed: self.owed }
    }

    fn deed(&self, ctx: &Ctx<'_>, config: &AnyConfig, action: &str, firing: Firing) -> Deed {
        Deed {
            scope: ctx.scope,
            action: action.to_owned(),
            config: config.clone(),
            from: Rc::clone(&self.from),
            to: Rc::clone(&self.to),
            contributor: self.level.contributor().cloned(),
            after_mute: firing == Firing::AfterMuteWindow,
            value: self.to.newest_value().map(Real::new),
        }
    }
}
