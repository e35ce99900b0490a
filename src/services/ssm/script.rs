//! What a shell script does on an instance: a few commands, and no others.
//!
//! `stress` and `stress-ng` load the processor; they are there without being installed, which is
//! ours. What is not known is refused before anything runs.

use crate::api::ApiError;
use crate::sim::time::Span;

/// What a script comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How long it runs.
    pub runs: Span,
    /// When it loads the processor: after how long, for how long, how much.
    pub loads: Vec<Load>,
    /// What it prints.
    pub stdout: String,
    /// What it says of faults.
    pub stderr: String,
    /// What it answers: the last command's.
    pub code: i32,
}

/// A load on the processor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
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
            outcome.loads.push(Load { after: outcome.runs, lasts: None, percent: None });
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

/// `stress --cpu N --timeout T`, `stress-ng --cpu N --cpu-load P --timeout T`.
fn stress(
    words: &[&str],
    options: &[&str],
    background: bool,
    machine: Machine<'_>,
    outcome: &mut Outcome,
) -> Result<(), ApiError> {
    let wrong = || unknown(&words.join(" "));
    let (mut cpus, mut share, mut lasts) = (None, 100.0, None);
    let split: Vec<&str> = options.iter().flat_map(|option| option.split('=')).collect();
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
            "--timeout" | "-t" => lasts = Some(length(value).ok_or_else(wrong)?),
            _ => return Err(wrong()),
        }
    }
    // 0 means all of them.
    let workers = match cpus.ok_or_else(wrong)? {
        0 => machine.vcpus,
        n => n.min(machine.vcpus),
    };
    let percent = f64::from(workers) / f64::from(machine.vcpus.max(1)) * share;
    let load = Load { after: outcome.runs, lasts, percent: Some(percent) };
    outcome.loads.push(load);
    if !background {
        // Without a timeout it runs until the command may run no longer.
        outcome.runs = outcome.runs + lasts.unwrap_or(Span::days(2));
    }
    Ok(())
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
        let machine = Machine { vcpus: 2, host: "h", address: "172.31.0.9" };
        let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let outcome = run(
            &lines(&["echo 'go on'", "sleep 30", "stress-ng --cpu 1 --timeout 5m", "hostname"]),
            machine,
        );
        let outcome = outcome.unwrap();
        assert_eq!(outcome.stdout, "go on\nh\n");
        assert_eq!(outcome.runs, Span::secs(330));
        let load = Load { after: Span::secs(30), lasts: Some(Span::mins(5)), percent: Some(50.0) };
        assert_eq!(outcome.loads, [load]);
        let all = run(&lines(&["stress-ng --cpu 0 --cpu-load=80 -t 60 &", "exit 3"]), machine);
        let all = all.unwrap();
        assert_eq!((all.runs, all.code, all.loads[0].percent), (Span::ZERO, 3, Some(80.0)));
        assert!(run(&lines(&["rm -rf /"]), machine).is_err());
        assert!(run(&lines(&["echo a | wc"]), machine).is_err());
    }
}
