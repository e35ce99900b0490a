//! Labs that are made here, and labs from elsewhere: what the app is asked, and what pages show.

use crate::learn::check::Broken;
use crate::learn::kept::Solved;
use crate::learn::lab::Lab;
use crate::learn::make::{Draft, Mark, Suggestion, is_done};
use crate::learn::own;
use crate::learn::progress::lab_key;
use crate::learn::session::Session;
use crate::learn::step;
use crate::save::Drafts;
use crate::sim::{Act as Kind, Command, Sim, Span, Time, Who};
use crate::text::{Lang, Texts};
use crate::view::frame;

/// The name under which a lab that is being made is kept beside its session.
pub const FORM: &str = "make";

/// What the app is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The lab begins here, for this user.
    Mark(String),
    /// Goals to choose are looked for.
    Suggest,
    /// The lab is held against the laws, for this.
    Check(Then),
    /// It was.
    Checked(Box<Checked>, Then),
    /// A lab comes in: what its file is called, and its text.
    Bring(String, String),
    /// It was held against the laws; with it comes what it breaks.
    Examined(Box<Examined>),
    /// A lab from elsewhere is not wanted any more.
    Remove(String),
    /// Its file is wanted.
    Take(String),
}

/// What a check is for, if nothing is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// To know.
    Nothing,
    /// The file is wanted.
    File,
    /// The link is wanted.
    Link,
    /// It is to be played here.
    Try,
}

/// A lab that was made and held against the laws.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What its file is called.
    pub name: String,
    /// The file; why there is none.
    pub file: Result<String, String>,
    /// How much its solution takes: calls, simulated minutes.
    pub took: (u64, u64),
    /// The laws it breaks: each with the goal it is about, if it is about one.
    pub broken: Vec<(Option<String>, String)>,
}

impl Checked {
    /// Whether it is a lab that can be given out.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty() && self.file.is_ok()
    }
}

/// A lab that came in and was held against the laws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// What its file is called.
    pub name: String,
    /// The file.
    pub file: String,
    /// The laws it breaks.
    pub broken: Vec<String>,
}

/// What the app holds of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// The goals to choose, once they were looked for.
    pub suggestions: Option<Vec<Suggestion>>,
    /// Whether the lab that is made is being played.
    pub busy: bool,
    /// What came of it.
    pub checked: Option<Checked>,
    /// The end of the link; why there is none.
    pub link: Option<Result<String, String>>,
    /// The lab that is on its way in.
    pub coming: Option<String>,
    /// The one that was not brought in, and why.
    pub refused: Option<(String, Vec<String>)>,
    /// Goes up whenever the labs that are kept are others.
    pub turn: u32,
}

impl Held {
    /// Whether anything was found out about the lab that is made.
    pub fn is_begun(&self) -> bool {
        self.busy || self.suggestions.is_some() || self.checked.is_some()
    }
}

/// The goal a broken law is about, and the law in words.
pub fn told(lab: &Lab, broken: &Broken, texts: &Texts) -> (Option<String>, String) {
    let key = broken.arg("key").unwrap_or_default();
    let about = |goal: &&crate::learn::Goal| {
        broken.arg("goal") == Some(goal.id.as_str())
            || broken.arg("goals").is_some_and(|all| all.split(", ").any(|one| one == goal.id))
            || key.contains(&format!(".goal.{}.", goal.id))
    };
    let goal = lab.goals.iter().find(about).map(|goal| goal.id.clone());
    let field = field(lab, key).filter(|_| broken.key == "check.no-text");
    let empty = |field| texts.fill("make.check.empty", &[("field", &texts.t(field))]);
    (goal, field.map_or_else(|| broken.say(texts), empty))
}

/// The field of the page in which the text of a key is typed.
fn field(lab: &Lab, key: &str) -> Option<&'static str> {
    let key = key.strip_prefix(&lab_key(&lab.id, ""))?;
    match key.split('.').collect::<Vec<_>>().as_slice() {
        ["title"] => Some("make.field.lab"),
        ["brief"] => Some("make.field.story"),
        ["goal", _, "title"] => Some("make.field.title"),
        ["goal", _, "need", _] => Some("make.field.missing"),
        _ => None,
    }
}

/// A lab from elsewhere, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub id: String,
    /// Its file.
    pub file: String,
}

/// A lab from elsewhere in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How long it takes a person, in minutes, if it says so.
    pub minutes: Option<u32>,
    /// The most stars it earned, once it was solved.
    pub stars: Option<u8>,
}

/// The labs from elsewhere, by title.
pub fn rows(kept: &[Kept], solved: &Solved, lang: Lang) -> Vec<Row> {
    let row = |kept: &Kept| {
        let lab = own::read(&kept.id, &kept.file).ok();
        let title = lab.as_ref().and_then(|lab| lab.said.get(lang, "title"));
        Row {
            id: kept.id.clone(),
            title: title.unwrap_or_else(|| own::name(&kept.id)).to_owned(),
            minutes: lab.as_ref().map(|lab| lab.minutes).filter(|minutes| *minutes > 0),
            stars: solved.get(&kept.id).copied(),
        }
    };
    let mut rows: Vec<Row> = kept.iter().map(row).collect();
    rows.sort_by(|a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
    rows
}

/// Where the lab that is made begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Nobody has said.
    Nowhere,
    /// The moment was taken back.
    Lost,
    /// Here.
    At(Time),
}

/// The page on which a lab is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What was written so far.
    pub draft: Draft,
    /// Who the learner may be.
    pub users: Vec<String>,
    /// Where it begins.
    pub begins: Begins,
    /// What was done since, a line each, with the time that passed between.
    pub steps: Vec<String>,
    /// How many of them are acts.
    pub acts: usize,
    /// How much was done here before anything was marked: it all becomes part of the lab.
    pub before: usize,
}

/// The page on which a lab is made in the session that is open.
pub fn model(session: &Session, drafts: &Drafts, texts: &Texts) -> Model {
    let draft = Draft::of(drafts.get(FORM));
    let (sim, world) = (session.sim(), session.live());
    let begins = match &draft.mark {
        None => Begins::Nowhere,
        Some(mark) if mark.stands(sim) => Begins::At(mark.at),
        Some(_) => Begins::Lost,
    };
    let (steps, acts) = draft.mark.as_ref().map(|mark| since(mark, sim, texts)).unwrap_or_default();
    let unmarked = || sim.log().iter().filter(|entry| is_done(entry)).count();
    let before = if draft.mark.is_none() { unmarked() } else { 0 };
    let users = frame::people(world);
    let users = users.into_iter().filter_map(|who| match who {
        Who::User(name) => Some(name),
        _ => None,
    });
    Model { draft, users: users.collect(), begins, steps, acts, before }
}

/// What was done since a mark, a line each, and how many of the lines are acts: what the clock did
/// by itself stands between them.
fn since(mark: &Mark, sim: &Sim, texts: &Texts) -> (Vec<String>, usize) {
    let (mut clock, mut waited) = (mark.at, Span::ZERO);
    let (mut lines, mut acts, mut last) = (Vec::new(), 0, None);
    let slept = |waited: &mut Span| {
        let span = Span::secs(std::mem::take(waited).as_secs());
        (span > Span::ZERO).then(|| format!("sleep {span}"))
    };
    for entry in sim.log().iter().skip(mark.entries) {
        if let Command::Advance { until } = entry.command {
            let passed = until - clock;
            clock = until;
            if entry.act == Kind::Clock {
                waited = waited + passed;
            }
        }
        // One line that was typed may have led to several commands.
        let line = (entry.group, step::line(entry, texts));
        if entry.act == Kind::Do && last.as_ref() != Some(&line) {
            lines.extend(slept(&mut waited));
            lines.push(line.1.clone());
            acts += 1;
            last = Some(line);
        }
    }
    lines.extend(slept(&mut waited));
    (lines, acts)
}
