//! Whether a key lets a service use it for one of its resources.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html>

use std::collections::BTreeMap;

use super::state::{Key, SPEC, State};
use crate::access::{self, Attached, Context, Policies, Principal, Query, ResourceRule, Values};
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
        key.is_some_and(|key| wish.actions.iter().all(|action| self.allows(key, wish, action)))
    }

    fn allows(&self, key: &Key, wish: &Wish<'_>, action: &str) -> bool {
        let context = Asked { keys: self, key, given: given(wish, action) };
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
}

/// What the service says, and what the key is.
struct Asked<'a> {
    keys: &'a State,
    key: &'a Key,
    given: BTreeMap<String, Vec<String>>,
}

impl Context for Asked<'_> {
    fn get(&self, key: &str) -> Option<Values<'_>> {
        Context::get(&self.given, key).or_else(|| self.keys.condition(self.key, key))
    }
}

fn given(wish: &Wish<'_>, action: &str) -> BTreeMap<String, Vec<String>> {
    let account = wish.resource.account().map(|account| account.to_string());
    let values = |value: &str| vec![value.to_owned()];
    let mut given = BTreeMap::from([
        (format!("kms:encryptioncontext:{}", wish.context), values(wish.resource.as_str())),
        ("kms:encryptioncontextkeys".to_owned(), values(wish.context)),
        ("aws:sourcearn".to_owned(), values(wish.resource.as_str())),
        ("aws:principalservicename".to_owned(), values(wish.service)),
        ("aws:principalisawsservice".to_owned(), values("true")),
    ]);
    if seals(action) {
        given.insert("kms:encryptionalgorithm".to_owned(), values(SPEC));
    }
    given.extend(account.map(|account| ("aws:sourceaccount".to_owned(), vec![account])));
    given
}

/// Whether an action encrypts or decrypts, with the one algorithm that keys here have.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-algorithm>
pub fn seals(action: &str) -> bool {
    let name = action.strip_prefix("kms:").unwrap_or_default();
    matches!(name, "Decrypt" | "Encrypt") || name.starts_with("GenerateDataKey")
}
