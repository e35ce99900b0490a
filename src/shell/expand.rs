//! What words become when they run: variables and `$(…)` replaced, blanks in bare ones parted.

use super::fault::Fault;
use super::run::{self, Desk, Terminal};
use super::script::{Chain, Part, Word};
use crate::text::Texts;

/// The most bytes the values in one command may come to. Ours: it bounds what doubling a variable
/// over and over can do.
const MAX_VALUES: usize = 1 << 20;

/// Expands the words of one command.
pub(super) struct Expander<'a, 'd> {
    desk: &'a mut Desk<'d>,
    terminal: &'a Terminal,
    texts: &'a Texts,
    stderr: String,
    exit: Option<u8>,
    /// How many bytes all values were.
    used: usize,
}

impl<'a, 'd> Expander<'a, 'd> {
    pub(super) fn new(
        desk: &'a mut Desk<'d>,
        terminal: &'a Terminal,
        texts: &'a Texts,
    ) -> Expander<'a, 'd> {
        Expander { desk, terminal, texts, stderr: String::new(), exit: None, used: 0 }
    }

    /// What the `$(…)` complained of, and the status of the last.
    ///
    /// # Errors
    /// If the values were too long.
    pub(super) fn end(self) -> Result<(String, Option<u8>), Fault> {
        if self.used > MAX_VALUES {
            let most = MAX_VALUES.to_string();
            return Err(Fault::new("shell.too-long").with("most", most));
        }
        Ok((self.stderr, self.exit))
    }

    /// A word as one text.
    pub(super) fn text(&mut self, word: &Word) -> String {
        word.0.iter().map(|part| self.part(part)).collect()
    }

    /// A word as the fields it becomes: blanks in an unquoted value part them, and one that is
    /// empty altogether is none.
    pub(super) fn fields(&mut self, word: &Word) -> Vec<String> {
        let mut fields = Vec::new();
        let mut open: Option<String> = None;
        for part in &word.0 {
            let value = self.part(part);
            let parted = match part {
                Part::Variable { quoted, .. } | Part::Output { quoted, .. } => !quoted,
                Part::Text(_) | Part::Quoted(_) => false,
            };
            if !parted {
                open.get_or_insert_default().push_str(&value);
                continue;
            }
            if value.starts_with(char::is_whitespace) {
                fields.extend(open.take());
            }
            for (i, piece) in value.split_whitespace().enumerate() {
                if i > 0 {
                    fields.extend(open.take());
                }
                open.get_or_insert_default().push_str(piece);
            }
            if value.ends_with(char::is_whitespace) {
                fields.extend(open.take());
            }
        }
        fields.extend(open);
        fields
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Text(text) | Part::Quoted(text) => text.clone(),
            Part::Variable { name, .. } if name == "?" => self.terminal.status.to_string(),
            Part::Variable { name, .. } => {
                let value = self.desk.sim.world().env().get(name);
                self.used += value.map_or(0, String::len);
                value.filter(|_| self.used <= MAX_VALUES).cloned().unwrap_or_default()
            }
            Part::Output { chains, .. } => {
                let value = self.output(chains);
                self.used += value.len();
                value
            }
        }
    }

    /// What commands print, without the ends of lines behind it; nothing if they fail.
    fn output(&mut self, chains: &[Chain]) -> String {
        let mut terminal = self.terminal.clone();
        let out = run::at_once(chains, self.desk, &mut terminal, self.texts);
        self.stderr.push_str(&out.stderr);
        self.exit = Some(out.exit);
        let text = if out.exit == 0 { out.stdout.trim_end_matches('\n') } else { "" };
        text.to_owned()
    }
}
