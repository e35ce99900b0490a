//! One arm an operation.

use serde_json::{Value, to_value};

use super::api::{ListUsersOutput, Request, UserItem};
use super::state::State;
use crate::api::{ApiError, Timestamp};
use crate::sim::{Caller, Ctx};

/// Carries out a request.
pub fn execute(
    state: &mut State,
    _ctx: &mut Ctx<'_>,
    _caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::ListUsers(_) => {
            let users = state.users.iter().map(|(name, user)| UserItem {
                path: "/".to_owned(),
                user_name: name.clone(),
                user_id: user.user_id.clone(),
                arn: user.arn.to_string(),
                create_date: Timestamp(user.created),
            });
            Ok(to_value(ListUsersOutput { users: users.collect() }).unwrap_or_default())
        }
    }
}
