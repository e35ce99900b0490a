//! At how many instances at once a command runs, and after how many errors no more get it.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html>

use crate::sim::time::{Span, Time};

/// The number that `10` or `10%` means among so many targets; a percentage is rounded down.
pub fn of(text: &str, targets: usize) -> Option<usize> {
    match text.strip_suffix('%') {
        Some(percent) => {
            let percent: usize = percent.parse().ok().filter(|percent| *percent <= 100)?;
            Some(targets * percent / 100)
        }
        None => text.parse().ok(),
    }
}

/// Whether AWS takes a text as such a number: without leading zeros, and 0 only where none may
/// fail.
pub fn is_right(text: &str, zero: bool) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text);
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (!number.starts_with('0') || number == "0");
    plain && (zero || number != "0") && of(text, 0).is_some()
}

/// How long a target takes, and whether it fails.
pub type Run = (Span, bool);

/// When each target gets the command, by the texts of `MaxConcurrency` and `MaxErrors`.
pub fn planned(
    runs: &[Run],
    (at_once, most_errors): &(String, String),
    start: Time,
) -> Vec<Result<Time, Time>> {
    let count = |text: &str| of(text, runs.len()).unwrap_or(0);
    plan(runs, (count(at_once), count(most_errors)), start)
}

/// When each target gets the command: so many at once, the next as soon as one is through. None
/// for those that never do, with the instant at which one too many had failed.
fn plan(
    runs: &[Run],
    (at_once, most_errors): (usize, usize),
    start: Time,
) -> Vec<Result<Time, Time>> {
    let (mut ends, mut failed): (Vec<Time>, Vec<Time>) = (Vec::new(), Vec::new());
    let mut found = Vec::with_capacity(runs.len());
    for (lasts, fails) in runs {
        let free = match ends.len() < at_once.max(1) {
            true => start,
            false => {
                let next = ends.iter().enumerate().min_by_key(|(_, end)| **end);
                let Some(place) = next.map(|(place, _)| place) else { continue };
                ends.swap_remove(place)
            }
        };
        failed.sort_unstable();
        match failed.get(most_errors) {
            Some(last) if *last <= free => {
                // Nobody after it gets the command either.
                ends.push(free);
                found.push(Err(*last));
            }
            _ => {
                let end = free + *lasts;
                failed.extend(fails.then_some(end));
                ends.push(end);
                found.push(Ok(free));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_percentages() {
        let cases = [
            ("1", false, true, Some(1)),
            ("10", false, true, Some(10)),
            ("0", false, false, Some(0)),
            ("0", true, true, Some(0)),
            ("10%", false, true, Some(5)),
            ("100%", false, true, Some(50)),
            ("101%", false, false, None),
            ("05", true, false, Some(5)),
            ("all", true, false, None),
            ("", true, false, None),
        ];
        for (text, zero, right, number) in cases {
            assert_eq!((is_right(text, zero), of(text, 50)), (right, number), "{text}");
        }
    }

    #[test]
    fn so_many_run_at_once_and_too_many_errors_end_it() {
        let at = |secs: i64| Time::from_secs(secs);
        let runs = [(Span::secs(10), false), (Span::secs(20), true), (Span::secs(5), true)];
        assert_eq!(plan(&runs, (1, 9), at(0)), [Ok(at(0)), Ok(at(10)), Ok(at(30))]);
        assert_eq!(plan(&runs, (2, 9), at(0)), [Ok(at(0)), Ok(at(0)), Ok(at(10))]);
        let runs = [(Span::secs(10), true); 4];
        let first = [Ok(at(0)), Err(at(10)), Err(at(10)), Err(at(10))];
        assert_eq!(plan(&runs, (1, 0), at(0)), first);
        let two = [Ok(at(0)), Ok(at(0)), Err(at(10)), Err(at(10))];
        assert_eq!(plan(&runs, (2, 1), at(0)), two);
        assert_eq!(plan(&runs, (2, 2), at(0)).into_iter().flatten().count(), 4);
    }
}
