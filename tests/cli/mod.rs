//! The AWS CLI: command lines in, output, messages and exit codes out.

mod commands;
mod completing;
mod forms;
mod printing;
mod queries;
mod roles;
mod strict;
mod waiting;

use expect_test::ExpectFile;
use watchtrail::shell::aws::{Door, Finished, Ran, run};
use watchtrail::sim::{Call, Command, Outcome, Setup, Span, Who, World};
use watchtrail::text::{Lang, Texts};

use crate::support::read;

/// A terminal over a world.
pub struct Cli {
    /// The world.
    pub world: World,
    texts: Texts,
    /// Calls made so far.
    pub calls: usize,
}

impl Door for Cli {
    fn world(&self) -> &World {
        &self.world
    }

    fn call(&mut self, call: Call) -> Outcome {
        self.calls += 1;
        self.world.apply(&Command::Call(call))
    }

    fn set(&mut self, name: &str, value: &str) {
        self.world.apply(&Command::Set { name: name.to_owned(), value: value.to_owned() });
    }
}

/// The texts of one language that the CLI uses.
pub fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    texts.add(&read(&format!("static/text/{}/aws.json", lang.code()))).unwrap();
    texts
}

impl Cli {
    /// A terminal over a world as it begins.
    pub fn new() -> Cli {
        Cli { world: World::new(Setup::default()), texts: texts(Lang::En), calls: 0 }
    }

    /// Runs a line that begins with `aws`, as `admin`.
    pub fn line(&mut self, line: &str) -> Finished {
        let words = split(line);
        let texts = self.texts.clone();
        let who = Who::User("admin".to_owned());
        match run(words.get(1..).unwrap_or_default(), &who, self, &texts) {
            Ran::Ended(finished) => finished,
            Ran::Waits(mut waiter) => loop {
                if let Some(finished) = waiter.poll(self, &texts) {
                    break finished;
                }
                self.sleep(waiter.delay());
            },
        }
    }

    /// Runs a line that must succeed.
    pub fn ok(&mut self, line: &str) -> String {
        let finished = self.line(line);
        assert_eq!(finished.exit, 0, "{line}: {}", finished.stderr);
        finished.stdout
    }

    /// Lets time pass.
    pub fn sleep(&mut self, span: Span) {
        let until = self.world.now() + span;
        self.world.apply(&Command::Advance { until });
    }

    /// Runs lines, continued where `\` ends them, and compares everything that stands on the
    /// screen with a file.
    pub fn transcript(&mut self, lines: &str, expected: &ExpectFile) {
        let mut out = String::new();
        let lines: Vec<&str> = lines.split("\\\n").map(str::trim_start).collect();
        for line in lines.concat().lines().map(str::trim).filter(|line| !line.is_empty()) {
            let finished = self.line(line);
            out.push_str(&format!("$ {line}\n{}{}", finished.stdout, finished.stderr));
            if finished.exit != 0 {
                out.push_str(&format!("[exit {}]\n", finished.exit));
            }
        }
        expected.assert_eq(&out);
    }
}

/// Words as a POSIX shell splits them, as far as the lines here go.
pub fn split(line: &str) -> Vec<String> {
    let mut words: Vec<Option<String>> = vec![None];
    let mut quote = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let word = words.last_mut().unwrap();
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ' | '\n') => {
                if word.is_some() {
                    words.push(None);
                }
            }
            (None, '\\') => match chars.next() {
                Some('\n') => {}
                next => word.get_or_insert_default().extend(next),
            },
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.into_iter().flatten().collect()
}
