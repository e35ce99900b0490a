//! Brings files in, a little at a time, so that whoever draws the page can draw between.

use super::read::{Object, read};
use super::scan::{Fault, Found, Scanner};
use super::unpack::{Piece, Unpack};
use super::{Evidence, MOST, Note, Trouble};

/// Files on their way in.
#[derive(Default)]
pub struct Import {
    evidence: Evidence,
    open: Option<Open>,
}

/// The file that is being read.
struct Open {
    name: String,
    unpack: Unpack,
    scanner: Scanner,
    /// Whether no more bytes come.
    ended: bool,
    taken: usize,
    twice: usize,
    strangers: usize,
    trouble: Option<Trouble>,
}

impl Import {
    /// Goes on from what is there already.
    pub fn onto(evidence: Evidence) -> Import {
        Import { evidence, open: None }
    }

    /// How many records there are by now.
    pub fn records(&self) -> usize {
        self.evidence.len()
    }

    /// Begins with a file.
    pub fn begin(&mut self, name: &str) {
        self.end();
        self.open = Some(Open {
            name: name.to_owned(),
            unpack: Unpack::default(),
            scanner: Scanner::default(),
            ended: false,
            taken: 0,
            twice: 0,
            strangers: 0,
            trouble: None,
        });
    }

    /// Takes the file's next bytes. [`Import::work`] reads them.
    pub fn feed(&mut self, bytes: &[u8]) {
        if let Some(open) = &mut self.open {
            open.unpack.push(bytes);
        }
    }

    /// The file cannot be read further.
    pub fn fail(&mut self, trouble: Trouble) {
        if let Some(open) = &mut self.open {
            open.trouble = Some(trouble);
        }
    }

    /// Reads at most so many records or pieces of what was fed; whether there is more to read.
    pub fn work(&mut self, most: usize) -> bool {
        for _ in 0..most {
            let Some(open) = &mut self.open else { return false };
            if !open.step(&mut self.evidence) {
                return false;
            }
        }
        true
    }

    /// Ends the file: what was fed is all of it.
    pub fn end(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.ended = true;
        while self.work(usize::MAX) {}
        let Some(mut open) = self.open.take() else { return };
        if open.trouble.is_none() {
            open.trouble = open.at_the_end();
        }
        self.evidence.note(Note {
            name: open.name,
            taken: open.taken,
            twice: open.twice,
            strangers: open.strangers,
            trouble: open.trouble,
        });
    }

    /// Everything that was brought in, in order.
    pub fn finish(mut self) -> Evidence {
        self.end();
        self.evidence.sort();
        self.evidence
    }
}

impl Open {
    /// Reads one record, or unpacks one piece; whether there may be more.
    fn step(&mut self, evidence: &mut Evidence) -> bool {
        if self.trouble.is_some() {
            return false;
        }
        match self.scanner.find() {
            Found::Record(text) => self.take(&text, evidence),
            Found::Fault(fault) => self.trouble = Some(self.of_fault(fault)),
            Found::More => match self.unpack.step(self.ended) {
                Piece::Text(text) => self.scanner.push(&text),
                Piece::More => return false,
                Piece::Damaged => self.trouble = Some(Trouble::Gzip),
                Piece::Zip => self.trouble = Some(Trouble::Zip),
            },
        }
        self.trouble.is_none()
    }

    fn take(&mut self, text: &str, evidence: &mut Evidence) {
        if evidence.len() >= MOST {
            self.trouble = Some(Trouble::Full);
            return;
        }
        match read(text) {
            Ok(Object::Record(read, own)) => {
                if evidence.keep(*read, own.as_deref().unwrap_or(text)) {
                    self.taken += 1;
                } else {
                    self.twice += 1;
                }
            }
            Ok(Object::Digest) => self.trouble = Some(Trouble::Digest),
            Ok(Object::Stranger) => self.strangers += 1,
            Err(error) => self.trouble = Some(Trouble::Json(error.to_string())),
        }
    }

    fn of_fault(&self, fault: Fault) -> Trouble {
        match fault {
            Fault::NotJson if self.taken == 0 => Trouble::NotJson,
            Fault::NotJson | Fault::Broken => Trouble::Broken,
            Fault::NotText => Trouble::NotText,
            Fault::TooLong => Trouble::TooLong,
        }
    }

    /// What is wrong with a file that has ended.
    fn at_the_end(&self) -> Option<Trouble> {
        if !self.unpack.is_done() {
            Some(Trouble::Gzip)
        } else if !self.scanner.is_done() {
            Some(Trouble::Broken)
        } else if self.taken + self.twice == 0 && self.strangers > 0 {
            Some(Trouble::Strangers)
        } else if self.taken + self.twice == 0 {
            Some(Trouble::Empty)
        } else {
            None
        }
    }
}
