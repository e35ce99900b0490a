//! Hour after hour: which digest a trail makes next in a Region, and where its chain stands.
//!
//! A digest speaks of the log files that were delivered in its hour, and there is one for an hour
//! without any, too. When logging or validation ends, one more closes the open hour; what begins
//! later than that begins a new chain.
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html>

use std::collections::BTreeMap;

use super::document::{Digest, LogFile, Previous, SIGNATURE_ALGORITHM, object_key};
use crate::services::cloudtrail::deliver::{TRIES, below, packed};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::{File, Place, Trail};
use crate::services::cloudtrail::wake::Wake;
use crate::services::s3::Put;
use crate::sim::fact::Cause;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// The time of one digest.
pub const HOUR: Span = Span::hours(1);

/// How far the digests of a trail have come in a Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Progress {
    /// When the time of the next digest begins; nothing while none is made.
    pub since: Option<Time>,
    /// The digest before it, unless it begins a chain.
    pub previous: Option<Previous>,
    /// When one was last delivered.
    pub delivered: Option<Time>,
    /// Why the last was not.
    pub error: Option<String>,
}

/// A digest ready to be put.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The trail.
    pub trail: Arn,
    /// Whose it is, in the Region of the events.
    pub scope: Scope,
    /// When its time ends.
    pub end: Time,
    /// How the next one names it: where it goes, among others.
    pub next: Previous,
    /// The file.
    pub put: Put,
}

impl Trail {
    /// Whether digests are made of what it delivers.
    pub(in super::super) fn digests(&self) -> bool {
        self.logging && self.settings.validation
    }
}

impl Place {
    /// Whether something was delivered, or is yet to be, that no digest speaks of.
    fn owes(&self, trail_delivers: bool) -> bool {
        let since = self.digests.since;
        let listed = |file: &File| since.is_none_or(|since| file.delivered < since);
        since.is_some()
            && (self.files.last().is_some_and(|file| !listed(file))
                || trail_delivers && self.waiting() > 0)
    }
}

impl State {
    /// Lets trails make digests that are to: what wakes them at the end of the hour.
    pub fn expect_digests(&mut self, now: Time) -> Vec<(Time, Cause, Wake)> {
        let mut wakes = Vec::new();
        for trail in self.trails.values_mut().filter(|trail| trail.digests()) {
            for scope in trail.scopes() {
                let place = trail.places.entry(scope).or_default();
                place.digests.since.get_or_insert(now.floor(HOUR));
            }
            if trail.digest_due.is_none() {
                let due = now.next(HOUR);
                trail.digest_due = Some(due);
                wakes.push((due, trail.why, Wake::Digest { trail: trail.number }));
            }
        }
        wakes
    }

    /// The Regions of accounts of which a trail makes digests.
    pub fn digest_scopes(&mut self, number: u64) -> Vec<Scope> {
        let Some(trail) = self.numbered(number) else { return Vec::new() };
        trail.digest_due = None;
        let places = trail.places.iter().filter(|(_, place)| place.digests.since.is_some());
        places.map(|(scope, _)| *scope).collect()
    }

    /// The next digest of a trail of a Region of an account, if its hour is over.
    pub fn digest_parcel(&mut self, number: u64, of: Scope, now: Time) -> Option<Parcel> {
        let trail = self.numbered(number)?;
        let place = trail.places.get_mut(&of)?;
        let mut start = place.digests.since?;
        if start + TRIES < now.floor(HOUR) {
            // Given up: what is delivered from here on begins a new chain.
            start = now.floor(HOUR) - HOUR;
            place.digests.previous = None;
            place.digests.since = Some(start);
        }
        let (place, end) = (trail.places.get(&of)?, start + HOUR);
        if end > now {
            return None;
        }
        let files = place.delivered_within(start, end).map(|file| LogFile {
            bucket: file.bucket.clone(),
            key: file.key.clone(),
            sum: file.sha256.clone(),
            newest: file.newest,
            oldest: file.oldest,
        });
        let Scope { account, region } = of;
        let scope = Scope { region, ..trail.home };
        let (owner, named) = ((account, region), (trail.name.as_str(), trail.home.region));
        let digest = Digest {
            account,
            region,
            start,
            end,
            bucket: trail.settings.bucket.clone(),
            key: object_key(&below(&trail.settings), owner, named, end),
            previous: place.digests.previous.clone(),
            files: files.collect(),
        };
        let signed = digest.sign();
        let metadata = BTreeMap::from([
            ("signature".to_owned(), signed.signature),
            ("signature-algorithm".to_owned(), SIGNATURE_ALGORITHM.to_owned()),
        ]);
        let put = packed(signed.text.as_bytes(), metadata);
        Some(Parcel { trail: trail.arn.clone(), scope, end, next: signed.next, put })
    }

    /// What became of a digest; whether the next can be tried.
    pub fn digested(
        &mut self,
        (number, of): (u64, Scope),
        now: Time,
        outcome: Result<(Time, Previous), String>,
    ) -> bool {
        let trail = self.numbered(number);
        let Some(place) = trail.and_then(|trail| trail.places.get_mut(&of)) else {
            return false;
        };
        match outcome {
            Ok((end, next)) => {
                place.digests.since = Some(end);
                place.digests.previous = Some(next);
                place.digests.delivered = Some(now);
                place.digests.error = None;
                true
            }
            Err(error) => {
                place.digests.error = Some(error);
                false
            }
        }
    }

    /// When a trail makes digests next. Chains that are at their end are closed, and a deleted
    /// trail with nothing left to deliver is forgotten.
    pub fn next_digests(&mut self, number: u64, now: Time) -> Option<(Time, Cause, Wake)> {
        let trail = self.numbered(number)?;
        let (active, validation) = (trail.digests(), trail.settings.validation);
        let there = trail.scopes();
        for (scope, place) in &mut trail.places {
            let late = place.digests.since.is_some_and(|since| since + HOUR <= now);
            let goes_on = active && there.contains(scope) || late || place.owes(validation);
            if !goes_on {
                place.digests.since = None;
                place.digests.previous = None;
            }
        }
        if trail.places.values().all(|place| place.digests.since.is_none()) {
            self.former.retain(|trail| trail.number != number || trail.is_awaited());
            return None;
        }
        let due = now.next(HOUR);
        trail.digest_due = Some(due);
        Some((due, trail.why, Wake::Digest { trail: number }))
    }
}
