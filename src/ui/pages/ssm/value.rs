//! The dialog that reads the value of a parameter: a call of its own, as the record tells.

use watchtrail::view::ssm::act::{self, KINDS};
use watchtrail::view::ssm::parameters;
use yew::prelude::*;

use crate::ui::ctl::Reply;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Checkbox, CliForm, Code, Dialog};
use crate::ui::words::use_words;

/// The properties of [`Value`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The parameter.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that reads a value.
#[component]
pub fn Value(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let decrypted = use_state(|| false);
    let found = use_state(|| None::<String>);
    let secure = props.kind == KINDS[2];
    let request = act::read(&props.name, *decrypted);
    let onchange = {
        let (decrypted, found) = (decrypted.clone(), found.clone());
        Callback::from(move |on| {
            decrypted.set(on);
            found.set(None);
        })
    };
    let read = {
        let (asking, found, request) = (asking.clone(), found.clone(), request.clone());
        Callback::from(move |_: MouseEvent| {
            found.set(None);
            let found = found.clone();
            let done = Callback::from(move |reply: Reply| {
                found.set(reply.result.ok().and_then(|reply| parameters::value(&reply)));
            });
            asking.send(request.clone(), done);
        })
    };
    let title = words.f("ssm.value.of", &[("name", &props.name)]);
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={read}>{ words.t("ssm.value.show") }</Button>
    };
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()} {submit}>
            <p>{ words.t("ssm.value.note") }</p>
            if secure {
                <Checkbox label={words.s("ssm.value.decrypt")} checked={*decrypted} {onchange}
                    hint={html! { words.t("ssm.value.decrypt.hint") }} />
            }
            <div role="status">
                if let Some(text) = &*found {
                    <Code label={words.s("ssm.value")} text={text.clone()} copy=true wrap=true />
                }
            </div>
            { asking.view() }
            <CliForm request={Some(request)} />
        </Dialog>
    }
}
