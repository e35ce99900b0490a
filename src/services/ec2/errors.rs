//! EC2's errors, in its words.
//!
//! Codes: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>. Texts: as
//! recorded from AWS; where no record was found, a comment says that the text is ours.

use crate::api::ApiError;

/// `InvalidParameterValue`.
pub fn invalid_value(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterValue", message)
}

/// `InvalidParameterCombination`.
pub fn invalid_combination(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterCombination", message)
}

/// `MissingParameter`.
pub fn missing(parameter: &str) -> ApiError {
    ApiError::new("MissingParameter", format!("The request must contain the parameter {parameter}"))
}

/// `IncorrectInstanceState`.
pub fn incorrect_state(message: impl Into<String>) -> ApiError {
    ApiError::new("IncorrectInstanceState", message)
}

/// `OperationNotPermitted`.
pub fn not_permitted(message: impl Into<String>) -> ApiError {
    ApiError::new("OperationNotPermitted", message)
}

/// `FilterLimitExceeded`. The text is ours.
pub fn limit(what: &str, most: usize) -> ApiError {
    let text = format!("The maximum number of {what} specified on a single call is {most}");
    ApiError::new("FilterLimitExceeded", text)
}

/// What a dry run that would have succeeded answers: HTTP 412.
pub fn dry_run(asked: Option<bool>) -> Result<(), ApiError> {
    match asked {
        Some(true) => {
            let text = "Request would have succeeded, but DryRun flag is set.";
            Err(ApiError::new("DryRunOperation", text).http(412))
        }
        _ => Ok(()),
    }
}

/// A kind of resource and how its id errors read: prefix, code, noun.
pub struct IdKind {
    prefix: &'static str,
    code: &'static str,
    noun: &'static str,
}

/// Instances.
pub const INSTANCE: IdKind = IdKind { prefix: "i-", code: "InvalidInstanceID", noun: "instance" };
/// Subnets.
pub const SUBNET: IdKind = IdKind { prefix: "subnet-", code: "InvalidSubnetID", noun: "subnet" };
/// VPCs.
pub const VPC: IdKind = IdKind { prefix: "vpc-", code: "InvalidVpcID", noun: "vpc" };
/// Internet gateways.
pub const GATEWAY: IdKind =
    IdKind { prefix: "igw-", code: "InvalidInternetGatewayID", noun: "internetGateway" };

/// `VPCIdNotSpecified`.
/// Recorded: <https://github.com/ryanmurakami/hbfl/issues/40>.
pub fn no_default_vpc() -> ApiError {
    ApiError::new("VPCIdNotSpecified", "No default VPC for this user")
}

impl IdKind {
    /// Refuses ids that cannot be: another prefix, other than 8 or 17 hexadecimal digits.
    pub fn well_formed(&self, ids: &[String]) -> Result<(), ApiError> {
        for id in ids {
            let Some(digits) = id.strip_prefix(self.prefix) else {
                let text = format!("Invalid id: \"{id}\" (expecting \"{}...\")", self.prefix);
                return Err(self.malformed(text));
            };
            let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            if !hex || !matches!(digits.len(), 8 | 17) {
                return Err(self.malformed(format!("Invalid id: \"{id}\"")));
            }
        }
        Ok(())
    }

    /// `Invalid…ID.NotFound` for those of the ids that do not exist.
    pub fn not_found(&self, ids: &[&str]) -> ApiError {
        let (noun, list) = (self.noun, ids.join(", "));
        let text = match ids {
            [_] => format!("The {noun} ID '{list}' does not exist"),
            _ => format!("The {noun} IDs '{list}' do not exist"),
        };
        ApiError::new(format!("{}.NotFound", self.code), text)
    }

    fn malformed(&self, text: String) -> ApiError {
        ApiError::new(format!("{}.Malformed", self.code), text)
    }
}

/// `InvalidVolume.NotFound`.
pub fn no_volume(id: &str) -> ApiError {
    let text = format!("The volume '{id}' does not exist.");
    ApiError::new("InvalidVolume.NotFound", text)
}

/// `InvalidGroup.NotFound`.
pub fn no_group(id: &str) -> ApiError {
    let text = format!("The security group '{id}' does not exist");
    ApiError::new("InvalidGroup.NotFound", text)
}

/// `InvalidGroup.NotFound` for a name.
pub fn no_group_named(name: &str, vpc: &str) -> ApiError {
    let text = format!("The security group '{name}' does not exist in default VPC '{vpc}'");
    ApiError::new("InvalidGroup.NotFound", text)
}

/// `InvalidAMIID.NotFound`, or `.Malformed` for what is no image id at all.
pub fn no_image(id: &str) -> ApiError {
    if !id.starts_with("ami-") {
        let text = format!("Invalid id: \"{id}\" (expecting \"ami-...\")");
        return ApiError::new("InvalidAMIID.Malformed", text);
    }
    ApiError::new("InvalidAMIID.NotFound", format!("The image id '[{id}]' does not exist"))
}

/// Refuses what is not ASCII in a name or a description.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
pub fn ascii(parameter: &str, value: &str) -> Result<(), ApiError> {
    if value.is_ascii() {
        return Ok(());
    }
    Err(invalid_value(format!(
        "Value ({value}) for parameter {parameter} is invalid. Character sets beyond ASCII are \
         not supported."
    )))
}
