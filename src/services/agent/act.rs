//! What commands do to an agent, and what they print.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Agent-on-EC2-Instance-fleet.html>
//! The lines printed are those of the agent's control script, shortened to what a reader goes by.

use super::config;
use super::facts::{Fact, What};
use super::state::{Agent, State, VERSION};
use crate::sim::Ctx;
use crate::sim::time::Time;

/// What a command does to an agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Installs it.
    Install,
    /// Takes it off.
    Uninstall,
    /// Gives it a configuration: its name in the parameter store, or none for the usual one; and
    /// whether it is started anew.
    Configure(Option<String>, bool),
    /// Starts it.
    Start,
    /// Stops it.
    Stop,
    /// Asks how it is.
    Status,
}

/// What a command came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What it printed.
    pub stdout: String,
    /// What it said of faults.
    pub stderr: String,
    /// What it answered.
    pub code: i32,
}

impl Done {
    fn said(stdout: impl Into<String>) -> Done {
        Done { stdout: stdout.into(), ..Done::default() }
    }

    fn failed(stdout: impl Into<String>, stderr: impl Into<String>) -> Done {
        Done { stdout: stdout.into(), stderr: stderr.into(), code: 1 }
    }
}

/// Where an act happens: on which instance, and whether that runs Windows.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The instance.
    pub instance: &'a str,
    /// Whether it runs Windows.
    pub windows: bool,
}

/// Does it. `fetched` is the configuration from the parameter store, or why it could not be had.
pub fn act(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    place: Place<'_>,
    act: &Act,
    fetched: Option<Result<String, String>>,
) -> Done {
    let machine = state.machines.entry(place.instance.to_owned()).or_default();
    let now = ctx.now;
    let mut tell = |what| {
        ctx.fact(Fact { instance: place.instance.to_owned(), what });
    };
    let Some(agent) = &mut machine.agent else {
        return match act {
            Act::Install => {
                machine.agent = Some(Agent::default());
                tell(What::Installed);
                Done::said(installed(place.windows))
            }
            Act::Uninstall => Done::said(format!(
                "Initiating AmazonCloudWatchAgent {VERSION} uninstall\n\
                 AmazonCloudWatchAgent is not installed\n"
            )),
            _ => missing(place.windows),
        };
    };
    match act {
        Act::Install => Done::said(format!(
            "Initiating AmazonCloudWatchAgent {VERSION} install\n\
             AmazonCloudWatchAgent {VERSION} is already installed\n"
        )),
        Act::Uninstall => {
            machine.agent = None;
            tell(What::Uninstalled);
            Done::said(format!(
                "Initiating AmazonCloudWatchAgent {VERSION} uninstall\n\
                 Successfully uninstalled AmazonCloudWatchAgent {VERSION}\n"
            ))
        }
        Act::Start => {
            if agent.config.is_none() {
                // Without any configuration it takes the one it brings with it.
                agent.config = config::parse(config::usual(place.windows), place.windows).ok();
                agent.source = "default".to_owned();
            }
            agent.running = agent.running.or(Some(now));
            agent.crashed = false;
            tell(What::Started);
            Done::said("amazon-cloudwatch-agent has been started\n")
        }
        Act::Stop => {
            agent.running = None;
            agent.crashed = false;
            tell(What::Stopped);
            Done::said("amazon-cloudwatch-agent has been stopped\n")
        }
        Act::Status => Done::said(status(agent)),
        Act::Configure(name, restart) => {
            let asked = (name.as_deref(), fetched, restart.then_some(now));
            configure(agent, place.windows, asked, &mut tell)
        }
    }
}

/// Gives an agent a configuration, and starts it anew where that is asked for.
fn configure(
    agent: &mut Agent,
    windows: bool,
    (name, fetched, start): (Option<&str>, Option<Result<String, String>>, Option<Time>),
    tell: &mut dyn FnMut(What),
) -> Done {
    let source = name.map_or("default".to_owned(), |name| format!("ssm:{name}"));
    let text = match fetched {
        Some(Ok(text)) => text,
        Some(Err(why)) => return unfetched(&source, &why),
        None => config::usual(windows).to_owned(),
    };
    let begun = begun(&source, windows);
    let config = match config::parse(&text, windows) {
        Ok(config) => config,
        Err(faults) => {
            let said = format!("{begun}Configuration validation first phase failed. ");
            let more = "Agent version: 1.0. Verify the JSON input is only using features \
                        supported by this version.\n";
            return Done::failed(said + more, faults.join("\n") + "\n");
        }
    };
    agent.config = Some(config);
    agent.source = source;
    tell(What::Configured);
    let mut said = begun
        + "Valid Json input schema.\nConfiguration validation first phase succeeded\n\
           Configuration validation second phase succeeded\n\
           Configuration validation succeeded\n";
    if let Some(now) = start {
        agent.running = Some(now);
        agent.crashed = false;
        tell(What::Started);
        said.push_str("amazon-cloudwatch-agent has been started\n");
    }
    Done::said(said)
}

/// Where the agent keeps what it fetched.
fn folder(windows: bool) -> &'static str {
    match windows {
        true => r"C:\ProgramData\Amazon\AmazonCloudWatchAgent\Configs\",
        false => "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/",
    }
}

fn begun(source: &str, windows: bool) -> String {
    let file = source.replace([':', '/'], "_");
    format!(
        "****** processing amazon-cloudwatch-agent ******\n\
         Successfully fetched the config and saved in {}{file}.tmp\n\
         Start configuration validation...\n",
        folder(windows)
    )
}

fn unfetched(source: &str, why: &str) -> Done {
    let said = "****** processing amazon-cloudwatch-agent ******\n";
    Done::failed(said, format!("E! Fail to fetch the config from {source}!\n{why}\n"))
}

fn installed(windows: bool) -> String {
    let how = if windows { "install.ps1" } else { "install.sh" };
    format!(
        "Initiating AmazonCloudWatchAgent {VERSION} install\n\
         install output: Running {how}\n\
         Successfully installed AmazonCloudWatchAgent {VERSION}\n"
    )
}

fn missing(windows: bool) -> Done {
    let path = match windows {
        true => r"C:\Program Files\Amazon\AmazonCloudWatchAgent\amazon-cloudwatch-agent-ctl.ps1",
        false => "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl",
    };
    Done::failed("", format!("{path}: No such file or directory\n"))
}

/// `amazon-cloudwatch-agent-ctl -a status`.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/troubleshooting-CloudWatch-Agent.html>
fn status(agent: &Agent) -> String {
    let word = if agent.running.is_some() { "running" } else { "stopped" };
    let since = agent.running.map_or(String::new(), |at| at.format("%Y-%m-%dT%H:%M:%S+00:00"));
    let configured = if agent.config.is_some() { "configured" } else { "not configured" };
    format!(
        "{{\n  \"status\": \"{word}\",\n  \"starttime\": \"{since}\",\n  \
         \"configstatus\": \"{configured}\",\n  \"version\": \"{VERSION}\"\n}}\n"
    )
}
