//! Wildcards against the plainest matcher there is.

use proptest::prelude::*;
use watchtrail::access::glob;

/// Tries everything.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], _) => {
            naive(rest, text) || (!text.is_empty() && naive(pattern, &text[1..]))
        }
        (['?', rest @ ..], [_, others @ ..]) => naive(rest, others),
        ([c, rest @ ..], [d, others @ ..]) => c == d && naive(rest, others),
        _ => false,
    }
}

proptest! {
    #[test]
    fn globs_agree(pattern in "[ab*?é]{0,8}", text in "[abé]{0,10}") {
        let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
        prop_assert_eq!(glob::matches(&pattern, &text), naive(&p, &t));
    }

    #[test]
    fn case_can_be_ignored(pattern in "[aB*?]{0,6}", text in "[aAbB]{0,8}") {
        let small = glob::matches(&pattern.to_lowercase(), &text.to_lowercase());
        prop_assert_eq!(glob::matches_any_case(&pattern, &text), small);
    }

    #[test]
    fn a_text_matches_itself_escaped(text in "[ab*?]{0,8}") {
        let escaped: String = text.chars().flat_map(|c| [glob::ESCAPE, c]).collect();
        prop_assert!(glob::matches(&escaped, &text));
        let longer = format!("{text}x");
        prop_assert!(!glob::matches(&escaped, &longer));
    }
}
