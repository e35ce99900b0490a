//! What AWS always writes in a record is written here: members and kinds of values of real records,
//! against those that the examples leave.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::records::played;
use crate::support::vectors;

/// Below these the names are people's own.
const OPEN: &[&str] = &["tags", "encryptionContext", "bucketPolicy", "Statement", "environment"];

/// Paths with the kinds of the values that stand there.
type Paths = BTreeMap<String, BTreeSet<String>>;

/// `Jul 10, 2023 …`, an instant of ISO 8601, or any text.
fn kind_of_text(text: &str) -> &'static str {
    let words: Vec<&str> = text.split(' ').collect();
    let year = words.get(2).is_some_and(|word| word.trim_end_matches(',').len() == 4);
    let month = words[0].len() == 3 && words[0].starts_with(char::is_uppercase);
    match () {
        () if month && year && words[1].ends_with(',') => "date",
        () if text.get(10..11) == Some("T") && text.get(4..5) == Some("-") => "instant",
        () => "string",
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(text) => kind_of_text(text),
        Value::Array(_) | Value::Object(_) => "empty",
    }
}

fn paths(value: &Value, at: &str, found: &mut Paths) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                let inside = format!("{at}.{name}");
                if OPEN.contains(&name.as_str()) && member.is_object() {
                    let empty = member.as_object().unwrap().is_empty();
                    let kind = if empty { "empty" } else { "object" };
                    found.entry(inside).or_default().insert(kind.to_owned());
                } else {
                    paths(member, &inside, found);
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| paths(item, &format!("{at}[]"), found));
        }
        other => drop(found.entry(at.to_owned()).or_default().insert(kind(other).to_owned())),
    }
}

/// What the records of one operation have here, all together.
#[derive(Default)]
struct Ours {
    members: BTreeSet<String>,
    paths: Paths,
}

fn ours() -> BTreeMap<(String, String), Ours> {
    let mut all: BTreeMap<(String, String), Ours> = BTreeMap::new();
    for sim in played() {
        for record in sim.world().cloudtrail().records().iter().map(|record| record.json()) {
            if record.get("errorCode").is_some() {
                continue;
            }
            let text = |name: &str| record[name].as_str().unwrap().to_owned();
            let ours = all.entry((text("eventSource"), text("eventName"))).or_default();
            ours.members.extend(record.as_object().unwrap().keys().cloned());
            for part in ["requestParameters", "responseElements"] {
                paths(&record[part], part, &mut ours.paths);
            }
        }
    }
    all
}

/// The kinds a path has in the vector: one, or several.
fn kinds(value: &Value) -> BTreeSet<String> {
    let one = value.as_str().map(str::to_owned);
    let several = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(several.map(str::to_owned)).collect()
}

#[test]
fn what_aws_always_writes_is_written_here() {
    let vector = vectors("real_record_members");
    let mut exceptions: BTreeSet<(String, String)> = BTreeSet::new();
    for one in vector["exceptions"].as_array().unwrap() {
        assert!(!one["why"].as_str().unwrap().is_empty());
        let text = |name: &str| one[name].as_str().unwrap().to_owned();
        exceptions.insert((text("name"), text("path")));
    }
    let (ours, mut faults, mut compared) = (ours(), Vec::new(), 0);
    for operation in vector["operations"].as_array().unwrap() {
        let text = |name: &str| operation[name].as_str().unwrap().to_owned();
        let name = text("name");
        let Some(ours) = ours.get(&(text("source"), name.clone())) else {
            faults.push(format!("{name}: the examples leave no record"));
            continue;
        };
        let members = operation["members"].as_array().unwrap().iter().filter_map(Value::as_str);
        faults.extend(
            members.filter(|it| !ours.members.contains(*it)).map(|it| format!("{name}: no {it}")),
        );
        for (path, value) in operation["paths"].as_object().unwrap() {
            let found = ours.paths.get(path).is_some_and(|found| !found.is_disjoint(&kinds(value)));
            let excepted = exceptions.remove(&(name.clone(), path.clone()));
            if found == excepted {
                let has = ours.paths.get(path);
                faults.push(format!("{name} {path}: {value}, here {has:?}, excepted {excepted}"));
            }
            compared += 1;
        }
    }
    faults.extend(exceptions.iter().map(|(name, path)| format!("no path of {name}: {path}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(compared > 600, "{compared}");
}
