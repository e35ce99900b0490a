//! The dialogs that make an account and a unit, move an account, and attach a policy.

use watchtrail::view::organizations::{Node, act};
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::parts::{Choice, Select, TextInput};
use crate::ui::words::use_words;

/// What a dialog that only needs to be closed is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CloseProps {
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that asks for an account.
#[component]
pub fn CreateAccount(props: &CloseProps) -> Html {
    let words = use_words();
    let name = use_state(String::new);
    let email = use_state(String::new);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let ready = !name.trim().is_empty() && email.contains('@');
    let request = ready.then(|| act::create_account(name.trim(), email.trim()));
    html! {
        <Ask act={words.s("app.act.create")} title={words.s("organizations.account.create")}
            {request}
            said={words.f("organizations.account.asked", &[("name", &name.trim())])}
            onclose={&props.onclose}>
            <TextInput label={words.s("organizations.account.name")} value={(*name).clone()}
                oninput={set(&name)} required=true />
            <TextInput label={words.s("organizations.account.email")} value={(*email).clone()}
                oninput={set(&email)} required=true kind="email" placeholder="shop@example.com"
                hint={html! { words.t("organizations.account.email.hint") }} />
            <p class="hint">{ words.t("organizations.account.hint") }</p>
        </Ask>
    }
}

/// What a dialog about a node is given.
#[derive(Clone, PartialEq, Properties)]
pub struct NodeProps {
    /// The node.
    pub node: Node,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that makes a unit below a node.
#[component]
pub fn CreateUnit(props: &NodeProps) -> Html {
    let words = use_words();
    let name = use_state(String::new);
    let oninput = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let ready = !name.trim().is_empty();
    let request = ready.then(|| act::create_unit(&props.node.id, name.trim()));
    html! {
        <Ask act={words.s("app.act.create")}
            title={words.f("organizations.unit.create.in", &[("name", &props.node.name)])}
            {request} said={words.f("organizations.unit.created", &[("name", &name.trim())])}
            onclose={&props.onclose}>
            <TextInput label={words.s("organizations.unit.name")} value={(*name).clone()}
                {oninput} required=true placeholder="Workloads" />
        </Ask>
    }
}

/// The dialog that moves an account.
#[component]
pub fn Move(props: &NodeProps) -> Html {
    let words = use_words();
    let node = &props.node;
    let first = node.destinations.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let to = use_state(|| first);
    let onchange = {
        let to = to.clone();
        Callback::from(move |id| to.set(id))
    };
    let options: Vec<Choice> =
        node.destinations.iter().map(|(id, name)| Choice::new(id.clone(), name.clone())).collect();
    let from = node.parent.clone().unwrap_or_default();
    let request = (!to.is_empty()).then(|| act::relocate(&node.id, &from, &to));
    html! {
        <Ask act={words.s("app.act.move")}
            title={words.f("organizations.move.title", &[("name", &node.name)])} {request}
            said={words.f("organizations.moved", &[("name", &node.name)])}
            onclose={&props.onclose}>
            <Select label={words.s("organizations.move.to")} {options} value={(*to).clone()}
                {onchange} hint={html! { words.t("organizations.move.hint") }} />
        </Ask>
    }
}

/// The dialog that attaches a policy to a node.
#[component]
pub fn Attach(props: &NodeProps) -> Html {
    let words = use_words();
    let node = &props.node;
    let first = node.attachable.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let policy = use_state(|| first);
    let onchange = {
        let policy = policy.clone();
        Callback::from(move |id| policy.set(id))
    };
    let options: Vec<Choice> =
        node.attachable.iter().map(|(id, name)| Choice::new(id.clone(), name.clone())).collect();
    let request = (!policy.is_empty()).then(|| act::attach(&policy, &node.id));
    html! {
        <Ask act={words.s("app.act.attach")}
            title={words.f("organizations.attach.title", &[("name", &node.name)])} {request}
            said={words.f("organizations.attached.said", &[("name", &node.name)])}
            onclose={&props.onclose}>
            <Select label={words.s("organizations.policy")} {options} value={(*policy).clone()}
                {onchange} hint={html! { words.t("organizations.attach.hint") }} />
        </Ask>
    }
}
