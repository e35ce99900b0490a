//! The subscription filters of a group: listed, put, deleted.

use watchtrail::view::logs::{SubscriptionRow, act};
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Column, Denied, Empty, Panel, Row, Table, TextInput, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// What [`Subscriptions`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group's name.
    pub group: String,
    /// Its subscription filters.
    pub rows: Vec<SubscriptionRow>,
}

/// The subscription filters.
#[component]
pub fn Subscriptions(props: &Props) -> Html {
    let (words, creating) = (use_words(), use_opening());
    let columns = ["filter", "pattern", "destination", "forwarded", "do"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec();
    let empty = html! {
        <Empty title={words.s("logs.subscriptions.none")}>
            <p>{ words.t("logs.subscriptions.none.next") }</p>
        </Empty>
    };
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={creating.open}>
            { words.t("logs.subscription.create") }
        </Button>
    };
    let rows = props.rows.iter().map(|it| row(&words, &props.group, it));
    html! {
        <Panel title={words.s("logs.subscriptions")} flush=true {actions}>
            <Table caption={words.s("logs.subscriptions")} {columns} {empty}
                rows={rows.collect::<Vec<_>>()} />
            if creating.is_open {
                <Create group={props.group.clone()} onclose={creating.close} />
            }
        </Panel>
    }
}

fn row(words: &Words, group: &str, filter: &SubscriptionRow) -> Row {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &filter.name)];
    let told = match &filter.last {
        None => html! { words.t("logs.subscription.quiet") },
        Some((at, None)) => html! {
            <>
                { words.f("logs.subscription.forwarded", &[("n", &filter.forwarded)]) }
                <div class="muted"><When at={*at} /></div>
            </>
        },
        Some((at, Some(error))) => html! {
            <><Denied error={error.clone()} /><div class="muted"><When at={*at} /></div></>
        },
    };
    let delete = html! {
        <Confirm small=true danger=true label={words.s("logs.filter.delete")}
            name={words.f("logs.subscription.delete.of", &name)}
            title={words.f("logs.subscription.delete.ask", &name)}
            request={act::unsubscribe(group, &filter.name)}
            said={words.f("logs.filter.deleted", &name)}>
            <p>{ words.t("logs.subscription.delete.hint") }</p>
        </Confirm>
    };
    Row::new(
        filter.name.clone(),
        vec![
            html! { { &filter.name } },
            html! { <code>{ &filter.pattern }</code> },
            html! { <code>{ &filter.destination }</code> },
            told,
            delete,
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    group: String,
    onclose: Callback<()>,
}

/// The dialog that puts a subscription filter.
#[component]
fn Create(props: &CreateProps) -> Html {
    let words = use_words();
    let (name, pattern) = (use_state(String::new), use_state(String::new));
    let (destination, role) = (use_state(String::new), use_state(String::new));
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |new| state.set(new))
    };
    let ready = !name.trim().is_empty() && !destination.trim().is_empty();
    let to = (destination.trim(), role.trim());
    let request = ready.then(|| act::subscribe(&props.group, name.trim(), &pattern, to));
    html! {
        <Ask wide=true act={words.s("app.act.save")} {request} onclose={&props.onclose}
            title={words.s("logs.subscription.create")}
            said={words.f("logs.filter.put", &[("name", &name.trim())])}>
            <p class="hint">{ words.t("logs.subscription.explain") }</p>
            <TextInput label={words.s("logs.column.filter")} value={(*name).clone()} required=true
                oninput={set(&name)} />
            <TextInput label={words.s("logs.column.pattern")} value={(*pattern).clone()} mono=true
                oninput={set(&pattern)}
                hint={html! { words.t("logs.subscription.pattern.hint") }} />
            <TextInput label={words.s("logs.column.destination")} value={(*destination).clone()}
                mono=true required=true oninput={set(&destination)}
                placeholder="arn:aws:lambda:us-east-1:123456789012:function:NAME" />
            <TextInput label={words.s("logs.subscription.role")} value={(*role).clone()} mono=true
                oninput={set(&role)} hint={html! { words.t("logs.subscription.role.hint") }} />
        </Ask>
    }
}
