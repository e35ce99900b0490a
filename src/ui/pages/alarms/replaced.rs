//! What a call changes of the alarm that it replaces: what was, and what will be.

use watchtrail::view::alarms::replaced::Replaced;
use yew::prelude::*;

use crate::ui::parts::{Column, Panel, Row, Table};
use crate::ui::words::Words;

/// The changes, setting by setting.
pub fn replaced(all: &[Replaced], words: &Words) -> Html {
    let (title, note) = (words.s("alarms.replaced"), words.t("alarms.replaced.note"));
    if all.is_empty() {
        let none = words.t("alarms.replaced.none");
        return html! { <Panel {title} note={note.to_owned()}><p>{ none }</p></Panel> };
    }
    let columns = ["member", "was", "becomes"]
        .map(|name| Column::new(words.s(&format!("alarms.replaced.{name}"))));
    let rows: Vec<Row> = all.iter().map(|one| row(one, words)).collect();
    html! {
        <Panel title={title.clone()} note={note.to_owned()}>
            <Table caption={title} columns={columns.to_vec()} {rows} empty={html! {}} />
        </Panel>
    }
}

fn row(one: &Replaced, words: &Words) -> Row {
    let value = |value: &Option<String>| match value {
        Some(text) => html! { text.clone() },
        None => html! { <span class="hint">{ words.t("alarms.replaced.unset") }</span> },
    };
    let cells = vec![
        html! { <code>{ one.member.clone() }</code> },
        value(&one.was),
        html! {
            <>
                { value(&one.becomes) }
                if one.reset {
                    { " " }<span class="hint">{ words.t("alarms.replaced.reset") }</span>
                }
            </>
        },
    ];
    Row::new(one.member.clone(), cells)
}
