//! Durations AWS does not publish as exact numbers: ours, in one table.
//!
//! AWS's documentation gives ranges or "a few minutes"; a deterministic world needs one number.
//! The fidelity page prints this table.

use super::time::Span;

/// pending → running.
pub const PENDING: Span = Span::secs(20);
/// stopping → stopped, and shutting-down → terminated.
pub const STOPPING: Span = Span::secs(30);
/// From a reboot until the instance answers again.
pub const REBOOT: Span = Span::secs(60);
/// From running until the first status checks have passed.
pub const STATUS_CHECKS: Span = Span::mins(3);
/// From a failing system check until AWS recovers the instance by itself.
pub const AUTO_RECOVERY: Span = Span::mins(30);
/// How long a terminated instance stays visible.
pub const TERMINATED_VISIBLE: Span = Span::hours(1);
/// disabled → enabled of detailed monitoring (and back).
pub const MONITORING_SWITCH: Span = Span::secs(60);
/// A basic-monitoring point for [t, t + 5 min) is readable this long after t.
pub const BASIC_POINT: Span = Span::mins(7);
/// A detailed-monitoring point for [t, t + 1 min) is readable this long after t.
pub const DETAILED_POINT: Span = Span::mins(2);
/// A metric is listed this long after its first point was published.
pub const LIST_METRICS: Span = Span::mins(15);
/// A CloudTrail event is in event history this long after the call.
pub const EVENT_HISTORY: Span = Span::mins(5);
/// A trail's files are made so often, while there is anything to put into them.
pub const TRAIL_FILES: Span = Span::mins(5);
/// What could not be delivered for a day is tried again so often.
pub const TRAIL_RETRIES: Span = Span::hours(1);
/// Evaluations of alarms over more than a day happen this long after the hour.
pub const MULTI_DAY_OFFSET: Span = Span::mins(3);

/// From another number desired until an Auto Scaling group launches or terminates.
pub const SCALING: Span = Span::secs(10);
/// From what EC2 says of an instance until its Auto Scaling group acts on it.
pub const HEALTH_CHECK: Span = Span::secs(60);

/// From running until the Systems Manager agent of an instance has reported.
pub const AGENT_REPORTS: Span = Span::mins(2);

/// How long it takes to install the CloudWatch agent on an instance.
pub const AGENT_INSTALL: Span = Span::secs(20);
/// How long it takes to configure, start or stop it.
pub const AGENT_COMMAND: Span = Span::secs(5);

/// From asking for an account in an organization until it is there.
pub const ACCOUNT_CREATION: Span = Span::secs(54);
/// From asking for an account to be closed until it is.
pub const ACCOUNT_CLOSURE: Span = Span::mins(3);

/// From making or changing a function until it can be used or changed again.
pub const FUNCTION: Span = Span::secs(5);
/// CREATING → ACTIVE of a Firehose stream, and from DELETING until it is gone.
pub const DELIVERY_STREAM: Span = Span::secs(30);

/// CREATING → ACTIVE of a DynamoDB table, back to ACTIVE from UPDATING, and from DELETING until it
/// is gone.
pub const TABLE_CHANGE: Span = Span::secs(10);

/// From beginning a snapshot until all of it is kept; AWS's time goes with what changed.
pub const SNAPSHOT: Span = Span::mins(2);

/// The table itself, for the fidelity page: text key and value.
pub const TABLE: &[(&str, Span)] = &[
    ("timing.pending", PENDING),
    ("timing.stopping", STOPPING),
    ("timing.reboot", REBOOT),
    ("timing.status-checks", STATUS_CHECKS),
    ("timing.auto-recovery", AUTO_RECOVERY),
    ("timing.terminated-visible", TERMINATED_VISIBLE),
    ("timing.monitoring-switch", MONITORING_SWITCH),
    ("timing.basic-point", BASIC_POINT),
    ("timing.detailed-point", DETAILED_POINT),
    ("timing.list-metrics", LIST_METRICS),
    ("timing.event-history", EVENT_HISTORY),
    ("timing.trail-files", TRAIL_FILES),
    ("timing.trail-retries", TRAIL_RETRIES),
    ("timing.agent-reports", AGENT_REPORTS),
    ("timing.agent-install", AGENT_INSTALL),
    ("timing.agent-command", AGENT_COMMAND),
    ("timing.account-creation", ACCOUNT_CREATION),
    ("timing.account-closure", ACCOUNT_CLOSURE),
    ("timing.delivery-stream", DELIVERY_STREAM),
    ("timing.scaling", SCALING),
    ("timing.health-check", HEALTH_CHECK),
    ("timing.multi-day-offset", MULTI_DAY_OFFSET),
    ("timing.function", FUNCTION),
    ("timing.table-change", TABLE_CHANGE),
    ("timing.snapshot", SNAPSHOT),
];
