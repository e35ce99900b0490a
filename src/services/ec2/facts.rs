//! What happened in EC2.

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// An instance changed state.
    StateChanged {
        /// The instance.
        instance: String,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        true
    }
}
