//! Dialogs: the browser's own, so that focus, Escape and the backdrop are right.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::{Button, ButtonKind, IconKind, use_id};
use crate::ui::platform;
use crate::ui::words::use_words;

/// What a [`Dialog`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct DialogProps {
    /// Whether it is open.
    pub open: bool,
    /// Its title.
    pub title: AttrValue,
    /// Called when it is closed, by Escape too.
    pub onclose: Callback<()>,
    /// The button at its end that does what it is for; beside it stands one that cancels.
    #[prop_or_default]
    pub submit: Html,
    /// Buttons at its end that are not of this kind.
    #[prop_or_default]
    pub actions: Html,
    /// Whether it is wider.
    #[prop_or_default]
    pub wide: bool,
    /// Its content.
    #[prop_or_default]
    pub children: Html,
}

/// A dialog over the page.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let words = use_words();
    let id = use_id("dialog");
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.open, move |open| {
            let dialog = node.cast::<HtmlDialogElement>().filter(|_| *open);
            if let Some(dialog) = dialog.as_ref().filter(|dialog| !dialog.open()) {
                // A dialog that is no longer in the page cannot open; nothing is lost.
                let _ = dialog.show_modal();
                focus_first(dialog);
            }
            // Closing gives the focus back, also when the whole dialog leaves the page.
            move || dialog.iter().filter(|dialog| dialog.open()).for_each(|dialog| dialog.close())
        });
    }
    {
        let onclose = props.onclose.clone();
        use_effect_with((props.open, onclose), |(open, onclose)| {
            let here = platform::hash();
            let onclose = onclose.clone();
            // Whoever goes back, or elsewhere, leaves what stood over the page as well.
            let left = move |hash: String| {
                if hash != here {
                    onclose.emit(());
                }
            };
            // Where nobody can watch, the dialog stays until it is closed.
            let listener = open.then(|| platform::on_hash(left).ok());
            move || drop(listener)
        });
    }
    let close = props.onclose.reform(|_: MouseEvent| ());
    let submits = props.submit != Html::default();
    // The page decides: the browser's own closing would leave `open` behind.
    let oncancel = props.onclose.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={node} class={classes!("dialog", props.wide.then_some("dialog-wide"))}
            aria-labelledby={id.clone()} {oncancel}>
            if props.open {
                <header class="dialog-head">
                    <h2 {id}>{ props.title.clone() }</h2>
                    <Button kind={ButtonKind::Quiet} icon={IconKind::Cross}
                        label={words.s("app.close")} onclick={close.clone()} />
                </header>
                <div class="dialog-body">{ props.children.clone() }</div>
                if submits || props.actions != Html::default() {
                    <footer class="dialog-actions">
                        if submits {
                            <Button onclick={close}>{ words.t("app.cancel") }</Button>
                            { props.submit.clone() }
                        }
                        { props.actions.clone() }
                    </footer>
                }
            }
        </dialog>
    }
}

/// Whether a dialog is open, and what opens and closes it.
pub struct Opening {
    /// Whether it is.
    pub is_open: bool,
    /// Opens it.
    pub open: Callback<MouseEvent>,
    /// Closes it.
    pub close: Callback<()>,
}

/// A dialog's opening and closing; it begins closed.
#[hook]
pub fn use_opening() -> Opening {
    let state = use_state(|| false);
    let set = |open: bool| {
        let state = state.clone();
        Callback::from(move |()| state.set(open))
    };
    Opening { is_open: *state, open: set(true).reform(|_: MouseEvent| ()), close: set(false) }
}

/// Puts the focus where one begins: in the first field, else on the first button at the end, which
/// is the one that changes nothing.
fn focus_first(dialog: &HtmlDialogElement) {
    const FIRST: [&str; 2] = [
        ".dialog-body :is(input, select, textarea):not(:disabled, [type=radio]:not(:checked))",
        ".dialog-actions button:not(:disabled)",
    ];
    let found = FIRST.iter().find_map(|place| dialog.query_selector(place).ok().flatten());
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where the browser put it.
        let _ = element.focus();
    }
}
