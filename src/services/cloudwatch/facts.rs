//! What happened in CloudWatch.

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// An alarm changed state.
    AlarmStateChanged {
        /// The alarm.
        alarm: String,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        true
    }
}
