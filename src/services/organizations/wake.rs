//! What Organizations does as time passes: accounts that were asked for come into being, and those
//! that were closed go.
//!
//! <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html>,
//! <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html>

use super::facts::{Departed, Fact, Joined};
use super::state::{Member, Outcome, State};
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::scope::{AccountId, Region, Scope};
use crate::sim::time::Span;

/// Something in an organization is due.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// The management account.
    pub account: AccountId,
    /// What is.
    pub due: Due,
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Due {
    /// An account that was asked for is made.
    Made {
        /// The id of the request.
        request: String,
    },
    /// An account is closed.
    Closed {
        /// The account.
        account: AccountId,
    },
    /// A closed account can be opened no longer.
    Cleaned {
        /// The account.
        account: AccountId,
    },
}

/// How long a closed account can be opened again.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html>
const GRACE: Span = Span::days(90);

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

/// Does what is due.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, wake: &Wake) {
    match &wake.due {
        Due::Made { request } => make(state, ctx, request),
        Due::Closed { account } => close(state, ctx, *account),
        Due::Cleaned { account } => clean(state, ctx, *account),
    }
}

/// Makes the account, or says why it cannot be.
fn make(state: &mut State, ctx: &mut Ctx<'_>, request: &str) {
    let now = ctx.now;
    let State { organization, alone, .. } = state;
    let Some(organization) = organization.as_mut() else { return };
    let known = |email: &str| {
        organization.members.values().chain(alone.values()).any(|one| one.email == email)
    };
    let Some(request) = organization.requests.iter_mut().find(|one| one.id == request) else {
        return;
    };
    if known(&request.email) {
        request.outcome = Outcome::Failed { at: now, why: "EMAIL_ALREADY_EXISTS" };
        return;
    }
    let account = request.account;
    request.outcome = Outcome::Made { at: now };
    let (name, email) = (request.name.clone(), request.email.clone());
    let (role, tags) = (request.role.clone(), request.tags.clone());
    organization
        .add_member(account, Member { name, email, joined: now, created: true, closing: None });
    if !tags.is_empty() {
        organization.tags.insert(account.to_string(), tags);
    }
    let by = organization.management;
    ctx.fact(Fact::AccountOpened { account, by, role });
    ctx.fact(Fact::AccountJoined { account, by, how: Joined::Created });
}

fn close(state: &mut State, ctx: &mut Ctx<'_>, account: AccountId) {
    let State { organization: Some(of), closed, .. } = state else { return };
    let Some(closing) = of.members.get_mut(&account).and_then(|one| one.closing.as_mut()) else {
        return;
    };
    closing.closed = Some(ctx.now);
    let (asked, by) = (closing.asked, of.management);
    closed.insert(account);
    ctx.fact(Fact::AccountClosed { account, by, asked });
    ctx.wake(ctx.now + GRACE, Wake { account: by, due: Due::Cleaned { account } });
}

fn clean(state: &mut State, ctx: &mut Ctx<'_>, account: AccountId) {
    let State { organization: Some(of), .. } = state else { return };
    if of.drop_member(account).is_some() {
        let how = Departed::Cleaned;
        ctx.fact(Fact::AccountDeparted { account, by: of.management, how });
    }
}
