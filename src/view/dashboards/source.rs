//! A body as it is typed: what PutDashboard would say of it, with the line where that is.

use serde_json::Value;

use crate::services::cloudwatch::dashboard::check::{self, Finding};

/// Something wrong with a text, or worth a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line, counted from 1; nothing when it is about the whole.
    pub line: Option<usize>,
    /// Where: a JSON pointer, empty for the whole.
    pub path: String,
    /// What AWS says.
    pub message: String,
    /// Whether the dashboard would not be saved.
    pub fatal: bool,
}

/// What is wrong with a text.
pub fn check(text: &str) -> Vec<Said> {
    if let Err(error) = serde_json::from_str::<Value>(text) {
        let message = format!("{}: {error}", check::NOT_JSON);
        return vec![Said { line: Some(error.line()), path: String::new(), message, fatal: true }];
    }
    let Some(found) = check::check(text) else {
        let message = check::NOT_JSON.to_owned();
        return vec![Said { line: Some(1), path: String::new(), message, fatal: true }];
    };
    let said = |finding: Finding, fatal| Said {
        line: line(text, &finding.path),
        path: finding.path,
        message: finding.message,
        fatal,
    };
    let faults = found.faults.into_iter().map(|finding| (finding, true));
    let all = faults.chain(found.remarks.into_iter().map(|finding| (finding, false)));
    all.map(|(finding, fatal)| said(finding, fatal)).collect()
}

/// The line at which the value of a JSON pointer begins, in a text that is JSON. A value that is
/// missing is told at the nearest one around it.
pub fn line(text: &str, pointer: &str) -> Option<usize> {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let mut walk = Walk { text: text.as_bytes(), at: 0 };
    walk.space();
    let at = walk.find(&parts);
    let before = text.as_bytes().get(..at)?;
    Some(before.iter().filter(|byte| **byte == b'\n').count() + 1)
}

/// A walk over a text that is known to be JSON.
struct Walk<'a> {
    text: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() || self.peek() == b',' || self.peek() == b':' {
            self.at += 1;
        }
    }

    /// Passes over a text in quotes; gives where it stands.
    fn quoted(&mut self) -> (usize, usize) {
        self.at += 1;
        let start = self.at;
        while !matches!(self.peek(), b'"' | 0) {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        let end = self.at;
        self.at += 1;
        (start, end)
    }

    /// Passes over a value.
    fn skip(&mut self) {
        match self.peek() {
            b'"' => drop(self.quoted()),
            b'{' | b'[' => {
                let mut depth = 0_usize;
                loop {
                    match self.peek() {
                        0 => return,
                        b'"' => {
                            self.quoted();
                            continue;
                        }
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                    self.at += 1;
                    if depth == 0 {
                        return;
                    }
                }
            }
            _ => {
                while !matches!(self.peek(), b',' | b'}' | b']' | 0)
                    && !self.peek().is_ascii_whitespace()
                {
                    self.at += 1;
                }
            }
        }
    }

    /// Where the value of a path begins; where it stops being found, the value around it.
    fn find(&mut self, parts: &[&str]) -> usize {
        let here = self.at;
        let Some((part, rest)) = parts.split_first() else { return here };
        let object = match self.peek() {
            b'{' => true,
            b'[' => false,
            _ => return here,
        };
        self.at += 1;
        let mut nth = 0_usize;
        loop {
            self.space();
            if matches!(self.peek(), b'}' | b']' | 0) {
                return here;
            }
            let wanted = if object {
                let (start, end) = self.quoted();
                self.space();
                self.text.get(start..end) == Some(part.as_bytes())
            } else {
                *part == nth.to_string()
            };
            if wanted {
                return self.find(rest);
            }
            self.skip();
            nth += 1;
        }
    }
}
