//! What EC2 sends along with a refusal, encoded: who asked for what, under which conditions, and
//! whether a statement forbade it. DecodeAuthorizationMessage alone reads it.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::access::trace::{Outcome, Verdict};
use crate::access::{Decision, Statement};
use crate::gzip;
use crate::sim::Caller;
use crate::sim::caller::Identity;
use crate::sim::id::Ids;
use crate::sim::scope::Arn;

/// The most bytes that are unpacked. Ours.
const MOST: usize = 1 << 16;

/// Encodes what is said of a refused call.
pub fn encode(ids: Ids, call: u64, said: &Value) -> String {
    let packed = gzip::pack(said.to_string().as_bytes());
    let mut bytes = call.to_le_bytes().to_vec();
    bytes.extend(sealed(ids, call, &packed));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes it; `None` where it was never encoded here.
pub fn decode(ids: Ids, text: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (call, rest) = bytes.split_first_chunk::<8>()?;
    let packed = sealed(ids, u64::from_le_bytes(*call), rest);
    let unpacked = gzip::unpack(&packed, MOST).ok()?;
    String::from_utf8(unpacked.bytes).ok()
}

/// Bytes that mean nothing to whoever reads them, and what they were if sealed again.
fn sealed(ids: Ids, call: u64, bytes: &[u8]) -> Vec<u8> {
    let blocks = (0_u64..).map(|block| ids.hex(&format!("denial/{block}"), call, 64));
    let digits = blocks.flat_map(|digits| {
        digits.chars().filter_map(|digit| digit.to_digit(16)).collect::<Vec<u32>>()
    });
    let mut digits = digits.map(|digit| digit as u8);
    let mut next = move || digits.next().unwrap_or(0) << 4 | digits.next().unwrap_or(0);
    bytes.iter().map(|byte| byte ^ next()).collect()
}

fn items(of: impl IntoIterator<Item = Value>) -> Value {
    json!({ "items": of.into_iter().collect::<Vec<Value>>() })
}

fn values<'a>(of: impl IntoIterator<Item = &'a str>) -> Value {
    items(of.into_iter().map(|value| json!({ "value": value })))
}

/// What is said: the members and their order are those of AWS's examples.
pub fn said(
    caller: &Caller,
    decision: &Decision,
    keys: &[(Cow<'static, str>, Vec<String>)],
) -> Value {
    let mut principal = Map::new();
    principal.insert("id".to_owned(), json!(caller.user_id()));
    if let Identity::User { name, .. } = &caller.identity {
        principal.insert("name".to_owned(), json!(name));
    }
    principal.insert("arn".to_owned(), json!(caller.arn()));
    let given = keys.iter().map(|(key, of)| condition(key, of.iter().map(String::as_str)));
    let place = of_resource(decision.resource.as_deref());
    let place = place.iter().map(|(key, value)| condition(key, [value.as_str()]));
    json!({
        "allowed": false,
        "explicitDeny": decision.outcome == Outcome::ExplicitDeny,
        "matchedStatements": items(denying(decision).map(|one| statement(caller, one))),
        "failures": items([]),
        "context": {
            "principal": principal,
            "action": decision.action,
            "resource": decision.resource.as_deref().unwrap_or("*"),
            "conditions": items(given.chain(place)),
        },
    })
}

fn condition<'a>(key: &str, of: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "key": key, "values": values(of) })
}

/// The statements that forbid the call.
fn denying(decision: &Decision) -> impl Iterator<Item = &Statement> {
    let all = decision.policies.iter().flat_map(|policy| policy.statements());
    all.filter(|(one, verdict)| !one.allows && **verdict == Verdict::Applies).map(|(one, _)| one)
}

fn statement(caller: &Caller, of: &Statement) -> Value {
    let whose = match &caller.identity {
        Identity::Role(session) => session.role_id.clone(),
        _ => caller.user_id(),
    };
    let resources = of.resources.iter().flat_map(|listed| &listed.items);
    let conditions = of
        .conditions
        .iter()
        .map(|one| condition(&one.key, one.values.iter().map(|value| value.written())));
    json!({
        "statementId": of.sid.as_deref().unwrap_or_default(),
        "effect": "DENY",
        "principals": values([whose.as_str()]),
        "principalGroups": items([]),
        "actions": values(of.actions.items.iter().map(String::as_str)),
        "resources": values(resources.map(|template| template.written())),
        "conditions": items(conditions),
    })
}

/// The keys that say what the resource is.
fn of_resource(resource: Option<&str>) -> Vec<(&'static str, String)> {
    let Some(arn) = resource.and_then(Arn::parse) else { return Vec::new() };
    let (kind, id) = arn.rest().split_once('/').unwrap_or((arn.rest(), ""));
    let account = arn.account().map(|account| account.to_string()).unwrap_or_default();
    let region = arn.region().map(|region| region.code().to_owned()).unwrap_or_default();
    vec![
        ("aws:Resource", arn.rest().to_owned()),
        ("aws:Account", account),
        ("aws:Region", region),
        ("aws:Service", arn.service().to_owned()),
        ("aws:Type", kind.to_owned()),
        ("aws:ID", id.to_owned()),
        ("aws:ARN", arn.to_string()),
    ]
}
