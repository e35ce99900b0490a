//! What is asked, which answers there are, and which is right: read from the world that came out.

use super::answers::{BROKE, Row, TOLD, believable};
use super::plan::{Amount, Plan};
use super::proof::{self, Proof};
use super::sign::Sight;
use crate::learn::exam::draw::Dice;
use crate::sim::World;
use crate::sim::noise::mix;
use crate::sim::time::{Span, Time};

/// The questions, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// What broke?
    What,
    /// Since when?
    Since,
    /// Who or what did it?
    Who,
    /// Why was, or wasn't, anybody told?
    Told,
    /// What would have caught it?
    Caught,
}

impl Ask {
    /// Every question.
    pub const ALL: [Ask; 5] = [Ask::What, Ask::Since, Ask::Who, Ask::Told, Ask::Caught];

    /// Its word in keys.
    pub fn word(self) -> &'static str {
        match self {
            Ask::What => "what",
            Ask::Since => "since",
            Ask::Who => "who",
            Ask::Told => "told",
            Ask::Caught => "caught",
        }
    }
}

/// How an answer is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The text of this word of its question.
    Word(&'static str),
    /// A person.
    Person(String),
    /// A minute.
    Minute(Time),
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub says: Says,
    /// Whether that is so in the world.
    pub right: bool,
}

impl Choice {
    /// Its name among the answers to its question.
    pub fn id(&self) -> String {
        match &self.says {
            Says::Word(word) => (*word).to_owned(),
            Says::Person(name) => name.clone(),
            Says::Minute(time) => time.format("%H:%M"),
        }
    }
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Which.
    pub ask: Ask,
    /// The answers, in the order in which they are shown.
    pub choices: Vec<Choice>,
    /// What shows it.
    pub proofs: Vec<Proof>,
}

impl Question {
    /// The answer that is right.
    pub fn right(&self) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.right)
    }
}

/// All that is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// When somebody asks.
    pub now: Time,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// Nobody did it.
pub const NOBODY: &str = "nobody";

impl Truth {
    /// What is so in the world of a plan.
    pub(super) fn of(plan: &Plan, world: &World) -> Truth {
        let sight = Sight { plan, world };
        let mut dice = Dice::new(mix(plan.code.seed) ^ 0x00a5_u64 ^ u64::from(plan.code.level));
        let questions = Ask::ALL.map(|ask| {
            let mut choices = match ask {
                Ask::What => what(sight, &mut dice),
                Ask::Since => since(sight),
                Ask::Who => who(sight),
                Ask::Told => why_told(sight, &mut dice),
                Ask::Caught => caught(plan, &mut dice),
            };
            match ask {
                Ask::Since => choices.sort_by_key(Choice::id),
                _ => dice.shuffle(&mut choices),
            }
            Question { ask, choices, proofs: proof::of(sight, ask) }
        });
        Truth { now: world.now(), questions: questions.to_vec() }
    }

    /// The question of this kind.
    pub fn question(&self, ask: Ask) -> Option<&Question> {
        self.questions.iter().find(|question| question.ask == ask)
    }
}

fn options(sight: Sight<'_>) -> usize {
    Amount::of(sight.plan.code.level).options
}

/// Every row that holds in the world, and enough of those that do not.
fn drawn(
    sight: Sight<'_>,
    rows: impl Iterator<Item = &'static Row>,
    right: &str,
    dice: &mut Dice,
) -> Vec<Choice> {
    let choice = |row: &Row| Choice { says: Says::Word(row.id), right: sight.all(row.signs) };
    let (mut asked, mut others): (Vec<Choice>, Vec<Choice>) =
        rows.map(choice).partition(|choice| choice.id() == right);
    // What is also so would be no wrong answer.
    others.retain(|choice| !choice.right);
    dice.shuffle(&mut others);
    asked.extend(others.into_iter().take(options(sight) - 1));
    asked
}

fn what(sight: Sight<'_>, dice: &mut Dice) -> Vec<Choice> {
    let fault = sight.plan.kind.fault();
    let [right, ..] = fault.right;
    let offered = believable(fault.scene);
    let rows = BROKE.iter().filter(|row| row.id == right || offered.contains(&row.id));
    drawn(sight, rows, right, dice)
}

fn why_told(sight: Sight<'_>, dice: &mut Dice) -> Vec<Choice> {
    let [_, right, _] = sight.plan.kind.fault().right;
    // That nothing looks at it is only asked where it is so: elsewhere it could be argued.
    let rows = TOLD.iter().filter(|row| row.id == right || row.id != "unwatched");
    drawn(sight, rows, right, dice)
}

fn who(sight: Sight<'_>) -> Vec<Choice> {
    let culprit = sight.culprit();
    let people = sight.plan.everybody().map(|name| Choice {
        right: culprit.as_deref() == Some(name),
        says: Says::Person(name.to_owned()),
    });
    let nobody = Choice { says: Says::Word(NOBODY), right: culprit.is_none() };
    people.chain([nobody]).collect()
}

/// The minute in which it began, and minutes in which other things happened.
fn since(sight: Sight<'_>) -> Vec<Choice> {
    let Some(began) = sight.began() else { return Vec::new() };
    let mut others = moments(sight);
    others.retain(|time| *time != began);
    others.sort_by_key(|time| ((*time - began).as_millis().abs(), *time));
    others.dedup();
    let mut times: Vec<Time> = others.into_iter().take(options(sight) - 1).collect();
    let mut step = 1;
    while times.len() + 1 < options(sight) {
        let time = began + Span::mins(5 * step);
        if !times.contains(&time) {
            times.push(time);
        }
        step += 1;
    }
    let wrong = times.into_iter().map(|time| (time, false));
    let all = wrong.chain([(began, true)]);
    all.map(|(time, right)| Choice { says: Says::Minute(time), right }).collect()
}

/// When anything happened that could be taken for it: calls that changed something, changes of
/// alarms, the load.
fn moments(sight: Sight<'_>) -> Vec<Time> {
    let made = sight.world.setup().start + Span::mins(15);
    let records = sight.world.cloudtrail().records().iter();
    let calls = records.filter(|record| !record.read_only && record.time >= made);
    let calls = calls.filter(|record| record.user_name().is_some()).map(|record| record.time);
    let past = sight.history(sight.plan.kind.alarm(), made);
    let changes = past.into_iter().map(|item| item.time);
    let load = [sight.plan.at(sight.plan.load, sight.world)];
    let all = calls.chain(changes).chain(load).map(|time| time.floor(Span::mins(1)));
    all.filter(|time| *time < sight.world.now()).collect()
}

fn caught(plan: &Plan, dice: &mut Dice) -> Vec<Choice> {
    let fault = plan.kind.fault();
    let [.., right] = fault.right;
    let mut wrong: Vec<&'static str> = fault.vain.to_vec();
    dice.shuffle(&mut wrong);
    let wrong = wrong.into_iter().take(Amount::of(plan.code.level).options - 1);
    let wrong = wrong.map(|word| Choice { says: Says::Word(word), right: false });
    [Choice { says: Says::Word(right), right: true }].into_iter().chain(wrong).collect()
}
