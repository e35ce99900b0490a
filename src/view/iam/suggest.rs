//! What a user was refused last, and which of AWS's policies speak of it.

use crate::access::glob;
use crate::services::iam::managed::{self, Managed};
use crate::sim::caller::Identity;
use crate::sim::command::Via;
use crate::sim::{AuditRecord, Time, World};

/// A denial, and what would help.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// When the call was refused.
    pub time: Time,
    /// The action: `SNS:CreateTopic`.
    pub action: String,
    /// The resource it was asked for.
    pub resource: Option<String>,
    /// AWS managed policies that allow it, the narrowest first: name and ARN.
    pub policies: Vec<(String, String)>,
    /// Whether a policy forbids it, so that no further one helps.
    pub forbidden: bool,
}

/// How many policies are named.
const MOST: usize = 3;

/// The newest denial of a user; nothing when what was refused would be allowed by now. What they
/// asked for themselves goes before what pages asked in their name when they were looked at.
pub fn last_denial(world: &World, user: &str) -> Option<Suggestion> {
    let records = world.cloudtrail().records();
    let refused = |record: &&AuditRecord| {
        is_by(record, user) && record.decision.as_ref().is_some_and(|d| !d.is_allowed())
    };
    let newest = |own: bool| {
        let of_kind = |record: &&AuditRecord| is_of_a_page(record) != own && refused(record);
        let record = records.iter().rev().find(of_kind)?;
        let decision = record.decision.as_ref()?;
        let (action, resource) = (decision.action.as_str(), decision.resource.as_deref());
        let by_now = attached_allow(world, user, action, resource);
        (!by_now).then_some((record, decision))
    };
    let (record, decision) = newest(true).or_else(|| newest(false))?;
    let (action, resource) = (decision.action.as_str(), decision.resource.as_deref());
    let candidates = managed::all().iter().filter(|policy| policy.is_for_people());
    let mut found: Vec<&Managed> =
        candidates.filter(|policy| allows(policy.policy(), action, resource)).collect();
    found.sort_by_cached_key(|policy| policy.narrowness(action));
    let name = |policy: &Managed| (policy.name.clone(), policy.arn.to_string());
    Some(Suggestion {
        time: record.time,
        action: action.to_owned(),
        resource: resource.map(str::to_owned),
        policies: found.into_iter().take(MOST).map(name).collect(),
        forbidden: decision.outcome == crate::access::trace::Outcome::ExplicitDeny,
    })
}

/// Whether a page of the console asked it to show something.
fn is_of_a_page(record: &AuditRecord) -> bool {
    record.read_only && record.caller.via == Via::Console
}

fn is_by(record: &AuditRecord, user: &str) -> bool {
    matches!(&record.caller.identity, Identity::User { name, .. } if name == user)
}

/// Whether a policy the user has by now allows it.
fn attached_allow(world: &World, user: &str, action: &str, resource: Option<&str>) -> bool {
    let groups = world.iam().policies_of_groups(user).map(|attached| attached.policy);
    let Some(user) = world.iam().users().get(user) else { return false };
    let attached = user.attached.iter().filter_map(|arn| world.iam().policy(arn)?.policy());
    let inline = user.inline.values().map(|document| &document.policy);
    attached.chain(inline).chain(groups).any(|policy| allows(policy, action, resource))
}

/// Whether a statement without conditions allows it.
fn allows(policy: &crate::access::Policy, action: &str, resource: Option<&str>) -> bool {
    let wanted = resource.unwrap_or("*");
    policy.statements().iter().filter(|s| s.allows && s.conditions.is_empty()).any(|statement| {
        let covers = |listed: &crate::access::statement::Listed<_>| {
            listed.covers(|template: &crate::access::variables::Template| {
                glob::matches(template.written(), wanted)
            })
        };
        statement.covers_action(action) && statement.resources.as_ref().is_none_or(covers)
    })
}
