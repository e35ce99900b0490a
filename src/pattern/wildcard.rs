//! Texts with `*` for any characters; `\*` and `\\` stand for themselves.

/// A text with `*` for any characters: what stands between the asterisks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcard {
    parts: Vec<String>,
}

impl Wildcard {
    /// Reads one.
    ///
    /// # Errors
    /// The rule engine's words; it counts bytes, with the quote in front.
    pub fn parse(text: &str) -> Result<Wildcard, String> {
        let (mut parts, mut part) = (Vec::new(), String::new());
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            match (c, next) {
                ('*', Some('*')) => {
                    return Err(format!("Consecutive wildcard characters at pos {}", at + 1));
                }
                ('*', _) => parts.push(std::mem::take(&mut part)),
                ('\\', Some(escaped @ ('*' | '\\'))) => {
                    chars.next();
                    part.push(escaped);
                }
                ('\\', _) => return Err(format!("Invalid escape character at pos {}", at + 1)),
                (c, _) => part.push(c),
            }
        }
        parts.push(part);
        Ok(Wildcard { parts })
    }

    /// Whether a text is of this form.
    pub fn matches(&self, text: &str) -> bool {
        let Some((first, rest)) = self.parts.split_first() else { return text.is_empty() };
        let Some((last, middle)) = rest.split_last() else { return text == first };
        let Some(mut left) = text.strip_prefix(first.as_str()) else { return false };
        // What comes first leaves the most for what follows.
        for part in middle {
            match left.split_once(part.as_str()) {
                Some((_, after)) => left = after,
                None => return false,
            }
        }
        left.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (pattern, text, matches) in [
            ("*", "", true),
            ("a*", "a", true),
            ("a*a", "a", false),
            ("a*b*c", "abbc", true),
            ("a*b*c", "acb", false),
            ("*ab*ab", "abab", true),
            ("*ab*ab", "ab", false),
            (r"a\*", "a*", true),
            (r"a\*", "ab", false),
            (r"a\\*", r"a\b", true),
        ] {
            assert_eq!(
                Wildcard::parse(pattern).unwrap().matches(text),
                matches,
                "{pattern} {text}"
            );
        }
        assert_eq!(
            Wildcard::parse("a**"),
            Err("Consecutive wildcard characters at pos 2".to_owned())
        );
        assert_eq!(Wildcard::parse(r"\a"), Err("Invalid escape character at pos 1".to_owned()));
    }
}
