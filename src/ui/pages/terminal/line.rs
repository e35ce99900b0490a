//! The line one types: a native field with the keys of a shell.

use std::rc::Rc;

use watchtrail::shell::complete::Completion;
use watchtrail::view::terminal::{Completed, Recall, choose, tab};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::words::use_words;

/// What a [`Line`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The prompt.
    pub prompt: AttrValue,
    /// What was typed before.
    pub history: Rc<Vec<String>>,
    /// Whether something runs.
    pub busy: bool,
}

/// What is offered after the Tab key.
#[derive(Clone, Default, PartialEq)]
struct Offer {
    start: usize,
    choices: Vec<(String, String)>,
}

/// The line.
#[component]
pub fn Line(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let field = use_node_ref();
    let text = use_state(String::new);
    let offer = use_state(Offer::default);
    let recall = use_mut_ref(Recall::default);
    // Where the cursor goes once the text is drawn; Escape lets the next Tab leave the field.
    let cursor = use_mut_ref(|| None::<usize>);
    let leave = use_mut_ref(|| false);
    {
        let (field, cursor) = (field.clone(), cursor.clone());
        use_effect_with((*text).clone(), move |text| {
            let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
            field.set_rows(text.lines().count().clamp(1, 8) as u32);
            if let Some(at) = cursor.borrow_mut().take() {
                let at = utf16(text, at);
                // A field without a cursor shows the text all the same.
                let _ = field.set_selection_range(at, at);
            }
        });
    }
    {
        let field = field.clone();
        use_effect_with((), move |()| focus(&field));
    }
    let show = {
        let (text, cursor) = (text.clone(), cursor.clone());
        Callback::from(move |done: Completed| {
            cursor.replace(Some(done.cursor));
            text.set(done.line);
        })
    };
    let oninput = {
        let (text, offer, recall) = (text.clone(), offer.clone(), recall.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            recall.borrow_mut().reset();
            offer.set(Offer::default());
            text.set(field.value());
        })
    };
    let complete = {
        let (ctl, offer, show) = (ctl.clone(), offer.clone(), show.clone());
        Callback::from(move |(line, at): (String, usize)| {
            let (offer, show, typed) = (offer.clone(), show.clone(), line.clone());
            let done = Callback::from(move |completion: Completion| {
                let done = tab(&typed, at, &completion);
                offer.set(Offer { start: completion.start, choices: done.choices.clone() });
                show.emit(done);
            });
            ctl.send(Msg::Complete(line, at, done));
        })
    };
    let onkeydown = {
        let (text, offer, show) = (text.clone(), offer.clone(), show.clone());
        let (history, ctl) = (props.history.clone(), ctl.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let line = field.value();
            let end = field.selection_end().ok().flatten().unwrap_or_default();
            let selects = field.selection_start().ok().flatten() != Some(end);
            let at = bytes(&line, end);
            let left = std::mem::take(&mut *leave.borrow_mut());
            let recalled = |found: Option<String>| {
                if let Some(line) = found {
                    show.emit(Completed { cursor: line.len(), line, choices: Vec::new() });
                }
            };
            match event.key().as_str() {
                "Enter" if !event.shift_key() => {
                    event.prevent_default();
                    recall.borrow_mut().reset();
                    offer.set(Offer::default());
                    text.set(String::new());
                    if !line.trim().is_empty() {
                        ctl.send(Msg::Type(line));
                    }
                }
                "Tab" if !event.shift_key() && !left && !line.trim().is_empty() => {
                    event.prevent_default();
                    complete.emit((line, at));
                }
                "Escape" => {
                    offer.set(Offer::default());
                    leave.replace(true);
                }
                "ArrowUp" if !line.get(..at).unwrap_or_default().contains('\n') => {
                    event.prevent_default();
                    recalled(recall.borrow_mut().up(&history, &line));
                }
                "ArrowDown" if !line.get(at..).unwrap_or_default().contains('\n') => {
                    event.prevent_default();
                    recalled(recall.borrow_mut().down(&history));
                }
                "l" if event.ctrl_key() => {
                    event.prevent_default();
                    ctl.send(Msg::ClearTerminal);
                }
                "c" if event.ctrl_key() && !selects => {
                    event.prevent_default();
                    text.set(String::new());
                    offer.set(Offer::default());
                    ctl.send(Msg::Interrupt);
                }
                _ => {}
            }
        })
    };
    let pick = {
        let (text, offer, field) = (text.clone(), offer.clone(), field.clone());
        Callback::from(move |word: String| {
            let area = field.cast::<HtmlTextAreaElement>();
            let end = area.and_then(|area| area.selection_end().ok().flatten());
            let at = bytes(&text, end.unwrap_or(u32::MAX));
            show.emit(choose(&text, at, offer.start, &word));
            offer.set(Offer::default());
            focus(&field);
        })
    };
    let choice = |(word, note): &(String, String)| {
        let (pick, chosen) = (pick.clone(), word.clone());
        html! {
            <li key={word.clone()}>
                <button type="button" onclick={move |_| pick.emit(chosen.clone())}>
                    <code>{ word.clone() }</code>
                    if !note.is_empty() {
                        <span class="terminal-note">{ note.clone() }</span>
                    }
                </button>
            </li>
        }
    };
    let n = offer.choices.len();
    html! {
        <>
            <p class="sr-only" role="status">
                if n > 0 { { words.f("terminal.choices", &[("n", &n)]) } }
            </p>
            if n > 0 {
                <ul class="terminal-choices" aria-label={words.s("terminal.choices.label")}>
                    { for offer.choices.iter().map(choice) }
                </ul>
            }
            <div class="terminal-line">
                <label for="terminal-line">
                    <span class="terminal-prompt">{ props.prompt.clone() }</span>
                    <span class="sr-only">{ words.t("terminal.line") }</span>
                </label>
                <textarea id="terminal-line" ref={field} rows="1" value={(*text).clone()} {oninput}
                    {onkeydown} spellcheck="false" autocomplete="off" autocapitalize="off"
                    aria-describedby="terminal-keys" aria-busy={props.busy.then_some("true")} />
                <p class="sr-only" id="terminal-keys">{ words.t("terminal.keys") }</p>
            </div>
        </>
    }
}

fn focus(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        // A field that cannot take the focus leaves it where it is.
        let _ = field.focus();
    }
}

/// The byte at a place counted in UTF-16.
fn bytes(text: &str, at: u32) -> usize {
    let mut units = 0;
    for (i, c) in text.char_indices() {
        if units >= at {
            return i;
        }
        units += c.len_utf16() as u32;
    }
    text.len()
}

/// The place counted in UTF-16 at a byte.
fn utf16(text: &str, at: usize) -> u32 {
    text.get(..at).unwrap_or(text).encode_utf16().count() as u32
}
