//! Whether a key lets a service use it for one of its resources.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html>

use std::collections::BTreeMap;

use super::state::{Key, State};
use crate::access::{self, Attached, Policies, Principal, Query, ResourceRule};
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// A service that wants to use a key.
pub struct Wish<'a> {
    /// `logs.us-east-1.amazonaws.com`.
    pub service: &'a str,
    /// What it has to do with the key.
    pub actions: &'a [&'a str],
    /// The key of the encryption context that names the resource: `aws:logs:arn`.
    pub context: &'a str,
    /// The resource.
    pub resource: &'a Arn,
}

impl State {
    /// Whether a key is there, is on, and lets a service use it.
    pub fn lets(&self, arn: &Arn, wish: &Wish<'_>, now: Time) -> bool {
        let key = self.key(arn, now).filter(|_| self.usable(arn, now).is_ok());
        key.is_some_and(|key| wish.actions.iter().all(|action| allowed(key, wish, action)))
    }
}

fn allowed(key: &Key, wish: &Wish<'_>, action: &str) -> bool {
    let account = wish.resource.account().map(|account| account.to_string());
    let values = |value: &str| vec![value.to_owned()];
    let mut context = BTreeMap::from([
        (format!("kms:encryptioncontext:{}", wish.context), values(wish.resource.as_str())),
        ("aws:sourcearn".to_owned(), values(wish.resource.as_str())),
        ("aws:principalservicename".to_owned(), values(wish.service)),
        ("aws:principalisawsservice".to_owned(), values("true")),
    ]);
    context.extend(account.map(|account| ("aws:sourceaccount".to_owned(), vec![account])));
    let (name, policy) = (key.id.as_str(), &key.policy.1);
    let policies = Policies {
        resource: Some(Attached { name, arn: None, policy, group: None }),
        resource_rule: ResourceRule::Key,
        ..Policies::default()
    };
    let principal = Principal::Service { name: wish.service.to_owned() };
    let decision = access::decide(&Query {
        principal: &principal,
        action,
        resource: Some(key.arn.as_str()),
        owner: None,
        context: &context,
        policies,
    });
    decision.is_allowed()
}
