//! The instances a command may be sent to, and why one cannot be chosen.

use crate::services::agent::series::is_windows;
use crate::services::ec2::InstanceState;
use crate::services::ec2::state::Instance;
use crate::services::ssm::documents::Document;
use crate::sim::agents::{Unmanaged, unmanaged};
use crate::sim::{Scope, World};
use crate::text::Texts;
use crate::view::format;

/// An instance of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Its tag `Name`; empty when it has none.
    pub name: String,
    /// Whether it runs Windows.
    pub windows: bool,
    /// Why no command reaches it.
    pub unmanaged: Option<Unmanaged>,
}

/// The instances there are; those that are gone for good are left out.
pub fn list(world: &World, scope: Scope) -> Vec<Target> {
    let all = world.ec2().instances(scope).into_iter();
    let target = |instance: &Instance| {
        let tags = world.ec2().tags(scope, &instance.id);
        Target {
            id: instance.id.clone(),
            name: tags.and_then(|tags| tags.get("Name")).cloned().unwrap_or_default(),
            windows: is_windows(instance),
            unmanaged: unmanaged(world, instance),
        }
    };
    let gone = |one: &&Instance| {
        matches!(one.state, InstanceState::Terminated | InstanceState::ShuttingDown)
    };
    all.filter(|one| !gone(one)).map(target).collect()
}

/// The text that says whether instances without a role are managed here.
pub fn note(world: &World, scope: Scope) -> &'static str {
    match world.ssm().manages_hosts(scope) {
        true => "ssm.targets.managed",
        false => "ssm.targets.by-role",
    }
}

impl Target {
    /// Why it cannot be chosen for a document; nothing if it can.
    pub fn why_not(&self, document: Document, texts: &Texts) -> Option<String> {
        let word = match &self.unmanaged {
            None if self.windows && document == Document::Shell => "windows",
            None => return None,
            Some(Unmanaged::NotRunning) => "not-running",
            Some(Unmanaged::Waits(until)) => {
                let until = format::clock(*until);
                return Some(texts.fill("ssm.unmanaged.waits", &[("until", &until)]));
            }
            Some(Unmanaged::CutOff) => "cut-off",
            Some(Unmanaged::Clock) => "clock",
            Some(Unmanaged::NoRole(word)) => word,
            Some(Unmanaged::Denied) => "denied",
        };
        Some(texts.t(&format!("ssm.unmanaged.{word}")).to_owned())
    }
}
