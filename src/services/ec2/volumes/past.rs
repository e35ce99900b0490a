//! What a volume has been through: all that its metrics follow from. It outlives the volume.

use super::Spec;
use super::bucket::Limits;
use crate::services::ec2::history::History;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::load::Loads;

/// One volume's past.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Past {
    /// Where it is or was.
    pub scope: Scope,
    specs: Vec<(Time, Spec)>,
    attachments: Vec<Attached>,
    loads: Loads,
}

/// A stretch of time on an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Attached {
    /// The instance.
    pub instance: String,
    /// Whether it is the instance's root volume.
    pub root: bool,
    /// From when.
    pub from: Time,
    /// Until when; `None`: it still is.
    pub to: Option<Time>,
}

impl Past {
    /// The past of a volume made now.
    pub fn new(scope: Scope, now: Time, spec: Spec) -> Past {
        Past { scope, specs: vec![(now, spec)], attachments: Vec::new(), loads: Loads::default() }
    }

    /// It is attached from now on.
    pub fn attach(&mut self, now: Time, instance: &str, root: bool) {
        let instance = instance.to_owned();
        self.attachments.push(Attached { instance, root, from: now, to: None });
    }

    /// It is attached no longer.
    pub fn detach(&mut self, now: Time) {
        if let Some(last) = self.attachments.last_mut() {
            last.to.get_or_insert(now);
        }
    }

    /// It is of another kind, size or performance from now on.
    pub fn change(&mut self, now: Time, spec: Spec) {
        self.specs.push((now, spec));
    }

    /// Puts load on it, in operations a second; see [`Loads::put`].
    pub fn load(&mut self, now: Time, until: Option<Time>, amount: Option<f64>) {
        self.loads.put(now, until, amount);
    }

    /// Whether load was ever put on it.
    pub fn was_ever_loaded(&self) -> bool {
        self.loads != Loads::default()
    }

    /// Where it was attached, oldest first.
    pub fn attachments(&self) -> &[Attached] {
        &self.attachments
    }

    /// The load on it at an instant, and until when that lasts.
    pub fn load_at(&self, now: Time) -> Option<(f64, Option<Time>)> {
        self.loads.in_force(now + Span::millis(1))
    }

    /// What it was like just before `end`.
    pub fn spec_before(&self, end: Time) -> Option<Spec> {
        let count = self.specs.partition_point(|(from, _)| *from < end);
        self.specs.get(count.checked_sub(1)?).map(|(_, spec)| *spec)
    }

    /// Whether it was ever of a kind that bursts, of a provisioned kind.
    pub fn was_ever(&self) -> (bool, bool) {
        let bursts = self.specs.iter().any(|(_, spec)| Limits::of(spec).most > 0.0);
        (bursts, self.specs.iter().any(|(_, spec)| spec.kind.is_provisioned()))
    }

    /// The instance it was attached to just before `end`.
    pub fn attached_before(&self, end: Time) -> Option<&Attached> {
        let covers = |a: &&Attached| a.from < end && a.to.is_none_or(|to| to >= end);
        self.attachments.iter().rev().find(covers)
    }

    /// What is asked of it just before `end`, in operations a second: its load as long as the
    /// instance runs that it is attached to.
    pub fn demand_before(&self, end: Time, instance: Option<&History>) -> f64 {
        let runs = instance.is_some_and(|history| history.run_before(end).is_some());
        let load = self.loads.before(end).filter(|_| runs);
        load.unwrap_or(0.0)
    }

    /// Its burst credits just before `end`: a fold over the stretches in which nothing changes.
    pub fn credits_before<'a>(
        &self,
        end: Time,
        history: &dyn Fn(&str) -> Option<&'a History>,
    ) -> f64 {
        let Some((born, spec)) = self.specs.first() else { return 0.0 };
        let mut limits = Limits::of(spec);
        let (mut credits, mut now) = (limits.most, *born);
        while now < end {
            let just = now + Span::millis(1);
            let on = self.attached_before(just).and_then(|attached| history(&attached.instance));
            let next = self.next_change(just, on).map_or(end, |edge| edge.min(end));
            let spec = self.spec_before(just);
            limits = spec.as_ref().map_or(limits, Limits::of);
            let demand = self.demand_before(just, on);
            credits = limits.after(credits, demand, (next - now).as_millis() as f64 / 1000.0);
            now = next;
        }
        credits
    }

    /// The first instant from `end` on at which the demand or the limits change.
    pub(super) fn next_change(&self, end: Time, on: Option<&History>) -> Option<Time> {
        let specs = self.specs.iter().map(|(from, _)| *from);
        let attached = self.attachments.iter().flat_map(|a| [Some(a.from), a.to]).flatten();
        let runs = on.into_iter().flat_map(|history| history.runs());
        let runs = runs.flat_map(|run| [Some(run.from), run.to]).flatten();
        let edges = specs.chain(attached).chain(runs).chain(self.loads.next_change(end));
        edges.filter(|edge| *edge >= end).min()
    }
}
