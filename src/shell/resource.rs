//! `world resource …`, and `world load|fault|mend NAME …` where the name is no instance's: what
//! concerns services that are there for their metrics alone.

use super::fault::Fault;
use crate::number;
use crate::services::generators::{Kind, Lever, Trouble};
use crate::sim::command::Demand;
use crate::sim::time::Time;
use crate::sim::{Change, Region};

/// What the words behind `resource` ask for; `None` if they make no sense.
///
/// # Errors
/// A word that is none of those known.
pub(super) fn change(words: &[&str]) -> Result<Option<Change>, Fault> {
    let (kind, name, region) = match words {
        ["remove", name] => return Ok(Some(Change::Remove { name: (*name).to_owned() })),
        [kind, name] => (*kind, *name, Region::US_EAST_1),
        [kind, name, "in", region] => {
            let unknown = || Fault::new("shell.world.no-region").with("found", *region);
            (*kind, *name, region.parse().ok().ok_or_else(unknown)?)
        }
        _ => return Ok(None),
    };
    let kind = Kind::named(kind).ok_or_else(|| {
        let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        Fault::new("shell.world.unknown").with("found", kind).with("verbs", kinds.join(", "))
    })?;
    Ok(Some(Change::Bring { kind, name: name.to_owned(), region }))
}

/// Whether a load is put on such a resource: instances and volumes have ids of their own.
pub(super) fn is_meant(id: &str) -> bool {
    !id.starts_with("i-") && !id.starts_with("vol-")
}

/// `load NAME LEVER AMOUNT|off`.
///
/// # Errors
/// No such lever, or no number.
pub(super) fn demand(
    [name, what, amount]: [&str; 3],
    until: Option<Time>,
) -> Result<Change, Fault> {
    let lever = Lever::named(what).ok_or_else(|| {
        let levers: Vec<&str> = Lever::ALL.iter().map(|lever| lever.word()).collect();
        Fault::new("shell.world.unknown").with("found", what).with("verbs", levers.join(", "))
    })?;
    let amount = match amount {
        "off" => None,
        text => {
            let number = number::parse(text).filter(|number| number.is_finite());
            let wrong = || Fault::new("shell.world.not-number").with("found", text);
            Some(number.ok_or_else(wrong)?)
        }
    };
    Ok(Change::Demand(Demand { name: name.to_owned(), lever, amount, until }))
}

/// `fault NAME FAULT`, `mend NAME FAULT`.
///
/// # Errors
/// No such fault.
pub(super) fn trouble(
    name: &str,
    how: &str,
    (failing, until): (bool, Option<Time>),
) -> Result<Change, Fault> {
    let trouble = Trouble::named(how).ok_or_else(|| {
        let words: Vec<&str> = Trouble::ALL.iter().map(|trouble| trouble.word()).collect();
        Fault::new("shell.world.unknown").with("found", how).with("verbs", words.join(", "))
    })?;
    Ok(Change::Trouble { name: name.to_owned(), trouble, until, failing })
}

/// The line that makes such a change, but for how long it lasts.
pub(super) fn line(change: &Change) -> Option<String> {
    match change {
        Change::Bring { kind, name, region } if *region == Region::US_EAST_1 => {
            Some(format!("world resource {} {name}", kind.word()))
        }
        Change::Bring { kind, name, region } => {
            Some(format!("world resource {} {name} in {}", kind.word(), region.code()))
        }
        Change::Remove { name } => Some(format!("world resource remove {name}")),
        Change::Demand(Demand { name, lever, amount, .. }) => {
            let amount = amount.map_or_else(|| "off".to_owned(), |amount| amount.to_string());
            Some(format!("world load {name} {} {amount}", lever.word()))
        }
        Change::Trouble { name, trouble, failing, .. } => {
            let verb = if *failing { "fault" } else { "mend" };
            Some(format!("world {verb} {name} {}", trouble.word()))
        }
        _ => None,
    }
}
