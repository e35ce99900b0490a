//! The small world of a concept: what can be set in it, and what it then shows. Each is made anew
//! with the program's own script language and services, so that it cannot say anything else than
//! the simulator does.

use std::collections::BTreeMap;

use super::{read, scripts};
use crate::learn::stage;
use crate::shell::run::Printed;
use crate::sim::{Act, Setup, Sim};
use crate::text::Texts;
use crate::view::alarms::why::Cell;

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knob {
    /// Its name in keys.
    pub id: &'static str,
    /// What it can be set to.
    pub kind: Kind,
    /// What it is set to first.
    pub first: &'static str,
}

/// What a knob can be set to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// `yes` or `no`.
    Toggle,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A number from one to another, so far apart.
    Number {
        /// The least.
        from: u32,
        /// The most.
        to: u32,
        /// The step.
        step: u32,
    },
}

/// What the knobs are set to, by name.
pub type Values = BTreeMap<String, String>;

const fn toggle(id: &'static str, first: &'static str) -> Knob {
    Knob { id, kind: Kind::Toggle, first }
}

const fn choice(id: &'static str, all: &'static [&'static str], first: &'static str) -> Knob {
    Knob { id, kind: Kind::Choice(all), first }
}

const fn number(id: &'static str, (from, to, step): (u32, u32, u32), first: &'static str) -> Knob {
    Knob { id, kind: Kind::Number { from, to, step }, first }
}

/// What can be set in the world of a concept.
pub fn knobs(id: &str) -> &'static [Knob] {
    const SERVICES: [Knob; 1] = [choice("act", &["load", "stop", "tag"], "stop")];
    const METRICS: [Knob; 3] = [
        choice("stat", &["Average", "Maximum", "Minimum", "Sum", "SampleCount", "p90"], "Average"),
        choice("period", &["60", "300", "900"], "300"),
        choice("age", &["0d", "16d", "64d", "456d"], "0d"),
    ];
    const ALARMS: [Knob; 5] = [
        choice("points", &["steady", "spikes", "gaps", "silence"], "spikes"),
        number("m", (1, 5, 1), "2"),
        number("n", (1, 5, 1), "3"),
        number("threshold", (50, 95, 5), "80"),
        choice("missing", &["missing", "ignore", "breaching", "notBreaching"], "missing"),
    ];
    const NOTIFICATIONS: [Knob; 3] =
        [toggle("confirmed", "no"), toggle("policy", "yes"), toggle("enabled", "yes")];
    const RECORDS: [Knob; 2] =
        [choice("who", &["user", "role", "root"], "user"), toggle("may", "yes")];
    const TRAILS: [Knob; 2] = [number("minutes", (0, 75, 1), "3"), toggle("validation", "yes")];
    const PERMISSIONS: [Knob; 3] =
        [toggle("allow", "yes"), toggle("boundary", "no"), toggle("deny", "no")];
    const COSTS: [Knob; 4] = [
        number("alarms", (0, 30, 1), "12"),
        number("fast", (0, 10, 1), "2"),
        number("metrics", (0, 30, 1), "12"),
        number("detailed", (0, 10, 1), "1"),
    ];
    const MOVED: [Knob; 1] =
        [choice("region", &["us-east-1", "ap-northeast-2", "eu-west-1"], "ap-northeast-2")];
    match id {
        "services" => &SERVICES,
        "metrics" => &METRICS,
        "alarms" => &ALARMS,
        "notifications" => &NOTIFICATIONS,
        "records" => &RECORDS,
        "trails" => &TRAILS,
        "permissions" => &PERMISSIONS,
        "costs" => &COSTS,
        "moved-on" => &MOVED,
        _ => &[],
    }
}

/// What the knobs of a concept are set to first.
pub fn first(id: &str) -> Values {
    knobs(id).iter().map(|knob| (knob.id.to_owned(), knob.first.to_owned())).collect()
}

/// What a knob is called.
pub fn label(id: &str, knob: &Knob, texts: &Texts) -> String {
    texts.t(&format!("concepts.{id}.knob.{}", knob.id)).to_owned()
}

/// What a choice of a knob says: AWS's own names stand for themselves.
pub fn choice_label(id: &str, knob: &Knob, value: &str, texts: &Texts) -> String {
    let key = format!("concepts.{id}.knob.{}.{value}", knob.id);
    texts.get(&key).unwrap_or(value).to_owned()
}

/// How a line of the outcome is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is so, or happened.
    Yes,
    /// It is not so, or was refused.
    No,
    /// Not yet.
    Waiting,
    /// A value.
    Plain,
}

/// A line of the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub value: String,
    /// How to take it.
    pub mark: Mark,
}

/// What the small world shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What was found, in order.
    pub rows: Vec<Row>,
    /// The windows an alarm looked at, oldest first.
    pub cells: Vec<Cell>,
    /// What AWS wrote, to be read as it is.
    pub code: Option<String>,
}

/// A small world after its script has run, and what the script printed.
pub(super) struct Stage<'a> {
    /// The world.
    pub sim: Sim,
    /// What each line printed.
    pub lines: Vec<Printed>,
    /// The concept.
    pub id: &'a str,
    /// What the knobs were set to.
    pub values: &'a Values,
    /// The texts.
    pub texts: &'a Texts,
}

impl Stage<'_> {
    /// The last line whose command has these words in it.
    pub fn line(&self, words: &str) -> Option<&Printed> {
        self.lines.iter().rev().find(|line| line.command.contains(words))
    }

    /// What it printed, read as JSON.
    pub fn json(&self, words: &str) -> serde_json::Value {
        let text = self.line(words).map(|line| line.stdout.as_str()).unwrap_or_default();
        serde_json::from_str(text).unwrap_or_default()
    }

    /// A row under a label of the concept.
    pub fn row(&self, label: &str, value: impl Into<String>, mark: Mark) -> Row {
        let label = self.texts.t(&format!("concepts.{}.row.{label}", self.id)).to_owned();
        Row { label, value: value.into(), mark }
    }

    /// A text of the concept.
    pub fn say(&self, name: &str) -> String {
        self.texts.t(&format!("concepts.{}.say.{name}", self.id)).to_owned()
    }

    /// What a knob is set to.
    pub fn value(&self, knob: &str) -> &str {
        self.values.get(knob).map(String::as_str).unwrap_or_default()
    }

    /// Whether a toggle is on.
    pub fn is_on(&self, knob: &str) -> bool {
        self.value(knob) == "yes"
    }
}

/// Makes the world of a concept with its knobs set so, and reads what it shows.
///
/// # Errors
/// If its script cannot be read, in words.
pub fn run(id: &str, values: &Values, texts: &Texts) -> Result<Outcome, String> {
    let mut sim = Sim::new(Setup::default());
    let lines = stage::play(&mut sim, &scripts::script(id, values), Act::Other, texts)?;
    Ok(read::outcome(&Stage { sim, lines, id, values, texts }))
}
