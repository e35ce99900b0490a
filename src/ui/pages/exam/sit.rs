//! The question shown.

use watchtrail::learn::exam::Form;
use watchtrail::view::exam::Act;
use watchtrail::view::exam::question::{Question, Spot, clock};
use watchtrail::view::route::{ExamPage, Route};
use yew::prelude::*;

use super::option::Options;
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Dialog, IconKind, Link, PageHead, Panel, WhyNot,
    use_arrival,
};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Question,
}

pub(super) fn act(ctl: &Ctl, act: Act) -> Callback<MouseEvent> {
    ctl.on(Msg::Exam(Box::new(act)))
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let asking = use_state(|| false);
    let model = &props.model;
    let (number, of) = model.number;
    // Another question begins at its top, and so does what was said to it.
    let place = use_arrival((number, model.right.is_some()));
    let ask = |open: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(open))
    };
    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let left_out = model.palette.iter().filter(|spot| !spot.answered).count();
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={act(&ctl, Act::Finish)}>
            { words.t("exam-page.finish") }
        </Button>
    };
    let heading = words.f("exam-page.question", &[("n", &(number + 1)), ("of", &of)]);
    html! {
        <>
            <PageHead title={AttrValue::from(model.title.clone())}
                actions={ timer(model, &words, &ctl) } />
            if model.paused {
                <Alert><p>{ words.t("exam-page.paused") }</p></Alert>
            } else {
                <div class="arrival" ref={place} tabindex="-1">
                    <Panel title={heading} class="exam-question">
                        { body(model, &words, &ctl) }
                    </Panel>
                </div>
            }
            <div class="exam-actions">
                <Button disabled={number == 0} why={WhyNot::Obvious}
                    onclick={act(&ctl, Act::Go(number.saturating_sub(1)))}>
                    { words.t("exam-page.previous") }
                </Button>
                if model.can_show {
                    <Button kind={ButtonKind::Primary} onclick={act(&ctl, Act::Show)}>
                        { words.t("exam-page.show") }
                    </Button>
                }
                <Button disabled={number + 1 >= of} why={WhyNot::Obvious}
                    onclick={act(&ctl, Act::Go(number + 1))}>
                    { words.t("exam-page.next") }
                </Button>
                if model.over {
                    <Link to={Route::Exam(ExamPage::Results)} class="btn">
                        { words.t("exam-page.open.results") }
                    </Link>
                } else {
                    <Button icon={IconKind::Flag} pressed={Some(model.flagged)}
                        onclick={act(&ctl, Act::Flag)}>{ words.t("exam-page.flag") }</Button>
                    <Button onclick={ask(true)}>{ words.t("exam-page.finish") }</Button>
                }
            </div>
            { palette(model, &words, &ctl) }
            <Dialog open={*asking} title={words.s("exam-page.finish.title")} onclose={close}
                {submit}>
                <p>{ words.f("exam-page.finish.text", &[("n", &left_out)]) }</p>
            </Dialog>
        </>
    }
}

fn timer(model: &Question, words: &Words, ctl: &Ctl) -> Html {
    let Some(left) = model.left_secs else { return Html::default() };
    let key = if model.paused { "exam-page.go-on" } else { "exam-page.pause" };
    html! {
        <>
            <span class="exam-clock" role="timer">
                { words.f("exam-page.left", &[("time", &clock(left))]) }
            </span>
            <Button onclick={act(ctl, Act::Pause(!model.paused))}>{ words.t(key) }</Button>
        </>
    }
}

fn body(model: &Question, words: &Words, ctl: &Ctl) -> Html {
    let key = format!("exam-{}-{}", model.number.0, model.right.is_some());
    html! {
        <>
            <p class="exam-stem">{ &model.stem }</p>
            if model.newer {
                <p class="hint">{ words.t("exam-page.newer") }</p>
            }
            <Options key={key} form={model.form} task={model.task.clone()}
                options={model.options.clone()} with={model.with.clone()}
                open={model.right.is_none()} onact={ Callback::from({
                    let ctl = ctl.clone();
                    move |act: Act| ctl.send(Msg::Exam(Box::new(act)))
                }) } />
            { verdict(model, words) }
        </>
    }
}

fn verdict(model: &Question, words: &Words) -> Html {
    let Some(right) = model.right else { return Html::default() };
    let (kind, key) = match (right, model.answered) {
        (true, _) => (AlertKind::Success, "exam-page.right"),
        (false, true) => (AlertKind::Error, "exam-page.wrong"),
        (false, false) => (AlertKind::Warning, "exam-page.left-out"),
    };
    html! {
        <Alert {kind} live=true title={words.s(key)}>
            if let Some(why) = &model.why {
                <p>{ why }</p>
            }
            if model.form == Form::Ordering {
                <p class="hint">{ words.t("exam-page.order.right") }</p>
            }
            <p>{ words.t("exam-page.points") }</p>
            <ul>{ for model.points.iter().map(|point| html! { <li>{ point }</li> }) }</ul>
            if let Some((to, title)) = &model.lab {
                <p>{ words.t("exam-page.lab") }{ " " }<Link to={to.clone()}>{ title }</Link></p>
            }
        </Alert>
    }
}

fn palette(model: &Question, words: &Words, ctl: &Ctl) -> Html {
    let spot = |(place, spot): (usize, &Spot)| {
        let state = match (spot.right, spot.answered) {
            (Some(true), _) => "right",
            (Some(false), _) => "wrong",
            (None, true) => "answered",
            (None, false) => "empty",
        };
        let flag = if spot.flagged { words.t("exam-page.spot.flagged") } else { "" };
        let state_text = words.t(&format!("exam-page.spot.{state}")).to_owned();
        let label = format!("{}, {state_text} {flag}", place + 1);
        let mark = match state {
            "right" => "✓",
            "wrong" => "✗",
            "answered" => "•",
            _ => "",
        };
        let flag_mark = if spot.flagged { "⚑" } else { "" };
        let current = (model.number.0 == place).then_some("true");
        html! {
            <li>
                <button type="button" class={format!("exam-spot exam-spot-{state}")}
                    aria-label={label.trim().to_owned()} aria-current={current}
                    onclick={act(ctl, Act::Go(place))}>
                    { place + 1 }<span aria-hidden="true">{ mark }{ flag_mark }</span>
                </button>
            </li>
        }
    };
    html! {
        <nav class="exam-palette" aria-label={words.s("exam-page.palette")}>
            <ol>{ for model.palette.iter().enumerate().map(spot) }</ol>
            <p class="hint">{ words.t("exam-page.palette.legend") }</p>
            <p class="hint">{ words.t("exam-page.keys") }</p>
        </nav>
    }
}
