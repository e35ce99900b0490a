//! Changes of the simulated world that concern instances: load and faults.

use super::state::State;
use crate::api::ApiError;
use crate::sim::{Change, Ctx};

/// Carries out a change.
pub fn change(_state: &mut State, _ctx: &mut Ctx<'_>, _change: &Change) -> Result<(), ApiError> {
    Ok(())
}
