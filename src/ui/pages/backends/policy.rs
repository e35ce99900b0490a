//! The policy of a table, a function or a queue: shown, and edited in place. That of a function is
//! made a statement at a time.

use watchtrail::view::backends::{Detail, Kind, act};
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, Code, Column, Empty, Expand, Panel, Row, Table, TextArea, TextInput, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Policy`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Whose it is.
    pub model: Detail,
}

/// The policy.
#[component]
pub fn Policy(props: &Props) -> Html {
    let words = use_words();
    let opening = use_opening();
    let model = &props.model;
    let of_function = model.kind == Kind::Function;
    let edit = if of_function { "backends.policy.add" } else { "backends.policy.edit" };
    let actions = html! {
        <Button small=true onclick={opening.open}>{ words.t(edit) }</Button>
    };
    let title = words.s("backends.policy");
    let (model, onclose) = (model.clone(), opening.close);
    html! {
        <Panel title={title.clone()} {actions}>
            <p>{ words.t(&model.kind.key("policy.explain")) }</p>
            if let Some(policy) = &model.policy {
                <Expand summary={html! { words.t("backends.policy.show") }}>
                    <Code text={policy.clone()} copy=true label={title} />
                </Expand>
                if of_function { { statements(&model, &words) } }
            } else {
                <Empty title={words.s("backends.policy.none")} />
            }
            if opening.is_open && of_function {
                <Add {model} {onclose} />
            } else if opening.is_open {
                <Edit {model} {onclose} />
            }
        </Panel>
    }
}

/// The statements of a function's policy, each with a way to take it out.
fn statements(model: &Detail, words: &Words) -> Html {
    let columns =
        vec![Column::new(words.s("backends.policy.id")), Column::new(words.s("backends.actions"))];
    let row = |id: &String| {
        let remove = act::remove_statement(model, id).map(|request| {
            html! {
                <Confirm label={words.s("backends.policy.remove")} small=true
                    name={words.f("backends.policy.remove.ask", &[("id", id)])}
                    title={words.f("backends.policy.remove.ask", &[("id", id)])} {request}
                    said={words.s("backends.policy.done")} />
            }
        });
        Row::new(id.clone(), vec![html! { id }, remove.unwrap_or_default()])
    };
    let rows: Vec<Row> = model.statements.iter().map(row).collect();
    html! { <Table caption={words.s("backends.policy.statements")} {columns} {rows} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct DialogProps {
    model: Detail,
    onclose: Callback<()>,
}

/// The dialog that sets the whole policy.
#[component]
fn Edit(props: &DialogProps) -> Html {
    let words = use_words();
    let text = use_state(|| props.model.policy.clone().unwrap_or_default());
    let oninput = {
        let text = text.clone();
        Callback::from(move |new| text.set(new))
    };
    let request = act::set_policy(&props.model, &text);
    html! {
        <Ask wide=true act={words.s("app.act.save")} title={words.s("backends.policy.edit")}
            {request}
            onclose={&props.onclose} said={words.s("backends.policy.done")}>
            <TextArea label={words.s("backends.policy")} required=true value={(*text).clone()}
                mono=true
                rows={16} {oninput} hint={html! { words.t("backends.policy.hint") }} />
        </Ask>
    }
}

/// The dialog that lets somebody invoke a function.
#[component]
fn Add(props: &DialogProps) -> Html {
    let words = use_words();
    let new = use_state(act::Statement::default);
    let field = |name: &str, value: &str, set: fn(&mut act::Statement, String)| {
        let oninput = {
            let new = new.clone();
            Callback::from(move |text: String| {
                let mut changed = (*new).clone();
                set(&mut changed, text);
                new.set(changed);
            })
        };
        html! {
            <TextInput label={words.s(&format!("backends.policy.{name}"))}
                value={value.to_owned()} mono=true {oninput} required={name != "source"}
                hint={html! { words.t(&format!("backends.policy.{name}.hint")) }} />
        }
    };
    let request = act::add_statement(&props.model, &new);
    html! {
        <Ask act={words.s("app.act.add")} title={words.s("backends.policy.add")} {request}
            onclose={&props.onclose}
            said={words.s("backends.policy.done")}>
            { field("id", &new.id, |new, text| new.id = text) }
            { field("principal", &new.principal, |new, text| new.principal = text) }
            { field("source", &new.source, |new, text| new.source = text) }
        </Ask>
    }
}
