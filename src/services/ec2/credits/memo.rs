//! Credits that were worked out before.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use super::fold::Standing;

/// How far apart the checkpoints are that are kept, in minutes.
const APART: i64 = 360;

/// Standings by the minute they are about: a ladder of checkpoints, and the newest one asked for.
///
/// All of it follows from the history it stands in and is no part of it: it is equal to any other
/// and enters no digest.
#[derive(Clone, Debug, Default)]
pub struct Memo(RefCell<Kept>);

#[derive(Clone, Debug, Default)]
struct Kept {
    ladder: Vec<Standing>,
    newest: Option<Standing>,
}

impl Memo {
    /// The latest standing known that is not after a minute.
    pub(super) fn before(&self, minute: i64) -> Option<Standing> {
        let kept = self.0.borrow();
        let newest = kept.newest.filter(|standing| standing.minute <= minute);
        let count = kept.ladder.partition_point(|standing| standing.minute <= minute);
        let step = count.checked_sub(1).and_then(|i| kept.ladder.get(i)).copied();
        match (newest, step) {
            (Some(a), Some(b)) => Some(if a.minute >= b.minute { a } else { b }),
            (a, b) => a.or(b),
        }
    }

    /// Keeps a standing, if it is one to be kept.
    pub(super) fn checkpoint(&self, standing: &Standing) {
        let mut kept = self.0.borrow_mut();
        let later = kept.ladder.last().is_none_or(|last| last.minute < standing.minute);
        if standing.minute % APART == 0 && later {
            kept.ladder.push(*standing);
        }
    }

    /// Keeps the standing that was asked for.
    pub(super) fn keep(&self, standing: &Standing) {
        self.0.borrow_mut().newest = Some(*standing);
    }

    /// Forgets what is about minutes that end later than this one: what they are like has changed.
    pub fn forget_after(&self, minute: i64) {
        let mut kept = self.0.borrow_mut();
        kept.ladder.retain(|standing| standing.minute <= minute);
        kept.newest = kept.newest.filter(|standing| standing.minute <= minute);
    }
}

impl PartialEq for Memo {
    fn eq(&self, _: &Memo) -> bool {
        true
    }
}

impl Hash for Memo {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
