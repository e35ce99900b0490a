//! The command line, built natively only: `watchtrail run`, `watchtrail check`,
//! `watchtrail fleet`.
//!
//! [`main`] is all of it but the process: arguments in, an exit status out. A command is a module
//! with a `run` and an arm in [`main`].

mod args;
pub mod assets;
mod check;
mod export;
mod fleet;
mod run;

use std::ffi::OsString;
use std::io::{Read, Write};

use crate::shell::Fault;
use crate::text::Texts;
use args::Args;

/// Exit status of wrong use.
const WRONG_USE: u8 = 2;

/// The three streams of a process.
pub struct Io<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output.
    pub stdout: &'a mut dyn Write,
    /// Standard error.
    pub stderr: &'a mut dyn Write,
}

impl Io<'_> {
    /// Prints; false when nobody reads any more.
    pub fn print(&mut self, text: &str) -> bool {
        self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush()).is_ok()
    }

    /// Complains. A reader who is gone misses it.
    pub fn complain(&mut self, text: &str) {
        let _gone = self.stderr.write_all(text.as_bytes());
    }

    /// Complains of wrong use; the exit status of that.
    pub fn wrong(&mut self, fault: &Fault, texts: &Texts) -> u8 {
        self.complain(&format!("watchtrail: {}\n", fault.say(texts)));
        WRONG_USE
    }
}

/// Runs `watchtrail ARGS…` (without the program's name); the exit status.
pub fn main(args: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> u8 {
    let mut given = Args::default();
    let read = given.read(lexopt::Parser::from_args(args));
    let texts = match assets::texts(&given.assets, given.lang) {
        Ok(texts) => texts,
        Err(problem) => {
            io.complain(&format!("watchtrail: {problem}\n"));
            return WRONG_USE;
        }
    };
    if let Err(fault) = read {
        return io.wrong(&fault, &texts);
    }
    if given.version {
        io.print(&format!("watchtrail {}\n", env!("CARGO_PKG_VERSION")));
        return 0;
    }
    if given.help {
        return usage(io, &texts);
    }
    match given.command.as_deref() {
        Some("run") => run::run(&given, io, &texts),
        Some("check") => check::run(&given, io, &texts),
        Some("fleet") => fleet::run(&given, io, &texts),
        Some("help") => usage(io, &texts),
        Some(other) => io.wrong(&Fault::new("shell.run.command").with("found", other), &texts),
        None => {
            io.complain(&format!("{}\n", texts.t("shell.run.usage")));
            WRONG_USE
        }
    }
}

fn usage(io: &mut Io<'_>, texts: &Texts) -> u8 {
    io.print(&format!("{}\n", texts.t("shell.run.usage")));
    0
}
