//! What a metric's points are made of.

use chrono::Datelike;

use super::kind::Lever;
use super::state::Resource;
use super::table::{Every, bill_share, provisioned};
use super::traffic::{Part, Traffic, busy, minute_of, traffic};
use crate::sim::noise::{mix, unit};
use crate::sim::time::{Span, Time};
use crate::telemetry::curve;

/// Requests by what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in Traffic")]
pub enum Class {
    All,
    Good,
    Client,
    Server,
    Refused,
    /// All that were not refused.
    Taken,
    /// Client and server together.
    Bad,
}

/// How the values of a metric come about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Model {
    /// A sample of 1 for each request of a class; nothing where there is none.
    Each(Class),
    /// The same for a part of them.
    Part(Class, f64),
    /// A sample for each request that was taken (with those refused, if it is about them): 1 if it
    /// is of the class, otherwise 0.
    OfEach(Class),
    /// One sample: how many are of the class, zero too.
    Whole(Class),
    /// One sample: percent of the requests that are of the class.
    Share(Class),
    /// One sample: so much a request.
    PerRequest(f64),
    /// Requests for each target.
    PerTarget,
    /// How long requests take: the typical milliseconds, and what they are multiplied with.
    Time(f64, f64),
    /// Sizes of what is sent, about this one.
    Size(f64),
    /// Sizes of what a share of the requests carries, about this one.
    Sizes(f64, f64),
    /// How long requests take that reads (or writes) were served with, in milliseconds.
    Served(bool, f64),
    /// The milliseconds a probe takes; nothing while there is no answer.
    Probe(f64),
    /// The milliseconds of a disk, in seconds.
    Disk(f64),
    /// From one value to another as it is busy.
    Busy(f64, f64),
    /// The same in whole numbers.
    BusyWhole(f64, f64),
    /// From one value to another, idly.
    Idle(f64, f64),
    /// The same in whole numbers.
    IdleWhole(f64, f64),
    /// As the lever is set, otherwise as it is busy.
    Set(Lever, f64, f64),
    /// The same in whole numbers.
    SetWhole(Lever, f64, f64),
    /// The same as [`Model::Set`], a sample for each task.
    Tasks(Lever, f64, f64),
    /// Always this.
    Fixed(f64),
    /// Bytes free of an upload buffer of so many.
    BufferFree(f64),
    /// Bytes used of one.
    BufferUsed(f64),
    /// Percent used of one.
    BufferShare(f64),
    /// Targets that answer.
    Healthy,
    /// Targets that do not.
    Unhealthy,
    /// This while the endpoint answers, otherwise zero.
    Status(f64),
    /// Bytes free of so many, fewer each day.
    Left {
        /// Bytes in all.
        of: f64,
        /// Bytes taken a day.
        a_day: f64,
    },
    /// Bytes kept, more each day, told in units of so many.
    Kept {
        /// Bytes at first.
        from: f64,
        /// Bytes more a day.
        a_day: f64,
        /// Bytes a unit.
        each: f64,
    },
    /// Capacity consumed, of reads or of writes.
    Consumed(bool),
    /// Requests beyond the capacity, of reads or of writes.
    Throttled(bool),
    /// Requests at once that take so many milliseconds.
    AtOnce(f64),
    /// Seconds that the oldest message waits.
    Age,
    /// Charges of the month.
    Charges,
}

/// Of which point.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// Of which resource.
    pub resource: &'a Resource,
    /// Which set of dimensions.
    pub set: usize,
    /// What tells the metric's noise from that of others.
    pub salt: u64,
    /// The start of the point's time.
    pub from: Time,
    /// How often it is published.
    pub every: Every,
}

/// Equal samples: how many, and their value.
pub type Samples = (f64, f64);

/// Tasks of a service that runs containers.
const TASKS: f64 = 2.0;

/// How the times of requests lie about the typical one: parts of a hundred, and factors.
const SPREAD: [(f64, f64); 7] =
    [(25.0, 0.55), (35.0, 0.85), (20.0, 1.2), (10.0, 1.7), (6.0, 2.6), (3.0, 4.0), (1.0, 7.5)];

impl Model {
    /// The levers without which it gives nothing; none, if it gives something without.
    pub fn only_with(self) -> &'static [Lever] {
        match self {
            Model::Each(Class::Server) | Model::Part(Class::Server, _) => &[Lever::Errors],
            Model::Each(Class::Refused) | Model::Part(Class::Refused, _) => {
                &[Lever::Unhealthy, Lever::Throttles]
            }
            Model::Throttled(_) => &[Lever::Requests, Lever::Throttles],
            _ => &[],
        }
    }

    /// Whether its values are what a lever is set to.
    pub fn is_set_by(self, lever: Lever) -> bool {
        match self {
            Model::Set(of, ..) | Model::SetWhole(of, ..) | Model::Tasks(of, ..) => of == lever,
            Model::Left { .. } | Model::BufferFree(_) => lever == Lever::Storage,
            _ => false,
        }
    }

    /// The samples of a point; none where AWS publishes none.
    pub fn samples(self, at: At<'_>) -> Vec<Samples> {
        let one = |value: f64| vec![(1.0, value)];
        match self {
            Model::Each(class) => each(at.traffic().of(class)),
            Model::Part(class, share) => each((at.traffic().of(class) * share).floor()),
            Model::OfEach(class) => {
                let base = if class == Class::Refused { Class::All } else { Class::Taken };
                let (all, of) = (at.traffic().of(base), at.traffic().of(class));
                let samples = [(all - of, 0.0), (of, 1.0)];
                samples.into_iter().filter(|(count, _)| *count > 0.0).collect()
            }
            Model::Whole(class) => one(at.traffic().of(class)),
            Model::Share(class) => match at.traffic() {
                Traffic { all: 0.0, .. } => Vec::new(),
                traffic => one(100.0 * traffic.of(class) / traffic.all),
            },
            Model::PerRequest(much) if much.fract() == 0.0 && much < 100.0 => {
                one(at.traffic().all * much)
            }
            Model::PerRequest(much) => one(at.traffic().all * much * (0.9 + 0.2 * at.noise())),
            Model::PerTarget => {
                let [targets, ..] = at.targets();
                let healthy = (targets - at.unhealthy()).max(0.0);
                if healthy > 0.0 { one(at.traffic().all / healthy) } else { Vec::new() }
            }
            Model::Time(typical, factor) => {
                let typical = at.set(Lever::Latency).unwrap_or(typical * (0.9 + 0.2 * at.noise()));
                spread(at.answered(), typical * factor)
            }
            Model::Size(typical) => spread(at.traffic().all, (typical * 0.9).round()),
            Model::Sizes(share, typical) => {
                spread((at.traffic().all * share).floor(), (typical * 0.9).round())
            }
            Model::Served(write, typical) => {
                let typical = at.set(Lever::Latency).unwrap_or(typical * (0.9 + 0.2 * at.noise()));
                spread(at.capacity(write).0, typical)
            }
            Model::Tasks(lever, low, high) => {
                let value = at.set(lever).unwrap_or_else(|| at.busy(low, high));
                vec![(TASKS, value)]
            }
            Model::Consumed(write) => each(at.capacity(write).0),
            Model::Throttled(write) => each(at.capacity(write).1),
            Model::Probe(_) if at.unhealthy() > 0.0 => Vec::new(),
            Model::AtOnce(_) if at.answered() == 0.0 => Vec::new(),
            gauge => one(gauge.value(at)),
        }
    }

    /// The one value of a gauge.
    fn value(self, at: At<'_>) -> f64 {
        let latency =
            |typical: f64| at.set(Lever::Latency).unwrap_or(typical * (0.8 + 0.4 * at.noise()));
        match self {
            Model::Probe(typical) => latency(typical),
            Model::Disk(typical) => latency(typical) / 1_000.0,
            Model::Busy(low, high) => at.part().amount(at.busy(low, high)),
            Model::BusyWhole(low, high) => at.busy(low, high).round(),
            Model::Idle(low, high) => at.idle(low, high),
            Model::IdleWhole(low, high) => at.idle(low, high).round(),
            Model::Set(lever, low, high) => at.set(lever).unwrap_or_else(|| at.busy(low, high)),
            Model::SetWhole(lever, low, high) => {
                at.set(lever).unwrap_or_else(|| at.busy(low, high)).round()
            }
            Model::Fixed(value) => value,
            Model::BufferFree(of) => at.buffer(of),
            Model::BufferUsed(of) => of - at.buffer(of),
            Model::BufferShare(of) => 100.0 * (of - at.buffer(of)) / of,
            Model::Healthy => at.part().targets(at.targets(), at.unhealthy()).0,
            Model::Unhealthy => at.part().targets(at.targets(), at.unhealthy()).1,
            Model::Status(value) => {
                if at.unhealthy() > 0.0 {
                    0.0
                } else {
                    value
                }
            }
            Model::Left { of, a_day } => at.set(Lever::Storage).unwrap_or_else(|| {
                let free = of * 0.62 - at.age_days() * a_day;
                free.max(of * 0.02).floor()
            }),
            Model::Kept { from, a_day, each } => {
                let kept = from * (0.5 + unit(mix(at.resource.stream ^ 21), 0));
                let kept = kept + at.age_days().floor() * a_day;
                (at.set(Lever::Storage).unwrap_or(kept) / each).floor()
            }
            Model::AtOnce(typical) => {
                let taken = at.set(Lever::Latency).unwrap_or(typical) / 60_000.0;
                (at.answered() * taken).ceil().max(1.0)
            }
            Model::Age => match (at.set(Lever::Backlog), at.traffic().all) {
                (Some(waiting), sent) if waiting > 0.0 => (60.0 * waiting / sent.max(1.0)).ceil(),
                _ => at.idle(0.0, 4.0).round(),
            },
            Model::Charges => charges(at),
            _ => 0.0,
        }
    }
}

/// As many samples of 1.
fn each(count: f64) -> Vec<Samples> {
    if count > 0.0 { vec![(count, 1.0)] } else { Vec::new() }
}

/// So many samples about a typical value, the same way each time.
fn spread(count: f64, typical: f64) -> Vec<Samples> {
    let (mut part, mut given) = (0.0, 0.0);
    let mut samples = Vec::new();
    for (share, factor) in SPREAD {
        part += share;
        let upto = (count * part / 100.0).round();
        if upto > given {
            samples.push((upto - given, typical * factor));
            given = upto;
        }
    }
    samples
}

/// Charges of the month until a point: each quarter of a day adds something.
fn charges(at: At<'_>) -> f64 {
    let quarter = Every::SixHours.span();
    let today = at.from.floor(Span::days(1));
    let since = Span::days(i64::from(at.from.calendar().day0()));
    let mut time = Time::from_millis(today.as_millis() - since.as_millis());
    let (stream, mut sum) = (mix(at.resource.stream ^ 31), 0.0);
    while time <= at.from {
        let usual = 3.0 + 9.0 * unit(stream, 0);
        let a_day = at.resource.set(Lever::Dollars, time + quarter).unwrap_or(usual);
        let wobble = 0.8 + 0.4 * unit(mix(stream), minute_of(time));
        sum += a_day / 4.0 * wobble;
        time = time + quarter;
    }
    // A part of the whole, in cents: as the whole grows, so does each part.
    (sum * bill_share(at.set) * 100.0).floor() / 100.0
}

impl Traffic {
    /// How many are of a class.
    pub fn of(&self, class: Class) -> f64 {
        match class {
            Class::All => self.all,
            Class::Good => self.good,
            Class::Client => self.client,
            Class::Server => self.server,
            Class::Refused => self.refused,
            Class::Taken => self.all - self.refused,
            Class::Bad => self.client + self.server + self.refused,
        }
    }
}

impl At<'_> {
    /// The requests that the set of dimensions is about.
    pub fn traffic(&self) -> Traffic {
        self.whole().part(self.part())
    }

    /// All requests of the resource.
    fn whole(&self) -> Traffic {
        traffic(self.resource, self.from, self.every.span().min(Span::hours(1)))
    }

    fn part(&self) -> Part {
        self.resource.kind.service().part(self.set)
    }

    /// Bytes free of an upload buffer of so many.
    fn buffer(&self, of: f64) -> f64 {
        let free = self.set(Lever::Storage).unwrap_or_else(|| of * (1.0 - self.busy(0.02, 0.3)));
        free.min(of).floor()
    }

    /// Requests that something behind the door answered.
    fn answered(&self) -> f64 {
        self.traffic().all - self.traffic().refused
    }

    /// What a lever is set to while the point's time ends.
    fn set(&self, lever: Lever) -> Option<f64> {
        self.resource.set(lever, self.from + self.every.span().min(Span::mins(1)))
    }

    /// Targets in all, and in each of two zones.
    fn targets(&self) -> [f64; 3] {
        self.resource.targets(self.from + self.every.span().min(Span::mins(1)))
    }

    fn unhealthy(&self) -> f64 {
        self.set(Lever::Unhealthy).unwrap_or(0.0)
    }

    /// An even number from 0 to 1, of this metric at this time.
    fn noise(&self) -> f64 {
        unit(mix(self.resource.stream ^ self.salt), minute_of(self.from))
    }

    fn busy(&self, low: f64, high: f64) -> f64 {
        let stretch = high - low;
        low + stretch
            * busy(self.resource.stream, minute_of(self.from))
            * (0.92 + 0.08 * self.noise())
    }

    fn idle(&self, low: f64, high: f64) -> f64 {
        low + (high - low)
            * curve::idle(mix(self.resource.stream ^ self.salt), minute_of(self.from))
    }

    fn age_days(&self) -> f64 {
        (self.from - self.resource.created).as_secs().max(0) as f64 / 86_400.0
    }

    /// What reads (or writes) consume, and how many are throttled: those beyond what is
    /// provisioned, and of the others as many as are set.
    fn capacity(&self, write: bool) -> (f64, f64) {
        let (share, a_second) = provisioned(write);
        let wanted = (self.whole().all * share).floor();
        let most = a_second * self.every.span().as_secs() as f64;
        let (taken, beyond) = (wanted.min(most), (wanted - most).max(0.0));
        let away = (taken * self.set(Lever::Throttles).unwrap_or(0.0) / 100.0).floor();
        (taken - away, beyond + away)
    }
}
