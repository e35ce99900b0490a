//! What a script or a goal asks about the world: `expect [no] SUBJECT …`.
//!
//! Asking reads state and leaves no record. [`table`] lists the subjects, one module each; what a
//! subject and its attributes mean stands in the texts under `shell.expect.SUBJECT.…`.

mod ask;
mod parse;
pub mod subjects;
mod when;

pub use ask::{Ask, Condition, Op};
pub use parse::{parse, parse_words};
pub use subjects::table;
pub use when::{Moment, When, clock};

use std::fmt;

use crate::sim::World;
use crate::sim::time::Time;

/// Something that can be asked about.
pub struct Subject {
    /// Its name in `expect`.
    pub name: &'static str,
    /// Its attributes; the first is the one a bare word after the subject is compared with.
    pub attributes: &'static [&'static str],
    /// The attribute a bare `=` is about.
    pub value: &'static str,
    /// Whether its rows are things that happened, each at its instant.
    pub happens: bool,
    /// Its rows.
    pub rows: for<'a> fn(&'a World, &Ask) -> Vec<Box<dyn Row + 'a>>,
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Subject {
    fn eq(&self, other: &Subject) -> bool {
        self.name == other.name
    }
}

/// One thing a subject has in a world.
pub trait Row {
    /// The values of an attribute: none, one, or several.
    fn get(&self, attribute: &str) -> Vec<String>;

    /// When it happened, for things that happen.
    fn stamp(&self) -> Option<Stamp> {
        None
    }
}

/// When something happened, and its place among its like at that instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The instant.
    pub time: Time,
    /// What kind of number follows: only numbers of one kind can be compared.
    pub kind: &'static str,
    /// The number.
    pub number: u64,
}

impl Stamp {
    /// Whether this is later than another. At one instant, unlike things come in either order.
    pub fn is_after(self, other: Stamp) -> bool {
        let beside = self.kind != other.kind || self.number > other.number;
        self.time > other.time || (self.time == other.time && beside)
    }
}

/// A whole expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// Whether it must not be so.
    pub no: bool,
    /// What.
    pub ask: Ask,
    /// How many times.
    pub count: Option<(Op, u64)>,
    /// When.
    pub when: When,
}

impl fmt::Display for Expect {
    /// The expectation as it can be typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let no = if self.no { "no " } else { "" };
        write!(f, "expect {no}{}", self.ask)?;
        if let Some((op, n)) = self.count {
            let written = Op::ALL.iter().find(|row| row.0 == op).map_or("", |row| row.1);
            write!(f, " count {written} {n}")?;
        }
        match &self.when {
            When::Now => Ok(()),
            When::At(moment) => write!(f, " at {moment}"),
            When::Within(span) => write!(f, " within {span}"),
            When::After(ask) => write!(f, " after {ask}"),
            When::Before(ask) => write!(f, " before {ask}"),
        }
    }
}

impl Expect {
    /// Whether it holds in a world. `at` a past instant needs the world of that instant (see
    /// [`Expect::instant`]); `within` is asked about now.
    ///
    /// # Errors
    /// What was found instead, in the words of `expect` itself.
    pub fn holds(&self, world: &World) -> Result<(), String> {
        self.holds_since(world, None)
    }

    /// The same, of what happened after an instant only.
    ///
    /// # Errors
    /// What was found instead.
    pub fn holds_since(&self, world: &World, since: Option<Time>) -> Result<(), String> {
        let rows = self.ask.rows(world);
        let mut matching = 0_u64;
        let mut found: Vec<&Box<dyn Row + '_>> = Vec::new();
        let limits = when::Limits::new(self, world, since);
        for row in &rows {
            if self.ask.matches(row.as_ref()) && limits.admits(row.as_ref()) {
                matching += 1;
                found.push(row);
            }
        }
        let right = match self.count {
            Some((op, wanted)) => op.compares(matching as f64, wanted as f64) != self.no,
            None => (matching > 0) != self.no,
        };
        if right {
            return Ok(());
        }
        if self.count.is_some() {
            return Err(format!("count {matching}"));
        }
        let shown = match self.no {
            true => found.into_iter().map(Box::as_ref).collect(),
            false => self.ask.nearest(rows.iter().map(Box::as_ref).collect()),
        };
        Err(self.ask.describe(&shown))
    }

    /// The first instant at which what is asked about happened.
    pub fn first(&self, world: &World) -> Option<Time> {
        let limits = when::Limits::new(self, world, None);
        let rows = self.ask.rows(world).into_iter();
        let counted =
            rows.filter(|row| self.ask.matches(row.as_ref()) && limits.admits(row.as_ref()));
        counted.filter_map(|row| row.stamp()).map(|stamp| stamp.time).min()
    }

    /// The past instant whose world must be asked, if the expectation is about one: that is so for
    /// subjects that have a state. What happened keeps its instant and is asked about now.
    ///
    /// # Errors
    /// If the instant has not come.
    pub fn instant(&self, now: Time) -> Result<Option<Time>, Time> {
        let When::At(moment) = &self.when else { return Ok(None) };
        let time = moment.time(now);
        if time > now {
            return Err(time);
        }
        Ok((!self.ask.subject.happens && time < now).then_some(time))
    }
}
