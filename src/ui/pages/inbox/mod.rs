//! The pages of the mailbox: the mails, one mail.

mod answered;
mod list;
mod mail;

use watchtrail::services::sns::facts::Undelivered;
use watchtrail::view::inbox;
use watchtrail::view::inbox::{Asked, Kind};
use watchtrail::view::route::Route;
use watchtrail::view::sns::missed;
use yew::prelude::*;

use super::Shown;
use crate::ui::parts::{Status, Tone};
use crate::ui::words::Words;

/// What a mail is about, as a status.
fn kind(words: &Words, kind: &Kind) -> Html {
    let (kind, label) = match kind {
        Kind::Confirm(Asked::Open) => (Tone::Pending, words.s("inbox.kind.asked")),
        Kind::Confirm(Asked::Confirmed) => (Tone::Good, words.s("inbox.kind.confirmed")),
        Kind::Confirm(Asked::Gone) => (Tone::Neutral, words.s("inbox.kind.gone")),
        Kind::Alarm("ALARM") => (Tone::Bad, AttrValue::Static("ALARM")),
        Kind::Alarm("OK") => (Tone::Good, AttrValue::Static("OK")),
        Kind::Alarm(state) => (Tone::Unknown, AttrValue::Static(state)),
        Kind::Message => (Tone::Info, words.s("inbox.kind.message")),
        Kind::Missed(Undelivered::Filtered(_)) => (Tone::Neutral, words.s("inbox.kind.filtered")),
        Kind::Missed(_) => (Tone::Bad, words.s("inbox.kind.missed")),
    };
    html! { <Status {kind} {label} /> }
}

/// Why a mail was not sent.
fn why(words: &Words, reason: &Undelivered) -> AttrValue {
    match reason {
        Undelivered::PendingConfirmation => words.s("inbox.missed.pending"),
        Undelivered::Deleted => words.s("inbox.missed.deleted"),
        Undelivered::NotAllowed => words.s("inbox.missed.not-allowed"),
        Undelivered::NotTaken => words.s("inbox.missed.not-taken"),
        Undelivered::Filtered(miss) => {
            words.f("inbox.missed.filtered", &[("why", &missed::why(miss, words))])
        }
    }
}

/// The page of a route of the mailbox.
pub fn page(shown: &Shown<'_>) -> Html {
    match shown.route {
        Route::Mail(number) => {
            let model = inbox::mail::model(shown.world, *number);
            html! { <mail::Page key={*number} {model} /> }
        }
        _ => html! { <list::Page model={inbox::model(shown.world)} /> },
    }
}
