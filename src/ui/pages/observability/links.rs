//! Links: those of other accounts to this one's sink, and this account's own.

use watchtrail::view::observability::{Link, act};
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Button, Column, Empty, Panel, Row, Table, TextInput, use_opening};
use crate::ui::words::{Words, use_words};

/// What [`Attached`] and [`Own`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The links.
    pub links: Vec<Link>,
}

/// Who is linked to the sink.
#[component]
pub fn Attached(props: &Props) -> Html {
    let words = use_words();
    let row = |link: &Link| {
        let cells = vec![
            html! { <code>{ &link.other }</code> },
            html! { { &link.label } },
            html! { { link.types.join(", ") } },
            html! { <code>{ &link.arn }</code> },
        ];
        Row::new(link.arn.clone(), cells)
    };
    let empty = html! {
        <Empty title={words.s("observability.attached.none")}>
            <p>{ words.t("observability.attached.none.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={words.s("observability.attached")} flush=true>
            <Table caption={words.s("observability.attached")} {empty}
                columns={columns(&words, &["source", "label", "types", "link"])}
                rows={props.links.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

/// The account's own links.
#[component]
pub fn Own(props: &Props) -> Html {
    let (words, creating) = (use_words(), use_opening());
    let actions = html! {
        <Button onclick={creating.open}>{ words.t("observability.link.create") }</Button>
    };
    let empty = html! {
        <Empty title={words.s("observability.links.none")}>
            <p>{ words.t("observability.links.none.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={words.s("observability.links")} flush=true {actions}>
            <Table caption={words.s("observability.links")} {empty}
                columns={columns(&words, &["monitoring", "label", "types", "sink", "do"])}
                rows={props.links.iter().map(|link| own(&words, link)).collect::<Vec<_>>()} />
            if creating.is_open {
                <Create onclose={creating.close} />
            }
        </Panel>
    }
}

fn columns(words: &Words, names: &[&str]) -> Vec<Column> {
    let column = |name: &&str| Column::new(words.s(&format!("observability.column.{name}")));
    names.iter().map(column).collect()
}

fn own(words: &Words, link: &Link) -> Row {
    let account: [(&str, &dyn std::fmt::Display); 1] = [("account", &link.other)];
    let delete = html! {
        <Confirm small=true danger=true label={words.s("observability.link.delete")}
            name={words.f("observability.link.delete.of", &account)}
            title={words.f("observability.link.delete.ask", &account)}
            request={act::delete_link(&link.arn)} said={words.s("observability.link.deleted")}>
            <p>{ words.t("observability.link.delete.hint") }</p>
        </Confirm>
    };
    let cells = vec![
        html! { <code>{ &link.other }</code> },
        html! { { &link.label } },
        html! { { link.types.join(", ") } },
        html! { <code>{ &link.sink }</code> },
        delete,
    ];
    Row::new(link.arn.clone(), cells)
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    onclose: Callback<()>,
}

/// The dialog that makes a link.
#[component]
fn Create(props: &CreateProps) -> Html {
    let words = use_words();
    let sink = use_state(String::new);
    let label = use_state(|| act::LABELS.first().copied().unwrap_or_default().to_owned());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let ready = !sink.trim().is_empty() && !label.trim().is_empty();
    let request = ready.then(|| act::create_link(sink.trim(), label.trim()));
    let suggestions: Vec<AttrValue> = act::LABELS.map(AttrValue::Static).to_vec();
    html! {
        <Ask wide=true act={words.s("app.act.create")} title={words.s("observability.link.create")}
            {request}
            onclose={&props.onclose} said={words.s("observability.link.created")}>
            <p class="hint">{ words.t("observability.link.explain") }</p>
            <TextInput label={words.s("observability.link.sink")} value={(*sink).clone()}
                oninput={set(&sink)} required=true mono=true
                placeholder="arn:aws:oam:us-east-1:111122223333:sink/…"
                hint={html! { words.t("observability.link.sink.hint") }} />
            <TextInput label={words.s("observability.link.label")} value={(*label).clone()}
                oninput={set(&label)} required=true {suggestions}
                hint={html! { words.t("observability.link.label.hint") }} />
        </Ask>
    }
}
