//! What a drill came to: each answer with the reason, and the chain of evidence.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Held, says};
use crate::learn::drill::points::points;
use crate::learn::drill::proof::Proof;
use crate::learn::drill::sheet::Sheet;
use crate::learn::drill::truth::{Ask, Question};
use crate::learn::drill::{Code, Drill};
use crate::learn::exam::Point;
use crate::services::cloudwatch::dashboard::range::Range;
use crate::sim::time::Span;
use crate::text::Texts;
use crate::view::exam::question::clock;
use crate::view::route::{EventsQuery, MetricId, MetricsQuery, Route};

/// The page of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Which drill.
    pub code: Code,
    /// The name of its session.
    pub save: String,
    /// How many answers are right, and of how many.
    pub score: (usize, usize),
    /// The time used.
    pub used: String,
    /// What really happened.
    pub story: String,
    /// The questions.
    pub marked: Vec<Marked>,
    /// The points that were asked: each with its sentence, and whether it was known.
    pub points: Vec<(String, String, bool)>,
}

/// A question that is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What was asked.
    pub title: String,
    /// Whether the answer is right.
    pub right: bool,
    /// What was answered.
    pub said: String,
    /// What is right.
    pub is: String,
    /// Why, in sentences.
    pub why: Vec<String>,
    /// What shows it.
    pub evidence: Vec<Link>,
}

/// A piece of evidence, and the page that shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its instant, `09:41:00`.
    pub time: String,
    /// What it is.
    pub text: String,
    /// Where it is.
    pub to: Route,
}

/// The results of the drill that is over.
pub fn results(held: &Held, texts: &Texts) -> Option<Model> {
    let sheet = held.sheet.as_ref().filter(|sheet| sheet.done)?;
    let drill = held.drill.as_ref()?;
    let marked = drill.truth.questions.iter();
    Some(Model {
        code: sheet.code()?,
        save: sheet.save.clone(),
        score: (sheet.score(&drill.truth), Ask::ALL.len()),
        used: clock(sheet.used_ms / 1000),
        story: story(drill, texts),
        marked: marked.map(|question| mark(held, drill, sheet, question, texts)).collect(),
        points: asked(drill, sheet, texts),
    })
}

/// Each point once; one that two questions ask is known if both were answered rightly.
fn asked(drill: &Drill, sheet: &Sheet, texts: &Texts) -> Vec<(String, String, bool)> {
    let mut known: BTreeMap<Point, bool> = BTreeMap::new();
    for ask in Ask::ALL {
        let right = sheet.is_right(ask, &drill.truth);
        for point in points(drill.plan.kind, ask) {
            known.entry(point).and_modify(|known| *known &= right).or_insert(right);
        }
    }
    let told = known.into_iter();
    told.map(|(point, right)| (point.to_string(), texts.t(&point.key()).to_owned(), right))
        .collect()
}

fn story(drill: &Drill, texts: &Texts) -> String {
    let right = |ask: Ask| {
        let question = drill.truth.question(ask)?;
        Some(says(ask, question.right()?, texts))
    };
    let (who, since) = (right(Ask::Who), right(Ask::Since));
    let (who, since) = (who.unwrap_or_default(), since.unwrap_or_default());
    let key = format!("drill.kind.{}", drill.plan.kind.fault().word);
    texts.fill(&key, &[("who", &who), ("since", &since)])
}

fn mark(held: &Held, drill: &Drill, sheet: &Sheet, question: &Question, texts: &Texts) -> Marked {
    let ask = question.ask;
    let answer = sheet.answer(ask).unwrap_or_default();
    let chosen = question.choices.iter().find(|choice| choice.id() == answer);
    let right = question.right();
    let evidence = question.proofs.iter().map(|proof| link(proof, texts));
    Marked {
        title: texts.t(&format!("drill.ask.{}", ask.word())).to_owned(),
        right: sheet.is_right(ask, &drill.truth),
        said: chosen.map(|choice| says(ask, choice, texts)).unwrap_or_default(),
        is: right.map(|choice| says(ask, choice, texts)).unwrap_or_default(),
        why: why(held, question, answer, texts),
        evidence: evidence.collect(),
    }
}

fn why(held: &Held, question: &Question, answer: &str, texts: &Texts) -> Vec<String> {
    let right = question.right().map(|choice| choice.id()).unwrap_or_default();
    match question.ask {
        Ask::Told => vec![texts.t(&format!("drill.told.{right}.why")).to_owned()],
        Ask::Caught => {
            let mut words = vec![right.as_str()];
            if answer != right {
                words.push(answer);
            }
            let played = |word: &&str| held.played.iter().find(|(id, _)| id == *word);
            let told = words.iter().filter_map(played);
            told.map(|(word, time)| {
                let what = texts.t(&format!("drill.caught.{word}")).to_owned();
                let came = match time {
                    Some(time) if *word == right => {
                        texts.fill("drill.caught.played", &[("time", &time.format("%H:%M"))])
                    }
                    _ => texts.t("drill.caught.played.not").to_owned(),
                };
                format!("{what}. {came}")
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

fn link(proof: &Proof, texts: &Texts) -> Link {
    let time = proof.time().map(|time| time.format("%H:%M:%S")).unwrap_or_default();
    let (text, to) = match proof {
        Proof::Event { id, name, by, .. } => {
            let query = EventsQuery {
                attribute: Some("EventName".to_owned()),
                value: Some((*name).to_owned()),
                event: Some(id.clone()),
                ..EventsQuery::default()
            };
            let args: [(&str, &dyn Display); 2] = [("name", name), ("by", by)];
            (texts.fill("drill.proof.event", &args), Route::Events(query))
        }
        Proof::History { time, alarm, what } => {
            let key = format!("drill.proof.history.{what}");
            let to = Route::Alarm { name: alarm.clone(), at: Some(*time) };
            (texts.fill(&key, &[("alarm", alarm)]), to)
        }
        Proof::Silence { alarm } => {
            let to = Route::Alarm { name: alarm.clone(), at: None };
            (texts.fill("drill.proof.silence", &[("alarm", alarm)]), to)
        }
        Proof::Metric { metric, value, .. } => {
            let value = (value * 100.0).round() / 100.0;
            let args: [(&str, &dyn Display); 2] = [("metric", &metric.name), ("value", &value)];
            (texts.fill("drill.proof.metric", &args), Route::Metrics(drawn(metric)))
        }
        Proof::Mail { number, subject, .. } => {
            (texts.fill("drill.proof.mail", &[("subject", subject)]), Route::Mail(*number))
        }
        Proof::NotDelivered { trail, .. } => {
            (texts.t("drill.proof.not-delivered").to_owned(), Route::Trail(trail.clone()))
        }
        Proof::NotScaled { group, .. } => {
            let text = texts.fill("drill.proof.not-scaled", &[("group", group)]);
            (text, Route::Group(group.clone()))
        }
    };
    Link { time, text, to }
}

/// The graph of a metric over the hours of a drill.
fn drawn(metric: &crate::telemetry::MetricId) -> MetricsQuery {
    let id = MetricId {
        namespace: metric.namespace.clone(),
        name: metric.name.clone(),
        dimensions: metric.dimensions.clone(),
    };
    MetricsQuery {
        metrics: vec![id],
        stat: Some("Average".to_owned()),
        period_secs: Some(300),
        range: Some(Range::Back(Span::hours(12))),
        ..MetricsQuery::default()
    }
}
