//! A dialog that asks AWS for something: fields, the commands, and a button that does it.

use watchtrail::services::Request;
use yew::prelude::*;

use super::asked::use_asking;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::parts::{Button, ButtonKind, CliForm, Dialog};

/// What [`Ask`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct AskProps {
    /// The dialog's title.
    pub title: AttrValue,
    /// What its button says: the act.
    pub act: AttrValue,
    /// The call; nothing as long as something is missing.
    pub request: Option<Request>,
    /// Further calls, made if those before were not refused.
    #[prop_or_default]
    pub more: Vec<Request>,
    /// What is said when it is done.
    pub said: AttrValue,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
    /// Whether the dialog is wide.
    #[prop_or_default]
    pub wide: bool,
    /// The fields.
    pub children: Html,
}

/// The dialog.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let (ctl, asking) = (use_ctl(), use_asking());
    let more = props.more.iter().filter(|_| props.request.is_some());
    let requests: Vec<Request> = props.request.iter().chain(more).cloned().collect();
    let onclick = {
        let (requests, asking) = (requests.clone(), asking.clone());
        let (said, onclose) = (props.said.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            let (ctl, said, onclose) = (ctl.clone(), said.clone(), onclose.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                onclose.emit(());
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} {onclick} disabled={props.request.is_none()}>
            { props.act.clone() }
        </Button>
    };
    html! {
        <Dialog open=true wide={props.wide} title={props.title.clone()} onclose={&props.onclose}
            {submit}>
            { props.children.clone() }
            { asking.view() }
            <CliForm request={props.request.clone()} />
            // Of their own element: else their coming would make the fields above anew.
            <div>{ for requests.into_iter().skip(1).map(|request| html! {
                <CliForm request={Some(request)} />
            }) }</div>
        </Dialog>
    }
}
