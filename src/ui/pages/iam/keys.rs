//! The access keys of a user.

use crate::ui::ctl::Reply;
use watchtrail::services::Request;
use watchtrail::view::iam::act;
use watchtrail::view::iam::user::Key;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, AlertKind, Button, Code, Column, Empty, Panel, Row, Status, Table, Tone, When,
};
use crate::ui::words::use_words;

/// The properties of [`Keys`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user.
    pub user: String,
    /// Its access keys.
    pub keys: Vec<Key>,
}

/// The access keys of a user.
#[component]
pub fn Keys(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    // The secret of a key just made: AWS shows it this once.
    let secret = use_state(|| None::<String>);
    let ask = |request: Request| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.send(request.clone(), Callback::noop()))
    };
    let create = {
        let (asking, secret, user) = (asking.clone(), secret.clone(), props.user.clone());
        Callback::from(move |_: MouseEvent| {
            let secret = secret.clone();
            let done = Callback::from(move |reply: Reply| secret.set(secret_of(&reply)));
            asking.send(act::create_key(&user), done);
        })
    };
    let row = |key: &Key| {
        let (kind, label) = match key.active {
            true => (Tone::Good, words.s("iam.keys.active")),
            false => (Tone::Neutral, words.s("iam.keys.inactive")),
        };
        let turn = if key.active { "iam.keys.off" } else { "iam.keys.on" };
        let switch = ask(act::switch_key(&props.user, &key.id, !key.active));
        let delete = ask(act::delete_key(&props.user, &key.id));
        Row::new(
            key.id.clone(),
            vec![
                html! { <code>{ &key.id }</code> },
                html! { <Status {kind} {label} /> },
                html! { <When at={key.created} /> },
                html! {
                    <span class="row">
                        <Button small=true onclick={switch}>{ words.t(turn) }</Button>
                        <Button small=true onclick={delete}>{ words.t("iam.keys.delete") }</Button>
                    </span>
                },
            ],
        )
    };
    let columns = ["key", "status", "created", "action"]
        .map(|name| Column::new(words.s(&format!("iam.column.{name}"))))
        .to_vec();
    let actions = html! { <Button onclick={create}>{ words.t("iam.keys.create") }</Button> };
    html! {
        <Panel title={words.s("iam.keys.title")} flush=true {actions}>
            <Table caption={words.s("iam.keys.title")} {columns}
                rows={props.keys.iter().map(row).collect::<Vec<_>>()}
                empty={html! { <Empty title={words.s("iam.keys.none")} /> }} />
            if let Some(secret) = &*secret {
                <Alert kind={AlertKind::Success} title={words.s("iam.keys.secret")}>
                    <Code text={secret.clone()} copy=true />
                    <p>{ words.t("iam.keys.secret.hint") }</p>
                </Alert>
            }
            <p class="hint panel-hint">{ words.t("iam.keys.hint") }</p>
            { asking.view() }
        </Panel>
    }
}

fn secret_of(reply: &Reply) -> Option<String> {
    let key = reply.result.as_ref().ok()?.get("AccessKey")?;
    let text = |name: &str| key.get(name)?.as_str().map(str::to_owned);
    Some(format!("{}\n{}", text("AccessKeyId")?, text("SecretAccessKey")?))
}
