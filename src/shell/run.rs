//! Running a script against a world, a statement at a time and within a budget.
//!
//! Whoever advances a world that has scheduled acts carries them out: [`advance`] does both.

use std::vec;

use serde_json::json;

use super::aws::wait::Waiter;
use super::aws::{Door, Finished};
use super::expand;
use super::expect::{Expect, When};
use super::files;
use super::script::{self, Chain, Command as Typed, Link, Script, Statement, Word};
use super::verbs::{self, Step};
use crate::api::spec::Operation as _;
use crate::services::s3::Body;
use crate::sim::world::Scheduled;
use crate::sim::{Act, Call, Command, Fact, Outcome, Progress, Sim, Stop, Time, Watch, Who, World};
use crate::text::Texts;

/// What outlives a line of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Whose terminal it is.
    pub who: Who,
    /// `$?`: the exit status of the last command.
    pub status: u8,
    /// `set -e`: a failure ends the script.
    pub errexit: bool,
}

impl Terminal {
    /// Somebody's new terminal.
    pub fn new(who: Who) -> Terminal {
        Terminal { who, status: 0, errexit: false }
    }
}

/// A statement that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its first line, counted from 1.
    pub line: usize,
    /// The simulated time when it ended.
    pub time: Time,
    /// As written, continued lines joined.
    pub command: String,
    /// Its exit status.
    pub exit: u8,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

impl Printed {
    /// One line of JSON.
    pub fn json(&self) -> String {
        json!({
            "line": self.line,
            "time": self.time.rfc3339(),
            "command": self.command,
            "exit": self.exit,
            "stdout": self.stdout,
            "stderr": self.stderr,
        })
        .to_string()
    }
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Poll {
    /// A statement ended.
    Line(Printed),
    /// The budget is used up in the middle of a statement; poll again.
    Busy,
    /// There is nothing left to run.
    Done,
}

/// A script that runs.
#[derive(Debug)]
pub struct Job {
    statements: vec::IntoIter<Statement>,
    running: Option<Running>,
    terminal: Terminal,
    act: Act,
    group: Option<(usize, u64)>,
    failed: bool,
}

/// What somebody's scheduled act came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The number of the plan.
    pub plan: u64,
    /// Who acted.
    pub who: Who,
    /// What it printed on their screen.
    pub printed: Printed,
}

impl Heard {
    /// What a failed act complained of, with who did what and when.
    fn complaint(&self) -> Option<String> {
        let Printed { time, command, exit, stderr, .. } = &self.printed;
        let stderr = stderr.trim_start_matches('\n');
        (*exit != 0).then(|| format!("{time} {}: {command}\n{stderr}", self.who.profile()))
    }
}

/// The statement that runs.
#[derive(Debug)]
struct Running {
    statement: Statement,
    /// The command to run next.
    place: usize,
    /// Whether the last command of the chain was the last that ran.
    at_end: bool,
    out: Finished,
    wait: Option<Wait>,
}

/// What a statement waits for.
#[derive(Debug)]
enum Wait {
    /// An instant.
    Sleep(Time),
    /// That an expectation holds (or is broken, if it says `no`).
    Watch { expect: Box<Expect>, from: Time, until: Time },
    /// That what is asked for is as wished; asked again at an instant.
    Poll { waiter: Box<Waiter>, next: Time },
}

impl Job {
    /// A script about to run in a terminal, as the learner's own doing.
    pub fn new(script: Script, terminal: Terminal) -> Job {
        let statements = script.statements.into_iter();
        Job { statements, running: None, terminal, act: Act::Do, group: None, failed: false }
    }

    /// The same, logged as another kind of act: what the learner found done cannot be undone.
    pub fn acting(mut self, act: Act) -> Job {
        self.act = act;
        self
    }

    /// Runs to the end of a statement, or until about `budget` wake-ups have run.
    pub fn poll(&mut self, sim: &mut Sim, texts: &Texts, budget: u32) -> Poll {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => match self.statements.next() {
                Some(statement) => self.begin(sim, statement),
                None => return Poll::Done,
            },
        };
        if !self.go_on(&mut running, sim, texts, budget) {
            self.running = Some(running);
            return Poll::Busy;
        }
        let Running { statement, at_end, out, .. } = running;
        if self.terminal.errexit && self.terminal.status != 0 && at_end {
            self.statements = Vec::new().into_iter();
        }
        Poll::Line(Printed {
            line: statement.line,
            time: sim.world().now(),
            command: statement.text,
            exit: self.terminal.status,
            stdout: out.stdout,
            stderr: out.stderr,
        })
    }

    /// The terminal when the script has run, or wherever it is.
    pub fn terminal(self) -> Terminal {
        self.terminal
    }

    /// Whether an `expect` failed so far.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// The statements of one line are one act.
    fn begin(&mut self, sim: &mut Sim, statement: Statement) -> Running {
        if self.group.is_none_or(|(line, _)| line != statement.line) {
            self.group = Some((statement.line, sim.new_group()));
        }
        let out = Finished { stdout: String::new(), stderr: String::new(), exit: 0 };
        Running { statement, place: 0, at_end: false, out, wait: None }
    }

    /// Whether the statement came to its end.
    fn go_on(&mut self, run: &mut Running, sim: &mut Sim, texts: &Texts, budget: u32) -> bool {
        loop {
            if let Some(wait) = run.wait.take() {
                let mut heard = Vec::new();
                let group = self.group.map_or(0, |(_, group)| group);
                let typed = Some(run.statement.text.as_str());
                let (act, pipe) = (self.act, Pipe::default());
                let mut desk = Desk { sim, act, group, typed, inner: false, pipe };
                let waited = wait.go_on(&mut desk, texts, budget, &mut heard);
                let told = heard.iter().filter(|heard| !sim.is_secret(heard.plan));
                run.out.stderr.extend(told.filter_map(Heard::complaint));
                match waited {
                    Waited::Over(done) => self.ended(run, done),
                    Waited::Longer(wait) => {
                        run.wait = Some(wait);
                        return false;
                    }
                }
            }
            let Some((link, command)) = run.statement.chain.get(run.place) else { return true };
            run.place += 1;
            run.at_end = false;
            if !follows(link, self.terminal.status) {
                continue;
            }
            run.at_end = run.place == run.statement.chain.len();
            let group = self.group.map_or(0, |(_, group)| group);
            let typed = Some(run.statement.text.as_str());
            let (act, pipe) = (self.act, Pipe::default());
            let mut desk = Desk { sim, act, group, typed, inner: false, pipe };
            match execute(command, &mut desk, &mut self.terminal, texts) {
                Step::Done(done) => self.ended(run, done),
                Step::Sleep(until) => run.wait = Some(Wait::Sleep(until)),
                Step::Expect(expect, earlier) => {
                    run.out.stderr.push_str(&earlier);
                    let from = sim.world().now();
                    let until = match expect.when {
                        When::Within(span) => from + span,
                        _ => from,
                    };
                    run.wait = Some(Wait::Watch { expect, from, until });
                }
                Step::Wait(waiter, earlier) => {
                    run.out.stderr.push_str(&earlier);
                    run.wait = Some(Wait::Poll { waiter, next: sim.world().now() });
                }
            }
        }
    }

    fn ended(&mut self, run: &mut Running, done: Ended) {
        run.out.stdout.push_str(&done.out.stdout);
        run.out.stderr.push_str(&done.out.stderr);
        self.terminal.status = done.out.exit;
        self.failed |= done.unmet;
    }
}

/// A command that has ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// What it printed and its status.
    pub out: Finished,
    /// Whether it was an `expect` that failed.
    pub unmet: bool,
}

impl From<Finished> for Ended {
    fn from(out: Finished) -> Ended {
        Ended { out, unmet: false }
    }
}

enum Waited {
    Over(Ended),
    Longer(Wait),
}

impl Wait {
    fn go_on(
        self,
        desk: &mut Desk<'_>,
        texts: &Texts,
        budget: u32,
        heard: &mut Vec<Heard>,
    ) -> Waited {
        let longer = |stop: Stop, wait: Wait| {
            if stop == Stop::Full {
                let stderr = format!("{}\n", texts.t("shell.full"));
                return Waited::Over(Finished { stderr, ..quiet(1) }.into());
            }
            Waited::Longer(wait)
        };
        let sim = &mut *desk.sim;
        match self {
            Wait::Sleep(until) => {
                // It stops where something happens, so that a learner's goals are looked at then.
                let progress = advance(sim, until, budget, Watch::Awaited, texts, heard);
                if progress.now >= until {
                    return Waited::Over(quiet(0).into());
                }
                longer(progress.stop, Wait::Sleep(until))
            }
            Wait::Poll { mut waiter, next } if sim.world().now() >= next => {
                if let Some(out) = waiter.poll(desk, texts) {
                    return Waited::Over(out.into());
                }
                if let Some(fault) = verbs::too_long(waiter.delay(), desk.sim) {
                    let stderr = format!("{}\n", fault.say(texts));
                    return Waited::Over(Finished { stderr, ..quiet(2) }.into());
                }
                let next = next + waiter.delay();
                Waited::Longer(Wait::Poll { waiter, next })
            }
            Wait::Poll { waiter, next } => {
                let progress = advance(sim, next, budget, Watch::Awaited, texts, heard);
                longer(progress.stop, Wait::Poll { waiter, next })
            }
            Wait::Watch { expect, from, until } => {
                for _ in 0..budget.max(1) {
                    let now = sim.world().now();
                    let held = verbs::check(&expect, sim, from);
                    // `no` must hold to the end; anything else is over as soon as it holds.
                    if held.is_ok() != expect.no || now >= until {
                        return Waited::Over(verbs::verdict(&expect, held, texts));
                    }
                    let progress = advance(sim, until, 1, Watch::Nothing, texts, heard);
                    if progress.stop == Stop::Full {
                        let held = verbs::check(&expect, sim, from);
                        return Waited::Over(verbs::verdict(&expect, held, texts));
                    }
                }
                Waited::Longer(Wait::Watch { expect, from, until })
            }
        }
    }
}

/// Nothing printed.
pub(super) fn quiet(exit: u8) -> Finished {
    Finished { stdout: String::new(), stderr: String::new(), exit }
}

fn follows(link: Option<Link>, status: u8) -> bool {
    match link {
        None => true,
        Some(Link::And) => status == 0,
        Some(Link::Or) => status != 0,
    }
}

/// One command with its words expanded.
fn execute(command: &Typed, desk: &mut Desk<'_>, terminal: &mut Terminal, texts: &Texts) -> Step {
    let mut expander = expand::Expander::new(desk, terminal, texts);
    match command {
        Typed::Assign(assigned) => {
            let values: Vec<(String, String)> =
                assigned.iter().map(|(name, word)| (name.clone(), expander.text(word))).collect();
            let (stderr, exit) = match expander.end() {
                Ok(end) => end,
                Err(fault) => return verbs::wrong(&fault, texts),
            };
            let mut out = Finished { stderr, ..quiet(exit.unwrap_or(0)) };
            for (name, value) in values {
                let set = desk.submit(Command::Set { name, value }, desk.act);
                if let Err(error) = set.reply {
                    out.stderr.push_str(&format!("{}\n", error.message));
                    out.exit = 1;
                }
            }
            Step::Done(out.into())
        }
        Typed::Run(words) => {
            let words: Vec<String> = words.iter().flat_map(|word| expander.fields(word)).collect();
            let (stderr, exit) = match expander.end() {
                Ok(end) => end,
                Err(fault) => return verbs::wrong(&fault, texts),
            };
            if words.is_empty() {
                // What it was made of printed nothing: its status is all there is.
                return Step::Done(Finished { stderr, ..quiet(exit.unwrap_or(0)) }.into());
            }
            verbs::run(&words, desk, terminal, texts).after(stderr)
        }
        Typed::Piped { stages, into } => {
            let mut fields = |words: &Vec<Word>| -> Vec<String> {
                words.iter().flat_map(|word| expander.fields(word)).collect()
            };
            let stages: Vec<Vec<String>> = stages.iter().map(&mut fields).collect();
            let into = into.as_ref().map(|into| (expander.text(&into.file), into.on));
            match expander.end() {
                Ok((stderr, _)) => pipeline(&stages, into, desk, terminal, texts).after(stderr),
                Err(fault) => verbs::wrong(&fault, texts),
            }
        }
        Typed::At { time, who, text } => {
            let (time, who) = (expander.text(time), expander.text(who));
            let stderr = match expander.end() {
                Ok((stderr, _)) => stderr,
                Err(fault) => return verbs::wrong(&fault, texts),
            };
            verbs::at(&time, who, text.clone(), desk, texts).after(stderr)
        }
    }
}

/// Runs commands, each with what the one before it printed. What the last one prints goes to a
/// file, if one is named.
fn pipeline(
    stages: &[Vec<String>],
    into: Option<(String, bool)>,
    desk: &mut Desk<'_>,
    terminal: &mut Terminal,
    texts: &Texts,
) -> Step {
    let was_inner = std::mem::replace(&mut desk.inner, true);
    let outer = std::mem::take(&mut desk.pipe);
    let (mut out, mut given) = (quiet(0), outer.input.clone());
    for (i, words) in stages.iter().enumerate() {
        let last = i + 1 == stages.len();
        let captured = !last || into.is_some();
        desk.pipe = Pipe { input: given.take(), captured: captured || outer.captured };
        let step = verbs::run(words, desk, terminal, texts);
        let Step::Done(done) = step else { continue };
        out.stderr.push_str(&done.out.stderr);
        out.exit = done.out.exit;
        if captured {
            given = Some(Body::from_wire(&done.out.stdout));
        } else {
            out.stdout = done.out.stdout;
        }
    }
    desk.inner = was_inner;
    desk.pipe = outer;
    if let (Some((file, on)), Some(body)) = (into, given)
        && let Err(why) = save(&file, on, &body, desk)
    {
        out.stderr.push_str(&format!("{file}: {why}\n"));
        out.exit = 1;
    }
    Step::Done(out.into())
}

/// Writes what was printed to a file, anew or on.
fn save(file: &str, on: bool, body: &Body, desk: &mut Desk<'_>) -> Result<(), &'static str> {
    if file == "/dev/null" {
        return Ok(());
    }
    let mut bytes = match files::read(desk.world(), file) {
        Some(there) if on => there.body.bytes().to_vec(),
        _ => Vec::new(),
    };
    bytes.extend(body.bytes());
    let now = desk.world().now();
    files::write(desk, file, &Body::new(bytes), now)
}

/// Runs chains at once: in `$(…)`, and what somebody does later. Nothing in them takes time.
pub(super) fn at_once(
    chains: &[Chain],
    desk: &mut Desk<'_>,
    terminal: &mut Terminal,
    texts: &Texts,
) -> Finished {
    let mut out = quiet(0);
    let was_inner = std::mem::replace(&mut desk.inner, true);
    let outer = std::mem::take(&mut desk.pipe);
    for chain in chains {
        for (link, command) in (0..chain.len()).filter_map(|i| chain.get(i)) {
            if !follows(link, terminal.status) {
                continue;
            }
            if let Step::Done(done) = execute(command, desk, terminal, texts) {
                out.stdout.push_str(&done.out.stdout);
                out.stderr.push_str(&done.out.stderr);
                terminal.status = done.out.exit;
            }
        }
    }
    desk.inner = was_inner;
    desk.pipe = outer;
    out.exit = terminal.status;
    out
}

/// What a command may do to the world: the door the CLI goes through.
pub(super) struct Desk<'a> {
    /// The world and its log.
    pub sim: &'a mut Sim,
    /// What is done counts as this.
    pub act: Act,
    /// The number of the act.
    pub group: u64,
    /// The text typed.
    pub typed: Option<&'a str>,
    /// Whether it is carried out at once, where no time can pass.
    pub inner: bool,
    /// What stands before and behind the command.
    pub pipe: Pipe,
}

/// What stands before and behind a command between others.
#[derive(Clone, Debug, Default)]
pub(super) struct Pipe {
    /// What the one before it printed.
    pub input: Option<Body>,
    /// Whether what it prints is read by another, or goes to a file.
    pub captured: bool,
}

impl Desk<'_> {
    /// Does something to the world.
    pub fn submit(&mut self, command: Command, act: Act) -> Outcome {
        self.sim.submit(command, act, self.group, self.typed.map(str::to_owned))
    }
}

impl Door for Desk<'_> {
    fn world(&self) -> &World {
        self.sim.world()
    }

    fn call(&mut self, call: Call) -> Outcome {
        let reads = call.request.spec().access.is_read_only();
        let act = if reads && self.act == Act::Do { Act::Read } else { self.act };
        self.submit(Command::Call(call), act)
    }

    fn set(&mut self, name: &str, value: &str) {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.submit(Command::Set { name, value }, self.act);
    }

    fn is_piped(&self) -> bool {
        self.pipe.captured
    }

    fn take_input(&mut self) -> Option<Body> {
        self.pipe.input.take()
    }
}

/// Whose profile a name is.
pub fn who(profile: &str) -> Who {
    match profile {
        "root" => Who::Root,
        name => Who::of_profile(name).unwrap_or_else(|| Who::User(name.to_owned())),
    }
}

/// Carries out somebody's scheduled act, which is due.
pub fn carry_out(sim: &mut Sim, act: &Scheduled, texts: &Texts) -> Heard {
    let group = sim.new_group();
    let (typed, pipe) = (Some(act.text.as_str()), Pipe::default());
    let mut desk = Desk { sim, act: Act::Other, group, typed, inner: true, pipe };
    desk.submit(Command::Begin { id: act.id }, Act::Other);
    let mut terminal = Terminal::new(who(&act.who));
    let out = match script::parse(&act.text) {
        Ok(script) => {
            let chains: Vec<Chain> = script.statements.into_iter().map(|s| s.chain).collect();
            at_once(&chains, &mut desk, &mut terminal, texts)
        }
        Err(error) => Finished { stderr: format!("{}\n", error.say(texts)), ..quiet(2) },
    };
    let Finished { stdout, stderr, exit } = out;
    let (time, command) = (sim.world().now(), act.text.clone());
    let printed = Printed { line: 1, time, command, exit, stdout, stderr };
    Heard { plan: act.id, who: terminal.who, printed }
}

/// Lets time pass, scheduled acts included; what they came to is added to `heard`.
pub fn advance(
    sim: &mut Sim,
    until: Time,
    budget: u32,
    watch: Watch<'_>,
    texts: &Texts,
    heard: &mut Vec<Heard>,
) -> Progress {
    let mut left = budget;
    let seen = sim.world().facts().len();
    let stops = |fact: &Fact| watch.stops_at(fact);
    loop {
        let progress = sim.advance(until, left, watch);
        let Stop::Act(act) = &progress.stop else { return progress };
        if sim.world().full().is_some() {
            return Progress { now: sim.world().now(), stop: Stop::Full };
        }
        heard.push(carry_out(sim, act, texts));
        left = left.saturating_sub(1);
        let now = sim.world().now();
        if watch.stops_at_acts() || sim.world().facts().since(seen).any(stops) {
            return Progress { now, stop: Stop::Notable };
        }
        if left == 0 {
            return Progress { now, stop: Stop::Budget };
        }
    }
}
