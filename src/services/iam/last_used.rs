//! When keys, services and actions were last used: read off the audit records.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html>

use crate::api::spec::ServiceSpec;
use crate::services::SERVICES;
use crate::services::cloudtrail;
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

/// The last use of an access key.
pub fn of_key(trail: &cloudtrail::State, key: &str) -> Option<Use> {
    let mut records = trail.records().iter().rev();
    records.find(|record| record.access_key() == Some(key)).and_then(used)
}
