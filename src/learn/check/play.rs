//! The laws that take playing the lab.

use super::Broken;
use crate::access::trace::Outcome as Decided;
use crate::learn::lab::{Lab, limits};
use crate::learn::progress::{LabProgress, NEVER, Outcome, Stand};
use crate::learn::score::Score;
use crate::learn::session::Session;
use crate::learn::stage::SLICE;
use crate::shell::run::Printed;
use crate::text::Texts;

/// AWS refused a call.
const SERVICE_ERROR: u8 = 254;

/// Plays a lab: its solution, that with a step left out, and the wrong ways.
pub(super) fn played(lab: &Lab, languages: &[Texts]) -> Vec<Broken> {
    let Some(texts) = languages.first() else { return Vec::new() };
    let mut plays = Plays::new(lab, texts);
    while plays.step() {}
    plays.broken
}

/// The laws that take playing a lab, a play at a time: what others wrote may take a while, and a
/// page has to stay alive meanwhile.
#[derive(Debug)]
pub struct Plays<'a> {
    player: Player<'a>,
    next: usize,
    offered: Vec<(String, String)>,
    banned: Vec<String>,
    /// What the solution took, once it was played and solved it.
    score: Option<Score>,
    broken: Vec<Broken>,
}

impl<'a> Plays<'a> {
    /// A lab about to be played.
    pub fn new(lab: &'a Lab, texts: &'a Texts) -> Plays<'a> {
        let (offered, banned, broken) = (Vec::new(), Vec::new(), Vec::new());
        Plays { player: Player { lab, texts }, next: 0, offered, banned, score: None, broken }
    }

    /// How many plays there are.
    pub fn len(&self) -> usize {
        let lab = self.player.lab;
        2 + lab.solution.iter().filter(|step| step.required).count() + lab.wrong.len()
    }

    /// Whether there are none, which is never so.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Plays once; whether there is more to play.
    pub fn step(&mut self) -> bool {
        let lab = self.player.lab;
        let required = lab.solution.iter().enumerate().filter(|(_, step)| step.required);
        let required: Vec<usize> = required.map(|(place, _)| place).collect();
        let (now, steps) = (self.next, required.len());
        self.next += 1;
        let played = match now {
            0 => self.start(),
            1 => self.solution(),
            _ => match required.get(now - 2) {
                Some(step) => self.without(*step),
                None => self.wrong(now - 2 - steps),
            },
        };
        if let Err(found) = played {
            // The rest would be pointless.
            self.broken.push(found);
            return false;
        }
        let more = self.next < self.len();
        if !more {
            self.never_met();
        }
        more
    }

    /// What the solution took, if it was played and solved the lab.
    pub fn score(&self) -> Option<&Score> {
        self.score.as_ref()
    }

    /// The laws that are broken.
    pub fn broken(self) -> Vec<Broken> {
        self.broken
    }

    fn start(&mut self) -> Result<(), Broken> {
        let start = self.player.play(&[])?;
        self.broken.extend(early(start.progress()));
        if start.done() {
            self.broken.push(Broken::new("check.solved-at-start"));
        }
        Ok(())
    }

    fn solution(&mut self) -> Result<(), Broken> {
        let end = self.player.play(&self.player.scripts(None))?;
        let left = end.unreached();
        if !left.is_empty() {
            let goals = left.join(", ");
            self.broken.push(Broken::new("check.unsolved").with("goals", goals));
        }
        self.broken.extend(end.faults.iter().map(|fault| fault.told("solution")));
        self.broken.extend(foretold(end.progress()));
        self.broken.extend(within_par(end.progress()));
        self.score = end.progress().and_then(|progress| progress.score.clone());
        Ok(())
    }

    /// The solution without one of its steps.
    fn without(&mut self, step: usize) -> Result<(), Broken> {
        if self.player.play(&self.player.scripts(Some(step)))?.done() {
            let goal = self.player.lab.solution.get(step).map_or("", |step| step.goal.as_str());
            let found = Broken::new("check.not-required").with("step", step + 1);
            self.broken.push(found.with("goal", goal));
        }
        Ok(())
    }

    /// A wrong way fails what it says, and what is met on it is noted.
    fn wrong(&mut self, place: usize) -> Result<(), Broken> {
        let Some(wrong) = self.player.lab.wrong.get(place) else { return Ok(()) };
        let end = self.player.play(&[&wrong.script])?;
        self.broken.extend(end.faults.iter().map(|fault| fault.told(&wrong.id)));
        let failed = end.unreached();
        if failed != self.player.in_order(&wrong.fails) {
            let found = Broken::new("check.wrong-fails").with("wrong", &wrong.id);
            let found = found.with("expected", wrong.fails.join(", "));
            self.broken.push(found.with("found", failed.join(", ")));
        }
        let mut session = end.session;
        self.offered.extend(offers(&mut session));
        self.banned.extend(session.progress().into_iter().flat_map(|row| row.broken.clone()));
        Ok(())
    }

    /// Every hint and ban is met on one of the wrong ways.
    fn never_met(&mut self) {
        let lab = self.player.lab;
        for goal in &lab.goals {
            let dead = goal.notices.iter().map(|notice| (goal.id.clone(), notice.id.clone()));
            for (goal, notice) in dead.filter(|pair| !self.offered.contains(pair)) {
                let found = Broken::new("check.dead-notice").with("goal", goal);
                self.broken.push(found.with("hint", notice));
            }
        }
        for row in lab.forbidden.iter().filter(|row| !self.banned.contains(&row.id)) {
            self.broken.push(Broken::new("check.dead-ban").with("ban", &row.id));
        }
    }
}

#[derive(Debug)]
struct Player<'a> {
    lab: &'a Lab,
    texts: &'a Texts,
}

impl<'a> Player<'a> {
    /// The scripts of the solution, one of them left out.
    fn scripts(&self, without: Option<usize>) -> Vec<&'a str> {
        let steps = self.lab.solution.iter().enumerate();
        let steps = steps.filter(|(place, _)| Some(*place) != without);
        steps.map(|(_, step)| step.script.as_str()).collect()
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
        let (mut faults, own) = (Vec::new(), self.lab.is_own());
        let (budget, mut left) = if own { (SLICE, limits::SLICES) } else { (u32::MAX, 0) };
        for script in scripts {
            let read = session.submit(script);
            read.map_err(|error| Broken::new("check.script").with("error", error.say(self.texts)))?;
            while session.busy() {
                let refused_before = session.live().cloudtrail().records().len();
                let Some(printed) = session.poll(self.texts, budget) else {
                    let spent = own && left == 0 && session.busy();
                    left = left.saturating_sub(1);
                    if spent {
                        return Err(Broken::new("check.too-long"));
                    }
                    continue;
                };
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
