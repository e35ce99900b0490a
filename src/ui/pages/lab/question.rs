//! A question before it happens: what the learner expects, then what came out.

use watchtrail::view::lab::Asked;
use watchtrail::view::lab::ask::State;
use watchtrail::view::lab::drawn::Drawn;
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Chart, Choice, Expand, Link, Microscope, Radios, Select,
    WhyNot,
};
use crate::ui::words::{Words, use_words};

/// What a [`Question`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The question.
    pub asked: Asked,
}

/// A question.
#[component]
pub fn Question(props: &Props) -> Html {
    let asked = &props.asked;
    let words = use_words();
    let body = match &asked.state {
        State::Open | State::Passed | State::Said(_) => html! { <Open ..props.clone() /> },
        State::Over { folded: true, told, why, .. } => {
            return html! {
                <details class="lab-ask lab-asked">
                    <summary>
                        { for asked.drawn.iter().map(|drawn| format!("{} · ", drawn.alarm)) }
                        { told.clone() }
                    </summary>
                    <p class="lab-goal-note">{ asked.ask.clone() }</p>
                    <p>{ why.clone() }</p>
                    { for asked.drawn.iter().map(|drawn| reasons(drawn, &words)) }
                </details>
            };
        }
        State::Over { right, told, why, .. } => {
            let kind = match right {
                Some(true) => AlertKind::Success,
                Some(false) | None => AlertKind::Info,
            };
            html! {
                <>
                    <Alert {kind} title={told.clone()}><p>{ why.clone() }</p></Alert>
                    { for asked.drawn.iter().map(|drawn| reasons(drawn, &words)) }
                </>
            }
        }
    };
    html! {
        <section class="lab-ask" aria-label={words.s("study.ask.title")}>
            <p class="lab-goal-title">
                <strong>{ words.t("study.ask.title") }</strong>{ " · " }{ asked.ask.clone() }
            </p>
            { for asked.drawn.iter().map(graph) }
            <div role="status">{ body }</div>
        </section>
    }
}

/// What the alarm is going to see, and what it counts.
fn graph(drawn: &Drawn) -> Html {
    html! {
        <>
            <p class="lab-goal-note"><strong>{ drawn.alarm.clone() }</strong>{ ": " }
                { drawn.rule.clone() }</p>
            <Chart model={drawn.chart.clone()} />
        </>
    }
}

/// How the alarm counted at the moment that decided, to be unfolded; and its page then.
fn reasons(drawn: &Drawn, words: &Words) -> Html {
    let Some(why) = &drawn.why else { return Html::default() };
    html! {
        <>
            <Expand summary={Html::from(words.s("study.ask.reasons"))}>
                <Microscope why={why.clone()} />
            </Expand>
            <p class="lab-way"><Link to={drawn.page.clone()}>
                { words.f("study.ask.page", &[("alarm", &drawn.alarm)]) }</Link></p>
        </>
    }
}

/// A question that has not come out yet: an answer may be changed until then.
#[component]
fn Open(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let asked = &props.asked;
    let chosen = use_state(|| None::<String>);
    let changing = use_state(|| false);
    let first = asked.options.first().map(|(value, _)| value.clone()).unwrap_or_default();
    let told = match &asked.state {
        State::Said(told) => Some(AttrValue::from(told.clone())),
        State::Passed => Some(words.s("study.ask.passed")),
        State::Open | State::Over { .. } => None,
    };
    let value = match (&*chosen, asked.minutes) {
        (Some(chosen), _) => chosen.clone(),
        (None, true) => first,
        (None, false) => String::new(),
    };
    let options: Vec<Choice> = asked
        .options
        .iter()
        .map(|(value, label)| Choice::new(value.clone(), label.clone()))
        .collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |value: String| chosen.set(Some(value)))
    };
    let send = |said: Option<String>| {
        let (ctl, id, changing) = (ctl.clone(), asked.id.clone(), changing.clone());
        Callback::from(move |_: MouseEvent| {
            changing.set(false);
            ctl.send(Msg::Answer(id.clone(), said.clone()));
        })
    };
    if let (Some(told), false) = (&told, *changing) {
        let change = {
            let changing = changing.clone();
            Callback::from(move |_: MouseEvent| changing.set(true))
        };
        return html! {
            <p class="lab-goal-note">{ told }{ " " }
                <Button small=true kind={ButtonKind::Link} onclick={change}>
                    { words.t("study.ask.change") }
                </Button>
            </p>
        };
    }
    let label = words.s(if asked.minutes { "study.ask.minute" } else { "study.ask.choose" });
    html! {
        <>
            if asked.minutes {
                <Select {label} {options} value={value.clone()} {onchange} />
            } else {
                <Radios {label} {options} value={value.clone()} {onchange} />
            }
            <div class="lab-actions">
                <Button small=true kind={ButtonKind::Primary} disabled={value.is_empty()}
                    why={WhyNot::Said(words.s("study.ask.choose-first"))}
                    onclick={send(Some(value.clone()))}>{ words.t("study.ask.say") }</Button>
                <Button small=true onclick={send(None)}>{ words.t("study.ask.pass") }</Button>
            </div>
        </>
    }
}
