//! Patterns as Python's `fnmatch` reads them, in which `*` goes past slashes.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters>

/// Whether a name is taken in: all are, unless the last pattern that fits leaves it out.
pub(super) fn takes(filters: &[(bool, String)], name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let fits = |(_, pattern): &&(bool, String)| {
        let pattern: Vec<char> = pattern.trim_start_matches("./").chars().collect();
        matches(&pattern, &name)
    };
    filters.iter().rev().find(fits).is_none_or(|(include, _)| *include)
}

/// Goes back to the last `*` when what follows it does not fit, one character further each time.
fn matches(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut in_name, mut star) = (0, 0, None);
    while in_name < name.len() {
        let step = match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_name));
                at += 1;
                continue;
            }
            Some('?') => Some(1),
            Some('[') => set(pattern.get(at..).unwrap_or_default(), name.get(in_name).copied()),
            Some(c) => (name.get(in_name) == Some(c)).then_some(1),
            None => None,
        };
        match (step, star) {
            (Some(step), _) => {
                at += step;
                in_name += 1;
            }
            (None, Some((star_at, taken))) => {
                at = star_at + 1;
                in_name = taken + 1;
                star = Some((star_at, taken + 1));
            }
            (None, None) => return false,
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|c| *c == '*'))
}

/// How long the set `[…]` is, if the character is in it.
fn set(pattern: &[char], c: Option<char>) -> Option<usize> {
    let c = c?;
    let not = pattern.get(1) == Some(&'!');
    let start = if not { 2 } else { 1 };
    let end = pattern.iter().skip(start + 1).position(|c| *c == ']').map(|at| at + start + 1);
    let Some(end) = end else { return (c == '[').then_some(1) };
    let inside = pattern.get(start..end)?;
    let mut found = false;
    let mut at = 0;
    while let Some(first) = inside.get(at) {
        match (inside.get(at + 1), inside.get(at + 2)) {
            (Some('-'), Some(last)) => {
                found |= (*first..=*last).contains(&c);
                at += 3;
            }
            _ => {
                found |= *first == c;
                at += 1;
            }
        }
    }
    (found != not).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_pattern_that_fits_decides() {
        let filters = |all: &[(bool, &str)]| -> Vec<(bool, String)> {
            all.iter().map(|(include, pattern)| (*include, (*pattern).to_owned())).collect()
        };
        type Case<'a> = (&'a [(bool, &'a str)], &'a str, bool);
        let cases: [Case<'_>; 9] = [
            (&[], "a", true),
            (&[(false, "*")], "logs/a.txt", false),
            (&[(false, "*"), (true, "*.txt")], "logs/a.txt", true),
            (&[(true, "*.txt"), (false, "*")], "a.txt", false),
            (&[(false, "logs/*")], "logs/a/b", false),
            (&[(false, "?.txt")], "ab.txt", true),
            (&[(false, "[a-c]*")], "bee", false),
            (&[(false, "[!a-c]*")], "bee", true),
            (&[(false, "a*b*c")], "aXbYbZc", false),
        ];
        for (patterns, name, taken) in cases {
            assert_eq!(takes(&filters(patterns), name), taken, "{patterns:?} {name}");
        }
    }
}
