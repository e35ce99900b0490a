//! The lab laws: what must hold of every lab, checked by playing it.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::lab::Lab;
use super::progress::{goal_key, lab_key, numbered};
use super::session::Session;
use crate::access::trace::Outcome;
use crate::shell::run::Printed;
use crate::text::{Texts, placeholders};

/// How many hints a goal has at least.
const HINTS: usize = 3;
/// How many wrong ways a lab shows at least.
const WRONG: usize = 2;
/// AWS refused a call.
const SERVICE_ERROR: u8 = 254;

/// A law that a lab breaks: the key of its text, and what fills it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The key.
    pub key: &'static str,
    /// What fills it in.
    pub args: Vec<(&'static str, String)>,
}

impl Broken {
    fn new(key: &'static str) -> Broken {
        Broken { key, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Display) -> Broken {
        self.args.push((name, value.to_string()));
        self
    }

    /// The law in a language.
    pub fn say(&self, texts: &Texts) -> String {
        let args: Vec<(&str, &dyn Display)> =
            self.args.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        texts.fill(self.key, &args)
    }
}

/// Holds a lab against the laws, with the texts of every language.
pub fn check(lab: &Lab, languages: &[Texts]) -> Vec<Broken> {
    let mut broken = shape(lab);
    broken.extend(words(lab, languages));
    let Some(texts) = languages.first() else { return broken };
    let played = Player { lab, texts };
    if let Err(found) = played.solution(&mut broken) {
        broken.push(found);
    }
    broken
}

/// What a lab says of itself in one line when it breaks no law.
pub fn summary(lab: &Lab, languages: &[Texts], texts: &Texts) -> String {
    let args: [(&str, &dyn Display); 4] = [
        ("goals", &lab.goals.len()),
        ("steps", &lab.solution.len()),
        ("wrong", &lab.wrong.len()),
        ("languages", &languages.len()),
    ];
    texts.fill("learn.check.ok", &args)
}

/// What can be seen without playing.
fn shape(lab: &Lab) -> Vec<Broken> {
    let mut broken = Vec::new();
    for goal in &lab.goals {
        if goal.needs.is_empty() {
            broken.push(Broken::new("learn.check.no-needs").with("goal", &goal.id));
        }
        if !lab.solution.iter().any(|step| step.goal == goal.id) {
            broken.push(Broken::new("learn.check.no-step").with("goal", &goal.id));
        }
    }
    if lab.wrong.len() < WRONG {
        let found = Broken::new("learn.check.few-wrong").with("count", lab.wrong.len());
        broken.push(found.with("least", WRONG));
    }
    broken
}

/// Texts: everything said in every language, with the same placeholders, and nothing besides.
fn words(lab: &Lab, languages: &[Texts]) -> Vec<Broken> {
    let prefix = lab_key(&lab.id, "");
    let mut wanted: BTreeSet<String> =
        ["title", "summary", "brief", "debrief", "learn.1"].map(|n| lab_key(&lab.id, n)).into();
    let mut may: BTreeSet<String> = BTreeSet::new();
    for goal in &lab.goals {
        wanted.insert(goal_key(&lab.id, &goal.id, "title"));
        let needs = goal.needs.iter().map(|need| format!("need.{}", need.id));
        wanted.extend(needs.map(|need| goal_key(&lab.id, &goal.id, &need)));
        may.insert(goal_key(&lab.id, &goal.id, "trap"));
    }
    let rows: Vec<String> = lab
        .goals
        .iter()
        .map(|goal| goal_key(&lab.id, &goal.id, "hint."))
        .chain([lab_key(&lab.id, "learn.")])
        .collect();
    let known = |key: &str| {
        wanted.contains(key) || may.contains(key) || rows.iter().any(|row| key.starts_with(row))
    };
    let mut broken = Vec::new();
    for texts in languages {
        let lang = texts.lang().code();
        let said: BTreeSet<&str> =
            texts.iter().map(|(key, _)| key).filter(|key| key.starts_with(&prefix)).collect();
        for key in wanted.iter().filter(|key| !said.contains(key.as_str())) {
            broken.push(Broken::new("learn.check.no-text").with("lang", lang).with("key", key));
        }
        for key in said.iter().filter(|key| !known(key)) {
            broken.push(Broken::new("learn.check.spare-text").with("lang", lang).with("key", key));
        }
        for goal in &lab.goals {
            let hints = numbered(texts, &goal_key(&lab.id, &goal.id, "hint")).len();
            if hints < HINTS {
                let found = Broken::new("learn.check.few-hints").with("goal", &goal.id);
                let found = found.with("lang", lang).with("count", hints).with("least", HINTS);
                broken.push(found);
            }
        }
    }
    broken.extend(parity(&prefix, languages));
    broken
}

/// Whether the languages say the same things.
fn parity(prefix: &str, languages: &[Texts]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (texts, other) in languages.iter().flat_map(|a| languages.iter().map(move |b| (a, b))) {
        let lang = other.lang().code();
        for (key, text) in texts.iter().filter(|(key, _)| key.starts_with(prefix)) {
            let names = |text: &str| -> BTreeSet<String> {
                placeholders(text).into_iter().map(str::to_owned).collect()
            };
            let found = match other.get(key) {
                None => "learn.check.no-text",
                Some(translated) if names(translated) != names(text) => {
                    "learn.check.other-placeholders"
                }
                Some(_) => continue,
            };
            let found = Broken::new(found).with("lang", lang).with("key", key);
            if !broken.contains(&found) {
                broken.push(found);
            }
        }
    }
    broken
}

struct Player<'a> {
    lab: &'a Lab,
    texts: &'a Texts,
}

impl Player<'_> {
    /// The laws that take playing; an error is one that makes the others pointless.
    fn solution(&self, broken: &mut Vec<Broken>) -> Result<(), Broken> {
        let start = self.begin()?;
        let whole: Vec<&str> = self.lab.solution.iter().map(|step| step.script.as_str()).collect();
        if start.done() {
            broken.push(Broken::new("learn.check.solved-at-start"));
        }
        let end = self.play(&whole)?;
        let left = end.unreached();
        if !left.is_empty() {
            let goals = left.join(", ");
            broken.push(Broken::new("learn.check.unsolved").with("goals", goals));
        }
        broken.extend(end.faults.iter().map(|fault| fault.told("solution")));
        for (i, step) in self.lab.solution.iter().enumerate().filter(|(_, step)| step.required) {
            let without = whole.iter().enumerate().filter(|(n, _)| *n != i);
            let without: Vec<&str> = without.map(|(_, script)| *script).collect();
            if self.play(&without)?.done() {
                let found = Broken::new("learn.check.not-required").with("step", i + 1);
                broken.push(found.with("goal", &step.goal));
            }
        }
        for wrong in &self.lab.wrong {
            let end = self.play(&[&wrong.script])?;
            broken.extend(end.faults.iter().map(|fault| fault.told(&wrong.id)));
            let failed = end.unreached();
            if failed != self.in_order(&wrong.fails) {
                let found = Broken::new("learn.check.wrong-fails").with("wrong", &wrong.id);
                let found = found.with("expected", wrong.fails.join(", "));
                broken.push(found.with("found", failed.join(", ")));
            }
        }
        Ok(())
    }

    fn in_order(&self, goals: &[String]) -> Vec<String> {
        let ids = self.lab.goals.iter().map(|goal| goal.id.clone());
        ids.filter(|id| goals.contains(id)).collect()
    }

    fn begin(&self) -> Result<Played, Broken> {
        self.play(&[])
    }

    /// Plays scripts one after the other on the lab's start.
    fn play(&self, scripts: &[&str]) -> Result<Played, Broken> {
        let started = Session::lab(self.lab.clone(), self.texts);
        let mut session =
            started.map_err(|error| Broken::new("learn.check.start").with("error", error))?;
        let mut faults = Vec::new();
        for script in scripts {
            let read = session.submit(script);
            read.map_err(|error| {
                Broken::new("learn.check.script").with("error", error.say(self.texts))
            })?;
            while session.busy() {
                let refused_before = session.live().cloudtrail().records().len();
                let Some(printed) = session.poll(self.texts, u32::MAX) else { continue };
                if !is_fine(&printed, &session, refused_before) {
                    faults.push(Fault(printed));
                }
            }
        }
        Ok(Played { session, faults })
    }
}

/// A line succeeded, or failed by a refusal for want of permission.
fn is_fine(printed: &Printed, session: &Session, records_before: usize) -> bool {
    let mut records = session.live().cloudtrail().records().since(records_before);
    let mut refused = || {
        records.any(|record| {
            record.decision.as_ref().is_some_and(|decision| decision.outcome != Outcome::Allow)
        })
    };
    printed.exit == 0 || (printed.exit == SERVICE_ERROR && refused())
}

struct Fault(Printed);

impl Fault {
    fn told(&self, script: &str) -> Broken {
        let Fault(printed) = self;
        let found = Broken::new("learn.check.line-fails").with("script", script);
        let found = found.with("line", printed.line).with("command", &printed.command);
        found.with("exit", printed.exit).with("stderr", printed.stderr.trim())
    }
}

struct Played {
    session: Session,
    faults: Vec<Fault>,
}

impl Played {
    fn unreached(&self) -> Vec<String> {
        let goals = self.session.progress().into_iter().flat_map(|progress| &progress.goals);
        goals.filter(|goal| goal.reached.is_none()).map(|goal| goal.id.clone()).collect()
    }

    fn done(&self) -> bool {
        self.unreached().is_empty()
    }
}
