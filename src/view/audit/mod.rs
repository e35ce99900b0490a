//! What one asks of records and AWS has no page for: who did what to a resource, what somebody did
//! on a day, what is seldom called, and who stands behind a session. Of event history, and of
//! files that somebody brought along.

pub mod act;
pub mod chain;
pub mod evidence;
pub mod page;
pub mod person;
pub mod rare;
pub mod resource;

use crate::services::cloudtrail::Event;
use crate::sim::caller::Identity;
use crate::sim::{Cause, Scope, Time, World};

/// Records that can be asked.
pub trait Records {
    /// Every event, newest first.
    fn events(&self) -> Box<dyn Iterator<Item = Event<'_>> + '_>;

    /// The event at a place.
    fn at(&self, place: usize) -> Option<Event<'_>>;

    /// The instant from which one looks back.
    fn now(&self) -> Time;

    /// What led to an event, where that is known.
    fn because(&self, _place: usize) -> Option<Because> {
        None
    }
}

/// What led a service to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Somebody's call: the place of its event.
    Call(usize),
    /// No call: something that happened in the simulated world, or time alone.
    World,
}

/// Event history of one account and Region.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// The world it is of.
    pub world: &'a World,
    /// Account and Region.
    pub scope: Scope,
}

impl Records for History<'_> {
    fn events(&self) -> Box<dyn Iterator<Item = Event<'_>> + '_> {
        Box::new(self.world.cloudtrail().shown(self.scope, self.world.now()))
    }

    fn at(&self, place: usize) -> Option<Event<'_>> {
        let record = self.world.cloudtrail().records().get(place)?;
        Some(Event::of(place, record))
    }

    fn now(&self) -> Time {
        self.world.now()
    }

    fn because(&self, place: usize) -> Option<Because> {
        let records = self.world.cloudtrail().records();
        let mut cause = records.get(place)?.cause;
        while let Cause::Fact(id) = cause {
            cause = self.world.facts().get(usize::try_from(id).ok()?)?.cause;
        }
        let Cause::Command(_) = cause else { return Some(Because::World) };
        let mut all = (0..records.len()).rev().filter_map(|at| Some((at, records.get(at)?)));
        let made = all.find(|(_, record)| {
            let service = matches!(record.caller.identity, Identity::Service { .. });
            record.cause == cause && !service && record.caller.invoked_by.is_none()
        });
        Some(made.map_or(Because::World, |(place, _)| Because::Call(place)))
    }
}
