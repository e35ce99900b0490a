//! Finds the records in a text that comes piece by piece, without reading more of it than it must:
//! a log file of CloudTrail, an answer of LookupEvents, a list, or one record after the other.

/// What a record may be long. AWS allows one 256 KB; an answer of LookupEvents escapes it.
const LONGEST: usize = 2 * 1024 * 1024;
/// So much that was read is kept before it is thrown away.
const KEPT: usize = 256 * 1024;
/// The members under which records stand.
const LISTS: [&str; 2] = ["Records", "Events"];

/// Where the scan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before a value of the outermost level.
    Outside,
    /// In the list of records; whether an object is around it.
    List(bool),
    /// Behind the list, in the object around it.
    Behind,
}

/// The next thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A record: the text of an object.
    Record(String),
    /// More of the text is needed.
    More,
    /// This is no JSON as records are written in.
    Fault(Fault),
}

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin with an object or a list.
    NotJson,
    /// It is JSON no longer from here on.
    Broken,
    /// It is not text in UTF-8.
    NotText,
    /// Something in it is longer than a record may be.
    TooLong,
}

/// A text and how far it has been read.
#[derive(Clone, Debug)]
pub struct Scanner {
    text: Vec<u8>,
    at: usize,
    place: Place,
}

impl Default for Scanner {
    fn default() -> Scanner {
        Scanner { text: Vec::new(), at: 0, place: Place::Outside }
    }
}

impl Scanner {
    /// Adds what comes next.
    pub fn push(&mut self, more: &[u8]) {
        if self.at > KEPT {
            self.text.drain(..self.at);
            self.at = 0;
        }
        self.text.extend_from_slice(more);
    }

    /// Whether everything was read, when the text has ended: nothing is left but space, and no
    /// list is open.
    pub fn is_done(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.place == Place::Outside && rest.iter().all(|byte| is_space(*byte))
    }

    /// The next record.
    pub fn find(&mut self) -> Found {
        loop {
            self.skip(|byte| is_space(byte) || byte == b',');
            let Some(byte) = self.text.get(self.at).copied() else { return Found::More };
            match (self.place, byte) {
                (Place::Outside, b'[') => self.enter(Place::List(false), 1),
                (Place::Outside, b'{') => match self.look_inside() {
                    Inside::List(offset) => self.enter(Place::List(true), offset),
                    Inside::Record(length) => return self.take(length),
                    Inside::More => return self.more(),
                    Inside::Broken => return Found::Fault(Fault::Broken),
                },
                // The mark some editors put before a text.
                (Place::Outside, 0xef) => match self.text.get(self.at..self.at + 3) {
                    Some([0xef, 0xbb, 0xbf]) => self.at += 3,
                    Some(_) => return Found::Fault(Fault::NotJson),
                    None => return Found::More,
                },
                (Place::Outside, _) => return Found::Fault(Fault::NotJson),
                (Place::List(around), b']') => {
                    self.enter(if around { Place::Behind } else { Place::Outside }, 1);
                }
                (Place::List(_), b'{') => match value_end(&self.text, self.at) {
                    End::At(end) => return self.take(end - self.at),
                    End::More => return self.more(),
                    End::Broken => return Found::Fault(Fault::Broken),
                },
                (Place::List(_), _) => return Found::Fault(Fault::Broken),
                (Place::Behind, b'}') => self.enter(Place::Outside, 1),
                (Place::Behind, b':') => self.at += 1,
                (Place::Behind, _) => match value_end(&self.text, self.at) {
                    End::At(end) => self.at = end,
                    End::More => return self.more(),
                    End::Broken => return Found::Fault(Fault::Broken),
                },
            }
        }
    }

    fn enter(&mut self, place: Place, over: usize) {
        self.place = place;
        self.at += over;
    }

    fn skip(&mut self, over: impl Fn(u8) -> bool) {
        while self.text.get(self.at).is_some_and(|byte| over(*byte)) {
            self.at += 1;
        }
    }

    /// Waits for the rest of a value, if it can still become one.
    fn more(&self) -> Found {
        let long = self.text.len().saturating_sub(self.at) > LONGEST;
        if long { Found::Fault(Fault::TooLong) } else { Found::More }
    }

    fn take(&mut self, length: usize) -> Found {
        let bytes = self.text.get(self.at..self.at + length).unwrap_or_default();
        let text = String::from_utf8(bytes.to_vec());
        self.at += length;
        text.map_or(Found::Fault(Fault::NotText), Found::Record)
    }

    /// What the object that begins here is: one around a list of records, or a record itself.
    fn look_inside(&self) -> Inside {
        let text = &self.text;
        let mut at = self.at + 1;
        loop {
            at = behind(text, at, |byte| is_space(byte) || byte == b',');
            match text.get(at) {
                None => return Inside::More,
                Some(b'}') => return Inside::Record(at + 1 - self.at),
                Some(b'"') => {}
                Some(_) => return Inside::Broken,
            }
            let name = match value_end(text, at) {
                End::At(end) => text.get(at + 1..end - 1).unwrap_or_default(),
                End::More => return Inside::More,
                End::Broken => return Inside::Broken,
            };
            at = behind(text, at + name.len() + 2, |byte| is_space(byte) || byte == b':');
            match text.get(at) {
                None => return Inside::More,
                Some(b'[') if LISTS.iter().any(|list| list.as_bytes() == name) => {
                    return Inside::List(at + 1 - self.at);
                }
                Some(_) => {}
            }
            at = match value_end(text, at) {
                End::At(end) => end,
                End::More => return Inside::More,
                End::Broken => return Inside::Broken,
            };
        }
    }
}

/// What an object of the outermost level is.
enum Inside {
    /// One around a list that begins so far behind its brace.
    List(usize),
    /// A record of this length.
    Record(usize),
    More,
    Broken,
}

/// Where a value ends.
enum End {
    At(usize),
    More,
    Broken,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn behind(text: &[u8], mut at: usize, over: impl Fn(u8) -> bool) -> usize {
    while text.get(at).is_some_and(|byte| over(*byte)) {
        at += 1;
    }
    at
}

/// The end of the value that begins at a place. Only its brackets and quotes are looked at.
fn value_end(text: &[u8], from: usize) -> End {
    let (mut depth, mut quoted, mut at) = (0_u32, false, from);
    while let Some(byte) = text.get(at).copied() {
        at += 1;
        match (quoted, byte) {
            (true, b'\\') => at += 1,
            (true, b'"') => quoted = false,
            (true, _) => continue,
            (false, b'"') => quoted = true,
            (false, b'{' | b'[') => depth += 1,
            (false, b'}' | b']') if depth == 0 => {
                return if at - 1 > from { End::At(at - 1) } else { End::Broken };
            }
            (false, b'}' | b']') => depth -= 1,
            (false, b',') if depth == 0 => {
                return if at - 1 > from { End::At(at - 1) } else { End::Broken };
            }
            (false, _) => continue,
        }
        let closed = !quoted && matches!(byte, b'"' | b'}' | b']');
        if closed && depth == 0 {
            return if at <= text.len() { End::At(at) } else { End::More };
        }
    }
    End::More
}
