//! A lab: one file of sections in the program's one text language.
//!
//! ```text
//! --- lab
//! user: jiwoo
//! points: P043 P079
//! minutes: 30
//! --- start
//! …the script that makes the world the learner finds…
//! --- goal topic
//! made: expect topic ops-alerts
//! --- solution topic
//! …what a learner could type…
//! --- wrong no-confirmation fails mail
//! …a script that goes wrong in a way people do…
//! ```
//!
//! A goal is reached when all its needs hold; the first that does not says what is still missing.
//! Texts stand in `static/text/LANG/lab-ID.json`, so a file never changes with a language. A
//! `solution` section marked `optional` may be left out by a learner.

use std::fmt;

/// A lab as its file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lab {
    /// The name of the file without its ending.
    pub id: String,
    /// The user who is signed in at the start.
    pub user: String,
    /// The seed of the world.
    pub seed: u64,
    /// What exams ask that this lab lets people feel: `P043` ….
    pub points: Vec<String>,
    /// How long it takes a person, in minutes.
    pub minutes: u32,
    /// The script that makes the world the learner finds.
    pub start: String,
    /// The goals in order.
    pub goals: Vec<Goal>,
    /// The reference solution in order.
    pub solution: Vec<Step>,
    /// Wrong ways.
    pub wrong: Vec<Wrong>,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its name in the file and in text keys.
    pub id: String,
    /// What must hold, in the order in which what is missing is told.
    pub needs: Vec<Need>,
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
    /// Exactly the goals it leaves unreached.
    pub fails: Vec<String>,
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
        let mut lab = Lab {
            id: id.to_owned(),
            user: String::new(),
            seed: 1,
            points: Vec::new(),
            minutes: 0,
            start: String::new(),
            goals: Vec::new(),
            solution: Vec::new(),
            wrong: Vec::new(),
        };
        // Editors put a mark before a file's text.
        for section in sections(text.trim_start_matches('\u{feff}'))? {
            lab.section(&section)?;
        }
        lab.complete()
    }

    /// The goal with this name.
    pub fn goal(&self, id: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.id == id)
    }

    fn section(&mut self, section: &Section<'_>) -> Result<(), LabError> {
        match section.head.as_slice() {
            ["lab"] => self.head(section),
            ["start"] => {
                self.start = section.script();
                Ok(())
            }
            ["goal", id] => {
                let needs = section.pairs()?.into_iter();
                let needs = needs.map(|(_, id, expect)| Need { id, expect }).collect();
                self.goals.push(Goal { id: (*id).to_owned(), needs });
                Ok(())
            }
            ["solution", goal, rest @ ..] if matches!(rest, [] | ["optional"]) => {
                let required = rest.is_empty();
                let goal = (*goal).to_owned();
                self.solution.push(Step { goal, required, script: section.script() });
                Ok(())
            }
            ["wrong", id, "fails", fails @ ..] if !fails.is_empty() => {
                self.wrong.push(Wrong {
                    id: (*id).to_owned(),
                    fails: fails.iter().map(|goal| (*goal).to_owned()).collect(),
                    script: section.script(),
                });
                Ok(())
            }
            _ => Err(section.error(
                "expected `lab`, `start`, `goal ID`, `solution GOAL [optional]` or \
                 `wrong ID fails GOAL…`",
            )),
        }
    }

    fn head(&mut self, section: &Section<'_>) -> Result<(), LabError> {
        for (line, name, value) in section.pairs()? {
            let number = |what: &str| LabError { line, message: format!("{what} is a number") };
            match name.as_str() {
                "user" => self.user = value,
                "seed" => self.seed = value.parse().map_err(|_| number("seed"))?,
                "minutes" => self.minutes = value.parse().map_err(|_| number("minutes"))?,
                "points" => self.points = value.split(' ').map(str::to_owned).collect(),
                _ => {
                    let message = format!("expected user, seed, minutes or points, found `{name}`");
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
        let mut named = named.chain(self.wrong.iter().flat_map(|wrong| &wrong.fails));
        let unknown = named.find(|id| self.goal(id).is_none()).cloned();
        match unknown {
            Some(id) => fail(format!("there is no goal `{id}`")),
            None => Ok(self),
        }
    }
}

/// A section: its heading's words, and its lines.
struct Section<'a> {
    line: usize,
    head: Vec<&'a str>,
    body: Vec<(usize, &'a str)>,
}

impl Section<'_> {
    fn error(&self, message: &str) -> LabError {
        let message = format!("{message}, found `{}`", self.head.join(" "));
        LabError { line: self.line, message }
    }

    /// The lines as a script, without the blank ones at its ends.
    fn script(&self) -> String {
        let lines: Vec<&str> = self.body.iter().map(|(_, line)| *line).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }

    /// Lines `name: value`; blank lines and `#` comments are passed over.
    fn pairs(&self) -> Result<Vec<(usize, String, String)>, LabError> {
        let lines = self.body.iter().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let pair = |(line, text): &(usize, &str)| match text.split_once(": ") {
            Some((name, value)) => Ok((*line, name.trim().to_owned(), value.trim().to_owned())),
            None => {
                let message = format!("expected `name: value`, found `{text}`");
                Err(LabError { line: *line, message })
            }
        };
        lines.map(pair).collect()
    }
}

fn sections(text: &str) -> Result<Vec<Section<'_>>, LabError> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (i, text) in text.lines().enumerate() {
        let line = i + 1;
        if let Some(head) = text.strip_prefix("--- ") {
            let head = head.split_whitespace().collect();
            sections.push(Section { line, head, body: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            section.body.push((line, text));
        } else if !text.trim().is_empty() && !text.starts_with('#') {
            let message = format!("expected a section `--- …`, found `{text}`");
            return Err(LabError { line, message });
        }
    }
    Ok(sections)
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
        assert_eq!(lab.goals, [Goal { id: "topic".to_owned(), needs: vec![need] }]);
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
