//! The editor of a policy document, checked while one writes, and tried before it is saved.

use watchtrail::access::slips::What;
use watchtrail::view::iam::document::{self, Fault, Place, Problem, faults, problem, told};
use yew::prelude::*;

use super::trial::Trial;
use crate::ui::parts::{Button, Expand, TextArea};
use crate::ui::words::{Words, use_words};

/// The properties of [`Editor`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The document.
    pub text: String,
    /// Where it is kept.
    pub place: Place,
    /// Called with the document as it is written.
    pub oninput: Callback<String>,
}

/// The editor of a policy document.
#[component]
pub fn Editor(props: &Props) -> Html {
    let words = use_words();
    let wrong = problem(&props.text, props.place);
    let tidy = {
        let (oninput, text) = (props.oninput.clone(), props.text.clone());
        Callback::from(move |_: MouseEvent| oninput.emit(document::pretty(&text)))
    };
    let size = watchtrail::access::validate::size(&props.text);
    let args: [(&str, &dyn std::fmt::Display); 2] = [("n", &size), ("limit", &props.place.limit())];
    let hint = html! { words.fill("iam.editor.size", &args) };
    let lines = faults(&props.text, props.place);
    let no_json = matches!(wrong, Some(Problem::Json { .. }));
    html! {
        <div class="editor">
            <TextArea label={words.s("iam.editor.document")} value={props.text.clone()} rows={14}
                mono=true {hint} oninput={&props.oninput}
                error={wrong.as_ref().map(|wrong| say(&words, wrong))} />
            { listed(&words, &lines) }
            <Button small=true onclick={tidy} disabled={no_json}>
                { words.t("iam.editor.tidy") }
            </Button>
            if props.place != Place::Trust {
                <Expand summary={html! { words.t("iam.try.open") }}>
                    // What is tried is nothing that the document needs to be saved.
                    <div data-apart="true">
                        <Trial document={wrong.is_none().then(|| props.text.clone())} />
                    </div>
                </Expand>
            }
        </div>
    }
}

/// Every fault with its line.
fn listed(words: &Words, faults: &[Fault]) -> Html {
    let fault = |fault: &Fault| {
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("line", &fault.line), ("message", &fault.message)];
        let why = fault.why.as_ref().map(|what| explained(words, what));
        html! {
            <li>
                { words.fill("iam.editor.fault", &args) }
                if let Some(why) = why {
                    <p class="hint">{ why }</p>
                }
            </li>
        }
    };
    html! {
        if !faults.is_empty() {
            <ul class="plain" aria-label={words.s("iam.editor.faults")}>
                { for faults.iter().map(fault) }
            </ul>
        }
    }
}

/// What stands behind words of IAM that say little.
fn explained(words: &Words, what: &What) -> AttrValue {
    let (key, fills) = told(what);
    let fills: Vec<(&str, &dyn std::fmt::Display)> =
        fills.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
    words.f(key, &fills)
}

fn say(words: &Words, problem: &Problem) -> AttrValue {
    match problem {
        Problem::Json { line, column } => {
            words.f("iam.editor.json", &[("line", line), ("column", column)])
        }
        Problem::Iam(message) => AttrValue::from(format!("MalformedPolicyDocument: {message}")),
        Problem::Long { size, limit } => {
            words.f("iam.editor.long", &[("n", size), ("limit", limit)])
        }
    }
}
