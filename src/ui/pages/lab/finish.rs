//! The end of a lab: stars, what would have earned more, what was seen.

use watchtrail::view::lab::{Finish as Model, Said, Star};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, Link};
use crate::ui::words::{Words, use_words};

/// What [`Finish`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
}

/// The end of a lab.
#[component]
pub fn Finish(props: &Props) -> Html {
    let words = use_words();
    let model = &props.model;
    let point = |(id, text): &(String, String)| {
        html! {
            <li key={id.clone()}>
                <Link to={Route::Points(Some(id.clone()))}>{ id.clone() }</Link>
                { " " }{ text.clone() }
            </li>
        }
    };
    html! {
        <div role="status">
            <Alert kind={AlertKind::Success} title={words.s("lab.solved")}>
                if let Some(cause) = &model.cause {
                    <p><strong>{ cause.clone() }</strong></p>
                }
                { for model.debrief.iter().map(|paragraph| html! {
                    <p>{ for paragraph.iter().map(said) }</p>
                }) }
                if !model.stars.is_empty() {
                    { stars(&model.stars, &words) }
                }
                if !model.points.is_empty() {
                    <h3>{ words.t("study.saw") }</h3>
                    <ul class="lab-saw">{ for model.points.iter().map(point) }</ul>
                    <p class="hint">{ words.t("study.codes") }</p>
                }
                if let Some((lab, title)) = &model.next {
                    <p>
                        { words.t("study.next") }{ " " }
                        <Link to={Route::Lab((*lab).to_owned())}>{ title }</Link>
                    </p>
                }
            </Alert>
        </div>
    }
}

fn said(said: &Said) -> Html {
    match said {
        Said::Text(text) => html! { <>{ text.clone() }</> },
        Said::Point(id) => {
            html! { <Link to={Route::Points(Some(id.clone()))}>{ id.clone() }</Link> }
        }
    }
}

fn stars(stars: &[Star], words: &Words) -> Html {
    let earned = stars.iter().filter(|star| star.earned).count();
    let row = |star: &Star| {
        let (mark, said) = match star.earned {
            true => ("★", "study.star.earned"),
            false => ("☆", "study.star.missed"),
        };
        html! {
            <li>
                <span aria-hidden="true">{ mark }{ " " }</span>
                <span class="sr-only">{ words.t(said) }{ ": " }</span>
                { star.told.clone() }
                if let Some(more) = &star.more {
                    <span class="lab-goal-note">{ " " }{ more.clone() }</span>
                }
            </li>
        }
    };
    html! {
        <>
            <h3>{ words.f("study.stars", &[("n", &earned), ("of", &stars.len())]) }</h3>
            <ul class="lab-stars">{ for stars.iter().map(row) }</ul>
        </>
    }
}
