//! What an agent needs for its metrics to be in CloudWatch, one thing after the other, and what of
//! it is there: the answer to "why is there no memory metric".
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/troubleshooting-CloudWatch-Agent.html>

use super::{Silence, silences};
use crate::services::agent::config::Config;
use crate::services::agent::series;
use crate::services::agent::state::Machine;
use crate::services::ec2::state::Instance;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::telemetry::{Listed, MetricSource as _};
use crate::text::Texts;

/// What an agent needs, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Needs {
    /// One thing after the other.
    pub needs: Vec<Need>,
    /// Whether nothing of it reaches CloudWatch.
    pub silent: bool,
    /// Where its points go: namespace and Region.
    pub place: (String, String),
    /// Its metrics that have a point by now.
    pub metrics: Vec<Listed>,
}

/// One thing an agent needs. Its texts are `agent.NAME`, `agent.NAME.FOUND` and, of what is
/// missing, `agent.NAME.FOUND.do`.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// Which.
    pub name: &'static str,
    /// Whether it is there.
    pub met: bool,
    /// What was found.
    pub found: &'static str,
    /// What fills the texts.
    pub args: Vec<(&'static str, String)>,
}

impl Need {
    fn met(name: &'static str) -> Need {
        Need { name, met: true, found: "ok", args: Vec::new() }
    }

    fn missing(name: &'static str, found: &'static str) -> Need {
        Need { name, met: false, found, args: Vec::new() }
    }

    fn arg(mut self, name: &'static str, value: impl ToString) -> Need {
        self.args.push((name, value.to_string()));
        self
    }

    fn fill(&self, key: &str, texts: &Texts) -> String {
        let args: Vec<(&str, &dyn std::fmt::Display)> =
            self.args.iter().map(|(name, value)| (*name, value as _)).collect();
        texts.fill(key, &args)
    }

    /// What it is.
    pub fn what(&self, texts: &Texts) -> String {
        texts.t(&format!("agent.{}", self.name)).to_owned()
    }

    /// What was found.
    pub fn said(&self, texts: &Texts) -> String {
        self.fill(&format!("agent.{}.{}", self.name, self.found), texts)
    }

    /// What to do about it, where it is missing.
    pub fn remedy(&self, texts: &Texts) -> Option<String> {
        let key = format!("agent.{}.{}.do", self.name, self.found);
        (!self.met).then(|| self.fill(&key, texts))
    }
}

impl Needs {
    /// What comes of all of it.
    pub fn verdict(&self, texts: &Texts) -> String {
        let key = match () {
            () if self.silent => "agent.verdict.silent",
            () if self.metrics.is_empty() => "agent.verdict.waiting",
            () => "agent.verdict.publishes",
        };
        let count = self.metrics.len();
        let (namespace, region) = &self.place;
        texts.fill(key, &[("n", &count), ("namespace", namespace), ("region", region)])
    }
}

/// What the agent on an instance needs; nothing when there is no such instance.
pub fn needs(world: &World, id: &str) -> Option<Needs> {
    let instance = world.ec2.instance(id)?;
    let machine = world.agents.machine(id);
    let agent = machine.and_then(|machine| machine.agent.as_ref());
    let config = agent.and_then(|agent| agent.config.as_ref());
    let silences = silences(world, instance);
    let mut needs = Vec::new();
    needs.push(match silences.contains(&Silence::NotRunning) {
        false => Need::met("instance"),
        true => Need::missing("instance", "stopped").arg("state", instance.state.name()),
    });
    needs.push(match agent {
        Some(_) => Need::met("installed"),
        None => Need::missing("installed", "missing").arg("id", id),
    });
    needs.push(match (agent, config) {
        (Some(agent), Some(config)) => {
            let need = Need::met("configured").arg("source", &agent.source);
            need.arg("namespace", &config.namespace)
        }
        _ => Need::missing("configured", "missing").arg("id", id),
    });
    let stopped = silences.iter().find_map(|silence| match silence {
        Silence::Stopped(crashed) => Some(*crashed),
        _ => None,
    });
    needs.push(match (agent.and_then(|agent| agent.running), stopped) {
        // It starts with its instance.
        (Some(since), _) => {
            Need::met("started").arg("since", since.max(instance.started).rfc3339())
        }
        (None, Some(true)) => Need::missing("started", "crashed").arg("id", id),
        (None, _) => Need::missing("started", "stopped").arg("id", id),
    });
    needs.push(match silences.contains(&Silence::CutOff) {
        false => Need::met("network"),
        true => Need::missing("network", "cut"),
    });
    needs.push(match silences.contains(&Silence::Clock) {
        false => Need::met("clock"),
        true => Need::missing("clock", "wrong"),
    });
    needs.extend(role(world, instance, &silences));
    needs.extend(config.map(|config| measured(config, series::is_windows(instance))));
    let region = config.map_or(instance.scope.region, |config| series::region(instance, config));
    let scope = Scope { account: instance.scope.account, region };
    let metrics = machine.map(|machine| listed(world, scope, machine)).unwrap_or_default();
    let namespace = config.map_or(crate::services::agent::config::NAMESPACE, |c| &c.namespace);
    Some(Needs {
        needs,
        silent: !silences.is_empty(),
        place: (namespace.to_owned(), region.code().to_owned()),
        metrics,
    })
}

/// The role, and what it allows.
fn role(world: &World, instance: &Instance, silences: &[Silence]) -> [Need; 2] {
    let name = super::role_name(world, instance);
    let id = &instance.id;
    let denied = silences.iter().find_map(|silence| match silence {
        Silence::Denied(why) => Some(why),
        _ => None,
    });
    let fault = silences.iter().find_map(|silence| match silence {
        Silence::NoRole(fault) => Some(*fault),
        _ => None,
    });
    let role = match (&name, fault) {
        (Some(name), _) => Need::met("role").arg("role", name),
        (None, fault) => Need::missing("role", fault.unwrap_or("none")).arg("id", id),
    };
    let name = name.unwrap_or_default();
    let allowed = match denied {
        Some(why) => Need::missing("allowed", "denied").arg("why", why).arg("role", &name),
        None if role.met => Need::met("allowed"),
        None => Need::missing("allowed", "unasked"),
    };
    [role, allowed]
}

/// Whether memory and disks are measured at all.
fn measured(config: &Config, windows: bool) -> Need {
    let section = if windows { "Memory" } else { "mem" };
    match (config.has_memory(), config.has_disk()) {
        (true, true) => Need::met("measured"),
        (true, false) => Need { found: "no-disk", ..Need::met("measured") },
        (false, _) => Need::missing("measured", "no-memory"),
    }
    .arg("section", section)
}

/// The metrics of a machine that have a point by now.
fn listed(world: &World, scope: Scope, machine: &Machine) -> Vec<Listed> {
    let now = world.now;
    let source = world.metrics();
    let own = |listed: &Listed| machine.publishes().iter().any(|one| one.id == listed.id);
    source.list(scope, now).into_iter().filter(own).collect()
}
