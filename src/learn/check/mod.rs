//! The lab laws: what must hold of every lab, checked by playing it.

mod play;
mod words;

pub use play::Plays;

pub(super) use words::parity;

use std::collections::BTreeSet;
use std::fmt::Display;

use super::exam::Model;
use super::lab::{Asks, Lab, LabError, limits};
use crate::text::Texts;

/// How many wrong ways a lab shows at least.
const WRONG: usize = 2;
/// How many of them at least come from a wrong model that many people hold.
const FROM_MODELS: usize = 2;
/// The law about how much a lab from elsewhere holds.
const TOO_MUCH: &str = "check.too-much";

/// A law that a lab breaks: the key of its text, and what fills it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The key.
    pub key: &'static str,
    /// What fills it in.
    pub args: Vec<(&'static str, String)>,
    /// The cause the seed drew when it was broken, where it draws.
    pub cause: String,
}

impl Broken {
    pub(super) fn new(key: &'static str) -> Broken {
        Broken { key, args: Vec::new(), cause: String::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Display) -> Broken {
        self.args.push((name, value.to_string()));
        self
    }

    /// Whether the lab is too much to be played.
    pub fn forbids_play(&self) -> bool {
        self.key == TOO_MUCH
    }

    /// What fills in a name.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The law in a language.
    pub fn say(&self, texts: &Texts) -> String {
        let args: Vec<(&str, &dyn Display)> =
            self.args.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
        let said = texts.fill(self.key, &args);
        match self.cause.as_str() {
            "" => said,
            cause => format!("{cause}: {said}"),
        }
    }
}

/// Holds a lab against the laws, with the texts of every language.
pub fn check(lab: &Lab, languages: &[Texts]) -> Vec<Broken> {
    let mut broken = still(lab, languages);
    if !broken.iter().any(Broken::forbids_play) {
        broken.extend(play::played(lab, languages));
    }
    broken
}

/// Holds a lab against the laws that take no playing.
pub fn still(lab: &Lab, languages: &[Texts]) -> Vec<Broken> {
    let beyond = limits::beyond(lab).filter(|_| lab.is_own());
    let beyond = beyond.map(|beyond| {
        let found = Broken::new(TOO_MUCH).with("what", beyond.what);
        found.with("found", beyond.found).with("most", beyond.most)
    });
    let mut broken: Vec<Broken> = beyond.into_iter().collect();
    broken.extend(shape(lab));
    broken.extend(words::words(std::slice::from_ref(lab), languages));
    broken
}

/// Whether the file of a lab from elsewhere is too long to be read.
pub fn too_large(text: &str) -> Option<Broken> {
    let broken = || {
        let found = Broken::new("check.too-large").with("found", text.len());
        found.with("most", limits::MAX_FILE)
    };
    (text.len() > limits::MAX_FILE).then(broken)
}

/// The languages, with what a lab says itself.
pub fn with_own(lab: &Lab, languages: &[Texts]) -> Vec<Texts> {
    let own = |texts: &Texts| {
        let mut texts = texts.clone();
        lab.said.tell(&lab.id, &mut texts);
        texts
    };
    languages.iter().map(own).collect()
}

/// Holds a lab file against the laws, with each of the causes its seed may draw; and the lab.
///
/// # Errors
/// If it cannot be read.
pub fn check_file(
    id: &str,
    text: &str,
    languages: &[Texts],
) -> Result<(Lab, Vec<Broken>), LabError> {
    let lab = Lab::parse(id, text)?;
    if lab.is_own() {
        let broken = match too_large(text) {
            Some(broken) => vec![broken],
            None => check(&lab, &with_own(&lab, languages)),
        };
        return Ok((lab, broken));
    }
    if lab.causes.is_empty() {
        let broken = check(&lab, languages);
        return Ok((lab, broken));
    }
    let mut labs = Vec::new();
    for cause in &lab.causes {
        labs.push(Lab::drawn(id, text, lab.seed_for(cause))?);
    }
    let mut broken = words::words(&labs, languages);
    for drawn in &labs {
        for found in shape(drawn).into_iter().chain(play::played(drawn, languages)) {
            let cause = drawn.cause.clone().unwrap_or_default();
            broken.push(Broken { cause, ..found });
        }
    }
    Ok((lab, broken))
}

/// What a lab says of itself in one line when it breaks no law.
pub fn summary(lab: &Lab, languages: &[Texts], texts: &Texts) -> String {
    let args: [(&str, &dyn Display); 4] = [
        ("goals", &lab.goals.len()),
        ("steps", &lab.solution.len()),
        ("wrong", &lab.wrong.len()),
        ("languages", &languages.len()),
    ];
    texts.fill("check.ok", &args)
}

/// What can be seen without playing.
fn shape(lab: &Lab) -> Vec<Broken> {
    let mut broken = steps(lab);
    for model in lab.wrong.iter().flat_map(|wrong| &wrong.models) {
        if Model::try_from(model.clone()).is_err() {
            broken.push(Broken::new("check.no-model").with("model", model));
        }
    }
    if !lab.is_own() {
        broken.extend(plenty(lab));
    }
    broken.extend(names(lab));
    broken
}

/// What our own labs have beside goals and a solution; who makes one for a class may do without.
fn plenty(lab: &Lab) -> Vec<Broken> {
    let mut broken = Vec::new();
    if lab.wrong.len() < WRONG {
        let found = Broken::new("check.few-wrong").with("count", lab.wrong.len());
        broken.push(found.with("least", WRONG));
    }
    let held = lab.wrong.iter().filter(|wrong| !wrong.models.is_empty()).count();
    if held < FROM_MODELS {
        let found = Broken::new("check.few-models").with("count", held);
        broken.push(found.with("least", FROM_MODELS));
    }
    if lab.predictions.is_empty() {
        broken.push(Broken::new("check.no-prediction"));
    }
    if lab.goals.iter().all(|goal| goal.notices.is_empty()) {
        broken.push(Broken::new("check.no-notice"));
    }
    if lab.par.is_none() {
        broken.push(Broken::new("check.no-par"));
    }
    broken
}

/// Whether each goal needs something, and has a step that leads to it.
fn steps(lab: &Lab) -> Vec<Broken> {
    let mut broken = Vec::new();
    for goal in &lab.goals {
        if goal.needs.is_empty() {
            broken.push(Broken::new("check.no-needs").with("goal", &goal.id));
        }
        if !lab.solution.iter().any(|step| step.goal == goal.id) {
            broken.push(Broken::new("check.no-step").with("goal", &goal.id));
        }
    }
    broken
}

/// Whether each thing that is named has a name of its own.
fn names(lab: &Lab) -> Vec<Broken> {
    let mut all: Vec<String> = lab.goals.iter().map(|goal| goal.id.clone()).collect();
    all.extend(lab.forbidden.iter().map(|forbidden| forbidden.id.clone()));
    all.extend(lab.predictions.iter().map(|row| format!("predict {}", row.id)));
    all.extend(lab.wrong.iter().map(|wrong| format!("wrong {}", wrong.id)));
    for goal in &lab.goals {
        all.extend(goal.needs.iter().map(|need| format!("goal {} {}", goal.id, need.id)));
    }
    for row in &lab.predictions {
        if let Asks::Choice(choices) = &row.asks {
            all.extend(choices.iter().map(|choice| format!("choice {} {}", row.id, choice.id)));
        }
    }
    let mut seen = BTreeSet::new();
    let twice = all.into_iter().filter(|name| !seen.insert(name.clone()) || name.contains('.'));
    twice.map(|name| Broken::new("check.name").with("name", name)).collect()
}
