//! What a PowerShell script does on an instance: a few commands, and no others.
//!
//! The document is for Windows, Linux and macOS; but Linux images bring no PowerShell.
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html#aws-runPowerShellScript>

use super::script::Outcome;
use crate::api::ApiError;
use crate::services::ec2::state::Instance;
use crate::sim::time::Span;

/// The longest a script may sleep at once.
const MOST: i64 = 172_800;

/// Runs a script on a Windows instance, line by line; a command that fails does not end it.
///
/// # Errors
/// A command that is not simulated.
pub fn run(lines: &[String], instance: &Instance) -> Result<Outcome, ApiError> {
    let mut outcome = Outcome::default();
    for line in lines.iter().flat_map(|text| text.split(['\n', ';'])) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.contains(['|', '>', '<', '$', '`', '&', '{', '(']) {
            return Err(unknown(line));
        }
        if !step(line, instance, &mut outcome)? {
            break;
        }
    }
    Ok(outcome)
}

/// What becomes of a script where there is no PowerShell: the answer of a shell that finds no such
/// program. The words are ours.
pub fn missing() -> Outcome {
    let stderr = "pwsh: command not found\nfailed to run commands: exit status 127\n".to_owned();
    Outcome { code: 127, stderr, ..Outcome::default() }
}

fn unknown(line: &str) -> ApiError {
    ApiError::not_simulated(format!("command `{line}` inside an instance"))
}

/// Runs one command, whose name may be written in any case; whether the script goes on.
fn step(line: &str, instance: &Instance, outcome: &mut Outcome) -> Result<bool, ApiError> {
    outcome.code = 0;
    let words: Vec<&str> = line.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let mut say = |text: &str| outcome.stdout.push_str(&format!("{text}\r\n"));
    match lower.as_slice() {
        ["echo" | "write-output" | "write-host", ..] => {
            let text = words.get(1..).unwrap_or_default().join(" ");
            say(text.trim_matches(['"', '\'']));
        }
        ["hostname"] => say(&host(instance)),
        ["whoami"] => say("nt authority\\system"),
        ["ipconfig"] => say(&format!(
            "Ethernet adapter Ethernet:\r\n\r\n   IPv4 Address. . . . . . . . . . . : {}",
            instance.interface.private
        )),
        ["start-sleep", rest @ ..] => {
            outcome.runs = outcome.runs + length(rest).ok_or_else(|| unknown(line))?;
        }
        ["exit", code] => {
            outcome.code = code.parse().map_err(|_| unknown(line))?;
            return Ok(false);
        }
        _ => return Err(unknown(line)),
    }
    Ok(true)
}

/// `30`, `-Seconds 30`, `-s 30`, `-Milliseconds 500`.
fn length(words: &[&str]) -> Option<Span> {
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| (0..=MOST).contains(n));
    match words {
        [secs] | ["-seconds" | "-s", secs] => number(secs).map(Span::secs),
        ["-milliseconds" | "-m", millis] => number(millis).map(Span::millis),
        _ => None,
    }
}

/// The name AWS's Windows images give themselves: `EC2AMAZ-` and seven characters, which are ours.
fn host(instance: &Instance) -> String {
    let tail: String = instance.id.chars().rev().take(7).collect();
    format!("EC2AMAZ-{}", tail.to_uppercase())
}
