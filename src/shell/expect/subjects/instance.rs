//! `instance`: EC2 instances.

use super::{one, tags, text};
use crate::services::ServiceFact;
use crate::services::ec2::facts::Fact;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::state::Instance;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::Scope;
use crate::sim::World;
use crate::sim::command::Resource;
use crate::sim::scope::Region;
use crate::sim::time::Span;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "instance",
    attributes: &[
        "id",
        "state",
        "was",
        "type",
        "image",
        "monitoring",
        "system-check",
        "instance-check",
        "ebs-check",
        "load",
        "public-ip",
        "private-ip",
        "tag",
        "region",
    ],
    value: "state",
    happens: false,
    rows,
};

struct InstanceRow<'a> {
    world: &'a World,
    instance: &'a Instance,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for region in Region::all() {
        let scope = Scope { account: world.home(), region };
        for instance in world.ec2().instances(scope) {
            rows.push(Box::new(InstanceRow { world, instance }));
        }
    }
    rows
}

impl InstanceRow<'_> {
    fn was(&self) -> Vec<String> {
        let mut states = vec![InstanceState::Pending.name().to_owned()];
        for fact in self.world.facts().iter() {
            if let ServiceFact::Ec2(Fact::StateChanged { instance, to, .. }) = &fact.what
                && *instance == self.instance.id
            {
                states.push(to.name().to_owned());
            }
        }
        states
    }

    /// The load put on the processor, if any.
    fn load(&self) -> Vec<String> {
        let history = self.world.ec2().history(&self.instance.id);
        // Load is asked for as it is just before an instant.
        let end = self.world.now() + Span::millis(1);
        let load = history.and_then(|history| history.load_before(Resource::Cpu, end));
        load.map(|load| load.to_string()).into_iter().collect()
    }

    fn tags(&self) -> Vec<String> {
        let found = self.world.ec2().tags(self.instance.scope, &self.instance.id);
        found.map(tags).unwrap_or_default()
    }
}

impl Row for InstanceRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let instance = self.instance;
        let [system, own, ebs] = instance.checks;
        match attribute {
            "id" => one(&instance.id),
            "state" => one(instance.state.name()),
            "was" => self.was(),
            "type" => one(instance.kind),
            "image" => one(&instance.image),
            "monitoring" => one(instance.monitoring.name()),
            "system-check" => text(system),
            "instance-check" => text(own),
            "ebs-check" => text(ebs),
            "load" => self.load(),
            "public-ip" => instance.interface.public.iter().map(ToString::to_string).collect(),
            "private-ip" => one(instance.interface.private.to_string()),
            "tag" => self.tags(),
            _ => one(instance.scope.region.code()),
        }
    }
}
