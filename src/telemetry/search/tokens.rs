//! Tokens: what names are split into, and how the tokens of a search meet them.
//!
//! Names are split where capitals begin a word, where digits begin and end, and at everything that
//! is neither letter nor digit. A term of one token meets it in any case. A term of several meets
//! tokens in a row: those that stand in it without anything between them in the same case
//! (`Count1` finds `CustomCount1`, `count1` does not), those that something stands between in any
//! (`network-errors` finds `NetworkErrors2`).
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html>

/// A term that is looked for in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its letters and digits alone, small.
    whole: String,
    /// Its tokens; whether the case of each counts.
    pieces: Vec<(String, bool)>,
}

impl Term {
    /// A term; `None` if it has neither letters nor digits.
    pub fn new(text: &str) -> Option<Term> {
        let of_part = |part: &str| {
            let pieces = pieces(part);
            let strict = pieces.len() > 1;
            pieces.into_iter().map(|piece| (piece, strict)).collect::<Vec<_>>()
        };
        let pieces: Vec<(String, bool)> = parts(text).flat_map(of_part).collect();
        (!pieces.is_empty()).then(|| Term { whole: whole(text), pieces })
    }

    /// Whether its tokens are among those of a name.
    pub fn matches(&self, name: &str) -> bool {
        if self.whole == whole(name) {
            return true;
        }
        let own: Vec<String> = parts(name).flat_map(pieces).collect();
        let meets = |(own, (piece, strict)): (&String, &(String, bool))| {
            if *strict { own == piece } else { own.eq_ignore_ascii_case(piece) }
        };
        own.windows(self.pieces.len()).any(|window| window.iter().zip(&self.pieces).all(meets))
    }
}

/// The tokens of a name as AWS lists them: the whole first, then its pieces, all small.
pub fn tokens(name: &str) -> Vec<String> {
    let pieces: Vec<String> = parts(name).flat_map(pieces).collect();
    let mut tokens = vec![whole(name)];
    tokens.extend(pieces.iter().map(|piece| piece.to_ascii_lowercase()));
    tokens.dedup();
    tokens
}

fn whole(name: &str) -> String {
    parts(name).collect::<String>().to_ascii_lowercase()
}

/// What stands between characters that are neither letters nor digits.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
}

/// `SDBFailure2` is `SDB`, `Failure` and `2`.
fn pieces(part: &str) -> Vec<String> {
    let chars: Vec<char> = part.chars().collect();
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).is_some_and(char::is_ascii_lowercase);
        let begins = piece.chars().next_back().is_some_and(|before| {
            before.is_ascii_digit() != c.is_ascii_digit()
                || c.is_ascii_uppercase() && (before.is_ascii_lowercase() || next)
        });
        if begins {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_s_examples_of_tokens() {
        for (name, expected) in [
            ("CustomCount1", "customcount1 custom count 1"),
            ("SDBFailure", "sdbfailure sdb failure"),
            ("Project2-trial333", "project2trial333 project 2 trial 333"),
            ("Network-Errors_2", "networkerrors2 network errors 2"),
            ("couNT", "count cou nt"),
            ("cpu", "cpu"),
        ] {
            assert_eq!(tokens(name).join(" "), expected, "{name}");
        }
    }
}
