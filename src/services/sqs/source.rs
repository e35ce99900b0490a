//! The metrics of queues: what each tells is the table's of the services that are there for their
//! metrics alone, the numbers are those of the messages.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html>

use super::messages::{Message, Sight};
use super::state::{Queue, State};
use crate::services::generators::Kind;
use crate::services::generators::table::{Metric, Service};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

const MINUTE: Span = Span::mins(1);
/// A queue that nobody has used for so long publishes nothing.
const SLEEPS: Span = Span::hours(6);

fn service() -> &'static Service {
    Kind::Sqs.service()
}

/// Equal samples of a minute that begins at `from`: how many, their value.
fn samples(queue: &Queue, name: &str, from: Time) -> Vec<(f64, f64)> {
    let end = from + MINUTE;
    let within = |time: Time| time >= from && time < end;
    let sent = || queue.messages.iter().filter(move |message| within(message.sent));
    let asked = || queue.asked.iter().filter(move |(time, _)| within(*time));
    // As it is when the minute ends.
    let last = end + Span::millis(-1);
    let seen = |sight: Sight| {
        queue.messages.iter().filter(|message| message.at(last) == sight).count() as f64
    };
    let one = |value: f64| vec![(1.0, value)];
    match name {
        "NumberOfMessagesSent" => one(sent().count() as f64),
        "NumberOfMessagesReceived" => one(asked().map(|(_, given)| f64::from(*given)).sum()),
        "NumberOfMessagesDeleted" => {
            let deleted = |message: &&Message| message.deleted && within(message.gone);
            one(queue.messages.iter().filter(deleted).count() as f64)
        }
        "NumberOfEmptyReceives" => one(asked().filter(|(_, given)| *given == 0).count() as f64),
        "SentMessageSize" => sent().map(|message| (1.0, message.body.len() as f64)).collect(),
        "ApproximateNumberOfMessagesVisible" => one(seen(Sight::Visible)),
        "ApproximateNumberOfMessagesNotVisible" => one(seen(Sight::Held)),
        "ApproximateNumberOfMessagesDelayed" => one(seen(Sight::Delayed)),
        "ApproximateAgeOfOldestMessage" => {
            let there = queue.messages.iter().filter(|message| message.at(last) != Sight::Gone);
            let oldest = there.map(|message| message.sent).min();
            one(oldest.map_or(0.0, |sent| (last - sent).as_secs() as f64))
        }
        _ => Vec::new(),
    }
}

/// Whether a queue is awake in the minute that begins at `from`: it was used, or something was in
/// it, within the hours before.
fn is_awake(queue: &Queue, from: Time) -> bool {
    let (since, end) = (from - SLEEPS, from + MINUTE);
    let within = |time: Time| time >= since && time < end;
    let there = |message: &Message| message.sent < end && message.gone > since;
    within(queue.created)
        || within(queue.modified)
        || queue.asked.iter().any(|(time, _)| within(*time))
        || queue.messages.iter().any(there)
}

/// The first minute that begins at a moment or after it.
fn upwards(time: Time) -> Time {
    if time.floor(MINUTE) == time { time } else { time.next(MINUTE) }
}

/// The first and the newest minute for which a metric of a queue can be read.
fn span(queue: &Queue, metric: &Metric, now: Time) -> Option<(Time, Time)> {
    let lag = metric.every.lag();
    let newest = (now - lag).floor(MINUTE);
    if metric.name == "SentMessageSize" {
        let sent = || queue.messages.iter().map(|message| message.sent.floor(MINUTE));
        let read = || sent().filter(|time| *time <= newest);
        return Some((read().min()?, read().max()?));
    }
    let used = queue.asked.last().map(|(time, _)| *time);
    let there = queue.messages.iter().map(|message| message.gone.min(now)).max();
    let last = used.into_iter().chain(there).chain([queue.modified]).max()? + SLEEPS;
    let last = queue.deleted.map_or(last, |deleted| last.min(deleted)).floor(MINUTE).min(newest);
    let first = queue.created.floor(MINUTE);
    (last >= first).then_some((first, last))
}

/// The minutes of a queue in a stretch of time, as far as they are readable.
fn minutes(
    queue: &Queue,
    metric: &Metric,
    (from, to): (Time, Time),
    now: Time,
) -> impl Iterator<Item = Time> {
    let first = queue.created.floor(MINUTE).max(upwards(from));
    let end = queue.deleted.map_or(to, |deleted| to.min(deleted));
    let lag = metric.every.lag();
    (0..)
        .map(move |nth| first + MINUTE.times(nth))
        .take_while(move |time| *time < end && *time + lag <= now)
}

impl State {
    fn told(&self, scope: Scope, id: &MetricId) -> Option<(&'static Metric, Vec<&Queue>)> {
        let service = service();
        if id.namespace != service.namespace {
            return None;
        }
        let metric = service.metrics.iter().find(|metric| metric.name == id.name)?;
        let named = |queue: &&Queue| service.dimensions_named(0, &queue.name) == id.dimensions;
        let queues: Vec<&Queue> = self.all(scope).filter(named).collect();
        (!queues.is_empty()).then_some((metric, queues))
    }
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let service = service();
        let mut found: Vec<Listed> = Vec::new();
        for queue in self.all(scope) {
            for metric in service.metrics {
                let Some((first, last)) = span(queue, metric, now) else { continue };
                let (first, last) = (first + metric.every.lag(), last + metric.every.lag());
                let dimensions = service.dimensions_named(0, &queue.name);
                let id = MetricId::new(service.namespace, metric.name, dimensions);
                match found.iter_mut().find(|listed| listed.id == id) {
                    Some(listed) => {
                        listed.first = listed.first.min(first);
                        listed.last = listed.last.max(last);
                    }
                    None => found.push(Listed { id, first, last }),
                }
            }
        }
        found
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
        let Some((metric, queues)) = self.told(scope, id) else { return };
        let lag = metric.every.lag();
        for queue in queues {
            for time in minutes(queue, metric, (from, to), now) {
                if !is_awake(queue, time) {
                    continue;
                }
                for (count, value) in samples(queue, metric.name, time) {
                    let (arrival, sum, unit) = (time + lag, count * value, metric.unit);
                    each(Point { time, arrival, count, sum, min: value, max: value, unit });
                }
            }
        }
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some((metric, queues)) = self.told(scope, id) else { return false };
        let lag = metric.every.lag();
        queues.into_iter().any(|queue| {
            let mut time = upwards(from).max(queue.created.floor(MINUTE));
            let end = queue.deleted.map_or(to, |deleted| to.min(deleted));
            while time < end && time <= now {
                let due = time + lag > now && is_awake(queue, time);
                if due && !samples(queue, metric.name, time).is_empty() {
                    return true;
                }
                time = time + MINUTE;
            }
            false
        })
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, _: Time) -> Span {
        if self.told(scope, id).is_some() { MINUTE } else { Span::ZERO }
    }
}
