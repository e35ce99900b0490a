//! The words and signs of an expression.

/// A word or a sign, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As written.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub at: usize,
}

/// Signs, longer ones first.
const SIGNS: [&str; 15] =
    ["<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-", "*"];

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | ':')
}

/// Cuts an expression into words and signs; what is neither is a token of its own, which no grammar
/// takes.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
        let length = match (word, sign) {
            (0, Some(sign)) => sign.len(),
            (0, None) => first.len_utf8(),
            (word, _) => word,
        };
        found.push(Token { text: rest.get(..length).unwrap_or_default(), at });
        at += length;
    }
    found
}

/// The words around a place, as faults show them: from the one before to the one behind.
pub fn near<'a>(text: &'a str, tokens: &[Token<'a>], place: usize) -> &'a str {
    let from = tokens.get(place.saturating_sub(1)).map_or(0, |token| token.at);
    let last = tokens.get(place + 1).or_else(|| tokens.last());
    let to = last.map_or(text.len(), |token| token.at + token.text.len());
    text.get(from..to).unwrap_or_default()
}
