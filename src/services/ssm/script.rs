//! What a shell script does on an instance: a few commands, and no others.
//!
//! `stress` and `stress-ng` load the processor and take memory; they are there without being
//! installed, which is ours. So do the commands that people keep a processor busy with where they
//! have neither: `yes > /dev/null` and its like. What is not known is refused before anything runs.

mod hogs;
mod parse;
mod stress;

use self::hogs::Hogs;
use self::parse::Statement;
use crate::api::ApiError;
use crate::sim::time::Span;

/// What a script comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How long it runs.
    pub runs: Span,
    /// When it takes processor or memory: after how long, for how long, how much.
    pub loads: Vec<Load>,
    /// What it prints.
    pub stdout: String,
    /// What it says of faults.
    pub stderr: String,
    /// What it answers: the last command's.
    pub code: i32,
}

/// What a command takes of the machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Whether it is memory; otherwise processor.
    pub memory: bool,
    /// After how long.
    pub after: Span,
    /// For how long; `None`: until something stops it.
    pub lasts: Option<Span>,
    /// How much in percent; `None` stops what loads it.
    pub percent: Option<f64>,
}

/// The machine a script runs on.
#[derive(Clone, Copy, Debug)]
pub struct Machine<'a> {
    /// Its processors.
    pub vcpus: u32,
    /// Its memory in MiB.
    pub mib: u32,
    /// Its private name.
    pub host: &'a str,
    /// Its private address.
    pub address: &'a str,
    /// The number of the process that runs the script.
    pub pid: u32,
}

/// What one command takes while it runs.
#[derive(Clone, Copy, Debug)]
struct Work {
    /// Of all processors, in percent.
    processor: f64,
    /// Of memory, in percent.
    memory: Option<f64>,
    /// For how long; `None`: until something stops it.
    lasts: Option<Span>,
}

/// A command that keeps processors busy: from when, until when, how many percent.
#[derive(Clone, Copy, Debug)]
struct Busy {
    from: Span,
    to: Option<Span>,
    percent: f64,
}

/// What `timeout` answers when it had to end its command.
/// <https://www.gnu.org/software/coreutils/manual/html_node/timeout-invocation.html>
const TIMED_OUT: i32 = 124;

/// How far a script has come.
struct Run<'a> {
    machine: Machine<'a>,
    outcome: Outcome,
    busy: Vec<Busy>,
    /// The number of the last process.
    pid: u32,
}

/// Runs a script as `sh` does: a command that fails does not end it.
///
/// # Errors
/// A command that is not simulated.
pub fn run(lines: &[String], machine: Machine<'_>) -> Result<Outcome, ApiError> {
    let mut run = Run::new(machine);
    let statements = parse::parse(&lines.join("\n"), machine.vcpus);
    let statements = statements.map_err(|line| unknown(&line))?;
    run.all(&statements)?;
    run.add_up();
    Ok(run.outcome)
}

fn unknown(line: &str) -> ApiError {
    ApiError::not_simulated(format!("command `{line}` inside an instance"))
}

impl<'a> Run<'a> {
    fn new(machine: Machine<'a>) -> Run<'a> {
        Run { machine, outcome: Outcome::default(), busy: Vec::new(), pid: machine.pid }
    }

    /// Runs statements one after the other; whether the script goes on.
    fn all(&mut self, statements: &[Statement]) -> Result<bool, ApiError> {
        for one in statements {
            let goes_on = match one {
                Statement::Simple { words, quiet, background, depends } => {
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    if *depends && self.outcome.code != 0 {
                        // It does not run, but must be known all the same.
                        Run::new(self.machine).command(&words, *quiet, *background, None)?;
                        continue;
                    }
                    self.command(&words, *quiet, *background, None)?
                }
                Statement::Endless { body, background } => {
                    if !idle(body) {
                        return Err(unknown("while true"));
                    }
                    self.work(self.one(), *background, None);
                    true
                }
                Statement::Times { times, body } => {
                    for _ in 0..*times {
                        if !self.all(body)? {
                            return Ok(false);
                        }
                    }
                    true
                }
            };
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Runs one command, for so long at most; whether the script goes on.
    fn command(
        &mut self,
        words: &[&str],
        quiet: bool,
        background: bool,
        most: Option<Span>,
    ) -> Result<bool, ApiError> {
        self.outcome.code = 0;
        let words = bare(words);
        let wrong = || unknown(&words.join(" "));
        match words {
            [] => {}
            ["timeout", span, rest @ ..] => {
                let span = length(span).ok_or_else(wrong)?;
                if !is_load(bare(rest)) && !matches!(bare(rest), ["sh" | "bash", "-c", _]) {
                    return Err(wrong());
                }
                // 0 switches it off.
                let span = Some(span).filter(|span| *span > Span::ZERO);
                return self.command(rest, quiet, background, span);
            }
            ["sh" | "bash", "-c", inner] => return self.inner(inner, background, most),
            ["stress" | "stress-ng", options @ ..] => {
                let (work, hogs) = stress::run(words, options, self.machine)?;
                let whole = work.lasts.is_some_and(|lasts| most.is_none_or(|most| lasts <= most));
                self.speak(hogs, quiet, whole && !background);
                self.work(work, background, most);
            }
            _ if is_busy(words) => {
                // What it prints would never end.
                if !quiet && matches!(words, ["yes", ..] | ["cat", ..]) {
                    return Err(wrong());
                }
                self.work(self.one(), background, most);
            }
            ["pkill" | "killall", name] | ["pkill" | "killall", "-f" | "-9", name]
                if BUSY.contains(name) =>
            {
                self.stop(name.starts_with("stress"));
            }
            ["sleep", span] => {
                let span = length(span).ok_or_else(wrong)?;
                self.outcome.runs = self.outcome.runs + span;
            }
            ["exit", code] => {
                self.outcome.code = code.parse().map_err(|_| wrong())?;
                return Ok(false);
            }
            _ => {
                let said = self.said(words).ok_or_else(wrong)?;
                if !quiet {
                    self.outcome.stdout.push_str(&said);
                }
            }
        }
        Ok(true)
    }

    /// What `stress` or `stress-ng` says; `whole`: the script waits until its time is over. The one
    /// says it on its output, the other, before version 0.15.08, as a message of faults.
    /// <https://manpages.ubuntu.com/manpages/jammy/man1/stress-ng.1.html>
    fn speak(&mut self, hogs: Hogs, quiet: bool, whole: bool) {
        let pid = self.pid + 1;
        self.pid = pid.saturating_add(hogs.cpu).saturating_add(hogs.vm);
        if quiet || hogs.quiet {
            return;
        }
        let Outcome { stdout, stderr, .. } = &mut self.outcome;
        let said = if hogs.ng { stderr } else { stdout };
        said.push_str(&hogs.begins(pid));
        if whole {
            said.push_str(&hogs.ends(pid));
        }
    }

    /// What a command prints that does nothing else.
    fn said(&mut self, words: &[&str]) -> Option<String> {
        let said = match words {
            ["echo", rest @ ..] => rest.join(" "),
            ["hostname"] => self.machine.host.to_owned(),
            ["ifconfig"] => format!(
                "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 9001\n        inet {}",
                self.machine.address
            ),
            ["whoami"] => "root".to_owned(),
            ["nproc"] => self.machine.vcpus.to_string(),
            ["true" | ":"] => return Some(String::new()),
            ["false"] => {
                self.outcome.code = 1;
                return Some(String::new());
            }
            ["yum" | "dnf" | "apt-get" | "apt", rest @ ..] if installs(rest, &PACKAGES) => {
                "Nothing to do.".to_owned()
            }
            ["amazon-linux-extras", rest @ ..] if installs(rest, &["epel"]) => {
                "Nothing to do.".to_owned()
            }
            ["apt-get" | "apt", "update"]
            | ["apt-get" | "apt", "update", "-y"]
            | ["apt-get" | "apt", "-y", "update"] => "Reading package lists...".to_owned(),
            _ => return None,
        };
        Some(format!("{said}\n"))
    }

    /// A script within the script: one busy command or loop.
    fn inner(
        &mut self,
        inner: &str,
        background: bool,
        most: Option<Span>,
    ) -> Result<bool, ApiError> {
        let read = parse::parse(inner, self.machine.vcpus).map_err(|line| unknown(&line))?;
        match read.as_slice() {
            [Statement::Endless { body, background: false }] if idle(body) => {
                self.work(self.one(), background, most);
                Ok(true)
            }
            [Statement::Simple { words, quiet, background: false, .. }] => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                if most.is_some() && !is_load(bare(&words)) {
                    return Err(unknown(inner));
                }
                self.command(&words, *quiet, background, most)
            }
            _ => Err(unknown(inner)),
        }
    }

    /// One processor kept busy, without end.
    fn one(&self) -> Work {
        let processor = 100.0 / f64::from(self.machine.vcpus.max(1));
        Work { processor, memory: None, lasts: None }
    }

    /// A command takes what it takes from now on, for so long at most.
    fn work(&mut self, work: Work, background: bool, most: Option<Span>) {
        let cut = most.filter(|most| work.lasts.is_none_or(|lasts| lasts > *most));
        let (after, lasts) = (self.outcome.runs, cut.or(work.lasts));
        if cut.is_some() && !background {
            self.outcome.code = TIMED_OUT;
        }
        let to = lasts.map(|lasts| after + lasts);
        self.busy.push(Busy { from: after, to, percent: work.processor });
        if let Some(percent) = work.memory {
            let percent = Some(percent);
            self.outcome.loads.push(Load { memory: true, after, lasts, percent });
        }
        if !background {
            // Without an end it runs until the command may run no longer.
            self.outcome.runs = after + lasts.unwrap_or(Span::days(2));
        }
    }

    /// Stops what loads the processor, and memory too if it is that kind of program: which of the
    /// programs others began is meant is not told apart.
    fn stop(&mut self, memory: bool) {
        let after = self.outcome.runs;
        for busy in &mut self.busy {
            busy.to = Some(busy.to.map_or(after, |to| to.min(after)));
        }
        let stop = |memory| Load { memory, after, lasts: None, percent: None };
        self.outcome.loads.push(stop(false));
        if memory {
            self.outcome.loads.push(stop(true));
        }
    }

    /// Adds up what runs at the same time.
    fn add_up(&mut self) {
        let ends = self.busy.iter().flat_map(|busy| [Some(busy.from), busy.to]).flatten();
        let mut turns: Vec<Span> = ends.collect();
        turns.sort();
        turns.dedup();
        let mut loads: Vec<Load> = Vec::new();
        for (nth, after) in turns.iter().copied().enumerate() {
            let runs = |busy: &&Busy| busy.from <= after && busy.to.is_none_or(|to| to > after);
            let percent: f64 = self.busy.iter().filter(runs).map(|busy| busy.percent).sum();
            if percent > 0.0 {
                let lasts = turns
                    .get(nth + 1)
                    .map(|next| Span::millis(next.as_millis() - after.as_millis()));
                let percent = Some(percent.min(100.0));
                loads.push(Load { memory: false, after, lasts, percent });
            }
        }
        loads.append(&mut self.outcome.loads);
        // What stops at an instant comes before what begins then.
        loads.sort_by_key(|load| (load.after, load.percent.is_some(), load.memory));
        self.outcome.loads = loads;
    }
}

/// The programs that keep a processor busy, as they are stopped by name.
const BUSY: [&str; 9] =
    ["stress", "stress-ng", "yes", "dd", "cat", "md5sum", "sha1sum", "sha256sum", "sha512sum"];

/// Packages that are there already, or that only say where others come from.
const PACKAGES: [&str; 3] = ["stress", "stress-ng", "epel-release"];

/// Whether the words of a package manager install nothing but some of these, without asking.
fn installs(words: &[&str], packages: &[&str]) -> bool {
    let of = |word: &&&str| packages.contains(*word);
    let named = words.iter().filter(of).count();
    let [install, yes] =
        ["install", "-y"].map(|known| words.iter().filter(|w| **w == known).count());
    install == 1 && yes == 1 && named > 0 && named + 2 == words.len()
}

/// A command without what only says as whom, how long and how urgently it runs.
fn bare<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let number = |text: &str| text.parse::<i32>().is_ok();
    match words {
        ["sudo" | "nohup", rest @ ..] => bare(rest),
        ["nice", "-n", by, rest @ ..] if number(by) && !rest.is_empty() => bare(rest),
        ["nice", by, rest @ ..] if number(by) && by.starts_with('-') && !rest.is_empty() => {
            bare(rest)
        }
        ["nice", rest @ ..] if rest.first().is_some_and(|word| !word.starts_with('-')) => {
            bare(rest)
        }
        words => words,
    }
}

/// Whether a command does nothing but load the machine.
fn is_load(words: &[&str]) -> bool {
    is_busy(words) || matches!(words, ["stress" | "stress-ng", ..])
}

/// Whether a command does nothing but keep a processor busy, without end.
fn is_busy(words: &[&str]) -> bool {
    match words {
        ["yes"] | ["cat" | "md5sum" | "sha1sum" | "sha256sum" | "sha512sum", "/dev/zero"] => true,
        ["dd", operands @ ..] => {
            let size = |text: &&str| text.starts_with("bs=");
            let given = |text: &str| operands.contains(&text);
            let rest = operands.iter().filter(|one| !size(one)).count();
            given("if=/dev/zero") && given("of=/dev/null") && rest == 2
        }
        _ => false,
    }
}

/// Whether the body of a loop does nothing.
fn idle(body: &[Statement]) -> bool {
    let nothing = |one: &Statement| match one {
        Statement::Simple { words, background: false, .. } => {
            matches!(words.as_slice(), [word] if word == ":" || word == "true")
        }
        _ => false,
    };
    body.iter().all(nothing) && !body.is_empty()
}

/// `60`, `60s`, `5m`, `1h`.
fn length(text: &str) -> Option<Span> {
    let seconds = text.parse::<u32>().ok().map(|secs| Span::secs(i64::from(secs)));
    seconds.or_else(|| Span::parse(text)).filter(|span| *span <= Span::days(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_load_sleep_and_speak() {
        let machine = Machine { vcpus: 2, mib: 1_024, host: "h", address: "172.31.0.9", pid: 9 };
        let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let outcome = run(
            &lines(&["echo 'go on'", "sleep 30", "stress-ng --cpu 1 --timeout 5m", "hostname"]),
            machine,
        );
        let outcome = outcome.unwrap();
        assert_eq!(outcome.stdout, "go on\nh\n");
        assert_eq!(
            outcome.stderr,
            "stress-ng: info:  [10] setting to a 300 second (5 mins, 0.00 secs) run per stressor\n\
             stress-ng: info:  [10] dispatching hogs: 1 cpu\n\
             stress-ng: info:  [10] successful run completed in 300.00s (5 mins, 0.00 secs)\n"
        );
        assert_eq!(outcome.runs, Span::secs(330));
        let (after, lasts) = (Span::secs(30), Some(Span::mins(5)));
        let load = |memory, percent| Load { memory, after, lasts, percent: Some(percent) };
        assert_eq!(outcome.loads, [load(false, 50.0)]);
        let vm = ["sleep 30", "stress --vm 2 --vm-bytes 256M --vm-keep --timeout 5m"];
        let vm = run(&lines(&vm), machine).unwrap();
        assert_eq!(vm.loads, [load(false, 100.0), load(true, 50.0)]);
        let short = run(&lines(&["stress-ng -c1 -l 60 -t5m --metrics-brief -v"]), machine).unwrap();
        let long = ["stress-ng --cpu 1 --cpu-load 60 --timeout 5m --cpu-method=fft"];
        assert_eq!(short, run(&lines(&long), machine).unwrap());
        let share = ["sleep 30", "stress-ng --vm 2 --vm-bytes 80% -t 5m"];
        let share = run(&lines(&share), machine).unwrap();
        assert_eq!(share.loads, [load(false, 100.0), load(true, 80.0)]);
        let all = run(&lines(&["stress-ng --cpu 0 --cpu-load=80 -t 60 &", "exit 3"]), machine);
        let all = all.unwrap();
        assert_eq!((all.runs, all.code, all.loads[0].percent), (Span::ZERO, 3, Some(80.0)));
        assert!(run(&lines(&["rm -rf /"]), machine).is_err());
        assert!(run(&lines(&["echo a | wc"]), machine).is_err());
    }

    #[test]
    fn each_worker_is_as_busy_as_it_is_told_to_be() {
        let machine = Machine { vcpus: 2, mib: 1_024, host: "h", address: "172.31.0.9", pid: 9 };
        let cases = [
            ("stress-ng -c 4 -l 50", 100.0),
            ("stress-ng -c 3 -l 50", 75.0),
            ("stress-ng -c 1 -l 50", 25.0),
            ("stress-ng -c 1 -l 10 --vm 1", 55.0),
            ("stress-ng -c 0 -l 30", 30.0),
            ("stress --cpu 8", 100.0),
        ];
        for (text, expected) in cases {
            let found = run(&[text.to_owned()], machine).unwrap();
            assert_eq!(found.loads[0].percent, Some(expected), "{text}");
        }
    }

    #[test]
    fn a_script_answers_as_its_last_command_does() {
        const BEGUN: &str = "stress: info: [10] dispatching hogs: 2 cpu, 0 io, 0 vm, 0 hdd\n";
        const DONE: &str = "stress: info: [10] dispatching hogs: 2 cpu, 0 io, 0 vm, 0 hdd\n\
                            stress: info: [10] successful run completed in 60s\n";
        let machine = Machine { vcpus: 2, mib: 1_024, host: "h", address: "172.31.0.9", pid: 9 };
        let cases = [
            ("timeout 60 yes > /dev/null", 124, ""),
            ("timeout 60 yes > /dev/null && echo on", 124, ""),
            ("timeout 60 yes > /dev/null; echo on", 0, "on\n"),
            ("timeout 60 yes > /dev/null &", 0, ""),
            ("timeout 300 stress --cpu 2", 124, BEGUN),
            ("timeout 300 stress --cpu 2 --timeout 60", 0, DONE),
            ("timeout 60 stress --cpu 2 --timeout 300", 124, BEGUN),
            ("stress --cpu 2 --timeout 60 > /dev/null", 0, ""),
            ("stress --cpu 2 --timeout 60 &", 0, BEGUN),
            ("stress -q --cpu 2 --timeout 60", 0, ""),
            ("timeout 300 sh -c 'while :; do :; done'", 124, ""),
            ("timeout 300 sh -c 'stress --cpu 2'", 124, BEGUN),
            ("true && false && echo on", 1, ""),
            ("true && true &&\necho on", 0, "on\n"),
            ("sudo yum install stress -y", 0, "Nothing to do.\n"),
            ("sudo amazon-linux-extras install epel -y", 0, "Nothing to do.\n"),
            ("yum install -y epel-release stress-ng", 0, "Nothing to do.\n"),
            ("sudo apt-get update", 0, "Reading package lists...\n"),
            ("nice -n 19 echo on && nice -19 echo and nice", 0, "on\nand nice\n"),
        ];
        for (text, code, stdout) in cases {
            let found = run(&[text.to_owned()], machine).unwrap();
            assert_eq!((found.code, found.stdout.as_str()), (code, stdout), "{text}");
        }
        let refused = [
            "yum install stress",
            "yum install -y nginx",
            "yum install -y",
            "nice",
            "nice -n x true",
            "timeout 5 sleep 9",
            "true || false",
            "false && rm -rf /",
        ];
        for text in refused {
            assert!(run(&[text.to_owned()], machine).is_err(), "{text}");
        }
    }

    #[test]
    fn what_keeps_processors_busy_adds_up() {
        let machine = Machine { vcpus: 4, mib: 1_024, host: "h", address: "172.31.0.9", pid: 9 };
        let load = |after: i64, lasts: Option<i64>, percent| Load {
            memory: false,
            after: Span::secs(after),
            lasts: lasts.map(Span::secs),
            percent,
        };
        let cases: [(&str, &[Load]); 12] = [
            ("yes > /dev/null &", &[load(0, None, Some(25.0))]),
            ("timeout 60 yes > /dev/null", &[load(0, Some(60), Some(25.0))]),
            ("timeout 5m dd if=/dev/zero of=/dev/null bs=1M &", &[load(0, Some(300), Some(25.0))]),
            ("for i in 1 2; do yes > /dev/null & done", &[load(0, None, Some(50.0))]),
            (
                "while true; do :; done &\nsleep 10\nkillall yes",
                &[load(0, Some(10), Some(25.0)), load(10, None, None)],
            ),
            ("timeout 1m sh -c 'while :; do :; done'", &[load(0, Some(60), Some(25.0))]),
            (
                "dd if=/dev/zero of=/dev/null &\nsleep 30; timeout 30 sha1sum /dev/zero",
                &[
                    load(0, Some(30), Some(25.0)),
                    load(30, Some(30), Some(50.0)),
                    load(60, None, Some(25.0)),
                ],
            ),
            ("sudo nohup yes > /dev/null 2>&1 &", &[load(0, None, Some(25.0))]),
            ("true", &[]),
            ("nice -n 19 timeout 300 sudo stress --cpu 2", &[load(0, Some(300), Some(50.0))]),
            (
                "timeout 9m stress --cpu 2 -t 60 && nice yes > /dev/null",
                &[load(0, Some(60), Some(50.0)), load(60, None, Some(25.0))],
            ),
            ("false && yes > /dev/null", &[]),
        ];
        for (text, expected) in cases {
            let found = run(&[text.to_owned()], machine);
            assert_eq!(found.unwrap().loads, expected, "{text}");
        }
        for refused in ["yes", "dd if=/dev/zero of=disk", "timeout 5 hostname", "openssl speed"] {
            assert!(run(&[refused.to_owned()], machine).is_err(), "{refused}");
        }
    }
}
