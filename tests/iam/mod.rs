//! IAM: operations, records, and whether calls are allowed in a world.

mod access;
mod boundaries;
mod decoding;
pub mod federation;
mod gone;
mod groups;
mod keys;
mod labels;
mod linked;
mod login;
mod mfa;
mod outsiders;
mod passing;
mod policies;
mod records;
mod renaming;
mod reports;
pub mod roles;
mod root;
mod sessions;
mod simulating;
mod suggestions;
mod users;
mod validating;

use serde_json::{Value, json};
use watchtrail::sim::Outcome;

use crate::support::Lab;

/// The ARN of an AWS managed policy.
pub fn aws(name: &str) -> String {
    format!("arn:aws:iam::aws:policy/{name}")
}

/// The ARN of a customer managed policy.
pub fn own(name: &str) -> String {
    format!("arn:aws:iam::123456789012:policy/{name}")
}

/// The text of a policy with one statement.
pub fn document(effect: &str, action: &str, resource: &str) -> String {
    let statement = json!({ "Effect": effect, "Action": action, "Resource": resource });
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

impl Lab {
    /// A call to IAM by `admin` that must succeed.
    pub fn iam(&mut self, op: &str, input: Value) -> Value {
        self.ok("iam", op, input)
    }

    /// A call to IAM by `admin` that must fail: `code (http): message`.
    pub fn iam_fails(&mut self, op: &str, input: Value) -> String {
        let outcome = self.call("admin", "iam", op, input);
        refusal(&outcome)
    }
}

/// A refused call's `code (http): message`.
pub fn refusal(outcome: &Outcome) -> String {
    let error = outcome.reply.as_ref().unwrap_err();
    format!("{} ({}): {}", error.code, error.http, error.message)
}
