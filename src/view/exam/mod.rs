//! The exam's pages: what can be asked, the question shown, what it came to.

pub mod question;
pub mod results;

use std::collections::BTreeMap;
use std::fmt::Display;

use super::concepts;
use super::home::is_lab;
use super::route::Route;
use crate::learn::exam::bank::topic_key;
use crate::learn::exam::draw::wrong;
use crate::learn::exam::flavour::{Flavour, REAL_ITEMS, share};
use crate::learn::exam::progress::ReadError;
use crate::learn::exam::spacing::{self, Recall, Standing};
use crate::learn::exam::{Bank, Domain, Exam, Kept, Mode, Point, Progress, Record, Sitting};
use crate::text::Texts;

/// What the exam's pages are made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// The items, once they were fetched.
    pub bank: Option<Bank>,
    /// What was answered.
    pub kept: Kept,
    /// What was answered in incident drills, which ask points of the exam as well.
    pub drills: Vec<Record>,
    /// The sitting, open or over.
    pub sitting: Option<Sitting>,
    /// Why the sitting that is kept cannot go on.
    pub lost_sitting: Option<ReadError>,
    /// The day, counted from 1970.
    pub today: i64,
}

impl Held {
    /// All that was answered, in the exam and in drills, the oldest first.
    fn answers(&self) -> Vec<&Record> {
        let mut all: Vec<&Record> =
            self.kept.progress.records().iter().chain(&self.drills).collect();
        all.sort_by_key(|record| record.day);
        all
    }

    /// The same as one: what comes back is drawn by it.
    pub fn progress(&self) -> Progress {
        Progress::of(self.answers().into_iter().cloned().collect())
    }
}

/// What an exam's page is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Begin a sitting.
    Begin(Mode),
    /// Go to a question, counted from 0.
    Go(usize),
    /// Choose an option, or take the choice back.
    Choose(String),
    /// Move an option up, or else down.
    Shift(String, bool),
    /// Match an option.
    Pair(String, Option<String>),
    /// Flag the question, or take the flag away.
    Flag,
    /// Mark the question and tell the reasons.
    Show,
    /// End the sitting.
    Finish,
    /// Stop the clock, or let it run.
    Pause(bool),
    /// A second has passed.
    Tick,
    /// Show an option of the question in the simulator.
    See(String),
    /// Go back from there.
    Back,
    /// Hand the learner all answers as a file.
    Export,
    /// Add the answers in a file's text.
    Import(String),
    /// Hand the learner what is kept and cannot be read.
    Raw,
}

/// The page on which one chooses what to be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Choose {
    /// A sitting to go on with, or whose results can be seen.
    pub open: Option<Open>,
    /// The timed mocks.
    pub mocks: Vec<Mock>,
    /// The topics: mode, title, items.
    pub topics: Vec<(Mode, String, usize)>,
    /// How many items there are, were answered wrongly last, and how many points come back today.
    pub counts: [usize; 3],
    /// How many answers are kept.
    pub answers: usize,
    /// The points by domain.
    pub map: Vec<Part>,
    /// The wrong models met so far.
    pub beliefs: Vec<Belief>,
    /// What cannot be read.
    pub lost: Vec<String>,
}

/// A sitting that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// What it asks.
    pub title: String,
    /// Questions answered, and all.
    pub done: (usize, usize),
    /// Whether it is over.
    pub over: bool,
}

/// A timed mock.
#[derive(Clone, Debug, PartialEq)]
pub struct Mock {
    /// The exam.
    pub exam: Exam,
    /// How many items it has here, and in the guide.
    pub items: (usize, usize),
    /// How long it takes.
    pub minutes: u32,
}

/// The points of a domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The domain's name.
    pub title: String,
    /// How many stand so: believed, shaky, unseen, mastered.
    pub counts: [usize; 4],
    /// The points.
    pub points: Vec<Known>,
}

/// A point on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Which.
    pub point: Point,
    /// What it says.
    pub text: String,
    /// How it stands.
    pub standing: Standing,
    /// Answered rightly, and asked.
    pub score: (usize, usize),
    /// Whether an item asks it.
    pub asked: bool,
}

/// A wrong model and the learner.
#[derive(Clone, Debug, PartialEq)]
pub struct Belief {
    /// What it believes, and what is so.
    pub text: (String, String),
    /// Chosen, and met.
    pub score: (usize, usize),
    /// Whether it is still held.
    pub held: bool,
    /// The points it is about, by their ids.
    pub points: Vec<String>,
    /// The lab that breaks it.
    pub lab: Option<(Route, String)>,
    /// The concept that tells how it is, where no lab does.
    pub concept: Option<(Route, String)>,
}

/// Every standing in the order in which it is counted.
pub const STANDINGS: [Standing; 4] =
    [Standing::Believed, Standing::Shaky, Standing::Unseen, Standing::Mastered];

/// A standing's word in keys and classes.
pub fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Believed => "believed",
        Standing::Shaky => "shaky",
        Standing::Unseen => "unseen",
        Standing::Mastered => "mastered",
    }
}

/// What a sitting asks, in words.
pub fn mode_title(mode: &Mode, texts: &Texts) -> String {
    match mode {
        Mode::Mock(exam) => texts.fill("exam-page.mode.mock", &[("exam", &exam.code())]),
        Mode::Topic(topic) => texts.t(&topic_key(topic)).to_owned(),
        Mode::Point(point) => texts.t(&point.key()).to_owned(),
        mode => texts.t(&format!("exam-page.mode.{}", mode.word())).to_owned(),
    }
}

/// The name of a domain.
pub fn domain_title(domain: Domain, texts: &Texts) -> String {
    texts.t(&format!("exam-page.domain.{}", domain.word())).to_owned()
}

/// A lab that is there, with its title.
pub fn lab_link(lab: &str, texts: &Texts) -> Option<(Route, String)> {
    let title = texts.get(&format!("home.lab.{lab}.title")).unwrap_or(lab).to_owned();
    is_lab(lab).then(|| (Route::Lab(lab.to_owned()), title))
}

/// What is wrong with a text that was kept, in words.
pub fn problem(error: &ReadError, texts: &Texts) -> String {
    let detail = error.detail();
    let detail: Vec<(&str, &dyn Display)> =
        detail.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    texts.fill(error.key(), &detail)
}

/// The page on which one chooses. None before the items are there.
pub fn choose(held: &Held, texts: &Texts) -> Option<Choose> {
    let bank = held.bank.as_ref()?;
    let known = spacing::points(held.answers());
    let topics = bank.topics().iter().map(|topic| {
        (Mode::Topic(topic.clone()), texts.t(&topic_key(topic)).to_owned(), {
            bank.of_topic(topic).count()
        })
    });
    let due = spacing::due(&known, held.today).into_iter();
    let due = due.filter(|point| bank.of_point(*point).next().is_some()).count();
    let wrong = wrong(bank, &held.kept.progress).len();
    let lost = held.kept.lost.iter().map(|(_, error)| error).chain(&held.lost_sitting);
    Some(Choose {
        open: held.sitting.as_ref().map(|sitting| open(sitting, texts)),
        mocks: Exam::ALL.into_iter().map(|exam| mock(bank, exam)).collect(),
        topics: topics.collect(),
        counts: [bank.items().len(), wrong, due],
        answers: held.kept.progress.records().len(),
        map: Domain::ALL.map(|domain| part(bank, &known, domain, held.today, texts)).to_vec(),
        beliefs: beliefs(held, texts),
        lost: lost.map(|error| problem(error, texts)).collect(),
    })
}

/// How each point stands that was asked or can be; none before the items are there.
pub fn standings(held: &Held, texts: &Texts) -> Vec<Known> {
    let Some(bank) = &held.bank else { return Vec::new() };
    let known = spacing::points(held.answers());
    Point::all().map(|point| of_point(bank, &known, point, (held.today, texts))).collect()
}

fn of_point(
    bank: &Bank,
    known: &BTreeMap<Point, Recall>,
    point: Point,
    (today, texts): (i64, &Texts),
) -> Known {
    Known {
        point,
        text: texts.t(&point.key()).to_owned(),
        standing: spacing::standing(known, point, today),
        score: known.get(&point).map_or((0, 0), |recall| recall.score),
        asked: bank.of_point(point).next().is_some(),
    }
}

fn open(sitting: &Sitting, texts: &Texts) -> Open {
    Open {
        title: mode_title(&sitting.mode, texts),
        done: (sitting.answered(), sitting.entries.len()),
        over: sitting.done,
    }
}

fn mock(bank: &Bank, exam: Exam) -> Mock {
    let flavour = Flavour::of(exam);
    let parts: Vec<(usize, usize)> = flavour
        .weights
        .iter()
        .map(|(domain, weight)| (*weight, bank.of_domain(exam, *domain).count()))
        .collect();
    let items = share(flavour.items, &parts).into_iter().sum();
    Mock { exam, items: (items, REAL_ITEMS), minutes: flavour.minutes(items) }
}

fn part(
    bank: &Bank,
    known: &BTreeMap<Point, Recall>,
    domain: Domain,
    today: i64,
    texts: &Texts,
) -> Part {
    let of_domain = Point::all().filter(|point| point.domain() == domain);
    let points: Vec<Known> =
        of_domain.map(|point| of_point(bank, known, point, (today, texts))).collect();
    let count = |standing| points.iter().filter(|one| one.standing == standing).count();
    Part { title: domain_title(domain, texts), counts: STANDINGS.map(count), points }
}

fn beliefs(held: &Held, texts: &Texts) -> Vec<Belief> {
    let all = spacing::beliefs(held.answers());
    all.iter().filter(|one| one.score.0 > 0).map(|one| belief(one, None, texts)).collect()
}

/// A wrong model as it is shown, with a lab for those that have none.
pub(super) fn belief(found: &spacing::Belief, lab: Option<&str>, texts: &Texts) -> Belief {
    let model = found.model;
    let lab = model.lab().or(lab).and_then(|lab| lab_link(lab, texts));
    let concept = model.points().next().and_then(concepts::of_point).filter(|_| lab.is_none());
    Belief {
        text: (texts.t(&model.key()).to_owned(), texts.t(&model.truth_key()).to_owned()),
        score: found.score,
        held: found.held,
        points: model.points().map(|point| point.to_string()).collect(),
        lab,
        concept: concept.map(|concept| (concept.route(), concept.title(texts))),
    }
}
