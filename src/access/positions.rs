//! Where in the text of a policy its statements stand.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html>; recorded replies begin
//! a statement right behind the bracket or comma before it, a lone one behind its own brace, and
//! end it right behind its closing brace.

/// A place in a text: line and column, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: i32,
    /// The column.
    pub column: i32,
}

/// From where to where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
}

/// The places of the statements of a policy, in order. The text must be one that was parsed.
pub fn of_statements(text: &str) -> Vec<Range> {
    let mut scan = Scan {
        at: Place { line: 1, column: 1 },
        depth: 0,
        text: None,
        last: String::new(),
        key: String::new(),
        listed: false,
        start: None,
        found: Vec::new(),
    };
    for c in text.chars() {
        scan.take(c);
    }
    scan.found
}

/// What has been read so far.
struct Scan {
    /// The next place.
    at: Place,
    /// How many braces and brackets are open.
    depth: u32,
    /// Inside a text: whether the next character is escaped.
    text: Option<bool>,
    /// The text read last.
    last: String,
    /// The member of the policy being read.
    key: String,
    /// Whether its value is a list.
    listed: bool,
    /// Where the statement being read began.
    start: Option<Place>,
    found: Vec<Range>,
}

impl Scan {
    fn take(&mut self, c: char) {
        if c == '\n' {
            self.at = Place { line: self.at.line + 1, column: 1 };
        } else {
            self.at.column += 1;
        }
        match self.text {
            Some(true) => self.text = Some(false),
            Some(false) if c == '\\' => self.text = Some(true),
            Some(false) if c == '"' => self.text = None,
            Some(false) => self.last.push(c),
            None => self.structure(c),
        }
    }

    fn structure(&mut self, c: char) {
        let inside = self.key == "Statement";
        match c {
            '"' => {
                self.text = Some(false);
                self.last.clear();
            }
            ':' if self.depth == 1 => {
                self.key.clone_from(&self.last);
                self.listed = false;
            }
            '{' | '[' => {
                self.depth += 1;
                if inside && self.depth == 2 {
                    self.listed = c == '[';
                    self.start = Some(self.at);
                }
            }
            ',' if inside && self.listed && self.depth == 2 => self.start = Some(self.at),
            '}' | ']' => {
                self.depth = self.depth.saturating_sub(1);
                let outside = if self.listed { 2 } else { 1 };
                if inside && c == '}' && self.depth == outside {
                    let end = self.at;
                    self.found.extend(self.start.take().map(|start| Range { start, end }));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_have_places() {
        let alone = concat!(
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","#,
            r#""Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"#,
            r#""2018-08-16T12:00:00Z"}}}}"#
        );
        let spread = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \
                      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \
                      \"*\"\n    }\n  ]\n}";
        let two = r#"{"Statement":[{"Sid":"a}\"{","Action":["x"]},{"Sid":"b"}],"Id":"{"}"#;
        for (text, expected) in [
            (alone, vec![(1, 38, 1, 167)]),
            (spread, vec![(3, 17, 8, 6)]),
            (two, vec![(1, 15, 1, 45), (1, 46, 1, 57)]),
        ] {
            let found: Vec<_> = of_statements(text)
                .iter()
                .map(|r| (r.start.line, r.start.column, r.end.line, r.end.column))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
