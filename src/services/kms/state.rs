//! What KMS holds.

use std::collections::BTreeMap;

use super::rotation::{Rotated, Rotation};
use crate::access::{Moved, Policy};
use crate::api::ApiError;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// What every key here is for.
pub const USAGE: &str = "ENCRYPT_DECRYPT";
/// The kind of every key here.
pub const SPEC: &str = "SYMMETRIC_DEFAULT";
/// Where the material of every key here comes from.
pub const ORIGIN: &str = "AWS_KMS";

/// Keys and aliases, by their ARNs.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) keys: BTreeMap<Arn, Key>,
    pub(super) aliases: BTreeMap<Arn, Alias>,
    /// The keys that aliases had which were deleted: their records name them.
    pub(super) last: BTreeMap<Arn, Arn>,
    /// How many keys there ever were.
    pub(super) made: u64,
}

/// A symmetric encryption key: the customer's, or one that AWS manages.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Key {
    /// Where it is.
    pub scope: Scope,
    /// Its id, a UUID.
    pub id: String,
    /// Its ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// What somebody said it is for.
    pub description: String,
    /// Its policy: the text as given, and what it means.
    pub policy: (String, Policy),
    /// Whether it may be used.
    pub enabled: bool,
    /// When it is deleted, if it is to be.
    pub deletion: Option<Time>,
    /// Whether it is rotated by itself, and when.
    pub rotation: Option<Rotation>,
    /// When it got new material, and whether somebody asked for it then.
    pub rotated: Vec<Rotated>,
    /// Tags, in the order given.
    pub tags: Vec<(String, String)>,
    /// Whether AWS made it for one of its services.
    pub managed: bool,
}

/// A name of a key.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Alias {
    /// `alias/trails`.
    pub name: String,
    /// The key.
    pub key: Arn,
    /// When it was made.
    pub created: Time,
    /// When it was last given a key.
    pub updated: Time,
}

impl Key {
    /// AWS's word for what it is.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
    pub fn state(&self) -> &'static str {
        match (self.deletion, self.enabled) {
            (Some(_), _) => "PendingDeletion",
            (None, true) => "Enabled",
            (None, false) => "Disabled",
        }
    }

    /// Whether it has been deleted by now.
    pub fn is_gone(&self, now: Time) -> bool {
        self.deletion.is_some_and(|at| at <= now)
    }
}

impl State {
    /// The key of an ARN, unless it is deleted.
    pub fn key(&self, arn: &Arn, now: Time) -> Option<&Key> {
        self.keys.get(arn).filter(|key| !key.is_gone(now))
    }

    /// Keys by ARN, those deleted among them.
    pub fn keys(&self) -> &BTreeMap<Arn, Key> {
        &self.keys
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self.keys.values_mut().map(|key| &mut key.policy);
        policies.for_each(|(text, policy)| moved.rewrite(text, policy));
    }

    /// The key that an alias has, or had when it was deleted.
    pub(super) fn behind(&self, alias: &Arn) -> Option<&Arn> {
        self.aliases.get(alias).map(|alias| &alias.key).or_else(|| self.last.get(alias))
    }

    /// The key's ARN that is meant: by its id, its ARN, or an alias.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id>
    pub fn meant(&self, scope: Scope, given: &str) -> Arn {
        let arn = Arn::parse(given);
        let alias = match &arn {
            Some(arn) => arn.rest().starts_with("alias/").then(|| arn.clone()),
            None => given.starts_with("alias/").then(|| scope.arn("kms", given)),
        };
        let behind = alias.as_ref().and_then(|alias| self.aliases.get(alias));
        match (behind, alias, arn) {
            (Some(alias), _, _) => alias.key.clone(),
            (None, Some(alias), _) => alias,
            (None, None, Some(arn)) => arn,
            (None, None, None) => scope.arn("kms", &format!("key/{given}")),
        }
    }

    /// Whether a key can encrypt and decrypt now, in the words S3 has for it.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
    pub fn usable(&self, arn: &Arn, now: Time) -> Result<(), ApiError> {
        let Some(key) = self.key(arn, now) else {
            let text = format!("Key '{arn}' does not exist");
            return Err(ApiError::new("KMS.NotFoundException", text));
        };
        if key.deletion.is_some() {
            let text = format!("{arn} is pending deletion.");
            return Err(ApiError::new("KMS.KMSInvalidStateException", text));
        }
        if !key.enabled {
            return Err(ApiError::new("KMS.DisabledException", format!("{arn} is disabled.")));
        }
        Ok(())
    }

    /// Replaces the policy of a key; the old one.
    pub(crate) fn swap_policy(
        &mut self,
        arn: &Arn,
        policy: (String, Policy),
    ) -> Option<(String, Policy)> {
        let key = self.keys.get_mut(arn)?;
        Some(std::mem::replace(&mut key.policy, policy))
    }

    /// Takes back a key that was just made.
    pub(crate) fn unmake(&mut self, arn: &Arn) {
        if self.keys.remove(arn).is_some() {
            self.made -= 1;
        }
    }
}
