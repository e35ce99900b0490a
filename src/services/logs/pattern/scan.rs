//! Reading a pattern from left to right.

use super::regex::Regex;

/// What of a pattern is still to be read.
pub struct Scan<'a> {
    rest: &'a str,
    /// How many regular expressions there were.
    pub regexes: u32,
}

impl<'a> Scan<'a> {
    /// At the beginning.
    pub fn new(text: &'a str) -> Scan<'a> {
        Scan { rest: text, regexes: 0 }
    }

    /// Whether nothing is left but blanks.
    pub fn is_at_end(&self) -> bool {
        self.rest.trim().is_empty()
    }

    /// Goes over blanks.
    pub fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Goes over a word if it comes next.
    pub fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// The same behind blanks.
    pub fn next(&mut self, word: &str) -> bool {
        self.blanks();
        self.eat(word)
    }

    /// What comes up to the first character that does not fit.
    pub fn run(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (head, tail) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = tail;
        head
    }

    /// What comes up to a word, which is gone over, too.
    pub fn up_to(&mut self, word: &str) -> Option<&'a str> {
        let (head, tail) = self.rest.split_once(word)?;
        self.rest = tail;
        Some(head)
    }

    /// A text whose opening quotation mark was read.
    pub fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => match chars.next()? {
                    c @ ('"' | '\\') => text.push(c),
                    c => text.extend(['\\', c]),
                },
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(text)
    }

    /// A regular expression whose opening `%` was read.
    pub fn regex(&mut self) -> Option<Regex> {
        self.regexes += 1;
        Regex::parse(self.up_to("%")?)
    }
}
