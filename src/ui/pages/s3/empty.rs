//! The button that deletes everything in a bucket, and its dialog.

use watchtrail::view::s3::act;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Dialog, TextInput, WhyNot, use_opening};
use crate::ui::words::use_words;

/// The properties of [`EmptyBucket`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The bucket.
    pub bucket: String,
    /// Everything in it: key and version.
    pub contents: Vec<(String, Option<String>)>,
}

/// The button that deletes everything in a bucket. As in AWS's console one must say so in words.
#[component]
pub fn EmptyBucket(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let (opening, typed) = (use_opening(), use_state(String::new));
    let close = {
        let (asking, close, typed) = (asking.clone(), opening.close.clone(), typed.clone());
        Callback::from(move |()| {
            asking.clear();
            typed.set(String::new());
            close.emit(());
        })
    };
    let sure = {
        let (asking, close, words) = (asking.clone(), close.clone(), words.clone());
        let requests = act::empty(&props.bucket, &props.contents);
        Callback::from(move |_: MouseEvent| {
            let (ctl, close, words) = (ctl.clone(), close.clone(), words.clone());
            let n = requests.len();
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(words.f("s3.emptied", &[("n", &n)])));
                close.emit(());
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(text))
    };
    let word = words.s("s3.empty.word");
    let submit = html! {
        <Button kind={ButtonKind::Danger} onclick={sure}
            disabled={typed.trim() != word.as_str()}
            why={WhyNot::Said(words.f("s3.empty.type", &[("word", &word)]))}>
            { words.t("s3.empty") }
        </Button>
    };
    let n = props.contents.len();
    html! {
        <>
            <Button onclick={opening.open} disabled={n == 0}
                why={WhyNot::Said(words.s("s3.empty.nothing"))}>{ words.t("s3.empty") }</Button>
            if opening.is_open {
                <Dialog open=true onclose={close} {submit}
                    title={words.f("s3.empty.ask", &[("name", &props.bucket)])}>
                    <p>{ words.f("s3.empty.explain", &[("n", &n)]) }</p>
                    <TextInput label={words.f("s3.empty.type", &[("word", &word)])}
                        value={(*typed).clone()} {oninput} />
                    { asking.view() }
                </Dialog>
            }
        </>
    }
}
