//! The glossary: every term in both languages, found by either.

use watchtrail::view::glossary::{Term, search};
use watchtrail::view::route::{LearnPage, Route};
use yew::prelude::*;

use crate::ui::ctl::use_ctl;
use crate::ui::parts::{Empty, Link, PageHead, Panel, TextInput};
use crate::ui::words::use_words;

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Every term.
    pub terms: Vec<Term>,
    /// What is looked for.
    pub wanted: Option<String>,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let wanted = props.wanted.clone().unwrap_or_default();
    let oninput = Callback::from(move |text: String| {
        let wanted = Some(text).filter(|text| !text.is_empty());
        ctl.go(Route::Learn(LearnPage::Glossary(wanted)));
    });
    let found = search(&props.terms, &wanted);
    let term = |term: &Term| {
        html! {
            <div key={term.id.clone()}>
                <dt><b lang="en">{ &term.en }</b>{ " · " }<b lang="ko">{ &term.ko }</b></dt>
                <dd>
                    { &term.text }
                    if !term.also.is_empty() {
                        { " " }
                        <span class="hint">
                            { words.f("glossary.also", &[("terms", &term.also.join(", "))]) }
                        </span>
                    }
                    if let Some((to, title)) = &term.concept {
                        { " " }<Link to={to.clone()}>{ title }</Link>
                    }
                </dd>
            </div>
        }
    };
    let count = words.f("glossary.count", &[("n", &found.len())]);
    html! {
        <>
            <PageHead title={words.s("glossary.title")} note={words.t("glossary.note")} />
            <Panel>
                <TextInput label={words.s("glossary.search")} kind="search" value={wanted}
                    {oninput} hint={html! { { words.t("glossary.search.hint") } }} />
                <p class="hint" role="status">{ count }</p>
                if found.is_empty() {
                    <Empty title={words.s("glossary.none")} />
                } else {
                    <dl class="glossary">{ for found.iter().map(term) }</dl>
                }
            </Panel>
        </>
    }
}
