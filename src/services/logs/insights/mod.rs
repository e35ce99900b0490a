//! CloudWatch Logs Insights: queries over log events, in the language of AWS's own (CWLI).
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>

mod event;
mod expr;
mod extract;
mod functions;
mod group;
pub mod memo;
mod parse;
mod run;
mod value;
mod words;

pub use event::Event;
pub use parse::{Source, parse, split_source};
pub use run::{Column, Found, run};
pub use value::Value;

use expr::Expr;
use extract::Extract;
use group::Aggregate;

/// The most rows a query gives, and how many it gives unless it says so.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html>
pub const MAX_ROWS: usize = 10_000;

/// A query: its commands in their order.
#[derive(Clone, Debug)]
pub struct Query {
    commands: Vec<Command>,
}

/// One command.
#[derive(Clone, Debug)]
enum Command {
    /// Adds columns.
    Fields(Vec<Named>),
    /// Says which columns are shown at the end.
    Display(Vec<Named>),
    /// Keeps rows of which something holds.
    Filter(Expr),
    /// Takes new fields out of a text.
    Parse(Extract),
    /// Sums rows up, group by group.
    Stats { sums: Vec<Aggregate>, results: Vec<Named>, by: Vec<Named> },
    /// Orders rows: by what, and whether the greatest comes first.
    Sort(Vec<(Expr, bool)>),
    /// Keeps the first rows.
    Limit(usize),
    /// Keeps the first row of those that agree in these.
    Dedup(Vec<Expr>),
}

/// Something that is worked out, under the name it has from then on: its alias, or its own text.
#[derive(Clone, Debug)]
struct Named {
    expr: Expr,
    name: String,
}

/// Why a query is not run.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryError {
    /// It cannot be read: what stands at which character, counted from 0.
    Malformed {
        /// What AWS says.
        message: String,
        /// Where it begins.
        start: usize,
        /// Where it ends.
        end: usize,
    },
    /// It uses what is not simulated.
    NotSimulated(String),
}

impl Query {
    /// The names of what the last sums are grouped by.
    pub fn groups(&self) -> Vec<String> {
        self.by().iter().map(|named| named.name.clone()).collect()
    }

    fn by(&self) -> &[Named] {
        let last = self.commands.iter().rev().find_map(|command| match command {
            Command::Stats { by, .. } => Some(by.as_slice()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    /// The name of the first group that is a bin of time, if the last sums are over time.
    pub fn over_time(&self) -> Option<&str> {
        self.by().iter().find(|named| named.expr.is_bin()).map(|named| named.name.as_str())
    }
}
