//! All metrics of the account as one source: those that were published by calls, and those that
//! services emit by themselves.

use std::rc::Rc;

use super::Store;
use crate::services::Emitters;
use crate::services::cloudwatch::anomaly::Detectors;
use crate::services::cloudwatch::data_source::Answers;
use crate::services::cloudwatch::insight::Rules;
use crate::services::cloudwatch::insight::report::{Range, Report};
use crate::services::cloudwatch::stream::health;
use crate::sim::scope::{AccountId, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::answer::{Answer, Question};
use crate::telemetry::band::Model;
use crate::telemetry::contributed::Contributed;
use crate::telemetry::counter::{Counter, Fault};
use crate::telemetry::{Listed, MetricId, MetricSource, Modelled, Point, Quota, Steady};

/// The store beside another source. Nothing keeps a call from publishing into a metric that a
/// service emits too (AWS advises against namespaces that begin with `AWS/`): then both count.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    own: &'a Store,
    other: Emitters<'a>,
    detectors: Option<&'a Detectors>,
    rules: Option<&'a Rules>,
    answers: Option<&'a Answers>,
    /// The account that reads, and those whose metrics it may read beside its own; all may be read
    /// where nothing is said.
    reader: Option<(AccountId, &'a [AccountId])>,
}

impl<'a> Sources<'a> {
    /// The store beside the metrics of services.
    pub fn new(own: &'a Store, other: Emitters<'a>) -> Sources<'a> {
        Sources { own, other, detectors: None, rules: None, answers: None, reader: None }
    }

    /// The same, with what values are expected, what rules make of log events, and what functions
    /// answered.
    pub fn with(
        self,
        detectors: &'a Detectors,
        rules: &'a Rules,
        answers: &'a Answers,
    ) -> Sources<'a> {
        let (detectors, rules, answers) = (Some(detectors), Some(rules), Some(answers));
        Sources { detectors, rules, answers, ..self }
    }

    /// The same, as an account may read it with those that are linked to it.
    pub fn read_by(self, account: AccountId, linked: &'a [AccountId]) -> Sources<'a> {
        Sources { reader: Some((account, linked)), ..self }
    }

    fn hides(&self, scope: Scope) -> bool {
        let account = scope.account;
        self.reader.is_some_and(|(own, linked)| account != own && !linked.contains(&account))
    }
}

impl MetricSource for Sources<'_> {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        merged(self.own.list(scope, now), self.other.list(scope, now))
    }

    fn list_named(&self, scope: Scope, named: (&str, &str), now: Time) -> Vec<Listed> {
        let own = self.own.list_named(scope, named, now);
        merged(own, self.other.list_named(scope, named, now))
    }

    fn points(
        &self,
        scope: Scope,
        id: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        if self.hides(scope) {
            return;
        }
        if !self.own.contains(scope, id) {
            return self.other.points(scope, id, from, to, now, each);
        }
        let mut points = Vec::new();
        self.other.points(scope, id, from, to, now, &mut |point| points.push(point));
        if points.is_empty() {
            return self.own.points(scope, id, from, to, now, each);
        }
        self.own.points(scope, id, from, to, now, &mut |point| points.push(point));
        points.sort_by_key(|point| point.time);
        points.into_iter().for_each(each);
    }

    fn arrived(
        &self,
        scope: Scope,
        id: &MetricId,
        range: (Time, Time),
        late: Span,
        each: &mut dyn FnMut(Point),
    ) {
        if self.hides(scope) {
            return;
        }
        let mut points = Vec::new();
        self.other.arrived(scope, id, range, late, &mut |point| points.push(point));
        self.own.arrived(scope, id, range, late, &mut |point| points.push(point));
        points.sort_by_key(|point| point.time);
        points.into_iter().for_each(each);
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        !self.hides(scope) && self.other.is_pending(scope, id, from, to, now)
    }

    fn expected(&self, scope: Scope, of: &Modelled, period_secs: i64, at: Time) -> Option<Model> {
        self.detectors?.expected(self, scope, of, (period_secs, at))
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, now: Time) -> Span {
        self.other.rhythm(scope, id, now)
    }

    fn steady(&self, scope: Scope, id: &MetricId, from: Time) -> Option<Steady> {
        self.other.steady(scope, id, from).filter(|_| self.is_emitted(scope, id))
    }

    fn accounts(&self, scope: Scope) -> Vec<AccountId> {
        let linked = self.reader.filter(|(own, _)| *own == scope.account);
        let linked = linked.into_iter().flat_map(|(_, linked)| linked.iter().copied());
        [scope.account].into_iter().chain(linked).collect()
    }

    fn tag(&self, scope: Scope, id: &MetricId, key: &str) -> Option<String> {
        self.other.tag(scope, id, key).filter(|_| !self.hides(scope))
    }

    fn contributed(
        &self,
        scope: Scope,
        (rule, what): (&str, Contributed),
        (from, to): (Time, Time),
        period: Span,
        now: Time,
    ) -> Option<Vec<(Time, f64)>> {
        let rule = self.rules?.get(&scope)?.get(rule)?;
        let range = Range { from, to, period, now };
        Some(Report::of(rule, self.other.logs, scope, range).points(what))
    }

    fn counter(
        &self,
        scope: Scope,
        counter: &Counter,
        range: (Time, Time),
        period: Span,
        now: Time,
    ) -> Result<Vec<(Time, f64)>, Fault> {
        self.other.generators.counter(scope, counter, range, period, now)
    }

    fn answer(&self, scope: Scope, question: &Question, now: Time) -> Option<Rc<Answer>> {
        self.answers?.at(scope, question, now).cloned()
    }

    fn quota(&self, id: &MetricId) -> Option<Quota> {
        self.other.quota(id)
    }

    fn is_foreseen(&self, id: &MetricId) -> bool {
        id.namespace != health::NAMESPACE && self.other.is_foreseen(id)
    }

    fn is_emitted(&self, scope: Scope, id: &MetricId) -> bool {
        !self.own.contains(scope, id)
    }
}

/// Two listings as one, in order; a metric in both is there once.
fn merged(mut listed: Vec<Listed>, others: Vec<Listed>) -> Vec<Listed> {
    listed.extend(others);
    listed.sort_by(|a, b| a.id.cmp(&b.id));
    listed.dedup_by(|later, first| {
        let same = later.id == first.id;
        if same {
            first.first = first.first.min(later.first);
            first.last = first.last.max(later.last);
        }
        same
    });
    listed
}
