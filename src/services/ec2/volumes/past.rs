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

/// A volume's burst credits through time: a fold over the stretches in which nothing changes, each
/// of which is gone through once.
#[derive(Debug)]
pub struct Credits<'a> {
    past: &'a Past,
    /// The instance of each attachment.
    histories: Vec<Option<&'a History>>,
    /// What is still to come at which the demand or the limits change, the next one last.
    edges: Vec<Time>,
    /// How far it has come; none before the volume was.
    now: Option<Time>,
    credits: f64,
}

impl Credits<'_> {
    /// The credits just before an instant that is not before the last one asked for.
    pub fn before(&mut self, end: Time) -> f64 {
        let Some(mut now) = self.now else { return 0.0 };
        while let Some(edge) = self.edges.pop_if(|edge| *edge < end) {
            self.credits = self.after(now, edge);
            now = edge;
        }
        self.now = Some(now);
        if now < end { self.after(now, end) } else { self.credits }
    }

    fn after(&self, from: Time, to: Time) -> f64 {
        let just = from + Span::millis(1);
        let on = self.past.attachments.iter().rposition(|on| on.covers(just));
        let on = on.and_then(|place| *self.histories.get(place)?);
        let Some(limits) = self.past.spec_before(just).as_ref().map(Limits::of) else {
            return self.credits;
        };
        let demand = self.past.demand_before(just, on);
        limits.after(self.credits, demand, (to - from).as_millis() as f64 / 1000.0)
    }
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

impl Attached {
    /// Whether it was attached just before `end`.
    fn covers(&self, end: Time) -> bool {
        self.from < end && self.to.is_none_or(|to| to >= end)
    }
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
        self.attachments.iter().rev().find(|on| on.covers(end))
    }

    /// What is asked of it just before `end`, in operations a second: its load as long as the
    /// instance runs that it is attached to.
    pub fn demand_before(&self, end: Time, instance: Option<&History>) -> f64 {
        let runs = instance.is_some_and(|history| history.run_before(end).is_some());
        let load = self.loads.before(end).filter(|_| runs);
        load.unwrap_or(0.0)
    }

    /// Its burst credits just before `end`.
    pub fn credits_before<'a>(
        &'a self,
        end: Time,
        history: &dyn Fn(&str) -> Option<&'a History>,
    ) -> f64 {
        self.credits(history).before(end)
    }

    /// Its burst credits, to be asked for at one instant after the other.
    pub fn credits<'a>(&'a self, history: &dyn Fn(&str) -> Option<&'a History>) -> Credits<'a> {
        let (born, spec) = self.specs.first().map_or((None, None), |(at, s)| (Some(*at), Some(s)));
        let known = |on: &Attached| history(&on.instance);
        let histories: Vec<Option<&History>> = self.attachments.iter().map(known).collect();
        let mut edges: Vec<Time> = self.specs.iter().map(|(from, _)| *from).collect();
        edges.extend(self.loads.edges());
        for (on, history) in self.attachments.iter().zip(&histories) {
            edges.extend([Some(on.from), on.to].into_iter().flatten());
            let runs = history.iter().flat_map(|history| history.runs());
            let runs = runs.flat_map(|run| [Some(run.from), run.to]).flatten();
            // What its instance does before and after is nothing to it.
            let inside = |edge: &Time| on.from <= *edge && on.to.is_none_or(|to| *edge <= to);
            edges.extend(runs.filter(inside));
        }
        edges.retain(|edge| born.is_some_and(|born| *edge > born));
        edges.sort_unstable_by_key(|edge| std::cmp::Reverse(*edge));
        edges.dedup();
        let credits = spec.map_or(0.0, |spec| Limits::of(spec).most);
        Credits { past: self, histories, edges, now: born, credits }
    }

    /// Every instant at which the demand or the limits change, as far as it is on this instance.
    pub(super) fn edges<'a>(&'a self, on: &'a History) -> impl Iterator<Item = Time> + 'a {
        let specs = self.specs.iter().map(|(from, _)| *from);
        let attached = self.attachments.iter().flat_map(|a| [Some(a.from), a.to]).flatten();
        let runs = on.runs().iter().flat_map(|run| [Some(run.from), run.to]).flatten();
        specs.chain(attached).chain(runs).chain(self.loads.edges())
    }
}
