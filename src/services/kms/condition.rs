//! What condition keys say of a key.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/abac.html>

use std::borrow::Cow;

use super::state::{Alias, Key, ORIGIN, SPEC, State, USAGE};
use crate::access::Values;

impl State {
    /// The values of a condition key, named in small letters, that follow from what a key is.
    pub fn condition<'a>(&'a self, key: &'a Key, name: &str) -> Option<Values<'a>> {
        if let Some(tag) = name.strip_prefix("aws:resourcetag/") {
            let found = key.tags.iter().find(|(key, _)| key.eq_ignore_ascii_case(tag));
            return found.map(|(_, value)| Values::one(value.as_str()));
        }
        Some(match name {
            "kms:resourcealiases" => self.names(key)?,
            // The old names work the same way.
            "kms:keyspec" | "kms:customermasterkeyspec" => Values::one(SPEC),
            "kms:keyusage" | "kms:customermasterkeyusage" => Values::one(USAGE),
            "kms:keyorigin" => Values::one(ORIGIN),
            "kms:multiregion" => Values::one("false"),
            _ => return None,
        })
    }

    /// The names of a key's aliases; without one there is no such condition key.
    fn names(&self, key: &Key) -> Option<Values<'_>> {
        let own = self.aliases.values().filter(|alias| alias.key == key.arn);
        let names: Vec<Cow<'_, str>> =
            own.map(|alias: &Alias| Cow::Borrowed(alias.name.as_str())).collect();
        (!names.is_empty()).then_some(Values::Many(names))
    }
}

/// The name of the alias by which a request means a key, if it does.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>
pub(super) fn alias_in(given: &str) -> Option<&str> {
    match given.strip_prefix("arn:") {
        Some(arn) => arn.splitn(5, ':').last().filter(|rest| rest.starts_with("alias/")),
        None => Some(given).filter(|name| name.starts_with("alias/")),
    }
}
