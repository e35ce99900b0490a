//! Goals to choose from: `expect` lines that do not hold where the lab begins, and hold now.

use std::collections::BTreeSet;

use crate::shell::expect::{self, Row, table};
use crate::shell::script::quote;
use crate::sim::World;
use crate::text::Texts;

/// A goal to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The `expect` line.
    pub expect: String,
    /// The key of the sentence it is told in.
    pub key: &'static str,
    /// What fills it in, by attribute.
    pub args: Vec<(&'static str, String)>,
}

impl Suggestion {
    /// What is wanted, in a sentence.
    pub fn say(&self, texts: &Texts) -> String {
        let args = self.args.iter();
        let args: Vec<(&str, &dyn std::fmt::Display)> =
            args.map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        texts.fill(self.key, &args)
    }
}

/// What can be said of a subject: the attributes that tell it, and those of them that may have
/// several values, each a thing of its own.
struct Form {
    key: &'static str,
    subject: &'static str,
    attributes: &'static [&'static str],
}

const fn form(
    key: &'static str,
    subject: &'static str,
    attributes: &'static [&'static str],
) -> Form {
    Form { key, subject, attributes }
}

/// The forms, those first that say most of what a learner has to come to.
const FORMS: [Form; 25] = [
    form("make.goal.topic", "topic", &["name"]),
    form("make.goal.topic-tag", "topic", &["name", "tag"]),
    form("make.goal.subscription", "subscription", &["endpoint", "state"]),
    form("make.goal.alarm", "alarm", &["name"]),
    form("make.goal.alarm-on", "alarm", &["metric", "operator", "threshold"]),
    form("make.goal.alarm-action", "alarm", &["name", "action"]),
    form("make.goal.alarm-tag", "alarm", &["name", "tag"]),
    form("make.goal.transition", "transition", &["alarm", "to"]),
    form("make.goal.action", "action", &["alarm", "result"]),
    form("make.goal.mail", "mail", &["to", "subject"]),
    form("make.goal.delivery", "delivery", &["endpoint", "result"]),
    form("make.goal.instance", "instance", &["type", "state"]),
    form("make.goal.instance-tag", "instance", &["tag"]),
    form("make.goal.instance-monitoring", "instance", &["type", "monitoring"]),
    form("make.goal.user", "user", &["name"]),
    form("make.goal.user-policy", "user", &["name", "policy"]),
    form("make.goal.user-tag", "user", &["name", "tag"]),
    form("make.goal.trail", "trail", &["name"]),
    form("make.goal.trail-logging", "trail", &["name", "logging"]),
    form("make.goal.bucket", "bucket", &["name"]),
    form("make.goal.bucket-tag", "bucket", &["name", "tag"]),
    form("make.goal.file", "file", &["trail"]),
    form("make.goal.denied", "denied", &["event", "by"]),
    form("make.goal.record-error", "record", &["event", "by", "error"]),
    form("make.goal.record", "record", &["event", "by"]),
];

/// More are not offered: nobody reads them.
const MOST: usize = 80;

/// The goals there are to choose, each once. Of records those of `called` operations are offered:
/// what a page reads by itself is no goal.
pub fn suggestions(before: &World, now: &World, called: &BTreeSet<String>) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for form in &FORMS {
        let subject = table().iter().find(|subject| subject.name == form.subject);
        let Some(subject) = subject else { continue };
        let ask = expect::Ask { subject, conditions: Vec::new() };
        for row in ask.rows(now) {
            let record = matches!(form.subject, "record" | "denied");
            let event = || row.get("event").first().cloned().unwrap_or_default();
            if record && !called.contains(&event()) {
                continue;
            }
            for args in told(form, row.as_ref()) {
                let expect = line(form, &args);
                let new = found.iter().all(|known| known.expect != expect);
                if new && is_reached(&expect, before, now) {
                    found.push(Suggestion { expect, key: form.key, args });
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

/// What there is to say of a row: the attributes with a value each, once for each of several tags,
/// policies or actions. Nothing where one of them has none.
fn told(form: &Form, row: &dyn Row) -> Vec<Vec<(&'static str, String)>> {
    let mut all = vec![Vec::new()];
    for attribute in form.attributes {
        let mut values = row.get(attribute);
        // Where a name stands beside an ARN, the name is what people call it.
        if values.len() > 1 && values.iter().any(|value| !value.starts_with("arn:")) {
            values.retain(|value| !value.starts_with("arn:"));
        }
        if !matches!(*attribute, "tag" | "policy" | "action") {
            values.truncate(1);
        }
        all = all
            .iter()
            .flat_map(|before: &Vec<(&'static str, String)>| {
                values.iter().map(move |value| {
                    let mut args = before.clone();
                    args.push((*attribute, value.clone()));
                    args
                })
            })
            .collect();
    }
    all
}

fn line(form: &Form, args: &[(&'static str, String)]) -> String {
    let name = table().iter().find(|subject| subject.name == form.subject);
    let name = name.and_then(|subject| subject.attributes.first().copied()).unwrap_or_default();
    let condition = |(i, (attribute, value)): (usize, &(&str, String))| match attribute {
        attribute if i == 0 && *attribute == name => quote(value),
        attribute => format!("{attribute} {}", quote(value)),
    };
    let conditions: Vec<String> = args.iter().enumerate().map(condition).collect();
    format!("expect {} {}", form.subject, conditions.join(" "))
}

/// Whether a line can be read, does not hold before, and holds now.
fn is_reached(line: &str, before: &World, now: &World) -> bool {
    let read = expect::parse(line);
    read.is_ok_and(|expect| expect.holds(before).is_err() && expect.holds(now).is_ok())
}
