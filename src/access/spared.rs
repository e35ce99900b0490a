//! Whom a Deny with `NotPrincipal` spares.
//!
//! Whoever asks is several principals at once: a session of a role is its account, the role and
//! the session. AWS checks the account first, then the role, and only then who acts in it, so that
//! each must be named. AWS says that a service might not ask for all of them; here each one does.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>

use super::principal::{Named, Principal, Principals, account_of};

/// Why a Deny with `NotPrincipal` does not spare somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unspared {
    /// It always denies who has a permissions boundary, whomever it names.
    Bounded,
    /// It does not name this of what the principal is.
    Unnamed(String),
}

/// The first reason for which a principal is not spared; `None` when it is.
pub(super) fn unspared(
    all_but: &Principals,
    principal: &Principal,
    bounded: bool,
) -> Option<Unspared> {
    if bounded {
        return Some(Unspared::Bounded);
    }
    if all_but.items.contains(&Named::Everyone) {
        return None;
    }
    let unnamed = chain(principal).into_iter().find(|one| !all_but.items.contains(one));
    unnamed.map(|one| Unspared::Unnamed(written(&one)))
}

/// All that somebody is at once, as policies name it, from the account down.
fn chain(principal: &Principal) -> Vec<Named> {
    let arn = |arn: &String| match account_of(arn).filter(|_| arn.ends_with(":root")) {
        Some(account) => Named::Account(account.to_owned()),
        None => Named::Arn(arn.clone()),
    };
    let own = match principal {
        Principal::Root { .. } => Vec::new(),
        Principal::User { arn: user } => vec![arn(user)],
        Principal::Role { role, session } => vec![arn(role), arn(session)],
        // As with a role: the user whose permissions it has, then the session.
        Principal::Federated { user, session } => vec![arn(user), arn(session)],
        Principal::External { provider } => vec![Named::Other(provider.clone())],
        Principal::Service { name } => vec![Named::Service(name.clone())],
        // Nobody in particular is named by `*` alone.
        Principal::Anonymous => vec![Named::Everyone],
    };
    let account = principal.account().map(|account| Named::Account(account.to_owned()));
    account.into_iter().chain(own).collect()
}

fn written(named: &Named) -> String {
    match named {
        Named::Everyone => "*".to_owned(),
        Named::Account(account) => format!("arn:aws:iam::{account}:root"),
        Named::Arn(name) | Named::Service(name) | Named::Other(name) => name.clone(),
    }
}
