//! Lists a page at a time.

use crate::api::{self, ApiError};

/// A page of what was found, and the token of the next; `usual` is how many there are on one where
/// nobody says.
pub(super) fn paged<T>(
    found: Vec<T>,
    token: Option<&String>,
    most: Option<i32>,
    usual: usize,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = most.and_then(|n| usize::try_from(n).ok()).unwrap_or(usual);
    let wrong = || ApiError::new("InvalidNextToken", "The specified token isn't valid.");
    api::page::page(found, token.map(String::as_str), size).ok_or_else(wrong)
}
