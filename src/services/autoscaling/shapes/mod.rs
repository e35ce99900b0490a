//! Members of Auto Scaling's requests and replies.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Operations.html>

pub mod configurations;
pub mod groups;
pub mod hooks;
pub mod mixed;
pub mod policies;
pub mod rest;
