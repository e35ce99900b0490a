//! The page AWS answers a mail's link with, in AWS's words.

use serde_json::Value;

use crate::api::ApiError;
use crate::services::inbox::LinkAction;

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether what the link asked for was done.
    pub done: bool,
    /// Its heading.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// The link on it that takes back what was done.
    pub undo: Option<Undo>,
}

/// The last line of a page: words, the words of its link, and what that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The words before the link.
    pub before: &'static str,
    /// The link's words.
    pub label: &'static str,
    /// What it does.
    pub action: LinkAction,
}

/// The page that answers a link. Those of a confirmation are as people have published them; for
/// those of `Subscription removed!` none was found, and the words are ours.
pub fn answer(action: &LinkAction, reply: &Result<Value, ApiError>) -> Answer {
    let value = match reply {
        Ok(value) => value,
        Err(error) => return refused(error),
    };
    let page = |title: &str, lines: &[&str], undo| Answer {
        done: true,
        title: title.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        undo,
    };
    match action {
        LinkAction::Confirm { .. } => {
            let arn = value.get("SubscriptionArn").and_then(Value::as_str).unwrap_or_default();
            let undo = Undo {
                before: "If it was not your intention to subscribe, ",
                label: "click here to unsubscribe.",
                action: LinkAction::Unsubscribe { subscription: arn.to_owned() },
            };
            let lines = ["You have successfully subscribed.", "Your subscription's id is:", arn];
            page("Subscription confirmed!", &lines, Some(undo))
        }
        // AWS's page offers to subscribe again here; that link is not simulated.
        LinkAction::Unsubscribe { subscription } => {
            page("Subscription removed!", &["Your subscription's id is:", subscription], None)
        }
    }
}

/// SNS answers a link it refuses with its plain error.
fn refused(error: &ApiError) -> Answer {
    Answer {
        done: false,
        title: error.code.clone(),
        lines: vec![error.message.clone()],
        undo: None,
    }
}
