//! What a rule found: who contributed how much, a period at a time.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetInsightRuleReport.html>

use std::collections::BTreeMap;

use super::Rule;
use crate::services::logs;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::contributed::{Contributed, Given};

/// Which stretch of time is looked at, a period at a time, as it is known at an instant.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// From when.
    pub from: Time,
    /// Until when.
    pub to: Time,
    /// In steps of this.
    pub period: Span,
    /// What can be read then counts.
    pub now: Time,
}

/// What contributors gave, by the start of the period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Only periods in which something was given.
    pub periods: BTreeMap<Time, Given>,
}

impl Report {
    /// Reads the groups that a rule covers. Ours: what comes in counts when its minute ends, with
    /// the instant of the event, as metric filters count.
    pub fn of(rule: &Rule, logs: &logs::State, scope: Scope, range: Range) -> Report {
        let mut report = Report::default();
        let minute = Span::mins(1);
        let (from, step) = (range.from.floor(range.period), range.period);
        for group in logs.of(scope) {
            let mut covered = rule.versions.iter().filter_map(|(_, counts)| counts.as_ref());
            if !covered.any(|definition| definition.covers(&group.name)) {
                continue;
            }
            for event in group.streams.values().flat_map(logs::Stream::arrivals) {
                let counts = event.at >= from
                    && event.at < range.to
                    && event.ingested.floor(minute) + minute <= range.now;
                let definition = rule.at(event.nth).filter(|_| counts);
                let Some(definition) = definition.filter(|one| one.covers(&group.name)) else {
                    continue;
                };
                if let Some((keys, value)) = definition.contribution(&event.message) {
                    report.periods.entry(event.at.floor(step)).or_default().add(&keys, value);
                }
            }
        }
        report
    }

    /// One number a period.
    pub fn points(&self, what: Contributed) -> Vec<(Time, f64)> {
        let point = |(time, given): (&Time, &Given)| Some((*time, what.of(given)?));
        self.periods.iter().filter_map(point).collect()
    }

    /// Everybody, with what they gave a period.
    pub fn contributors(&self) -> BTreeMap<&Vec<String>, Vec<(Time, f64)>> {
        let mut found: BTreeMap<&Vec<String>, Vec<(Time, f64)>> = BTreeMap::new();
        for (time, given) in &self.periods {
            for (keys, gift) in &given.0 {
                found.entry(keys).or_default().push((*time, gift.sum));
            }
        }
        found
    }
}
