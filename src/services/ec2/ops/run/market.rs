//! How a launch is bought: on demand, or as Spot Instances.
//!
//! A Spot request is fulfilled at once and never interrupted: there is no market in this world, so
//! any price is enough.
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html>

use crate::api::ApiError;
use crate::services::ec2::errors::invalid_value;
use crate::services::ec2::shapes::RunInstancesInput;

/// Whether a launch asks for Spot Instances.
pub fn is_spot(input: &RunInstancesInput) -> Result<bool, ApiError> {
    let Some(market) = &input.instance_market_options else { return Ok(false) };
    match market.market_type.as_deref() {
        Some("spot") => {}
        Some(other @ ("capacity-block" | "interruptible-capacity-reservation")) => {
            return Err(ApiError::not_simulated(format!("MarketType {other}")));
        }
        given => {
            let given = given.unwrap_or_default();
            return Err(invalid_value(format!(
                "Value ({given}) for parameter marketType is invalid."
            )));
        }
    }
    let options = market.spot_options.clone().unwrap_or_default();
    match options.spot_instance_type.as_deref().unwrap_or("one-time") {
        "one-time" => {}
        "persistent" => {
            return Err(ApiError::not_simulated("SpotInstanceType persistent".to_owned()));
        }
        other => {
            let text = format!("Value ({other}) for parameter spotInstanceType is invalid.");
            return Err(invalid_value(text));
        }
    }
    match options.instance_interruption_behavior.as_deref().unwrap_or("terminate") {
        "terminate" => {}
        other @ ("stop" | "hibernate") => {
            let text = format!("InstanceInterruptionBehavior {other}");
            return Err(ApiError::not_simulated(text));
        }
        other => {
            let text =
                format!("Value ({other}) for parameter instanceInterruptionBehavior is invalid.");
            return Err(invalid_value(text));
        }
    }
    price(options.max_price.as_deref())?;
    Ok(true)
}

/// A price in dollars an hour. The bound is AWS's, the text ours.
pub fn price(given: Option<&str>) -> Result<(), ApiError> {
    let Some(text) = given else { return Ok(()) };
    let read = text.parse::<f64>().ok().filter(|price| price.is_finite() && *price >= 0.001);
    let wrong = || invalid_value(format!("Value ({text}) for parameter maxPrice is invalid."));
    read.map(|_| ()).ok_or_else(wrong)
}
