//! A bucket's lifecycle rules, as its page tells them.

use crate::learn::bet::Said;
use crate::services::s3::Bucket;
use crate::services::s3::lifecycle::{self, Filter, Old, When};
use crate::view::format;

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Whether it holds.
    pub enabled: bool,
    /// Which objects it is about: of all, if nothing is said.
    pub about: Vec<Said>,
    /// What it does.
    pub acts: Vec<Said>,
}

fn line(key: &'static str, args: Vec<(&'static str, String)>) -> Said {
    Said { key, args }
}

/// The rules of a bucket, in their order.
pub fn rules(bucket: &Bucket) -> Vec<Rule> {
    let one = |rule: &lifecycle::Rule| Rule {
        id: rule.id.clone(),
        enabled: rule.enabled,
        about: about(&rule.filter),
        acts: acts(rule),
    };
    bucket.lifecycle.iter().flat_map(|lifecycle| &lifecycle.rules).map(one).collect()
}

fn about(filter: &Filter) -> Vec<Said> {
    let prefix = Some(&filter.prefix).filter(|prefix| !prefix.is_empty());
    let prefix = prefix.map(|it| line("s3.rules.prefix", vec![("prefix", it.clone())]));
    let tags = filter.tags.iter().map(|(key, value)| {
        line("s3.rules.tag", vec![("key", key.clone()), ("value", value.clone())])
    });
    let size =
        |key, bytes: Option<i64>| bytes.map(|bytes| line(key, vec![("n", bytes.to_string())]));
    let sizes = [size("s3.rules.over", filter.over), size("s3.rules.under", filter.under)];
    prefix.into_iter().chain(tags).chain(sizes.into_iter().flatten()).collect()
}

fn acts(rule: &lifecycle::Rule) -> Vec<Said> {
    let mut lines = Vec::new();
    for (when, class) in &rule.moves {
        let class = ("class", class.name().to_owned());
        lines.push(match when {
            When::Days(days) => line("s3.rules.move.days", vec![class, ("n", days.to_string())]),
            When::Date(date) => {
                line("s3.rules.move.date", vec![class, ("date", format::day(*date))])
            }
        });
    }
    lines.extend(rule.expires.map(|when| match when {
        When::Days(days) => line("s3.rules.end.days", vec![("n", days.to_string())]),
        When::Date(date) => line("s3.rules.end.date", vec![("date", format::day(date))]),
    }));
    let old = |when: Old| vec![("n", when.days.to_string()), ("spared", when.spared.to_string())];
    for (when, class) in &rule.old_moves {
        let mut args = old(*when);
        args.push(("class", class.name().to_owned()));
        lines.push(line("s3.rules.old.move", args));
    }
    lines.extend(rule.old_expire.map(|when| line("s3.rules.old.end", old(when))));
    if rule.clears_markers {
        lines.push(line("s3.rules.markers", Vec::new()));
    }
    let aborts = rule.aborts_days;
    lines.extend(aborts.map(|days| line("s3.rules.abort", vec![("n", days.to_string())])));
    lines
}
