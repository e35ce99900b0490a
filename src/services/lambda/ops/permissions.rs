//! Who else may use a function: its policy, a statement at a time.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use serde_json::{Map, Value, json};

use super::super::name::{LATEST, Named};
use super::super::shapes::{
    AddPermissionInput, AddPermissionOutput, FunctionInput, GetPolicyOutput, RemovePermissionInput,
};
use super::super::state::{Permissions, State};
use super::functions::revision_id;
use super::{at, conflict, invalid, meant, missing};
use crate::access::Policy;
use crate::api::ApiError;
use crate::services::iam::Accounts;
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Arn};

/// How long a policy may be, in bytes.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
const MAX_POLICY: usize = 20_480;

pub fn add(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &AddPermissionInput,
) -> Result<AddPermissionOutput, ApiError> {
    let named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    if named.qualifier.as_deref() == Some(LATEST) {
        return Err(invalid("We currently do not support adding policies for $LATEST."));
    }
    let (_, function) = at(state, &named)?;
    check(input)?;
    let policy = function.policy_at(named.qualifier.as_deref());
    let mut statements = policy.map(|policy| policy.statements.clone()).unwrap_or_default();
    let id = &input.statement_id;
    if statements.iter().any(|(sid, _)| sid == id) {
        return Err(conflict(format!(
            "The statement id ({id}) provided already exists. Please provide a new statement id, \
             or remove the existing statement."
        )));
    }
    check_revision(ctx, policy, input.revision_id.as_deref())?;
    let statement = statement(&named, iam, input)?;
    statements.push((id.clone(), statement.clone()));
    put(state, &named, statements)?;
    Ok(AddPermissionOutput { statement })
}

/// Ids of statements, actions and accounts have their forms.
fn check(input: &AddPermissionInput) -> Result<(), ApiError> {
    let wrong = |member: &str, value: &str, pattern: &str| {
        let text = format!(
            "1 validation error detected: Value '{value}' at '{member}' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: {pattern}"
        );
        Err(ApiError::new("ValidationException", text))
    };
    let (id, action) = (&input.statement_id, &input.action);
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !id.chars().all(word) {
        return wrong("statementId", id, "([a-zA-Z0-9-_]+)");
    }
    let rest = action.strip_prefix("lambda:").unwrap_or_default();
    let named = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphabetic());
    if !(named || rest == "*" || action == "*") {
        return wrong("action", action, "(lambda:[*]|lambda:[a-zA-Z]+|[*])");
    }
    match &input.source_account {
        Some(account) if AccountId::parse(account).is_none() => {
            wrong("sourceAccount", account, "\\d{12}")
        }
        _ => Ok(()),
    }
}

/// A statement as Lambda writes it.
fn statement(
    named: &Named,
    iam: &Accounts,
    input: &AddPermissionInput,
) -> Result<String, ApiError> {
    let mut statement = json!({
        "Sid": input.statement_id,
        "Effect": "Allow",
        "Principal": principal(iam, &input.principal)?,
        "Action": input.action,
        "Resource": named.qualified(),
    });
    let mut equals = Map::new();
    let pairs =
        [("AWS:SourceAccount", &input.source_account), ("aws:PrincipalOrgID", &input.organization)];
    for (key, value) in pairs {
        equals.extend(value.as_ref().map(|value| (key.to_owned(), json!(value))));
    }
    let mut condition = Map::new();
    if !equals.is_empty() {
        condition.insert("StringEquals".to_owned(), Value::Object(equals));
    }
    if let Some(source) = &input.source_arn {
        condition.insert("ArnLike".to_owned(), json!({ "AWS:SourceArn": source }));
    }
    if let (false, Some(members)) = (condition.is_empty(), statement.as_object_mut()) {
        members.insert("Condition".to_owned(), Value::Object(condition));
    }
    Ok(statement.to_string())
}

/// Everybody, an account, a user or a role that is there, or a service.
fn principal(iam: &Accounts, given: &str) -> Result<Value, ApiError> {
    let unknown =
        || invalid("The provided principal was invalid. Please check the principal and try again.");
    if given == "*" {
        return Ok(json!("*"));
    }
    if AccountId::parse(given).is_some() {
        return Ok(json!({ "AWS": format!("arn:aws:iam::{given}:root") }));
    }
    let Some(arn) = Arn::parse(given) else {
        let service = given.contains('.') && !given.contains([':', '/', '*']);
        return if service { Ok(json!({ "Service": given })) } else { Err(unknown()) };
    };
    if arn.service() == "iam" && iam.has(&arn) {
        Ok(json!({ "AWS": given }))
    } else {
        Err(unknown())
    }
}

fn check_revision(
    ctx: &Ctx<'_>,
    policy: Option<&Permissions>,
    given: Option<&str>,
) -> Result<(), ApiError> {
    let latest = policy.map(|policy| revision_id(ctx, policy.revision));
    if given.is_none() || given == latest.as_deref() {
        return Ok(());
    }
    let text = "The Revision Id provided does not match the latest Revision Id. Call the \
                GetPolicy API to retrieve the latest Revision Id";
    Err(ApiError::new("PreconditionFailedException", text).http(412))
}

/// Gives a function these statements, or no policy if there are none.
fn put(
    state: &mut State,
    named: &Named,
    statements: Vec<(String, String)>,
) -> Result<(), ApiError> {
    let revision = state.revise();
    if statements.is_empty() {
        if let Some(function) = state.functions.get_mut(&named.function) {
            function.set_policy(named.qualifier.as_deref(), None);
        }
        return Ok(());
    }
    let permissions = Permissions { statements, policy: Policy::default(), revision };
    let text = permissions.text();
    if text.len() > MAX_POLICY {
        let text = format!(
            "The final policy size ({}) is bigger than the limit ({MAX_POLICY}).",
            text.len()
        );
        return Err(ApiError::new("PolicyLengthExceededException", text));
    }
    let policy = Policy::parse(&text).map_err(invalid)?;
    if let Some(function) = state.functions.get_mut(&named.function) {
        let permissions = Permissions { policy, ..permissions };
        function.set_policy(named.qualifier.as_deref(), Some(permissions));
    }
    Ok(())
}

pub fn remove(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &RemovePermissionInput,
) -> Result<(), ApiError> {
    let named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    let none = || missing(format!("No policy found for: {}", named.qualified()));
    let (_, function) = at(state, &named).map_err(|_| none())?;
    let policy = function.policy_at(named.qualifier.as_deref());
    let policy =
        policy.ok_or_else(|| missing("No policy is associated with the given resource."))?;
    check_revision(ctx, Some(policy), input.revision_id.as_deref())?;
    let id = &input.statement_id;
    let mut statements = policy.statements.clone();
    statements.retain(|(sid, _)| sid != id);
    if statements.len() == policy.statements.len() {
        return Err(missing(format!("Statement {id} is not found in resource policy.")));
    }
    put(state, &named, statements)
}

pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &FunctionInput,
) -> Result<GetPolicyOutput, ApiError> {
    let named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    let found = at(state, &named).ok();
    let policy = found.as_ref().and_then(|(_, it)| it.policy_at(named.qualifier.as_deref()));
    let policy = policy.ok_or_else(|| missing("The resource you requested does not exist."))?;
    Ok(GetPolicyOutput { policy: policy.text(), revision_id: revision_id(ctx, policy.revision) })
}
