//! Where an instance goes, and which one has to go.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html>

use std::collections::BTreeSet;

use super::state::{Group, Member, Place};
use crate::sim::time::{Span, Time};

/// The zone with the fewest of the group's instances; of several, the first of the group's list.
pub fn place(group: &Group, planned: &[Place]) -> Option<Place> {
    let count = |place: &Place| {
        let there = group.members.values().filter(|m| m.is_active() && m.place.zone == place.zone);
        there.count() + planned.iter().filter(|other| other.zone == place.zone).count()
    };
    group.places.iter().min_by_key(|place| count(place)).cloned()
}

/// The instance that goes when there are too many; none when all are protected.
///
/// First the zone with the most instances, so that zones stay balanced; in it what the group's
/// termination policies say, one after the other. What decides when they leave several is ours:
/// the instance launched first, then the least id.
///
/// Where a group parts its capacity, first those that are bought as too much of it is.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html#default-termination-policy-mixed-instances-groups>
///
/// And no instance goes that weighs more than is too much, nor any but `of`, if these are given.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-instance-weighting.html>
pub fn victim<'a>(group: &'a Group, now: Time, of: Option<&BTreeSet<String>>) -> Option<&'a str> {
    let spot = group.source.mixed().map(|mixed| mixed.lets_spot_go(group));
    let first = spot.and_then(|spot| among(group, now, (Some(spot), of)));
    first.or_else(|| among(group, now, (None, of)))
}

/// Whether a policy is a function of Lambda.
pub fn is_function(policy: &str) -> bool {
    policy.starts_with("arn:aws:lambda:") && policy.contains(":function:")
}

fn among<'a>(
    group: &'a Group,
    now: Time,
    (spot, of): (Option<bool>, Option<&BTreeSet<String>>),
) -> Option<&'a str> {
    let excess = group.active().saturating_sub(group.desired);
    let all: Vec<(&String, &Member)> =
        group.members.iter().filter(|(_, member)| member.is_active()).collect();
    let crowd = |member: &Member| {
        all.iter().filter(|(_, other)| other.place.zone == member.place.zone).count()
    };
    let fits =
        |member: &Member| member.units() <= excess && spot.is_none_or(|spot| member.spot == spot);
    let named = |id: &String| of.is_none_or(|of| of.contains(id));
    let free: Vec<&(&'a String, &'a Member)> =
        all.iter().filter(|(id, member)| !member.protected && fits(member) && named(id)).collect();
    let most = free.iter().map(|(_, member)| crowd(member)).max()?;
    let mut left: Vec<_> = free.into_iter().filter(|(_, member)| crowd(member) == most).collect();
    let own = group.termination.iter().map(String::as_str);
    let mut policies: Vec<&str> = own.filter(|policy| !is_function(policy)).collect();
    if policies.is_empty() {
        policies.push("Default");
    }
    for policy in policies {
        let key = |member: &Member| rank(policy, group, member, now);
        let best = left.iter().map(|(_, member)| key(member)).min()?;
        left.retain(|(_, member)| key(member) == best);
    }
    left.into_iter().min_by_key(|(id, member)| (member.launched, *id)).map(|(id, _)| id.as_str())
}

/// How soon a policy lets an instance go: the least first.
fn rank(policy: &str, group: &Group, member: &Member, now: Time) -> (i64, i64, i64) {
    let version = template_rank(group, member);
    match policy {
        "AllocationStrategy" => (strategy_rank(group, member), 0, 0),
        "OldestInstance" => (member.launched.as_millis(), 0, 0),
        "NewestInstance" => (-member.launched.as_millis(), 0, 0),
        "OldestLaunchTemplate" => (version, 0, 0),
        "OldestLaunchConfiguration" => (configuration_rank(group, member), 0, 0),
        "ClosestToNextInstanceHour" => (to_next_hour(member, now), 0, 0),
        _ => {
            let old = match configuration_rank(group, member) {
                // Those of launch configurations go before those of launch templates.
                1 => version,
                old => old - 2,
            };
            (strategy_rank(group, member), old, to_next_hour(member, now))
        }
    }
}

/// In a group of several types first those that its strategy would launch last.
fn strategy_rank(group: &Group, member: &Member) -> i64 {
    group.source.mixed().map_or(0, |mixed| -mixed.rank(member))
}

/// Instances of another template, and attached ones, before those of the group's; then by version.
fn template_rank(group: &Group, member: &Member) -> i64 {
    match &member.template {
        Some(template) if group.source.template().is_some_and(|own| own.id == template.id) => {
            template.version.as_deref().and_then(|version| version.parse().ok()).unwrap_or(0)
        }
        _ => -1,
    }
}

/// Instances of another launch configuration before those of the group's, and these before all
/// that come from none.
fn configuration_rank(group: &Group, member: &Member) -> i64 {
    match &member.configuration {
        None => 1,
        Some(name) => i64::from(group.source.configuration() == Some(name)) - 1,
    }
}

fn to_next_hour(member: &Member, now: Time) -> i64 {
    let hour = Span::hours(1).as_millis();
    hour - (now - member.launched).as_millis().rem_euclid(hour)
}
