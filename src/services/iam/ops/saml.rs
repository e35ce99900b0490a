//! Identity providers that speak SAML 2.0. Of their metadata the name and how long it counts are
//! read; certificates are not, for nothing is signed here.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html>

use super::{check, exists, limit, missing, now, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::providers::SamlProvider;
use crate::services::iam::shapes::providers::{
    CreateSamlProviderInput, CreateSamlProviderOutput, ListSamlProvidersOutput, SamlProviderInput,
    SamlProviderItem, SamlProviderOutput, UpdateSamlProviderInput, UpdateSamlProviderOutput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};

/// SAML providers in an account:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX: usize = 100;
/// How long metadata counts that does not say: the CLI's examples show a hundred years.
const LIFE: Span = Span::days(36_525);

/// What is read of metadata: the provider's name, and until when it counts.
fn parsed(metadata: &str) -> Result<(String, Option<Time>), ApiError> {
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>
    let unreadable = || ApiError::new("InvalidInput", "Could not parse metadata");
    let text = metadata.trim_start();
    let at = text.find("EntityDescriptor").filter(|_| text.starts_with('<'));
    let tag = at.and_then(|at| text.get(at..)).and_then(|rest| rest.split('>').next());
    let tag = tag.ok_or_else(unreadable)?;
    let entity = attribute(tag, "entityID").ok_or_else(unreadable)?;
    let until = attribute(tag, "validUntil").and_then(Time::parse);
    Ok((entity.to_owned(), until))
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = rest.strip_prefix(quote)?.split(quote).next()?;
    Some(value).filter(|value| !value.is_empty())
}

pub fn none(arn: &str) -> ApiError {
    missing(format!("Manifest not found for arn {arn}"))
}

fn provider<'a>(state: &'a State, arn: &str) -> Result<&'a SamlProvider, ApiError> {
    state.extra.providers.saml.get(arn).ok_or_else(|| none(arn))
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateSamlProviderInput,
) -> Result<CreateSamlProviderOutput, ApiError> {
    let name = &input.name;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !name.chars().all(allowed) {
        let text = "The specified value for name is invalid. It must contain only alphanumeric \
                    characters and/or the following: ._-";
        return Err(ApiError::new("ValidationError", text));
    }
    let given = input.tags.as_deref().unwrap_or_default();
    check::tags(given, false)?;
    let (entity, until) = parsed(&input.saml_metadata_document)?;
    let arn = ctx.scope.global_arn("iam", &format!("saml-provider/{name}"));
    if state.extra.providers.saml.contains_key(arn.as_str()) {
        return Err(exists(format!("Provider with name {name} already exists.")));
    }
    if state.extra.providers.saml.len() >= MAX {
        return Err(limit(format!("Cannot exceed quota for SAMLProvidersPerAccount: {MAX}")));
    }
    let created = now(ctx);
    let provider = SamlProvider {
        arn: arn.clone(),
        uuid: ctx.ids.base32("", "iam:saml", state.extra.providers.made, 24),
        metadata: input.saml_metadata_document.clone(),
        entity,
        created,
        valid_until: until.unwrap_or(created + LIFE),
        tags: given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
    };
    state.extra.providers.made += 1;
    state.extra.providers.saml.insert(arn.to_string(), provider);
    ctx.fact(Fact::ProviderChanged { provider: arn.clone() });
    Ok(CreateSamlProviderOutput {
        saml_provider_arn: arn.to_string(),
        tags: Some(given.to_vec()).filter(|tags| !tags.is_empty()),
    })
}

pub fn get(state: &State, input: &SamlProviderInput) -> Result<SamlProviderOutput, ApiError> {
    let provider = provider(state, &input.saml_provider_arn)?;
    let tags = tags::shown(&provider.tags);
    Ok(SamlProviderOutput {
        saml_provider_uuid: provider.uuid.clone(),
        saml_metadata_document: provider.metadata.clone(),
        create_date: Timestamp(provider.created),
        valid_until: Timestamp(provider.valid_until),
        tags: Some(tags).filter(|tags| !tags.is_empty()),
    })
}

pub fn list(state: &State) -> ListSamlProvidersOutput {
    let item = |provider: &SamlProvider| SamlProviderItem {
        arn: provider.arn.to_string(),
        valid_until: Timestamp(provider.valid_until),
        create_date: Timestamp(provider.created),
    };
    let saml_provider_list = state.extra.providers.saml.values().map(item).collect();
    ListSamlProvidersOutput { saml_provider_list }
}

pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &UpdateSamlProviderInput,
) -> Result<UpdateSamlProviderOutput, ApiError> {
    let arn = &input.saml_provider_arn;
    let read = input.saml_metadata_document.as_deref().map(parsed).transpose()?;
    let provider = state.extra.providers.saml.get_mut(arn).ok_or_else(|| none(arn))?;
    if let (Some((entity, until)), Some(text)) = (read, &input.saml_metadata_document) {
        provider.entity = entity;
        provider.metadata.clone_from(text);
        provider.valid_until = until.unwrap_or(now(ctx) + LIFE);
    }
    let changed = provider.arn.clone();
    ctx.fact(Fact::ProviderChanged { provider: changed });
    Ok(UpdateSamlProviderOutput { saml_provider_arn: arn.clone() })
}

/// What trusts the provider stays, and trusts nobody any more.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &SamlProviderInput,
) -> Result<(), ApiError> {
    let arn = &input.saml_provider_arn;
    let gone = state.extra.providers.saml.remove(arn).ok_or_else(|| none(arn))?;
    ctx.fact(Fact::ProviderDeleted { provider: gone.arn });
    Ok(())
}
