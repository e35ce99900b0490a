//! What a sitting came to.

use watchtrail::learn::exam::Mode;
use watchtrail::learn::exam::results::Score;
use watchtrail::view::exam::Act;
use watchtrail::view::exam::question::clock;
use watchtrail::view::exam::results::Model;
use watchtrail::view::route::{ExamPage, Route};
use yew::prelude::*;

use super::choose::beliefs;
use super::sit::act;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, Link, PageHead, Panel, Progress};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let go = |place: usize| {
        let ctl = ctl.clone();
        Callback::from(move |_: MouseEvent| {
            ctl.send(Msg::Exam(Box::new(Act::Go(place))));
            ctl.go(Route::Exam(ExamPage::Sit));
        })
    };
    let question =
        |(place, right): (usize, &Option<bool>)| question(place, *right, go(place), &words);
    html! {
        <>
            <PageHead title={words.s("exam-page.results")}
                note={model.title.clone()} />
            <Panel title={words.s("exam-page.result.all")}>
                <p class="exam-score">{ score(model.all, &words) }</p>
                <p>{ words.f("exam-page.result.time", &[("time", &clock(model.used_secs))]) }</p>
                if model.left_out > 0 {
                    <p>{ words.f("exam-page.result.left-out", &[("n", &model.left_out)]) }</p>
                }
                if model.timed {
                    <p class="hint">{ words.t("exam-page.result.hint") }</p>
                }
                <div class="exam-actions">
                    <Button kind={ButtonKind::Primary} onclick={act(&ctl, Act::Begin(Mode::Wrong))}>
                        { words.t("exam-page.mode.wrong") }
                    </Button>
                    <Link to={Route::Exam(ExamPage::Choose)} class="btn">
                        { words.t("exam-page.choose") }
                    </Link>
                </div>
            </Panel>
            <Panel title={words.s("exam-page.result.domains")}>
                { bars(&model.domains, &words) }
            </Panel>
            if !model.points.is_empty() {
                <Panel title={words.s("exam-page.result.points")}>
                    <ul>{ for model.points.iter().map(|(id, text, one)| html! {
                        <li>
                            <Link to={Route::Points(Some(id.clone()))}>{ id }</Link>{ " " }{ text }
                            { " " }<span class="hint">{ score(*one, &words) }</span>
                        </li>
                    }) }</ul>
                </Panel>
            }
            if !model.beliefs.is_empty() {
                <Panel title={words.s("exam-page.result.beliefs")}>
                    { beliefs(&model.beliefs, &words) }
                </Panel>
            }
            <Panel title={words.s("exam-page.result.questions")}>
                <nav class="exam-palette" aria-label={words.s("exam-page.palette")}>
                    <ol>{ for model.right.iter().enumerate().map(question) }</ol>
                </nav>
            </Panel>
        </>
    }
}

/// A question's number with its result, leading to it.
fn question(place: usize, right: Option<bool>, go: Callback<MouseEvent>, words: &Words) -> Html {
    let (state, mark) = match right {
        Some(true) => ("right", "✓"),
        Some(false) => ("wrong", "✗"),
        None => ("left", "–"),
    };
    let word = words.s(&format!("exam-page.spot.{state}"));
    let class = format!("exam-spot exam-spot-{state}");
    html! {
        <li>
            <button type="button" {class} aria-label={format!("{}, {word}", place + 1)}
                onclick={go}>
                { place + 1 }<span aria-hidden="true">{ mark }</span>
            </button>
        </li>
    }
}

fn score(score: Score, words: &Words) -> AttrValue {
    let percent = score.percent();
    words.f(
        "exam-page.result.score",
        &[("right", &score.right), ("asked", &score.asked), ("percent", &percent)],
    )
}

fn bars(rows: &[(String, Score)], words: &Words) -> Html {
    let row = |(title, one): &(String, Score)| {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        html! {
            <li>
                <span>{ title }{ " · " }{ score(*one, words) }</span>
                <Progress value={small(one.right)} max={small(one.asked)} label={title.clone()} />
            </li>
        }
    };
    html! { <ul class="exam-bars">{ for rows.iter().map(row) }</ul> }
}
