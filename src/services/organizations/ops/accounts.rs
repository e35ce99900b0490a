//! Accounts: asking for one, finding them, moving them.

use super::{constraint, error, invalid, owned, page, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::organizations::shapes::{
    AccountInput, AccountOutput, AccountView, CreateAccountInput, CreateAccountStatus,
    CreateAccountStatusInput, CreateAccountStatusOutput, ForParentInput, ListAccountsOutput,
    ListCreateAccountStatusInput, ListCreateAccountStatusOutput, ListInput, MoveAccountInput,
};
use crate::services::organizations::state::{
    AccountRequest, Member, Organization, Outcome, State, letters,
};
use crate::services::organizations::wake::{Due, Wake};
use crate::sim::scope::AccountId;
use crate::sim::time::Time;
use crate::sim::{Ctx, timing};

/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const MAX_ACCOUNTS: usize = 10;

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html>
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateAccountInput,
) -> Result<CreateAccountStatusOutput, ApiError> {
    let nth = state.made[3];
    let organization = owned(state, ctx)?;
    if !is_email(&input.email) {
        return Err(invalid("You specified an invalid email address."));
    }
    if !input.account_name.chars().all(|c| (' '..='~').contains(&c)) {
        return Err(invalid("You provided a value that does not match the required pattern."));
    }
    let role = input.role_name.as_deref().unwrap_or("OrganizationAccountAccessRole");
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if !role.chars().all(allowed) {
        return Err(invalid("You provided a role name that isn't valid."));
    }
    limit(organization, ctx.now)?;
    let request = AccountRequest {
        id: format!("car-{}", letters(ctx.ids, "organizations:request", nth, 32)),
        name: input.account_name.clone(),
        email: input.email.clone(),
        role: role.to_owned(),
        tags: tags::given(input.tags.as_ref())?,
        account: number(ctx, nth),
        asked: ctx.now,
        outcome: Outcome::Pending,
    };
    let due = Due::Made { request: request.id.clone() };
    let wake = Wake { account: organization.management, due };
    let output = CreateAccountStatusOutput { create_account_status: told(&request) };
    organization.requests.push(request);
    state.made[3] += 1;
    ctx.wake(ctx.now + timing::ACCOUNT_CREATION, wake);
    Ok(output)
}

/// Whether another account may come in; closed accounts count, and so do invitations.
pub fn limit(of: &Organization, now: Time) -> Result<(), ApiError> {
    let pending = of.requests.iter().filter(|one| one.outcome == Outcome::Pending).count();
    let open = of.handshakes.iter().filter(|one| one.is_open(now)).count();
    if of.members.len() + pending + open >= MAX_ACCOUNTS {
        return Err(constraint("You have exceeded the allowed number of AWS accounts."));
    }
    Ok(())
}

/// The number of a new account: 12 digits of which the first is none.
fn number(ctx: &Ctx<'_>, nth: u64) -> AccountId {
    const LEAST: u64 = 100_000_000_000;
    AccountId::new(LEAST + ctx.ids.number("organizations:account", nth, 9 * LEAST))
}

pub fn is_email(text: &str) -> bool {
    let good = |part: &str| !part.is_empty() && !part.contains([' ', '@']);
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        let ends = host.rsplit_once('.');
        good(name) && good(host) && ends.is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
    })
}

fn told(of: &AccountRequest) -> CreateAccountStatus {
    let (state, at, why) = match &of.outcome {
        Outcome::Pending => ("IN_PROGRESS", None, None),
        Outcome::Made { at } => ("SUCCEEDED", Some(*at), None),
        Outcome::Failed { at, why } => ("FAILED", Some(*at), Some(*why)),
    };
    CreateAccountStatus {
        id: of.id.clone(),
        account_name: of.name.clone(),
        state: state.to_owned(),
        requested_timestamp: Timestamp(of.asked),
        completed_timestamp: at.map(Timestamp),
        account_id: (state == "SUCCEEDED").then(|| of.account.to_string()),
        failure_reason: why.map(str::to_owned),
    }
}

pub fn status(
    of: &Organization,
    input: &CreateAccountStatusInput,
) -> Result<CreateAccountStatusOutput, ApiError> {
    let found = of.requests.iter().find(|one| one.id == input.create_account_request_id);
    let missing = || {
        let text = "We can't find an create account request with the CreateAccountRequestId that \
                    you specified.";
        error("CreateAccountStatusNotFoundException", text)
    };
    Ok(CreateAccountStatusOutput { create_account_status: told(found.ok_or_else(missing)?) })
}

pub fn statuses(
    of: &Organization,
    input: &ListCreateAccountStatusInput,
) -> Result<ListCreateAccountStatusOutput, ApiError> {
    let wanted = |one: &CreateAccountStatus| {
        input.states.as_ref().is_none_or(|states| states.contains(&one.state))
    };
    let all = of.requests.iter().map(told).filter(wanted).collect();
    let (create_account_statuses, next_token) =
        page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListCreateAccountStatusOutput { create_account_statuses, next_token })
}

pub fn view(of: &Organization, account: AccountId, member: &Member) -> AccountView {
    let id = account.to_string();
    AccountView {
        arn: of.arn(&id),
        email: member.email.clone(),
        name: member.name.clone(),
        status: member.state().to_owned(),
        state: member.state().to_owned(),
        paths: vec![of.path(&id)],
        joined_method: if member.created { "CREATED" } else { "INVITED" }.to_owned(),
        joined_timestamp: Timestamp(member.joined),
        id,
    }
}

pub fn list(of: &Organization, input: &ListInput) -> Result<ListAccountsOutput, ApiError> {
    let all = of.members.iter().map(|(account, member)| view(of, *account, member)).collect();
    let (accounts, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListAccountsOutput { accounts, next_token })
}

pub fn list_in(of: &Organization, input: &ForParentInput) -> Result<ListAccountsOutput, ApiError> {
    super::units::parent(of, &input.parent_id)?;
    let inside = of.accounts_in(&input.parent_id);
    let all = inside.map(|(account, member)| view(of, account, member)).collect();
    let (accounts, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListAccountsOutput { accounts, next_token })
}

/// The account with a number.
pub fn member<'a>(of: &'a Organization, id: &str) -> Result<(AccountId, &'a Member), ApiError> {
    let account = AccountId::parse(id)
        .ok_or_else(|| invalid("You provided a value that does not match the required pattern."))?;
    let missing =
        || error("AccountNotFoundException", "You specified an account that doesn't exist.");
    of.members.get(&account).map(|member| (account, member)).ok_or_else(missing)
}

pub fn describe(of: &Organization, input: &AccountInput) -> Result<AccountOutput, ApiError> {
    let (account, found) = member(of, &input.account_id)?;
    Ok(AccountOutput { account: view(of, account, found) })
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html>
pub fn relocate(of: &mut Organization, input: &MoveAccountInput) -> Result<(), ApiError> {
    member(of, &input.account_id)?;
    let exists = |id: &str| id == of.root || of.units.contains_key(id);
    let source = &input.source_parent_id;
    if !exists(source) || of.parents.get(&input.account_id) != Some(source) {
        let text = "We can't find a source root or OU with the ParentId that you specified.";
        return Err(error("SourceParentNotFoundException", text));
    }
    let to = &input.destination_parent_id;
    if !exists(to) {
        let text = "We can't find the destination container (a root or OU) with the ParentId that \
                    you specified.";
        return Err(error("DestinationParentNotFoundException", text));
    }
    if to == source {
        let text = "That account is already present in the specified destination.";
        return Err(error("DuplicateAccountException", text));
    }
    of.parents.insert(input.account_id.clone(), to.clone());
    Ok(())
}
