//! The options of a launch.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::api::ApiError;
use crate::services::ec2::catalogue::{Image, InstanceType};
use crate::services::ec2::errors::invalid_value;
use crate::services::ec2::shapes::RunInstancesInput;
use crate::services::ec2::state::{Metadata, Options};

/// The options, with AWS's defaults where nothing is said.
pub fn options(
    input: &RunInstancesInput,
    image: &Image,
    kind: &InstanceType,
) -> Result<Options, ApiError> {
    let ebs_optimized = input.ebs_optimized.unwrap_or(false);
    let dedicated = dedicated(input)?;
    // T2 does not run as Dedicated Instances.
    // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-instance.html#dedicated-limits>
    if ebs_optimized && kind.ebs.is_none() || dedicated && kind.family.name == "t2" {
        let text = "The requested configuration is currently not supported. Please check the \
                    documentation for supported configurations.";
        return Err(ApiError::new("Unsupported", text));
    }
    let shutdown = input.instance_initiated_shutdown_behavior.clone();
    Ok(Options {
        disable_api_termination: input.disable_api_termination.unwrap_or(false),
        disable_api_stop: input.disable_api_stop.unwrap_or(false),
        shutdown_behavior: shutdown_behavior(shutdown.unwrap_or_else(|| "stop".to_owned()))?,
        ebs_optimized,
        dedicated,
        source_dest_check: true,
        auto_recovery: {
            let wish = input.maintenance_options.as_ref();
            let wish = wish.and_then(|options| options.auto_recovery.as_deref());
            switch("autoRecovery", wish)?.unwrap_or(true)
        },
        reboot_migration: true,
        metadata: metadata(input, image)?,
        user_data: input.user_data.as_deref().map(user_data).transpose()?.unwrap_or_default(),
    })
}

/// Whether the hardware is to be the account's alone. Dedicated Hosts are not simulated.
fn dedicated(input: &RunInstancesInput) -> Result<bool, ApiError> {
    let placement = input.placement.as_ref();
    match placement.and_then(|placement| placement.tenancy.as_deref()) {
        None | Some("default") => Ok(false),
        Some("dedicated") => Ok(true),
        Some(other) => Err(ApiError::not_simulated(format!("Tenancy {other}"))),
    }
}

/// The most bytes of user data, before they are encoded.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html>
const USER_DATA: usize = 16_384;

/// What AWS says of user data that is no base64.
const NO_BASE64: &str = "Invalid BASE64 encoding of user data.";

/// User data must be base64 and not too long: as it is kept, without the ends of lines that
/// `base64` writes. The text about the length is ours.
pub fn user_data(given: &str) -> Result<String, ApiError> {
    let kept: String = given.split_ascii_whitespace().collect();
    let bytes = STANDARD.decode(&kept).map_err(|_| invalid_value(NO_BASE64))?;
    if bytes.len() > USER_DATA {
        return Err(invalid_value(format!("User data is limited to {USER_DATA} bytes")));
    }
    Ok(kept)
}

/// The same of a launch template, which has a code of its own for it.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>
pub fn template_user_data(given: &str) -> Result<(), ApiError> {
    let malformed = |error: ApiError| ApiError::new("InvalidUserData.Malformed", error.message);
    user_data(given).map(|_| ()).map_err(malformed)
}

/// `stop` or `terminate`.
pub fn shutdown_behavior(value: String) -> Result<String, ApiError> {
    one_of("instanceInitiatedShutdownBehavior", value, &["stop", "terminate"])
}

/// `default` or `disabled`.
pub fn switch(parameter: &str, value: Option<&str>) -> Result<Option<bool>, ApiError> {
    let Some(value) = value else { return Ok(None) };
    let value = one_of(parameter, value.to_owned(), &["disabled", "default"])?;
    Ok(Some(value == "default"))
}

/// Images that support the second version of the metadata service ask for tokens, and let answers
/// travel one hop further.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html>
fn metadata(input: &RunInstancesInput, image: &Image) -> Result<Metadata, ApiError> {
    const SWITCH: [&str; 2] = ["disabled", "enabled"];
    let given = input.metadata_options.clone().unwrap_or_default();
    let (tokens, hops) = if image.model.tokens { ("required", 2) } else { ("optional", 1) };
    let hop_limit = given.http_put_response_hop_limit.unwrap_or(hops);
    if !(1..=64).contains(&hop_limit) {
        return Err(invalid_value(format!(
            "Value ({hop_limit}) for parameter httpPutResponseHopLimit is invalid."
        )));
    }
    let or = |given: Option<String>, default: &str| given.unwrap_or_else(|| default.to_owned());
    Ok(Metadata {
        tokens: one_of("httpTokens", or(given.http_tokens, tokens), &["optional", "required"])?,
        hop_limit,
        endpoint: one_of("httpEndpoint", or(given.http_endpoint, "enabled"), &SWITCH)?,
        ipv6: one_of("httpProtocolIpv6", or(given.http_protocol_ipv6, "disabled"), &SWITCH)?,
        tags: one_of(
            "instanceMetadataTags",
            or(given.instance_metadata_tags, "disabled"),
            &SWITCH,
        )?,
    })
}

fn one_of(parameter: &str, value: String, allowed: &[&str]) -> Result<String, ApiError> {
    if allowed.contains(&value.as_str()) {
        return Ok(value);
    }
    Err(invalid_value(format!("Value ({value}) for parameter {parameter} is invalid.")))
}
