//! The forms of AWS's own CLI examples work here: every operation has one, with every option those
//! examples use.
//!
//! The examples are scripts of their own worlds. A line succeeds, unless the comment above it says
//! `fails: TEXT` (what AWS answers there too) or `not simulated: NAME`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use watchtrail::api::names::kebab;
use watchtrail::native::{self, Io};
use watchtrail::services::SERVICES;

use super::lines;
use crate::support::files;

/// A line of a script that was run.
pub struct Ran {
    /// `cloudwatch`.
    pub service: String,
    /// `describe-alarms`.
    pub op: String,
    /// As written.
    pub command: String,
    /// What it printed.
    pub stdout: String,
}

/// Runs a script; its lines as printed by `--json`.
pub fn run(script: &str) -> Vec<Value> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io { stdin: &mut script.as_bytes(), stdout: &mut stdout, stderr: &mut stderr };
    let args = ["run", "-", "--json"].map(Into::into);
    native::main(args, &mut io);
    assert_eq!(String::from_utf8(stderr).unwrap(), "");
    let text = String::from_utf8(stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Why a line did not do what it should.
fn fault(note: &str, line: &Value) -> Option<String> {
    let (exit, stderr) = (line["exit"].as_i64().unwrap(), line["stderr"].as_str().unwrap());
    let wanted = note.strip_prefix("# fails: ").or_else(|| note.strip_prefix("# not simulated: "));
    match wanted {
        None if exit == 0 => None,
        None => Some(stderr.to_owned()),
        Some(text) if exit != 0 && stderr.contains(text) => None,
        Some(text) => Some(format!("expected `{text}`, found `{stderr}`")),
    }
}

/// Every `aws` line of the examples, and what went wrong.
pub fn all() -> (Vec<Ran>, Vec<String>) {
    let (mut ran, mut faults) = (Vec::new(), Vec::new());
    for path in files("tests/conformance/examples", ".sh") {
        let script = std::fs::read_to_string(&path).unwrap();
        let notes: Vec<&str> = script.lines().collect();
        for line in run(&script) {
            let at = line["line"].as_u64().unwrap() as usize;
            let note = at.checked_sub(2).and_then(|above| notes.get(above)).unwrap_or(&"");
            let command = line["command"].as_str().unwrap().to_owned();
            if let Some(fault) = fault(note, &line) {
                faults.push(format!("{}:{at}: {command}\n  {}", path.display(), fault.trim()));
            }
            let mut words = command.split(' ');
            if words.next() == Some("aws") {
                let (service, op) = (words.next().unwrap(), words.next().unwrap());
                let stdout = line["stdout"].as_str().unwrap().to_owned();
                ran.push(Ran { service: service.into(), op: op.into(), command, stdout });
            }
        }
    }
    (ran, faults)
}

#[test]
fn the_examples_do_what_they_should() {
    let (_, faults) = all();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the file has that AWS's example hands over whole: `cli-input-json.MEMBER`.
fn members(line: &str) -> Vec<String> {
    const OPTION: &str = "--cli-input-json ";
    let Some((_, text)) = line.split_once(OPTION) else { return Vec::new() };
    // Within double quotes, where variables stand, those of the file are escaped.
    let text = match text.strip_prefix('"') {
        Some(text) => text.replace("\\\"", "\""),
        None => text.trim_start_matches('\'').to_owned(),
    };
    let value = serde_json::Deserializer::from_str(&text).into_iter::<Value>().next();
    let members = value.unwrap().unwrap();
    members.as_object().unwrap().keys().map(|name| format!("cli-input-json.{name}")).collect()
}

#[test]
fn every_operation_has_an_example_with_every_option() {
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files("tests/conformance/examples", ".sh") {
        let script = std::fs::read_to_string(&path).unwrap();
        for (at, _) in script.match_indices("aws ") {
            let line = script.get(at..).and_then(|rest| rest.lines().next()).unwrap();
            let mut words = line.split([' ', '=']);
            let (_, service, op) = (words.next(), words.next(), words.next());
            let name = format!("{} {}", service.unwrap(), op.unwrap_or_default());
            let options = words.filter_map(|word| word.strip_prefix("--")).map(str::to_owned);
            let seen = seen.entry(name).or_default();
            seen.extend(options);
            seen.extend(members(line));
        }
    }
    let mut faults = Vec::new();
    let mut documented: BTreeSet<String> = BTreeSet::new();
    for line in lines("options") {
        let words: Vec<&str> = line.split(' ').collect();
        let name = words[..2].join(" ");
        let none = BTreeSet::new();
        let used = seen.get(&name).unwrap_or(&none);
        let missing = words[2..].iter().filter(|word| !used.contains(**word));
        faults.extend(missing.map(|option| format!("{name} --{option} has no example")));
        documented.insert(name);
    }
    for service in SERVICES {
        for op in service.operations() {
            let name = format!("{} {}", service.cli, kebab(op.name));
            if !seen.contains_key(&name) || !documented.contains(&name) {
                faults.push(format!("{name} has no example or is not in options.txt"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Refused whatever its value, though the shape has it: what is told is that it is not simulated.
const BY_VALUE: &str = "Hibernate";

/// What is refused by name stands on the fidelity page, which is made from the same table; the rest
/// are values, told by their own name.
#[test]
fn what_the_examples_are_refused_is_told() {
    let texts = crate::shell::texts(watchtrail::text::Lang::En);
    let model = watchtrail::view::fidelity::model(&texts);
    let refused: BTreeSet<&str> = model
        .services
        .iter()
        .flat_map(|service| &service.operations)
        .flat_map(|op| &op.refused)
        .flat_map(|path| path.split('.').next_back())
        .collect();
    let mut faults = Vec::new();
    for path in files("tests/conformance/examples", ".sh") {
        let script = std::fs::read_to_string(&path).unwrap();
        for name in script.lines().filter_map(|line| line.strip_prefix("# not simulated: ")) {
            if !name.contains(' ') && name != BY_VALUE && !refused.contains(name) {
                faults.push(name.to_owned());
            }
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}
