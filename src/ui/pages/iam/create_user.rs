//! The dialog that makes a user.

use watchtrail::view::iam::act;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, CliForm, Dialog, TagsEditor, TextInput};
use crate::ui::words::use_words;

/// The properties of [`CreateUser`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that makes a user.
#[component]
pub fn CreateUser(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = use_state(String::new);
    let tags = use_state(Vec::<(String, String)>::new);
    let given = tags.iter().filter(|(key, _)| !key.is_empty()).cloned().collect();
    let request = act::create_user(name.trim(), &given);
    let ready = !name.trim().is_empty() && tags.iter().all(|(key, _)| !key.is_empty());
    let create = {
        let (words, asking, request) = (words.clone(), asking.clone(), request.clone());
        let (onclose, name) = (props.onclose.clone(), name.trim().to_owned());
        Callback::from(move |_: MouseEvent| {
            let (ctl, words) = (ctl.clone(), words.clone());
            let (onclose, name) = (onclose.clone(), name.clone());
            let done = Callback::from(move |_| {
                let text = words.f("iam.users.created", &[("name", &name)]);
                let to = Route::User(name.clone());
                ctl.flash(Flash::success(text).link(to, words.s("iam.users.created.next")));
                onclose.emit(());
            });
            asking.send(request.clone(), done);
        })
    };
    let oninput = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let onchange = {
        let tags = tags.clone();
        Callback::from(move |new| tags.set(new))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={create} disabled={!ready}>
            { words.t("iam.users.create") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("iam.users.create")} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.column.user")} value={(*name).clone()} {oninput}
                required=true hint={html! { words.t("iam.users.name.hint") }} />
            <TagsEditor tags={(*tags).clone()} {onchange} />
            <p class="hint">{ words.t("iam.users.create.hint") }</p>
            { asking.view() }
            <CliForm request={ready.then_some(request)} />
        </Dialog>
    }
}
