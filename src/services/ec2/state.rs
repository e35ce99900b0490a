//! What EC2 holds.

/// Instances.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct State {
    seed: u64,
}

impl State {
    /// An account without instances.
    pub fn new(seed: u64) -> State {
        State { seed }
    }
}
