//! Request throttling: AWS's own rates, when the world says so.

use std::collections::BTreeMap;

use super::scope::Scope;
use super::time::Time;

/// Calls counted in the current second, an entry an (operation, account, Region).
#[derive(Clone, Debug, Default, Hash)]
pub struct Throttle {
    /// Whether rates are enforced at all.
    pub on: bool,
    counts: BTreeMap<(Scope, &'static str), (i64, u32)>,
}

impl Throttle {
    /// Counts a call; false when it is one too many.
    pub fn admit(&mut self, now: Time, scope: Scope, op: &'static str, rate: Option<u32>) -> bool {
        let (true, Some(rate)) = (self.on, rate) else { return true };
        let second = now.as_secs();
        let entry = self.counts.entry((scope, op)).or_insert((second, 0));
        if entry.0 != second {
            *entry = (second, 0);
        }
        entry.1 += 1;
        entry.1 <= rate
    }
}
