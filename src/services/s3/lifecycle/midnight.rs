//! What lifecycle rules do at midnight.
//!
//! Where several things are due of one version, permanent deletion comes before a move, and a move
//! before a delete marker.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html>

use super::super::class::{Class, HEADER};
use super::super::objects::{Kept, Version};
use super::super::state::{Bucket, State};
use super::{Lifecycle, Old, Rule, after, expect};
use crate::sim::Ctx;
use crate::sim::time::Time;

/// What is smaller stays where it is put, unless a rule says itself how large objects are.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>
const SMALL: u64 = 128 * 1024;

/// Carries out what the rules of every bucket say today.
pub fn midnight(state: &mut State, ctx: &mut Ctx<'_>) {
    let ruled = state.buckets.iter().filter(|(_, bucket)| bucket.lifecycle.is_some());
    let names: Vec<String> = ruled.map(|(name, _)| name.clone()).collect();
    state.watched = false;
    if !names.is_empty() {
        expect(state, ctx);
    }
    for name in names {
        let due = state.buckets.get(&name).map(|bucket| due(bucket, ctx.now)).unwrap_or_default();
        for act in due {
            carry_out(state, ctx, &name, act);
        }
    }
}

/// What is done to a version.
enum Act {
    /// It is deleted for good.
    End(String, String),
    /// It is hidden behind a delete marker.
    Mark(String),
    /// It is moved into another class.
    Move(String, String, Class),
}

fn carry_out(state: &mut State, ctx: &Ctx<'_>, name: &str, act: Act) {
    match act {
        Act::Mark(key) => {
            // A session that is full keeps what it has.
            let _ = state.mark(name, &key, (ctx.ids, ctx.now));
        }
        Act::End(key, id) => {
            // What Object Lock keeps stays, and is tried again tomorrow.
            if let Ok(bucket) = state.bucket_mut(name) {
                let _ = bucket.objects.delete(&key, &id, ctx.now, false);
            }
        }
        Act::Move(key, id, class) => {
            let bucket = state.bucket_mut(name).ok();
            let version = bucket.and_then(|bucket| bucket.objects.get_mut(&key, Some(&id)));
            if let Some(put) = version.and_then(Version::object_mut) {
                put.headers.insert(HEADER, class.name().to_owned());
            }
        }
    }
}

fn due(bucket: &Bucket, now: Time) -> Vec<Act> {
    let Some(lifecycle) = &bucket.lifecycle else { return Vec::new() };
    let of = |(key, versions)| {
        let versions: &Vec<Version> = versions;
        versions.iter().enumerate().filter_map(move |(at, version)| {
            let place = Place {
                key,
                version,
                next: versions.get(at + 1),
                newer: versions.len().saturating_sub(at + 2),
                alone: versions.len() == 1,
                kept: bucket.versioning.is_some(),
            };
            place.act(lifecycle, now)
        })
    };
    bucket.objects.versions().iter().flat_map(of).collect()
}

/// A version among those of its object.
struct Place<'a> {
    key: &'a String,
    version: &'a Version,
    /// The one that was written next: such a version is not current.
    next: Option<&'a Version>,
    /// How many newer ones are not current either.
    newer: usize,
    /// Whether there is no other.
    alone: bool,
    /// Whether the bucket keeps versions.
    kept: bool,
}

impl Place<'_> {
    fn act(&self, lifecycle: &Lifecycle, now: Time) -> Option<Act> {
        let rules = lifecycle.rules.iter();
        let rules = rules.filter(|it| it.enabled && it.filter.takes(self.key, self.version));
        let rules: Vec<&Rule> = rules.collect();
        let end = || Act::End(self.key.clone(), self.version.id.clone());
        let moved = || {
            let class = self.class(&rules, lifecycle.moves_small, now)?;
            Some(Act::Move(self.key.clone(), self.version.id.clone(), class))
        };
        if self.next.is_some() {
            let ends = rules.iter().any(|rule| rule.old_expire.is_some_and(|it| self.old(it, now)));
            return if ends { Some(end()) } else { moved() };
        }
        let ends = |rule: &&Rule| rule.expires.is_some_and(|it| it.of(self.version.at) <= now);
        let ended = rules.iter().any(ends);
        match self.version.kept {
            // A rule that ends objects clears their markers too when these are old enough.
            Kept::DeleteMarker => {
                let cleared = ended || rules.iter().any(|rule| rule.clears_markers);
                (self.alone && cleared).then(end)
            }
            Kept::Object(_) if ended && !self.kept => Some(end()),
            Kept::Object(_) => moved().or_else(|| ended.then(|| Act::Mark(self.key.clone()))),
        }
    }

    /// Whether it is time for a version that is not current.
    fn old(&self, when: Old, now: Time) -> bool {
        let since = self.next.map(|next| after(next.at, when.days));
        since.is_some_and(|since| since <= now) && self.newer as i64 >= i64::from(when.spared)
    }

    /// The lowest class it is moved into today.
    fn class(&self, rules: &[&Rule], moves_small: bool, now: Time) -> Option<Class> {
        let put = self.version.object()?;
        let small = put.body.len() < SMALL;
        let classes = rules.iter().flat_map(|rule| {
            let current = self.next.is_none();
            let moves = rule
                .moves
                .iter()
                .filter(move |(when, _)| current && when.of(self.version.at) <= now);
            let old = rule.old_moves.iter().filter(move |(when, _)| self.old(*when, now));
            let classes = moves.map(|(_, class)| *class).chain(old.map(|(_, class)| *class));
            classes.filter(move |class| {
                !small || rule.filter.has_size() || (moves_small && class.is_archive())
            })
        });
        classes.max().filter(|class| *class > put.class())
    }
}
