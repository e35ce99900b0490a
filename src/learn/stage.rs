//! A world that a script makes before the learner comes.

use crate::shell::run::{Job, Poll, Printed, Terminal};
use crate::shell::script;
use crate::sim::{Act, Command, Setup, Sim, Who};
use crate::text::Texts;

/// About so many wake-ups run between two looks at how much is left.
pub const SLICE: u32 = 1_000;

/// Makes a world; what made it is no act of the learner.
///
/// # Errors
/// If a line fails, in the words it printed.
pub fn world(setup: Setup, text: &str, texts: &Texts) -> Result<Sim, String> {
    world_within(setup, text, texts, None)
}

/// The same, for a script of somebody whom nobody knows: it takes so many slices of work at most.
///
/// # Errors
/// If a line fails, in the words it printed, or it takes longer.
pub fn world_within(
    setup: Setup,
    text: &str,
    texts: &Texts,
    most: Option<u32>,
) -> Result<Sim, String> {
    let mut sim = Sim::new(setup);
    for printed in played(&mut sim, text, Act::Other, texts, most)? {
        if printed.exit != 0 {
            return Err(format!("{}: {}", printed.command, printed.stderr.trim()));
        }
    }
    Ok(sim)
}

/// The same with the administrator signed in to the console.
///
/// # Errors
/// If a line fails, in the words it printed.
pub fn signed_in(setup: Setup, text: &str, texts: &Texts) -> Result<Sim, String> {
    let mut sim = world(setup, text, texts)?;
    sim.submit(Command::SignIn(admin()), Act::Other, 0, None);
    Ok(sim)
}

/// Plays a script in the administrator's terminal; what each line printed, up to the first that
/// fails when the script wants that (`set -e`).
///
/// # Errors
/// If the script cannot be read.
pub fn play(sim: &mut Sim, text: &str, act: Act, texts: &Texts) -> Result<Vec<Printed>, String> {
    played(sim, text, act, texts, None)
}

fn played(
    sim: &mut Sim,
    text: &str,
    act: Act,
    texts: &Texts,
    most: Option<u32>,
) -> Result<Vec<Printed>, String> {
    let script = script::parse(text).map_err(|error| error.say(texts))?;
    let mut job = Job::new(script, Terminal::new(admin())).acting(act);
    let (mut lines, mut left) = (Vec::new(), most);
    let budget = if most.is_some() { SLICE } else { u32::MAX };
    loop {
        match job.poll(sim, texts, budget) {
            Poll::Line(printed) => lines.push(printed),
            Poll::Busy if left == Some(0) => return Err(texts.t("check.too-long").to_owned()),
            Poll::Busy => left = left.map(|left| left - 1),
            Poll::Done => return Ok(lines),
        }
    }
}

/// Who makes worlds.
pub(super) fn admin() -> Who {
    Who::User("admin".to_owned())
}
