//! What made a data point what it is: the load in force, what was done to the instance, or the call
//! that published it.

use super::{FACTS, Hop, Teller, Went};
use crate::services::ServiceFact;
use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::watched::Measure;
use crate::services::ec2;
use crate::sim::command::Resource;
use crate::sim::fact;
use crate::sim::time::{Span, Time};
use crate::view::chart::scale::with_unit;

/// A change of state that lies longer before a window is not what made its value.
const RECENT: Span = Span::hours(1);

/// A window of an instance's metric, and what could have made its value.
struct Window<'a> {
    instance: &'a str,
    metric: &'a str,
    /// What a load that moves the metric is put on.
    resource: Option<Resource>,
    /// Whether such a load was in force when the window ended.
    loaded: bool,
    from: Time,
    to: Time,
}

impl Teller<'_> {
    /// What made the value of the window what it is.
    pub(super) fn cause(&self, config: &Config, from: Time, to: Time, at: Time) -> Option<Hop> {
        let measures = config.metric.measures();
        measures.into_iter().find_map(|measure| self.cause_of(config, measure, (from, to), at))
    }

    /// The same of one of the metrics an alarm watches.
    fn cause_of(
        &self,
        config: &Config,
        measure: &Measure,
        (from, to): (Time, Time),
        at: Time,
    ) -> Option<Hop> {
        let of = measure.scope(self.scope);
        if self.world.cloudwatch().store().contains(of, &measure.id) {
            let arrived = self.arrival(config, from, to, at)?;
            let title = "PutMetricData".to_owned();
            let detail = self.caller("PutMetricData", arrived);
            return Some(self.hop(Went::Well, title, detail, Some(arrived)));
        }
        if let Some(name) = self.world.generators().resource_of(of, &measure.id) {
            return Some(self.of_resource(name, to));
        }
        let instance = measure.dimensions.iter().find(|(name, _)| name == "InstanceId");
        let (_, instance) = instance?;
        let metric = measure.id.name.as_str();
        let resource = resource(metric);
        let history = self.world.ec2().history(instance);
        let load = resource.and_then(|resource| history?.load_before(resource, to));
        let loaded = load.is_some();
        let window = Window { instance, metric, resource, loaded, from, to };
        let facts = self.world.facts().iter().rev().skip_while(|fact| fact.time >= to);
        let found = facts.take(FACTS).find_map(|fact| self.event(fact, &window));
        found.or_else(|| {
            let title = self.texts.t("alarms.chain.usual").to_owned();
            Some(self.hop(Went::Well, title, instance.clone(), None))
        })
    }

    /// What was last set of a resource that is there for its metrics alone.
    fn of_resource(&self, name: &str, to: Time) -> Hop {
        let facts = self.world.facts().iter().rev().skip_while(|fact| fact.time >= to);
        let found = facts.take(FACTS).find_map(|fact| {
            let ServiceFact::Generators(what) = &fact.what else { return None };
            let moved = what.name == name && what.lever().is_some();
            let mark = moved.then(|| crate::view::clock::of_fact(fact)).flatten()?;
            Some((mark.text(self.texts), fact.time))
        });
        let (title, time) = match found {
            Some((title, time)) => (title, Some(time)),
            None => (self.texts.t("alarms.chain.usual").to_owned(), None),
        };
        self.hop(Went::Well, title, name.to_owned(), time)
    }

    fn event(&self, fact: &fact::Fact, window: &Window<'_>) -> Option<Hop> {
        let ServiceFact::Ec2(what) = &fact.what else { return None };
        if what.instance() != Some(window.instance) {
            return None;
        }
        let mut time = fact.time;
        let title = match what {
            ec2::Fact::LoadChanged { resource, .. } if Some(*resource) != window.resource => {
                return None;
            }
            ec2::Fact::LoadChanged { amount: Some(amount), .. } if window.loaded => {
                let unit = match window.resource {
                    Some(Resource::Cpu) => "Percent",
                    _ => "Bytes/Second",
                };
                let amount = with_unit(amount.get(), unit);
                self.texts.fill("alarms.chain.load", &[("amount", &amount)])
            }
            ec2::Fact::LoadChanged { amount, until, .. } if !window.loaded => {
                if amount.is_some() {
                    time = until.filter(|until| *until < window.to)?;
                }
                self.texts.t("alarms.chain.load-off").to_owned()
            }
            ec2::Fact::StateChanged { to, .. } if !window.loaded => {
                (fact.time + RECENT >= window.from).then_some(())?;
                self.texts.fill("alarms.chain.instance", &[("state", &to.name())])
            }
            ec2::Fact::FaultChanged { failing: true, .. }
                if window.metric.starts_with("StatusCheck") =>
            {
                self.texts.t("alarms.chain.fault").to_owned()
            }
            _ => return None,
        };
        Some(self.hop(Went::Well, title, window.instance.to_owned(), Some(time)))
    }
}

/// What a load that moves a metric of EC2 is put on.
fn resource(metric: &str) -> Option<Resource> {
    match metric {
        "CPUUtilization" | "CPUCreditUsage" | "CPUCreditBalance" => Some(Resource::Cpu),
        "NetworkIn" | "NetworkPacketsIn" => Some(Resource::NetIn),
        "NetworkOut" | "NetworkPacketsOut" => Some(Resource::NetOut),
        _ => None,
    }
}
