//! What a drill asks, in the terms of the exam: points and wrong models.

use super::fault::Kind;
use super::sheet::Record;
use super::truth::{Ask, Question};
use crate::learn::exam;
use crate::learn::exam::{Model, Point};

/// The points that a question about a fault asks.
pub fn points(kind: Kind, ask: Ask) -> Vec<Point> {
    let names: &[&str] = match ask {
        Ask::What => what(kind),
        // Event history is searched, and its times are UTC.
        Ask::Since => &["P113", "P122"],
        Ask::Who if kind.fault().call.is_none() => &["P002"],
        Ask::Who => &["P120"],
        Ask::Told => told(kind),
        Ask::Caught => caught(kind),
    };
    names.iter().filter_map(|name| Point::try_from((*name).to_owned()).ok()).collect()
}

fn what(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Disabled | Kind::Muted => &["P069"],
        Kind::Threshold | Kind::Gone | Kind::Unsubscribed => &["P002"],
        Kind::Stopped | Kind::StoppedQuiet | Kind::Terminated | Kind::Opened => &["P001"],
        Kind::Points => &["P045"],
        Kind::Elsewhere => &["P012"],
        Kind::Pending => &["P079"],
        Kind::Policy => &["P080"],
        Kind::TopicGone => &["P066"],
        Kind::System => &["P058"],
        Kind::Load => &["P001"],
        Kind::Credits => &["P036"],
        Kind::Agent => &["P015"],
        Kind::Widened => &["P147"],
        Kind::TrailStopped => &["P126"],
        Kind::BucketClosed => &["P123"],
        Kind::Actionless => &["P063"],
        Kind::Cooldown | Kind::Suspended => &["P055"],
        Kind::Statistic => &["P019"],
        Kind::Undigested => &["P124"],
        Kind::Region => &["P068"],
        Kind::Suppressed => &["P072"],
        Kind::TooOften => &["P052"],
        Kind::OneRegion => &["P118"],
    }
}

fn told(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Disabled | Kind::Muted => &["P069"],
        Kind::Threshold | Kind::Points | Kind::Elsewhere | Kind::Statistic => &["P076"],
        Kind::Gone | Kind::Unsubscribed | Kind::Load | Kind::Cooldown | Kind::Suspended => {
            &["P054"]
        }
        Kind::Pending => &["P079"],
        Kind::Policy => &["P080"],
        Kind::TopicGone => &["P066"],
        Kind::Stopped | Kind::Terminated => &["P043", "P046"],
        Kind::StoppedQuiet | Kind::Agent => &["P046"],
        Kind::System | Kind::Credits => &["P078"],
        Kind::Opened
        | Kind::Widened
        | Kind::TrailStopped
        | Kind::BucketClosed
        | Kind::Undigested
        | Kind::OneRegion => &["P127"],
        Kind::Actionless => &["P063"],
        Kind::Region => &["P068"],
        Kind::Suppressed => &["P072"],
        Kind::TooOften => &["P052", "P050"],
    }
}

/// By what would have caught it.
fn caught(kind: Kind) -> &'static [&'static str] {
    let [.., right] = kind.fault().right;
    match right {
        "second-subscriber" => &["P079"],
        "status-alarm" => &["P058"],
        "silence-alarm" | "memory-silence-alarm" => &["P050"],
        "credit-alarm" => &["P036"],
        "detailed" => &["P016"],
        super::remedy::CALLS => &["P004"],
        // That one more alarm would have helped is no point of an exam.
        _ => &[],
    }
}

/// The wrong models that tempt to an answer: who chooses it there holds them.
const MODELS: [(&[Kind], Ask, &str, &str); 4] = [
    (&[Kind::Pending], Ask::Told, "mail", "W14"),
    (&[Kind::Stopped, Kind::StoppedQuiet, Kind::Terminated], Ask::Told, "value", "W23"),
    (&[Kind::Agent], Ask::Told, "value", "W2"),
    (&[Kind::Agent], Ask::Caught, "detailed", "W5"),
];

/// The wrong models that the answers to a question tempt with, each with its answer.
pub fn tempting(kind: Kind, question: &Question) -> Vec<(String, Model)> {
    let offered = |id: &str| question.choices.iter().any(|choice| choice.id() == id);
    let rows = MODELS.iter().filter(|(kinds, ask, answer, _)| {
        kinds.contains(&kind) && *ask == question.ask && offered(answer)
    });
    rows.filter_map(|(_, _, answer, model)| {
        Some(((*answer).to_owned(), Model::try_from((*model).to_owned()).ok()?))
    })
    .collect()
}

/// A drill that was done, as answers of the exam: one for each question that asks a point. A fault
/// that only a newer program knows asks none.
pub fn answers(record: &Record) -> Vec<exam::Record> {
    let Some(kind) = Kind::find(&record.kind) else { return Vec::new() };
    let one = |ask: Ask| {
        let points = points(kind, ask);
        let models = |of: &std::collections::BTreeMap<String, Vec<Model>>| {
            of.get(ask.word()).cloned().unwrap_or_default()
        };
        let (met, fell) = (models(&record.met), models(&record.fell));
        (!points.is_empty() || !met.is_empty()).then(|| exam::Record {
            sitting: record.id,
            item: format!("drill.{}.{}", record.code, ask.word()),
            day: record.day,
            right: !record.wrong.iter().any(|wrong| wrong == ask.word()),
            points,
            met,
            fell,
            said: record.said.get(ask.word()).cloned().into_iter().collect(),
            rest: Default::default(),
        })
    };
    Ask::ALL.into_iter().filter_map(one).collect()
}
