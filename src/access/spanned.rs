//! JSON with the place of every value: what `serde_json` does not tell.
//!
//! Lines count from 1, columns and offsets from 0, in characters, as in
//! <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Position.html>.

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: i32,
    /// The column, from 0.
    pub column: i32,
    /// The characters before it.
    pub offset: i32,
}

/// From where to where something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: Place,
    /// Right behind its end.
    pub end: Place,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`, a number, `true` or `false`, as written.
    Plain(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Members by name, in the order written.
    Object(Vec<(String, Node)>),
}

/// Reads a text that is known to be JSON; nothing if it is not.
pub fn read(text: &str) -> Option<Node> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    let place = Place { line: 1, ..Place::default() };
    let mut reader = Reader { rest: text, place };
    reader.value()
}

struct Reader<'a> {
    rest: &'a str,
    place: Place,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        self.place.offset += 1;
        self.place.column += 1;
        if c == '\n' {
            self.place.line += 1;
            self.place.column = 0;
        }
        Some(c)
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.take();
        }
    }

    /// The next character that is no space.
    fn next(&mut self) -> Option<char> {
        self.space();
        self.peek()
    }

    fn value(&mut self) -> Option<Node> {
        let first = self.next()?;
        let start = self.place;
        let kind = match first {
            '{' => Kind::Object(self.members()?),
            '[' => Kind::List(self.items()?),
            '"' => Kind::Text(self.text()?),
            _ => Kind::Plain(self.plain()),
        };
        Some(Node { span: Span { start, end: self.place }, kind })
    }

    fn members(&mut self) -> Option<Vec<(String, Node)>> {
        let mut members = Vec::new();
        self.take();
        while self.next()? != '}' {
            let name = self.text()?;
            self.next()?;
            self.take();
            members.push((name, self.value()?));
            if self.next()? == ',' {
                self.take();
            }
        }
        self.take();
        Some(members)
    }

    fn items(&mut self) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        self.take();
        while self.next()? != ']' {
            items.push(self.value()?);
            if self.next()? == ',' {
                self.take();
            }
        }
        self.take();
        Some(items)
    }

    fn text(&mut self) -> Option<String> {
        let before: &'a str = self.rest;
        self.take();
        let mut escaped = false;
        loop {
            match self.take()? {
                '"' if !escaped => break,
                c => escaped = c == '\\' && !escaped,
            }
        }
        serde_json::from_str(before.get(..before.len() - self.rest.len())?).ok()
    }

    fn plain(&mut self) -> String {
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']');
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| !ends(*c)) {
            text.push(c);
            self.take();
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        let text = "{\n  \"a\": [\"é\\\"\", 12],\n  \"b\": {}\n}";
        let node = read(text).unwrap();
        let Kind::Object(members) = node.kind else { panic!() };
        let place = |node: &Node| {
            let (start, end) = (node.span.start, node.span.end);
            (start.line, start.column, start.offset, end.column, end.offset)
        };
        let [(a, list), (b, object)] = members.as_slice() else { panic!() };
        assert_eq!((a.as_str(), place(list)), ("a", (2, 7, 9, 18, 20)));
        assert_eq!((b.as_str(), place(object)), ("b", (3, 7, 29, 9, 31)));
        let Kind::List(items) = &list.kind else { panic!() };
        assert_eq!(items[0].kind, Kind::Text("é\"".to_owned()));
        assert_eq!(
            (items[1].kind.clone(), place(&items[1])),
            (Kind::Plain("12".to_owned()), (2, 15, 17, 17, 19))
        );
        assert_eq!(read("{"), None);
    }
}
