//! A goal in the panel: how it stands, what is missing, its trap, hints, and the solution.

use watchtrail::view::lab::{Goal as Model, State};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::parts::{Alert, AlertKind, Button, Code, Icon, IconKind, Link, When};
use crate::ui::words::{Words, use_words};

/// What a [`Goal`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which of them it is, counted from 1.
    pub number: usize,
    /// The goal.
    pub goal: Model,
    /// The line the solution types next, if it is this goal's.
    pub next: Option<String>,
}

/// A goal.
#[component]
pub fn Goal(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let goal = &props.goal;
    let (class, said) = match goal.state {
        State::Reached(_) => ("lab-goal lab-goal-reached", "lab.state.reached"),
        State::Current => ("lab-goal lab-goal-current", "lab.state.current"),
        State::Later => ("lab-goal", "lab.state.later"),
    };
    let mark = match goal.state {
        State::Reached(_) => html! { <Icon kind={IconKind::Check} /> },
        _ => html! { { props.number } },
    };
    let current = goal.state == State::Current;
    html! {
        <li {class} aria-current={current.then_some("step")}>
            <span class="lab-mark" aria-hidden="true">{ mark }</span>
            <div class="lab-goal-body">
                <p class="lab-goal-title">
                    <span class="sr-only">{ words.t(said) }{ ": " }</span>{ goal.title.clone() }
                </p>
                if let State::Reached(at) = goal.state {
                    <p class="lab-goal-note"><When {at} clock=true utc=true /></p>
                } else if let Some(missing) = &goal.missing {
                    <p class="lab-goal-note" role={current.then_some("status")}>
                        { missing.clone() }
                    </p>
                }
                if current {
                    { help(goal, &props.next, &words, &ctl) }
                }
            </div>
        </li>
    }
}

fn help(goal: &Model, next: &Option<String>, words: &Words, ctl: &Ctl) -> Html {
    let (met, of) = goal.met;
    let shown = goal.hints.len();
    let hint = |(i, hint): (usize, &String)| {
        let n = i + 1;
        let title = words.f("lab.hint.title", &[("n", &n), ("of", &goal.all_hints)]);
        html! { <li key={n}><strong>{ title }</strong>{ " " }{ hint.clone() }</li> }
    };
    let more = (shown + 1).min(goal.all_hints);
    html! {
        <>
            if of > 1 {
                <p class="lab-goal-note">{ words.f("lab.met", &[("met", &met), ("of", &of)]) }</p>
            }
            if let Some(way) = &goal.way {
                <p class="lab-way"><Link to={way.clone()}>
                    { words.f("lab.go", &[("page", &words.t(way.title()))]) }
                    <Icon kind={IconKind::Arrow} /></Link></p>
            }
            if let Some(rule) = &goal.rule {
                <Alert title={words.s("lab.rule")}><p>{ rule.clone() }</p></Alert>
            }
            if let Some(trap) = &goal.trap {
                <Alert kind={AlertKind::Tip} title={words.s("lab.trap")}>
                    <p>{ trap.clone() }</p>
                </Alert>
            }
            <div role="status">
                <ul class="lab-hints">{ for goal.noticed.iter().map(|hint| html! {
                    <li><strong>{ words.t("study.notice") }</strong>{ " " }{ hint.clone() }</li>
                }) }</ul>
                <ol class="lab-hints">{ for goal.hints.iter().enumerate().map(hint) }</ol>
            </div>
            if goal.notice {
                <Button small=true icon={IconKind::Bulb}
                    onclick={ctl.on(Msg::Hint(goal.id.clone()))}>
                    { words.t("study.notice.offer") }
                </Button>
            } else if shown < goal.all_hints {
                <Button small=true icon={IconKind::Bulb}
                    onclick={ctl.on(Msg::Hint(goal.id.clone()))}>
                    { words.f("lab.hint", &[("n", &more), ("of", &goal.all_hints)]) }
                </Button>
            }
            if let Some(line) = next.as_ref().filter(|_| shown == goal.all_hints) {
                <details class="lab-solution">
                    <summary>{ words.t("lab.solution") }</summary>
                    <p class="lab-goal-note">{ words.t("lab.solution.text") }</p>
                    <Code text={line.clone()} copy=true wrap=true label={words.s("lab.solution")} />
                    <Button small=true icon={IconKind::Play} onclick={ctl.on(Msg::SolutionStep)}>
                        { words.t("lab.solution.play") }
                    </Button>
                </details>
            }
        </>
    }
}
