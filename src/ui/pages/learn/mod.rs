//! The pages to look things up in: concepts with their small worlds, and the glossary.

mod concept;
mod glossary;
mod mini;
mod progress;
mod teachers;

use watchtrail::view::concepts;
use watchtrail::view::glossary::terms;
use watchtrail::view::route::{LearnPage, Route};
use yew::prelude::*;

use super::Shown;
use crate::ui::parts::{Link, PageHead, Panel};
use crate::ui::words::use_words;

/// The page of an address. Nothing before its texts are there.
pub fn page(shown: &Shown<'_>, page: &LearnPage) -> Html {
    if !shown.words.has("concepts.title") {
        return Html::default();
    }
    match page {
        LearnPage::Concepts => html! { <Concepts cards={concepts::cards(shown.words)} /> },
        LearnPage::Concept(id) => match concepts::model(id, &(shown.solved)(), shown.words) {
            Some(model) => {
                let key = model.id;
                html! { <concept::Page {key} {model} /> }
            }
            None => html! { <super::not_found::Page hash={shown.route.hash()} /> },
        },
        LearnPage::Glossary(wanted) => html! {
            <glossary::Page terms={terms(shown.words)} wanted={wanted.clone()} />
        },
        LearnPage::Progress => progress::page(shown),
        LearnPage::Teachers => html! { <teachers::Page /> },
    }
}

/// What [`Concepts`] are given.
#[derive(Clone, PartialEq, Properties)]
struct Props {
    cards: Vec<concepts::Card>,
}

/// The concepts there are.
#[component]
fn Concepts(props: &Props) -> Html {
    let words = use_words();
    let card = |card: &concepts::Card| {
        html! {
            <li key={card.title.clone()}>
                <h3><Link to={card.to.clone()}>{ card.title.clone() }</Link></h3>
                <p>{ card.lead.clone() }</p>
            </li>
        }
    };
    html! {
        <>
            <PageHead title={words.s("concepts.title")} note={words.t("concepts.note")} />
            <Panel>
                <ol class="concept-list">{ for props.cards.iter().map(card) }</ol>
                <p>
                    <Link to={Route::Learn(LearnPage::Glossary(None))}>
                        { words.t("app.page.glossary") }
                    </Link>
                    { " · " }
                    <Link to={Route::Points(None)}>{ words.t("app.page.points") }</Link>
                    { " · " }
                    <Link to={Route::Labs}>{ words.t("app.page.labs") }</Link>
                </p>
            </Panel>
        </>
    }
}
