//! The integration tests: one binary, a module a subject.

mod access;
mod cloudtrail;
mod cloudwatch;
mod ec2;
mod invariants;
mod shell;
mod sns;
mod support;
mod texts;
mod tidy;
