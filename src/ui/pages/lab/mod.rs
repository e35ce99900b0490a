//! A lab: its panel beside every page, and its brief.

mod brief;
mod finish;
mod goal;
pub mod list;
pub mod make;
mod own;
mod question;

use watchtrail::view::lab::{self, Model, Sight, State};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::not_found::Page as NotFound;
use crate::ui::ctl::{Msg, Start, use_ctl};
use crate::ui::parts::{Alert, AlertKind, Button, ButtonKind, Dialog, IconKind, Progress};
use crate::ui::words::{Words, use_words};
use brief::Page;
use finish::Finish;
use goal::Goal;
use own::Own;
use question::Question;
use watchtrail::learn::own::is_own;

/// The panel, when the session is a lab's.
pub fn panel(shown: &Shown<'_>) -> Html {
    let Some(progress) = shown.session.progress() else { return Html::default() };
    let sight = Sight::of(shown.session);
    let model = lab::model(progress, sight, shown.session.can_undo(), shown.words);
    html! { <Panel {model} /> }
}

/// The brief of a lab.
pub fn page(shown: &Shown<'_>, id: &str) -> Html {
    let running = shown.session.running_lab().zip(shown.session.progress());
    let now = (Sight::of(shown.session), shown.session.can_undo());
    let from_elsewhere = is_own(id);
    let solved = if from_elsewhere { (shown.own_solved)() } else { (shown.solved)() };
    match lab::brief(id, shown.brief, running, now, &solved, shown.words) {
        Some(model) => html! { <Page {model} /> },
        None if from_elsewhere => {
            html! { <own::Waiting id={id.to_owned()} own={Own(shown.own)} /> }
        }
        None => html! { <NotFound hash={shown.route.hash()} /> },
    }
}

/// What the panel is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
}

/// The panel.
#[component]
pub fn Panel(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let asking = use_state(|| false);
    let model = &props.model;
    let top = use_node_ref();
    {
        // What is said at the end stands at the top, wherever the list of goals was scrolled to.
        let (top, seen) = (top.clone(), use_mut_ref(|| model.finish.is_some()));
        use_effect_with(model.finish.is_some(), move |done| {
            let panel = top.cast::<web_sys::Element>();
            if let Some(panel) = panel.filter(|_| *done && !seen.replace(*done)) {
                panel.scroll_into_view();
            }
        });
    }
    let ask = |open: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(open))
    };
    let reset = {
        let (ctl, asking, id) = (ctl.clone(), asking.clone(), model.id.clone());
        Callback::from(move |_: MouseEvent| {
            asking.set(false);
            ctl.go(Route::Lab(id.clone()));
            ctl.send(Msg::Start(Start::Lab(id.clone())));
        })
    };
    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let progress = words.f("lab.progress", &[("done", &model.done), ("of", &model.of)]);
    let goals = model.goals.iter().enumerate().map(|(i, goal)| {
        let next = (goal.state == State::Current).then(|| model.next.clone()).flatten();
        html! { <Goal key={goal.id.clone()} number={i + 1} goal={goal.clone()} {next} /> }
    });
    let submit = html! {
        <Button kind={ButtonKind::Danger} onclick={reset}>{ words.t("lab.reset") }</Button>
    };
    html! {
        <div class="lab-panel" ref={top}>
            <p class="lab-progress">{ words.t("lab.lab") }{ " · " }{ progress.clone() }</p>
            <h2 class="lab-title">{ model.title.clone() }</h2>
            <Progress value={model.done} max={model.of} label={progress} />
            if let Some(finish) = &model.finish {
                <Finish model={finish.clone()} />
            }
            { broken(model, &words) }
            { questions(model, &words) }
            <ol class="lab-goals">{ for goals }</ol>
            <div class="lab-actions">
                <Button small=true icon={IconKind::Undo} disabled={!model.can_undo}
                    onclick={ctl.on(Msg::Undo)}>{ words.t("lab.undo") }</Button>
                <Button small=true icon={IconKind::Refresh} onclick={ask(true)}>
                    { words.t("lab.reset") }
                </Button>
                <Button small=true icon={IconKind::Copy} onclick={ctl.on(Msg::CopyScript)}
                    title={words.s("lab.script.title")}>{ words.t("lab.script") }</Button>
            </div>
            { seeded(model, &words) }
            <Dialog open={*asking} title={words.s("lab.reset.title")} onclose={close} {submit}>
                <p>{ words.t("lab.reset.text") }</p>
            </Dialog>
        </div>
    }
}

/// What is asked beforehand. Of its own element, so that its going leaves the goals as they are.
fn questions(model: &Model, words: &Words) -> Html {
    let more = model.more_questions;
    html! {
        <div>
            { for model.questions.iter().map(|asked| html! {
                <Question key={asked.id.clone()} asked={asked.clone()} />
            }) }
            if more > 0 {
                <p class="lab-goal-note">{ words.f("study.ask.more", &[("n", &more)]) }</p>
            }
        </div>
    }
}

/// What was forbidden and has happened.
fn broken(model: &Model, words: &Words) -> Html {
    html! {
        <div role="alert">{ for model.broken.iter().map(|broken| html! {
            <Alert kind={AlertKind::Error} title={words.s("study.forbidden")}>
                <p>{ broken.clone() }</p>
            </Alert>
        }) }</div>
    }
}

/// Which of its worlds it is, and its address.
fn seeded(model: &Model, words: &Words) -> Html {
    let Some(seed) = model.seed else { return Html::default() };
    let address = Route::SeededLab { id: model.id.clone(), seed }.hash();
    let text = words.f("study.seed", &[("seed", &seed), ("address", &address)]);
    html! { <p class="lab-goal-note">{ text }</p> }
}
