//! What a Lambda function that is a data source is asked, and what it answers.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_MultiDataSources-Connect-Custom.html>

use crate::sim::real::Real;
use crate::sim::time::Time;

/// Which function is asked, with what arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// The function, as it is named.
    pub function: String,
    /// The arguments: texts, numbers, true and false, as JSON.
    pub arguments: Vec<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Answer {
    /// Series, or one without points that says what went wrong.
    Series(Vec<Told>),
    /// The question is no good.
    Invalid(String),
}

/// A series of an answer.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Told {
    /// What it is called.
    pub label: String,
    /// `Complete`, `InternalError`, `PartialData` or `Forbidden`.
    pub status: &'static str,
    /// Codes and texts.
    pub messages: Vec<(String, String)>,
    /// Its points, oldest first.
    pub points: Vec<(Time, Real)>,
}

impl Answer {
    /// A series without points that says what went wrong.
    pub fn failed(status: &'static str, code: &str, text: &str) -> Answer {
        let messages = vec![(code.to_owned(), text.to_owned())];
        Answer::Series(vec![Told { label: String::new(), status, messages, points: Vec::new() }])
    }
}
