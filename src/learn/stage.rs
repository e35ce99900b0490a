//! A world that a script makes before the learner comes.

use crate::shell::run::{Job, Poll, Printed, Terminal};
use crate::shell::script;
use crate::sim::{Act, Command, Setup, Sim, Who};
use crate::text::Texts;

/// Makes a world; what made it is no act of the learner.
///
/// # Errors
/// If a line fails, in the words it printed.
pub fn world(setup: Setup, text: &str, texts: &Texts) -> Result<Sim, String> {
    let mut sim = Sim::new(setup);
    for printed in play(&mut sim, text, Act::Other, texts)? {
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
    let script = script::parse(text).map_err(|error| error.say(texts))?;
    let mut job = Job::new(script, Terminal::new(admin())).acting(act);
    let mut lines = Vec::new();
    loop {
        match job.poll(sim, texts, u32::MAX) {
            Poll::Line(printed) => lines.push(printed),
            Poll::Busy => {}
            Poll::Done => return Ok(lines),
        }
    }
}

/// Who makes worlds.
pub(super) fn admin() -> Who {
    Who::User("admin".to_owned())
}
