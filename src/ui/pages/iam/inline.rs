//! The inline policies of a user or a role.

use watchtrail::view::iam::act::{self, Holder};
use watchtrail::view::iam::document::{BLANK, problem};
use watchtrail::view::iam::user::Inline;
use yew::prelude::*;

use super::editor::Editor;
use super::statements::Statements;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Code, Dialog, Empty, Expand, Panel, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`InlinePolicies`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user or the role.
    pub holder: Holder,
    /// Its inline policies.
    pub policies: Vec<Inline>,
}

/// An inline policy that is being written.
#[derive(Clone, PartialEq)]
struct Draft {
    name: String,
    text: String,
    /// Whether it is a new one.
    new: bool,
}

/// The inline policies of a user or a role.
#[component]
pub fn InlinePolicies(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let draft = use_state(|| None::<Draft>);
    let open = |begin: Draft| {
        let (draft, asking) = (draft.clone(), asking.clone());
        Callback::from(move |_: MouseEvent| {
            asking.clear();
            draft.set(Some(begin.clone()));
        })
    };
    let blank = Draft { name: String::new(), text: BLANK.to_owned(), new: true };
    let actions = html! {
        <Button onclick={open(blank)}>{ words.t("iam.inline.create") }</Button>
    };
    let policy = |policy: &Inline| {
        let edit = Draft { name: policy.name.clone(), text: policy.pretty.clone(), new: false };
        let delete = {
            let (asking, name) = (asking.clone(), policy.name.clone());
            let holder = props.holder.clone();
            let (ctl, text) = (ctl.clone(), words.f("iam.inline.deleted", &[("name", &name)]));
            Callback::from(move |_: MouseEvent| {
                let (ctl, text) = (ctl.clone(), text.clone());
                let done = Callback::from(move |_| ctl.flash(Flash::success(text.clone())));
                asking.send(act::delete_inline(&holder, &name), done);
            })
        };
        html! {
            <Expand key={policy.name.clone()} summary={html! { &policy.name }}>
                <Statements lines={policy.statements.clone()} />
                <Code text={policy.pretty.clone()} copy=true />
                <div class="form-actions">
                    <Button small=true onclick={open(edit)}>{ words.t("iam.inline.edit") }</Button>
                    <Button small=true onclick={delete}>{ words.t("iam.inline.delete") }</Button>
                </div>
            </Expand>
        }
    };
    html! {
        <Panel title={words.f("iam.inline.title", &[("n", &props.policies.len())])} {actions}>
            if props.policies.is_empty() {
                <Empty title={words.s("iam.inline.none")}>
                    <p>{ words.t("iam.inline.none.next") }</p>
                </Empty>
            }
            { for props.policies.iter().map(policy) }
            if let Some(open) = &*draft {
                <EditInline holder={props.holder.clone()} name={open.name.clone()}
                    text={open.text.clone()} new={open.new}
                    onclose={{
                        let draft = draft.clone();
                        Callback::from(move |()| draft.set(None))
                    }} />
            } else {
                { asking.view() }
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EditProps {
    holder: Holder,
    name: String,
    text: String,
    new: bool,
    onclose: Callback<()>,
}

/// The dialog that writes an inline policy.
#[component]
fn EditInline(props: &EditProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let name = use_state(|| props.name.clone());
    let text = use_state(|| props.text.clone());
    let ready = !name.trim().is_empty() && problem(&text, props.holder.place()).is_none();
    let request = act::put_inline(&props.holder, name.trim(), &text);
    let said = words.f("iam.inline.saved", &[("name", &*name), ("user", &props.holder.name())]);
    let save = asking.click(request.clone(), said, props.onclose.clone());
    let set_name = {
        let name = name.clone();
        Callback::from(move |new| name.set(new))
    };
    let set_text = {
        let text = text.clone();
        Callback::from(move |new| text.set(new))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={name.trim().is_empty()}>
            { words.t("iam.editor.save") }
        </Button>
    };
    let title = if props.new { "iam.inline.create" } else { "iam.inline.edit" };
    html! {
        <Dialog open=true wide=true title={words.s(title)} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.editor.name")} value={(*name).clone()}
                oninput={set_name} disabled={!props.new} required=true />
            <Editor text={(*text).clone()} place={props.holder.place()} oninput={set_text} />
            { asking.view() }
            <CliForm request={ready.then_some(request)} />
        </Dialog>
    }
}
