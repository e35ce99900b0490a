//! What a lab that is made is called and says, and what is good enough for its stars.

use watchtrail::learn::make::{Both, Draft};
use watchtrail::learn::own;
use watchtrail::text::Lang;
use yew::prelude::*;

use super::{Props, edited, label, langs};
use crate::ui::ctl::use_ctl;
use crate::ui::parts::{Expand, NumberInput, Panel, TextArea, TextInput};
use crate::ui::words::use_words;

/// A text of the draft, to be read and to be written.
type Text = (fn(&Draft) -> &Both, fn(&mut Draft) -> &mut Both);
/// A line of the draft.
type Line = (&'static str, fn(&Draft) -> &String, fn(&mut Draft) -> &mut String);

const TITLE: Text = (|draft| &draft.title, |draft| &mut draft.title);
const STORY: Text = (|draft| &draft.story, |draft| &mut draft.story);
const END: Text = (|draft| &draft.end, |draft| &mut draft.end);

const STARS: [Line; 4] = [
    ("make.field.calls", |draft| &draft.par.calls, |draft| &mut draft.par.calls),
    ("make.field.clock", |draft| &draft.par.minutes, |draft| &mut draft.par.minutes),
    ("make.field.cost", |draft| &draft.par.cost, |draft| &mut draft.par.cost),
    ("make.field.hints-used", |draft| &draft.par.hints, |draft| &mut draft.par.hints),
];

/// The texts.
#[component]
pub fn Texts(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let draft = &props.model.draft;
    let write = |text: Text, lang: Lang| {
        edited(&ctl, draft, move |draft, typed: String| {
            *(text.1)(draft).of_mut(lang) = typed;
        })
    };
    let line = |lang| {
        html! {
            <TextInput label={label("make.field.lab", lang, &words)} oninput={write(TITLE, lang)}
                value={draft.title.of(lang).to_owned()} />
        }
    };
    let area = |key: &'static str, text: Text, rows: u32| {
        let (words, write) = (&words, &write);
        langs(words).into_iter().map(move |lang| {
            html! {
                <TextArea label={label(key, lang, words)} {rows} oninput={write(text, lang)}
                    value={(text.0)(draft).of(lang).to_owned()} />
            }
        })
    };
    let name = edited(&ctl, draft, |draft, typed: String| draft.name = typed);
    let minutes = edited(&ctl, draft, |draft, typed: String| draft.minutes = typed);
    let unread = draft.unread();
    let wrong = |key| unread.contains(&key).then(|| words.s("make.field.number"));
    let star = |(key, read, written): Line| {
        let oninput = edited(&ctl, draft, move |draft, typed: String| *written(draft) = typed);
        html! {
            <NumberInput label={words.s(key)} value={read(draft).clone()} {oninput}
                error={wrong(key)} />
        }
    };
    let called = match draft.name.trim() {
        "" => words.s("make.field.name.hint"),
        name => words.f("make.field.name.is", &[("name", &own::plain(name))]),
    };
    html! {
        <Panel title={words.s("make.texts")}>
            <p>{ words.t("make.texts.text") }</p>
            { for langs(&words).into_iter().map(line) }
            { for area("make.field.story", STORY, 4) }
            { for area("make.field.end", END, 3) }
            <TextInput label={words.s("make.field.name")} value={draft.name.clone()}
                oninput={name} hint={html! { { called } }} />
            <NumberInput label={words.s("make.field.minutes")} value={draft.minutes.clone()}
                oninput={minutes} error={wrong("make.field.minutes")} />
            <Expand summary={html! { { words.t("make.stars") } }}>
                <p class="hint">{ words.t("make.stars.text") }</p>
                { for STARS.into_iter().map(star) }
            </Expand>
        </Panel>
    }
}
