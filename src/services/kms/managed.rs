//! Keys that AWS makes for its services, each when it is needed first.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key>

use super::state::{Alias, Key, State};
use crate::access::Policy;
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// `alias/aws/ebs`.
pub fn alias(service: &str) -> String {
    format!("alias/aws/{service}")
}

/// The id of a service's key in an account and Region, also before the key is there.
fn id(ids: Ids, scope: Scope, service: &str) -> String {
    ids.uuid(&format!("kms:aws/{service}:{}:{}", scope.account, scope.region), 0)
}

/// The ARN of a service's key in an account and Region, also before the key is there.
pub fn arn(ids: Ids, scope: Scope, service: &str) -> Arn {
    scope.arn("kms", &format!("key/{}", id(ids, scope, service)))
}

/// The policy of the key of EBS: whoever may use EBS in the account may use it through EC2, and
/// nobody may change it.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-aws-managed.html>
fn policy(scope: Scope) -> String {
    let (account, region) = (scope.account, scope.region);
    format!(
        "{{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"auto-ebs-2\",\n  \"Statement\" : [ \
         {{\n    \
         \"Sid\" : \"Allow access through EBS for all principals in the account that are \
         authorized to use EBS\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {{\n      \
         \"AWS\" : \"*\"\n    }},\n    \"Action\" : [ \"kms:Encrypt\", \"kms:Decrypt\", \
         \"kms:ReEncrypt*\", \"kms:GenerateDataKey*\", \"kms:CreateGrant\", \"kms:DescribeKey\" \
         ],\n    \"Resource\" : \"*\",\n    \"Condition\" : {{\n      \
         \"StringEquals\" : {{\n        \
         \"kms:CallerAccount\" : \"{account}\",\n        \"kms:ViaService\" : \
         \"ec2.{region}.amazonaws.com\"\n      }}\n    }}\n  }}, {{\n    \"Sid\" : \"Allow direct \
         access to key metadata to the account\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" \
         : {{\n      \"AWS\" : \"arn:aws:iam::{account}:root\"\n    }},\n    \"Action\" : [ \
         \"kms:Describe*\", \"kms:Get*\", \"kms:List*\", \"kms:RevokeGrant\" ],\n    \"Resource\" \
         : \"*\"\n  }} ]\n}}"
    )
}

impl State {
    /// Whether AWS manages a key.
    pub fn is_managed(&self, arn: &Arn) -> bool {
        self.keys.get(arn).is_some_and(|key| key.managed)
    }

    /// Makes the key of EBS in an account and Region, unless it is there.
    pub(crate) fn manage_ebs(&mut self, ids: Ids, scope: Scope, now: Time) {
        let arn = arn(ids, scope, "ebs");
        let text = policy(scope);
        let Ok(policy) = Policy::parse(&text) else { return };
        if self.keys.contains_key(&arn) {
            return;
        }
        let name = alias("ebs");
        let description = "Default key that protects my EBS volumes when no other key is defined";
        let key = Key {
            scope,
            id: id(ids, scope, "ebs"),
            arn: arn.clone(),
            created: now,
            description: description.to_owned(),
            policy: (text, policy),
            enabled: true,
            deletion: None,
            rotation: None,
            rotated: Vec::new(),
            tags: Vec::new(),
            managed: true,
        };
        self.keys.insert(arn.clone(), key);
        let named = Alias { name: name.clone(), key: arn, created: now, updated: now };
        self.aliases.insert(scope.arn("kms", &name), named);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::scope::{AccountId, Region};

    #[test]
    fn the_policy_of_the_key_of_ebs_is_a_policy() {
        let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
        assert!(Policy::parse(&policy(scope)).is_ok());
    }
}
