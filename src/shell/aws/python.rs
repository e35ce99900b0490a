//! What the AWS CLI inherits from the language it is written in: how numbers are read and printed,
//! how texts are quoted in messages, which words are alike.

use crate::number;

/// A text as Python's `repr` shows it.
pub fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 32 || c as u32 == 127 => {
                out.push_str(&format!("\\x{:02x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// Digits with single underscores between them.
fn strip_underscores(text: &str) -> Option<String> {
    let odd = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    (!odd).then(|| text.replace('_', ""))
}

/// A whole number as `int` reads it.
pub fn int(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = strip_underscores(digits)?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    Some(if text.starts_with('-') { -value } else { value })
}

/// A number as `float` reads it.
pub fn float(text: &str) -> Option<f64> {
    let text = strip_underscores(text.trim())?;
    let body = text.strip_prefix(['+', '-']).unwrap_or(&text).to_ascii_lowercase();
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    match body.as_str() {
        "inf" | "infinity" => Some(sign * f64::INFINITY),
        "nan" => Some(f64::NAN),
        _ => number::parse(&text),
    }
}

/// Whether an argument that begins with a dash is a number.
pub fn is_negative_number(text: &str) -> bool {
    let Some(body) = text.strip_prefix('-') else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match body.split_once('.') {
        Some((whole, rest)) => (whole.is_empty() || digits(whole)) && digits(rest),
        None => digits(body),
    }
}

/// A floating-point number as Python prints it: the shortest text that reads back as the same
/// number, with an exponent below 1e-4 and from 1e16 on.
pub fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if value != 0.0 && !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let plain = format!("{value}");
    if plain.contains('.') { plain } else { format!("{plain}.0") }
}

/// The words most like one, best first: Python's `difflib.get_close_matches`.
pub fn close_matches<'a>(word: &str, among: &[&'a str], most: usize, cutoff: f64) -> Vec<&'a str> {
    let word: Vec<char> = word.chars().collect();
    let mut scored: Vec<(f64, &str)> = among
        .iter()
        .filter_map(|other| {
            let chars: Vec<char> = other.chars().collect();
            let score = ratio(&chars, &word);
            (score >= cutoff).then_some((score, *other))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.cmp(a.1)));
    scored.into_iter().take(most).map(|(_, word)| word).collect()
}

/// Twice the number of characters in common, over all characters.
fn ratio(a: &[char], b: &[char]) -> f64 {
    let total = a.len() + b.len();
    if total == 0 { 1.0 } else { 2.0 * matching(a, b) as f64 / total as f64 }
}

/// The characters in matching blocks: the longest common block, then what is left and right of it.
fn matching(a: &[char], b: &[char]) -> usize {
    let (mut best, mut at_a, mut at_b) = (0, 0, 0);
    let mut runs = vec![0usize; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![0usize; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            if x != y {
                continue;
            }
            let run = runs.get(j).copied().unwrap_or_default() + 1;
            if let Some(slot) = next.get_mut(j + 1) {
                *slot = run;
            }
            if run > best {
                (best, at_a, at_b) = (run, i + 1 - run, j + 1 - run);
            }
        }
        runs = next;
    }
    if best == 0 {
        return 0;
    }
    let left = matching(a.get(..at_a).unwrap_or_default(), b.get(..at_b).unwrap_or_default());
    let (after_a, after_b) = (at_a + best, at_b + best);
    let right =
        matching(a.get(after_a..).unwrap_or_default(), b.get(after_b..).unwrap_or_default());
    left + best + right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_python_prints_them() {
        let cases = [
            (70.0, "70.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (123_456_789_012_345.0, "123456789012345.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (-0.0, "-0.0"),
            (0.0, "0.0"),
        ];
        for (value, text) in cases {
            assert_eq!(float_text(value), text);
        }
    }

    #[test]
    fn numbers_read_as_python_reads_them() {
        assert_eq!(int(" +1_000 "), Some(1000));
        assert_eq!(int("-5"), Some(-5));
        assert_eq!(int("5.0"), None);
        assert_eq!(int("70%"), None);
        assert_eq!(float("70"), Some(70.0));
        assert_eq!(float("1e3"), Some(1000.0));
        assert_eq!(float("70%"), None);
        assert_eq!(float(""), None);
        assert!(is_negative_number("-5") && is_negative_number("-.5"));
        assert!(!is_negative_number("-5m") && !is_negative_number("-"));
    }

    #[test]
    fn alike_words_are_found() {
        let words = ["put-metric-stream", "put-metric-data", "put-metric-alarm", "tag-resource"];
        let found = close_matches("put-metric-alrm", &words, 3, 0.8);
        assert_eq!(found, ["put-metric-alarm", "put-metric-stream", "put-metric-data"]);
    }
}
