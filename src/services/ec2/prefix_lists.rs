//! The prefix lists AWS keeps: the addresses of services that are reached through gateways.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html>

use super::state::State;
use crate::api::ApiError;
use crate::sim::scope::Scope;

/// The services of which every Region has a list. AWS has some more.
const SERVICES: [&str; 2] = ["s3", "dynamodb"];

/// A prefix list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixList {
    /// `pl-` and eight digits.
    pub id: String,
    /// `com.amazonaws.us-east-1.s3`.
    pub name: String,
}

impl State {
    /// The prefix lists of a Region. Their ids are drawn: AWS's own are other ones.
    pub fn prefix_lists(&self, scope: Scope) -> Vec<PrefixList> {
        let region = scope.region;
        let list = |(nth, service): (u64, &str)| PrefixList {
            id: format!("pl-{}", self.ids.hex(&format!("ec2:pl:{region}"), nth, 8)),
            name: format!("com.amazonaws.{region}.{service}"),
        };
        (0..).zip(SERVICES).map(list).collect()
    }
}

/// There is no such list.
pub fn unknown(id: &str) -> ApiError {
    if !id.starts_with("pl-") {
        let text = format!("Invalid id: \"{id}\" (expecting \"pl-...\")");
        return ApiError::new("InvalidPrefixListId.Malformed", text);
    }
    let text = format!("The prefix list ID '{id}' does not exist");
    ApiError::new("InvalidPrefixListID.NotFound", text)
}
