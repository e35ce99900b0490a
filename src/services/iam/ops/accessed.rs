//! Which of the services somebody may use were used, and when: read off the records.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html>

use std::collections::{BTreeMap, BTreeSet};

use super::{check, missing, now, page};
use crate::access::Policy;
use crate::api::spec::ServiceSpec;
use crate::api::{ApiError, Timestamp};
use crate::services::iam::extra::Job;
use crate::services::iam::shapes::report::{
    ActionLastAccessed, DetailsInput, DetailsOutput, EntitiesInput, EntitiesOutput, EntityDetails,
    EntityInfo, GenerateDetailsInput, JobOutput, ServiceLastAccessed,
};
use crate::services::iam::state::State;
use crate::services::iam::{last_used, sources};
use crate::services::{SERVICES, cloudtrail};
use crate::sim::Ctx;
use crate::sim::caller::Identity;
use crate::sim::record::AuditRecord;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// Whose use counts, and what the policies in question are.
struct Asked {
    /// The users and roles by ARN.
    entities: BTreeSet<String>,
    policies: Vec<Policy>,
}

pub fn generate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &GenerateDetailsInput,
) -> Result<JobOutput, ApiError> {
    let of = check::policy_arn(&input.arn)?;
    asked(state, &of)?;
    let job_id = ctx.ids.uuid("iam:job", state.extra.jobs_made);
    state.extra.jobs_made += 1;
    let actions = input.granularity.as_deref() == Some("ACTION_LEVEL");
    state.extra.jobs.insert(job_id.clone(), Job { of, actions, asked: now(ctx) });
    Ok(JobOutput { job_id })
}

/// What was found until the job was done, which here it is at once.
pub fn get(
    state: &State,
    trail: &cloudtrail::State,
    input: &DetailsInput,
) -> Result<DetailsOutput, ApiError> {
    let id = &input.job_id;
    let none = || missing(format!("Job {id} cannot be found."));
    let job = state.extra.jobs.get(id).ok_or_else(none)?;
    let asked = asked(state, &job.of)?;
    let mut found: Vec<ServiceLastAccessed> = SERVICES
        .iter()
        .filter(|service| asked.allow(service.action_prefix))
        .map(|service| asked.used(service, trail, job))
        .collect();
    found.sort_by(|a, b| a.service_name.cmp(&b.service_name));
    let (services_last_accessed, is_truncated, marker) =
        page(found, input.marker.as_ref(), input.max_items)?;
    let kind = if job.actions { "ACTION_LEVEL" } else { "SERVICE_LEVEL" };
    Ok(DetailsOutput {
        job_status: "COMPLETED".to_owned(),
        job_type: kind.to_owned(),
        job_creation_date: Timestamp(job.asked),
        services_last_accessed,
        job_completion_date: Timestamp(job.asked),
        is_truncated,
        marker,
    })
}

/// Who may use a service by what was asked about, the one who used it last first.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html>
pub fn entities(
    state: &State,
    trail: &cloudtrail::State,
    input: &EntitiesInput,
) -> Result<EntitiesOutput, ApiError> {
    let id = &input.job_id;
    let none = || missing(format!("Job {id} cannot be found."));
    let job = state.extra.jobs.get(id).ok_or_else(none)?;
    let asked = asked(state, &job.of)?;
    let service = &input.service_namespace;
    let uses = asked.uses(service, trail, job);
    let last = |arn: &str| uses.iter().rev().find(|(_, who)| *who == arn).map(|(it, _)| it.time);
    let may = asked.allow(service);
    let found = asked.entities.iter().filter(|_| may);
    let mut found: Vec<(Option<Time>, EntityInfo)> =
        found.filter_map(|arn| Some((last(arn), info(state, arn)?))).collect();
    found.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    let item = |(time, entity_info): (Option<Time>, EntityInfo)| EntityDetails {
        entity_info,
        last_authenticated: time.map(|time| Timestamp(time.floor(Span::mins(1)))),
    };
    let found = found.into_iter().map(item).collect();
    let (entity_details_list, is_truncated, marker) =
        page(found, input.marker.as_ref(), input.max_items)?;
    Ok(EntitiesOutput {
        job_status: "COMPLETED".to_owned(),
        job_creation_date: Timestamp(job.asked),
        job_completion_date: Timestamp(job.asked),
        entity_details_list,
        is_truncated,
        marker,
    })
}

/// Who has an ARN.
fn info(state: &State, arn: &str) -> Option<EntityInfo> {
    let parsed = Arn::parse(arn)?;
    let (kind, path) = parsed.rest().split_once('/')?;
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    let (id, path) = match kind {
        "user" => {
            let user = state.users().get(&name)?;
            (user.user_id.clone(), user.path.clone())
        }
        _ => {
            let role = state.role(&parsed)?;
            (role.role_id.clone(), role.path.clone())
        }
    };
    Some(EntityInfo {
        arn: arn.to_owned(),
        name,
        kind: kind.to_ascii_uppercase(),
        id,
        path: Some(path),
    })
}

fn minute(record: &AuditRecord) -> Timestamp {
    Timestamp(record.time.floor(Span::mins(1)))
}

/// Of whom, or of which policy, it is asked.
fn asked(state: &State, of: &Arn) -> Result<Asked, ApiError> {
    if of.rest().starts_with("policy/") {
        let gone = || missing(format!("Policy {of} does not exist or is not attachable."));
        let policy = state.policy(of).and_then(|policy| policy.policy()).ok_or_else(gone)?;
        return Ok(Asked { entities: holders(state, of), policies: vec![policy.clone()] });
    }
    let subject = sources::subject(state, of.as_str())?;
    let entities = match of.rest().split_once('/') {
        Some(("group", path)) => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let group = state.groups().get(name);
            let members = group.into_iter().flat_map(|group| &group.members);
            members.filter_map(|name| state.users().get(name)).map(|u| u.arn.to_string()).collect()
        }
        _ => BTreeSet::from([of.to_string()]),
    };
    let policies = subject.identity.into_iter().map(|source| source.policy).collect();
    Ok(Asked { entities, policies })
}

/// The users and roles that have a managed policy, of themselves or from a group.
fn holders(state: &State, policy: &Arn) -> BTreeSet<String> {
    let grouped = |name: &str| state.groups_of(name).any(|(_, g)| g.attached.contains(policy));
    let users = state.users().iter();
    let users = users.filter(|(name, user)| user.attached.contains(policy) || grouped(name));
    let roles = state.roles().values().filter(|role| role.attached.contains(policy));
    let users = users.map(|(_, user)| user.arn.to_string());
    users.chain(roles.map(|role| role.arn.to_string())).collect()
}

/// Whether some statement lets anything of a service through.
pub(super) fn allows(policy: &Policy, service: &str) -> bool {
    let of_service = |pattern: &String| match pattern.split_once(':') {
        Some((prefix, _)) => prefix.eq_ignore_ascii_case(service),
        None => pattern == "*",
    };
    policy.statements().iter().any(|statement| {
        // One that leaves things out leaves a service out when it leaves out all of it.
        let whole = format!("{service}:*");
        let left_out = |it: &String| it.eq_ignore_ascii_case(&whole) || it == "*";
        let actions = &statement.actions;
        statement.allows
            && match actions.excluded {
                true => !actions.items.iter().any(left_out),
                false => actions.items.iter().any(of_service),
            }
    })
}

/// The user or the role behind a record.
fn entity(record: &AuditRecord) -> Option<&str> {
    match &record.caller.identity {
        Identity::User { arn, .. } => Some(arn.as_str()),
        Identity::Role(session) => Some(session.role.as_str()),
        _ => None,
    }
}

impl Asked {
    /// Whether some policy lets anything of a service through.
    fn allow(&self, service: &str) -> bool {
        self.policies.iter().any(|policy| allows(policy, service))
    }

    /// The uses of a service by those who count, the oldest first.
    fn uses<'a>(
        &self,
        service: &str,
        trail: &'a cloudtrail::State,
        job: &Job,
    ) -> Vec<(&'a AuditRecord, &'a str)> {
        let is = |record: &&AuditRecord| {
            let of = last_used::service_of(record);
            of.is_some_and(|it| it.action_prefix.eq_ignore_ascii_case(service))
        };
        trail
            .records()
            .iter()
            .filter(|record| record.time <= job.asked + Span::secs(1))
            .filter(is)
            .filter_map(|record| Some((record, entity(record)?)))
            .filter(|(_, who)| self.entities.contains(*who))
            .collect()
    }

    /// When one service was last used by those who count; attempts count, too.
    fn used(&self, of: &ServiceSpec, trail: &cloudtrail::State, job: &Job) -> ServiceLastAccessed {
        let uses = self.uses(of.action_prefix, trail, job);
        let last = uses.last();
        let who: BTreeSet<&str> = uses.iter().map(|(_, who)| *who).collect();
        ServiceLastAccessed {
            service_name: name(of).to_owned(),
            last_authenticated: last.map(|(record, _)| minute(record)),
            service_namespace: of.action_prefix.to_ascii_lowercase(),
            last_authenticated_entity: last.map(|(_, who)| (*who).to_owned()),
            last_authenticated_region: last.map(|(record, _)| record.region.code().to_owned()),
            total_authenticated_entities: who.len() as i32,
            tracked_actions_last_accessed: job.actions.then(|| actions(of, &uses)),
        }
    }
}

/// A service by the name that the service authorization reference heads it with, which is shorter
/// than its title for some.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
fn name(of: &ServiceSpec) -> &'static str {
    match of.title {
        "Amazon Elastic Compute Cloud" => "Amazon EC2",
        "Amazon Simple Storage Service" => "Amazon S3",
        "Amazon Simple Notification Service" => "Amazon SNS",
        title => title,
    }
}

/// Every management action of a service that changes something is tracked.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-action-last-accessed.html>
fn actions(of: &ServiceSpec, uses: &[(&AuditRecord, &str)]) -> Vec<ActionLastAccessed> {
    let mut last: BTreeMap<&str, &(&AuditRecord, &str)> = BTreeMap::new();
    for one in uses {
        last.insert(one.0.event_name, one);
    }
    let tracked = of.operations().filter(|op| op.event == crate::api::Event::Management);
    let mut names: Vec<&str> = tracked.map(|op| op.name).collect();
    names.sort_unstable();
    let item = |name: &str| {
        let used = last.get(name);
        ActionLastAccessed {
            action_name: name.to_owned(),
            last_accessed_entity: used.map(|(_, who)| (*who).to_owned()),
            last_accessed_time: used.map(|(it, _)| Timestamp(it.time.floor(Span::mins(1)))),
            last_accessed_region: used.map(|(it, _)| it.region.code().to_owned()),
        }
    };
    names.into_iter().map(item).collect()
}
