//! The agent's configuration: JSON, read whole, and what it asks for.
//!
//! Sections and members:
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html>
//! What is wrong is said as the agent says it, by its path; what is not simulated, by its name.

mod read;
mod section;
pub mod tables;

pub use read::parse;
pub use section::{Section, Wanted};

use crate::sim::scope::Region;
use crate::sim::time::Span;

/// The namespace where a configuration names none.
pub const NAMESPACE: &str = "CWAgent";

/// The configuration the agent brings with it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Agent-on-EC2-Instance-fleet.html>
pub fn usual(windows: bool) -> &'static str {
    match windows {
        false => {
            r#"{"agent":{"metrics_collection_interval":60},"metrics":{"append_dimensions":{
"AutoScalingGroupName":"${aws:AutoScalingGroupName}","ImageId":"${aws:ImageId}",
"InstanceId":"${aws:InstanceId}","InstanceType":"${aws:InstanceType}"},
"metrics_collected":{"disk":{"measurement":["used_percent"],"resources":["*"]},
"mem":{"measurement":["mem_used_percent"]}}}}"#
        }
        true => {
            r#"{"metrics":{"append_dimensions":{
"AutoScalingGroupName":"${aws:AutoScalingGroupName}","ImageId":"${aws:ImageId}",
"InstanceId":"${aws:InstanceId}","InstanceType":"${aws:InstanceType}"},
"metrics_collected":{"LogicalDisk":{"measurement":["% Free Space"],"resources":["*"]},
"Memory":{"measurement":["% Committed Bytes In Use"]}}}}"#
        }
    }
}

/// What of the instance may be appended to every metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Var {
    /// The group it belongs to, if it does.
    AutoScalingGroupName,
    /// Its image.
    ImageId,
    /// Its id.
    InstanceId,
    /// Its type.
    InstanceType,
}

impl Var {
    /// All of them.
    pub const ALL: [Var; 4] =
        [Var::AutoScalingGroupName, Var::ImageId, Var::InstanceId, Var::InstanceType];

    /// The dimension's name.
    pub fn name(self) -> &'static str {
        match self {
            Var::AutoScalingGroupName => "AutoScalingGroupName",
            Var::ImageId => "ImageId",
            Var::InstanceId => "InstanceId",
            Var::InstanceType => "InstanceType",
        }
    }
}

/// A configuration.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Config {
    /// The Region it publishes to, if not its own.
    pub region: Option<Region>,
    /// The namespace it publishes into.
    pub namespace: String,
    /// Whether metrics without other dimensions of the machine leave out its name, too.
    pub omit_hostname: bool,
    /// How often it hands over what it has collected.
    pub flush: Span,
    /// What of the instance is appended to every metric; `None`: nothing is said of it, and the
    /// host's name is.
    pub append: Option<Vec<Var>>,
    /// The sets of dimensions metrics are aggregated over.
    pub rollups: Vec<Vec<String>>,
    /// What is collected.
    pub sections: Vec<Section>,
}

impl Config {
    /// Whether it measures memory.
    pub fn has_memory(&self) -> bool {
        self.has(&["mem", "Memory"])
    }

    /// Whether it measures how full disks are.
    pub fn has_disk(&self) -> bool {
        self.has(&["disk", "LogicalDisk"])
    }

    fn has(&self, sections: &[&str]) -> bool {
        self.sections.iter().any(|section| sections.contains(&section.table.section))
    }
}
