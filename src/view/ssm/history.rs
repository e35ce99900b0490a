//! The versions of a parameter as GetParameterHistory tells them, and the labels on them.

use serde_json::Value;

use crate::api::Shape as _;
use crate::services::Request;
use crate::services::ssm::api::Request as Ssm;
use crate::services::ssm::shapes::{
    HistoryInput, HistoryOutput, LabelInput, LabelOutput, ParameterHistory, UnlabelInput,
};
use crate::sim::Time;

/// A version.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number.
    pub version: i64,
    /// Its value, sealed if it was not asked for as it is.
    pub value: String,
    /// When it was put.
    pub modified: Time,
    /// By whom.
    pub by: String,
    /// Its labels.
    pub labels: Vec<String>,
}

/// Reads the versions of a parameter.
pub fn read(name: &str, decrypted: bool) -> Request {
    let input = HistoryInput {
        name: name.to_owned(),
        with_decryption: decrypted.then_some(true),
        ..Default::default()
    };
    Ssm::GetParameterHistory(input).into()
}

/// The versions in a reply, newest first.
pub fn rows(reply: Value) -> Vec<Row> {
    let row = |one: ParameterHistory| Row {
        version: one.version,
        value: one.value,
        modified: one.modified.0,
        by: one.modified_by,
        labels: one.labels,
    };
    let read = HistoryOutput::read(reply).unwrap_or_default();
    read.parameters.into_iter().rev().map(row).collect()
}

/// Attaches the labels that are typed to a version; nothing as long as there are none.
pub fn label(name: &str, version: i64, typed: &str) -> Option<Request> {
    let parts = typed.split(',').map(|part| part.trim().to_owned());
    let labels: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let input = LabelInput { name: name.to_owned(), version: Some(version), labels };
    (!input.labels.is_empty()).then(|| Ssm::LabelParameterVersion(input).into())
}

/// What of it were no labels, in the reply.
pub fn invalid(reply: Value) -> Vec<String> {
    LabelOutput::read(reply).unwrap_or_default().invalid
}

/// Takes a label off a version.
pub fn unlabel(name: &str, version: i64, label: &str) -> Request {
    let labels = vec![label.to_owned()];
    Ssm::UnlabelParameterVersion(UnlabelInput { name: name.to_owned(), version, labels }).into()
}
