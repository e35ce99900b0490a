//! House rules that can be checked: length of lines, files and functions.

use crate::support::{files, root};

/// A source file may have this many lines.
const FILE_MAX: usize = 600;
/// A function may have this many lines, one-line arms of a `match` and a test's tables aside.
const FUNCTION_MAX: usize = 70;

#[test]
fn lines_and_files_are_short() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        for path in files(folder, ".rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            if text.lines().count() > FILE_MAX {
                faults.push(format!("{name}: {} lines", text.lines().count()));
            }
            for (i, line) in text.lines().enumerate() {
                if line.chars().count() > 100 && !line.contains("http") {
                    faults.push(format!("{name}:{}: {} columns", i + 1, line.chars().count()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each function of a source text: its name, the line it begins in, and its lines from there to its
/// closing brace. The text is formatted, so that brace stands under its first word.
fn functions<'a>(lines: &'a [&'a str]) -> Vec<(&'a str, usize, &'a [&'a str])> {
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        let (rest, close) = (&lines[i..], format!("{}}}", indent(line)));
        let signature = rest.iter().find(|line| line.ends_with(['{', ';', '}']));
        let has_body = signature.is_some_and(|line| line.ends_with('{'));
        if let Some(end) = rest.iter().position(|line| *line == close).filter(|_| has_body) {
            found.push((name, i + 1, &rest[..=end]));
        }
    }
    found
}

fn indent(line: &str) -> &str {
    line.strip_suffix(line.trim_start()).unwrap_or_default()
}

/// Lines that are one arm of a `match` each.
fn arms(lines: &[&str]) -> usize {
    lines.iter().filter(|line| line.contains(" => ") && line.ends_with(',')).count()
}

/// Lines within brackets: cases are data.
fn table(lines: &[&str]) -> usize {
    let (mut within, mut count) = (None, 0);
    for line in lines {
        match within {
            Some(open) if indent(line) == open && line.trim_start().starts_with(']') => {
                within = None;
            }
            Some(_) => count += 1,
            None if line.ends_with('[') => within = Some(indent(line)),
            None => {}
        }
    }
    count
}

/// The name of the function whose declaration begins in a line.
fn function(line: &str) -> Option<&str> {
    let words = ["pub", "pub(super)", "pub(crate)", "const", "async"];
    let mut rest = line.trim_start();
    while let Some((first, after)) = rest.split_once(' ')
        && words.contains(&first)
    {
        rest = after;
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

#[test]
fn functions_are_short() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        for path in files(folder, ".rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root()).unwrap().display();
            let lines: Vec<&str> = text.lines().collect();
            for (function, line, body) in functions(&lines) {
                let data = if folder == "tests" { table(body) } else { arms(body) };
                let count = body.len() - data;
                if count > FUNCTION_MAX {
                    faults.push(format!("{name}:{line}: {function} has {count} lines"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_is_left_lying_about() {
    let marks = ["dbg!(", "todo!(", "unimplemented!(", "#[ignore", concat!("FIX", "ME")];
    for folder in ["src", "xtask/src"] {
        for path in files(folder, ".rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let left: Vec<_> = marks.iter().filter(|mark| text.contains(**mark)).collect();
            assert!(left.is_empty(), "{}: {left:?}", path.display());
        }
    }
}
