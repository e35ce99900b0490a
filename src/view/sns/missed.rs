//! Why a filter policy did not let a message through, in words.

use std::fmt::Display;

use crate::pattern::Unmatched;
use crate::services::sns::filter::Miss;
use crate::text::Texts;

/// Why a filter policy did not let a message through.
pub fn why(miss: &Miss, texts: &Texts) -> String {
    match miss {
        Miss::NoAttributes => texts.t("sns.filter.no-attributes").to_owned(),
        Miss::BadAttribute(name) => texts.fill("sns.filter.bad-attribute", &[("name", name)]),
        Miss::NoJson => texts.t("sns.filter.no-json").to_owned(),
        Miss::Keys(keys) => {
            let each: Vec<String> = keys.iter().map(|key| unmatched(key, texts)).collect();
            each.join(" ")
        }
    }
}

fn unmatched(key: &Unmatched, texts: &Texts) -> String {
    match key {
        Unmatched::Absent { path, wanted } => {
            let args: [(&str, &dyn Display); 2] = [("key", path), ("wanted", wanted)];
            texts.fill("sns.filter.absent", &args)
        }
        Unmatched::Other { path, wanted, found } => {
            let args: [(&str, &dyn Display); 3] =
                [("key", path), ("wanted", wanted), ("found", found)];
            texts.fill("sns.filter.other", &args)
        }
        Unmatched::Apart => texts.t("sns.filter.apart").to_owned(),
    }
}
