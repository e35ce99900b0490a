//! The page of one volume.

use std::collections::BTreeMap;

use super::metrics::{self, Sending};
use super::{Row, row};
use crate::services::cloudwatch::alarm::{StateValue, Treat};
use crate::services::ec2::history::Given;
use crate::services::ec2::volumes::bucket::Limits;
use crate::services::ec2::volumes::{BETWEEN_CHANGES, Disk, MODIFYING, OPTIMIZING, Past, Spec};
use crate::sim::{Scope, Span, Time, World};
use crate::view::ec2::list::watching;
use crate::view::ec2::metrics::Graph;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What the list shows of it too.
    pub row: Row,
    /// The ARN of the key of KMS it is encrypted with, if it is.
    pub key: Option<String>,
    /// The snapshot it was made from; empty if none.
    pub snapshot: String,
    /// Its last change.
    pub change: Option<Change>,
    /// Its burst credits, if its type has any.
    pub burst: Option<Burst>,
    /// The load that was put on it, in operations a second.
    pub load: Option<Given<f64>>,
    /// What it delivers of any load: operations a second, as long as it has credits.
    pub most: f64,
    /// Whether it has points just now.
    pub sending: Sending,
    /// Where it was attached: the instance, from when, until when. The latest first.
    pub past: Vec<(String, Time, Option<Time>)>,
    /// The charts.
    pub graphs: Vec<Graph>,
    /// The alarms that watch it: name, state, and what a missing point means to it.
    pub alarms: Vec<(String, StateValue, Treat)>,
    /// The instances it can be attached to: id and name.
    pub offers: Vec<(String, String)>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// The instant this is about.
    pub now: Time,
}

/// A change of a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it was, and what it is to be.
    pub specs: (String, String),
    /// AWS's name of how far it is: `optimizing`.
    pub state: &'static str,
    /// When it goes on by itself.
    pub due: Option<Time>,
    /// When it can be changed again, if that is later than now.
    pub again: Option<Time>,
}

/// The burst credits of a volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// How full the bucket is, in percent: what BurstBalance tells.
    pub percent: f64,
    /// What it always delivers, and what it delivers as long as there are credits; operations a
    /// second.
    pub rates: (f64, f64),
    /// Where it goes with the present load.
    pub trend: Trend,
}

/// Where burst credits go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trend {
    /// They stay as they are.
    Level,
    /// They are spent after this time.
    Empty(Span),
    /// They are full again after this time.
    Full(Span),
    /// They are spent: it delivers its baseline.
    Spent,
}

/// How far back the charts reach.
pub const SHOWN: Span = Span::hours(3);

/// The page of a volume; nothing when there is none by this id.
pub fn model(world: &World, scope: Scope, id: &str) -> Option<Detail> {
    let disk = world.ec2().volume(id).filter(|disk| disk.scope == scope)?;
    let past = world.ec2().volume_past(id)?;
    let (now, ec2) = (world.now(), world.ec2());
    let stretches = past.attachments().iter().rev();
    Some(Detail {
        row: row(world, disk),
        key: disk.key.as_ref().map(ToString::to_string),
        snapshot: disk.snapshot.clone(),
        change: change(disk, now),
        burst: burst(world, disk, past),
        load: past.load_at(now).map(|(value, until)| Given { value, until }),
        most: Limits::of(&disk.spec).delivered(f64::MAX, 1.0),
        sending: metrics::sending(world, past),
        past: stretches.map(|on| (on.instance.clone(), on.from, on.to)).collect(),
        graphs: metrics::graphs(world, disk, past, SHOWN),
        alarms: watching(world, scope, "VolumeId", id)
            .map(|(name, alarm)| {
                let treat = alarm.config().treat.unwrap_or(Treat::Missing);
                (name.to_owned(), alarm.value(), treat)
            })
            .collect(),
        offers: offers(world, disk),
        tags: ec2.tags(scope, id).cloned().unwrap_or_default(),
        now,
    })
}

/// The instances of its zone that can take it.
fn offers(world: &World, disk: &Disk) -> Vec<(String, String)> {
    let instances = world.ec2().instances(disk.scope).into_iter();
    let fits = instances.filter(|instance| {
        instance.zone == disk.zone && matches!(instance.state.name(), "running" | "stopped")
    });
    let name = |id: &str| world.ec2().tags(disk.scope, id)?.get("Name").cloned();
    fits.map(|instance| (instance.id.clone(), name(&instance.id).unwrap_or_default())).collect()
}

/// `8 GiB gp3, 3000 IOPS, 125 MiB/s`: words that are AWS's own.
pub fn about(spec: &Spec) -> String {
    let mut text = format!("{} GiB {}", spec.gib, spec.kind.name);
    if spec.iops > 0 {
        text.push_str(&format!(", {} IOPS", spec.iops));
    }
    if spec.throughput > 0 {
        text.push_str(&format!(", {} MiB/s", spec.throughput));
    }
    text
}

/// <https://docs.aws.amazon.com/ebs/latest/userguide/monitoring-volume-modifications.html>
fn change(disk: &Disk, now: Time) -> Option<Change> {
    let change = disk.change.as_ref()?;
    let optimized = change.start + MODIFYING + OPTIMIZING;
    let (state, due) = match now {
        now if now < change.start + MODIFYING => ("modifying", Some(change.start + MODIFYING)),
        now if now < optimized => ("optimizing", Some(optimized)),
        _ => ("completed", None),
    };
    let again = Some(change.start + BETWEEN_CHANGES).filter(|again| *again > now);
    Some(Change { specs: (about(&change.before), about(&change.after)), state, due, again })
}

fn burst(world: &World, disk: &Disk, past: &Past) -> Option<Burst> {
    let limits = Limits::of(&disk.spec);
    if limits.most == 0.0 {
        return None;
    }
    let (now, ec2) = (world.now(), world.ec2());
    let just = now + Span::millis(1);
    let credits = past.credits_before(now, &|id| ec2.history(id));
    let on = past.attached_before(just).and_then(|on| ec2.history(&on.instance));
    let demand = past.demand_before(just, on);
    let spent = demand.min(limits.burst).min(limits.throughput);
    let gain = limits.baseline - spent;
    // A time longer than a volume is ever watched is as good as none.
    let after = |credits: f64| Span::millis((credits / gain.abs() * 1000.0).min(1e13) as i64);
    let trend = match gain {
        gain if gain < 0.0 && credits > 0.0 => Trend::Empty(after(credits)),
        gain if gain < 0.0 => Trend::Spent,
        gain if gain > 0.0 && credits < limits.most => Trend::Full(after(limits.most - credits)),
        _ => Trend::Level,
    };
    let percent = credits / limits.most * 100.0;
    Some(Burst { percent, rates: (limits.baseline, limits.burst.min(limits.throughput)), trend })
}
