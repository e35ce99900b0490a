//! What can be set of a subscription, when it is made and later.
//!
//! <https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html>

use std::collections::BTreeMap;

use super::{arn, invalid};
use crate::api::ApiError;
use crate::services::sns::api::SetSubscriptionAttributesInput;
use crate::services::sns::filter::Filter;
use crate::services::sns::state::{Protocol, State, Subscription};
use crate::sim::Ctx;

/// Attributes AWS has and we do not simulate.
const REFUSED: [&str; 4] =
    ["DeliveryPolicy", "RedrivePolicy", "ReplayPolicy", "SubscriptionRoleArn"];

/// What can be set of a subscription.
#[derive(Default)]
pub struct Settings {
    /// Whether a queue gets messages alone.
    /// <https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html>
    pub raw: bool,
    /// Which messages it gets.
    pub filter: Filter,
}

impl Settings {
    /// Those a subscription is made with.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn read(
        protocol: Protocol,
        given: Option<&BTreeMap<String, String>>,
    ) -> Result<Settings, ApiError> {
        let mut settings = Settings::default();
        // What a policy is held against decides what it may be.
        let scope = |(name, _): &(&String, &String)| *name == "FilterPolicyScope";
        let (first, rest): (Vec<_>, Vec<_>) = given.into_iter().flatten().partition(scope);
        for (name, value) in first.into_iter().chain(rest) {
            settings.set(protocol, name, value).map_err(|fault| match fault {
                Fault::Unknown => ApiError::not_simulated(format!("attribute {name}")),
                fault => fault.told("Attributes Reason: ", name),
            })?;
        }
        Ok(settings)
    }

    /// Whether they are those of a subscription.
    pub fn are_of(&self, subscription: &Subscription) -> bool {
        self.raw == subscription.raw && self.filter == subscription.filter
    }

    fn set(&mut self, protocol: Protocol, name: &str, value: &str) -> Result<(), Fault> {
        match name {
            "RawMessageDelivery" => self.raw = is_raw(protocol, value).map_err(Fault::Of)?,
            "FilterPolicy" => self.filter.set_policy(value).map_err(Fault::Of)?,
            "FilterPolicyScope" => self.filter.set_scope(value).map_err(Fault::Of)?,
            _ if REFUSED.contains(&name) => return Err(Fault::NotSimulated),
            _ => return Err(Fault::Unknown),
        }
        Ok(())
    }
}

/// Why an attribute was not set.
enum Fault {
    Unknown,
    NotSimulated,
    Of(String),
}

impl Fault {
    /// The error, with what stands before the fault's own words.
    fn told(self, begins: &str, name: &str) -> ApiError {
        match self {
            Fault::Unknown => invalid("AttributeName"),
            Fault::NotSimulated => ApiError::not_simulated(format!("attribute {name}")),
            Fault::Of(text) => invalid(&format!("{begins}{text}")),
        }
    }
}

fn is_raw(protocol: Protocol, value: &str) -> Result<bool, String> {
    match value {
        "true" if protocol != Protocol::Sqs => Err(format!(
            "RawMessageDelivery: Delivery protocol [{}] does not support raw message delivery.",
            protocol.name()
        )),
        "true" | "false" => Ok(value == "true"),
        _ => Err(format!("RawMessageDelivery: Invalid value [{value}]. Must be true or false.")),
    }
}

/// Sets one attribute.
pub fn set(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &SetSubscriptionAttributesInput,
) -> Result<(), ApiError> {
    let arn = arn(ctx, "SubscriptionArn", &input.subscription_arn)?;
    let missing = || ApiError::new("NotFound", "Subscription does not exist").http(404);
    let subscription = state.subscriptions.get_mut(&arn).ok_or_else(missing)?;
    let (name, value) = (&input.attribute_name, input.attribute_value.as_deref());
    let (raw, filter) = (subscription.raw, subscription.filter.clone());
    let mut settings = Settings { raw, filter };
    settings
        .set(subscription.protocol, name, value.unwrap_or_default())
        .map_err(|fault| fault.told("", name))?;
    (subscription.raw, subscription.filter) = (settings.raw, settings.filter);
    Ok(())
}
