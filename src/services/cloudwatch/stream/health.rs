//! What CloudWatch tells of a stream: metrics with its name, and without dimensions of all.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-monitoring.html>

use std::collections::BTreeMap;

use super::{Stream, Update};
use crate::services::cloudwatch::metrics::store::MAX_POINTS;
use crate::services::cloudwatch::state::State;
use crate::services::failure::Failure;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{MetricId, Point, unit};

/// The namespace of these metrics. Each minute of a stream adds to them, and nothing else follows
/// from what it sends: whoever looks ahead at other metrics need not hear of it.
pub const NAMESPACE: &str = "AWS/CloudWatch/MetricStreams";

/// What a stream sent in a minute, or tried to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Minute {
    /// How many updates.
    pub updates: u32,
    /// What more statistics add to them.
    pub more: u32,
}

impl Minute {
    /// Counts updates. "For each unique namespace and metric name combination, streaming 1-5
    /// additional statistics adds 1 to the TotalMetricUpdate, streaming 6-10 adds 2."
    pub fn of<'a>(updates: impl IntoIterator<Item = &'a Update<'a>>) -> Minute {
        let mut extra: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let mut count = 0;
        for update in updates {
            count += 1;
            let packs = update.wanted.len().div_ceil(5);
            let names = (update.id.namespace.as_str(), update.id.name.as_str());
            extra.insert(names, u32::try_from(packs).unwrap_or_default());
        }
        Minute { updates: count, more: extra.values().sum() }
    }
}

impl State {
    /// A stream.
    pub fn stream(&self, scope: Scope, name: &str) -> Option<&Stream> {
        self.region(scope)?.streams().get(name)
    }

    /// A stream has sent a minute's updates, in the session with this key; or could not, and they
    /// are lost.
    pub(crate) fn streamed(
        &mut self,
        (scope, name): (Scope, &str),
        now: Time,
        minute: Minute,
        outcome: Result<String, Failure>,
    ) {
        let streams = self.regions.get_mut(&scope).map(|region| &mut region.streams);
        let Some(stream) = streams.and_then(|all| all.get_mut(name)) else { return };
        let sent = &mut stream.sent;
        let Minute { updates, more } = minute;
        let failed = outcome.is_err();
        match outcome {
            Ok(key) => {
                sent.session = Some(key);
                sent.failure = None;
                sent.last = Some((now, updates));
                sent.updates += u64::from(updates);
            }
            Err(failure) => {
                sent.failure = Some((now, failure));
                sent.lost += u64::from(updates);
            }
        }
        let mut told = vec![("MetricUpdate", updates), ("TotalMetricUpdate", updates + more)];
        if failed {
            told.push(("PublishErrorRate", 1));
        }
        for (metric, value) in told {
            self.tell((scope, name), now, (metric, f64::from(value)));
        }
    }

    fn tell(&mut self, (scope, name): (Scope, &str), now: Time, (metric, value): (&str, f64)) {
        let point = Point {
            time: now - Span::mins(1),
            arrival: now,
            count: 1.0,
            sum: value,
            min: value,
            max: value,
            unit: unit::NONE,
        };
        let named = vec![("MetricStreamName".to_owned(), name.to_owned())];
        for dimensions in [named, Vec::new()] {
            if self.store.len() < MAX_POINTS {
                self.store.add(scope, &MetricId::new(NAMESPACE, metric, dimensions), &point);
            }
        }
    }
}
