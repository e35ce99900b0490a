//! The unified CloudWatch agent on instances: no service of its own, but a program inside a
//! machine that publishes what only the machine's system knows.
//!
//! [`config`] its configuration, read · [`state`] what is installed and set on each machine ·
//! [`act`] what commands do to it · [`series`] the metrics a configuration comes to · [`value`]
//! what they are worth · [`source`] their points · [`world`] memory, disks and faults.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html>

pub mod act;
pub mod config;
pub mod facts;
pub mod level;
pub mod series;
pub mod source;
pub mod state;
pub mod value;
pub mod world;

pub use act::Act;
pub use facts::Fact;
pub use source::Source;
pub use state::State;
