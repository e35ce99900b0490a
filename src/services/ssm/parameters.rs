//! Parameter Store: values under names, with their versions.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html>

use super::filters::{self, Wanted};
use super::page::paged;
use super::policies;
use super::shapes::{
    DeleteParametersInput, DeleteParametersOutput, DescribeParametersInput,
    DescribeParametersOutput, GetByPathInput, GetByPathOutput, OldFilter, Parameter,
    ParameterFilter, ParameterMetadata, PutParameterInput, PutParameterOutput,
};
use super::state::{State, Stored, Version};
use super::versions;
use super::wake::Wake;
use crate::api::{ApiError, Timestamp};
use crate::services::ec2::catalogue::images;
use crate::sim::id::Ids;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::sim::{Caller, Ctx};

/// The most characters of a value, by tier.
/// <https://docs.aws.amazon.com/general/latest/gr/ssm.html>
const MOST: [(&str, usize); 2] = [("Standard", 4_096), ("Advanced", 8_192)];
/// The kind of values that are sealed.
pub(super) const SECURE: &str = "SecureString";
/// The key they are sealed with.
pub(super) const KEY: &str = "alias/aws/ssm";
/// The most levels of a name.
const LEVELS: usize = 15;
pub(super) fn validation(text: impl Into<String>) -> ApiError {
    ApiError::new("ValidationException", text)
}

pub(super) fn missing() -> ApiError {
    ApiError::new("ParameterNotFound", "")
}

/// Puts a parameter, or a new version of it.
pub(super) fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &PutParameterInput,
) -> Result<PutParameterOutput, ApiError> {
    sound(&input.name)?;
    let key = (ctx.scope, plain(&input.name, ctx.scope).to_owned());
    let known = state.parameters.get(&key);
    let kind = match (input.kind.as_deref(), known) {
        (Some("String"), _) => "String",
        (Some("StringList"), _) => "StringList",
        (Some(SECURE), _) => SECURE,
        (Some(other), _) => return Err(unsupported(other)),
        (None, Some(known)) => known.kind,
        (None, None) => {
            return Err(validation("A parameter type is required when you create a parameter."));
        }
    };
    if let Some(known) = known {
        if input.overwrite != Some(true) {
            let text = "The parameter already exists. To overwrite this value, set the overwrite \
                        option in the request to true.";
            return Err(ApiError::new("ParameterAlreadyExists", text));
        }
        if known.kind != kind {
            return Err(ApiError::new("HierarchyTypeMismatchException", ""));
        }
    }
    if !matches!(input.data_type.as_deref(), None | Some("text")) {
        let other = input.data_type.clone().unwrap_or_default();
        return Err(ApiError::not_simulated(format!("DataType {other}")));
    }
    key_of(kind, input.key_id.as_deref())?;
    let tier = tier(input, known, state.default_tier(ctx.scope))?;
    let policies = policies::asked(input, tier, ctx.now)?;
    let name = key.1.clone();
    let old = known.and_then(Stored::last);
    let number = old.map_or(1, |last| last.number + 1);
    if let Some(known) = known {
        versions::room(known, &name)?;
    }
    let version = Version {
        number,
        value: input.value.clone(),
        modified: ctx.now,
        by: caller.arn(),
        tier,
        description: input.description.clone().or_else(|| old?.description.clone()),
        policies: policies.or_else(|| Some(old?.policies.clone())).unwrap_or_default(),
        labels: Vec::new(),
    };
    if let Some(at) = version.expires().filter(|_| input.policies.is_some()) {
        ctx.wake(at, Wake::Expires { scope: ctx.scope, name });
    }
    let new = Stored { kind, versions: Vec::new() };
    let stored = state.parameters.entry(key).or_insert(new);
    stored.versions.push(version);
    if stored.versions.len() > versions::KEPT {
        stored.versions.remove(0);
    }
    Ok(PutParameterOutput { version: number, tier: tier.to_owned() })
}

/// Values are sealed with AWS's own key for Parameter Store, which everybody may use who may read
/// the parameter. Keys of one's own are not simulated.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html>
fn key_of(kind: &str, key: Option<&str>) -> Result<(), ApiError> {
    match key {
        None => Ok(()),
        Some(_) if kind != SECURE => {
            Err(validation("KeyId is required for SecureString type parameter only."))
        }
        Some(KEY) => Ok(()),
        Some(other) => Err(ApiError::not_simulated(format!("KeyId {other}"))),
    }
}

/// A value as it is shown to those who do not ask for decryption: a text that tells nothing of it,
/// of the length such a text has.
fn sealed(ids: Ids, name: &str, version: &Version) -> String {
    let length = 120 + version.value.len().div_ceil(3) * 4;
    let number = u64::try_from(version.number).unwrap_or_default();
    let noise = ids.base64(&format!("ssm:secure:{name}"), number, ['+', '/'], length);
    format!("AQICAH{noise}==")
}

/// A value as it is shown, sealed if it is secure and not asked for as it is.
pub(super) fn value(name: &str, (kind, version): (&str, &Version), seal: Option<Ids>) -> String {
    let seal = seal.filter(|_| kind == SECURE);
    seal.map_or_else(|| version.value.clone(), |ids| sealed(ids, name, version))
}

fn unsupported(kind: &str) -> ApiError {
    ApiError::new("UnsupportedParameterType", format!("{kind} is not a supported parameter type."))
}

/// The tier a value goes to. A parameter does not go back from advanced to standard.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html>
fn tier(
    input: &PutParameterInput,
    known: Option<&Stored>,
    usual: &str,
) -> Result<&'static str, ApiError> {
    let [(standard, fits), (advanced, most)] = MOST;
    let length = input.value.chars().count();
    let kept = known.and_then(Stored::last).map_or(standard, |last| last.tier);
    // One that names no tier goes to the account's default, but does not come down to it.
    let asked = input.tier.as_deref().unwrap_or(if kept == advanced { kept } else { usual });
    let tier = match asked {
        "Standard" if kept == advanced => {
            return Err(validation(
                "This parameter uses the advanced-parameter tier. You can't downgrade a parameter \
                 from the advanced-parameter tier to the standard-parameter tier. If necessary, \
                 you can delete the advanced parameter and recreate it as a standard parameter.",
            ));
        }
        "Standard" => standard,
        "Advanced" => advanced,
        "Intelligent-Tiering" if length > fits => advanced,
        "Intelligent-Tiering" => kept,
        other => return Err(validation(format!("{other} is not a supported parameter tier."))),
    };
    if length == 0 {
        return Err(validation("The parameter value must have at least one character."));
    }
    if tier == standard && length > fits {
        return Err(validation(format!(
            "Standard tier parameters support a maximum parameter value of {fits} characters. To \
             create a larger parameter value, upgrade the parameter to use the advanced-parameter \
             tier. For more information, see \
             https://docs.aws.amazon.com/systems-manager/latest/userguide/\
             parameter-store-advanced-parameters.html"
        )));
    }
    if length > most {
        return Err(validation(format!(
            "Advanced tier parameters support a maximum parameter value of {most} characters."
        )));
    }
    Ok(tier)
}

/// Names: letters, digits, `.-_`, levels parted by slashes.
pub(super) fn sound(name: &str) -> Result<(), ApiError> {
    let lower = name.trim_start_matches('/').to_ascii_lowercase();
    let part = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    if lower.starts_with("aws") || lower.starts_with("ssm") || !name.chars().all(part) {
        return Err(validation(
            "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If \
             formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path \
             can be formed as a mix of letters, numbers and the following 3 symbols .-_",
        ));
    }
    if name.contains('/') && !name.starts_with('/') {
        return Err(validation("Parameter name must be a fully qualified name."));
    }
    if name.split('/').filter(|part| !part.is_empty()).count() > LEVELS {
        let text =
            format!("The parameter name exceeds the maximum of {LEVELS} levels in the hierarchy.");
        return Err(ApiError::new("HierarchyLevelLimitExceededException", text));
    }
    Ok(())
}

/// A name as it was given, or as it stands in an ARN of the account.
pub(super) fn plain(name: &str, scope: Scope) -> &str {
    let prefix = format!("arn:aws:ssm:{}:{}:parameter/", scope.region, scope.account);
    match name.strip_prefix(&prefix) {
        Some(rest) if rest.contains('/') => name.get(prefix.len() - 1..).unwrap_or(rest),
        Some(rest) => rest,
        None => name,
    }
}

pub(super) fn arn(scope: Scope, name: &str) -> String {
    let slash = if name.starts_with('/') { "" } else { "/" };
    format!("arn:aws:ssm:{}:{}:parameter{slash}{name}", scope.region, scope.account)
}

/// With what secure values are sealed, unless they are asked for as they are.
pub(super) fn sealing(ids: Ids, with_decryption: Option<bool>) -> Option<Ids> {
    (with_decryption != Some(true)).then_some(ids)
}

/// A parameter by its name, with a version (`name:2`) or a label (`name:live`) behind it or none.
pub(super) fn get(
    state: &State,
    scope: Scope,
    asked: &str,
    seal: Option<Ids>,
) -> Result<Parameter, ApiError> {
    let name = plain(asked, scope);
    let (plainly, first) = match name.strip_suffix(":1") {
        Some(name) => (name, Some(":1".to_owned())),
        None => (name, None),
    };
    if let Some(public) = public(scope, plainly) {
        return Ok(Parameter { selector: first, ..public });
    }
    let (name, selector) = match name.split_once(':') {
        Some((name, selector)) => (name, Some(selector)),
        None => (name, None),
    };
    let stored = state.parameters.get(&(scope, name.to_owned())).ok_or_else(missing)?;
    let version = match selector {
        None => stored.last().ok_or_else(missing)?,
        Some(selector) => versions::selected(stored, name, selector)?,
    };
    let selector = selector.map(|text| format!(":{text}"));
    Ok(shown(scope, name, stored, (version, selector), seal))
}

pub(super) fn shown(
    scope: Scope,
    name: &str,
    stored: &Stored,
    (version, selector): (&Version, Option<String>),
    seal: Option<Ids>,
) -> Parameter {
    Parameter {
        name: name.to_owned(),
        kind: stored.kind.to_owned(),
        value: value(name, (stored.kind, version), seal),
        version: version.number,
        selector,
        modified: Timestamp(version.modified),
        arn: arn(scope, name),
        data_type: "text".to_owned(),
    }
}

/// A public parameter that names an image.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html>
fn public(scope: Scope, name: &str) -> Option<Parameter> {
    let named = |image: &images::Image| image.model.parameters.contains(&name);
    images::all(scope.region).find(named).and_then(|image| of_image(scope, name, &image))
}

fn of_image(scope: Scope, name: &str, image: &images::Image) -> Option<Parameter> {
    Some(Parameter {
        name: name.to_owned(),
        kind: "String".to_owned(),
        value: image.id.clone(),
        version: 1,
        selector: None,
        modified: Timestamp(Time::parse(image.model.created)?),
        arn: format!("arn:aws:ssm:{}::parameter{name}", scope.region),
        data_type: "text".to_owned(),
    })
}

/// The parameters beneath a path: its own level, or with `Recursive` all.
pub(super) fn by_path(
    state: &State,
    scope: Scope,
    ids: Ids,
    input: &GetByPathInput,
) -> Result<GetByPathOutput, ApiError> {
    if !input.path.starts_with('/') {
        return Err(validation(
            "The parameter doesn't meet the parameter name requirements. The parameter name must \
             begin with a forward slash \"/\". It can't be prefixed with \\\"aws\\\" or \
             \\\"ssm\\\" (case-insensitive). It must use only letters, numbers, or the following \
             symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. \
             All sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: \
             /get/parameters2-/by1./path0_.",
        ));
    }
    let wanted = Wanted::by_path(input.filters.as_deref().unwrap_or_default())?;
    let path = format!("{}/", input.path.trim_end_matches('/'));
    // A name without a slash is at the root: <https://github.com/getmoto/moto/issues/1700>.
    let beneath = |name: &str| {
        let rest = match name.strip_prefix(&path) {
            None if path == "/" => name,
            rest => rest?,
        };
        (input.recursive == Some(true) || !rest.contains('/')).then_some(())
    };
    let mut found = Vec::new();
    // What an image is called has neither a key nor labels.
    // They are AWS's own, and not beneath the account's root.
    for image in images::all(scope.region).filter(|_| wanted.takes_public() && path != "/") {
        let names = image.model.parameters.iter().filter(|name| beneath(name).is_some());
        found.extend(names.filter_map(|name| of_image(scope, name, &image)));
    }
    for ((_, name), stored) in state.parameters.iter().filter(|((at, _), _)| *at == scope) {
        if beneath(name).is_some()
            && let Some(version) = wanted.version(stored)
        {
            let seal = sealing(ids, input.with_decryption);
            found.push(shown(scope, name, stored, (version, None), seal));
        }
    }
    let token = input.next_token.as_ref();
    let (parameters, next_token) = paged(found, token, input.max_results, 10)?;
    Ok(GetByPathOutput { parameters, next_token })
}

/// Lists parameters without their values.
pub(super) fn describe(
    state: &State,
    (scope, now): (Scope, Time),
    input: &DescribeParametersInput,
) -> Result<DescribeParametersOutput, ApiError> {
    let mut found = Vec::new();
    for ((at, name), stored) in &state.parameters {
        let Some(last) = stored.last().filter(|_| *at == scope) else { continue };
        let mut fits = true;
        for filter in input.filters.iter().flatten() {
            fits &= filters::passes(filter, name, (stored.kind, last.tier))?;
        }
        for OldFilter { key, values } in input.old_filters.iter().flatten() {
            let (option, values) = (Some("BeginsWith".to_owned()), Some(values.clone()));
            let option = option.filter(|_| key == "Name");
            let filter = ParameterFilter { key: key.clone(), option, values };
            fits &= filters::passes(&filter, name, (stored.kind, last.tier))?;
        }
        if fits {
            found.push(ParameterMetadata {
                name: name.clone(),
                arn: arn(scope, name),
                kind: stored.kind.to_owned(),
                key_id: (stored.kind == SECURE).then(|| KEY.to_owned()),
                modified: Timestamp(last.modified),
                modified_by: last.by.clone(),
                description: last.description.clone(),
                version: last.number,
                tier: last.tier.to_owned(),
                policies: policies::shown(last, now),
                data_type: "text".to_owned(),
            });
        }
    }
    let token = input.next_token.as_ref();
    let (parameters, next_token) = paged(found, token, input.max_results, 50)?;
    Ok(DescribeParametersOutput { parameters, next_token })
}

/// Deletes a parameter with its versions.
pub(super) fn delete(state: &mut State, scope: Scope, name: &str) -> Result<(), ApiError> {
    let key = (scope, plain(name, scope).to_owned());
    state.parameters.remove(&key).map(|_| ()).ok_or_else(missing)
}

/// Deletes several.
pub(super) fn delete_all(
    state: &mut State,
    scope: Scope,
    input: &DeleteParametersInput,
) -> DeleteParametersOutput {
    let (mut deleted, mut invalid) = (Vec::new(), Vec::new());
    for name in &input.names {
        match delete(state, scope, name) {
            Ok(()) => deleted.push(name.clone()),
            Err(_) => invalid.push(name.clone()),
        }
    }
    DeleteParametersOutput { deleted, invalid }
}
