//! What CloudWatch does as time passes.

use serde_json::Value;

use super::state::State;
use crate::api::ApiError;
use crate::services::ec2;
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::scope::Scope;

/// What CloudWatch asked to be woken for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// The alarms of one Region are evaluated.
    Evaluate {
        /// Where.
        scope: Scope,
    },
}

/// What an alarm remembers of an action while the call runs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ActionToken {
    /// The alarm.
    pub alarm: String,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::MetricAlarms
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        let Wake::Evaluate { scope } = self;
        *scope
    }
}

/// Runs one wake-up.
pub fn wake(_state: &mut State, _ctx: &mut Ctx<'_>, _ec2: &ec2::State, _wake: Wake) {}

/// An alarm's action has been carried out, or refused.
pub fn called(
    _state: &mut State,
    _ctx: &mut Ctx<'_>,
    _token: &ActionToken,
    _reply: &Result<Value, ApiError>,
) {
}
