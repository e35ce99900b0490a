//! The form that switches the console to a role.

use watchtrail::api::ApiError;
use watchtrail::view::organizations::switch::{self, Form, Known};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{
    Alert, Button, ButtonKind, Column, Denied, PageHead, Panel, Row, Table, TextInput, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it offers.
    pub model: Form,
    /// The account and the role chosen already.
    pub chosen: Option<(String, String)>,
}

/// The form.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let refused = use_state(|| None::<ApiError>);
    let (account, role) = props.chosen.clone().unwrap_or_default();
    let (account, role) = (use_state(|| account), use_state(|| role));
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let arn = switch::role(&account, &role);
    let onclick = {
        let (ctl, refused, arn) = (ctl.clone(), refused.clone(), arn.clone());
        Callback::from(move |_: MouseEvent| {
            let refused = refused.clone();
            refused.set(None);
            let Some(arn) = arn.clone() else { return };
            let done = Callback::from(move |result: Result<(), ApiError>| {
                refused.set(result.err());
            });
            ctl.send(Msg::Switch(arn, done));
        })
    };
    let root = props.model.root;
    let why = match root {
        true => WhyNot::Said(words.s("organizations.switch.root")),
        false => WhyNot::Fields,
    };
    html! {
        <>
            <PageHead crumbs={Route::SwitchRole(None).crumbs()}
                title={words.s("app.page.switch-role")}
                note={html! { words.t("organizations.switch.note") }} />
            { now(&props.model, &words, &ctl) }
            if root {
                <Alert><p>{ words.t("organizations.switch.root") }</p></Alert>
            }
            <Panel>
                <TextInput label={words.s("organizations.switch.account")} mono=true
                    value={(*account).clone()} oninput={set(&account)} required=true
                    inputmode="numeric" placeholder="111122223333" />
                <TextInput label={words.s("organizations.switch.role")} mono=true
                    value={(*role).clone()} oninput={set(&role)} required=true
                    placeholder="OrganizationAccountAccessRole" />
                <div class="row">
                    <Button kind={ButtonKind::Primary} {onclick} disabled={arn.is_none() || root}
                        {why}>
                        { words.t("app.page.switch-role") }
                    </Button>
                </div>
                if let Some(error) = &*refused {
                    <Denied error={error.clone()} />
                }
            </Panel>
            { known(&props.model.roles, &account, &role, &words) }
        </>
    }
}

/// The role that is switched to now, and the way back.
fn now(model: &Form, words: &Words, ctl: &Ctl) -> Html {
    let Some(seat) = &model.seat else { return Html::default() };
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("role", &seat.role), ("account", &seat.account), ("from", &seat.from)];
    let back = html! {
        <Button onclick={ctl.on(Msg::SwitchBack)}>
            { words.fill("app.header.switch-back", &[("who", &seat.from)]) }
        </Button>
    };
    html! {
        <Alert actions={back}><p>{ words.fill("organizations.switch.now", &args) }</p></Alert>
    }
}

/// The roles people may be let into.
fn known(
    roles: &[Known],
    account: &UseStateHandle<String>,
    role: &UseStateHandle<String>,
    words: &Words,
) -> Html {
    if roles.is_empty() {
        return Html::default();
    }
    let columns = vec![
        Column::new(words.s("organizations.switch.account")),
        Column::new(words.s("organizations.switch.role")),
        Column::new(words.s("organizations.column.actions")),
    ];
    let row = |one: &Known| {
        let choose = {
            let (account, role, one) = (account.clone(), role.clone(), one.clone());
            Callback::from(move |_: MouseEvent| {
                account.set(one.account.clone());
                role.set(one.role.clone());
            })
        };
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("role", &one.role), ("account", &one.account)];
        Row::new(
            format!("{}/{}", one.account, one.role),
            vec![
                html! { <>{ &one.name }{ " " }<code>{ &one.account }</code></> },
                html! { <code>{ &one.role }</code> },
                html! {
                    <Button small=true onclick={choose}
                        label={words.f("organizations.switch.choose.of", &args)}>
                        { words.t("organizations.switch.choose") }
                    </Button>
                },
            ],
        )
    };
    html! {
        <Panel title={words.s("organizations.switch.known")} flush=true>
            <Table caption={words.s("organizations.switch.known")} {columns}
                rows={roles.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}
