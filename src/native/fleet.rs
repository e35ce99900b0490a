//! `watchtrail fleet`: how fast a large world runs.

use std::time::Instant;

use serde_json::json;

use super::Io;
use super::args::Args;
use crate::shell::Fault;
use crate::text::Texts;

/// Exit status when a call of the world was refused.
const FAILED: u8 = 1;

/// Builds the world, runs it and prints what it took; the exit status.
pub fn run(args: &Args, io: &mut Io<'_>, texts: &Texts) -> u8 {
    if let Some(found) = args.files.first() {
        let found = found.to_string_lossy();
        return io.wrong(&Fault::new("shell.run.needless").with("found", found), texts);
    }
    let fleet = args.fleet;
    let begun = Instant::now();
    let outcome = match fleet.run(args.setup) {
        Ok(outcome) => outcome,
        Err(problem) => {
            io.complain(&format!("watchtrail: {problem}\n"));
            return FAILED;
        }
    };
    let seconds = (begun.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    let facts = json!({
        "instances": fleet.instances,
        "alarms": fleet.alarms,
        "days": fleet.days,
        "period": fleet.period_secs,
        "evaluations": outcome.evaluations,
        "transitions": outcome.transitions,
        "seconds": seconds,
        "digest": outcome.digest,
    });
    if args.json {
        io.print(&format!("{facts}\n"));
        return 0;
    }
    for (name, value) in facts.as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        io.print(&format!("{:<12} {value}\n", texts.t(&format!("shell.fleet.{name}"))));
    }
    0
}
