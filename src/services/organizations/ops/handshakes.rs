//! Inviting accounts, and answering invitations.

use super::accounts::{is_email, limit};
use super::{denied, error, invalid, owned, page, seen, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::organizations::facts::{Fact, Joined};
use crate::services::organizations::handshake::{Answer, Handshake, Target};
use crate::services::organizations::shapes::{
    HandshakeDetail, HandshakeFilter, HandshakeInput, HandshakeOutput, HandshakeParty,
    HandshakeResource, HandshakeView, InviteInput, ListHandshakesInput, ListHandshakesOutput,
};
use crate::services::organizations::state::{Member, Organization, State, letters};
use crate::sim::Ctx;
use crate::sim::scope::AccountId;
use crate::sim::time::{Span, Time};

/// Invitations a day, for an organization of the usual size:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const MAX_A_DAY: usize = 20;

fn violated(text: &str) -> ApiError {
    error("HandshakeConstraintViolationException", text)
}

fn target(of: &HandshakeParty) -> Result<Target, ApiError> {
    match of.kind.as_str() {
        "ACCOUNT" => AccountId::parse(&of.id).map(Target::Account).ok_or_else(|| {
            invalid("You provided a value that does not match the required pattern.")
        }),
        "EMAIL" if is_email(&of.id) => Ok(Target::Email(of.id.clone())),
        "EMAIL" => {
            Err(invalid("You specified an invalid email address for the invited account owner."))
        }
        _ => Err(invalid(
            "You specified the wrong type of entity (account, organization, or email) as a party.",
        )),
    }
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_InviteAccountToOrganization.html>
pub fn invite(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &InviteInput,
) -> Result<HandshakeOutput, ApiError> {
    let [.., nth] = state.made;
    let of = owned(state, ctx)?;
    let target = target(&input.target)?;
    let is_in = match &target {
        Target::Account(account) => of.members.contains_key(account),
        Target::Email(email) => of.members.values().any(|one| one.email == *email),
    };
    if is_in {
        return Err(violated(
            "The handshake request is invalid because the invited account is already a member of \
             an organization.",
        ));
    }
    let mut open = of.handshakes.iter().filter(|one| one.is_open(ctx.now));
    if open.any(|one| one.target == target) {
        let text = "A handshake with the same action and target already exists.";
        return Err(error("DuplicateHandshakeException", text));
    }
    let today = of.handshakes.iter().filter(|one| ctx.now < one.asked + Span::days(1));
    if today.count() >= MAX_A_DAY {
        return Err(violated(
            "You attempted to exceed the number of handshakes that you can send in one day.",
        ));
    }
    if limit(of, ctx.now).is_err() {
        return Err(violated(
            "You attempted to exceed the limit on the number of accounts in an organization.",
        ));
    }
    let made = Handshake {
        id: format!("h-{}", letters(ctx.ids, "organizations:handshake", nth, 32)),
        target,
        notes: input.notes.clone(),
        tags: tags::given(input.tags.as_ref())?,
        asked: ctx.now,
        answer: None,
    };
    let output = output(of, &made, ctx.now);
    of.handshakes.push(made);
    let [.., count] = &mut state.made;
    *count += 1;
    Ok(output)
}

/// What the two parties may see.
fn found<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    input: &HandshakeInput,
) -> Result<(&'a Organization, &'a Handshake), ApiError> {
    let missing = || {
        let text = "We can't find a handshake with the HandshakeId that you specified.";
        error("HandshakeNotFoundException", text)
    };
    let of = state.organization().ok_or_else(missing)?;
    let account = ctx.scope.account;
    let sees = |one: &&Handshake| {
        one.is_shown(ctx.now) && (of.management == account || is_for(state, one, account))
    };
    let mut all = of.handshakes.iter().filter(|one| one.id == input.handshake_id);
    all.find(sees).map(|one| (of, one)).ok_or_else(missing)
}

/// Whether an invitation went to an account, whether or not it joined since.
fn is_for(state: &State, one: &Handshake, account: AccountId) -> bool {
    let member = state.organization().and_then(|of| of.members.get(&account));
    state.invited(&one.target) == Some(account)
        || one.target == Target::Account(account)
        || member.is_some_and(|member| one.target == Target::Email(member.email.clone()))
}

/// Answers, if it can be answered yet.
fn answer(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &HandshakeInput,
    answer: Answer,
) -> Result<HandshakeOutput, ApiError> {
    let (of, one) = found(state, ctx, input)?;
    // Whoever sent it takes it back; whoever received it says yes or no.
    if (of.management == ctx.scope.account) != (answer == Answer::Canceled) {
        return Err(denied());
    }
    match one.answer {
        Some((before, _)) if before == answer => {
            let text = "The specified handshake is already in the requested state.";
            return Err(error("HandshakeAlreadyInStateException", text));
        }
        _ if !one.is_open(ctx.now) => {
            let text = "You can't perform the operation on the handshake in its current state.";
            return Err(error("InvalidHandshakeTransitionException", text));
        }
        _ => {}
    }
    let mut after = one.clone();
    after.answer = Some((answer, ctx.now));
    let output = output(of, &after, ctx.now);
    let kept = state.organization.iter_mut().flat_map(|of| of.handshakes.iter_mut());
    kept.filter(|one| one.id == after.id).for_each(|one| one.clone_from(&after));
    Ok(output)
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html>
pub fn accept(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &HandshakeInput,
) -> Result<HandshakeOutput, ApiError> {
    let tags = found(state, ctx, input)?.1.tags.clone();
    let output = answer(state, ctx, input, Answer::Accepted)?;
    let account = ctx.scope.account;
    if let (Some(of), Some(alone)) = (&mut state.organization, state.alone.remove(&account)) {
        of.add_member(account, Member { joined: ctx.now, created: false, ..alone });
        if !tags.is_empty() {
            of.tags.insert(account.to_string(), tags);
        }
        ctx.fact(Fact::AccountJoined { account, by: of.management, how: Joined::Invited });
    }
    Ok(output)
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeclineHandshake.html>
pub fn decline(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &HandshakeInput,
) -> Result<HandshakeOutput, ApiError> {
    answer(state, ctx, input, Answer::Declined)
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CancelHandshake.html>
pub fn cancel(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &HandshakeInput,
) -> Result<HandshakeOutput, ApiError> {
    answer(state, ctx, input, Answer::Canceled)
}

pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &HandshakeInput,
) -> Result<HandshakeOutput, ApiError> {
    let (of, one) = found(state, ctx, input)?;
    Ok(output(of, one, ctx.now))
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForAccount.html>
pub fn list_received(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListHandshakesInput,
) -> Result<ListHandshakesOutput, ApiError> {
    let account = ctx.scope.account;
    let all = state.organization().map_or(Vec::new(), |of| {
        let received = of.handshakes.iter().filter(|one| is_for(state, one, account));
        received.map(|one| (of, one)).collect()
    });
    listed(all, ctx, input)
}

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForOrganization.html>
pub fn list_sent(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListHandshakesInput,
) -> Result<ListHandshakesOutput, ApiError> {
    let of = seen(state, ctx)?;
    listed(of.handshakes.iter().map(|one| (of, one)).collect(), ctx, input)
}

fn listed(
    all: Vec<(&Organization, &Handshake)>,
    ctx: &Ctx<'_>,
    input: &ListHandshakesInput,
) -> Result<ListHandshakesOutput, ApiError> {
    // Every one here is an invitation, and none belongs to another.
    let wanted = |filter: &HandshakeFilter| {
        filter.action_type.as_deref().is_none_or(|action| action == "INVITE")
            && filter.parent_handshake_id.is_none()
    };
    let wanted = input.filter.as_ref().is_none_or(wanted);
    let shown = all.into_iter().filter(|(_, one)| wanted && one.is_shown(ctx.now));
    let all = shown.map(|(of, one)| view(of, one, ctx.now)).collect();
    let (handshakes, next_token) = page(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListHandshakesOutput { handshakes, next_token })
}

fn output(of: &Organization, one: &Handshake, now: Time) -> HandshakeOutput {
    HandshakeOutput { handshake: view(of, one, now) }
}

fn view(of: &Organization, one: &Handshake, now: Time) -> HandshakeView {
    let (kind, name) = one.party();
    let party = |id: &str, kind: &str| HandshakeParty { id: id.to_owned(), kind: kind.to_owned() };
    HandshakeView {
        id: one.id.clone(),
        arn: of.arn(&one.id),
        parties: vec![party(&of.id, "ORGANIZATION"), party(&name, kind)],
        state: one.state(now).to_owned(),
        requested_timestamp: Timestamp(one.asked),
        expiration_timestamp: Timestamp(one.expires()),
        action: "INVITE".to_owned(),
        resources: resources(of, one),
    }
}

/// What the letter holds: whose organization it is, who is invited, and what else is said.
fn resources(of: &Organization, one: &Handshake) -> Vec<HandshakeResource> {
    let owner = of.members.get(&of.management);
    let features = if of.all_features { "ALL" } else { "CONSOLIDATED_BILLING" };
    let details = [
        ("MASTER_EMAIL", owner.map(|owner| owner.email.as_str())),
        ("MASTER_NAME", owner.map(|owner| owner.name.as_str())),
        ("ORGANIZATION_FEATURE_SET", Some(features)),
    ];
    let detail = |(kind, value): (&str, Option<&str>)| {
        Some(HandshakeDetail { value: value?.to_owned(), kind: kind.to_owned() })
    };
    let organization = HandshakeResource {
        value: of.id.clone(),
        kind: "ORGANIZATION".to_owned(),
        resources: Some(details.into_iter().filter_map(detail).collect()),
    };
    let plain = |kind: &str, value: String| HandshakeResource {
        value,
        kind: kind.to_owned(),
        resources: None,
    };
    let (kind, name) = one.party();
    let notes = one.notes.clone().map(|notes| plain("NOTES", notes));
    [organization, plain(kind, name)].into_iter().chain(notes).collect()
}
