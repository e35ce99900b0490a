//! The script grammar: what stands in a script, before anything of it runs.
//!
//! A small part of the shell's language, read as a shell reads it, so that a script of `aws` lines
//! runs the same in a real one. What a shell has and this one lacks (loops, `<`, `2>`) is refused
//! by name. `grammar.rs` reads it.

use std::fmt;

use super::fault::Fault;
use super::grammar;
use crate::text::Texts;

/// The most lines a script may have.
pub const MAX_LINES: usize = 1_000_000;
/// The most bytes a script may have.
pub const MAX_BYTES: usize = 64 << 20;
/// How deep `$(…)` may stand in `$(…)`.
pub const MAX_DEPTH: usize = 16;

/// A script that was read whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Its statements in order.
    pub statements: Vec<Statement>,
}

/// What runs as one: commands joined by `&&` and `||`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its first line, counted from 1.
    pub line: usize,
    /// As written, continued lines joined.
    pub text: String,
    /// What it does.
    pub chain: Chain,
}

/// Commands joined by `&&` and `||`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The first.
    pub first: Command,
    /// The others, and when each of them runs.
    pub rest: Vec<(Link, Command)>,
}

/// How a command follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// `&&`: it runs if the last one succeeded.
    And,
    /// `||`: it runs if the last one failed.
    Or,
}

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `NAME=value …`
    Assign(Vec<(String, Word)>),
    /// A verb and its arguments.
    Run(Vec<Word>),
    /// `a | b > FILE`: what each prints the next one reads, and the last one's goes to a file.
    Piped {
        /// The commands, each a verb with its arguments.
        stages: Vec<Vec<Word>>,
        /// The file.
        into: Option<Into>,
    },
    /// `at TIME WHO: …`: somebody does something later. Variables in it are read then.
    At {
        /// When.
        time: Word,
        /// As whom.
        who: Word,
        /// What, as written.
        text: String,
    },
}

/// A file that what is printed goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Into {
    /// Its path.
    pub file: Word,
    /// Whether it is written on, not anew: `>>`.
    pub on: bool,
}

/// A word: parts that stand together without a blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word(pub Vec<Part>);

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// Text in quotes: it makes a word even when it is empty.
    Quoted(String),
    /// `$NAME`.
    Variable {
        /// The name; `?` is the last exit status.
        name: String,
        /// Whether it stands in double quotes, where blanks in its value part no words.
        quoted: bool,
    },
    /// `$(…)`: what commands print.
    Output {
        /// The commands.
        chains: Vec<Chain>,
        /// Whether it stands in double quotes.
        quoted: bool,
    },
}

/// Why a text is not a script, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What was expected and what was found.
    pub fault: Fault,
}

impl ScriptError {
    /// The error in a language: `line 3, column 7: …`.
    pub fn say(&self, texts: &Texts) -> String {
        let fault = self.fault.say(texts);
        let args: [(&str, &dyn fmt::Display); 3] =
            [("line", &self.line), ("column", &self.column), ("fault", &fault)];
        texts.fill("shell.parse.where", &args)
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.fault)
    }
}

/// Reads a script whole.
///
/// # Errors
/// If any part of it is not in the grammar, or it is too long.
pub fn parse(text: &str) -> Result<Script, ScriptError> {
    grammar::script(text)
}

/// The words of one line without variables or `$(…)` in it: what goals and tables are written in.
///
/// # Errors
/// If the line is not words, or a word is not known before it runs.
pub fn words(line: &str) -> Result<Vec<String>, ScriptError> {
    let at_start = |fault| ScriptError { line: 1, column: 1, fault };
    let script = parse(line)?;
    let [Statement { chain: Chain { first: Command::Run(words), rest }, .. }] =
        script.statements.as_slice()
    else {
        return Err(at_start(Fault::new("shell.parse.one-command")));
    };
    if !rest.is_empty() {
        return Err(at_start(Fault::new("shell.parse.one-command")));
    }
    let literal = words.iter().map(Word::literal).collect::<Option<Vec<String>>>();
    literal.ok_or_else(|| at_start(Fault::new("shell.parse.literal")))
}

/// A word as it must be written to mean exactly this text.
pub fn quote(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@%+,*?[]{}".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

impl Word {
    /// Its text, if that is known before anything runs.
    pub fn literal(&self) -> Option<String> {
        let part = |part: &Part| match part {
            Part::Text(text) | Part::Quoted(text) => Some(text.clone()),
            Part::Variable { .. } | Part::Output { .. } => None,
        };
        self.0.iter().map(part).collect()
    }

    /// Its text, if it is one unquoted text.
    pub fn bare(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}

impl Chain {
    /// How many commands it has.
    pub fn len(&self) -> usize {
        1 + self.rest.len()
    }

    /// Whether it has none, which no chain has.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// A command by its place, and how it follows the one before.
    pub fn get(&self, index: usize) -> Option<(Option<Link>, &Command)> {
        match index.checked_sub(1) {
            None => Some((None, &self.first)),
            Some(i) => self.rest.get(i).map(|(link, command)| (Some(*link), command)),
        }
    }
}

impl fmt::Display for Script {
    /// The statements, each on a line of its own; comments are gone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statements.iter().try_for_each(|statement| writeln!(f, "{}", statement.text))
    }
}
