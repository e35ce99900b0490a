//! Reads who an assertion of SAML or a token of OpenID Connect is for.
//!
//! Nothing is signed here. A token is a JSON Web Token, whose signature nobody looks at, or just
//! its claims as JSON; an assertion is a JSON object with the members of [`saml`] in place of
//! AWS's XML, as it is or in base64. The fidelity page says so.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::api::{AssumeRoleWithSamlInput, AssumeRoleWithWebIdentityInput, Request};
use crate::access::trust::PROVIDERS;
use crate::api::ApiError;
use crate::services::iam::Accounts;
use crate::sim::federation::{Assertion, Federation, Vouched};
use crate::sim::passed::Passed;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// Where assertions for AWS are presented.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html>
const SAML: &str = "https://signin.aws.amazon.com/saml";

/// Whom a request says it comes from; `None` where it is another request.
pub fn read(iam: &Accounts, request: &Request, now: Time) -> Option<Result<Federation, ApiError>> {
    match request {
        Request::AssumeRoleWithSAML(input) => Some(saml(iam, input)),
        Request::AssumeRoleWithWebIdentity(input) => Some(web(iam, input, now)),
        _ => None,
    }
}

/// The role a request of somebody external asks for.
pub fn role(request: &Request) -> Option<Arn> {
    match request {
        Request::AssumeRoleWithSAML(input) => Arn::parse(&input.role_arn),
        Request::AssumeRoleWithWebIdentity(input) => Arn::parse(&input.role_arn),
        _ => None,
    }
}

/// The code is documented; which text AWS has for what, mostly not.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidIdentityToken", text)
}

/// The members of a JSON object.
fn object(text: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

/// A JSON object that may be packed in base64.
fn unpacked(text: &str) -> Option<Map<String, Value>> {
    object(text).or_else(|| {
        let bytes = STANDARD.decode(text).ok()?;
        object(std::str::from_utf8(&bytes).ok()?)
    })
}

/// The claims of a token: the middle one of its three parts, or the whole.
fn claims(token: &str) -> Option<Map<String, Value>> {
    let middle = || {
        let mut parts = token.split('.');
        let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
        object(std::str::from_utf8(&bytes).ok()?)
    };
    unpacked(token).or_else(middle)
}

/// The text of a member.
fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn web(
    iam: &Accounts,
    input: &AssumeRoleWithWebIdentityInput,
    now: Time,
) -> Result<Federation, ApiError> {
    let unreadable = || invalid("The ID Token provided is not a valid JWT.");
    let claims = claims(&input.web_identity_token).ok_or_else(unreadable)?;
    let missing = |name: &str| invalid(format!("Missing a required claim: {name}"));
    let issuer = text(&claims, "iss").ok_or_else(|| missing("iss"))?;
    let subject = text(&claims, "sub").ok_or_else(|| missing("sub"))?;
    let audiences = match claims.get("aud") {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => {
            all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let original = audiences.first().cloned().ok_or_else(|| missing("aud"))?;
    if let Some(end) = claims.get("exp").and_then(Value::as_i64)
        && end <= now.as_secs()
    {
        let text = format!(
            "Token expired: current date/time {} must be before the expiration date/time {end}",
            now.as_secs()
        );
        return Err(ApiError::new("ExpiredTokenException", text));
    }
    let domain = issuer.trim_start_matches("https://").trim_end_matches('/');
    // Whom the token was made out for, if somebody else may use it.
    let party = text(&claims, "azp").map(str::to_owned);
    let audience = party.clone().unwrap_or_else(|| original.clone());
    let account = Arn::parse(&input.role_arn).and_then(|arn| arn.account());
    let state = account.and_then(|account| iam.get(account));
    let provider = match state.and_then(|state| state.providers().web_of(domain)) {
        Some(provider) => {
            let known = |id: &String| provider.clients.contains(id);
            if !known(&audience) && !audiences.iter().any(known) {
                return Err(invalid("Incorrect token audience"));
            }
            provider.arn.to_string()
        }
        None if PROVIDERS.contains(&domain) => domain.to_owned(),
        None => {
            let text = format!("No OpenIDConnect provider found in your account for {issuer}");
            return Err(invalid(text));
        }
    };
    let key = |name: &str| format!("{domain}:{name}").to_ascii_lowercase();
    let mut keys = vec![
        (key("aud"), vec![audience.clone()]),
        (key("sub"), vec![subject.to_owned()]),
        (key("oaud"), if party.is_some() { audiences } else { Vec::new() }),
    ];
    if let Some(Value::Array(methods)) = claims.get("amr") {
        let methods = methods.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        keys.push((key("amr"), methods));
    }
    keys.retain(|(_, values)| !values.is_empty());
    let subject = subject.to_owned();
    let passed = passed_by_claims(&claims)?;
    Ok(Federation { provider, subject, audience, vouched: Vouched::Web, keys, passed })
}

/// An assertion: `NameID` and `RoleSessionName` say who it is for; `Issuer`, `NameIDFormat`,
/// `Audience` and `Attributes` are what the provider's metadata and AWS's pages say if absent.
fn saml(iam: &Accounts, input: &AssumeRoleWithSamlInput) -> Result<Federation, ApiError> {
    // The texts: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>
    let members = unpacked(&input.saml_assertion)
        .ok_or_else(|| invalid("Your request included an invalid SAML response."))?;
    let arn = Arn::parse(&input.principal_arn);
    let state = arn.as_ref().and_then(Arn::account).and_then(|account| iam.get(account));
    let provider = state.zip(arn.as_ref()).and_then(|(state, arn)| state.providers().saml(arn));
    let provider = provider.ok_or_else(|| invalid("Specified provider doesn't exist"))?;
    let issuer = text(&members, "Issuer").unwrap_or(&provider.entity);
    if issuer != provider.entity {
        return Err(invalid("Issuer not present in specified provider"));
    }
    let subject = text(&members, "NameID")
        .ok_or_else(|| invalid("NameID is required in the Subject of the assertion"))?;
    let session = text(&members, "RoleSessionName")
        .ok_or_else(|| invalid("RoleSessionName is required in AuthnResponse"))?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if !(2..=64).contains(&session.len()) || !session.chars().all(allowed) {
        let text = "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}";
        return Err(invalid(text));
    }
    const KNOWN: [&str; 6] =
        ["NameID", "NameIDFormat", "RoleSessionName", "Issuer", "Audience", "Attributes"];
    if let Some(other) = members.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(ApiError::not_simulated(format!("{other} of an assertion")));
    }
    let format = text(&members, "NameIDFormat").unwrap_or("persistent");
    let prefix = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
    let format = format.strip_prefix(prefix).unwrap_or(format);
    let audience = text(&members, "Audience").unwrap_or(SAML);
    let account = provider.arn.account().map(|account| account.to_string()).unwrap_or_default();
    let name = provider.name();
    let qualifier = hashed(&format!("{issuer}{account}/{name}"));
    let one = |key: &str, value: &str| (key.to_owned(), vec![value.to_owned()]);
    let mut keys = vec![
        one("saml:aud", audience),
        one("saml:iss", issuer),
        one("saml:sub", subject),
        one("saml:sub_type", format),
        one("saml:namequalifier", &qualifier),
        one("saml:doc", &format!("{account}/{name}")),
        one("sts:rolesessionname", session),
    ];
    let (own, others) = parted(&members);
    keys.extend(attributes(&others)?);
    let passed = passed_by_attributes(&own)?;
    let assertion = Assertion {
        issuer: issuer.to_owned(),
        format: format.to_owned(),
        qualifier,
        session: session.to_owned(),
    };
    Ok(Federation {
        provider: provider.arn.to_string(),
        subject: subject.to_owned(),
        audience: audience.to_owned(),
        vouched: Vouched::Saml(assertion),
        keys,
        passed,
    })
}

/// The attributes that policies may ask for: `saml:` and a name AWS lists, with one text or many.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml>
fn attributes(given: &Map<String, Value>) -> Result<Vec<(String, Vec<String>)>, ApiError> {
    const KNOWN: [&str; 12] = [
        "cn",
        "commonname",
        "edupersonaffiliation",
        "edupersonassurance",
        "edupersonentitlement",
        "edupersonorgdn",
        "edupersonorgunitdn",
        "edupersonprimaryaffiliation",
        "edupersonprincipalname",
        "edupersonscopedaffiliation",
        "mail",
        "uid",
    ];
    let mut keys = Vec::new();
    for (name, value) in given {
        let lower = name.to_ascii_lowercase();
        if !KNOWN.contains(&lower.as_str()) {
            return Err(ApiError::not_simulated(format!("attribute {name} of an assertion")));
        }
        keys.push((format!("saml:{lower}"), texts(value)));
    }
    Ok(keys)
}

/// Attributes of AWS's own, by what stands behind the prefix, and the others.
fn parted(members: &Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    const PREFIX: &str = "https://aws.amazon.com/SAML/Attributes/";
    let (mut own, mut others) = (Map::new(), Map::new());
    for (name, value) in members.get("Attributes").and_then(Value::as_object).into_iter().flatten()
    {
        match name.strip_prefix(PREFIX) {
            Some(rest) => own.insert(rest.to_owned(), value.clone()),
            None => others.insert(name.clone(), value.clone()),
        };
    }
    (own, others)
}

/// The texts of a value, which is one or a list.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// Session tags have one value each.
fn one_text(name: &str, value: &Value) -> Result<String, ApiError> {
    match texts(value).as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(invalid(format!("The session tag {name} must have one value"))),
    }
}

/// Tags and source identity in the attributes of an assertion.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-saml>
fn passed_by_attributes(own: &Map<String, Value>) -> Result<Option<Rc<Passed>>, ApiError> {
    let mut passed = Passed::default();
    for (name, value) in own {
        match (name.as_str(), name.strip_prefix("PrincipalTag:")) {
            (_, Some(key)) => {
                passed.tags.insert(key.to_owned(), one_text(key, value)?);
            }
            ("TransitiveTagKeys", _) => passed.transitive.extend(texts(value)),
            ("SourceIdentity", _) => passed.source_identity = Some(one_text(name, value)?),
            // They stand beside the attributes in the form that is taken here.
            _ => return Err(ApiError::not_simulated(format!("attribute {name} of an assertion"))),
        }
    }
    kept(passed)
}

/// The same in the claims of a token.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp>
fn passed_by_claims(claims: &Map<String, Value>) -> Result<Option<Rc<Passed>>, ApiError> {
    let mut passed = Passed::default();
    if let Some(tags) = claims.get("https://aws.amazon.com/tags") {
        let given = tags.get("principal_tags").and_then(Value::as_object);
        for (key, value) in given.into_iter().flatten() {
            passed.tags.insert(key.clone(), one_text(key, value)?);
        }
        passed.transitive.extend(tags.get("transitive_tag_keys").into_iter().flat_map(texts));
    }
    let identity = text(claims, "https://aws.amazon.com/source_identity");
    passed.source_identity = identity.map(str::to_owned);
    kept(passed)
}

/// Nothing, if nothing is passed. What is transitive must be passed.
fn kept(passed: Passed) -> Result<Option<Rc<Passed>>, ApiError> {
    if passed.transitive.iter().any(|key| !passed.tags.contains_key(key)) {
        let text = "The specified transitive tag key must be included in the requested tags.";
        return Err(ApiError::new("InvalidParameterValue", text));
    }
    Ok((!passed.is_empty()).then(|| Rc::new(passed)))
}

/// A hash of 20 bytes in base64, as AWS's is; AWS takes SHA-1.
fn hashed(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    STANDARD.encode(hash.iter().take(20).copied().collect::<Vec<u8>>())
}

/// The id an assertion has in records.
pub fn assertion_id(assertion: &str) -> String {
    let hash = Sha256::digest(assertion.as_bytes());
    let digits: String = hash.iter().take(20).map(|byte| format!("{byte:02x}")).collect();
    format!("_{digits}")
}
