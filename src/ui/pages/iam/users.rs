//! The list of users.

use watchtrail::view::iam::users::{Row as User, Users};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::create_user::CreateUser;
use super::sign_in::SignIn;
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Link, PageHead, Panel, Row, Table, When, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Users,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of users.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let (creating, signing) = (use_opening(), use_opening());
    let actions = html! {
        <>
            <Button onclick={signing.open}>{ words.t("iam.sign-in.title") }</Button>
            <Button kind={ButtonKind::Primary} onclick={creating.open}>
                { words.t("iam.users.create") }
            </Button>
        </>
    };
    let columns = vec![
        Column::new(words.s("iam.column.user")),
        Column::new(words.s("iam.column.path")),
        Column::number(words.s("iam.column.policies")),
        Column::number(words.s("iam.column.keys")),
        Column::new(words.s("iam.column.created")),
    ];
    let row = |user: &User| {
        Row::new(
            user.name.clone(),
            vec![
                html! { <Link to={Route::User(user.name.clone())}>{ &user.name }</Link> },
                html! { <code>{ &user.path }</code> },
                html! { user.policies },
                html! { user.keys },
                html! { <When at={user.created} /> },
            ],
        )
    };
    html! {
        <>
            <PageHead crumbs={Route::Users.crumbs()} refresh=true {actions}
                title={words.f("iam.users.count", &[("n", &props.model.rows.len())])}
                note={html! { words.t("iam.users.note") }} />
            { props.reads.or_refused("ListUsers", || html! {
                <Panel flush=true>
                    <Table caption={words.s("iam.users.title")} {columns}
                        rows={props.model.rows.iter().map(row).collect::<Vec<_>>()} />
                </Panel>
            }) }
            if signing.is_open {
                <SignIn onclose={signing.close} />
            }
            if creating.is_open {
                <CreateUser onclose={creating.close} />
            }
        </>
    }
}
