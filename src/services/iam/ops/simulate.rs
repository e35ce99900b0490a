//! The policy simulator: what policies would decide, without any call being made.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html>

use std::collections::BTreeMap;

use super::page;
use crate::access::positions::{self, Place};
use crate::access::trace::{Outcome, PolicyKind, PolicyTrace, Verdict};
use crate::access::{
    Attached, Decision, Policies, Policy, Principal, Query, Statement, decide, validate,
};
use crate::api::ApiError;
use crate::services::iam::shapes::simulate::{
    BoundaryDetail, ContextEntry, ContextKeysOfCustomInput, ContextKeysOfPrincipalInput,
    ContextKeysOutput, EvaluationResult, MatchedStatement, OrganizationsDetail, Position,
    ResourceSpecificResult, SimulateCustomPolicyInput, SimulatePolicyOutput,
    SimulatePrincipalPolicyInput,
};
use crate::services::iam::sources::{self, BOUNDARY, IDENTITY, RESOURCE, Source, SubjectKind};
use crate::services::iam::state::State;
use crate::services::organizations;
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Arn};

/// `InvalidInput`. What AWS says in each case is not documented: the words are ours.
fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidInput", text)
}

pub fn custom(
    ctx: &Ctx<'_>,
    input: &SimulateCustomPolicyInput,
) -> Result<SimulatePolicyOutput, ApiError> {
    let asked = Asked {
        actions: &input.action_names,
        resources: input.resource_arns.as_deref(),
        resource_policy: input.resource_policy.as_deref(),
        resource_owner: input.resource_owner.as_deref(),
        caller: input.caller_arn.as_deref(),
        entries: input.context_entries.as_deref().unwrap_or_default(),
        page: (input.marker.as_ref(), input.max_items),
    };
    let identity = identity(&input.policy_input_list)?;
    let boundary = boundary(input.permissions_boundary_policy_input_list.as_deref())?;
    asked.answer(ctx, None, (identity, boundary), Vec::new())
}

pub fn principal(
    state: &State,
    ctx: &Ctx<'_>,
    organizations: &organizations::State,
    input: &SimulatePrincipalPolicyInput,
) -> Result<SimulatePolicyOutput, ApiError> {
    let asked = Asked {
        actions: &input.action_names,
        resources: input.resource_arns.as_deref(),
        resource_policy: input.resource_policy.as_deref(),
        resource_owner: input.resource_owner.as_deref(),
        caller: input.caller_arn.as_deref(),
        entries: input.context_entries.as_deref().unwrap_or_default(),
        page: (input.marker.as_ref(), input.max_items),
    };
    let subject = sources::subject(state, &input.policy_source_arn)?;
    let mut policies = subject.identity;
    policies.extend(identity(input.policy_input_list.as_deref().unwrap_or_default())?);
    // One that is given stands in for the one that is set.
    let given = boundary(input.permissions_boundary_policy_input_list.as_deref())?;
    let boundary = given.or(subject.boundary);
    let subject = Some((subject.kind, &subject.arn));
    asked.answer(ctx, subject, (policies, boundary), control(organizations, ctx.scope.account))
}

/// The service control policies that bind the account. Those with conditions are not weighed.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html>
fn control(organizations: &organizations::State, account: AccountId) -> Vec<Vec<Attached<'_>>> {
    let plain =
        |one: &Attached<'_>| one.policy.statements().iter().all(|s| s.conditions.is_empty());
    let levels = organizations.service_control(account).into_iter();
    levels.map(|level| level.into_iter().filter(plain).collect()).collect()
}

pub fn keys_of_custom(input: &ContextKeysOfCustomInput) -> Result<ContextKeysOutput, ApiError> {
    Ok(context_keys(&identity(&input.policy_input_list)?))
}

pub fn keys_of_principal(
    state: &State,
    input: &ContextKeysOfPrincipalInput,
) -> Result<ContextKeysOutput, ApiError> {
    let mut policies = sources::subject(state, &input.policy_source_arn)?.identity;
    policies.extend(identity(input.policy_input_list.as_deref().unwrap_or_default())?);
    Ok(context_keys(&policies))
}

/// Every key the policies ask about, once.
fn context_keys(policies: &[Source]) -> ContextKeysOutput {
    let statements = policies.iter().flat_map(|source| source.policy.statements());
    let keys = statements.flat_map(|s| s.resource_keys().chain(s.condition_keys()));
    let mut context_key_names = Vec::new();
    keys.for_each(|key| add(&mut context_key_names, key));
    ContextKeysOutput { context_key_names }
}

/// Adds a key that is not there yet; keys know no case.
fn add(keys: &mut Vec<String>, key: &str) {
    if !keys.iter().any(|other| other.eq_ignore_ascii_case(key)) {
        keys.push(key.to_owned());
    }
}

/// The policies given as texts.
fn identity(texts: &[String]) -> Result<Vec<Source>, ApiError> {
    let one = |(i, text): (usize, &String)| {
        let id = format!("PolicyInputList.{}", i + 1);
        given(id, IDENTITY, text, validate::identity(text))
    };
    texts.iter().enumerate().map(one).collect()
}

fn boundary(texts: Option<&[String]>) -> Result<Option<Source>, ApiError> {
    match texts.unwrap_or_default() {
        [] => Ok(None),
        [text] => {
            let id = "PermissionsBoundaryPolicyInputList.1".to_owned();
            given(id, BOUNDARY, text, validate::identity(text)).map(Some)
        }
        _ => Err(invalid("You can input only one permissions boundary.")),
    }
}

fn given(
    id: String,
    kind: &'static str,
    text: &str,
    policy: Result<Policy, String>,
) -> Result<Source, ApiError> {
    let policy = policy.map_err(|fault| invalid(format!("Invalid policy {id}: {fault}")))?;
    let (name, text) = (id.clone(), text.to_owned());
    Ok(Source { id, kind, text, policy, name, arn: None, within: None })
}

/// What is asked, of whichever policies.
struct Asked<'a> {
    actions: &'a [String],
    resources: Option<&'a [String]>,
    resource_policy: Option<&'a str>,
    resource_owner: Option<&'a str>,
    caller: Option<&'a str>,
    entries: &'a [ContextEntry],
    page: (Option<&'a String>, Option<i32>),
}

impl Asked<'_> {
    fn answer(
        &self,
        ctx: &Ctx<'_>,
        subject: Option<(SubjectKind, &Arn)>,
        (identity, boundary): (Vec<Source>, Option<Source>),
        control: Vec<Vec<Attached<'_>>>,
    ) -> Result<SimulatePolicyOutput, ApiError> {
        let account = ctx.scope.account;
        self.check_owner(account)?;
        let principal = self.principal(account, subject)?;
        let resource = match self.resource_policy {
            Some(text) => {
                Some(given("ResourcePolicy".to_owned(), RESOURCE, text, Policy::parse(text))?)
            }
            None => None,
        };
        let mut context = context(self.entries)?;
        // A user who asks has its name, unless another is given.
        if let Principal::User { arn } = &principal
            && let Some(name) = arn.rsplit('/').next().filter(|name| *name != "*")
        {
            let key = "aws:username".to_owned();
            context.entry(key).or_insert_with(|| vec![name.to_owned()]);
        }
        let account = account.to_string();
        let simulation =
            Simulation { principal, account, resource, identity, boundary, control, context };
        let all = ["*".to_owned()];
        let resources = self.resources.filter(|given| !given.is_empty()).unwrap_or(&all);
        if let Some(bad) = resources.iter().find(|arn| *arn != "*" && Arn::parse(arn).is_none()) {
            return Err(invalid(format!("Invalid resource ARN: {bad}")));
        }
        if let Some(bad) = self.actions.iter().find(|action| !is_action(action)) {
            return Err(invalid(format!("Invalid action name: {bad}")));
        }
        let results = self.actions.iter().map(|action| simulation.result(action, resources));
        let (evaluation_results, is_truncated, marker) =
            page(results.collect(), self.page.0, self.page.1)?;
        Ok(SimulatePolicyOutput { evaluation_results, is_truncated, marker })
    }

    /// The owner of the resources is the account of the caller unless another is named.
    fn check_owner(&self, account: AccountId) -> Result<(), ApiError> {
        let account = account.to_string();
        let owner = self.resource_owner.map(|text| text.split(':').nth(4).unwrap_or(text));
        if owner.is_some_and(|owner| owner != account) {
            return Err(ApiError::not_simulated("ResourceOwner of another account"));
        }
        Ok(())
    }

    /// Who asks: the user given, or the one whose policies are simulated. A resource's policy must
    /// know; where there is none, it may be anybody of the account.
    fn principal(
        &self,
        account: AccountId,
        subject: Option<(SubjectKind, &Arn)>,
    ) -> Result<Principal, ApiError> {
        if let Some(text) = self.caller {
            let arn = Arn::parse(text)
                .filter(|arn| arn.service() == "iam" && arn.rest().starts_with("user/"));
            let arn = arn.ok_or_else(|| {
                invalid(format!("Invalid CallerArn: {text} is not the ARN of an IAM user"))
            })?;
            if arn.account() != Some(account) {
                return Err(ApiError::not_simulated("CallerArn of another account"));
            }
            return Ok(Principal::User { arn: text.to_owned() });
        }
        match subject {
            Some((SubjectKind::User, arn)) => Ok(Principal::User { arn: arn.to_string() }),
            _ if self.resource_policy.is_some() => {
                Err(invalid("CallerArn is required with a ResourcePolicy"))
            }
            Some((SubjectKind::Role, arn)) => {
                Ok(Principal::Role { role: arn.to_string(), session: arn.to_string() })
            }
            _ => Ok(Principal::User { arn: format!("arn:aws:iam::{account}:user/*") }),
        }
    }
}

fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())
}

/// The condition keys given.
fn context(entries: &[ContextEntry]) -> Result<BTreeMap<String, Vec<String>>, ApiError> {
    let mut context = BTreeMap::new();
    for entry in entries {
        let name = entry.context_key_name.as_deref().unwrap_or_default();
        let values = entry.context_key_values.clone().unwrap_or_default();
        let kind = entry.context_key_type.as_deref().unwrap_or_default();
        if name.is_empty() || kind.is_empty() {
            return Err(invalid("A context entry needs a name and a type"));
        }
        if values.len() > 1 && !kind.ends_with("List") {
            return Err(invalid(format!("{name} has several values and is no {kind}List")));
        }
        context.insert(name.to_ascii_lowercase(), values);
    }
    Ok(context)
}

/// One simulation: everything but action and resource.
struct Simulation<'a> {
    principal: Principal,
    account: String,
    resource: Option<Source>,
    identity: Vec<Source>,
    boundary: Option<Source>,
    /// Service control policies, one list a level.
    control: Vec<Vec<Attached<'a>>>,
    context: BTreeMap<String, Vec<String>>,
}

/// What is found for one action on one resource.
struct Found {
    outcome: Outcome,
    matched: Vec<MatchedStatement>,
    missing: Vec<String>,
    bounded: Option<bool>,
    /// Whether the service control policies let it through.
    controlled: bool,
}

impl Simulation<'_> {
    /// One result an action, which is the most restrictive of those for each resource.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>
    fn result(&self, action: &str, resources: &[String]) -> EvaluationResult {
        let found: Vec<(&String, Found)> =
            resources.iter().map(|arn| (arn, self.evaluate(action, arn))).collect();
        let worst = found.iter().map(|(_, one)| one.outcome).max_by_key(|it| severity(*it));
        let worst = worst.unwrap_or(Outcome::ImplicitDeny);
        let mut matched: Vec<MatchedStatement> = Vec::new();
        let mut missing = Vec::new();
        for (_, one) in &found {
            one.missing.iter().for_each(|key| add(&mut missing, key));
            for statement in one.matched.iter().filter(|_| one.outcome == worst) {
                if !matched.contains(statement) {
                    matched.push(statement.clone());
                }
            }
        }
        let bounded = self.boundary.is_some();
        let bounded = bounded.then(|| found.iter().all(|(_, one)| one.bounded == Some(true)));
        let controlled = (!self.control.is_empty()).then(|| OrganizationsDetail {
            allowed_by_organizations: found.iter().all(|(_, one)| one.controlled),
        });
        let named = resources != ["*"];
        let specific = found.into_iter().map(|(arn, one)| ResourceSpecificResult {
            eval_resource_name: arn.clone(),
            eval_resource_decision: decision(one.outcome),
            matched_statements: one.matched,
            missing_context_values: one.missing,
            permissions_boundary_decision_detail: one.bounded.map(detail),
        });
        EvaluationResult {
            eval_action_name: action.to_owned(),
            // What stands here for several is not documented: `*` is ours.
            eval_resource_name: match resources {
                [one] => one.clone(),
                _ => "*".to_owned(),
            },
            eval_decision: decision(worst),
            matched_statements: matched,
            missing_context_values: missing,
            organizations_decision_detail: controlled,
            permissions_boundary_decision_detail: bounded.map(detail),
            // There and empty within an account, if a resource is named.
            eval_decision_details: named.then(BTreeMap::new),
            resource_specific_results: named.then(|| specific.collect()),
        }
    }

    fn evaluate(&self, action: &str, resource: &str) -> Found {
        let decision = decide(&Query {
            principal: &self.principal,
            action,
            resource: Some(resource).filter(|arn| *arn != "*"),
            owner: Some(&self.account),
            context: &self.context,
            policies: Policies {
                resource: self.resource.as_ref().map(Source::attached),
                identity: self.identity.iter().map(Source::attached).collect(),
                boundary: self.boundary.as_ref().map(Source::attached),
                service_control: self.control.clone(),
                ..Policies::default()
            },
        });
        Found {
            outcome: decision.outcome,
            matched: self.matched(&decision),
            missing: self.missing(&decision),
            bounded: self.boundary.as_ref().map(|_| is_within(&decision)),
            controlled: decision.is_allowed()
                || decision.decided_by != Some(PolicyKind::ServiceControl),
        }
    }

    /// The policies in the order in which they are weighed.
    fn sources(&self) -> impl Iterator<Item = &Source> {
        self.resource.iter().chain(&self.identity).chain(&self.boundary)
    }

    /// The statements that decide: those that deny, or else those that allow; none where nothing
    /// does.
    fn matched(&self, decision: &Decision) -> Vec<MatchedStatement> {
        let allows = match decision.outcome {
            Outcome::ImplicitDeny => return Vec::new(),
            Outcome::ExplicitDeny => false,
            Outcome::Allow => true,
        };
        let mut matched = Vec::new();
        let above = |seen: &&PolicyTrace| seen.kind != PolicyKind::ServiceControl;
        for (source, seen) in self.sources().zip(decision.policies.iter().filter(above)) {
            let applies = |(statement, verdict): (&Statement, &Verdict)| {
                statement.allows == allows && *verdict == Verdict::Applies
            };
            let mut ranges = None;
            for (i, seen) in seen.statements().enumerate() {
                if applies(seen) {
                    let ranges =
                        ranges.get_or_insert_with(|| positions::of_statements(&source.text));
                    let range = ranges.get(i);
                    matched.push(MatchedStatement {
                        source_policy_id: source.id.clone(),
                        source_policy_type: source.kind.to_owned(),
                        start_position: range.map(|range| position(range.start)),
                        end_position: range.map(|range| position(range.end)),
                    });
                }
            }
        }
        matched
    }

    /// The keys that statements about this action ask for and nobody gave.
    fn missing(&self, decision: &Decision) -> Vec<String> {
        let mut missing = Vec::new();
        let mut want = |key: &str| {
            if !self.context.contains_key(&key.to_ascii_lowercase()) {
                add(&mut missing, key);
            }
        };
        for (statement, verdict) in decision.policies.iter().flat_map(|seen| seen.statements()) {
            match verdict {
                Verdict::OtherAction | Verdict::OtherPrincipal => {}
                Verdict::OtherResource => statement.resource_keys().for_each(&mut want),
                Verdict::Applies | Verdict::Condition { .. } => {
                    statement.resource_keys().chain(statement.condition_keys()).for_each(&mut want);
                }
            }
        }
        missing
    }
}

/// Whether the permissions boundary lets it through.
fn is_within(decision: &Decision) -> bool {
    let of_boundary = decision.policies.iter().filter(|seen| seen.kind == PolicyKind::Boundary);
    let applying = of_boundary.flat_map(|seen| seen.statements());
    let mut applying = applying.filter(|(_, verdict)| **verdict == Verdict::Applies).peekable();
    applying.peek().is_some() && applying.all(|(statement, _)| statement.allows)
}

fn severity(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Allow => 0,
        Outcome::ImplicitDeny => 1,
        Outcome::ExplicitDeny => 2,
    }
}

fn decision(outcome: Outcome) -> String {
    let text = match outcome {
        Outcome::Allow => "allowed",
        Outcome::ExplicitDeny => "explicitDeny",
        Outcome::ImplicitDeny => "implicitDeny",
    };
    text.to_owned()
}

fn detail(allowed_by_permissions_boundary: bool) -> BoundaryDetail {
    BoundaryDetail { allowed_by_permissions_boundary }
}

fn position(place: Place) -> Position {
    Position { line: place.line, column: place.column }
}
