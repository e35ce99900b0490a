//! The laws of drills: what must hold of each of them, found out by playing it.

use super::plan::Plan;
use super::proof::Proof;
use super::remedy;
use super::truth::{Ask, Says};
use super::{Code, Drill};
use crate::learn::check::Broken;
use crate::sim::World;
use crate::sim::time::Span;
use crate::text::Texts;

/// Holds a drill against the laws.
pub fn check(code: Code, texts: &Texts) -> Vec<Broken> {
    match Drill::new(code, texts) {
        Ok((drill, session)) => {
            let mut broken = asked(&drill);
            broken.extend(planned(&drill, session.world()));
            broken.extend(shown(&drill, session.world()));
            broken
        }
        Err(error) => vec![Broken::new("check.drill.line").with("error", error)],
    }
}

/// Whether what would have caught it does, and what would not does not: each is played.
pub fn check_remedies(code: Code, texts: &Texts) -> Vec<Broken> {
    let Ok((drill, session)) = Drill::new(code, texts) else { return Vec::new() };
    let without = super::paged(session.world(), drill.plan.incident(session.world()));
    let fault = drill.plan.kind.fault();
    let [.., right] = fault.right;
    let mut broken = Vec::new();
    for id in fault.vain.iter().chain([&right]) {
        let Some(remedy) = remedy::find(id) else {
            broken.push(Broken::new("check.drill.remedy").with("remedy", id));
            continue;
        };
        match drill.with(remedy, texts) {
            Ok(told)
                if (*id == right) == (told.is_some() && (*id == "existing" || told != without)) => {
            }
            Ok(_) => broken.push(Broken::new("check.drill.remedy").with("remedy", id)),
            Err(error) => broken.push(Broken::new("check.drill.line").with("error", error)),
        }
    }
    broken
}

/// Each question has answers, each of them once, and exactly one that is right.
fn asked(drill: &Drill) -> Vec<Broken> {
    let mut broken = Vec::new();
    for question in &drill.truth.questions {
        let law = |key: &'static str| Broken::new(key).with("question", question.ask.word());
        let mut ids: Vec<String> = question.choices.iter().map(super::truth::Choice::id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < 3 || ids.len() < all {
            broken.push(law("check.drill.answers"));
        }
        if question.choices.iter().filter(|choice| choice.right).count() != 1 {
            broken.push(law("check.drill.right"));
        }
        if question.proofs.is_empty() && question.ask != Ask::Caught {
            broken.push(law("check.drill.no-proof"));
        }
    }
    broken
}

/// What came out is what was drawn.
fn planned(drill: &Drill, world: &World) -> Vec<Broken> {
    let Plan { kind, breaks, .. } = drill.plan;
    let fault = kind.fault();
    let right = |ask: Ask| {
        let question = drill.truth.question(ask);
        question.and_then(|question| question.right()).map(|choice| choice.says.clone())
    };
    let [what, told, _] = fault.right;
    let by = match fault.call {
        Some(_) => Says::Person(drill.plan.culprit().to_owned()),
        None => Says::Word(super::truth::NOBODY),
    };
    let mut wanted =
        vec![(Ask::What, Says::Word(what)), (Ask::Who, by), (Ask::Told, Says::Word(told))];
    if kind != super::fault::Kind::Credits {
        wanted.push((Ask::Since, Says::Minute(drill.plan.at(breaks, world))));
    }
    let missed = wanted.into_iter().filter(|(ask, says)| right(*ask).as_ref() != Some(says));
    missed
        .map(|(ask, says)| {
            let found = Broken::new("check.drill.otherwise").with("question", ask.word());
            found.with("wanted", format!("{says:?}")).with("kind", fault.word)
        })
        .collect()
}

/// Every piece of evidence is where the pages show it.
fn shown(drill: &Drill, world: &World) -> Vec<Broken> {
    let now = world.now();
    let missing = |proof: &&Proof| match proof {
        Proof::Event { id, .. } => {
            let records = world.cloudtrail().records();
            !records.iter().any(|one| one.event_id == *id && world.cloudtrail().shows(one, now))
        }
        other => other.time().is_some_and(|time| time > now || now - time > Span::days(1)),
    };
    let all = drill.truth.questions.iter();
    let hidden = all.flat_map(|one| one.proofs.iter().map(move |proof| (one.ask, proof)));
    hidden
        .filter(|(_, proof)| missing(proof))
        .map(|(ask, proof)| {
            let found = Broken::new("check.drill.hidden").with("question", ask.word());
            found.with("proof", format!("{proof:?}"))
        })
        .collect()
}
