//! A group over time, all on one axis: its capacity, the alarms of its policies, its instances.

use crate::services::autoscaling::activity::{Activity, Deed, Status};
use crate::services::autoscaling::metrics::Counts;
use crate::services::autoscaling::policy::Kind;
use crate::services::autoscaling::scale;
use crate::services::autoscaling::state::Group;
use crate::sim::World;
use crate::sim::time::{Span, Time};
use crate::text::Texts;
use crate::view::alarms::ribbon::{self, Ribbon};
use crate::view::chart::{ChartModel, Dot, Moment, Series};

/// How far back the picture goes.
const SHOWN: Span = Span::hours(3);
/// How many instances and how many decisions it shows, the newest.
const LANES: usize = 12;
const MOMENTS: usize = 8;

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Instances desired and in service between the bounds; decisions are its moments.
    pub chart: ChartModel,
    /// The states of the alarms that execute its policies, by name.
    pub alarms: Vec<(String, Ribbon)>,
    /// Its instances, oldest first.
    pub lanes: Vec<Lane>,
    /// How many older instances are left out.
    pub hidden: usize,
}

/// An instance over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Its id.
    pub id: String,
    /// The stretches of its time in the group.
    pub parts: Vec<Part>,
}

/// A stretch of an instance's time in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first instant.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// How it stood.
    pub stand: Stand,
}

/// How an instance stands in its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It is being launched.
    Launching,
    /// It is in service, and what it will do is not counted yet.
    Warming,
    /// It is in service.
    InService,
    /// It is being terminated.
    Terminating,
}

impl Stand {
    /// Its word in keys of texts and in styles.
    pub fn word(self) -> &'static str {
        match self {
            Stand::Launching => "launching",
            Stand::Warming => "warming",
            Stand::InService => "in-service",
            Stand::Terminating => "terminating",
        }
    }
}

/// The picture of a group; `alarms` are those that execute its policies, `moments` when the number
/// desired changed and what it became, the newest first.
pub fn picture(
    world: &World,
    group: &Group,
    (alarms, moments): (&[String], Vec<Moment>),
    texts: &Texts,
) -> Picture {
    let now = world.now();
    let from = group.created.max(now - SHOWN).floor(Span::mins(1));
    let mut chart = chart(world, group, (from, now), texts);
    chart.moments = moments.into_iter().filter(|m| m.time >= from).take(MOMENTS).collect();
    let ribbon = |name: &String| {
        let alarm = world.cloudwatch().alarm(group.scope, name)?;
        Some((name.clone(), ribbon::own(alarm, from, chart.to)))
    };
    let alarms = alarms.iter().filter_map(ribbon).collect();
    let mut lanes = lanes(group, now);
    lanes.retain(|lane| lane.parts.last().is_some_and(|part| part.to > from));
    let hidden = lanes.len().saturating_sub(LANES);
    lanes.drain(..hidden);
    Picture { chart, alarms, lanes, hidden }
}

/// How long the longest of its policies lets a new instance warm up; simple ones do not.
fn warmup(group: &Group) -> Span {
    let policies = group.policies.values();
    let warm = policies.filter(|policy| !matches!(policy.kind, Kind::Simple { .. }));
    warm.map(|policy| scale::warmup(group, policy)).max().unwrap_or(Span::ZERO)
}

/// The instances of a group as its activities tell of them.
fn lanes(group: &Group, now: Time) -> Vec<Lane> {
    let warmup = warmup(group);
    let mut lanes: Vec<Lane> = Vec::new();
    let happened = group.activities.iter().filter(|one| one.status != Status::Failed);
    for activity in happened {
        let Some(id) = &activity.instance else { continue };
        let place = lanes.iter().position(|lane| lane.id == *id);
        let lane = match place.and_then(|place| lanes.get_mut(place)) {
            Some(lane) => lane,
            None => {
                lanes.push(Lane { id: id.clone(), parts: Vec::new() });
                let Some(lane) = lanes.last_mut() else { continue };
                lane
            }
        };
        tell(lane, activity, (warmup, now));
    }
    lanes
}

/// Adds to a lane what an activity tells.
fn tell(lane: &mut Lane, activity: &Activity, (warmup, now): (Span, Time)) {
    let (start, end) = (activity.start, activity.end.unwrap_or(now));
    let mut add = |from: Time, to: Time, stand: Stand| {
        if from < to {
            lane.parts.push(Part { from, to, stand });
        }
    };
    match activity.deed {
        Deed::Launch | Deed::Attach | Deed::ExitStandby => {
            add(start, end, Stand::Launching);
            if activity.end.is_some() && activity.status != Status::Cancelled {
                let warm = (end + warmup).min(now);
                add(end, warm, Stand::Warming);
                add(warm.max(end), now, Stand::InService);
            }
        }
        // On standby it does nothing that the picture shows.
        Deed::EnterStandby => cut(lane, start),
        Deed::Terminate | Deed::Detach => {
            cut(lane, start);
            lane.parts.push(Part { from: start, to: end, stand: Stand::Terminating });
        }
    }
}

/// Ends a lane at an instant.
fn cut(lane: &mut Lane, at: Time) {
    lane.parts.retain(|part| part.from < at);
    if let Some(last) = lane.parts.last_mut() {
        last.to = last.to.min(at);
    }
}

/// Instances desired and in service between the bounds, minute by minute.
fn chart(world: &World, group: &Group, (from, now): (Time, Time), texts: &Texts) -> ChartModel {
    let label = texts.fill("autoscaling.chart", &[("name", &group.name)]);
    let mut model = ChartModel::new(label, from, now);
    let past = world.autoscaling().past(group.scope, &group.name);
    let counts = past.map_or(&[][..], |past| past.counts());
    let at = |time: Time| {
        let begun = counts.partition_point(|(since, _)| *since <= time);
        begun.checked_sub(1).and_then(|i| counts.get(i)).map(|(_, counts)| *counts)
    };
    let line = |key: &str, value: fn(&Counts) -> u32| {
        let mut dots = Vec::new();
        let mut time = from;
        while time <= now {
            if let Some(counts) = at(time) {
                dots.push(Dot { time, value: f64::from(value(&counts)) });
            }
            time = time + Span::mins(1);
        }
        let label = texts.t(key).to_owned();
        Series { label, period: Span::mins(1), dots, steps: true, ..Series::default() }
    };
    model.series = vec![
        line("autoscaling.chart.desired", |counts| counts.desired),
        line("autoscaling.chart.in-service", |counts| counts.in_service),
        line("autoscaling.chart.min", |counts| counts.min),
        line("autoscaling.chart.max", |counts| counts.max),
    ];
    model.now = Some(now);
    model
}
