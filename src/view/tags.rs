//! Tags on pages: what makes one set of them of another.

use std::collections::BTreeMap;

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// The keys to remove, and the tags to set.
pub fn changes(old: &Tags, new: &Tags) -> (Vec<String>, Tags) {
    let gone = old.keys().filter(|key| !new.contains_key(*key)).cloned().collect();
    let set = new.iter().filter(|(key, value)| old.get(*key) != Some(value));
    (gone, set.map(|(key, value)| (key.clone(), value.clone())).collect())
}
