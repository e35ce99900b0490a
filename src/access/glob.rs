//! `*` and `?` in actions, resources and conditions.

use std::str::Chars;

/// Stands before a `*` or `?` that is meant as itself: one that came out of a variable. Policies
/// and requests cannot hold this control character.
pub const ESCAPE: char = '\u{1}';

/// Whether `text` matches `pattern`, in which `*` is any run of characters and `?` exactly one.
/// Case counts.
pub fn matches(pattern: &str, text: &str) -> bool {
    run(pattern, text, |a, b| a == b)
}

/// The same with small and capital letters alike.
pub fn matches_any_case(pattern: &str, text: &str) -> bool {
    run(pattern, text, |a, b| a.eq_ignore_ascii_case(&b))
}

fn run(pattern: &str, text: &str, same: fn(char, char) -> bool) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // What stands behind the last `*`, and the text it has not swallowed yet.
    let mut star: Option<(Chars<'_>, Chars<'_>)> = None;
    loop {
        let mut ahead = text.clone();
        let fits = match pattern.next() {
            Some('*') => {
                star = Some((pattern.clone(), text.clone()));
                continue;
            }
            Some('?') => ahead.next().is_some(),
            Some(ESCAPE) => pattern.next() == ahead.next(),
            Some(wanted) => ahead.next().is_some_and(|found| same(wanted, found)),
            None if text.as_str().is_empty() => return true,
            None => false,
        };
        if fits {
            text = ahead;
            continue;
        }
        let Some((behind, rest)) = &mut star else { return false };
        if rest.next().is_none() {
            return false;
        }
        (pattern, text) = (behind.clone(), rest.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("a*c", "abbbc", true),
            ("a*c", "abbb", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*ab", "aab", true),
            ("a**b", "ab", true),
            ("?*", "", false),
            ("?", "é", true),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b", false),
            ("A", "a", false),
            ("a\u{1}*", "a*", true),
            ("a\u{1}*", "ab", false),
            ("*\u{1}?", "why?", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
        assert!(matches_any_case("start*", "StartInstances"));
    }
}
