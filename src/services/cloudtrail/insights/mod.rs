//! Insights: calls and errors that come much more often than they used to.
//!
//! AWS learns what is usual and does not say how. Ours is simpler, and the fidelity page says so:
//! what is usual is the average of the seven days before, and a minute is unusual that has at least
//! [`LEAST`] calls and [`FACTOR`] times as many as usual.
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html>
//!
//! [`watch`] looks at each minute's records · [`event`] the events it makes · [`tell`] how they get
//! to be known.

pub mod event;
pub mod tell;
pub mod watch;

pub use event::{Insight, Phase, Share, Tally};
pub use watch::Watch;

use crate::api::Event;
use crate::sim::record::AuditRecord;
use crate::sim::scope::Scope;
use crate::sim::time::Span;

/// The fewest calls of a minute that can be unusual.
pub const LEAST: u32 = 10;
/// How many times the usual is unusual.
pub const FACTOR: f64 = 10.0;
/// How far back the usual goes.
pub const BASELINE: Span = Span::days(7);
/// For how long nothing is unusual yet, once Insights are turned on: AWS takes up to so long.
pub const LEARNING: Span = Span::hours(36);
/// How long after its minute an event is there. AWS says within 30 minutes.
pub const DELAY: Span = Span::mins(15);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Calls that write.
    CallRate,
    /// Calls that fail, by error.
    ErrorRate,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::CallRate, Kind::ErrorRate];

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::CallRate => "ApiCallRateInsight",
            Kind::ErrorRate => "ApiErrorRateInsight",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is looked at: calls that write for their rate, all management calls for errors.
    pub fn looks_at(self, record: &AuditRecord) -> bool {
        record.event == Event::Management && (self == Kind::ErrorRate || !record.read_only)
    }

    /// What a record counts towards.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_InsightSelector.html>
    pub fn unit(self, record: &AuditRecord) -> Option<Unit> {
        let error = error_of(record);
        let counts = match self {
            Kind::CallRate => !record.read_only,
            Kind::ErrorRate => error.is_some(),
        };
        (counts && record.event == Event::Management).then(|| Unit {
            kind: self,
            scope: scope_of(record),
            source: record.event_source,
            name: record.event_name,
            error: error.filter(|_| self == Kind::ErrorRate).map(str::to_owned),
        })
    }
}

fn scope_of(record: &AuditRecord) -> Scope {
    Scope { account: record.account(), region: record.region }
}

/// The error a record names; a failed sign-in names none.
fn error_of(record: &AuditRecord) -> Option<&str> {
    record.error.as_ref().map(|(code, _)| code.as_str()).filter(|code| !code.is_empty())
}

/// One thing that is counted minute by minute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// Calls or errors.
    pub kind: Kind,
    /// In whose account, and where.
    pub scope: Scope,
    /// Of which service.
    pub source: &'static str,
    /// Which call.
    pub name: &'static str,
    /// Which error.
    pub error: Option<String>,
}

impl Unit {
    /// Whether a record counts towards it.
    pub fn counts(&self, record: &AuditRecord) -> bool {
        record.event == Event::Management
            && scope_of(record) == self.scope
            && record.event_name == self.name
            && record.event_source == self.source
            && match self.kind {
                Kind::CallRate => !record.read_only,
                Kind::ErrorRate => error_of(record) == self.error.as_deref(),
            }
    }
}

/// The calls of a minute from which on it is unusual, where so many a minute are usual.
pub fn threshold(usual: f64) -> f64 {
    (FACTOR * usual).max(f64::from(LEAST))
}
