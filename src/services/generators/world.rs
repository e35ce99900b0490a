//! Changes of the simulated world: resources come and go, and are busy.

use super::facts::{Fact, What};
use super::kind::{Kind, Lever};
use super::source::level;
use super::state::{Resource, State};
use super::trouble::Trouble;
use crate::api::ApiError;
use crate::sim::command::{Change, Demand};
use crate::sim::id::Ids;
use crate::sim::noise::mix;
use crate::sim::real::Real;
use crate::sim::scope::{AccountId, Region, Scope};
use crate::sim::time::{Span, Time};

/// The most resources of a world. Ours: it bounds what listing metrics costs.
const MOST: usize = 200;

/// Carries out a change that concerns such a resource; what happened.
///
/// # Errors
/// What is asked cannot be.
pub fn change(
    state: &mut State,
    (account, ids, now): (AccountId, Ids, Time),
    change: &Change,
) -> Result<Option<Fact>, ApiError> {
    let (name, what) = match change {
        Change::Bring { kind, name, region } => {
            let scope = Scope { account, region: *region };
            bring(state, (scope, ids, now), *kind, name)?;
            (name, What::Brought)
        }
        Change::Remove { name } => {
            let kind = state.named(name).map(|(_, resource)| resource.kind);
            remove(state, now, name)?;
            let fact = |kind| Fact { name: name.clone(), kind, what: What::Removed };
            return Ok(kind.map(fact));
        }
        Change::Demand(wish) => {
            demand(state, now, wish)?;
            let (lever, amount) = (wish.lever, wish.amount.map(Real::new));
            (&wish.name, What::Set { lever, amount, until: wish.until })
        }
        Change::Trouble { name, trouble: how, until, failing } => {
            trouble(state, now, name, (*how, *failing, *until))?;
            let (trouble, until) = (*how, *until);
            let what = match failing {
                true => What::Failing { trouble, until },
                false => What::Mended { trouble },
            };
            (name, what)
        }
        _ => return Ok(None),
    };
    let found = state.named(name);
    Ok(found.map(|(_, resource)| Fact { name: name.clone(), kind: resource.kind, what }))
}

/// Brings a resource into the world.
///
/// # Errors
/// A bad name, a name that is taken, a Region where there is no such thing, or too many.
fn bring(
    state: &mut State,
    (scope, ids, now): (Scope, Ids, Time),
    kind: Kind,
    name: &str,
) -> Result<(), ApiError> {
    if !sound(name) {
        let text = format!("`{name}` is no name: letters, digits, `-`, `_` and `.`, 63 at most");
        return Err(ApiError::new("InvalidName", text));
    }
    if state.named(name).is_some() {
        return Err(ApiError::new("NameTaken", format!("there is a `{name}` already")));
    }
    if kind.is_global() && scope.region != Region::US_EAST_1 {
        let text = format!("the metrics of {} are in us-east-1 alone", kind.word());
        return Err(ApiError::new("WrongRegion", text));
    }
    let one = |all: &Vec<Resource>| all.iter().any(|one| one.kind == kind && one.removed.is_none());
    if kind == Kind::Billing && state.resources.values().any(one) {
        return Err(ApiError::new("NameTaken", "an account has one bill"));
    }
    if state.resources.values().map(Vec::len).sum::<usize>() >= MOST {
        return Err(ApiError::new("LimitExceeded", format!("{MOST} resources are the most")));
    }
    let ordinal = state.count;
    state.count += 1;
    let resource = Resource {
        kind,
        name: name.to_owned(),
        id: id(kind, ids, ordinal),
        stream: mix(ids.number("generator", ordinal, u64::MAX)),
        created: now,
        removed: None,
        loads: Default::default(),
        targets: Vec::new(),
    };
    state.resources.entry(scope).or_default().push(resource);
    Ok(())
}

/// Takes a resource out of the world: its metrics end.
///
/// # Errors
/// If there is none of this name.
fn remove(state: &mut State, now: Time, name: &str) -> Result<(), ApiError> {
    let found = state.named_mut(name).ok_or_else(|| unknown(name))?;
    found.removed = Some(now);
    Ok(())
}

/// A resource begins to fail in a way that is known by name, or no longer fails so: what the fault
/// set is left to itself again.
///
/// # Errors
/// No such resource, no such fault of it, or an end that is past.
fn trouble(
    state: &mut State,
    now: Time,
    name: &str,
    (trouble, failing, until): (Trouble, bool, Option<Time>),
) -> Result<(), ApiError> {
    let found = state.named_mut(name).ok_or_else(|| unknown(name))?;
    let course = trouble.of(found.kind).ok_or_else(|| {
        let known: Vec<&str> = Trouble::all_of(found.kind).map(Trouble::word).collect();
        let text = format!("`{name}` can fail so: {}", known.join(", "));
        ApiError::new("NoSuchFault", text)
    })?;
    if until.is_some_and(|until| until <= now) {
        return Err(ApiError::new("InvalidTime", "what ends must end later"));
    }
    let from = level(found, course.lever, now).unwrap_or(0.0);
    let loads = found.loads.entry(course.lever).or_default();
    if !failing {
        loads.put(now, None, None);
        return Ok(());
    }
    let steps = course.minutes.max(1);
    for step in 0..steps {
        let at = now + Span::mins(step);
        if until.is_some_and(|until| until <= at) {
            break;
        }
        let part = (step + 1) as f64 / steps as f64;
        loads.put(at, until, Some(from + (course.amount - from) * part));
    }
    Ok(())
}

/// Sets a lever of a resource, exactly.
///
/// # Errors
/// No such resource, no such lever of it, an amount that cannot be.
fn demand(state: &mut State, now: Time, demand: &Demand) -> Result<(), ApiError> {
    let Demand { name, lever, amount, until } = demand;
    let found = state.named_mut(name).ok_or_else(|| unknown(name))?;
    if !found.kind.levers().contains(lever) {
        let known: Vec<&str> = found.kind.levers().iter().map(|lever| lever.word()).collect();
        let text = format!("of `{name}` can be set: {}", known.join(", "));
        return Err(ApiError::new("NoSuchLever", text));
    }
    if amount.is_some_and(|amount| !(0.0..=lever.most()).contains(&amount)) {
        let text = format!("{} goes from 0 to {}", lever.word(), lever.most());
        return Err(ApiError::new("InvalidAmount", text));
    }
    if until.is_some_and(|until| until <= now) {
        return Err(ApiError::new("InvalidTime", "what ends must end later"));
    }
    found.loads.entry(*lever).or_default().put(now, *until, *amount);
    Ok(())
}

fn unknown(name: &str) -> ApiError {
    ApiError::new("UnknownResource", format!("there is no instance and no resource `{name}`"))
}

fn sound(name: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=63).contains(&name.len()) && name.chars().all(part) && !name.starts_with("i-")
}

/// What AWS would call it.
fn id(kind: Kind, ids: Ids, ordinal: u64) -> String {
    let hex = |len: usize| ids.hex("generator", ordinal, len);
    match kind {
        Kind::Nat => format!("nat-0{}", hex(16)),
        Kind::Route53 => ids.uuid("generator", ordinal),
        Kind::Cloudfront => ids.base32("E", "generator", ordinal, 13),
        // The resource ID, by which Performance Insights knows a database.
        Kind::Rds => ids.base32("db-", "generator", ordinal, 26),
        Kind::Storagegateway => format!("sgw-{}", hex(8).to_uppercase()),
        _ => hex(16),
    }
}

/// What of a resource is set now, with the ends.
pub fn set(resource: &Resource, now: Time) -> Vec<(Lever, f64, Option<Time>)> {
    let of = |lever: &Lever| {
        let (amount, until) = resource.in_force(*lever, now)?;
        Some((*lever, amount, until))
    };
    resource.kind.levers().iter().filter_map(of).collect()
}
