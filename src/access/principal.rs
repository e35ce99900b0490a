//! Who asks, and whom a resource's policy speaks of.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use serde_json::Value;

use super::statement::{Listed, strings};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Principal {
    /// The root user of an account.
    Root {
        /// The account.
        account: String,
    },
    /// An IAM user.
    User {
        /// Its ARN.
        arn: String,
    },
    /// A session of a role.
    Role {
        /// The role's ARN.
        role: String,
        /// The session's ARN, `arn:aws:sts::…:assumed-role/…`.
        session: String,
    },
    /// A user of a federation.
    Federated {
        /// The ARN of the user it comes from.
        user: String,
        /// The session's ARN, `arn:aws:sts::…:federated-user/…`.
        session: String,
    },
    /// Somebody an identity provider vouches for.
    External {
        /// The provider as policies name it.
        provider: String,
    },
    /// An AWS service.
    Service {
        /// Its name: `cloudwatch.amazonaws.com`.
        name: String,
    },
    /// Nobody in particular: an unsigned request.
    Anonymous,
}

impl Principal {
    /// The account it belongs to; services and the anonymous belong to none.
    pub fn account(&self) -> Option<&str> {
        match self {
            Principal::Root { account } => Some(account),
            Principal::User { arn }
            | Principal::Role { role: arn, .. }
            | Principal::Federated { user: arn, .. } => account_of(arn),
            Principal::External { .. } | Principal::Service { .. } | Principal::Anonymous => None,
        }
    }
}

/// The account in an ARN, if it names one.
pub(super) fn account_of(arn: &str) -> Option<&str> {
    arn.split(':').nth(4).filter(|part| is_account(part))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The `Principal` or `NotPrincipal` element.
pub type Principals = Listed<Named>;

/// One principal a policy names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// `*`.
    Everyone,
    /// An account, by its number or its root ARN.
    Account(String),
    /// A user, role, or session by its ARN.
    Arn(String),
    /// A service by its name.
    Service(String),
    /// An identity provider, or a canonical user id, which does not call here.
    Other(String),
}

/// How directly a statement speaks of a principal: it decides what an Allow is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// It names the account, which delegates to it: the account must allow as well.
    Account,
    /// It names the role of a session: boundary and session policy still limit it.
    Role,
    /// It names the very principal, or everyone: enough by itself within an account.
    Direct,
}

/// Reads the element. `None` when it is not well-formed.
pub(super) fn parse(element: &Value, excluded: bool) -> Option<Principals> {
    let mut items = Vec::new();
    match element {
        Value::String(text) if text == "*" => items.push(Named::Everyone),
        Value::Object(kinds) => {
            for (kind, names) in kinds {
                for name in strings(names)? {
                    items.push(named(kind, name)?);
                }
            }
        }
        _ => return None,
    }
    Some(Listed { items, excluded })
}

fn named(kind: &str, name: String) -> Option<Named> {
    match kind {
        "AWS" if name == "*" => Some(Named::Everyone),
        "AWS" if is_account(&name) => Some(Named::Account(name)),
        "AWS" => match account_of(&name) {
            Some(account) if name.ends_with(":root") => Some(Named::Account(account.to_owned())),
            _ => Some(Named::Arn(name)),
        },
        "Service" => Some(Named::Service(name)),
        "Federated" | "CanonicalUser" => Some(Named::Other(name)),
        _ => None,
    }
}

impl Principals {
    /// How the element speaks of a principal; `None` when it does not.
    ///
    /// `NotPrincipal` speaks of everyone but whom it names in whatever way, and so it is with
    /// Allow, which some services still take; whom it spares with Deny is for [`super::spared`].
    pub fn grade(&self, principal: &Principal) -> Option<Grade> {
        let best = self.items.iter().filter_map(|named| named.grade(principal)).max();
        match (self.excluded, best) {
            (false, best) => best,
            (true, Some(_)) => None,
            (true, None) => Some(Grade::Direct),
        }
    }
}

impl Named {
    fn grade(&self, principal: &Principal) -> Option<Grade> {
        let is = |yes: bool, grade| yes.then_some(grade);
        match (self, principal) {
            // `*` reaches services too: the default policy of a topic lets alarms publish so.
            (Named::Everyone, _) => Some(Grade::Direct),
            (Named::Account(id), _) => is(principal.account() == Some(id), Grade::Account),
            (Named::Arn(named), Principal::User { arn }) => is(named == arn, Grade::Direct),
            (Named::Arn(named), Principal::Role { role, session }) => {
                is(named == session, Grade::Direct).or(is(named == role, Grade::Role))
            }
            // What is granted to the user is granted to it as to a role: within its own limits.
            // <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session>
            (Named::Arn(named), Principal::Federated { user, session }) => {
                is(named == session, Grade::Direct).or(is(named == user, Grade::Role))
            }
            (Named::Other(named), Principal::External { provider }) => {
                is(named == provider, Grade::Direct)
            }
            (Named::Service(named), Principal::Service { name }) => {
                is(named == name, Grade::Direct)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const USER: &str = "arn:aws:iam::111122223333:user/student";
    const ROLE: &str = "arn:aws:iam::111122223333:role/r";
    const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/r/s";

    #[test]
    fn grades() {
        let user = Principal::User { arn: USER.to_owned() };
        let role = Principal::Role { role: ROLE.to_owned(), session: SESSION.to_owned() };
        let service = Principal::Service { name: "events.amazonaws.com".to_owned() };
        let root = Principal::Root { account: "111122223333".to_owned() };
        let cases = [
            (json!("*"), &user, Some(Grade::Direct)),
            (json!("*"), &Principal::Anonymous, Some(Grade::Direct)),
            (json!({ "AWS": "*" }), &service, Some(Grade::Direct)),
            (json!({ "AWS": USER }), &user, Some(Grade::Direct)),
            (json!({ "AWS": USER }), &role, None),
            (json!({ "AWS": "111122223333" }), &user, Some(Grade::Account)),
            (json!({ "AWS": "444455556666" }), &user, None),
            (
                json!({ "AWS": ["arn:aws:iam::111122223333:root", USER] }),
                &user,
                Some(Grade::Direct),
            ),
            (json!({ "AWS": "arn:aws:iam::111122223333:root" }), &root, Some(Grade::Account)),
            (json!({ "AWS": ROLE }), &role, Some(Grade::Role)),
            (json!({ "AWS": SESSION }), &role, Some(Grade::Direct)),
            (
                json!({ "Service": ["a.amazonaws.com", "events.amazonaws.com"] }),
                &service,
                Some(Grade::Direct),
            ),
            (json!({ "Service": "events.amazonaws.com" }), &user, None),
            (json!({ "Federated": "accounts.google.com" }), &user, None),
        ];
        for (element, principal, expected) in cases {
            let parsed = parse(&element, false).unwrap();
            assert_eq!(parsed.grade(principal), expected, "{element} {principal:?}");
            // With Allow, whoever is named in whatever way is left out.
            let spared = parse(&element, true).unwrap();
            let expected = if expected.is_some() { None } else { Some(Grade::Direct) };
            assert_eq!(spared.grade(principal), expected, "not {element} {principal:?}");
        }
        for bad in [json!("x"), json!([]), json!({ "IAM": "*" }), json!({ "AWS": 1 })] {
            assert_eq!(parse(&bad, false), None, "{bad}");
        }
    }
}
