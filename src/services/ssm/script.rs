//! What a shell script does on an instance: a few commands, and no others.
//!
//! `stress` and `stress-ng` load the processor and take memory; they are there without being
//! installed, which is ours. What is not known is refused before anything runs.

use crate::api::ApiError;
use crate::sim::time::Span;

/// What a worker takes of memory where it is not said, in MiB.
const VM_BYTES: f64 = 256.0;

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
}

/// Runs a script, line by line, as `sh` does: a command that fails does not end it.
///
/// # Errors
/// A command that is not simulated.
pub fn run(lines: &[String], machine: Machine<'_>) -> Result<Outcome, ApiError> {
    let mut outcome = Outcome::default();
    for line in lines.iter().flat_map(|text| text.split(['\n', ';'])) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (line, background) = match line.strip_suffix('&') {
            Some(rest) => (rest.trim(), true),
            None => (line, false),
        };
        if line.contains(['|', '>', '<', '$', '`', '&']) {
            return Err(unknown(line));
        }
        let words: Vec<&str> = line.split_whitespace().filter(|word| *word != "sudo").collect();
        if !step(&words, background, machine, &mut outcome)? {
            break;
        }
    }
    Ok(outcome)
}

fn unknown(line: &str) -> ApiError {
    ApiError::not_simulated(format!("command `{line}` inside an instance"))
}

/// Runs one command; whether the script goes on.
fn step(
    words: &[&str],
    background: bool,
    machine: Machine<'_>,
    outcome: &mut Outcome,
) -> Result<bool, ApiError> {
    outcome.code = 0;
    let mut say = |text: &str| outcome.stdout.push_str(&format!("{text}\n"));
    match words {
        ["stress" | "stress-ng", options @ ..] => {
            stress(words, options, background, machine, outcome)?
        }
        ["pkill" | "killall", "stress" | "stress-ng"] | ["pkill", "-f", "stress" | "stress-ng"] => {
            for memory in [false, true] {
                let after = outcome.runs;
                outcome.loads.push(Load { memory, after, lasts: None, percent: None });
            }
        }
        ["sleep", span] => {
            let span = length(span).ok_or_else(|| unknown(&words.join(" ")))?;
            outcome.runs = outcome.runs + span;
        }
        ["echo", rest @ ..] => say(rest.join(" ").trim_matches(['"', '\''])),
        ["hostname"] => say(machine.host),
        ["ifconfig"] => say(&format!(
            "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 9001\n        inet {}",
            machine.address
        )),
        ["whoami"] => say("root"),
        ["nproc"] => say(&machine.vcpus.to_string()),
        ["true"] => {}
        ["false"] => outcome.code = 1,
        ["exit", code] => {
            outcome.code = code.parse().map_err(|_| unknown(&words.join(" ")))?;
            return Ok(false);
        }
        ["yum" | "dnf" | "apt-get" | "apt", "install", "-y", "stress" | "stress-ng"]
        | ["yum" | "dnf" | "apt-get" | "apt", "-y", "install", "stress" | "stress-ng"] => {
            say("Nothing to do.");
        }
        _ => return Err(unknown(&words.join(" "))),
    }
    Ok(true)
}

/// `stress --cpu N --vm N --vm-bytes B --timeout T`; `stress-ng` knows `--cpu-load P`, too.
fn stress(
    words: &[&str],
    options: &[&str],
    background: bool,
    machine: Machine<'_>,
    outcome: &mut Outcome,
) -> Result<(), ApiError> {
    let wrong = || unknown(&words.join(" "));
    let (mut cpus, mut share, mut lasts) = (None, 100.0, None);
    let (mut hogs, mut bytes) = (0, Asked { percent: part(VM_BYTES, machine.mib), shared: false });
    let split: Vec<&str> = options
        .iter()
        .flat_map(|option| parted(option))
        .filter(|option| !SWITCHES.contains(option))
        .collect();
    for pair in split.chunks(2) {
        let [name, value] = pair else { return Err(wrong()) };
        match *name {
            "--cpu" | "-c" => cpus = Some(value.parse::<u32>().map_err(|_| wrong())?),
            "--cpu-load" | "-l" => {
                share = value
                    .parse::<f64>()
                    .ok()
                    .filter(|n| (0.0..=100.0).contains(n))
                    .ok_or_else(wrong)?;
            }
            "--vm" | "-m" => hogs = value.parse::<u32>().map_err(|_| wrong())?,
            "--vm-bytes" => bytes = of_memory(value, machine.mib).ok_or_else(wrong)?,
            "--cpu-method" if METHODS.contains(value) => {}
            "--vm-hang" if value.parse::<u32>().is_ok() => {}
            "--timeout" | "-t" => lasts = Some(length(value).ok_or_else(wrong)?),
            _ => return Err(wrong()),
        }
    }
    // 0 means all of them. Who fills memory keeps a processor busy with it.
    let workers = match (cpus, hogs) {
        (Some(0), _) => machine.vcpus,
        (None, 0) => return Err(wrong()),
        (cpus, hogs) => cpus.unwrap_or(0).saturating_add(hogs).min(machine.vcpus),
    };
    let percent = f64::from(workers) / f64::from(machine.vcpus.max(1)) * share;
    let after = outcome.runs;
    outcome.loads.push(Load { memory: false, after, lasts, percent: Some(percent) });
    if hogs > 0 {
        let times = if bytes.shared { 1.0 } else { f64::from(hogs) };
        let percent = Some((bytes.percent * times).min(100.0));
        outcome.loads.push(Load { memory: true, after, lasts, percent });
    }
    if !background {
        // Without a timeout it runs until the command may run no longer.
        outcome.runs = outcome.runs + lasts.unwrap_or(Span::days(2));
    }
    Ok(())
}

/// Switches that change nothing of the load: what is kept between turns, and what is said of it.
/// <https://manpages.ubuntu.com/manpages/noble/man1/stress-ng.1.html>
const SWITCHES: [&str; 7] =
    ["--vm-keep", "--metrics", "--metrics-brief", "--quiet", "-q", "--verbose", "-v"];

/// Ways to keep a processor busy: to the metrics of an instance they are all alike.
const METHODS: [&str; 10] =
    ["all", "ackermann", "bitops", "double", "fft", "float", "loop", "matrixprod", "pi", "sqrt"];

/// An option and its value: `--cpu=2`, `-c2`, or each for itself.
fn parted(option: &str) -> Vec<&str> {
    let glued = option.starts_with('-') && !option.starts_with("--") && option.len() > 2;
    match option.split_at_checked(2).filter(|_| glued) {
        Some((name, value)) => vec![name, value],
        None => option.split('=').collect(),
    }
}

/// Memory asked for.
#[derive(Clone, Copy)]
struct Asked {
    /// In percent of the machine's.
    percent: f64,
    /// Whether all workers share it: what is given in percent they do.
    shared: bool,
}

/// `512M`, `1G`, `80%`.
fn of_memory(text: &str, mib: u32) -> Option<Asked> {
    let last = text.chars().last()?;
    let number = |text: &str| text.parse::<u32>().ok().map(f64::from);
    let Some(digits) = text.strip_suffix(['%', 'k', 'K', 'm', 'M', 'g', 'G', 'b', 'B']) else {
        return Some(Asked { percent: part(number(text)? / 1_048_576.0, mib), shared: false });
    };
    let number = number(digits)?;
    let size = match last {
        '%' if number <= 100.0 => return Some(Asked { percent: number, shared: true }),
        '%' => return None,
        'k' | 'K' => number / 1_024.0,
        'm' | 'M' => number,
        'g' | 'G' => number * 1_024.0,
        _ => number / 1_048_576.0,
    };
    Some(Asked { percent: part(size, mib), shared: false })
}

fn part(size: f64, mib: u32) -> f64 {
    size / f64::from(mib.max(1)) * 100.0
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
        let machine = Machine { vcpus: 2, mib: 1_024, host: "h", address: "172.31.0.9" };
        let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let outcome = run(
            &lines(&["echo 'go on'", "sleep 30", "stress-ng --cpu 1 --timeout 5m", "hostname"]),
            machine,
        );
        let outcome = outcome.unwrap();
        assert_eq!(outcome.stdout, "go on\nh\n");
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
}
