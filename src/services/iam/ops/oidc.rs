//! Identity providers that speak OpenID Connect. None is there to be asked: the fingerprint AWS
//! would fetch is drawn.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html>

use super::{check, exists, limit, missing, now, tags};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::providers::WebProvider;
use crate::services::iam::shapes::providers::{
    ClientIdInput, CreateWebProviderInput, CreateWebProviderOutput, ListWebProvidersOutput,
    ThumbprintInput, WebProviderInput, WebProviderItem, WebProviderOutput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

/// Providers in an account, client ids and fingerprints of a provider:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX: usize = 100;
const MAX_CLIENTS: usize = 100;
const MAX_THUMBPRINTS: usize = 5;

pub fn none(arn: &str) -> ApiError {
    missing(format!("OpenIDConnect Provider not found for arn {arn}"))
}

fn provider_mut<'a>(state: &'a mut State, arn: &str) -> Result<&'a mut WebProvider, ApiError> {
    state.extra.providers.web.get_mut(arn).ok_or_else(|| none(arn))
}

fn too_many(what: &str, most: usize) -> ApiError {
    limit(format!("Cannot exceed quota for {what}: {most}"))
}

/// The address without its scheme.
fn domain(url: &str) -> Result<&str, ApiError> {
    let fits = |rest: &&str| {
        let host = rest.split('/').next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        !host.is_empty() && host.chars().all(plain) && !rest.contains(['?', '#'])
    };
    url.strip_prefix("https://")
        .map(|rest| rest.trim_end_matches('/'))
        .filter(fits)
        .ok_or_else(|| ApiError::new("ValidationError", "Invalid Open ID Connect Provider URL"))
}

fn thumbprints(list: &[String]) -> Result<(), ApiError> {
    if list.len() > MAX_THUMBPRINTS {
        return Err(too_many("ThumbprintsPerOpenIdConnectProvider", MAX_THUMBPRINTS));
    }
    if list.iter().all(|print| print.bytes().all(|b| b.is_ascii_hexdigit())) {
        return Ok(());
    }
    Err(ApiError::new("InvalidInput", "Thumbprint is not in proper format"))
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateWebProviderInput,
) -> Result<CreateWebProviderOutput, ApiError> {
    let domain = domain(&input.url)?;
    let given = input.tags.as_deref().unwrap_or_default();
    check::tags(given, false)?;
    let clients = input.client_id_list.clone().unwrap_or_default();
    if clients.len() > MAX_CLIENTS {
        return Err(too_many("ClientIdsPerOpenIdConnectProvider", MAX_CLIENTS));
    }
    let arn = ctx.scope.global_arn("iam", &format!("oidc-provider/{domain}"));
    let providers = &mut state.extra.providers;
    if providers.web.contains_key(arn.as_str()) {
        return Err(exists(format!("Provider with url https://{domain} already exists.")));
    }
    if providers.web.len() >= MAX {
        return Err(too_many("OpenIdConnectProvidersPerAccount", MAX));
    }
    let fetched = || vec![ctx.ids.hex("iam:oidc", providers.made, 40)];
    let list = input.thumbprint_list.clone().filter(|list| !list.is_empty());
    let prints = list.unwrap_or_else(fetched);
    thumbprints(&prints)?;
    let provider = WebProvider {
        arn: arn.clone(),
        clients,
        thumbprints: prints,
        created: now(ctx),
        tags: given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
    };
    providers.made += 1;
    providers.web.insert(arn.to_string(), provider);
    ctx.fact(Fact::ProviderChanged { provider: arn.clone() });
    Ok(CreateWebProviderOutput {
        arn: arn.to_string(),
        tags: Some(given.to_vec()).filter(|tags| !tags.is_empty()),
    })
}

pub fn get(state: &State, input: &WebProviderInput) -> Result<WebProviderOutput, ApiError> {
    let found = state.extra.providers.web.get(&input.arn);
    let provider = found.ok_or_else(|| none(&input.arn))?;
    let tags = tags::shown(&provider.tags);
    Ok(WebProviderOutput {
        url: provider.url().to_owned(),
        client_id_list: provider.clients.clone(),
        thumbprint_list: provider.thumbprints.clone(),
        create_date: Timestamp(provider.created),
        tags: Some(tags).filter(|tags| !tags.is_empty()),
    })
}

pub fn list(state: &State) -> ListWebProvidersOutput {
    let item = |provider: &WebProvider| WebProviderItem { arn: provider.arn.to_string() };
    ListWebProvidersOutput { list: state.extra.providers.web.values().map(item).collect() }
}

/// One that is known already may be added again.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html>
pub fn add_client(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ClientIdInput,
) -> Result<(), ApiError> {
    let provider = provider_mut(state, &input.arn)?;
    if !provider.clients.contains(&input.client_id) {
        if provider.clients.len() >= MAX_CLIENTS {
            return Err(too_many("ClientIdsPerOpenIdConnectProvider", MAX_CLIENTS));
        }
        provider.clients.push(input.client_id.clone());
    }
    let arn = provider.arn.clone();
    ctx.fact(Fact::ProviderChanged { provider: arn });
    Ok(())
}

/// One that is not known may be removed, too.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html>
pub fn remove_client(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ClientIdInput,
) -> Result<(), ApiError> {
    let provider = provider_mut(state, &input.arn)?;
    provider.clients.retain(|client| *client != input.client_id);
    let arn = provider.arn.clone();
    ctx.fact(Fact::ProviderChanged { provider: arn });
    Ok(())
}

pub fn set_thumbprints(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ThumbprintInput,
) -> Result<(), ApiError> {
    let provider = provider_mut(state, &input.arn)?;
    thumbprints(&input.thumbprint_list)?;
    provider.thumbprints.clone_from(&input.thumbprint_list);
    let arn = provider.arn.clone();
    ctx.fact(Fact::ProviderChanged { provider: arn });
    Ok(())
}

/// What trusts the provider stays, and trusts nobody any more.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &WebProviderInput,
) -> Result<(), ApiError> {
    let gone = state.extra.providers.web.remove(&input.arn).ok_or_else(|| none(&input.arn))?;
    ctx.fact(Fact::ProviderDeleted { provider: gone.arn });
    Ok(())
}
