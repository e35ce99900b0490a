//! What Organizations does as time passes: accounts that were asked for come into being.
//!
//! <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html>

use super::facts::Fact;
use super::state::{Member, Outcome, State};
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::scope::{AccountId, Region, Scope};

/// An account that was asked for is made.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// The management account.
    pub account: AccountId,
    /// The id of the request.
    pub request: String,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Lifecycle
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        Scope { account: self.account, region: Region::US_EAST_1 }
    }
}

/// Makes the account, or says why it cannot be.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, wake: &Wake) {
    let now = ctx.now;
    let Some(organization) = state.organization.as_mut() else { return };
    let known = |email: &str| organization.members.values().any(|one| one.email == email);
    let Some(request) = organization.requests.iter_mut().find(|one| one.id == wake.request) else {
        return;
    };
    if known(&request.email) {
        request.outcome = Outcome::Failed { at: now, why: "EMAIL_ALREADY_EXISTS" };
        return;
    }
    let account = request.account;
    request.outcome = Outcome::Made { at: now };
    let (name, email) = (request.name.clone(), request.email.clone());
    let role = request.role.clone();
    let member = Member { name, email, joined: now, created: true };
    organization.add_member(account, member);
    ctx.fact(Fact::AccountOpened { account, by: organization.management, role });
}
