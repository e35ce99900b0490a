//! The tree of the organization: the root, units and accounts, and the policies on each.

use watchtrail::view::organizations::{Kind, Managed, Node, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::forms::{Attach, CreateUnit, Move};
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Column, Menu, MenuItem, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// What [`Tree`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The organization.
    pub model: Managed,
}

/// A dialog about a node.
#[derive(Clone, PartialEq)]
enum Asks {
    Unit(Node),
    Move(Node),
    Attach(Node),
}

/// The tree.
#[component]
pub fn Tree(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let asks = use_state(|| None::<Asks>);
    let columns = vec![
        Column::new(words.s("organizations.column.name")),
        Column::new(words.s("organizations.column.kind")),
        Column::new(words.s("organizations.column.policies")),
        Column::new(words.s("organizations.column.actions")),
    ];
    let rows: Vec<Row> =
        props.model.nodes.iter().map(|node| row(node, &props.model, &asks, &words, &ctl)).collect();
    let onclose = {
        let asks = asks.clone();
        Callback::from(move |()| asks.set(None))
    };
    let dialog = match &*asks {
        None => Html::default(),
        Some(Asks::Unit(node)) => html! { <CreateUnit node={node.clone()} {onclose} /> },
        Some(Asks::Move(node)) => html! { <Move node={node.clone()} {onclose} /> },
        Some(Asks::Attach(node)) => html! { <Attach node={node.clone()} {onclose} /> },
    };
    html! {
        <Panel title={words.s("organizations.tree")} flush=true>
            <Table caption={words.s("organizations.tree")} {columns} {rows} />
            { dialog }
        </Panel>
    }
}

fn row(
    node: &Node,
    model: &Managed,
    asks: &UseStateHandle<Option<Asks>>,
    words: &Words,
    ctl: &Ctl,
) -> Row {
    let indent = format!("org-depth-{}", node.depth.min(6));
    let name = html! {
        <div class={classes!("org-node", indent)}>
            <strong>{ &node.name }</strong>
            <div class="hint"><code>{ &node.id }</code>
                if let Some(email) = &node.email { { " · " }{ email } }
            </div>
        </div>
    };
    let kind = html! {
        <>
            { words.t(node.kind.key()) }
            if node.management {
                <div class="hint">{ words.t("organizations.management.note") }</div>
            }
            if let Some(state) = node.state {
                <div class="hint">{ words.t(state) }</div>
            }
        </>
    };
    let policies = policies(node, model, words);
    Row::new(node.id.clone(), vec![name, kind, policies, actions(node, asks, words, ctl)])
}

/// The policies on a node, and those that come from above.
fn policies(node: &Node, model: &Managed, words: &Words) -> Html {
    if !model.scps {
        return html! { <span class="hint">{ words.t("organizations.scps.off") }</span> };
    }
    let own = |(id, name): &(String, String)| {
        let args: [(&str, &dyn std::fmt::Display); 2] = [("policy", name), ("name", &node.name)];
        html! {
            <li key={id.clone()} class="row">
                <span>{ name }</span>
                <Confirm small=true label={words.s("organizations.detach")}
                    name={words.f("organizations.detach.of", &args)}
                    title={words.f("organizations.detach.of", &args)}
                    request={act::detach(id, &node.id)}
                    said={words.f("organizations.detached", &args)}>
                    <p>{ words.t("organizations.detach.hint") }</p>
                </Confirm>
            </li>
        }
    };
    let above = |(name, of): &(String, String)| {
        let args: [(&str, &dyn std::fmt::Display); 2] = [("policy", name), ("of", of)];
        html! { <li class="hint">{ words.fill("organizations.inherited", &args) }</li> }
    };
    html! {
        <ul class="plain">
            { for node.attached.iter().map(own) }
            { for node.inherited.iter().map(above) }
        </ul>
    }
}

fn actions(node: &Node, asks: &UseStateHandle<Option<Asks>>, words: &Words, ctl: &Ctl) -> Html {
    let open = |what: Asks| {
        let asks = asks.clone();
        Callback::from(move |()| asks.set(Some(what.clone())))
    };
    let mut items = Vec::new();
    if node.kind != Kind::Account {
        let open = open(Asks::Unit(node.clone()));
        items.push(MenuItem::new(words.s("organizations.unit.create"), open));
    }
    if !node.attachable.is_empty() {
        let open = open(Asks::Attach(node.clone()));
        items.push(MenuItem::new(words.s("organizations.attach"), open));
    }
    if !node.destinations.is_empty() {
        let open = open(Asks::Move(node.clone()));
        items.push(MenuItem::new(words.s("organizations.move"), open));
    }
    if let Some(role) = &node.role {
        let to = Route::SwitchRole(Some((node.id.clone(), role.clone())));
        let ctl = ctl.clone();
        let go = Callback::from(move |()| ctl.send(Msg::Go(to.clone())));
        items.push(MenuItem::new(words.s("organizations.switch"), go));
    }
    let name = words.f("organizations.actions.of", &[("name", &node.name)]);
    html! {
        <div class="row">
            if !items.is_empty() {
                <Menu label={words.s("organizations.actions")} {name} {items} />
            }
            if node.kind == Kind::Unit && node.empty {
                <Confirm small=true label={words.s("organizations.unit.delete")}
                    name={words.f("organizations.unit.delete.of", &[("name", &node.name)])}
                    title={words.f("organizations.unit.delete.of", &[("name", &node.name)])}
                    request={act::delete_unit(&node.id)} danger=true
                    said={words.f("organizations.unit.deleted", &[("name", &node.name)])} />
            }
            if node.kind == Kind::Account && !node.management && node.state.is_none() {
                { leaving(node, words) }
            }
        </div>
    }
}

/// The ways out of the organization.
fn leaving(node: &Node, words: &Words) -> Html {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &node.name)];
    html! {
        <>
            <Confirm small=true label={words.s("organizations.remove")}
                name={words.f("organizations.remove.of", &name)}
                title={words.f("organizations.remove.of", &name)}
                request={act::remove(&node.id)}
                said={words.f("organizations.removed", &name)}>
                <p>{ words.t("organizations.remove.hint") }</p>
            </Confirm>
            <Confirm small=true label={words.s("organizations.close")}
                name={words.f("organizations.close.of", &name)}
                title={words.f("organizations.close.of", &name)}
                request={act::close(&node.id)} danger=true
                said={words.f("organizations.closed", &name)}>
                <p>{ words.t("organizations.close.hint") }</p>
            </Confirm>
        </>
    }
}
