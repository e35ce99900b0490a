//! The lifecycle rules of a bucket.

use watchtrail::learn::bet::Said;
use watchtrail::view::s3::rules::Rule;
use yew::prelude::*;

use crate::ui::parts::{Column, Panel, Row, Status, Table, Tone};
use crate::ui::words::{Words, use_words};

/// The properties of [`Rules`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The rules.
    pub rules: Vec<Rule>,
}

/// What becomes of objects when their days are over.
#[component]
pub fn Rules(props: &Props) -> Html {
    let words = use_words();
    let columns = vec![
        Column::new(words.s("s3.rules.id")),
        Column::new(words.s("s3.rules.status")),
        Column::new(words.s("s3.rules.about")),
        Column::new(words.s("s3.rules.acts")),
    ];
    let row = |rule: &Rule| {
        let (tone, label) = match rule.enabled {
            true => (Tone::Good, "s3.versions.on"),
            false => (Tone::Unknown, "s3.versions.off"),
        };
        let about = match rule.about.as_slice() {
            [] => html! { words.t("s3.rules.all") },
            lines => said(&words, lines),
        };
        let cells = vec![
            html! { <span class="mono">{ &rule.id }</span> },
            html! { <Status kind={tone} label={words.s(label)} /> },
            about,
            said(&words, &rule.acts),
        ];
        Row::new(rule.id.clone(), cells)
    };
    let title = words.s("s3.rules");
    let empty = html! { <p>{ words.t("s3.rules.none") }</p> };
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} {empty}
                rows={props.rules.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

fn said(words: &Words, lines: &[Said]) -> Html {
    lines.iter().map(|line| html! { <div>{ line.say(words.texts()) }</div> }).collect()
}
