//! The subjects of `expect`, one module each. A new one is a module and a line in [`table`].

mod action;
mod alarm;
mod bucket;
mod delivery;
mod file;
mod instance;
mod looked_up;
mod mail;
mod metric;
mod read;
mod record;
mod subscription;
mod topic;
mod trail;
mod transition;
mod user;
mod value;

use std::collections::BTreeMap;

use super::Subject;

static TABLE: [&Subject; 18] = [
    &alarm::SUBJECT,
    &transition::SUBJECT,
    &action::SUBJECT,
    &metric::SUBJECT,
    &read::SUBJECT,
    &instance::SUBJECT,
    &topic::SUBJECT,
    &subscription::SUBJECT,
    &delivery::SUBJECT,
    &mail::SUBJECT,
    &user::SUBJECT,
    &record::SUBJECT,
    &record::DENIED,
    &looked_up::SUBJECT,
    &trail::SUBJECT,
    &file::SUBJECT,
    &bucket::SUBJECT,
    &value::SUBJECT,
];

/// Every subject, in the order `help expect` lists them.
pub fn table() -> &'static [&'static Subject] {
    &TABLE
}

/// One value.
fn one(value: impl Into<String>) -> Vec<String> {
    vec![value.into()]
}

/// No value for an empty text.
fn text(value: &str) -> Vec<String> {
    if value.is_empty() { Vec::new() } else { one(value) }
}

/// `yes` or `no`.
fn yes(value: bool) -> Vec<String> {
    one(if value { "yes" } else { "no" })
}

/// Tags as `KEY=VALUE`.
fn tags(tags: &BTreeMap<String, String>) -> Vec<String> {
    tags.iter().map(|(key, value)| format!("{key}={value}")).collect()
}

/// An ARN, and the name it ends in.
fn named(arn: &str) -> Vec<String> {
    let name = arn.rsplit([':', '/']).next().unwrap_or_default();
    if name == arn { one(arn) } else { vec![name.to_owned(), arn.to_owned()] }
}
