//! Members that say how an instance is bought.

use crate::shape;

shape! {
    /// How instances of a launch are bought.
    pub struct InstanceMarketOptionsRequest {
        market_type: Option<String> => "MarketType",
        spot_options: Option<SpotMarketOptions> => "SpotOptions",
    }

    /// What is asked of the Spot market.
    pub struct SpotMarketOptions {
        max_price: Option<String> => "MaxPrice",
        spot_instance_type: Option<String> => "SpotInstanceType",
        instance_interruption_behavior: Option<String> => "InstanceInterruptionBehavior",
    }
    refused { "BlockDurationMinutes", "ValidUntil" }
}
