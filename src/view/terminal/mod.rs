//! The terminal's screen: what was typed and printed, and the way back through it.

mod recall;

use std::rc::Rc;

use crate::shell::complete::Completion;
use crate::shell::run::Printed;
use crate::sim::{Time, Who};

pub use recall::Recall;

/// The most entries a screen keeps; the oldest go first.
const MOST: usize = 500;

/// What the terminal shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    entries: Rc<Vec<Rc<Entry>>>,
    history: Rc<Vec<String>>,
    running: Option<String>,
    next: u64,
}

/// A command with what it printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from the others.
    pub id: u64,
    /// Whose prompt it stands at.
    pub prompt: String,
    /// What was typed.
    pub command: String,
    /// The simulated time when it ended.
    pub time: Option<Time>,
    /// Its exit status.
    pub exit: u8,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

/// `jiwoo@cloudshell:~$`; whoever acts in a role is called by neither its key nor its name.
pub fn prompt(who: &Who) -> String {
    let name = match who {
        Who::Session(_) => "role",
        who => who.profile(),
    };
    format!("{name}@cloudshell:~$")
}

impl Screen {
    /// The entries, oldest first.
    pub fn entries(&self) -> &Rc<Vec<Rc<Entry>>> {
        &self.entries
    }

    /// What was typed, oldest first, no line twice in a row.
    pub fn history(&self) -> &Rc<Vec<String>> {
        &self.history
    }

    /// What runs now.
    pub fn running(&self) -> Option<&str> {
        self.running.as_deref()
    }

    /// Something was typed, and runs from now on.
    pub fn typed(&mut self, text: &str) {
        self.remember(text);
        self.running = Some(text.trim_end().to_owned());
    }

    fn remember(&mut self, text: &str) {
        let text = text.trim_end();
        if self.history.last().map(String::as_str) != Some(text) {
            Rc::make_mut(&mut self.history).push(text.to_owned());
        }
    }

    /// A command ended.
    pub fn printed(&mut self, who: &Who, printed: Printed) {
        let Printed { time, command, exit, stdout, stderr, .. } = printed;
        let prompt = prompt(who);
        self.push(Entry { id: 0, prompt, command, time: Some(time), exit, stdout, stderr });
    }

    /// The same where what is expected is to be seen to hold: an `expect` that prints nothing,
    /// because it holds, is answered by a line.
    pub fn shown(&mut self, who: &Who, mut printed: Printed, holds: &str) {
        if printed.exit == 0 && printed.command.starts_with("expect ") {
            printed.stdout = format!("✓ {holds}\n");
        }
        self.printed(who, printed);
    }

    /// What was typed cannot be read, and why.
    pub fn unreadable(&mut self, who: &Who, text: &str, why: &str) {
        self.remember(text);
        let (prompt, command) = (prompt(who), text.trim_end().to_owned());
        let stderr = format!("{why}\n");
        self.push(Entry {
            id: 0,
            prompt,
            command,
            time: None,
            exit: 1,
            stdout: String::new(),
            stderr,
        });
    }

    /// Everything typed has ended.
    pub fn ended(&mut self) {
        self.running = None;
    }

    /// What ran was stopped: `^C`, exit status 130 as in a shell.
    pub fn interrupted(&mut self, who: &Who) {
        if let Some(command) = self.running.take() {
            let (prompt, stderr) = (prompt(who), "^C\n".to_owned());
            let stdout = String::new();
            self.push(Entry { id: 0, prompt, command, time: None, exit: 130, stdout, stderr });
        }
    }

    /// Clears the screen; what was typed can still be called back.
    pub fn clear(&mut self) {
        self.entries = Rc::default();
    }

    /// Everything on it, as text.
    pub fn text(&self) -> String {
        let entry = |entry: &Rc<Entry>| {
            format!("{} {}\n{}{}", entry.prompt, entry.command, entry.stdout, entry.stderr)
        };
        self.entries.iter().map(entry).collect()
    }

    fn push(&mut self, entry: Entry) {
        let id = self.next;
        self.next += 1;
        let entries = Rc::make_mut(&mut self.entries);
        if entries.len() >= MOST {
            entries.remove(0);
        }
        entries.push(Rc::new(Entry { id, ..entry }));
    }
}

/// A line after the Tab key, with the cursor (bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The line.
    pub line: String,
    /// Where the cursor stands in it.
    pub cursor: usize,
    /// What else could stand there, to choose from: word and what it is.
    pub choices: Vec<(String, String)>,
}

/// What the Tab key makes of a line: the only possibility, else as much as all have in common.
pub fn tab(line: &str, cursor: usize, completion: &Completion) -> Completed {
    let whole: Vec<&str> = completion.candidates.iter().map(|one| one.text.as_str()).collect();
    match whole.as_slice() {
        [] => Completed { line: line.to_owned(), cursor, choices: Vec::new() },
        [only] => {
            let open = only.ends_with(['=', ',', '/', ':']);
            let word = if open { (*only).to_owned() } else { format!("{only} ") };
            put(line, cursor, completion.start, &word, Vec::new())
        }
        many => {
            let choices = completion.candidates.iter();
            let choices = choices.map(|one| (one.text.clone(), one.note.clone())).collect();
            let typed = line.get(completion.start..cursor).unwrap_or_default();
            let common = common(many);
            let word = if common.len() >= typed.len() { common } else { typed };
            put(line, cursor, completion.start, word, choices)
        }
    }
}

/// A line with one of the choices put in.
pub fn choose(line: &str, cursor: usize, start: usize, choice: &str) -> Completed {
    put(line, cursor, start, &format!("{choice} "), Vec::new())
}

fn put(
    line: &str,
    cursor: usize,
    start: usize,
    word: &str,
    choices: Vec<(String, String)>,
) -> Completed {
    let before = line.get(..start).unwrap_or(line);
    let after = line.get(cursor..).unwrap_or_default();
    let cursor = before.len() + word.len();
    Completed { line: format!("{before}{word}{after}"), cursor, choices }
}

/// What all the words begin with.
fn common<'a>(words: &[&'a str]) -> &'a str {
    let Some((first, rest)) = words.split_first() else { return "" };
    let len = |word: &&str| {
        let same = first.chars().zip(word.chars()).take_while(|(a, b)| a == b);
        same.map(|(c, _)| c.len_utf8()).sum::<usize>()
    };
    let len = rest.iter().map(len).min().unwrap_or(first.len());
    first.get(..len).unwrap_or_default()
}
