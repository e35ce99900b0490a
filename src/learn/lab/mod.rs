//! A lab: one file of sections in the program's one text language. `docs/labs.md` is its reference.
//!
//! ```text
//! --- lab
//! user: jiwoo
//! points: P043 P079
//! minutes: 30
//! --- par
//! calls: 6
//! --- start
//! …the script that makes the world the learner finds…
//! --- goal topic
//! made: expect topic ops-alerts
//! --- hint topic
//! other: expect topic alerts
//! --- predict mails
//! reveal: expect record CreateTopic
//! choice none: expect no mail
//! choice one: expect mail
//! --- forbidden
//! gone: expect record DeleteTopic
//! --- solution topic
//! …what a learner could type…
//! --- wrong no-confirmation fails mail from W14
//! …a script that goes wrong in a way people do…
//! ```
//!
//! A goal is reached when all its needs hold; the first that does not says what is still missing.
//! Texts stand in `static/text/LANG/lab-ID.json`, so a file never changes with a language; a file
//! that comes from elsewhere carries its own, in sections `text en` and `text ko`. A `solution`
//! section marked `optional` may be left out by a learner. A section that ends in `of CAUSE…`
//! belongs to the lab only when its seed draws one of these causes.

pub mod limits;
mod read;
mod said;
pub mod write;

use std::fmt;

use crate::sim::noise::mix;
use crate::text::Lang;
use read::Section;
pub use said::Said;

/// A lab as its file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lab {
    /// The name of the file without its ending.
    pub id: String,
    /// The user who is signed in at the start.
    pub user: String,
    /// The seed of the world.
    pub seed: u64,
    /// What may be the cause of it all; the seed draws one.
    pub causes: Vec<String>,
    /// The cause drawn, if there is a choice.
    pub cause: Option<String>,
    /// What exams ask that this lab lets people feel: `P043` ….
    pub points: Vec<String>,
    /// How long it takes a person, in minutes.
    pub minutes: u32,
    /// The script that makes the world the learner finds.
    pub start: String,
    /// The goals in order.
    pub goals: Vec<Goal>,
    /// What the learner is asked before it happens.
    pub predictions: Vec<Prediction>,
    /// What must never come to hold.
    pub forbidden: Vec<Need>,
    /// What is good enough for a star each.
    pub par: Option<Par>,
    /// The reference solution in order.
    pub solution: Vec<Step>,
    /// Wrong ways.
    pub wrong: Vec<Wrong>,
    /// What it says, if it carries its own texts.
    pub said: Said,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its name in the file and in text keys.
    pub id: String,
    /// What must hold, in the order in which what is missing is told.
    pub needs: Vec<Need>,
    /// Hints for what the learner did, in the order in which they are offered.
    pub notices: Vec<Notice>,
}

/// A hint for something the learner did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its name in text keys.
    pub id: String,
    /// `expect` lines; it is offered while all hold and the goal is not reached.
    pub when: Vec<String>,
}

/// A question about what will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// Its name in text keys.
    pub id: String,
    /// `expect` lines; it is asked once all have held.
    pub once: Vec<String>,
    /// An `expect` line; when it holds, it is over.
    pub reveal: Option<String>,
    /// Whether the clock stops until it is answered.
    pub stops: bool,
    /// The alarm it is about: what that is going to see is drawn, and what it saw is told.
    pub alarm: Option<String>,
    /// What there is to say.
    pub asks: Asks,
}

/// What a question has for answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// One of these; at the reveal the first whose `expect` line holds is what happened.
    Choice(Vec<Need>),
    /// A minute: the first instant at which an `expect` line's event happened, or, where there is
    /// a reveal, that it did not happen.
    Minute {
        /// The first and the last minute there is to choose, as written.
        between: (String, String),
        /// How many minutes lie between two.
        every: u32,
        /// An `expect` line about what happens.
        event: String,
    },
}

/// What is good enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Par {
    /// Calls that change something.
    pub calls: u64,
    /// Simulated minutes.
    pub minutes: u64,
    /// What the watching costs a month at the end, in millionths of a dollar.
    pub cost: u64,
    /// Hints.
    pub hints: u64,
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its name in text keys.
    pub id: String,
    /// An `expect` line.
    pub expect: String,
}

/// A part of the solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The goal it leads to.
    pub goal: String,
    /// Whether the lab is unsolved without it.
    pub required: bool,
    /// The script.
    pub script: String,
}

/// A wrong way, and the goals it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its name.
    pub id: String,
    /// Exactly the goals it leaves unreached, and the forbidden things it comes to.
    pub fails: Vec<String>,
    /// The wrong models it comes from: `W4` ….
    pub models: Vec<String>,
    /// The script, run on the lab's start.
    pub script: String,
}

/// What is wrong with a lab file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabError {
    /// The line, counted from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for LabError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Lab {
    /// Reads a lab file.
    ///
    /// # Errors
    /// If a section or a line in it is not one a lab has, or a goal is named that is not there.
    pub fn parse(id: &str, text: &str) -> Result<Lab, LabError> {
        Lab::drawn(id, text, None)
    }

    /// Reads a lab file. A lab with several causes draws one from this seed, which is its world's
    /// too; any other keeps the seed of its file.
    ///
    /// # Errors
    /// As [`Lab::parse`].
    pub fn drawn(id: &str, text: &str, seed: Option<u64>) -> Result<Lab, LabError> {
        let mut lab = Lab::empty(id);
        // Editors put a mark before a file's text.
        let sections = read::sections(text.trim_start_matches('\u{feff}'))?;
        let (heads, others): (Vec<_>, Vec<_>) =
            sections.iter().partition(|section| section.head == ["lab"]);
        for section in heads {
            lab.head(section)?;
        }
        lab.draw(seed);
        for section in others {
            let (head, of) = section.split("of");
            if let Some(unknown) = of.iter().find(|cause| !lab.has_cause(cause)) {
                return Err(section.error(&format!("there is no cause `{unknown}`")));
            }
            let drawn = lab.cause.as_deref().is_some_and(|cause| of.contains(&cause));
            if of.is_empty() || drawn {
                lab.section(head, section)?;
            }
        }
        lab.complete()
    }

    /// A seed that draws this cause.
    pub fn seed_for(&self, cause: &str) -> Option<u64> {
        let of = self.causes.len() as u64;
        (1..=1000).find(|seed| self.causes.get(pick(*seed, of)).is_some_and(|c| c == cause))
    }

    /// Whether it carries its own texts: somebody made it for themselves.
    pub fn is_own(&self) -> bool {
        !self.said.is_empty()
    }

    /// The goal with this name.
    pub fn goal(&self, id: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.id == id)
    }

    /// A lab that holds nothing yet.
    pub(in crate::learn) fn empty(id: &str) -> Lab {
        Lab {
            id: id.to_owned(),
            user: String::new(),
            seed: 1,
            causes: Vec::new(),
            cause: None,
            points: Vec::new(),
            minutes: 0,
            start: String::new(),
            goals: Vec::new(),
            predictions: Vec::new(),
            forbidden: Vec::new(),
            par: None,
            solution: Vec::new(),
            wrong: Vec::new(),
            said: Said::default(),
        }
    }

    fn has_cause(&self, name: &str) -> bool {
        self.causes.iter().any(|cause| cause == name)
    }

    fn draw(&mut self, seed: Option<u64>) {
        if !self.causes.is_empty() {
            self.seed = seed.unwrap_or(self.seed);
            self.cause = self.causes.get(pick(self.seed, self.causes.len() as u64)).cloned();
        }
    }

    fn section(&mut self, head: &[&str], section: &Section<'_>) -> Result<(), LabError> {
        match head {
            ["start"] => {
                let parts = [self.start.as_str(), &section.script()].map(str::to_owned);
                self.start = parts.join("\n").trim_matches('\n').to_owned();
            }
            ["goal", id] => {
                let id = (*id).to_owned();
                self.goals.push(Goal { id, needs: section.needs()?, notices: Vec::new() });
            }
            ["hint", goal] => {
                let notices = section.notices()?;
                let found = self.goals.iter_mut().find(|row| row.id == *goal);
                let Some(found) = found else {
                    return Err(section.error(&format!("there is no goal `{goal}` yet")));
                };
                found.notices.extend(notices);
            }
            ["predict", id] => self.predictions.push(section.prediction(id)?),
            ["forbidden"] => self.forbidden.extend(section.needs()?),
            ["par"] => self.par = Some(section.par()?),
            ["solution", goal, rest @ ..] if matches!(rest, [] | ["optional"]) => {
                let required = rest.is_empty();
                let goal = (*goal).to_owned();
                self.solution.push(Step { goal, required, script: section.script() });
            }
            ["wrong", id, "fails", rest @ ..] if !rest.is_empty() => {
                let (fails, models) = read::split(rest, "from");
                let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
                self.wrong.push(Wrong {
                    id: (*id).to_owned(),
                    fails: owned(fails),
                    models: owned(models),
                    script: section.script(),
                });
            }
            ["text", lang] => {
                let known = Lang::ALL.into_iter().find(|known| known.code() == *lang);
                let Some(lang) = known else {
                    return Err(section.error("expected `text en` or `text ko`"));
                };
                for (line, key, text) in section.pairs()? {
                    self.said
                        .add(lang, &key, &text)
                        .map_err(|message| LabError { line, message })?;
                }
            }
            _ => return Err(section.error(EXPECTED)),
        }
        Ok(())
    }

    fn head(&mut self, section: &Section<'_>) -> Result<(), LabError> {
        for (line, name, value) in section.pairs()? {
            let number = |what: &str| LabError { line, message: format!("{what} is a number") };
            let words = || value.split_whitespace().map(str::to_owned).collect();
            match name.as_str() {
                "user" => self.user = value,
                "seed" => self.seed = value.parse().map_err(|_| number("seed"))?,
                "minutes" => self.minutes = value.parse().map_err(|_| number("minutes"))?,
                "points" => self.points = words(),
                "causes" => self.causes = words(),
                _ => {
                    let known = "user, seed, causes, minutes or points";
                    let message = format!("expected {known}, found `{name}`");
                    return Err(LabError { line, message });
                }
            }
        }
        Ok(())
    }

    fn complete(self) -> Result<Lab, LabError> {
        let fail = |message: String| Err(LabError { line: 1, message });
        if self.user.is_empty() {
            return fail("a lab names its user".to_owned());
        }
        if self.goals.is_empty() || self.solution.is_empty() {
            return fail("a lab has goals and a solution".to_owned());
        }
        let named = self.solution.iter().map(|step| &step.goal);
        if let Some(id) = named.clone().find(|id| self.goal(id).is_none()) {
            return fail(format!("there is no goal `{id}`"));
        }
        let known = |id: &str| {
            self.goal(id).is_some() || self.forbidden.iter().any(|forbidden| forbidden.id == id)
        };
        let mut failed = self.wrong.iter().flat_map(|wrong| &wrong.fails);
        match failed.find(|id| !known(id)).cloned() {
            Some(id) => fail(format!("there is no goal `{id}`")),
            None => Ok(self),
        }
    }
}

/// What a heading may be.
const EXPECTED: &str = "expected `lab`, `par`, `start`, `goal ID`, `hint GOAL`, `predict ID`, \
    `forbidden`, `solution GOAL [optional]`, `wrong ID fails GOAL… [from MODEL…]` or `text LANG`";

/// Which of so many a seed draws.
fn pick(seed: u64, of: u64) -> usize {
    usize::try_from(mix(seed).checked_rem(of).unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# A lab.\n--- lab\nuser: jiwoo\npoints: P043 P079\n--- start\n\nsleep 1h\n\
        --- goal topic\nmade: expect topic ops\n\
        --- solution topic\naws sns create-topic --name ops\n\
        --- wrong other fails topic\naws sns create-topic --name other\n";

    #[test]
    fn reads_every_section() {
        let lab = Lab::parse("first", FILE).unwrap();
        assert_eq!(
            (lab.id.as_str(), lab.user.as_str(), lab.start.as_str()),
            ("first", "jiwoo", "sleep 1h")
        );
        assert_eq!(lab.points, ["P043", "P079"]);
        let need = Need { id: "made".to_owned(), expect: "expect topic ops".to_owned() };
        let goal = Goal { id: "topic".to_owned(), needs: vec![need], notices: Vec::new() };
        assert_eq!(lab.goals, [goal]);
        assert_eq!(lab.wrong[0].fails, ["topic"]);
        assert!(lab.solution[0].required);
    }

    #[test]
    fn faults_are_named() {
        let cases = [
            ("hello", "line 1: expected a section `--- …`, found `hello`"),
            ("--- lab\nuser jiwoo", "line 2: expected `name: value`, found `user jiwoo`"),
            ("--- lab\nseed: x", "line 2: seed is a number"),
            ("--- lab\nuser: jiwoo", "line 1: a lab has goals and a solution"),
            (
                "--- lab\nuser: j\n--- goal a\nx: expect y\n--- solution b\n",
                "line 1: there is no goal `b`",
            ),
        ];
        for (text, error) in cases {
            assert_eq!(Lab::parse("x", text).unwrap_err().to_string(), error);
        }
    }
}
