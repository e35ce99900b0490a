//! The page that answers a mail's link, in a browser window of its own.

use watchtrail::services::inbox::LinkAction;
use watchtrail::view::inbox::answer::Answer;
use yew::prelude::*;

use crate::ui::parts::{Button, ButtonKind, Dialog, Status, Tone};
use crate::ui::words::use_words;

/// The properties of [`Answered`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The address that was opened.
    pub url: String,
    /// What the page says.
    pub answer: Answer,
    /// Called when its link is followed.
    pub undo: Callback<LinkAction>,
    /// Called when the window is to close.
    pub onclose: Callback<()>,
}

/// The page that answers a mail's link.
#[component]
pub fn Answered(props: &Props) -> Html {
    let words = use_words();
    let answer = &props.answer;
    let (kind, label) = match answer.done {
        true => (Tone::Good, words.s("inbox.answer.done")),
        false => (Tone::Bad, words.s("inbox.answer.refused")),
    };
    let undo = answer.undo.as_ref().map(|undo| {
        let (callback, action) = (props.undo.clone(), undo.action.clone());
        let onclick = Callback::from(move |_: MouseEvent| callback.emit(action.clone()));
        html! {
            <p>
                { undo.before }
                <button type="button" class="mail-link" {onclick}>{ undo.label }</button>
            </p>
        }
    });
    let close = props.onclose.reform(|_: MouseEvent| ());
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={close}>
            { words.t("inbox.answer.close") }
        </Button>
    };
    html! {
        <Dialog open=true wide=true title={words.s("inbox.answer.title")} onclose={&props.onclose}
            {actions}>
            <p class="browser-bar" aria-label={words.s("inbox.answer.address")}>
                <code>{ &props.url }</code>
            </p>
            <article class="answer" lang="en">
                <h3>{ &answer.title }</h3>
                { for answer.lines.iter().map(|line| html! { <p>{ line }</p> }) }
                { undo.unwrap_or_default() }
            </article>
            <p><Status {kind} {label} /></p>
        </Dialog>
    }
}
