//! Changes of the simulated world: how functions behave.

use super::state::{Conduct, State};
use crate::api::ApiError;

/// Sets what a function does from now on.
///
/// # Errors
/// No function of this name, or what it is to give back is no JSON.
pub fn change(state: &mut State, name: &str, conduct: &Conduct) -> Result<(), ApiError> {
    if let Conduct::Returns(text) = conduct
        && serde_json::from_str::<serde_json::Value>(text).is_err()
    {
        return Err(ApiError::new("InvalidJson", format!("`{text}` is no JSON")));
    }
    let mut all = state.functions.values_mut();
    let found = all.find(|function| function.name == name || function.arn.as_str() == name);
    let unknown = || ApiError::new("UnknownFunction", format!("there is no function `{name}`"));
    found.ok_or_else(unknown)?.conduct = conduct.clone();
    Ok(())
}
