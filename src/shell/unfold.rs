//! A script with its continued lines joined: a shell does that before it reads anything else.

/// What stands between words; `\r` before the end of a line is none either.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// The joined text, and where its parts come from.
pub(super) struct Unfolded<'a> {
    original: &'a str,
    /// What there is to read.
    pub text: String,
    /// Where parts of the text begin: here, and in the original.
    parts: Vec<(usize, usize)>,
}

/// Joins lines: outside of single quotes and comments, a `\` at the end of a line goes. Outside of
/// double quotes too, the blanks around it are one, so that an indented line reads as it means.
pub(super) fn unfold(original: &str) -> Unfolded<'_> {
    let mut reader = Reader {
        rest: original,
        unfolded: Unfolded { original, text: String::new(), parts: vec![(0, 0)] },
        double: vec![false],
        single: false,
        comment: false,
    };
    while reader.step() {}
    reader.unfolded
}

impl Unfolded<'_> {
    /// What stood before a place in the joined text.
    fn before(&self, offset: usize) -> &str {
        let part = self.parts.partition_point(|(here, _)| *here <= offset).saturating_sub(1);
        let (here, there) = self.parts.get(part).copied().unwrap_or_default();
        self.original.get(..there + (offset - here)).unwrap_or(self.original)
    }

    /// The line and column, from one, of a place in the joined text.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let before = self.before(offset);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    }

    /// A counter of lines.
    pub fn lines(&self) -> Lines<'_> {
        Lines { script: self, passed: 0, line: 1 }
    }
}

/// Counts lines as reading goes on: counting from the start each time would take too long.
pub(super) struct Lines<'a> {
    script: &'a Unfolded<'a>,
    passed: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a place in the joined text, behind the one asked for last.
    pub fn at(&mut self, offset: usize) -> usize {
        let before = self.script.before(offset);
        let passed = before.get(self.passed..).unwrap_or_default();
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.passed = before.len();
        self.line
    }
}

struct Reader<'a> {
    rest: &'a str,
    unfolded: Unfolded<'a>,
    /// Whether we stand in double quotes, for each `$(` that is open.
    double: Vec<bool>,
    single: bool,
    comment: bool,
}

impl Reader<'_> {
    /// Reads a character, or the end of a continued line.
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else { return false };
        let plain = !self.single && !self.comment;
        let quoted = self.double.last() == Some(&true);
        if plain && let Some(next) = continued(self.rest) {
            self.join(next, quoted);
            return true;
        }
        match c {
            '\n' => self.comment = false,
            '#' if plain && !quoted && self.at_word() => self.comment = true,
            '\'' if !self.comment && !quoted => self.single = !self.single,
            '"' if plain => {
                if let Some(double) = self.double.last_mut() {
                    *double = !quoted;
                }
            }
            '(' if plain && self.after_dollar() => self.double.push(false),
            ')' if plain && !quoted && self.double.len() > 1 => {
                self.double.pop();
            }
            '\\' if plain => self.take(),
            _ => {}
        }
        self.take();
        true
    }

    /// Whether a word can begin here: only there does `#` begin a comment.
    fn at_word(&self) -> bool {
        let before = self.unfolded.text.chars().next_back();
        before.is_none_or(|c| c.is_ascii_whitespace() || ";&|(".contains(c))
    }

    /// Whether a `$` that means something stands before here.
    fn after_dollar(&self) -> bool {
        let before = self.unfolded.text.strip_suffix('$');
        before.is_some_and(|before| escapes(before).is_multiple_of(2))
    }

    fn take(&mut self) {
        let mut chars = self.rest.chars();
        self.unfolded.text.extend(chars.next());
        self.rest = chars.as_str();
    }

    fn join(&mut self, next: &str, quoted: bool) {
        let from = self.unfolded.original.len() - next.len();
        self.rest = self.unfolded.original.get(from..).unwrap_or_default();
        let text = &mut self.unfolded.text;
        if !quoted {
            let indented = self.rest.trim_start_matches(BLANKS);
            let kept = unescaped_end(text);
            if kept < text.len() || indented.len() < self.rest.len() {
                text.truncate(kept);
                text.push(' ');
            }
            self.rest = indented;
        }
        self.unfolded.parts.push((text.len(), self.unfolded.original.len() - self.rest.len()));
    }
}

/// What follows a `\` at the end of a line.
fn continued(text: &str) -> Option<&str> {
    text.strip_prefix("\\\n").or_else(|| text.strip_prefix("\\\r\n"))
}

/// Where a text ends without the blanks behind it; one that is escaped belongs to it. The end of a
/// line is no blank: what stands before it is done.
pub(super) fn unescaped_end(text: &str) -> usize {
    let bare = text.trim_end_matches(BLANKS);
    (bare.len() + escapes(bare) % 2).min(text.len())
}

/// How many `\` a text ends in.
fn escapes(text: &str) -> usize {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count()
}
