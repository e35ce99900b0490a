//! What an instance has been through: all that its metrics and status checks follow from.
//!
//! A minute is what it is just before its end: an instance that stops on the stroke of 10:05 has a
//! value for [10:04, 10:05), one that starts running then has none. So every question here is
//! asked about the moment just before an instant, and the answer never depends on when it is asked.

use std::collections::BTreeMap;

use super::catalogue::{InstanceType, types};
use super::credits::{Memo, Terms};
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing;
use crate::telemetry::load::Loads;

/// One instance's past. It outlives the instance, as metrics do.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct History {
    /// Where the instance is or was.
    pub scope: Scope,
    /// The stream of its noise.
    pub stream: u64,
    /// The image it was launched from.
    pub image: String,
    /// Whether it is a Spot Instance.
    pub spot: bool,
    /// What its metadata service answers to a call without a token.
    pub imds: Imds,
    runs: Vec<Run>,
    /// From when on monitoring was detailed (or not).
    modes: Vec<(Time, bool)>,
    /// From when on it was of which type.
    types: Vec<(Time, &'static str)>,
    /// From when on it belonged to which Auto Scaling group.
    groups: Vec<(Time, Option<String>)>,
    /// From when on it counted to the metrics of which group; an instant may lie ahead.
    counted: Vec<(Time, Option<String>)>,
    /// From when on credits were unlimited (or not).
    credits: Vec<(Time, bool)>,
    memo: Memo,
    loads: BTreeMap<Resource, Loads>,
    faults: Vec<Fault>,
    reboots: Vec<Time>,
    /// Starts that brought no launch credits, for too many had been given out.
    bare: Vec<Time>,
}

/// What a metadata service does with a call without a token. It is said at launch.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Imds {
    /// It answers.
    #[default]
    Answers,
    /// It refuses: a token is required.
    Refuses,
    /// It is off.
    Off,
}

/// A stretch of time in the state running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// From when.
    pub from: Time,
    /// Until when; `None`: it still runs.
    pub to: Option<Time>,
}

/// Something that was put on an instance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Given<T> {
    /// What.
    pub value: T,
    /// When it ends by itself; `None` lasts.
    pub until: Option<Time>,
}

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
struct Fault {
    check: StatusCheck,
    from: Time,
    until: Option<Time>,
}

/// What a status check says of an instance that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Health {
    /// Its first checks are not through.
    Initializing,
    /// All is well.
    Ok,
    /// The check fails.
    Impaired {
        /// Since when.
        since: Time,
    },
}

impl History {
    /// The past of an instance launched now.
    pub fn new(
        scope: Scope,
        stream: u64,
        now: Time,
        detailed: bool,
        kind: &'static str,
    ) -> History {
        History {
            scope,
            stream,
            image: String::new(),
            spot: false,
            imds: Imds::default(),
            groups: Vec::new(),
            counted: Vec::new(),
            runs: Vec::new(),
            modes: vec![(now, detailed)],
            types: vec![(now, kind)],
            credits: Vec::new(),
            memo: Memo::default(),
            loads: BTreeMap::new(),
            faults: Vec::new(),
            reboots: Vec::new(),
            bare: Vec::new(),
        }
    }

    /// The instance is running from now on.
    pub fn run(&mut self, now: Time) {
        self.changed(now);
        self.runs.push(Run { from: now, to: None });
    }

    /// The run that begins now brings no launch credits.
    pub fn withhold(&mut self, now: Time) {
        self.bare.push(now);
    }

    /// Whether the run that began then came with launch credits.
    pub fn was_credited(&self, run: Time) -> bool {
        !self.bare.contains(&run)
    }

    /// The instance no longer runs. Faults end with it: a start moves it to another host and boots
    /// its system anew, which is what AWS advises against failing checks.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html>
    pub fn halt(&mut self, now: Time) {
        self.changed(now);
        self.end_inside(now);
        if let Some(Run { to: to @ None, .. }) = self.runs.last_mut() {
            *to = Some(now);
        }
        for check in [StatusCheck::System, StatusCheck::Instance, StatusCheck::Ebs] {
            self.mend(check, now);
        }
    }

    /// The system boots anew, which mends what was wrong inside the instance.
    pub fn reboot(&mut self, now: Time) {
        self.changed(now);
        self.end_inside(now);
        self.reboots.push(now);
        self.mend(StatusCheck::Instance, now);
    }

    /// Monitoring is detailed, or basic, from now on.
    pub fn monitor(&mut self, now: Time, detailed: bool) {
        self.modes.push((now, detailed));
    }

    /// It belongs to an Auto Scaling group from now on, or to none.
    pub fn join(&mut self, now: Time, group: Option<&String>) {
        if self.groups.last().and_then(|(_, group)| group.as_ref()) != group {
            self.groups.push((now, group.cloned()));
        }
    }

    /// It counts to the metrics of a group from an instant on, or no longer to those of any;
    /// whether that is new.
    pub fn count_to(&mut self, now: Time, group: Option<(&str, Time)>) -> bool {
        let last = self.counted.last().and_then(|(_, group)| group.as_deref());
        if last == group.map(|(name, _)| name) {
            return false;
        }
        match group {
            Some((name, from)) => self.counted.push((from.max(now), Some(name.to_owned()))),
            None => {
                // What was to begin later never does.
                self.counted.retain(|(from, _)| *from < now);
                self.counted.push((now, None));
            }
        }
        true
    }

    /// Credits are unlimited, or not, from now on.
    pub fn credit(&mut self, now: Time, unlimited: bool) {
        self.changed(now);
        self.credits.push((now, unlimited));
    }

    /// What was worked out of minutes still to end no longer holds.
    fn changed(&self, now: Time) {
        self.memo.forget_after(now.as_millis().div_euclid(60_000) - 1);
    }

    /// The instance is of another type from now on.
    pub fn resize(&mut self, now: Time, kind: &'static str) {
        self.changed(now);
        self.types.push((now, kind));
    }

    /// Puts load on a resource; see [`Loads::put`].
    pub fn load(
        &mut self,
        resource: Resource,
        now: Time,
        until: Option<Time>,
        amount: Option<f64>,
    ) {
        self.changed(now);
        self.loads.entry(resource).or_default().put(now, until, amount);
    }

    /// A program inside takes processor from now on; no amount ends all of them.
    pub fn run_inside(&mut self, now: Time, until: Option<Time>, percent: Option<f64>) {
        self.changed(now);
        let loads = self.loads.entry(Resource::Cpu).or_default();
        match percent {
            Some(percent) => loads.run(now, until, percent),
            None => loads.end(now),
        }
    }

    /// Programs end with the system they run in.
    fn end_inside(&mut self, now: Time) {
        if let Some(loads) = self.loads.get_mut(&Resource::Cpu) {
            loads.end(now);
        }
    }

    /// Whether its system has run without a break since then.
    pub fn runs_since(&self, then: Time) -> bool {
        let booted = self.reboots.last().is_some_and(|reboot| *reboot > then);
        let run = self.runs.last().filter(|run| run.to.is_none() && run.from <= then);
        run.is_some() && !booted
    }

    /// A check fails from now on, and until then if it says so.
    pub fn fail(&mut self, check: StatusCheck, now: Time, until: Option<Time>) {
        let open = |fault: &&mut Fault| fault.check == check && is_open(fault, now);
        match self.faults.iter_mut().rev().find(open) {
            Some(fault) => fault.until = until,
            None => self.faults.push(Fault { check, from: now, until }),
        }
    }

    /// A check no longer fails by a fault put on it.
    pub fn mend(&mut self, check: StatusCheck, now: Time) {
        for fault in &mut self.faults {
            if fault.check == check && is_open(fault, now) {
                fault.until = Some(now);
            }
        }
    }

    /// The runs, oldest first.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// When its system booted: with each run, and with each reboot.
    pub fn boots(&self) -> Vec<Time> {
        let runs = self.runs.iter().map(|run| run.from);
        let mut all: Vec<Time> = runs.chain(self.reboots.iter().copied()).collect();
        all.sort();
        all
    }

    /// The load on a resource just before `end`.
    pub fn load_before(&self, resource: Resource, end: Time) -> Option<f64> {
        self.loads.get(&resource)?.before(end)
    }

    /// The load on a resource at an instant, what happens at that instant included.
    pub fn load_at(&self, resource: Resource, now: Time) -> Option<Given<f64>> {
        let (value, until) = self.loads.get(&resource)?.in_force(now + Span::millis(1))?;
        Some(Given { value, until })
    }

    /// The fault put on a check that is in force at an instant.
    pub fn fault_at(&self, check: StatusCheck, now: Time) -> Option<Given<()>> {
        let open = |fault: &&Fault| fault.check == check && is_open(fault, now);
        let fault = self.faults.iter().rev().find(open)?;
        Some(Given { value: (), until: fault.until })
    }

    /// Whether monitoring was detailed just before `end`.
    pub fn is_detailed_before(&self, end: Time) -> bool {
        latest(&self.modes, end).unwrap_or(false)
    }

    /// The first instant from `end` on at which monitoring changes.
    pub fn next_mode(&self, end: Time) -> Option<Time> {
        self.modes.iter().map(|(from, _)| *from).find(|from| *from >= end)
    }

    /// The instance's type just before `end`.
    pub fn type_before(&self, end: Time) -> Option<&'static InstanceType> {
        types::find(latest(&self.types, end)?)
    }

    /// Whether credits were unlimited just before `end`: as somebody set it, or as the type has it.
    pub fn is_unlimited_before(&self, end: Time) -> bool {
        let by_type = || self.type_before(end).and_then(Terms::of);
        let set = latest(&self.credits, end);
        set.unwrap_or_else(|| by_type().is_some_and(|terms| terms.unlimited_by_default()))
    }

    /// Whether it was ever a burstable instance, and whether it ever was one with unlimited
    /// credits.
    pub fn was_ever_burstable(&self) -> (bool, bool) {
        let kinds = self.types.iter().filter_map(|(_, name)| types::find(name));
        let terms: Vec<Terms> = kinds.filter_map(Terms::of).collect();
        let unlimited = self.credits.iter().any(|(_, unlimited)| *unlimited)
            || terms.iter().any(Terms::unlimited_by_default);
        (!terms.is_empty(), !terms.is_empty() && unlimited)
    }

    /// The first instant from `end` on at which what its credits follow from changes.
    pub fn next_change(&self, end: Time) -> Option<Time> {
        self.edges().filter(|edge| *edge >= end).min()
    }

    /// Every instant at which it changes.
    pub fn edges(&self) -> impl Iterator<Item = Time> + '_ {
        let runs = self.runs.iter().flat_map(|run| [Some(run.from), run.to]).flatten();
        let types = self.types.iter().map(|(from, _)| *from);
        let credits = self.credits.iter().map(|(from, _)| *from);
        let loads = self.loads.get(&Resource::Cpu).into_iter().flat_map(Loads::edges);
        runs.chain(types).chain(credits).chain(loads)
    }

    /// Forgets all that was worked out before, which changes no answer.
    pub fn forget(&mut self) {
        self.memo = Memo::default();
    }

    /// What was worked out before.
    pub(super) fn memo(&self) -> &Memo {
        &self.memo
    }

    /// The Auto Scaling group it belonged to just before `end`.
    pub fn group_before(&self, end: Time) -> Option<&str> {
        let begun = self.groups.partition_point(|(from, _)| *from < end);
        let (_, group) = self.groups.get(begun.checked_sub(1)?)?;
        group.as_deref()
    }

    /// The Auto Scaling group to whose metrics it counted just before `end`.
    pub fn counted_before(&self, end: Time) -> Option<&str> {
        let begun = self.counted.partition_point(|(from, _)| *from < end);
        let (_, group) = self.counted.get(begun.checked_sub(1)?)?;
        group.as_deref()
    }

    /// Every group to whose metrics it ever counted, or is to count.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let once = |(i, (_, group)): (usize, &'_ (Time, Option<String>))| {
            self.counted.iter().take(i).all(|(_, before)| before != group)
        };
        let groups = self.counted.iter().enumerate().filter(move |entry| once(*entry));
        groups.filter_map(|(_, (_, group))| group.as_deref())
    }

    /// Whether it ever counted to the metrics of a group.
    pub fn was_ever_in(&self, group: &str) -> bool {
        self.groups().any(|known| known == group)
    }

    /// Every type it ever was of.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        let kinds: std::collections::BTreeSet<&'static str> =
            self.types.iter().map(|(_, kind)| *kind).collect();
        kinds.into_iter()
    }

    /// Whether it was ever of a type.
    pub fn was_ever_type(&self, kind: &str) -> bool {
        self.types.iter().any(|(_, known)| *known == kind)
    }

    /// Whether monitoring was ever detailed.
    pub fn was_ever_detailed(&self) -> bool {
        self.modes.iter().any(|(_, detailed)| *detailed)
    }

    /// Whether monitoring was ever basic.
    pub fn was_ever_basic(&self) -> bool {
        self.modes.iter().any(|(_, detailed)| !detailed)
    }

    /// Whether it was ever a Nitro instance.
    pub fn was_ever_nitro(&self) -> bool {
        let mut kinds = self.types.iter().filter_map(|(_, name)| types::find(name));
        kinds.any(|kind| kind.family.nitro)
    }

    /// Whether it was ever of a type with volumes of the host's own.
    pub fn was_ever_stored(&self) -> bool {
        let mut kinds = self.types.iter().filter_map(|(_, name)| types::find(name));
        kinds.any(|kind| kind.family.store)
    }

    /// Whether its metadata service was ever called without a token.
    pub fn was_ever_called_without_token(&self) -> bool {
        self.loads.contains_key(&Resource::Imdsv1)
    }

    /// The run the instance was in just before `end`.
    pub fn run_before(&self, end: Time) -> Option<Run> {
        let begun = self.runs.partition_point(|run| run.from < end);
        let run = *self.runs.get(begun.checked_sub(1)?)?;
        run.to.is_none_or(|to| to >= end).then_some(run)
    }

    /// What a check said just before `end`; nothing when the instance did not run then.
    pub fn health_before(&self, check: StatusCheck, end: Time) -> Option<Health> {
        let run = self.run_before(end)?;
        if check == StatusCheck::Ebs && !self.type_before(end)?.family.nitro {
            return None;
        }
        if run.from + timing::STATUS_CHECKS >= end {
            return Some(Health::Initializing);
        }
        let since = match check {
            StatusCheck::System | StatusCheck::Ebs => self.failing_before(check, end),
            // What fails the host fails the instance, and so does a reboot until it is through.
            StatusCheck::Instance => [
                self.failing_before(StatusCheck::Instance, end),
                self.failing_before(StatusCheck::System, end),
                self.rebooting_before(end),
            ]
            .into_iter()
            .flatten()
            .min(),
        };
        Some(since.map_or(Health::Ok, |since| Health::Impaired { since }))
    }

    /// What a check says at an instant, what happens at that instant included.
    pub fn health(&self, check: StatusCheck, now: Time) -> Option<Health> {
        self.health_before(check, now + Span::millis(1))
    }

    fn failing_before(&self, check: StatusCheck, end: Time) -> Option<Time> {
        let covers = |fault: &&Fault| {
            fault.check == check && fault.from < end && fault.until.is_none_or(|until| until >= end)
        };
        self.faults.iter().rev().find(covers).map(|fault| fault.from)
    }

    fn rebooting_before(&self, end: Time) -> Option<Time> {
        let begun = self.reboots.partition_point(|from| *from < end);
        let from = *self.reboots.get(begun.checked_sub(1)?)?;
        (from + timing::REBOOT >= end).then_some(from)
    }
}

fn is_open(fault: &Fault, now: Time) -> bool {
    fault.until.is_none_or(|until| until > now)
}

/// The latest of several dated values that was in force just before `end`.
fn latest<T: Copy>(values: &[(Time, T)], end: Time) -> Option<T> {
    let begun = values.partition_point(|(from, _)| *from < end);
    values.get(begun.checked_sub(1)?).map(|(_, value)| *value)
}
