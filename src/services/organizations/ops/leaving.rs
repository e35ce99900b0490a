//! Accounts that leave the organization, are removed from it or closed.

use super::accounts::member;
use super::{constraint, error, own, owned};
use crate::api::ApiError;
use crate::services::organizations::facts::{Departed, Fact};
use crate::services::organizations::shapes::AccountInput;
use crate::services::organizations::state::{Closing, State};
use crate::services::organizations::wake::{Due, Wake};
use crate::sim::scope::AccountId;
use crate::sim::time::Span;
use crate::sim::{Ctx, timing};

/// How long an account that the organization made must stay:
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html>
const STAYS: Span = Span::days(4);

/// Accounts that can be closed at a time:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const MAX_CLOSING: usize = 3;

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html>
pub fn close(state: &mut State, ctx: &mut Ctx<'_>, input: &AccountInput) -> Result<(), ApiError> {
    let of = owned(state, ctx)?;
    let (account, one) = member(of, &input.account_id)?;
    if account == of.management {
        return Err(constraint(
            "You attempted to close the management account. To close the management account for \
             the organization, you must first either remove or close all member accounts in the \
             organization. Follow standard account closure process using root credentials.",
        ));
    }
    if !of.all_features {
        return Err(constraint(
            "You attempted to perform an operation that requires the organization to be \
             configured to support all features. An organization that supports only consolidated \
             billing features can't perform this operation.",
        ));
    }
    match &one.closing {
        Some(Closing { closed: Some(_), .. }) => {
            let text = "You attempted to close an account that is already closed.";
            return Err(error("AccountAlreadyClosedException", text));
        }
        Some(_) => {
            let text = "The request failed because it conflicts with the current state of the \
                        specified resource.";
            return Err(error("ConflictException", text));
        }
        None => {}
    }
    let pending = |closing: &&Closing| closing.closed.is_none();
    let closing = of.members.values().filter_map(|one| one.closing.as_ref()).filter(pending);
    if closing.count() >= MAX_CLOSING {
        let text = "You attempted to exceed the number of accounts that you can close at a time.";
        return Err(constraint(text));
    }
    let management = of.management;
    if let Some(one) = of.members.get_mut(&account) {
        one.closing = Some(Closing { asked: ctx.now, closed: None });
    }
    let wake = Wake { account: management, due: Due::Closed { account } };
    ctx.wake(ctx.now + timing::ACCOUNT_CLOSURE, wake);
    Ok(())
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html>
pub fn remove(state: &mut State, ctx: &mut Ctx<'_>, input: &AccountInput) -> Result<(), ApiError> {
    let of = owned(state, ctx)?;
    let account = member(of, &input.account_id)?.0;
    depart(state, ctx, account, Departed::Removed)
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html>
pub fn leave(state: &mut State, ctx: &mut Ctx<'_>) -> Result<(), ApiError> {
    own(state, ctx)?;
    let account = ctx.scope.account;
    depart(state, ctx, account, Departed::Left)
}

/// From now on the account stands alone: no policy of the organization binds it, and nothing but
/// the role it has lets the management account in.
fn depart(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    account: AccountId,
    how: Departed,
) -> Result<(), ApiError> {
    let State { organization: Some(of), alone, .. } = state else { return Ok(()) };
    if account == of.management {
        let text = "You can't remove a management account from an organization. If you want the \
                    management account to become a member account in another organization, you \
                    must first delete the current organization of the management account.";
        return Err(error("MasterCannotLeaveOrganizationException", text));
    }
    let Some(one) = of.members.get(&account) else { return Ok(()) };
    if of.delegated.keys().any(|(administrator, _)| *administrator == account) {
        return Err(constraint(
            "You attempted to remove an account that is registered as a delegated administrator \
             for a service integrated with your organization. To complete this operation, you \
             must first deregister this account as a delegated administrator.",
        ));
    }
    if one.closing.is_some() {
        // AWS says that it cannot be, and not in which words.
        return Err(constraint("You can't remove an account that is closed or being closed."));
    }
    if one.created && ctx.now < one.joined + STAYS {
        return Err(constraint(
            "After you create an Amazon Web Services account, you must wait until at least four \
             days after the account was created. Invited accounts aren't subject to this waiting \
             period.",
        ));
    }
    if let Some(one) = of.drop_member(account) {
        alone.insert(account, one);
        ctx.fact(Fact::AccountDeparted { account, by: of.management, how });
    }
    Ok(())
}
