//! How long nothing has happened from which other metrics could follow.

use std::hash::{Hash, Hasher};

use super::time::{Span, Time};

/// Counts what may move a metric that a service emits, or that was published. Whoever has looked
/// ahead need not look again while the count stays. It follows from the log like all else, but is
/// no part of what the world is: the same world may be reached by a call more that moves nothing.
#[derive(Clone, Copy, Debug)]
pub struct Still {
    count: u64,
    since: Time,
}

impl Still {
    /// Nothing has happened since an instant.
    pub fn since(since: Time) -> Still {
        Still { count: 0, since }
    }

    /// Something happens now.
    pub fn disturb(&mut self, now: Time) {
        self.count += 1;
        self.since = now;
    }

    /// How often something happened.
    pub fn count(self) -> u64 {
        self.count
    }

    /// How long nothing has.
    pub fn for_so_long(self, now: Time) -> Span {
        now - self.since
    }
}

impl Hash for Still {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
