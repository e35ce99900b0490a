//! Placement groups: how near to each other the hosts of instances are.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html>

use super::catalogue::InstanceType;
use super::errors::{invalid_combination, invalid_value};
use super::lifecycle::InstanceState;
use super::shapes::RunInstancesInput;
use super::state::{Instance, State};
use crate::api::ApiError;
use crate::sim::scope::Scope;

/// A placement group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct PlacementGroup {
    /// `pg-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub strategy: Strategy,
}

/// What a placement group is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// Hosts close together, in one zone.
    Cluster,
    /// Each instance on a rack of its own.
    Spread,
    /// So many partitions that share no rack.
    Partition(u32),
}

impl Strategy {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Strategy::Cluster => "cluster",
            Strategy::Spread => "spread",
            Strategy::Partition(_) => "partition",
        }
    }
}

/// The place of an instance in a placement group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    /// The group's name.
    pub group: String,
    /// Its partition, of a group that has some.
    pub partition: Option<u32>,
}

/// So many instances a zone a spread group has at most.
const SPREAD: usize = 7;

impl State {
    /// A placement group by name.
    pub fn placement_group(&self, scope: Scope, name: &str) -> Option<&PlacementGroup> {
        self.placements.get(&(scope, name.to_owned()))
    }

    /// The placement groups of an account and Region, by name.
    pub fn placement_groups(&self, scope: Scope) -> impl Iterator<Item = &PlacementGroup> {
        self.placements.values().filter(move |group| group.scope == scope)
    }

    /// The instances of a placement group, but for those that are gone.
    pub fn seated<'a>(&'a self, group: &'a PlacementGroup) -> impl Iterator<Item = &'a Instance> {
        self.instances.values().filter(move |instance| {
            let seat = instance.seat.as_ref();
            instance.scope == group.scope
                && instance.state != InstanceState::Terminated
                && seat.is_some_and(|seat| seat.group == group.name)
        })
    }

    /// The seat of the next instance of a group: its emptiest partition.
    pub(super) fn seat(&self, group: &PlacementGroup) -> Seat {
        let partition = match group.strategy {
            Strategy::Partition(count) => {
                let of = |nth: &u32| {
                    let there = self.seated(group).filter_map(|i| i.seat.as_ref()?.partition);
                    there.filter(|partition| partition == nth).count()
                };
                (1..=count).min_by_key(of)
            }
            _ => None,
        };
        Seat { group: group.name.clone(), partition }
    }
}

/// There is no such group.
pub fn unknown(name: &str) -> ApiError {
    let text = format!("The Placement Group '{name}' is unknown.");
    ApiError::new("InvalidPlacementGroup.Unknown", text)
}

/// The placement group a launch names, if so many instances of this type may go there in a zone.
pub fn of_launch<'a>(
    state: &'a State,
    scope: Scope,
    input: &RunInstancesInput,
    (kind, zone): (&InstanceType, u8),
) -> Result<Option<&'a PlacementGroup>, ApiError> {
    let Some(placement) = &input.placement else { return Ok(None) };
    let group = match (&placement.group_name, &placement.group_id) {
        (None, None) => return Ok(None),
        (Some(name), _) if name.is_empty() => return Ok(None),
        (Some(_), Some(_)) => {
            // The code is AWS's, the text ours.
            let text = "A placement group is named by name or by id, not by both";
            return Err(invalid_combination(text));
        }
        (Some(name), None) => state.placement_group(scope, name).ok_or_else(|| unknown(name))?,
        (None, Some(id)) => {
            let found = state.placement_groups(scope).find(|group| group.id == *id);
            found.ok_or_else(|| unknown(id))?
        }
    };
    fits(state, group, (kind, zone), input.min_count.unsigned_abs() as usize)?;
    Ok(Some(group))
}

fn fits(
    state: &State,
    group: &PlacementGroup,
    (kind, zone): (&InstanceType, u8),
    count: usize,
) -> Result<(), ApiError> {
    match group.strategy {
        Strategy::Cluster if !kind.clusters() => Err(invalid_combination(format!(
            "Cluster placement groups are not supported by the '{}' instance type. Specify a \
             supported instance type or change the placement group strategy, and try again.",
            kind.name
        ))),
        // The codes of these two are AWS's, the texts ours.
        Strategy::Cluster if state.seated(group).any(|other| other.zone != zone) => {
            let text = "The instances of a cluster placement group are in one Availability Zone";
            Err(invalid_combination(text))
        }
        Strategy::Spread
            if state.seated(group).filter(|other| other.zone == zone).count() + count > SPREAD =>
        {
            let text = format!(
                "A spread placement group has at most {SPREAD} running instances in each \
                 Availability Zone."
            );
            Err(ApiError::new("InsufficientInstanceCapacity", text))
        }
        _ => Ok(()),
    }
}

/// The strategy that is asked for.
pub fn strategy(
    given: Option<&str>,
    count: Option<i32>,
    level: Option<&str>,
) -> Result<Strategy, ApiError> {
    let wrong = |value: &str, parameter: &str| {
        invalid_value(format!("Value ({value}) for parameter {parameter} is invalid."))
    };
    if let Some(level) = level {
        match (level, given) {
            ("rack", Some("spread")) => {}
            // On Outposts only.
            ("host", _) => return Err(ApiError::not_simulated("SpreadLevel host")),
            _ => return Err(wrong(level, "spreadLevel")),
        }
    }
    // Partitions without a strategy are a partition group.
    let name = given.unwrap_or(if count.is_some() { "partition" } else { "cluster" });
    match (name, count) {
        ("cluster", None) => Ok(Strategy::Cluster),
        ("spread", None) => Ok(Strategy::Spread),
        ("partition", None) => Ok(Strategy::Partition(2)),
        ("partition", Some(count @ 1..=7)) => Ok(Strategy::Partition(count.unsigned_abs())),
        ("cluster" | "spread" | "partition", Some(count)) => {
            Err(wrong(&count.to_string(), "partitionCount"))
        }
        (other, _) => Err(wrong(other, "strategy")),
    }
}
