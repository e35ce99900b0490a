//! The keyboard's help, made of the table that the listener uses.

use watchtrail::view::keys::{self, Action, Key};
use yew::prelude::*;

use crate::ui::parts::{Column, PageHead, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// The keyboard's help.
#[component]
pub fn Page() -> Html {
    let words = use_words();
    let columns =
        ["app.keys.key", "app.keys.does", "app.keys.where"].map(|key| Column::new(words.s(key)));
    let rows = keys::table().iter().map(|key| row(key, &words)).collect::<Vec<_>>();
    let native = ["app.keys.native.tab", "app.keys.native.arrows", "app.keys.native.escape"];
    html! {
        <>
            <PageHead title={words.s("app.page.keys")} note={words.t("app.keys.intro")} />
            <Panel flush=true>
                <Table caption={words.s("app.keys.caption")} columns={columns.to_vec()} {rows} />
            </Panel>
            <Panel title={words.s("app.keys.native.title")}>
                <ul>{ for native.iter().map(|key| html! { <li>{ words.t(key) }</li> }) }</ul>
            </Panel>
        </>
    }
}

fn row(key: &Key, words: &Words) -> Row {
    let press = key.press.iter().flat_map(|press| {
        press.split('+').map(|key| html! { <kbd>{ name(key) }</kbd> }).collect::<Vec<_>>()
    });
    let does = match key.action {
        Action::Go(_) => words.fill("app.keys.go", &[("page", &words.t(key.text))]),
        _ => words.t(key.text).to_owned(),
    };
    Row::new(key.press.join(" "), {
        vec![html! { <>{ for press }</> }, html! { does }, html! { words.t(key.at.text()) }]
    })
}

/// A letter as keyboards print it.
fn name(key: &str) -> String {
    if key.len() == 1 { key.to_ascii_uppercase() } else { key.to_owned() }
}
