//! A question of a sitting, as it is shown.

use super::{Held, lab_link, mode_title};
use crate::learn::exam::{Choice, Entry, Form, Item, Sitting};
use crate::text::Texts;
use crate::view::route::Route;

/// The page of a sitting.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What the sitting asks.
    pub title: String,
    /// Its number, counted from 0, and how many there are.
    pub number: (usize, usize),
    /// What is asked.
    pub stem: String,
    /// What has to be done.
    pub task: String,
    /// What kind of item it is.
    pub form: Form,
    /// The options in the order shown.
    pub options: Vec<Answerable>,
    /// What options can be matched with: name and text.
    pub with: Vec<(String, String)>,
    /// Once it is marked: whether it is right.
    pub right: Option<bool>,
    /// Once it is marked: the reason of the whole, if it has one.
    pub why: Option<String>,
    /// Once it is marked: the points behind it.
    pub points: Vec<String>,
    /// Once it is marked: the lab that lets one feel it.
    pub lab: Option<(Route, String)>,
    /// Whether it is newer than the exams.
    pub newer: bool,
    /// Whether the learner wants to come back.
    pub flagged: bool,
    /// Whether anything was answered.
    pub answered: bool,
    /// Whether the reasons can be asked for.
    pub can_show: bool,
    /// Every question.
    pub palette: Vec<Spot>,
    /// The time left, in seconds, when there is an end to it.
    pub left_secs: Option<u64>,
    /// Whether the clock stands.
    pub paused: bool,
    /// Whether the sitting is over.
    pub over: bool,
}

/// An option.
#[derive(Clone, Debug, PartialEq)]
pub struct Answerable {
    /// Its name.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What it is matched with.
    pub matched: Option<String>,
    /// Once it is marked.
    pub told: Option<Told>,
}

/// What is told of an option.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Whether it is an answer, in its place, or matched rightly.
    pub right: bool,
    /// Why.
    pub why: Option<String>,
    /// What it should be matched with.
    pub with: Option<String>,
    /// The wrong model behind it.
    pub model: Option<String>,
    /// Whether the simulator can show it.
    pub see: bool,
}

/// A question in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Whether it has an answer.
    pub answered: bool,
    /// Whether it is flagged.
    pub flagged: bool,
    /// Once it is marked: whether it is right.
    pub right: Option<bool>,
}

/// The question shown. None without a sitting.
pub fn question(held: &Held, texts: &Texts) -> Option<Question> {
    let (bank, sitting) = (held.bank.as_ref()?, held.sitting.as_ref()?);
    let entry = sitting.entry()?;
    let item = bank.item(&entry.item)?;
    let timed = sitting.mode.is_timed();
    let shown = entry.shown;
    let palette = sitting.entries.iter().map(|entry| Spot {
        answered: !entry.answer.is_empty(),
        flagged: entry.flagged,
        right: entry.mark(bank).filter(|_| entry.shown).map(|mark| mark.right),
    });
    let text = |name: &str| texts.t(&item.key(name)).to_owned();
    Some(Question {
        title: mode_title(&sitting.mode, texts),
        number: (sitting.at, sitting.entries.len()),
        stem: text("stem"),
        task: task(item, texts),
        form: item.form,
        options: options(item, entry, texts),
        with: entry.with.iter().map(|id| (id.clone(), text(&format!("with.{id}")))).collect(),
        right: shown.then(|| entry.answer.mark(item).right),
        why: (shown && item.form == Form::Ordering).then(|| text("why")),
        points: if shown {
            item.points.iter().map(|point| texts.t(&point.key()).to_owned()).collect()
        } else {
            Vec::new()
        },
        lab: item.level.as_ref().filter(|_| shown).and_then(|lab| lab_link(lab, texts)),
        newer: item.newer,
        flagged: entry.flagged,
        answered: !entry.answer.is_empty(),
        can_show: !timed && !shown && entry.answer.is_whole(item),
        palette: palette.collect(),
        left_secs: left(sitting),
        paused: sitting.paused && !sitting.done,
        over: sitting.done,
    })
}

/// Seconds left, a begun one counted whole.
fn left(sitting: &Sitting) -> Option<u64> {
    let left = sitting.left_ms().filter(|_| !sitting.done)?;
    Some(left.div_ceil(1000))
}

fn task(item: &Item, texts: &Texts) -> String {
    let key = format!("exam-page.task.{}", item.form.word());
    texts.fill(&key, &[("n", &item.choose.unwrap_or(1))])
}

fn options(item: &Item, entry: &Entry, texts: &Texts) -> Vec<Answerable> {
    let order = match item.form {
        Form::Ordering if !entry.answer.chosen.is_empty() => &entry.answer.chosen,
        _ => &entry.order,
    };
    let all = order.iter().enumerate();
    let found = all.filter_map(|(place, id)| Some((place, item.option(id)?)));
    found.map(|(place, choice)| option(item, entry, (place, choice), texts)).collect()
}

fn option(
    item: &Item,
    entry: &Entry,
    (place, choice): (usize, &Choice),
    texts: &Texts,
) -> Answerable {
    let key = |name: &str| item.key(&format!("{name}.{}", choice.id));
    let with = choice.with.as_ref();
    let right = match item.form {
        Form::Single | Form::Multiple => choice.right,
        Form::Ordering => item.options.get(place).is_some_and(|one| one.id == choice.id),
        Form::Matching => entry.answer.matched.get(&choice.id) == with,
    };
    let see = item.see.as_ref().is_some_and(|see| see.shows.contains_key(&choice.id));
    let told = || Told {
        right,
        why: (item.form != Form::Ordering).then(|| texts.t(&key("why")).to_owned()),
        with: with.map(|with| texts.t(&item.key(&format!("with.{with}"))).to_owned()),
        model: choice.wrong.filter(|_| !right).map(|model| texts.t(&model.key()).to_owned()),
        see,
    };
    Answerable {
        id: choice.id.clone(),
        text: texts.t(&key("option")).to_owned(),
        chosen: item.form != Form::Ordering && entry.answer.chosen.contains(&choice.id),
        matched: entry.answer.matched.get(&choice.id).cloned(),
        told: entry.shown.then(told),
    }
}

/// What to notice in the world that shows an option, when the session is that: what the option
/// says, and why it is right or wrong.
pub fn to_notice(held: &Held, session: &str, texts: &Texts) -> Option<(String, String)> {
    let entry = held.sitting.as_ref()?.entry().filter(|entry| entry.shown)?;
    let item = held.bank.as_ref()?.item(&entry.item)?;
    // The name may have got a number behind it, where it was taken.
    let option = session.strip_prefix(&stage(item, ""))?.split('-').next()?;
    let choice = item.option(option)?;
    let why = match item.form {
        Form::Ordering => "why".to_owned(),
        Form::Single | Form::Multiple | Form::Matching => format!("why.{}", choice.id),
    };
    let text = |name: &str| texts.get(&item.key(name)).map(str::to_owned);
    Some((text(&format!("option.{}", choice.id))?, text(&why)?))
}

/// The name of the session that shows an option of an item.
pub fn stage(item: &Item, option: &str) -> String {
    format!("{STAGE}{}-{}-{option}", item.topic, item.id)
}

/// What the names of sessions begin with in which something is seen to happen.
pub const STAGE: &str = "exam-";

/// Seconds as a clock shows them: `1:05:09`, `5:09`.
pub fn clock(secs: u64) -> String {
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{secs:02}")
    } else {
        format!("{minutes}:{secs:02}")
    }
}
