//! Held against AWS's references: replies member by member, the CLI's examples, the feature list.

mod examples;
mod features;
mod members;
mod real;
mod records;

use crate::support::read;

/// The lines of a data file, comments and blank ones left out.
fn lines(name: &str) -> Vec<String> {
    let text = read(&format!("tests/conformance/{name}.txt"));
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}
