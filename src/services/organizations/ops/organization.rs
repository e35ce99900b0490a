//! The organization itself.

use super::{error, own, owned};
use crate::api::ApiError;
use crate::services::organizations::shapes::{
    CreateOrganizationInput, OrganizationOutput, OrganizationView, PolicyType,
};
use crate::services::organizations::state::{Member, Organization, State, letters};
use crate::sim::Ctx;

/// The mail address of the first account's root user.
const EMAIL: &str = "owner@example.com";
/// The name of the first account.
const NAME: &str = "Management";

/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html>
pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateOrganizationInput,
) -> Result<OrganizationOutput, ApiError> {
    let management = ctx.scope.account;
    if state.of(management).is_some() {
        let text = "The provided account is already a member of an organization.";
        return Err(error("AlreadyInOrganizationException", text));
    }
    if state.organization.is_some() {
        return Err(ApiError::not_simulated("a second organization"));
    }
    let [nth, ..] = &mut state.made;
    let ordinal = *nth;
    *nth += 1;
    let mut organization = Organization {
        id: format!("o-{}", letters(ctx.ids, "organizations:organization", ordinal, 10)),
        root: format!("r-{}", letters(ctx.ids, "organizations:root", ordinal, 4)),
        management,
        created: ctx.now,
        all_features: input.feature_set.as_deref() != Some("CONSOLIDATED_BILLING"),
        scps: false,
        units: Default::default(),
        members: Default::default(),
        parents: Default::default(),
        policies: Default::default(),
        attached: Default::default(),
        requests: Vec::new(),
        handshakes: Vec::new(),
        services: Default::default(),
        delegated: Default::default(),
        tags: Default::default(),
    };
    let (name, email) = (NAME.to_owned(), EMAIL.to_owned());
    // An account that left another organization keeps its name.
    let (joined, created, closing) = (ctx.now, false, None);
    let new = Member { name, email, joined, created, closing };
    let member = state.alone.remove(&management).map_or(new, |one| Member { joined, ..one });
    organization.add_member(management, member);
    let output = OrganizationOutput { organization: view(&organization) };
    state.organization = Some(Box::new(organization));
    Ok(output)
}

pub fn describe(state: &State, ctx: &Ctx<'_>) -> Result<OrganizationOutput, ApiError> {
    Ok(OrganizationOutput { organization: view(own(state, ctx)?) })
}

pub fn delete(state: &mut State, ctx: &Ctx<'_>) -> Result<(), ApiError> {
    if owned(state, ctx)?.members.len() > 1 {
        let text = "To delete an organization you must first remove all member accounts (except \
                    the master).";
        return Err(error("OrganizationNotEmptyException", text));
    }
    state.organization = None;
    Ok(())
}

fn view(of: &Organization) -> OrganizationView {
    let management = of.management.to_string();
    let member = of.member(&management);
    let scp =
        || PolicyType { kind: "SERVICE_CONTROL_POLICY".to_owned(), status: "ENABLED".to_owned() };
    OrganizationView {
        id: of.id.clone(),
        arn: format!("arn:aws:organizations::{management}:organization/{}", of.id),
        feature_set: if of.all_features { "ALL" } else { "CONSOLIDATED_BILLING" }.to_owned(),
        master_account_arn: of.arn(&management),
        master_account_email: member.map(|one| one.email.clone()).unwrap_or_default(),
        master_account_id: management,
        available_policy_types: of.all_features.then(scp).into_iter().collect(),
    }
}
