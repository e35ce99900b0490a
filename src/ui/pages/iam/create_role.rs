//! The dialog that makes a role.

use watchtrail::services::Request;
use watchtrail::view::iam::act;
use watchtrail::view::iam::document::{Place, problem};
use watchtrail::view::iam::role::{Choices, Trusted};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::editor::Editor;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Choice, CliForm, Dialog, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// The properties of [`CreateRole`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Whom it may trust.
    pub choices: Choices,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// What is being filled in.
#[derive(Clone, PartialEq, Default)]
struct Draft {
    name: String,
    description: String,
    /// The place of the kind of trust among the choices.
    which: usize,
    /// The trust policy, if it was written over.
    written: Option<String>,
}

/// The dialog that makes a role.
#[component]
pub fn CreateRole(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let draft = use_state(Draft::default);
    let chosen = props.choices.trusted.get(draft.which);
    let trust = draft.written.clone().or_else(|| chosen.map(|(_, document)| document.clone()));
    let trust = trust.unwrap_or_default();
    let for_instances = matches!(chosen, Some((Trusted::Ec2, _)));
    let name = draft.name.trim().to_owned();
    let ready = !name.is_empty() && problem(&trust, Place::Trust).is_none();
    let requests = act::create_role(&name, &draft.description, &trust, for_instances);
    let create = {
        let (words, asking, requests) = (words.clone(), asking.clone(), requests.clone());
        let (onclose, name) = (props.onclose.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            let (ctl, words) = (ctl.clone(), words.clone());
            let (onclose, name) = (onclose.clone(), name.clone());
            let done = Callback::from(move |_| {
                let text = words.f("iam.roles.created", &[("name", &name)]);
                let to = Route::Role(name.clone());
                ctl.flash(Flash::success(text).link(to, words.s("iam.users.created.next")));
                onclose.emit(());
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let edit = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |text: String| {
            let mut new = (*draft).clone();
            change(&mut new, text);
            draft.set(new);
        })
    };
    let options = props.choices.trusted.iter().enumerate();
    let options = options.map(|(i, (one, _))| Choice::new(i.to_string(), said(one, &words)));
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={create} disabled={!ready}>
            { words.t("iam.roles.create") }
        </Button>
    };
    html! {
        <Dialog open=true wide=true title={words.s("iam.roles.create")} onclose={&props.onclose}
            {submit}>
            <TextInput label={words.s("iam.column.role")} value={draft.name.clone()}
                required=true hint={html! { words.t("iam.users.name.hint") }}
                oninput={edit(|draft, text| draft.name = text)} />
            <Select label={words.s("iam.column.trusted")} value={draft.which.to_string()}
                options={options.collect::<Vec<_>>()}
                onchange={edit(|draft, text| {
                    draft.which = text.parse().unwrap_or_default();
                    draft.written = None;
                })} />
            if for_instances {
                <p class="hint">{ words.t("iam.roles.profile.hint") }</p>
            }
            <Editor text={trust} place={Place::Trust}
                oninput={edit(|draft, text| draft.written = Some(text))} />
            <TextInput label={words.s("iam.editor.description")} value={draft.description.clone()}
                oninput={edit(|draft, text| draft.description = text)} />
            { asking.view() }
            { commands(requests, ready) }
        </Dialog>
    }
}

/// The commands of what is ready to be sent, as one node: a command that comes or goes must not
/// make the fields above it anew.
fn commands(requests: Vec<Request>, ready: bool) -> Html {
    let form = |request| html! { <CliForm request={Some(request)} /> };
    html! { <>{ for requests.into_iter().filter(|_| ready).map(form) }</> }
}

fn said(trusted: &Trusted, words: &Words) -> String {
    match trusted {
        Trusted::Ec2 => words.t("iam.trust.ec2").to_owned(),
        Trusted::Account => words.t("iam.trust.account").to_owned(),
        Trusted::User(name) => words.fill("iam.trust.user", &[("name", name)]),
    }
}
