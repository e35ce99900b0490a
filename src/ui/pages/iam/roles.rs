//! The list of roles.

use watchtrail::view::iam::role::Choices;
use watchtrail::view::iam::roles::{Roles, Row as Role};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::create_role::CreateRole;
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, Link, PageHead, Panel, Row, Table, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Roles,
    /// What the form for a new one offers.
    pub choices: Choices,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of roles.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let creating = use_opening();
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={creating.open}>
            { words.t("iam.roles.create") }
        </Button>
    };
    let columns = vec![
        Column::new(words.s("iam.column.role")),
        Column::new(words.s("iam.column.trusted")),
        Column::number(words.s("iam.column.policies")),
        Column::new(words.s("iam.column.created")),
    ];
    let rows = props.model.rows.iter().map(|role| row(role, &words));
    let empty = html! {
        <Empty title={words.s("iam.roles.none")}>
            <p>{ words.t("iam.roles.none.next") }</p>
        </Empty>
    };
    html! {
        <>
            <PageHead crumbs={Route::Roles.crumbs()} refresh=true {actions}
                title={words.f("iam.roles.count", &[("n", &props.model.rows.len())])}
                note={html! { words.t("iam.roles.note") }} />
            { props.reads.or_refused("ListRoles", || html! {
                <Panel flush=true>
                    <Table caption={words.s("iam.roles.title")} {columns}
                        rows={rows.collect::<Vec<_>>()} {empty} />
                </Panel>
            }) }
            if creating.is_open {
                <CreateRole choices={props.choices.clone()} onclose={creating.close} />
            }
        </>
    }
}

fn row(role: &Role, words: &Words) -> Row {
    let name = |name: &String| html! { <li key={name.clone()}><code>{ name }</code></li> };
    let trusted = html! {
        <>
            <ul class="plain">{ for role.trusts.iter().map(name) }</ul>
            if role.linked {
                <p class="hint">{ words.t("iam.role.linked") }</p>
            }
        </>
    };
    Row::new(
        role.name.clone(),
        vec![
            html! { <Link to={Route::Role(role.name.clone())}>{ &role.name }</Link> },
            trusted,
            html! { role.policies },
            html! { <When at={role.created} /> },
        ],
    )
}
