//! How the CLI's option parser takes a line apart: options anywhere, their values by count, unique
//! prefixes of names.
//!
//! The rules are those of Python's argparse, which the AWS CLI is built on:
//! <https://docs.python.org/3/library/argparse.html>

use super::python;

/// How many values an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// None: the option is a switch.
    Zero,
    /// Exactly one.
    One,
    /// One or none.
    Maybe,
    /// Any number.
    Any,
}

/// What a value must look like to be taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
}

/// An option.
#[derive(Clone, Debug)]
pub struct Opt {
    /// Its name without the dashes.
    pub name: String,
    /// Options with the same destination replace each other: `--x` and `--no-x`.
    pub dest: String,
    /// How many values it takes.
    pub count: Count,
    /// What they look like.
    pub kind: Kind,
    /// The values it takes; empty when all are.
    pub choices: &'static [&'static str],
    /// Whether a line without it is refused.
    pub required: bool,
}

impl Opt {
    /// An option that takes one text.
    pub fn text(name: &str) -> Opt {
        Opt {
            name: name.to_owned(),
            dest: name.to_owned(),
            count: Count::One,
            kind: Kind::Text,
            choices: &[],
            required: false,
        }
    }

    /// A switch.
    pub fn switch(name: &str) -> Opt {
        Opt { count: Count::Zero, ..Opt::text(name) }
    }

    /// An option that takes one of a few words.
    pub fn choice(name: &str, choices: &'static [&'static str]) -> Opt {
        Opt { choices, ..Opt::text(name) }
    }
}

/// The word that stands without an option before it.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// Whether a line without it is refused.
    pub required: bool,
    /// The words it may be; empty when all are.
    pub choices: Vec<&'a str>,
}

/// What an option was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing: it is a switch, or its value was left out.
    Switch,
    /// One text.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl Given {
    /// The first text given.
    pub fn first(&self) -> Option<&str> {
        match self {
            Given::Switch => None,
            Given::One(text) => Some(text),
            Given::Many(texts) => texts.first().map(String::as_str),
        }
    }
}

/// A line taken apart.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The options given, by index in the table; of one destination only the last.
    pub given: Vec<(usize, Given)>,
    /// The word.
    pub word: Option<String>,
    /// What was not understood, in order.
    pub rest: Vec<String>,
}

/// Takes a line apart, or says what is wrong with it.
pub fn parse(opts: &[Opt], word: &Word<'_>, args: &[String]) -> Result<Parsed, String> {
    let mut parser = Parser { opts, word, args, pattern: Vec::new(), out: Parsed::default() };
    parser.classify()?;
    parser.walk()?;
    parser.missing()?;
    Ok(parser.out)
}

/// What one argument is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Value,
    Option { index: usize, value: Option<String> },
    Unknown,
}

struct Parser<'a> {
    opts: &'a [Opt],
    word: &'a Word<'a>,
    args: &'a [String],
    pattern: Vec<Part>,
    out: Parsed,
}

impl Parser<'_> {
    fn classify(&mut self) -> Result<(), String> {
        let mut only_values = false;
        for arg in self.args {
            let part = if only_values { Part::Value } else { self.part(arg)? };
            only_values = only_values || arg == "--";
            self.pattern.push(part);
        }
        Ok(())
    }

    fn part(&self, arg: &str) -> Result<Part, String> {
        let Some(body) = arg.strip_prefix('-').filter(|body| !body.is_empty()) else {
            return Ok(Part::Value);
        };
        let (name, value) = match body.strip_prefix('-') {
            Some(long) => match long.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (long, None),
            },
            None => ("", None),
        };
        if name.is_empty() {
            let is_value = python::is_negative_number(arg) || arg.contains(' ');
            return Ok(if is_value { Part::Value } else { Part::Unknown });
        }
        if let Some(index) = self.opts.iter().position(|opt| opt.name == name) {
            return Ok(Part::Option { index, value });
        }
        let alike: Vec<usize> =
            (0..self.opts.len()).filter(|i| self.name(*i).starts_with(name)).collect();
        match alike.as_slice() {
            [] if arg.contains(' ') => Ok(Part::Value),
            [] => Ok(Part::Unknown),
            [index] => Ok(Part::Option { index: *index, value }),
            _ => {
                let names: Vec<String> =
                    alike.iter().map(|i| format!("--{}", self.name(*i))).collect();
                Err(format!("ambiguous option: {arg} could match {}", names.join(", ")))
            }
        }
    }

    fn name(&self, index: usize) -> &str {
        self.opts.get(index).map_or("", |opt| opt.name.as_str())
    }

    fn is_value(&self, at: usize) -> bool {
        self.pattern.get(at) == Some(&Part::Value)
    }

    fn arg(&self, at: usize) -> String {
        self.args.get(at).cloned().unwrap_or_default()
    }

    fn walk(&mut self) -> Result<(), String> {
        let end = self.pattern.iter().rposition(|part| *part != Part::Value).map_or(0, |i| i + 1);
        let mut at = 0;
        while at < end {
            if !self.is_value(at) {
                at = self.option(at)?;
            } else if self.out.word.is_none() {
                at = self.take_word(at)?;
            } else {
                self.out.rest.push(self.arg(at));
                at += 1;
            }
        }
        if at < self.args.len() && self.out.word.is_none() {
            at = self.take_word(at)?;
        }
        self.out.rest.extend(self.args.iter().skip(at).cloned());
        Ok(())
    }

    fn take_word(&mut self, at: usize) -> Result<usize, String> {
        let text = self.arg(at);
        choice(self.word.name, &self.word.choices, &text)?;
        self.out.word = Some(text);
        Ok(at + 1)
    }

    fn option(&mut self, at: usize) -> Result<usize, String> {
        let Some(Part::Option { index, value }) = self.pattern.get(at).cloned() else {
            self.out.rest.push(self.arg(at));
            return Ok(at + 1);
        };
        let Some(opt) = self.opts.get(index) else { return Ok(at + 1) };
        let (given, next) = match (opt.count, value) {
            (Count::Zero, None) => (Given::Switch, at + 1),
            (Count::Zero, Some(value)) => {
                let shown = python::repr(&value);
                return Err(opt_error(opt, &format!("ignored explicit argument {shown}")));
            }
            (Count::Any, Some(value)) => (Given::Many(vec![value]), at + 1),
            (_, Some(value)) => (Given::One(value), at + 1),
            (Count::Any, None) => {
                let count = (at + 1..).take_while(|i| self.is_value(*i)).count();
                let values = (at + 1..=at + count).map(|i| self.arg(i)).collect();
                (Given::Many(values), at + 1 + count)
            }
            (_, None) if self.is_value(at + 1) => (Given::One(self.arg(at + 1)), at + 2),
            (Count::Maybe, None) => (Given::Switch, at + 1),
            (Count::One, None) => return Err(opt_error(opt, "expected one argument")),
        };
        if let Given::One(text) = &given {
            kind(opt, text)?;
            choice(&format!("--{}", opt.name), opt.choices, text)?;
        }
        let (opts, dest) = (self.opts, &opt.dest);
        self.out.given.retain(|(i, _)| opts.get(*i).is_none_or(|other| other.dest != *dest));
        self.out.given.push((index, given));
        Ok(next)
    }

    fn missing(&self) -> Result<(), String> {
        let given = |i: usize| self.out.given.iter().any(|(index, _)| *index == i);
        let mut missing: Vec<String> = (0..self.opts.len())
            .filter(|i| self.opts.get(*i).is_some_and(|opt| opt.required) && !given(*i))
            .map(|i| format!("--{}", self.name(i)))
            .collect();
        if self.word.required && self.out.word.is_none() {
            missing.push(self.word.name.to_owned());
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(format!("the following arguments are required: {}", missing.join(", ")))
    }
}

fn opt_error(opt: &Opt, what: &str) -> String {
    format!("argument --{}: {what}", opt.name)
}

fn kind(opt: &Opt, text: &str) -> Result<(), String> {
    let (good, kind) = match opt.kind {
        Kind::Text => return Ok(()),
        Kind::Int => (python::int(text).is_some(), "int"),
        Kind::Float => (python::float(text).is_some(), "float"),
    };
    if good {
        return Ok(());
    }
    Err(opt_error(opt, &format!("invalid {kind} value: {}", python::repr(text))))
}

/// Whether a word is one of the choices; if not, the CLI's message with the words most like it.
fn choice(name: &str, choices: &[&str], text: &str) -> Result<(), String> {
    if choices.is_empty() || choices.contains(&text) {
        return Ok(());
    }
    let mut message = format!("argument {name}: Found invalid choice '{text}'\n");
    let alike = python::close_matches(text, choices, 3, 0.8);
    if !alike.is_empty() {
        message.push_str("\nMaybe you meant:\n");
        for word in alike {
            message.push_str(&format!("\n  * {word}"));
        }
    }
    Err(message)
}
