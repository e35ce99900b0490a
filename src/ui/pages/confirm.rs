//! A button with a question: what takes something away is asked once more, with its command.

use watchtrail::services::Request;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::asked::use_asking;
use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, CliForm, Dialog, use_opening};

/// The properties of [`Confirm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What the button says, and the one that does it.
    pub label: AttrValue,
    /// What a screen reader calls the button, where there are several alike.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// The question.
    pub title: AttrValue,
    /// The call.
    pub request: Request,
    /// What is said when it is done.
    pub said: AttrValue,
    /// Where it leads then.
    #[prop_or_default]
    pub to: Option<Route>,
    /// Whether something is gone for good.
    #[prop_or_default]
    pub danger: bool,
    /// Whether the button is smaller.
    #[prop_or_default]
    pub small: bool,
    /// What one should know before.
    #[prop_or_default]
    pub children: Html,
}

/// The button with its question.
#[component]
pub fn Confirm(props: &Props) -> Html {
    let (ctl, asking) = (use_ctl(), use_asking());
    let opening = use_opening();
    let close = {
        let (asking, close) = (asking.clone(), opening.close.clone());
        Callback::from(move |()| {
            asking.clear();
            close.emit(());
        })
    };
    let sure = {
        let (request, said, to) = (props.request.clone(), props.said.clone(), props.to.clone());
        let (asking, close) = (asking.clone(), close.clone());
        Callback::from(move |_: MouseEvent| {
            let (ctl, said, to, close) = (ctl.clone(), said.clone(), to.clone(), close.clone());
            let done = Callback::from(move |_| {
                close.emit(());
                ctl.flash(Flash::success(said.clone()));
                if let Some(to) = &to {
                    ctl.send(Msg::Go(to.clone()));
                }
            });
            asking.send(request.clone(), done);
        })
    };
    let kind = if props.danger { ButtonKind::Danger } else { ButtonKind::Primary };
    let submit = html! {
        <Button {kind} onclick={sure}>{ props.label.clone() }</Button>
    };
    html! {
        <>
            <Button onclick={opening.open} label={props.name.clone()} small={props.small}>
                { props.label.clone() }
            </Button>
            if opening.is_open {
                <Dialog open=true title={props.title.clone()} onclose={close} {submit}>
                    { props.children.clone() }
                    { asking.view() }
                    <CliForm request={Some(props.request.clone())} />
                </Dialog>
            }
        </>
    }
}
