//! The commands of the terminal beside `aws`, and `help` about all of them.

use super::aws::wait::Waiter;
use super::aws::{self, Finished, Ran};
use super::expect::{self, Expect, When};
use super::fault::Fault;
use super::run::{Desk, Ended, Terminal, quiet, who};
use super::tools;
use super::world;
use crate::sim::time::{Span, Time};
use crate::sim::{Command, Sim};
use crate::text::Texts;

/// What running a command comes to.
#[derive(Debug)]
pub(super) enum Step {
    /// It has ended.
    Done(Ended),
    /// It ends at this instant.
    Sleep(Time),
    /// It ends when this is decided. With it, what was complained of before.
    Expect(Box<Expect>, String),
    /// It ends when what is asked for is as wished. With it, what was complained of before.
    Wait(Box<Waiter>, String),
}

impl Step {
    /// The step with complaints before its own.
    pub fn after(mut self, earlier: String) -> Step {
        match &mut self {
            Step::Done(done) => done.out.stderr.insert_str(0, &earlier),
            Step::Sleep(_) => {}
            Step::Expect(_, before) | Step::Wait(_, before) => before.insert_str(0, &earlier),
        }
        self
    }
}

/// The verbs, in the order `help` lists them; each has a text `shell.verb.NAME`.
pub const VERBS: [&str; 18] = [
    "aws", "sleep", "at", "world", "expect", "echo", "set", "true", "ls", "cat", "rm", "gzip",
    "gunzip", "zcat", "base64", "grep", "jq", "help",
];

/// Runs a command: at least one word.
pub(super) fn run(
    words: &[String],
    desk: &mut Desk<'_>,
    terminal: &mut Terminal,
    texts: &Texts,
) -> Step {
    let Some((verb, args)) = words.split_first() else { return done(quiet(0)) };
    if desk.inner && matches!(verb.as_str(), "sleep" | "expect" | "set") {
        return wrong(&Fault::new("shell.parse.inner-command"), texts);
    }
    match verb.as_str() {
        "aws" => match aws::run(args, &terminal.who.clone(), desk, texts) {
            Ran::Ended(out) => done(out),
            Ran::Waits(_) if desk.inner => wrong(&Fault::new("shell.parse.inner-command"), texts),
            Ran::Waits(waiter) => Step::Wait(waiter, String::new()),
        },
        "echo" => done(echo(args)),
        "true" | ":" => done(quiet(0)),
        "false" => done(quiet(1)),
        "set" => set(args, terminal, texts),
        "sleep" => sleep(args, desk, texts),
        "world" => done(world::run(args, desk, texts)),
        "expect" => match expect::parse_words(args) {
            Ok(expect) => Step::Expect(Box::new(expect), String::new()),
            Err(fault) => match wrong(&fault, texts) {
                Step::Done(ended) => Step::Done(Ended { unmet: true, ..ended }),
                step => step,
            },
        },
        "help" => help(args, texts),
        name if tools::NAMES.contains(&name) => {
            done(tools::run(name, args, desk, texts).unwrap_or_default())
        }
        _ => {
            let text = texts.fill("shell.not-found", &[("name", verb)]);
            done(Finished { stderr: format!("{text}\n"), ..quiet(127) })
        }
    }
}

fn echo(args: &[String]) -> Finished {
    let stdout = match args.split_first() {
        Some((first, rest)) if first == "-n" => rest.join(" "),
        _ => format!("{}\n", args.join(" ")),
    };
    Finished { stdout, ..quiet(0) }
}

fn done(out: Finished) -> Step {
    Step::Done(out.into())
}

/// Wrong use of a verb: exit status 2.
pub(super) fn wrong(fault: &Fault, texts: &Texts) -> Step {
    done(Finished { stderr: format!("{}\n", fault.say(texts)), ..quiet(2) })
}

fn set(args: &[String], terminal: &mut Terminal, texts: &Texts) -> Step {
    match args {
        [flag] if flag == "-e" => terminal.errexit = true,
        [flag] if flag == "+e" => terminal.errexit = false,
        _ => return wrong(&Fault::new("shell.set.usage"), texts),
    }
    done(quiet(0))
}

/// Why so much time cannot pass, if it cannot.
pub(super) fn too_long(span: Span, sim: &Sim) -> Option<Fault> {
    let world = sim.world();
    (world.now() + span > world.end()).then(|| {
        let most = (world.end() - world.now()).to_string();
        let (fault, end) = (Fault::new("shell.sleep.end"), world.end().to_string());
        fault.with("end", end).with("most", most)
    })
}

fn sleep(args: &[String], desk: &Desk<'_>, texts: &Texts) -> Step {
    let span = match args {
        [span] => Span::parse(span),
        _ => None,
    };
    let world = desk.sim.world();
    let end = span.and_then(|span| too_long(span, desk.sim));
    if let Some(fault) = end {
        return wrong(&fault, texts);
    }
    match span {
        Some(span) => Step::Sleep(world.now() + span),
        None => wrong(&Fault::new("shell.sleep.usage").with("found", args.join(" ")), texts),
    }
}

/// `at TIME WHO: …`
pub(super) fn at(
    time: &str,
    name: String,
    text: String,
    desk: &mut Desk<'_>,
    texts: &Texts,
) -> Step {
    if desk.inner {
        return wrong(&Fault::new("shell.parse.inner-command"), texts);
    }
    let now = desk.sim.world().now();
    let Some(at) = next(time, now) else {
        return wrong(&Fault::new("shell.at.not-time").with("found", time), texts);
    };
    let who = who(&name).profile().to_owned();
    let planned = desk.submit(Command::Schedule { at, who, text }, desk.act);
    match planned.reply {
        Ok(_) => done(quiet(0)),
        Err(error) => done(Finished { stderr: format!("{}\n", error.message), ..quiet(1) }),
    }
}

/// An instant as `at` is given it: a time of day is the next such.
fn next(text: &str, now: Time) -> Option<Time> {
    let day = Span::days(1);
    match expect::clock(text) {
        Some(since_midnight) => {
            let today = now.floor(day) + since_midnight;
            Some(if today > now { today } else { today + day })
        }
        None => Time::parse(text).filter(|_| text.contains('-')),
    }
}

/// Whether an expectation that began to be asked at `from` holds now.
///
/// What must not happen within a time is looked for in that time only.
pub(super) fn check(expect: &Expect, sim: &Sim, from: Time) -> Result<(), Unmet> {
    let world = sim.world();
    let since = (expect.no && matches!(expect.when, When::Within(_))).then_some(from);
    match expect.instant(world.now()) {
        Err(time) => Err(Unmet::Future { time, now: world.now() }),
        Ok(None) => expect.holds_since(world, since).map_err(Unmet::Found),
        Ok(Some(time)) => expect.holds(&sim.at(time)).map_err(Unmet::Found),
    }
}

/// Why an expectation does not hold.
#[derive(Debug)]
pub(super) enum Unmet {
    /// This was found instead.
    Found(String),
    /// Its instant has not come.
    Future {
        /// The instant.
        time: Time,
        /// The present.
        now: Time,
    },
}

/// An `expect` that was decided.
pub(super) fn verdict(expect: &Expect, held: Result<(), Unmet>, texts: &Texts) -> Ended {
    let (text, exit) = match held {
        Ok(()) => return quiet(0).into(),
        Err(Unmet::Future { time, now }) => {
            (texts.fill("shell.expect.future", &[("time", &time), ("now", &now)]), 2)
        }
        Err(Unmet::Found(found)) => {
            let key = match expect.when {
                When::Within(_) if !expect.no => "shell.expect.late",
                _ => "shell.expect.failed",
            };
            (texts.fill(key, &[("expect", &expect), ("found", &found)]), 1)
        }
    };
    Ended { out: Finished { stderr: format!("{text}\n"), ..quiet(exit) }, unmet: true }
}

/// `help`, `help VERB`, `help expect SUBJECT`.
fn help(args: &[String], texts: &Texts) -> Step {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let text = match args.as_slice() {
        [] => {
            let mut text = format!("{}\n\n", texts.t("shell.help"));
            let rows = VERBS.map(|verb| (verb.to_owned(), format!("shell.verb.{verb}")));
            text.push_str(&listed(&rows, texts));
            text
        }
        ["world"] => world::help(texts),
        ["expect"] => {
            let mut text = format!("{}\n\n", texts.t("shell.help.expect"));
            for subject in expect::table() {
                let told = texts.t(&format!("shell.expect.{}", subject.name)).to_owned();
                let attributes = subject.attributes.join(" ");
                text.push_str(&format!("  {}\n      {told}\n", subject.name));
                text.push_str(&format!("      {attributes}\n"));
            }
            text
        }
        ["expect", name] => match expect::table().iter().find(|s| s.name == *name) {
            Some(subject) => {
                let told = texts.t(&format!("shell.expect.{name}")).to_owned();
                let attributes = subject.attributes.iter();
                let rows: Vec<(String, String)> = attributes
                    .map(|name| ((*name).to_owned(), format!("shell.attribute.{name}")))
                    .collect();
                format!("{name}: {told}\n\n{}", listed(&rows, texts))
            }
            None => return unknown(name, texts),
        },
        [verb] if VERBS.contains(verb) => {
            let long = format!("shell.help.{verb}");
            let key = if texts.has(&long) { long } else { format!("shell.verb.{verb}") };
            format!("{}\n", texts.t(&key))
        }
        words => return unknown(&words.join(" "), texts),
    };
    done(Finished { stdout: text, ..quiet(0) })
}

fn unknown(name: &str, texts: &Texts) -> Step {
    wrong(&Fault::new("shell.help.unknown").with("found", name), texts)
}

/// Names with their texts, in two columns.
pub(super) fn listed(rows: &[(String, String)], texts: &Texts) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(name, key)| format!("  {name:width$}  {}\n", texts.t(key))).collect()
}
