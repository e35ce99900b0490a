//! Going through the words of a query.

use crate::services::logs::insights::QueryError;
use crate::services::logs::insights::words::{Placed, Word, unexpected};

/// The words that are still to be read.
pub struct Reader<'a> {
    text: &'a str,
    words: &'a [Placed],
    next: usize,
}

impl<'a> Reader<'a> {
    /// At the beginning.
    pub fn new(text: &'a str, words: &'a [Placed]) -> Reader<'a> {
        Reader { text, words, next: 0 }
    }

    /// The next word.
    pub fn peek(&self) -> Option<&'a Word> {
        self.words.get(self.next).map(|placed| &placed.word)
    }

    /// Takes the next word.
    pub fn take(&mut self) -> Option<&'a Word> {
        let word = self.peek();
        self.next += 1;
        word
    }

    /// Goes back by a word.
    pub fn back(&mut self) -> &mut Reader<'a> {
        self.next = self.next.saturating_sub(1);
        self
    }

    /// Whether all words are read.
    pub fn is_at_end(&self) -> bool {
        self.next >= self.words.len()
    }

    /// Whether a keyword comes next, in any case.
    pub fn sees(&self, keyword: &str) -> bool {
        matches!(self.peek(), Some(Word::Name(word)) if word.eq_ignore_ascii_case(keyword))
    }

    /// Whether a parenthesis opens next.
    pub fn opens(&self) -> bool {
        matches!(self.peek(), Some(Word::Mark("(")))
    }

    /// Takes a keyword if it comes next.
    pub fn keyword(&mut self, keyword: &str) -> bool {
        let there = self.sees(keyword);
        self.next += usize::from(there);
        there
    }

    /// Takes a mark if it comes next.
    pub fn mark(&mut self, mark: &str) -> bool {
        let there = matches!(self.peek(), Some(Word::Mark(found)) if *found == mark);
        self.next += usize::from(there);
        there
    }

    /// Takes a mark.
    ///
    /// # Errors
    /// What stands there instead.
    pub fn want(&mut self, mark: &str) -> Result<(), QueryError> {
        if self.mark(mark) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Takes a keyword.
    ///
    /// # Errors
    /// What stands there instead.
    pub fn want_keyword(&mut self, keyword: &str) -> Result<(), QueryError> {
        if self.keyword(keyword) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Takes the name of a field.
    ///
    /// # Errors
    /// What stands there instead.
    pub fn name(&mut self) -> Result<String, QueryError> {
        match self.take() {
            Some(Word::Name(name) | Word::Quoted(name)) => Ok(name.clone()),
            _ => Err(self.back().unexpected()),
        }
    }

    /// The place of the next word.
    pub fn place(&self) -> usize {
        self.next
    }

    /// Goes back to a place.
    pub fn return_to(&mut self, place: usize) {
        self.next = place;
    }

    /// The text of the words since a place.
    pub fn text_since(&self, place: usize) -> String {
        let start = self.words.get(place).map_or(0, |placed| placed.start);
        let last = self.next.checked_sub(1).and_then(|last| self.words.get(last));
        let end = last.map_or(start, |placed| placed.end);
        self.text.get(start..end).unwrap_or_default().to_owned()
    }

    /// That the next word is not expected.
    pub fn unexpected(&self) -> QueryError {
        let end = self.text.len();
        let place = self.words.get(self.next).map_or((end, end), |it| (it.start, it.end));
        unexpected(self.text, place)
    }
}
