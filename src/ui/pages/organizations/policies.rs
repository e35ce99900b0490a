//! The service control policies: made, read, changed, deleted.

use watchtrail::view::organizations::{Policy, act, template};
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, Code, Column, Expand, Panel, Row, Table, TextArea, TextInput, use_opening,
};
use crate::ui::words::{Words, use_words};

/// What [`Policies`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The policies.
    pub policies: Vec<Policy>,
}

/// The policies.
#[component]
pub fn Policies(props: &Props) -> Html {
    let (words, creating) = (use_words(), use_opening());
    let editing = use_state(|| None::<Policy>);
    let columns = vec![
        Column::new(words.s("organizations.policy")),
        Column::new(words.s("organizations.column.on")),
        Column::new(words.s("organizations.column.actions")),
    ];
    let rows: Vec<Row> = props.policies.iter().map(|one| row(one, &editing, &words)).collect();
    let actions = html! {
        <Button onclick={creating.open}>{ words.t("organizations.policy.create") }</Button>
    };
    let done = {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(None))
    };
    html! {
        <Panel title={words.s("organizations.policies")} {actions}>
            <p class="hint">{ words.t("organizations.policies.note") }</p>
            <Table caption={words.s("organizations.policies")} {columns} {rows} />
            if creating.is_open {
                <Write onclose={creating.close} />
            }
            if let Some(policy) = &*editing {
                <Write key={policy.id.clone()} policy={Some(policy.clone())} onclose={done} />
            }
        </Panel>
    }
}

fn row(policy: &Policy, editing: &UseStateHandle<Option<Policy>>, words: &Words) -> Row {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &policy.name)];
    let heading = html! {
        <>
            <strong>{ &policy.name }</strong>{ " " }<code class="hint">{ &policy.id }</code>
            <div class="hint">{ &policy.description }</div>
            <Expand summary={html! { words.t("organizations.policy.text") }}>
                <Code text={policy.text.clone()} copy=true />
            </Expand>
        </>
    };
    let targets = html! {
        if policy.targets.is_empty() {
            <span class="hint">{ words.t("organizations.policy.nowhere") }</span>
        } else {
            <ul class="plain">{ for policy.targets.iter().map(|to| html! { <li>{ to }</li> }) }</ul>
        }
    };
    let edit = {
        let (editing, policy) = (editing.clone(), policy.clone());
        Callback::from(move |_: MouseEvent| editing.set(Some(policy.clone())))
    };
    let actions = html! {
        if policy.aws {
            <span class="hint">{ words.t("organizations.policy.aws") }</span>
        } else {
            <div class="row">
                <Button small=true onclick={edit}
                    label={words.f("organizations.policy.edit.of", &name)}>
                    { words.t("organizations.policy.edit") }
                </Button>
                <Confirm small=true danger=true label={words.s("organizations.policy.delete")}
                    name={words.f("organizations.policy.delete.of", &name)}
                    title={words.f("organizations.policy.delete.of", &name)}
                    request={act::delete_policy(&policy.id)}
                    said={words.f("organizations.policy.deleted", &name)} />
            </div>
        }
    };
    Row::new(policy.id.clone(), vec![heading, targets, actions])
}

/// What [`Write`] is given.
#[derive(Clone, PartialEq, Properties)]
struct WriteProps {
    /// The policy that is changed; nothing for a new one.
    #[prop_or_default]
    policy: Option<Policy>,
    onclose: Callback<()>,
}

/// The dialog that makes or changes a policy.
#[component]
fn Write(props: &WriteProps) -> Html {
    let words = use_words();
    let old = props.policy.as_ref();
    let name = use_state(|| old.map(|one| one.name.clone()).unwrap_or_default());
    let description = use_state(String::new);
    let text = use_state(|| old.map_or_else(template, |one| one.text.clone()));
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let ready = !name.trim().is_empty() && !text.trim().is_empty();
    let request = ready.then(|| match old {
        Some(old) => act::update_policy(&old.id, &text),
        None => act::create_policy(name.trim(), &description, &text),
    });
    let title = match old {
        Some(old) => words.f("organizations.policy.edit.of", &[("name", &old.name)]),
        None => words.s("organizations.policy.create"),
    };
    html! {
        <Ask wide=true act={words.s("app.act.save")} {title} {request} onclose={&props.onclose}
            said={words.f("organizations.policy.saved", &[("name", &name.trim())])}>
            if old.is_none() {
                <TextInput label={words.s("organizations.policy.name")} value={(*name).clone()}
                    oninput={set(&name)} required=true />
                <TextInput label={words.s("organizations.policy.description")}
                    value={(*description).clone()} oninput={set(&description)} />
            }
            <TextArea label={words.s("organizations.policy.text")} required=true
                value={(*text).clone()}
                rows={14} mono=true oninput={set(&text)}
                hint={html! { words.t("organizations.policy.text.hint") }} />
        </Ask>
    }
}
