//! Listings cut into pages.

/// What stands before the count in a token.
const MARK: &str = "AAA";

/// One page: at most `size` of the items behind those the token says were given, and the token of
/// the next page, if there is one. `None` when the token is not one of ours.
///
/// AWS's tokens are opaque; ours count the items before the page.
pub fn page<T>(
    items: Vec<T>,
    token: Option<&str>,
    size: usize,
) -> Option<(Vec<T>, Option<String>)> {
    let start: usize = match token {
        None => 0,
        Some(token) => token.strip_prefix(MARK)?.parse().ok()?,
    };
    let total = items.len();
    let items: Vec<T> = items.into_iter().skip(start).take(size).collect();
    let end = start.saturating_add(items.len());
    Some((items, (end < total).then(|| format!("{MARK}{end}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let items = || (1..=5).collect::<Vec<_>>();
        assert_eq!(page(items(), None, 2), Some((vec![1, 2], Some("AAA2".to_owned()))));
        assert_eq!(page(items(), Some("AAA2"), 2), Some((vec![3, 4], Some("AAA4".to_owned()))));
        assert_eq!(page(items(), Some("AAA4"), 2), Some((vec![5], None)));
        assert_eq!(page(items(), None, 5), Some((items(), None)));
        assert_eq!(page(items(), Some("AAA9"), 2), Some((vec![], None)));
        assert_eq!(page(items(), Some("x"), 2), None);
    }
}
