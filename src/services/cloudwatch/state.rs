//! What CloudWatch holds.

/// Published metrics and alarms.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {}
