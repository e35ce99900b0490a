//! The line one types: a native field with the keys of a shell.

use std::cell::RefCell;
use std::rc::Rc;

use watchtrail::shell::complete::Completion;
use watchtrail::view::terminal::{Completed, Recall, choose, tab};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::words::{Words, use_words};

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

/// What is being typed, and what the keys need to know.
#[derive(Clone)]
struct Typing {
    ctl: Ctl,
    history: Rc<Vec<String>>,
    field: NodeRef,
    text: UseStateHandle<String>,
    offer: UseStateHandle<Offer>,
    recall: Rc<RefCell<Recall>>,
    /// Where the cursor goes once the text is drawn.
    cursor: Rc<RefCell<Option<usize>>>,
    /// Whether the next Tab leaves the field, as it does after Escape.
    leave: Rc<RefCell<bool>>,
}

/// What is being typed.
#[hook]
fn use_typing(history: Rc<Vec<String>>) -> Typing {
    let typing = Typing {
        ctl: use_ctl(),
        history,
        field: use_node_ref(),
        text: use_state(String::new),
        offer: use_state(Offer::default),
        recall: use_mut_ref(Recall::default),
        cursor: use_mut_ref(|| None),
        leave: use_mut_ref(|| false),
    };
    let (field, cursor) = (typing.field.clone(), typing.cursor.clone());
    use_effect_with((*typing.text).clone(), move |text| {
        let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
        field.set_rows(text.lines().count().clamp(1, 8) as u32);
        if let Some(at) = cursor.borrow_mut().take() {
            let at = utf16(text, at);
            // A field without a cursor shows the text all the same.
            let _ = field.set_selection_range(at, at);
        }
    });
    let field = typing.field.clone();
    use_effect_with((), move |()| focus(&field));
    typing
}

impl Typing {
    fn show(&self, done: Completed) {
        self.cursor.replace(Some(done.cursor));
        self.text.set(done.line);
    }

    /// The field holds this now.
    fn typed(&self, text: String) {
        self.recall.borrow_mut().reset();
        self.offer.set(Offer::default());
        self.text.set(text);
    }

    fn complete(&self, line: String, at: usize) {
        let (typing, typed) = (self.clone(), line.clone());
        let done = Callback::from(move |completion: Completion| {
            let done = tab(&typed, at, &completion);
            let offer = Offer { start: completion.start, choices: done.choices.clone() };
            typing.offer.set(offer);
            typing.show(done);
        });
        self.ctl.send(Msg::Complete(line, at, done));
    }

    fn pick(&self, word: &str) {
        let area = self.field.cast::<HtmlTextAreaElement>();
        let end = area.and_then(|area| area.selection_end().ok().flatten());
        let at = bytes(&self.text, end.unwrap_or(u32::MAX));
        self.show(choose(&self.text, at, self.offer.start, word));
        self.offer.set(Offer::default());
        focus(&self.field);
    }

    fn recalled(&self, found: Option<String>) {
        if let Some(line) = found {
            self.show(Completed { cursor: line.len(), line, choices: Vec::new() });
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        let line = field.value();
        let end = field.selection_end().ok().flatten().unwrap_or_default();
        let selects = field.selection_start().ok().flatten() != Some(end);
        let at = bytes(&line, end);
        let (before, after) = line.split_at_checked(at).unwrap_or((&line, ""));
        let left = self.leave.take();
        match event.key().as_str() {
            "Enter" if !event.shift_key() => {
                self.typed(String::new());
                if !line.trim().is_empty() {
                    self.ctl.send(Msg::Type(line));
                }
            }
            "Tab" if !event.shift_key() && !left && !line.trim().is_empty() => {
                self.complete(line, at);
            }
            "Escape" => {
                self.offer.set(Offer::default());
                self.leave.replace(true);
                // What is around the field may have a use for it too.
                return;
            }
            "ArrowUp" if !before.contains('\n') => {
                self.recalled(self.recall.borrow_mut().up(&self.history, &line));
            }
            "ArrowDown" if !after.contains('\n') => {
                self.recalled(self.recall.borrow_mut().down(&self.history));
            }
            "l" if event.ctrl_key() => self.ctl.send(Msg::ClearTerminal),
            "c" if event.ctrl_key() && !selects => {
                self.text.set(String::new());
                self.offer.set(Offer::default());
                self.ctl.send(Msg::Interrupt);
            }
            _ => return,
        }
        event.prevent_default();
    }
}

/// The line.
#[component]
pub fn Line(props: &Props) -> Html {
    let words = use_words();
    let typing = use_typing(props.history.clone());
    let oninput = {
        let typing = typing.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            typing.typed(field.value());
        })
    };
    let onkeydown = {
        let typing = typing.clone();
        Callback::from(move |event: KeyboardEvent| typing.key(&event))
    };
    html! {
        <>
            { offered(&typing, &words) }
            <div class="terminal-line">
                <label for="terminal-line">
                    <span class="terminal-prompt">{ props.prompt.clone() }</span>
                    <span class="sr-only">{ words.t("terminal.line") }</span>
                </label>
                <textarea id="terminal-line" ref={typing.field} rows="1"
                    value={(*typing.text).clone()} {oninput} {onkeydown} spellcheck="false"
                    autocomplete="off" autocapitalize="off" aria-describedby="terminal-keys"
                    aria-busy={props.busy.then_some("true")} />
                <p class="sr-only" id="terminal-keys">{ words.t("terminal.keys") }</p>
            </div>
        </>
    }
}

/// What is offered, to be picked.
fn offered(typing: &Typing, words: &Words) -> Html {
    let choice = |(word, note): &(String, String)| {
        let (typing, chosen) = (typing.clone(), word.clone());
        html! {
            <li key={word.clone()}>
                <button type="button" onclick={move |_| typing.pick(&chosen)}>
                    <code>{ word.clone() }</code>
                    if !note.is_empty() {
                        <span class="terminal-note">{ note.clone() }</span>
                    }
                </button>
            </li>
        }
    };
    let n = typing.offer.choices.len();
    html! {
        <>
            <p class="sr-only" role="status">
                if n > 0 { { words.f("terminal.choices", &[("n", &n)]) } }
            </p>
            if n > 0 {
                <ul class="terminal-choices" aria-label={words.s("terminal.choices.label")}>
                    { for typing.offer.choices.iter().map(choice) }
                </ul>
            }
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
