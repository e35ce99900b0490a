//! Pages of describe calls.
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html#api-pagination>

use super::errors::{invalid_combination, invalid_value};
use crate::api::{self, ApiError};

/// What a call asks of paging.
pub struct Asked<'a> {
    /// `MaxResults`.
    pub most: Option<i32>,
    /// `NextToken`.
    pub token: Option<&'a String>,
    /// AWS's name of the list of ids, and whether it was given: pages and ids exclude each other.
    pub ids: (&'static str, bool),
    /// Greatest page.
    pub limit: i32,
}

/// One page of the items, and the token for the next.
pub fn page<T>(items: Vec<T>, asked: &Asked<'_>) -> Result<(Vec<T>, Option<String>), ApiError> {
    if let Some(most) = asked.most {
        if asked.ids.1 {
            let text = format!(
                "The parameter {} cannot be used with the parameter maxResults",
                asked.ids.0
            );
            return Err(invalid_combination(text));
        }
        let rule = match most {
            // Where a page may be shorter, the greatest is shorter too.
            1..5 if asked.limit <= 200 => None,
            ..5 => Some("greater than 5".to_owned()),
            _ if most > asked.limit => Some(format!("less than {}", asked.limit)),
            _ => None,
        };
        if let Some(rule) = rule {
            let text = format!(
                "Value ( {most} ) for parameter maxResults is invalid. Expecting a value {rule}."
            );
            return Err(invalid_value(text));
        }
    }
    let size = asked.most.map_or(usize::MAX, |most| most.unsigned_abs() as usize);
    let token = asked.token.map(String::as_str);
    api::page::page(items, token, size).ok_or_else(|| {
        // The code is AWS's, the text ours.
        let text = format!("The token '{}' is invalid", token.unwrap_or_default());
        ApiError::new("InvalidPaginationToken", text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let mut token = None;
        let mut seen = Vec::new();
        loop {
            let asked =
                Asked { most: Some(5), token: token.as_ref(), ids: ("x", false), limit: 1000 };
            let (items, next) = page((0..12).collect(), &asked).unwrap();
            assert!(items.len() <= 5);
            seen.extend(items);
            token = next;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, (0..12).collect::<Vec<_>>());
        let bad = "x".to_owned();
        let asked = Asked { most: None, token: Some(&bad), ids: ("x", false), limit: 1000 };
        assert_eq!(page(vec![1], &asked).unwrap_err().code, "InvalidPaginationToken");
    }
}
