//! Filter policies of subscriptions: which messages one gets.
//!
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html>

use serde_json::{Map, Value};

use super::wake::{Attribute, Message};
use crate::pattern::{Ground, Pattern, Scalar, Unmatched};

/// How many keys a policy has at most, and how many combinations of values.
/// <https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html>
const KEYS: usize = 5;
const COMBINATIONS: u64 = 150;
/// How much of a policy an error shows.
const SHOWN: usize = 500;

/// What a policy is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The message's attributes.
    #[default]
    Attributes,
    /// Its body, which has to be JSON.
    Body,
}

impl Scope {
    /// Reads AWS's name.
    ///
    /// # Errors
    /// AWS's words.
    pub fn parse(text: &str) -> Result<Scope, String> {
        match text {
            "MessageAttributes" => Ok(Scope::Attributes),
            "MessageBody" => Ok(Scope::Body),
            _ => Err(format!(
                "FilterPolicyScope: Invalid value [{text}]. Please use either MessageBody or \
                 MessageAttributes"
            )),
        }
    }

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Attributes => "MessageAttributes",
            Scope::Body => "MessageBody",
        }
    }
}

/// The filter of a subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The policy as it was given; without one all messages come.
    pub policy: Option<String>,
    /// What it is held against.
    pub scope: Scope,
}

/// Why a message is none that a policy lets through.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Miss {
    /// It has no attributes.
    NoAttributes,
    /// An attribute is no list, though it says that it is one.
    BadAttribute(String),
    /// Its body is no JSON object.
    NoJson,
    /// What of the policy did not match: for each way in which it could have.
    Keys(Vec<Unmatched>),
}

impl Filter {
    /// Sets the policy; an empty one takes it away.
    ///
    /// # Errors
    /// What is wrong with it, in AWS's words.
    pub fn set_policy(&mut self, text: &str) -> Result<(), String> {
        let members = members(if text.is_empty() { "{}" } else { text })?;
        if members.is_empty() {
            self.policy = None;
            return Ok(());
        }
        check(&members, self.scope)?;
        self.policy = Some(text.to_owned());
        Ok(())
    }

    /// Sets what the policy is held against.
    ///
    /// # Errors
    /// AWS knows no such thing, or the policy does not go with it.
    pub fn set_scope(&mut self, text: &str) -> Result<(), String> {
        let scope = Scope::parse(text)?;
        if let Some(policy) = &self.policy {
            check(&members(policy)?, scope)?;
        }
        self.scope = scope;
        Ok(())
    }

    /// Whether a message is to reach the subscription.
    ///
    /// # Errors
    /// Why not.
    pub fn admits(&self, message: &Message) -> Result<(), Miss> {
        let Some(policy) = &self.policy else { return Ok(()) };
        let policy = serde_json::from_str(policy).unwrap_or_default();
        let Ok(pattern) = Pattern::read(&policy) else { return Ok(()) };
        let ground = match self.scope {
            Scope::Attributes => attributes(message)?,
            Scope::Body => body(message)?,
        };
        let bare = self.scope == Scope::Attributes && message.attributes.is_empty();
        pattern.select(&ground).map_err(|keys| match bare {
            true => Miss::NoAttributes,
            false => Miss::Keys(keys),
        })
    }
}

fn members(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(other) => Err(told("Filter is not an object", 2, &other.to_string())),
        Err(_) => Err(unreadable(text)),
    }
}

/// What AWS says of a text that is no JSON; how it goes on is known of a member's name without
/// quotes alone (recorded).
fn unreadable(text: &str) -> String {
    let failed = "FilterPolicy: failed to parse JSON.";
    let name = text.strip_prefix('{').and_then(|rest| rest.chars().next());
    match name.filter(|c| c.is_ascii_alphabetic()) {
        Some(c) => format!(
            "{failed} Unexpected character ('{c}' (code {})): was expecting double-quote to start \
             field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` \
             disabled); line: 1, column: 2]",
            u32::from(c)
        ),
        None => failed.to_owned(),
    }
}

/// A fault of the rule engine as AWS tells it: with the policy, and the place.
fn told(text: &str, column: usize, policy: &str) -> String {
    let shown: String = policy.chars().take(SHOWN).collect();
    let left = policy.chars().count().saturating_sub(SHOWN);
    let cut = if left > 0 { format!("[truncated {left} chars]") } else { String::new() };
    let source = format!("(String)\"{shown}\"{cut}");
    format!("FilterPolicy: {text}\n at [Source: {source}; line: 1, column: {column}]")
}

/// Recorded: the count of keys goes before everything else, that of combinations comes last.
fn check(members: &Map<String, Value>, scope: Scope) -> Result<(), String> {
    if members.len() > KEYS {
        return Err("FilterPolicy: Filter policy can not have more than 5 keys".to_owned());
    }
    if scope == Scope::Attributes && is_nested(members) {
        let text = "Filter policy scope MessageAttributes does not support nested filter policy";
        return Err(text.to_owned());
    }
    let policy = Value::Object(members.clone());
    Pattern::read(&policy).map_err(|fault| match fault.column {
        Some(column) => told(&fault.text, column, &policy.to_string()),
        None => format!("FilterPolicy: {}", fault.text),
    })?;
    if combinations(members, 1, 1) > COMBINATIONS {
        return Err("FilterPolicy: Filter policy is too complex".to_owned());
    }
    Ok(())
}

/// Whether a key has keys of its own. Those in the objects of `$or` are no deeper than it.
fn is_nested(members: &Map<String, Value>) -> bool {
    members.iter().any(|(name, value)| match value {
        Value::Object(_) => true,
        Value::Array(items) if name == "$or" => {
            items.iter().filter_map(Value::as_object).any(is_nested)
        }
        _ => false,
    })
}

/// How many combinations of values there are: the lengths of all lists, each times how deep it
/// stands, multiplied; the objects of `$or` are added.
fn combinations(members: &Map<String, Value>, depth: u64, before: u64) -> u64 {
    members.iter().fold(before, |before, (name, value)| match value {
        Value::Object(inner) => combinations(inner, depth + 1, before),
        Value::Array(items) if name == "$or" => {
            let each = items.iter().filter_map(Value::as_object);
            each.map(|inner| combinations(inner, depth, before)).fold(0, u64::saturating_add)
        }
        Value::Array(items) => before.saturating_mul(items.len() as u64).saturating_mul(depth),
        _ => before,
    })
}

/// The attributes a policy sees: those that are bytes it does not.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html>
fn attributes(message: &Message) -> Result<Ground, Miss> {
    let mut ground = Ground::default();
    for (name, Attribute { kind, value }) in &message.attributes {
        if kind == "String.Array" {
            let bad = || Miss::BadAttribute(name.clone());
            let items: Vec<Value> = serde_json::from_str(value).map_err(|_| bad())?;
            for item in &items {
                ground.put(name, Scalar::of(item).ok_or_else(bad)?);
            }
        } else if kind.starts_with("Number") {
            ground.put(name, Scalar::Number(value.clone()));
        } else if kind.starts_with("String") {
            ground.put(name, Scalar::Text(value.clone()));
        }
    }
    Ok(ground)
}

/// The body is what the subscription would be sent. Where that is no JSON, as in an alarm's mails,
/// it is what everybody else is sent: AWS filters those, too, and does not say how.
fn body(message: &Message) -> Result<Ground, Miss> {
    let object = |text: &String| serde_json::from_str(text).ok().filter(Value::is_object);
    let body = object(&message.text).or_else(|| message.default.as_ref().and_then(object));
    body.map(|body| Ground::of(&body)).ok_or(Miss::NoJson)
}
