//! The body as JSON, to read, copy and write, with what is wrong at its line.

use watchtrail::services::cloudwatch::dashboard::body::Body;
use watchtrail::view::dashboards::source::{self, Said};
use yew::prelude::*;

use crate::ui::parts::{Button, ButtonKind, CopyButton, Dialog, Status, TextArea, Tone, WhyNot};
use crate::ui::words::{Words, use_words};

/// The properties of [`Source`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The body.
    pub text: String,
    /// Called when it is closed.
    pub onclose: Callback<()>,
    /// Called with the body as it was written; nothing is saved yet.
    pub onapply: Callback<Body>,
}

/// The source of a dashboard.
#[component]
pub fn Source(props: &Props) -> Html {
    let words = use_words();
    let typed = {
        let text = props.text.clone();
        use_state(move || Body::read(&text).map_or(text, |body| body.print()))
    };
    let said = source::check(&typed);
    let body = Body::read(&typed).filter(|_| said.iter().all(|said| !said.fatal));
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(text))
    };
    let apply = {
        let (onapply, onclose, body) = (props.onapply.clone(), props.onclose.clone(), body.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(body) = body.clone() {
                onapply.emit(body);
                onclose.emit(());
            }
        })
    };
    let submit = html! {
        <>
            <CopyButton text={(*typed).clone()} />
            <Button kind={ButtonKind::Primary} onclick={apply} disabled={body.is_none()}
                why={WhyNot::Said(wrong(&said, &words))}>
                { words.t("dashboards.source.apply") }
            </Button>
        </>
    };
    html! {
        <Dialog open=true wide=true title={words.s("dashboards.source")}
            onclose={props.onclose.clone()} {submit}>
            <TextArea label={words.s("dashboards.source.body")} value={(*typed).clone()} rows=18
                mono=true {oninput} hint={html! { words.t("dashboards.source.hint") }} />
            <ul class="plain" aria-live="polite">
                { for said.iter().map(|said| finding(said, &words)) }
            </ul>
        </Dialog>
    }
}

/// Why a body cannot be applied: the first of what is wrong, and how much there is.
fn wrong(said: &[Said], words: &Words) -> AttrValue {
    let mut fatal = said.iter().filter(|said| said.fatal);
    let first = fatal.next().map(|said| told(said, words)).unwrap_or_default();
    match fatal.count() {
        0 => first,
        more => words.f("dashboards.source.wrong", &[("first", &first), ("n", &more)]),
    }
}

fn told(said: &Said, words: &Words) -> AttrValue {
    let line = said.line.unwrap_or(1);
    words.f(
        "dashboards.source.finding",
        &[("line", &line), ("path", &said.path), ("message", &said.message)],
    )
}

fn finding(said: &Said, words: &Words) -> Html {
    let label = told(said, words);
    let kind = if said.fatal { Tone::Bad } else { Tone::Warning };
    html! { <li><Status {kind} {label} /></li> }
}
