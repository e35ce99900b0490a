//! The instance profiles that instances carry: what a request means by one, and what is kept.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html>

use super::errors::{invalid_combination, invalid_value, missing};
use super::shapes::profiles::IamInstanceProfileSpecification;
use super::state::{Instance, State};
use crate::api::ApiError;
use crate::services::iam;
use crate::services::iam::roles::Profile;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// That an instance carries an instance profile. What the profile is like is IAM's; it may be
/// gone there, as in AWS.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Association {
    /// `iip-assoc-…`.
    pub id: String,
    /// The ARN of the instance profile.
    pub arn: Arn,
    /// The profile's unique id: one made anew under the same name is another.
    pub profile_id: String,
    /// Since when.
    pub since: Time,
}

/// The instance profile a request names, as it stands in IAM. Texts as recorded.
pub fn find<'a>(
    iam: &'a iam::State,
    wish: &IamInstanceProfileSpecification,
) -> Result<&'a Profile, ApiError> {
    let invalid = |value: &str, member: &str, what: &str| {
        invalid_value(format!(
            "Value ({value}) for parameter iamInstanceProfile.{member} is invalid. Invalid IAM \
             Instance Profile {what}"
        ))
    };
    let profile = match (&wish.name, &wish.arn) {
        (Some(_), Some(_)) => {
            let text = "The parameter 'iamInstanceProfile.name' may not be used in combination \
                        with 'iamInstanceProfile.arn'";
            return Err(invalid_combination(text));
        }
        (Some(name), None) => {
            iam.profiles().get(name).ok_or_else(|| invalid(name, "name", "name"))?
        }
        (None, Some(arn)) => {
            let found = Arn::parse(arn).and_then(|arn| iam.profile(&arn));
            found.ok_or_else(|| invalid(arn, "arn", "ARN"))?
        }
        (None, None) => return Err(missing("IamInstanceProfile")),
    };
    if iam.role_of(profile).is_none() {
        let arn = &profile.arn;
        let text = format!("IAM Instance Profile \"{arn}\" has no associated IAM Roles");
        return Err(invalid_value(text));
    }
    Ok(profile)
}

impl State {
    /// The instance with an association of this id.
    pub fn associated(&self, scope: Scope, association: &str) -> Option<(&Instance, &Association)> {
        let carries = |instance: &&Instance| {
            let carried = instance.profile.as_ref();
            instance.scope == scope && carried.is_some_and(|carried| carried.id == association)
        };
        let instance = self.instances.values().find(carries)?;
        Some((instance, instance.profile.as_ref()?))
    }
}
