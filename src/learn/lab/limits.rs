//! How much a lab from elsewhere may hold and do, so that no file freezes the page.

use super::Lab;
use crate::shell::script;

/// The longest file, in bytes.
pub const MAX_FILE: usize = 100_000;
/// How many slices of work ([`crate::learn::stage::SLICE`]) one play of it may take, beside one for
/// each line.
pub const SLICES: u32 = 100;

/// The most goals.
const GOALS: usize = 20;
/// The most lines of all its scripts.
const LINES: usize = 400;
/// The most wrong ways, and the most questions.
const FEW: usize = 10;
/// The most `expect` lines of goals, hints and bans.
const EXPECTS: usize = 100;

/// Something there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The word of the file for it.
    pub what: &'static str,
    /// How many there are.
    pub found: usize,
    /// How many there may be.
    pub most: usize,
}

/// The first thing that a lab has too much of.
pub fn beyond(lab: &Lab) -> Option<Beyond> {
    let scripts = [&lab.start].into_iter();
    let scripts = scripts.chain(lab.solution.iter().map(|step| &step.script));
    let scripts = scripts.chain(lab.wrong.iter().map(|wrong| &wrong.script));
    // What cannot be read is told elsewhere, and does not run.
    let lines = scripts.filter_map(|text| Some(script::parse(text).ok()?.statements.len()));
    let goals = lab.goals.iter();
    let asked = goals.map(|goal| {
        goal.needs.len() + goal.notices.iter().map(|notice| notice.when.len()).sum::<usize>()
    });
    let held = [
        ("goal", lab.goals.len(), GOALS),
        ("solution", lab.solution.len(), 2 * GOALS),
        ("wrong", lab.wrong.len(), FEW),
        ("predict", lab.predictions.len(), FEW),
        ("script", lines.sum(), LINES),
        ("expect", asked.sum::<usize>() + lab.forbidden.len(), EXPECTS),
    ];
    let mut beyond = held.into_iter().filter(|(_, found, most)| found > most);
    beyond.next().map(|(what, found, most)| Beyond { what, found, most })
}
