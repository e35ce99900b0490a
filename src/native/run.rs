//! `watchtrail run`: plays a script.

use std::fs;
use std::io::Read as _;

use super::args::Args;
use super::{Io, export};
use crate::shell::Fault;
use crate::shell::run::{Job, Poll, Terminal};
use crate::shell::script::{self, MAX_BYTES};
use crate::sim::{Sim, Who};
use crate::text::Texts;

/// How much is done between two looks at the streams.
const BUDGET: u32 = 100_000;

/// Exit status of a failed `expect`, and of a text that is no script.
const FAILED: u8 = 1;

/// Plays the script; the exit status.
pub fn run(args: &Args, io: &mut Io<'_>, texts: &Texts) -> u8 {
    let (name, text) = match read(args, io) {
        Ok(read) => read,
        Err(fault) => return io.wrong(&fault, texts),
    };
    let script = match script::parse(&text) {
        Ok(script) => script,
        Err(error) => {
            io.complain(&format!("watchtrail: {name}: {}\n", error.say(texts)));
            return FAILED;
        }
    };
    let mut sim = Sim::new(args.setup);
    let mut job = Job::new(script, Terminal::new(Who::User("admin".to_owned())));
    loop {
        match job.poll(&mut sim, texts, BUDGET) {
            Poll::Line(printed) if args.json => {
                if !io.print(&format!("{}\n", printed.json())) {
                    return 0;
                }
            }
            Poll::Line(printed) => {
                io.complain(&printed.stderr);
                if !printed.stdout.is_empty() && !io.print(&printed.stdout) {
                    return 0;
                }
            }
            Poll::Busy => {}
            Poll::Done => return ended(args, io, texts, (&sim, job.has_failed())),
        }
    }
}

/// The exit status of a script that ended, once what lies in buckets is written.
fn ended(args: &Args, io: &mut Io<'_>, texts: &Texts, (sim, failed): (&Sim, bool)) -> u8 {
    if let Some(folder) = &args.export
        && let Err(fault) = export::write(folder, sim.world())
    {
        return io.wrong(&fault, texts);
    }
    if failed { FAILED } else { 0 }
}

/// The script's name and text.
fn read(args: &Args, io: &mut Io<'_>) -> Result<(String, String), Fault> {
    let file = match args.files.as_slice() {
        [] => return Err(Fault::new("shell.run.no-file")),
        [file] => file,
        [_, more, ..] => {
            let more = more.to_string_lossy();
            return Err(Fault::new("shell.run.files").with("found", more));
        }
    };
    let name = file.to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    // One byte more than may be is enough to see that it is too much.
    let most = MAX_BYTES as u64 + 1;
    let read = match name.as_str() {
        "-" => (&mut *io.stdin).take(most).read_to_end(&mut bytes),
        _ => fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    if let Err(error) = read {
        let fault = Fault::new("shell.run.unreadable").with("file", name);
        return Err(fault.with("problem", error.to_string()));
    }
    // Editors put a mark before a file's text.
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        // A text that was cut off in the middle of a character is too long, not broken.
        Err(error) if error.as_bytes().len() as u64 == most => {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Ok((name, text))
        }
        Err(_) => Err(Fault::new("shell.run.not-text").with("file", name)),
    }
}
