//! A lab's brief: what there is to do, what one learns, how far one is.

use watchtrail::view::lab::{Brief, State};
use yew::prelude::*;

use crate::ui::ctl::{Msg, Start, use_ctl};
use crate::ui::parts::{Button, ButtonKind, IconKind, Link, PageHead, Panel};
use crate::ui::words::use_words;

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Brief,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let begin = (!model.open).then(|| {
        let start = ctl.on(Msg::Start(Start::Lab(model.id.clone())));
        html! {
            <Button kind={ButtonKind::Primary} icon={IconKind::Play} onclick={start}>
                { words.t("lab.begin") }
            </Button>
        }
    });
    let minutes = words.f("lab.minutes", &[("n", &model.minutes)]);
    let status = html! {
        <span>
            if model.minutes > 0 {
                { minutes }
            }
            if let Some(stars) = model.stars {
                { " · " }<strong>{ words.f("home.lab.solved", &[("n", &stars)]) }</strong>
            }
        </span>
    };
    html! {
        <>
            <PageHead title={model.title.clone()} note={model.summary.clone()}
                actions={begin.unwrap_or_default()} {status} />
            <Panel title={words.s("lab.brief")}>
                if let Some(brief) = &model.brief {
                    { for brief.lines().map(|line| html! { <p>{ line.to_owned() }</p> }) }
                }
                if !model.open {
                    <p class="hint">{ words.t("lab.brief.begin") }</p>
                }
                if !model.learns.is_empty() {
                    <h3>{ words.t("lab.learns") }</h3>
                    <ul>{ for model.learns.iter().map(|text| html! {
                        <li>{ text.clone() }</li>
                    }) }</ul>
                }
            </Panel>
            if !model.goals.is_empty() {
                <Panel title={words.s("lab.goals")}>
                    <ol class="lab-brief-goals">
                        { for model.goals.iter().map(|goal| html! { <li>{ goal.clone() }</li> }) }
                    </ol>
                </Panel>
            }
            if let Some(panel) = &model.panel {
                <Panel title={words.s("lab.goals")}
                    note={words.f("lab.progress", &[("done", &panel.done), ("of", &panel.of)])}>
                    <ol class="lab-brief-goals">
                        { for panel.goals.iter().map(|goal| {
                            let done = matches!(goal.state, State::Reached(_));
                            let state = if done { "lab.state.reached" } else { "lab.state.later" };
                            html! {
                                <li key={goal.id.clone()}>
                                    { goal.title.clone() }{ " · " }{ words.t(state) }
                                    if let (false, Some(way)) = (done, &goal.way) {
                                        { " · " }<Link to={way.clone()}>
                                            { words.t(way.title()) }</Link>
                                    }
                                </li>
                            }
                        }) }
                    </ol>
                </Panel>
            }
        </>
    }
}
