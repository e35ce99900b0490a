//! Operations on the instance profiles that instances carry.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html>.
//! Replies to changes say `associating` or `disassociating`; whoever asks next finds it done. How
//! long it takes AWS does not say.

use super::named;
use crate::api::ApiError;
use crate::api::Shape as _;
use crate::services::ec2::errors::{INSTANCE, incorrect_state, invalid_value};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::profiles::{Association, find};
use crate::services::ec2::shapes::profiles::{
    AssociateIamInstanceProfileInput, DescribeIamInstanceProfileAssociationsInput,
    DescribeIamInstanceProfileAssociationsOutput, DisassociateIamInstanceProfileInput,
    IamInstanceProfile, IamInstanceProfileAssociation, IamInstanceProfileAssociationOutput,
    ReplaceIamInstanceProfileAssociationInput,
};
use crate::services::ec2::state::{Instance, State};
use crate::services::iam::{self, roles::Profile};
use crate::sim::Ctx;

const FILTERS: Table = &[("instance-id", "InstanceId"), ("state", "State")];

/// Lets an instance carry a profile.
pub fn associate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &iam::State,
    input: &AssociateIamInstanceProfileInput,
) -> Result<IamInstanceProfileAssociationOutput, ApiError> {
    let id = &input.instance_id;
    let found = named(state, ctx.scope, std::slice::from_ref(id))?;
    let instance = found.first().ok_or_else(|| INSTANCE.not_found(&[id]))?;
    let profile = find(iam, &input.iam_instance_profile)?;
    if !matches!(instance.state, InstanceState::Running | InstanceState::Stopped) {
        let text = format!("The instance '{id}' is not in the 'running' or 'stopped' states.");
        return Err(incorrect_state(text));
    }
    if instance.profile.is_some() {
        let text = format!("There is an existing association for instance {id}");
        return Err(ApiError::new("IncorrectState", text));
    }
    Ok(carry(state, ctx, profile, id))
}

/// Lets an instance carry another profile than it does, under a new association.
pub fn replace(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &iam::State,
    input: &ReplaceIamInstanceProfileAssociationInput,
) -> Result<IamInstanceProfileAssociationOutput, ApiError> {
    let id = known(state, ctx, &input.association_id)?;
    let profile = find(iam, &input.iam_instance_profile)?;
    Ok(carry(state, ctx, profile, &id))
}

/// Takes the profile from an instance.
pub fn disassociate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DisassociateIamInstanceProfileInput,
) -> Result<IamInstanceProfileAssociationOutput, ApiError> {
    let id = known(state, ctx, &input.association_id)?;
    let taken = state.instances.get_mut(&id).and_then(|instance| instance.profile.take());
    let taken = taken.ok_or_else(|| no_association(&input.association_id))?;
    ctx.fact(Fact::AttributeChanged { instance: id.clone(), attribute: "iamInstanceProfile" });
    Ok(output(shown(&id, &taken, "disassociating")))
}

/// Describes which instances carry which profiles.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeIamInstanceProfileAssociationsInput,
) -> Result<DescribeIamInstanceProfileAssociationsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let wanted = input.association_ids.as_deref().unwrap_or_default();
    for id in wanted {
        known(state, ctx, id)?;
    }
    let of = |instance: &Instance| {
        let association = instance.profile.as_ref()?;
        Some(shown(&instance.id, association, "associated"))
    };
    let all = state.instances(ctx.scope).into_iter().filter_map(of);
    let found = all.filter(|item| wanted.is_empty() || wanted.contains(&item.association_id));
    let found = found.filter(|item| filters.pass(&item.write())).collect();
    let (iam_instance_profile_associations, next_token) = page(
        found,
        &Asked {
            most: input.max_results,
            token: input.next_token.as_ref(),
            ids: ("associationIds", !wanted.is_empty()),
            limit: 1_000,
        },
    )?;
    Ok(DescribeIamInstanceProfileAssociationsOutput {
        iam_instance_profile_associations,
        next_token,
    })
}

/// Makes an instance carry a profile from now on.
fn carry(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    profile: &Profile,
    id: &str,
) -> IamInstanceProfileAssociationOutput {
    let association = new(state, ctx, profile);
    let reply = output(shown(id, &association, "associating"));
    if let Some(instance) = state.instances.get_mut(id) {
        instance.profile = Some(association);
    }
    ctx.fact(Fact::AttributeChanged { instance: id.to_owned(), attribute: "iamInstanceProfile" });
    reply
}

/// A new association with a profile.
pub fn new(state: &mut State, ctx: &Ctx<'_>, profile: &Profile) -> Association {
    Association {
        id: state.new_id(ctx.scope.region, "iip-assoc"),
        arn: profile.arn.clone(),
        profile_id: profile.profile_id.clone(),
        since: ctx.now,
    }
}

/// The instance of an association.
fn known(state: &State, ctx: &Ctx<'_>, association: &str) -> Result<String, ApiError> {
    if !association.starts_with("iip-assoc-") {
        return Err(invalid_value("Invalid value for associationId."));
    }
    let found = state.associated(ctx.scope, association);
    found.map(|(instance, _)| instance.id.clone()).ok_or_else(|| no_association(association))
}

/// The code is documented; no text is, this one is ours.
fn no_association(id: &str) -> ApiError {
    let text = format!("The association ID '{id}' does not exist");
    ApiError::new("InvalidAssociationID.NotFound", text)
}

fn shown(instance: &str, of: &Association, state: &str) -> IamInstanceProfileAssociation {
    IamInstanceProfileAssociation {
        association_id: of.id.clone(),
        instance_id: instance.to_owned(),
        iam_instance_profile: IamInstanceProfile {
            arn: of.arn.to_string(),
            id: of.profile_id.clone(),
        },
        state: state.to_owned(),
    }
}

fn output(association: IamInstanceProfileAssociation) -> IamInstanceProfileAssociationOutput {
    IamInstanceProfileAssociationOutput { iam_instance_profile_association: association }
}
