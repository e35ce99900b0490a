//! Whether there is somebody whom a policy of a resource names.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use super::accounts::Accounts;
use super::state::State;
use crate::access::principal::Named;
use crate::access::{Policy, trust};
use crate::sim::scope::Arn;

/// What is wrong with whom a policy names; each service has its own words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nobody {
    /// A statement names nobody at all.
    Unnamed,
    /// A service that cannot be one.
    Service,
    /// A user, a role or a session that is not there, also by the unique id of one that is gone.
    Unknown,
}

impl Accounts {
    /// Whether each statement of a policy names somebody, and all are there.
    pub fn know(&self, policy: &Policy) -> Result<(), Nobody> {
        for statement in policy.statements() {
            let named = statement.principals.as_ref().filter(|named| !named.items.is_empty());
            let named = named.ok_or(Nobody::Unnamed)?;
            named.items.iter().try_for_each(|one| self.knows(one))?;
        }
        Ok(())
    }

    fn knows(&self, named: &Named) -> Result<(), Nobody> {
        match named {
            Named::Everyone | Named::Account(_) | Named::Other(_) => Ok(()),
            Named::Service(name) if trust::is_service(name) => Ok(()),
            Named::Service(_) => Err(Nobody::Service),
            Named::Arn(name) => {
                let there = Arn::parse(name).is_some_and(|arn| self.has(&arn));
                if there { Ok(()) } else { Err(Nobody::Unknown) }
            }
        }
    }

    /// Whether an ARN is that of somebody. Who is in accounts that are not of this world nobody
    /// knows: they are taken for existing.
    pub fn has(&self, arn: &Arn) -> bool {
        let iam = matches!(arn.service(), "iam" | "sts");
        iam && arn.account().is_some_and(|account| self.get(account).is_none_or(|it| it.has(arn)))
    }
}

impl State {
    /// Whether an ARN of this account is that of its root user, a user, a role or a session.
    pub fn has(&self, arn: &Arn) -> bool {
        let rest = arn.rest();
        if let Some(session) = rest.strip_prefix("assumed-role/") {
            let role = session.split_once('/').map(|(role, _)| role);
            return role.is_some_and(|role| self.roles().contains_key(role));
        }
        let user = || self.users().values().any(|user| user.arn == *arn);
        rest == "root" || rest.starts_with("federated-user/") || user() || self.role(arn).is_some()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sim::id::Ids;
    use crate::sim::scope::AccountId;
    use crate::sim::time::Time;

    #[test]
    fn whom_policies_of_resources_may_name() {
        let accounts = Accounts::new(AccountId::HOME, Time::from_millis(0), Ids::new(1));
        let home = "arn:aws:iam::123456789012";
        let cases = [
            (json!("*"), Ok(())),
            (json!({ "AWS": "*" }), Ok(())),
            (json!({ "AWS": "123456789012" }), Ok(())),
            (json!({ "AWS": format!("{home}:root") }), Ok(())),
            (json!({ "AWS": format!("{home}:user/jiwoo") }), Ok(())),
            (json!({ "AWS": "999988887777" }), Ok(())),
            (json!({ "AWS": "arn:aws:iam::999988887777:user/somebody" }), Ok(())),
            (json!({ "AWS": "arn:aws:sts::999988887777:assumed-role/r/s" }), Ok(())),
            (json!({ "Service": ["s3.amazonaws.com", "logs.us-east-1.amazonaws.com"] }), Ok(())),
            (json!({ "Federated": "accounts.google.com" }), Ok(())),
            (Value::Null, Err(Nobody::Unnamed)),
            (json!({}), Err(Nobody::Unnamed)),
            (json!({ "AWS": [] }), Err(Nobody::Unnamed)),
            (json!({ "AWS": "hello" }), Err(Nobody::Unknown)),
            (json!({ "AWS": "AIDAQWERTYUIOPASDFGHJ" }), Err(Nobody::Unknown)),
            (json!({ "AWS": format!("{home}:user/nobody") }), Err(Nobody::Unknown)),
            (json!({ "AWS": format!("{home}:role/nobody") }), Err(Nobody::Unknown)),
            (json!({ "AWS": format!("{home}:group/admins") }), Err(Nobody::Unknown)),
            (json!({ "AWS": "arn:aws:sts::123456789012:assumed-role/r/s" }), Err(Nobody::Unknown)),
            (json!({ "AWS": "arn:aws:sns:us-east-1:999988887777:t" }), Err(Nobody::Unknown)),
            (json!({ "AWS": ["*", format!("{home}:user/nobody")] }), Err(Nobody::Unknown)),
            (json!({ "AWS": "sns.amazonaws.com" }), Err(Nobody::Unknown)),
            (json!({ "Service": "ec2" }), Err(Nobody::Service)),
        ];
        for (principal, expected) in cases {
            let mut statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
            if !principal.is_null() {
                statement["Principal"] = principal.clone();
            }
            let text = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
            let policy = Policy::parse(&text).unwrap();
            assert_eq!(accounts.know(&policy), expected, "{principal}");
        }
    }
}
