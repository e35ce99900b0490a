//! What metrics are said to be about: entities that come with published data.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/adding-your-own-related-telemetry.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Entity.html>

use std::collections::BTreeMap;
use std::rc::Rc;

use super::api;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;

/// How long after the last data of an entity CloudWatch still finds what is related to it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/how-does-related-telemetry-work.html>
pub const ACTIVE: Span = Span::hours(3);

/// The most entities of one request.
pub const MOST: usize = 2;
/// How many key attributes there are, and further ones at most.
const KEYS: std::ops::RangeInclusive<usize> = 2..=4;
const ATTRIBUTES: usize = 10;
/// The longest name of a key attribute and of a further one, and the longest value of either.
const KEY_NAME: usize = 32;
const ATTRIBUTE_NAME: usize = 256;
const VALUE: usize = 2048;
/// The names that key attributes have.
const NAMES: [&str; 5] = ["Type", "ResourceType", "Identifier", "Name", "Environment"];

/// The kinds of thing there are, each with the key attributes that must come with it. AWS says of
/// no attribute that it must not.
const TYPES: [(&str, &[&str]); 5] = [
    ("AWS::Resource", &["ResourceType", "Identifier"]),
    ("AWS::Service", &["Name"]),
    ("Service", &["Name", "Environment"]),
    ("Resource", &["ResourceType", "Identifier"]),
    ("RemoteService", &["Name"]),
];

/// A thing that metrics are about. Those with the same key attributes are the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entity {
    /// What makes it what it is.
    pub keys: BTreeMap<String, String>,
    /// What else is known of it.
    pub attributes: BTreeMap<String, String>,
}

/// What is wrong with an entity, as the header `X-Amzn-Failure-Message` names it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// There is none.
    InvalidEntity,
    /// The key attributes are too few, too many, too long or of unknown names.
    InvalidKeyAttributes,
    /// The further attributes are too many or too long.
    InvalidAttributes,
    /// The type is none of the five.
    InvalidTypeValue,
    /// The request has more than two.
    EntitySizeTooLarge,
    /// A key attribute that its type needs is not there.
    MissingRequiredFields,
}

impl Fault {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Fault::InvalidEntity => "InvalidEntity",
            Fault::InvalidKeyAttributes => "InvalidKeyAttributes",
            Fault::InvalidAttributes => "InvalidAttributes",
            Fault::InvalidTypeValue => "InvalidTypeValue",
            Fault::EntitySizeTooLarge => "EntitySizeTooLarge",
            Fault::MissingRequiredFields => "MissingRequiredFields",
        }
    }

    /// What AWS's page says of it.
    pub fn said(self) -> &'static str {
        match self {
            Fault::InvalidEntity => "The provided entity is invalid.",
            Fault::InvalidKeyAttributes => "The provided KeyAttributes of an entity is invalid.",
            Fault::InvalidAttributes => "The provided Attributes of an entity is invalid.",
            Fault::InvalidTypeValue => {
                "The provided Type in the KeyAttributes of an entity is invalid."
            }
            Fault::EntitySizeTooLarge => "The number of EntityMetricData objects allowed is 2.",
            Fault::MissingRequiredFields => {
                "There are missing required fields in the KeyAttributes for the provided Type."
            }
        }
    }
}

/// Why an entity is none: the fault, and the name or value in which it lies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Refused {
    /// The fault.
    pub fault: Fault,
    /// Where it lies.
    pub at: String,
}

fn refused(fault: Fault, at: impl Into<String>) -> Refused {
    Refused { fault, at: at.into() }
}

/// What came with some data: an entity, or why it is none.
pub type Told = Result<Rc<Entity>, Refused>;

/// Reads the entity of some data among `all` such of a request.
pub fn read(given: Option<&api::Entity>, all: usize) -> Told {
    if all > MOST {
        return Err(refused(Fault::EntitySizeTooLarge, format!("EntityMetricData: {all}")));
    }
    let keys = given.and_then(|entity| entity.key_attributes.as_ref());
    let keys = keys.ok_or_else(|| refused(Fault::InvalidEntity, "KeyAttributes"))?;
    well_formed(keys)?;
    complete(keys)?;
    let attributes = given.and_then(|entity| entity.attributes.clone()).unwrap_or_default();
    if attributes.len() > ATTRIBUTES {
        let count = format!("Attributes: {}", attributes.len());
        return Err(refused(Fault::InvalidAttributes, count));
    }
    match ill_sized(&attributes, ATTRIBUTE_NAME) {
        Some(name) => Err(refused(Fault::InvalidAttributes, name)),
        None => Ok(Rc::new(Entity { keys: keys.clone(), attributes })),
    }
}

/// The first name that is empty or too long, or whose value is.
fn ill_sized(pairs: &BTreeMap<String, String>, most: usize) -> Option<&str> {
    let fits = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    let wrong = |(name, value): &(&String, &String)| !fits(name, most) || !fits(value, VALUE);
    pairs.iter().find(wrong).map(|(name, _)| name.as_str())
}

fn well_formed(keys: &BTreeMap<String, String>) -> Result<(), Refused> {
    let fault = Fault::InvalidKeyAttributes;
    if !KEYS.contains(&keys.len()) {
        return Err(refused(fault, format!("KeyAttributes: {}", keys.len())));
    }
    let unknown = keys.keys().find(|name| !NAMES.contains(&name.as_str()));
    match unknown.map(String::as_str).or_else(|| ill_sized(keys, KEY_NAME)) {
        Some(name) => Err(refused(fault, name)),
        None => Ok(()),
    }
}

/// Whether it has all that its type needs. AWS does not say which fault it is to have no type: here
/// it is a field that is missing.
fn complete(keys: &BTreeMap<String, String>) -> Result<(), Refused> {
    let lacks = |name: &str| refused(Fault::MissingRequiredFields, name);
    let kind = keys.get("Type").ok_or_else(|| lacks("Type"))?;
    let known = TYPES.iter().find(|(name, _)| name == kind);
    let (_, needed) = known.ok_or_else(|| refused(Fault::InvalidTypeValue, kind))?;
    match needed.iter().find(|name| !keys.contains_key(**name)) {
        Some(name) => Err(lacks(name)),
        None => Ok(()),
    }
}

/// An entity, and when data last came with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sent {
    /// What it was then.
    pub entity: Rc<Entity>,
    /// When.
    pub last: Time,
}

/// What one metric was said to be about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct About {
    /// The entities its data came with, in the order in which they first came.
    pub entities: Vec<Sent>,
    /// When an entity was last dropped, and why.
    pub dropped: Option<(Time, Refused)>,
}

/// What published metrics are about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Entities(BTreeMap<Scope, BTreeMap<MetricId, About>>);

impl Entities {
    /// Notes what data of a metric came with.
    pub fn note(&mut self, scope: Scope, id: &MetricId, told: &Told, now: Time) {
        let of = self.0.entry(scope).or_default().entry(id.clone()).or_default();
        let entity = match told {
            Ok(entity) => Rc::clone(entity),
            Err(refused) => {
                of.dropped = Some((now, refused.clone()));
                return;
            }
        };
        match of.entities.iter_mut().find(|sent| sent.entity.keys == entity.keys) {
            Some(sent) => *sent = Sent { entity, last: now },
            None => of.entities.push(Sent { entity, last: now }),
        }
    }

    /// What a metric is about, if anything was ever said.
    pub fn of(&self, scope: Scope, id: &MetricId) -> Option<&About> {
        self.0.get(&scope)?.get(id)
    }

    /// The metrics whose data came with an entity since an instant.
    pub fn related<'a>(
        &'a self,
        scope: Scope,
        entity: &'a Entity,
        since: Time,
    ) -> impl Iterator<Item = &'a MetricId> {
        let is = move |sent: &Sent| sent.entity.keys == entity.keys && sent.last >= since;
        let all = self.0.get(&scope).into_iter().flatten();
        all.filter(move |(_, about)| about.entities.iter().any(is)).map(|(id, _)| id)
    }
}
