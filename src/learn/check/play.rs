//! The laws that take playing the lab.

use super::Broken;
use crate::access::trace::Outcome as Decided;
use crate::learn::lab::Lab;
use crate::learn::progress::{LabProgress, NEVER, Outcome, Stand};
use crate::learn::session::Session;
use crate::shell::run::Printed;
use crate::text::Texts;

/// AWS refused a call.
const SERVICE_ERROR: u8 = 254;

/// Plays a lab: its solution, that with a step left out, and the wrong ways.
pub(super) fn played(lab: &Lab, languages: &[Texts]) -> Vec<Broken> {
    let Some(texts) = languages.first() else { return Vec::new() };
    let mut broken = Vec::new();
    if let Err(found) = (Player { lab, texts }).all(&mut broken) {
        broken.push(found);
    }
    broken
}

struct Player<'a> {
    lab: &'a Lab,
    texts: &'a Texts,
}

impl Player<'_> {
    /// Everything; an error is one that makes the rest pointless.
    fn all(&self, broken: &mut Vec<Broken>) -> Result<(), Broken> {
        let start = self.play(&[])?;
        broken.extend(early(start.progress()));
        let whole: Vec<&str> = self.lab.solution.iter().map(|step| step.script.as_str()).collect();
        if start.done() {
            broken.push(Broken::new("check.solved-at-start"));
        }
        let end = self.play(&whole)?;
        let left = end.unreached();
        if !left.is_empty() {
            let goals = left.join(", ");
            broken.push(Broken::new("check.unsolved").with("goals", goals));
        }
        broken.extend(end.faults.iter().map(|fault| fault.told("solution")));
        broken.extend(foretold(end.progress()));
        broken.extend(within_par(end.progress()));
        for (i, step) in self.lab.solution.iter().enumerate().filter(|(_, step)| step.required) {
            let without = whole.iter().enumerate().filter(|(n, _)| *n != i);
            let without: Vec<&str> = without.map(|(_, script)| *script).collect();
            if self.play(&without)?.done() {
                let found = Broken::new("check.not-required").with("step", i + 1);
                broken.push(found.with("goal", &step.goal));
            }
        }
        self.wrong_ways(broken)
    }

    /// Each wrong way fails what it says, and every hint and ban is met on one of them.
    fn wrong_ways(&self, broken: &mut Vec<Broken>) -> Result<(), Broken> {
        let (mut offered, mut banned) = (Vec::new(), Vec::new());
        for wrong in &self.lab.wrong {
            let end = self.play(&[&wrong.script])?;
            broken.extend(end.faults.iter().map(|fault| fault.told(&wrong.id)));
            let failed = end.unreached();
            if failed != self.in_order(&wrong.fails) {
                let found = Broken::new("check.wrong-fails").with("wrong", &wrong.id);
                let found = found.with("expected", wrong.fails.join(", "));
                broken.push(found.with("found", failed.join(", ")));
            }
            let mut session = end.session;
            offered.extend(offers(&mut session));
            banned.extend(session.progress().into_iter().flat_map(|row| row.broken.clone()));
        }
        for goal in &self.lab.goals {
            let dead = goal.notices.iter().map(|notice| (goal.id.clone(), notice.id.clone()));
            for (goal, notice) in dead.filter(|pair| !offered.contains(pair)) {
                let found = Broken::new("check.dead-notice").with("goal", goal);
                broken.push(found.with("hint", notice));
            }
        }
        for row in self.lab.forbidden.iter().filter(|row| !banned.contains(&row.id)) {
            broken.push(Broken::new("check.dead-ban").with("ban", &row.id));
        }
        Ok(())
    }

    fn in_order(&self, goals: &[String]) -> Vec<String> {
        let ids = self.lab.goals.iter().map(|goal| goal.id.clone());
        let ids = ids.chain(self.lab.forbidden.iter().map(|row| row.id.clone()));
        ids.filter(|id| goals.contains(id)).collect()
    }

    /// Plays scripts one after the other on the lab's start.
    fn play(&self, scripts: &[&str]) -> Result<Played, Broken> {
        let started = Session::lab(self.lab.clone(), self.texts);
        let mut session =
            started.map_err(|error| Broken::new("check.start").with("error", error))?;
        let mut faults = Vec::new();
        for script in scripts {
            let read = session.submit(script);
            read.map_err(|error| Broken::new("check.script").with("error", error.say(self.texts)))?;
            while session.busy() {
                let refused_before = session.live().cloudtrail().records().len();
                let Some(printed) = session.poll(self.texts, u32::MAX) else { continue };
                if !is_fine(&printed, &session, refused_before) {
                    faults.push(Fault(printed));
                }
            }
        }
        Ok(Played { session, faults })
    }
}

/// A line succeeded, or failed by a refusal for want of permission.
fn is_fine(printed: &Printed, session: &Session, records_before: usize) -> bool {
    let mut records = session.live().cloudtrail().records().since(records_before);
    let mut refused = || {
        records.any(|record| {
            record.decision.as_ref().is_some_and(|decision| decision.outcome != Decided::Allow)
        })
    };
    printed.exit == 0 || (printed.exit == SERVICE_ERROR && refused())
}

struct Fault(Printed);

impl Fault {
    fn told(&self, script: &str) -> Broken {
        let Fault(printed) = self;
        let found = Broken::new("check.line-fails").with("script", script);
        let found = found.with("line", printed.line).with("command", &printed.command);
        found.with("exit", printed.exit).with("stderr", printed.stderr.trim())
    }
}

struct Played {
    session: Session,
    faults: Vec<Fault>,
}

impl Played {
    fn progress(&self) -> Option<&LabProgress> {
        self.session.progress()
    }

    /// The goals that are not reached, and the forbidden things that came to hold.
    fn unreached(&self) -> Vec<String> {
        let goals = self.progress().into_iter().flat_map(|progress| &progress.goals);
        let goals = goals.filter(|goal| goal.reached.is_none()).map(|goal| goal.id.clone());
        goals.chain(self.progress().into_iter().flat_map(|row| row.broken.clone())).collect()
    }

    fn done(&self) -> bool {
        self.unreached().is_empty()
    }
}

/// A hint for what the learner did must not be offered before anything is done.
fn early(progress: Option<&LabProgress>) -> Vec<Broken> {
    let goals = progress.into_iter().flat_map(|progress| &progress.goals);
    let early = goals.filter_map(|goal| Some((&goal.id, goal.notice.as_ref()?)));
    let found = |(goal, hint): (&String, &String)| {
        Broken::new("check.early-notice").with("goal", goal).with("hint", hint)
    };
    early.map(found).collect()
}

/// Each question must be asked before it is over, and end in something that could be said.
fn foretold(progress: Option<&LabProgress>) -> Vec<Broken> {
    let mut broken = Vec::new();
    for question in progress.into_iter().flat_map(|progress| &progress.questions) {
        let said = match &question.stand {
            Stand::Over { outcome: Outcome::Choice(choice), .. } => question.takes(choice),
            Stand::Over { outcome: Outcome::At(at), .. } => {
                question.takes(&at.as_secs().to_string())
            }
            Stand::Over { outcome: Outcome::Never, .. } => question.takes(NEVER),
            _ => false,
        };
        let key = match (said, question.early) {
            (false, _) => "check.no-outcome",
            (true, true) => "check.no-time-to-answer",
            (true, false) => continue,
        };
        broken.push(Broken::new(key).with("question", &question.id));
    }
    broken
}

/// The solution earns every star.
fn within_par(progress: Option<&LabProgress>) -> Vec<Broken> {
    let rows = progress.and_then(|progress| progress.score.as_ref()).map(|score| &score.rows);
    let missed = rows.into_iter().flatten().filter(|row| !row.earned());
    let found = |row: &crate::learn::score::Row| {
        let found = Broken::new("check.par").with("what", row.measure.key());
        found.with("value", row.value).with("par", row.par)
    };
    missed.map(found).collect()
}

/// The hints for what was done that are offered now, one after the other.
fn offers(session: &mut Session) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let next = |session: &Session| {
        let goals = session.progress().into_iter().flat_map(|progress| &progress.goals);
        let mut offers = goals.filter_map(|goal| Some((goal.id.clone(), goal.notice.clone()?)));
        offers.next()
    };
    while let Some((goal, notice)) = next(session) {
        session.hint(&goal);
        found.push((goal, notice));
    }
    found
}
