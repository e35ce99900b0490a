//! Dashboards: what is kept of them, and what their bodies say.
//!
//! [`body`] a body read into a model and printed back · [`lines`] the `metrics` array of a graph ·
//! [`check`] what PutDashboard finds wrong · [`place`] where widgets stand · [`range`] the stretch
//! of time they show · [`variables`] what may be chosen, and what that changes.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>

pub mod body;
pub mod check;
pub mod lines;
pub mod log;
pub mod place;
pub mod range;
pub mod variables;

use std::collections::BTreeMap;

use crate::sim::time::Time;

/// A dashboard. They belong to the account, not to a Region.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Dashboard {
    /// Its body as it was given.
    pub body: String,
    /// When it was last put.
    pub modified: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}
