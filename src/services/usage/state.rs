//! When which operations were called.

use std::collections::BTreeMap;

use super::counted;
use crate::api::spec::Operation as _;
use crate::services::Request;
use crate::sim::append::Append;
use crate::sim::scope::{Region, Scope};
use crate::sim::time::Time;

/// Every call that is counted: by place, service and operation. There are no more of them than
/// audit records.
#[derive(Clone, Debug, Default, Hash)]
pub struct State {
    calls: BTreeMap<(Scope, &'static str, &'static str), Append<Time>>,
}

impl State {
    /// Counts a call, refused or not: AWS does not say that those who are refused do not count.
    pub fn count(&mut self, scope: Scope, request: &Request, now: Time) {
        let (service, operation) = (request.service(), request.spec());
        let Some(counted) = counted(service, operation) else { return };
        let region = if service.global { Region::US_EAST_1 } else { scope.region };
        let key = (Scope { region, ..scope }, counted.name, operation.name);
        self.calls.entry(key).or_default().push(now);
    }

    /// The operations that were called in a place, by service and name, and when.
    pub(super) fn of(
        &self,
        scope: Scope,
    ) -> impl Iterator<Item = (&'static str, &'static str, &Append<Time>)> {
        let first = (scope, "", "");
        let here = self.calls.range(first..).take_while(move |((place, ..), _)| *place == scope);
        here.map(|((_, service, operation), times)| (*service, *operation, times))
    }
}
