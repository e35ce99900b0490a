//! What happened to an agent.

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Fact {
    /// The instance it runs on.
    pub instance: String,
    /// What.
    pub what: What,
}

/// What can happen to an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// It was installed.
    Installed,
    /// It was taken off.
    Uninstalled,
    /// It took a configuration over.
    Configured,
    /// It began to run.
    Started,
    /// It was stopped.
    Stopped,
    /// It crashed.
    Crashed,
    /// Its points reach CloudWatch from now on.
    Publishes,
    /// None of its points does from now on.
    Silent,
    /// Memory, a disk or a fault of its machine changed.
    Changed,
}

impl Fact {
    /// Whether it only says what followed from others.
    pub fn follows(&self) -> bool {
        matches!(self.what, What::Publishes | What::Silent)
    }

    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(self.what, What::Crashed)
    }
}
