//! The integration tests: one binary, a module a subject.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod access;
mod agent;
mod autoscaling;
mod budgets;
mod cli;
mod cloudtrail;
mod cloudwatch;
mod conformance;
mod dynamodb;
mod ec2;
mod firehose;
mod iam;
mod invariants;
mod kms;
mod korean;
mod lambda;
mod learn;
mod lifecycle;
mod logs;
mod number;
mod organizations;
mod parameters;
mod s3;
mod shell;
mod sns;
mod sqs;
mod ssm;
mod support;
mod texts;
mod tidy;
mod view;
