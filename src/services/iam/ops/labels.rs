//! Tags of policies, instance profiles, MFA devices and identity providers.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>

use std::collections::BTreeMap;

use super::{check, mfa, not_aws, oidc, page, policies, profiles, saml, tags};
use crate::api::ApiError;
use crate::services::iam::shapes::{ListUserTagsOutput, Tag};
use crate::services::iam::state::State;
use crate::services::iam::{Fact, managed};
use crate::sim::{Caller, Ctx};

/// What has the tags, as a request names it.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    Policy(&'a str),
    Profile(&'a str),
    Device(&'a str),
    Saml(&'a str),
    Web(&'a str),
}

impl Of<'_> {
    /// AWS's own policies have no tags, and nobody can give them any.
    fn is_own(self, caller: &Caller, action: &str) -> Result<(), ApiError> {
        match self {
            Of::Policy(arn) => not_aws(caller, action, &check::policy_arn(arn)?),
            _ => Ok(()),
        }
    }

    fn name(self) -> String {
        let (Of::Policy(name)
        | Of::Profile(name)
        | Of::Device(name)
        | Of::Saml(name)
        | Of::Web(name)) = self;
        name.to_owned()
    }
}

fn held<'a>(
    state: &'a mut State,
    of: Of<'_>,
) -> Result<&'a mut BTreeMap<String, String>, ApiError> {
    match of {
        Of::Policy(arn) => {
            let arn = check::policy_arn(arn)?;
            let policy = state.policies.get_mut(&arn);
            policy.map(|one| &mut one.tags).ok_or_else(|| policies::not_here(&arn))
        }
        Of::Profile(name) => {
            check::name("instanceProfileName", name)?;
            let profile = state.profiles.get_mut(name);
            profile.map(|one| &mut one.tags).ok_or_else(|| profiles::no_profile(name))
        }
        Of::Device(serial) => {
            let device = state.extra.devices.get_mut(serial);
            device.map(|one| &mut one.tags).ok_or_else(|| mfa::none(serial))
        }
        Of::Saml(arn) => {
            let provider = state.extra.providers.saml.get_mut(arn);
            provider.map(|one| &mut one.tags).ok_or_else(|| saml::none(arn))
        }
        Of::Web(arn) => {
            let provider = state.extra.providers.web.get_mut(arn);
            provider.map(|one| &mut one.tags).ok_or_else(|| oidc::none(arn))
        }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html>
pub fn add(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    of: Of<'_>,
    more: &[Tag],
) -> Result<(), ApiError> {
    of.is_own(caller, "iam:TagPolicy")?;
    let knows_case = matches!(of, Of::Policy(_));
    let tags = held(state, of)?;
    *tags = tags::added(tags, more, knows_case)?;
    ctx.fact(Fact::ResourceTagged { resource: of.name() });
    Ok(())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html>
pub fn remove(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    of: Of<'_>,
    keys: &[String],
) -> Result<(), ApiError> {
    of.is_own(caller, "iam:UntagPolicy")?;
    let tags = held(state, of)?;
    check::tag_keys(keys)?;
    tags::taken(tags, keys, matches!(of, Of::Policy(_)));
    ctx.fact(Fact::ResourceTagged { resource: of.name() });
    Ok(())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html>
pub fn list(
    state: &mut State,
    of: Of<'_>,
    (marker, most): (Option<&String>, Option<i32>),
) -> Result<ListUserTagsOutput, ApiError> {
    let of_aws = |arn: &str| Some(managed::find(&check::policy_arn(arn).ok()?)?.arn.clone());
    let tags = match of {
        Of::Policy(arn) if of_aws(arn).is_some() => Vec::new(),
        _ => tags::shown(held(state, of)?),
    };
    let (tags, is_truncated, marker) = page(tags, marker, most)?;
    Ok(ListUserTagsOutput { tags, is_truncated, marker })
}
