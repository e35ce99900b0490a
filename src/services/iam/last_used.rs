//! When keys, services and actions were last used: read off the audit records.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html>

use super::roles::Role;
use crate::api::spec::ServiceSpec;
use crate::services::SERVICES;
use crate::services::cloudtrail;
use crate::sim::caller::Identity;
use crate::sim::record::AuditRecord;
use crate::sim::time::{Span, Time};

/// One use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// When, to the minute, as IAM tells it.
    pub at: Time,
    /// The Region's code.
    pub region: &'static str,
    /// The namespace of the service, as actions begin: `ec2`.
    pub service: &'static str,
}

/// The service a record is of; sign-ins are of none.
pub(super) fn service_of(record: &AuditRecord) -> Option<&'static ServiceSpec> {
    SERVICES.iter().find(|service| service.event_source == record.event_source).copied()
}

fn used(record: &AuditRecord) -> Option<Use> {
    let service = service_of(record)?.action_prefix;
    Some(Use { at: record.time.floor(Span::mins(1)), region: record.region.code(), service })
}

/// How long IAM remembers that a role was used.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html>
const TRACKED: Span = Span::days(400);

/// The last use of a role: the last call signed in a session of it.
pub fn of_role(trail: &cloudtrail::State, role: &Role, now: Time) -> Option<(Time, &'static str)> {
    let in_role = |record: &&AuditRecord| match &record.caller.identity {
        Identity::Role(session) => session.role_id == role.role_id && session.role == role.arn,
        _ => false,
    };
    let last = trail.records().iter().rev().find(in_role)?;
    let fresh = last.time + TRACKED > now;
    fresh.then(|| (last.time.floor(Span::secs(1)), last.region.code()))
}

/// The last use of an access key.
pub fn of_key(trail: &cloudtrail::State, key: &str) -> Option<Use> {
    let mut records = trail.records().iter().rev();
    records.find(|record| record.access_key() == Some(key)).and_then(used)
}
