//! What a call found of which pages are still to be fetched. The next page is cut from it, so that
//! an answer of many pages is worked out once.

use std::hash::{Hash, Hasher};

use crate::services::cloudwatch::api::GetMetricDataInput;
use crate::sim::scope::{AccountId, Scope};
use crate::sim::time::Time;
use crate::telemetry::answer::Told;

/// A series of an answer.
#[derive(Debug)]
pub(super) struct Line {
    /// The query's id.
    pub(super) id: String,
    /// What it is called.
    pub(super) label: String,
    /// Its points, in the order asked for.
    pub(super) points: Vec<(Time, f64)>,
    /// The units there are.
    pub(super) units: Vec<&'static str>,
    /// What a function said of it that was asked for it.
    pub(super) told: Option<Told>,
}

/// What an answer follows from.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    input: GetMetricDataInput,
    scope: Scope,
    linked: Vec<AccountId>,
    now: Time,
    moved: u64,
}

impl Asked {
    /// What is asked, whichever page; where, and when: at an instant, after so much has happened
    /// from which other metrics could follow.
    pub(super) fn new(
        input: &GetMetricDataInput,
        (scope, linked): (Scope, &[AccountId]),
        (now, moved): (Time, u64),
    ) -> Asked {
        let mut input = input.clone();
        (input.next_token, input.max_datapoints) = (None, None);
        Asked { input, scope, linked: linked.to_vec(), now, moved }
    }
}

/// An answer of which pages are left, if there is one.
///
/// All of it follows from the state it stands in and is no part of it: it is equal to any other,
/// enters no digest, and a copy of the state begins without.
#[derive(Debug, Default)]
pub struct Pages(Option<Box<(Asked, Vec<Line>)>>);

impl Pages {
    /// The answer to what was asked.
    pub(super) fn new(asked: Asked, lines: Vec<Line>) -> Pages {
        Pages(Some(Box::new((asked, lines))))
    }

    /// The answer, if it is to the same.
    pub(super) fn of(self, asked: &Asked) -> Option<Vec<Line>> {
        self.0.filter(|kept| kept.0 == *asked).map(|kept| kept.1)
    }
}

impl Clone for Pages {
    fn clone(&self) -> Pages {
        Pages::default()
    }
}

impl PartialEq for Pages {
    fn eq(&self, _: &Pages) -> bool {
        true
    }
}

impl Hash for Pages {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
