//! What was done in a world, as a script that does it there again: what was typed as it was typed,
//! what pages did as the commands that do the same, the clock as `sleep`.
//!
//! [`crate::learn::export`] writes the same for a real account, where neither the clock nor the
//! simulated world can be moved.

use std::collections::BTreeSet;

use crate::api::spec::Operation as _;
use crate::learn::export::{Names, Step, steps, switched};
use crate::shell::aws::print;
use crate::shell::script::quote;
use crate::shell::world;
use crate::sim::command::{Demand, Fill, Inside};
use crate::sim::{Act, Change, Command, Entry, Region, Setup, Span, Time, Via};

/// A second: `sleep` knows nothing finer.
const SECOND: Span = Span::secs(1);

/// A line, and the entry of the log it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry's place.
    pub entry: usize,
    /// What it does.
    pub doing: Doing,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It lets time pass.
    Sleep(Span),
    /// Anything else, as it is typed.
    Type(String),
}

/// The lines of a log. The first `split` entries are typed in the administrator's terminal, where a
/// failure must not end the script; the others in the learner's.
pub fn lines(setup: Setup, log: &[Entry], split: usize, user: &str) -> Vec<Line> {
    let steps = steps(setup, log);
    // What somebody had planned happens again by itself.
    let begun: BTreeSet<u64> = log
        .iter()
        .filter(|entry| matches!(entry.command, Command::Begin { .. }))
        .map(|entry| entry.group)
        .collect();
    let mut writer = Writer { steps: &steps, names: Names::simulated(), typed: None };
    let (mut clock, mut lines) = (setup.start, Vec::new());
    for (entry, step) in steps.iter().enumerate() {
        if let Command::Advance { until } = step.entry.command {
            let until = whole(until);
            if until > clock {
                lines.push(Line { entry, doing: Doing::Sleep(until - clock) });
                clock = until;
            }
            continue;
        }
        if begun.contains(&step.entry.group) {
            continue;
        }
        let place = match entry < split {
            true => Place { who: "admin", start: true },
            false => Place { who: user, start: false },
        };
        let text = writer.line(entry, step, place);
        lines.extend(text.map(|text| Line { entry, doing: Doing::Type(text) }));
    }
    lines
}

/// Lines as a script.
pub fn text<'a>(lines: impl IntoIterator<Item = &'a Line>) -> String {
    let (mut out, mut slept) = (Vec::new(), None::<Span>);
    for line in lines {
        match &line.doing {
            Doing::Sleep(span) => {
                slept = Some(slept.map_or(*span, |slept| slept + *span));
            }
            Doing::Type(text) => {
                out.extend(slept.take().map(|span| format!("sleep {span}")));
                out.push(text.clone());
            }
        }
    }
    out.extend(slept.map(|span| format!("sleep {span}")));
    out.join("\n")
}

/// The first whole second that is not before an instant.
fn whole(time: Time) -> Time {
    let floor = time.floor(SECOND);
    if floor < time { floor + SECOND } else { floor }
}

/// Whose terminal a line is typed in, and for what.
#[derive(Clone, Copy)]
struct Place<'a> {
    who: &'a str,
    start: bool,
}

struct Writer<'a> {
    steps: &'a [Step<'a>],
    names: Names,
    /// The statement that was written last, and the act it is of: several commands follow from one.
    typed: Option<(u64, &'a str)>,
}

impl<'a> Writer<'a> {
    fn line(&mut self, i: usize, step: &'a Step<'a>, place: Place<'_>) -> Option<String> {
        if let Some(typed) = self.as_typed(step, place) {
            let this = (step.entry.group, typed);
            if self.typed == Some(this) {
                return None;
            }
            self.typed = Some(this);
            let failed = self.steps.iter().skip(i).any(|other| {
                other.entry.group == this.0
                    && other.entry.typed.as_deref() == Some(typed)
                    && other.reply.is_err()
            });
            return Some(may_fail(self.names.filled(typed), failed, place));
        }
        let text = self.made(i, step, place)?;
        Some(may_fail(text, step.reply.is_err(), place))
    }

    /// The statement as it was typed, if it does the same in this terminal: nobody else typed it,
    /// and it lets no time pass, which is written for itself.
    fn as_typed(&self, step: &'a Step<'a>, place: Place<'_>) -> Option<&'a str> {
        let typed = step.entry.typed.as_deref()?;
        if ["sleep", "within", "exit"].iter().any(|word| typed.contains(word)) {
            return None;
        }
        let of = |other: &&Step<'_>| {
            other.entry.group == step.entry.group && other.entry.typed == step.entry.typed
        };
        let own = |step: &Step<'_>| match &step.entry.command {
            Command::Call(call) => call.who.profile() == place.who || call.via != Via::Cli,
            _ => true,
        };
        let named = typed.contains("--profile");
        (named || self.steps.iter().filter(of).all(own)).then_some(typed)
    }

    /// The command that does what a page did.
    fn made(&mut self, i: usize, step: &Step<'_>, place: Place<'_>) -> Option<String> {
        let failed = step.reply.is_err();
        match &step.entry.command {
            Command::Call(call) if call.via == Via::MailLink => {
                let verb = match call.request.input().get("Token") {
                    Some(_) => "confirm",
                    None => "unsubscribe",
                };
                Some(format!("world {verb} {}", quote(step.endpoint.as_ref()?)))
            }
            Command::Call(call) => {
                step.call()?;
                // What fails for another reason than want of permission teaches nothing.
                if failed && !place.start && !step.refused {
                    return None;
                }
                let who = Some(&call.who).filter(|who| who.profile() != place.who);
                let region = Some(call.region).filter(|region| *region != Region::US_EAST_1);
                let command = self.names.filled(&print::command(&call.request, who, region));
                match self.names.capture(i, self.steps).first() {
                    Some((path, name)) => {
                        Some(format!("{name}=$({command} --query '{path}' --output text)"))
                    }
                    None => Some(command),
                }
            }
            Command::Login(attempt) => Some(world::sign_in(attempt)),
            Command::Switch { role } => switched(i, role, self.steps),
            Command::World(change) if !failed => {
                let until = until(change).map(|until| until - step.now);
                let line = self.names.filled(&world::line(change));
                Some(match until {
                    Some(span) => format!("{line} for {span}"),
                    None => line,
                })
            }
            Command::Schedule { at, who, text } if !failed => {
                Some(self.names.filled(&format!("at {} {who}: {text}", at.rfc3339())))
            }
            Command::Set { name, value } if is_name(name) => {
                Some(self.names.filled(&format!("{name}={}", quote(value))))
            }
            _ => None,
        }
    }
}

/// A line that failed when it was done. Where the world is made that must not end everything.
fn may_fail(text: String, failed: bool, place: Place<'_>) -> String {
    if failed && place.start { format!("{text} || true") } else { text }
}

/// Whether a variable is one that scripts can name: files are kept among them.
fn is_name(name: &str) -> bool {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    first && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// When a change of the world ends by itself.
fn until(change: &Change) -> Option<Time> {
    match change {
        Change::Load { until, .. }
        | Change::Fault { until, .. }
        | Change::Trouble { until, .. }
        | Change::Demand(Demand { until, .. })
        | Change::Inside(Inside::Fill(Fill { until, .. })) => *until,
        _ => None,
    }
}

/// Whether an entry is what somebody did, whose record a learner can leave as well.
pub fn is_done(entry: &Entry) -> bool {
    match entry.act {
        Act::Do | Act::Other => true,
        Act::Read => entry.typed.is_some(),
        Act::Clock => false,
    }
}
