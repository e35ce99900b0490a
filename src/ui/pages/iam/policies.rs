//! The list of policies, and the dialog that makes one.

use crate::ui::ctl::Reply;
use watchtrail::view::iam::act;
use watchtrail::view::iam::document::{BLANK, Place, problem};
use watchtrail::view::iam::policies::{Kind, Policies, Row as Policy, matches};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::editor::Editor;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Column, Dialog, Empty, Link, PageHead, Panel, Row,
    Segmented, Table, TextInput, When, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Policies,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of policies.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let search = use_state(String::new);
    let which = use_state(|| "all".to_owned());
    let creating = use_opening();
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={creating.open}>
            { words.t("iam.policies.create") }
        </Button>
    };
    let is_kind = |policy: &&Policy| match which.as_str() {
        "aws" => policy.kind == Kind::Aws,
        "customer" => policy.kind == Kind::Customer,
        "attached" => policy.attached > 0,
        _ => true,
    };
    let rows = &props.model.rows;
    let found: Vec<&Policy> =
        rows.iter().filter(is_kind).filter(|policy| matches(policy, &search)).collect();
    let row = |policy: &&Policy| {
        Row::new(
            policy.arn.clone(),
            vec![
                html! { <Link to={Route::Policy(policy.arn.clone())}>{ &policy.name }</Link> },
                html! { words.t(policy.kind.key()) },
                html! { policy.attached },
                html! { <When at={policy.updated} utc=true /> },
            ],
        )
    };
    let columns = vec![
        Column::new(words.s("iam.column.policy")),
        Column::new(words.s("iam.column.kind")),
        Column::number(words.s("iam.column.attached")),
        Column::new(words.s("iam.column.updated")),
    ];
    let options = ["all", "attached", "customer", "aws"]
        .map(|id| Choice::new(id, words.s(&format!("iam.policies.{id}"))))
        .to_vec();
    let oninput = {
        let search = search.clone();
        Callback::from(move |text| search.set(text))
    };
    let onchange = {
        let which = which.clone();
        Callback::from(move |text| which.set(text))
    };
    html! {
        <>
            <PageHead crumbs={Route::Policies.crumbs()} refresh=true {actions}
                title={words.f("iam.policies.count", &[("n", &rows.len())])}
                note={html! { words.t("iam.policies.note") }} />
            { props.reads.or_refused("ListPolicies", || html! {
                <Panel flush=true>
                    <div class="filters">
                        <TextInput label={words.s("iam.attach.search")} kind="search"
                            value={(*search).clone()} {oninput} />
                        <Segmented label={words.s("iam.policies.which")} {options}
                            value={(*which).clone()} {onchange} />
                    </div>
                    <Table caption={words.s("iam.policies.title")} {columns}
                        rows={found.iter().map(row).collect::<Vec<_>>()}
                        empty={html! { <Empty title={words.s("iam.attach.none")} /> }} />
                </Panel>
            }) }
            if creating.is_open {
                <CreatePolicy onclose={creating.close} />
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    onclose: Callback<()>,
}

/// The dialog that makes a policy.
#[component]
fn CreatePolicy(props: &CreateProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = use_state(String::new);
    let description = use_state(String::new);
    let text = use_state(|| BLANK.to_owned());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |new| state.set(new))
    };
    let request = act::create_policy(name.trim(), &description, &text);
    let ready = !name.trim().is_empty();
    let create = {
        let (words, asking, request) = (words.clone(), asking.clone(), request.clone());
        let (name, onclose) = (name.trim().to_owned(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            let (ctl, words) = (ctl.clone(), words.clone());
            let (name, onclose) = (name.clone(), onclose.clone());
            let done = Callback::from(move |reply: Reply| {
                let flash = Flash::success(words.f("iam.policies.created", &[("name", &name)]));
                ctl.flash(match arn_of(&reply) {
                    Some(arn) => flash.link(Route::Policy(arn), words.s("iam.policies.see")),
                    None => flash,
                });
                onclose.emit(());
            });
            asking.send(request.clone(), done);
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={create} disabled={!ready}>
            { words.t("iam.policies.create") }
        </Button>
    };
    let shown = ready && problem(&text, Place::Managed).is_none();
    html! {
        <Dialog open=true wide=true title={words.s("iam.policies.create")}
            onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.editor.name")} value={(*name).clone()}
                oninput={set(&name)} required=true />
            <TextInput label={words.s("iam.editor.description")} value={(*description).clone()}
                oninput={set(&description)} />
            <Editor text={(*text).clone()} place={Place::Managed} oninput={set(&text)} />
            { asking.view() }
            <CliForm request={shown.then_some(request)} />
        </Dialog>
    }
}

fn arn_of(reply: &Reply) -> Option<String> {
    let policy = reply.result.as_ref().ok()?.get("Policy")?;
    policy.get("Arn")?.as_str().map(str::to_owned)
}
