//! A policy, statement by statement.

use watchtrail::view::iam::document::Line;
use yew::prelude::*;

use crate::ui::parts::{Column, Expand, Row, Status, Table, Tone};
use crate::ui::words::{Words, use_words};

/// The properties of [`Statements`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The statements.
    pub lines: Vec<Line>,
}

/// How many actions or resources are seen before the rest is folded away.
const SEEN: usize = 4;

/// A policy, statement by statement.
#[component]
pub fn Statements(props: &Props) -> Html {
    let words = use_words();
    let columns = ["effect", "actions", "resources", "conditions"]
        .map(|name| Column::new(words.s(&format!("iam.statement.{name}"))))
        .to_vec();
    let rows = props.lines.iter().enumerate().map(|(i, line)| row(&words, i, line));
    html! {
        <Table caption={words.s("iam.statement.title")} {columns}
            rows={rows.collect::<Vec<_>>()} />
    }
}

fn row(words: &Words, i: usize, line: &Line) -> Row {
    let (kind, label) = match line.allows {
        true => (Tone::Good, "Allow"),
        false => (Tone::Bad, "Deny"),
    };
    let conditions = match line.conditions {
        0 => "–".to_owned(),
        n => words.fill("iam.statement.conditions.count", &[("n", &n)]),
    };
    Row::new(
        i.to_string(),
        vec![
            html! { <Status {kind} {label} /> },
            names(words, line.not_actions, &line.actions),
            names(words, line.not_resources, &line.resources),
            html! { conditions },
        ],
    )
}

fn names(words: &Words, excluded: bool, items: &[String]) -> Html {
    let item = |text: &String| html! { <li key={text.clone()}><code>{ text }</code></li> };
    let (seen, folded) = items.split_at(items.len().min(SEEN));
    let more = words.fill("iam.statement.more", &[("n", &folded.len())]);
    html! {
        <>
            if excluded {
                <p>{ words.t("iam.statement.not") }</p>
            }
            <ul class="plain">{ for seen.iter().map(item) }</ul>
            if !folded.is_empty() {
                <Expand summary={html! { more }}>
                    <ul class="plain">{ for folded.iter().map(item) }</ul>
                </Expand>
            }
        </>
    }
}
