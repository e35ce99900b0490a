//! The arguments of the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::Arg::{Long, Short, Value};

use super::assets;
use crate::learn::Fleet;
use crate::shell::Fault;
use crate::sim::{Setup, Time};
use crate::text::Lang;

/// What was given.
#[derive(Debug)]
pub struct Args {
    /// The first word: `run`, `check`, `fleet`, `help`.
    pub command: Option<String>,
    /// The words behind it.
    pub files: Vec<OsString>,
    /// How the world begins.
    pub setup: Setup,
    /// How large a fleet is.
    pub fleet: Fleet,
    /// Whether to print JSON.
    pub json: bool,
    /// The language of our own messages.
    pub lang: Lang,
    /// Where texts and labs are.
    pub assets: PathBuf,
    /// Where to write what lies in buckets at the end.
    pub export: Option<PathBuf>,
    /// Whether to explain the arguments.
    pub help: bool,
    /// Whether to say which version this is.
    pub version: bool,
}

impl Default for Args {
    fn default() -> Args {
        Args {
            command: None,
            files: Vec::new(),
            setup: Setup::default(),
            fleet: Fleet { instances: 10, alarms: 10, days: 1, period_secs: 60 },
            json: false,
            lang: Lang::En,
            assets: assets::package(),
            export: None,
            help: false,
            version: false,
        }
    }
}

impl Args {
    /// Reads arguments, as far as they go.
    ///
    /// # Errors
    /// What was expected and what was found.
    pub fn read(&mut self, mut parser: lexopt::Parser) -> Result<(), Fault> {
        while let Some(arg) = parser.next().map_err(problem)? {
            match arg {
                Short('h') | Long("help") => self.help = true,
                Short('V') | Long("version") => self.version = true,
                Long("json") => self.json = true,
                Long("assets") => self.assets = parser.value().map_err(problem)?.into(),
                Long("lang") => {
                    let text = value(&mut parser)?;
                    let known = Lang::ALL.into_iter().find(|lang| lang.code() == text);
                    self.lang = known.ok_or_else(|| wrong("shell.run.lang", text))?;
                }
                Long("seed") => {
                    let text = value(&mut parser)?;
                    self.setup.seed = text.parse().map_err(|_| wrong("shell.run.seed", text))?;
                }
                Long("instances") => self.fleet.instances = count(&mut parser, "instances")?,
                Long("alarms") => self.fleet.alarms = count(&mut parser, "alarms")?,
                Long("days") => self.fleet.days = count(&mut parser, "days")?,
                Long("period") => self.fleet.period_secs = count(&mut parser, "period")?,
                Long("start") => {
                    let text = value(&mut parser)?;
                    let time = Time::parse(&text).filter(|_| crate::number::parse(&text).is_none());
                    let time = time.filter(|time| time.can_begin());
                    self.setup.start = time.ok_or_else(|| wrong("shell.run.start", text))?;
                }
                Long("export-s3") => {
                    self.export = Some(parser.value().map_err(problem)?.into());
                }
                Value(word) if self.command.is_none() => {
                    self.command = Some(word.to_string_lossy().into_owned());
                }
                Value(word) => self.files.push(word),
                other => return Err(problem(other.unexpected())),
            }
        }
        Ok(())
    }
}

fn value(parser: &mut lexopt::Parser) -> Result<String, Fault> {
    let value = parser.value().map_err(problem)?;
    Ok(value.to_string_lossy().into_owned())
}

/// A whole number from 1 up.
fn count(parser: &mut lexopt::Parser, option: &'static str) -> Result<u32, Fault> {
    let text = value(parser)?;
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| wrong("shell.run.count", text).with("option", option))
}

fn wrong(key: &'static str, found: String) -> Fault {
    Fault::new(key).with("found", found)
}

fn problem(error: lexopt::Error) -> Fault {
    match error {
        lexopt::Error::MissingValue { option } => {
            Fault::new("shell.run.no-value").with("option", option.unwrap_or_default())
        }
        lexopt::Error::UnexpectedOption(option) => wrong("shell.run.unknown-option", option),
        lexopt::Error::UnexpectedValue { option, value } => {
            wrong("shell.run.needless-value", value.to_string_lossy().into_owned())
                .with("option", option)
        }
        other => Fault::new("shell.run.problem").with("problem", other.to_string()),
    }
}
