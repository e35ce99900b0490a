//! The terminal: the AWS CLI's grammar and output, and the small shell around it.

pub mod aws;
pub mod output;
