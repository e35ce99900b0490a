//! Deleting a user or a policy: asked once more, then called.

use watchtrail::services::Request;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, CliForm, Dialog, use_opening};

/// What a [`Delete`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What the buttons say.
    pub label: AttrValue,
    /// What is asked.
    pub question: AttrValue,
    /// What to know before one answers.
    pub hint: AttrValue,
    /// The call that deletes.
    pub request: Request,
    /// What is said when it is done.
    pub said: AttrValue,
    /// Where one goes then.
    pub then: Route,
}

/// The button, and the dialog that asks.
#[component]
pub fn Delete(props: &Props) -> Html {
    let (ctl, asking) = (use_ctl(), use_asking());
    let dialog = use_opening();
    let onclose = {
        let asking = asking.clone();
        dialog.close.reform(move |()| asking.clear())
    };
    let then = ctl.on(Msg::Go(props.then.clone()));
    let sure = asking.click(props.request.clone(), props.said.clone(), then);
    let submit = html! {
        <Button kind={ButtonKind::Danger} onclick={sure}>{ props.label.clone() }</Button>
    };
    html! {
        <>
            <Button onclick={&dialog.open}>{ props.label.clone() }</Button>
            if dialog.is_open {
                <Dialog open=true title={props.question.clone()} {onclose} {submit}>
                    <p>{ props.hint.clone() }</p>
                    { asking.view() }
                    <CliForm request={Some(props.request.clone())} />
                </Dialog>
            }
        </>
    }
}
