//! What was published to a topic, and who heard it.

use std::fmt::Display;

use watchtrail::services::sns::facts::Undelivered;
use watchtrail::view::route::Route;
use watchtrail::view::sns::heard::{Heard, Message};
use watchtrail::view::sns::missed;
use yew::prelude::*;

use crate::ui::parts::{Column, Empty, Link, Panel, Row, Status, Table, Tone, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Messages`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The messages, newest first.
    pub messages: Vec<Message>,
}

/// What was published to a topic, and who heard it.
#[component]
pub fn Messages(props: &Props) -> Html {
    let words = use_words();
    let columns = ["time", "subject", "by", "heard"]
        .map(|name| Column::new(words.s(&format!("sns.heard.{name}"))))
        .to_vec();
    let empty = html! {
        <Empty title={words.s("sns.heard.empty")}>
            <p>{ words.t("sns.heard.empty.next") }</p>
        </Empty>
    };
    let rows = props.messages.iter().map(|message| row(&words, message));
    html! {
        <Panel title={words.s("sns.heard.title")} flush=true
            note={html! { words.t("sns.heard.note") }}>
            <Table caption={words.s("sns.heard.title")} {columns} {empty}
                rows={rows.collect::<Vec<_>>()} />
        </Panel>
    }
}

fn row(words: &Words, message: &Message) -> Row {
    let by = match &message.alarm {
        Some(name) => html! { <Link to={Route::alarm(name)}>{ name }</Link> },
        None => html! { words.t("sns.heard.call") },
    };
    let heard = match message.subscriptions {
        0 => html! { <Status kind={Tone::Warning} label={words.s("sns.heard.nobody")} /> },
        _ => html! {
            <ul class="plain">
                { for message.heard.iter().map(|heard| one(words, heard)) }
            </ul>
        },
    };
    let subject = message.subject.clone().unwrap_or_else(|| "–".to_owned());
    Row::new(
        message.id.clone(),
        vec![html! { <When at={message.time} /> }, html! { subject }, by, heard],
    )
}

fn one(words: &Words, heard: &Heard) -> Html {
    let (kind, label) = match &heard.missed {
        None => (Tone::Good, words.f("sns.heard.delivered", &[("endpoint", &heard.endpoint)])),
        Some(Undelivered::PendingConfirmation) => {
            (Tone::Bad, words.f("sns.heard.pending", &[("endpoint", &heard.endpoint)]))
        }
        Some(Undelivered::Deleted) => (Tone::Bad, words.s("sns.heard.deleted")),
        Some(Undelivered::NotAllowed) => {
            (Tone::Bad, words.f("sns.heard.not-allowed", &[("endpoint", &heard.endpoint)]))
        }
        Some(Undelivered::NotTaken) => {
            (Tone::Bad, words.f("sns.heard.not-taken", &[("endpoint", &heard.endpoint)]))
        }
        Some(Undelivered::Filtered(miss)) => {
            let why = missed::why(miss, words);
            let args: [(&str, &dyn Display); 2] = [("endpoint", &heard.endpoint), ("why", &why)];
            (Tone::Neutral, words.f("sns.heard.filtered", &args))
        }
    };
    html! { <li><Status {kind} {label} /></li> }
}
