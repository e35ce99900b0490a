//! Predict, then run: the learner says what will happen, the clock runs, both are compared.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::sim::{Arn, Span, Time as Instant};
use watchtrail::view::alarms::detail::Change;
use watchtrail::view::alarms::predict::{AHEAD, Guess, Outcome, opposite};
use watchtrail::view::alarms::ribbon::Ribbon;
use watchtrail::view::alarms::words as named;
use watchtrail::view::format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::ctl::{Msg, Pace, use_ctl};
use crate::ui::parts::{Button, ButtonKind, Choice, Panel, Segmented, Strip};
use crate::ui::words::{Words, use_words};

/// What [`Predict`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PredictProps {
    /// The alarm.
    pub arn: Arn,
    /// The alarm's name.
    pub name: String,
    /// Now.
    pub now: Instant,
    /// Its states so far.
    pub ribbon: Ribbon,
    /// Its changes, newest first.
    pub changes: Vec<Change>,
    /// What was said, if something was.
    pub guess: Option<Guess>,
    /// Whether time passes.
    pub runs: bool,
    /// Called with the moment to look at.
    pub onpick: Callback<Option<Instant>>,
}

/// Where what was said is kept.
pub fn key(name: &str) -> String {
    format!("predict/{name}")
}

/// How fast the clock runs towards what was said.
const PACE: Pace = Pace::Times(60);

/// The panel.
#[component]
pub fn Predict(props: &PredictProps) -> Html {
    let words = use_words();
    let body = match &props.guess {
        Some(guess) => html! { <Said guess={Some(guess.clone())} ..props.clone() /> },
        None => html! { <Ask ..props.clone() /> },
    };
    html! {
        <Panel title={words.s("predict.title")} note={words.t("predict.note")}>{ body }</Panel>
    }
}

/// The question.
#[component]
fn Ask(props: &PredictProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let present = opposite(props.changes.first().map(|change| change.to)).name();
    let (minutes, chosen) = (use_state(|| 10_i64), use_state(|| None::<AttrValue>));
    // As long as nothing is chosen it follows the alarm.
    let state = (*chosen).clone().unwrap_or(AttrValue::Static(present));
    let now = props.now.floor(Span::mins(1));
    let (from, to, at) = (now - Span::mins(30), now + AHEAD, now + Span::mins(*minutes));
    let most = AHEAD.as_secs() / 60;
    let pick = {
        let minutes = minutes.clone();
        Callback::from(move |at: Instant| minutes.set(((at - now).as_secs() / 60).clamp(1, most)))
    };
    let oninput = {
        let minutes = minutes.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            minutes.set((input.value_as_number() as i64).clamp(1, most));
        })
    };
    let options: Vec<Choice> = [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData]
        .map(|value| Choice::new(value.name(), words.s(named::state(value))))
        .into_iter()
        .chain([Choice::new("", words.s("predict.none"))])
        .collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |state: String| chosen.set(Some(state.into())))
    };
    let run = {
        let (name, guess) = (props.name.clone(), Guess::new(props.now, at, &state));
        let arn = props.arn.clone();
        Callback::from(move |_: MouseEvent| {
            ctl.send(Msg::Draft(key(&name), serde_json::to_value(&guess).ok()));
            ctl.send(Msg::RunFor(arn.clone(), PACE));
        })
    };
    let expects = !state.is_empty();
    let text = words.fill("predict.at", &[("n", &*minutes), ("at", &format::minute(at))]);
    html! {
        <>
            <Segmented label={words.s("predict.state")} {options} value={state}
                {onchange} />
            if expects {
                <Strip label={words.s("predict.timeline")} ribbon={props.ribbon.clone()} {from} {to}
                    at={Some(at)} onpick={pick} />
                <input class="alarm-slider alarm-slider-ahead" type="range" min="1"
                    max={most.to_string()} step="1" value={minutes.to_string()}
                    aria-label={words.s("predict.minute")}
                    aria-valuetext={text.clone()} {oninput} />
                <p aria-live="polite">{ text }</p>
            }
            <Button kind={ButtonKind::Primary} onclick={run}>{ words.t("predict.run") }</Button>
        </>
    }
}

/// When it is known what came, the clock stops there: now is the time to compare.
#[hook]
fn use_stop(props: &PredictProps) {
    let ctl = use_ctl();
    let waited = use_mut_ref(|| false);
    let outcome = props.guess.as_ref().map(|guess| guess.outcome(&props.changes, props.now));
    use_effect_with(outcome == Some(Outcome::Waiting), move |waiting| {
        if waited.replace(*waiting) && !*waiting {
            ctl.send(Msg::Pace(Pace::Paused));
        }
    });
}

/// What was said, and what became of it.
#[component]
fn Said(props: &PredictProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    use_stop(props);
    let Some(guess) = &props.guess else { return Html::default() };
    let outcome = guess.outcome(&props.changes, props.now);
    let again = ctl.on(Msg::Draft(key(&props.name), None));
    let (from, to) = (guess.made() - Span::mins(30), guess.made() + AHEAD);
    let at = (!guess.state.is_empty()).then(|| guess.at());
    // Others may stop the clock as well: who reads this, the lab's questions, the end of the log.
    let stands = outcome == Outcome::Waiting && !props.runs;
    let on = ctl.on(Msg::RunFor(props.arn.clone(), PACE));
    let why = match outcome {
        Outcome::Changed { at, .. } => Some(props.onpick.reform(move |_: MouseEvent| Some(at))),
        _ => None,
    };
    html! {
        <>
            <Strip label={words.s("predict.timeline")} ribbon={props.ribbon.clone()} {from} {to}
                {at} />
            <p>{ said(guess, &words) }</p>
            <p aria-live="polite"><strong>{ became(&outcome, stands, &words) }</strong></p>
            <div class="row">
                if stands {
                    <Button kind={ButtonKind::Primary} onclick={on}>
                        { words.t("predict.on") }
                    </Button>
                }
                if let Some(why) = why {
                    <Button onclick={why}>{ words.t("predict.why") }</Button>
                }
                <Button onclick={again}>
                    { words.t("predict.again") }
                </Button>
            </div>
        </>
    }
}

fn said(guess: &Guess, words: &Words) -> String {
    if guess.state.is_empty() {
        return words.t("predict.said.none").to_owned();
    }
    words.fill("predict.said", &[("state", &guess.state), ("at", &format::minute(guess.at()))])
}

fn became(outcome: &Outcome, stands: bool, words: &Words) -> String {
    match outcome {
        Outcome::Waiting if stands => words.t("predict.stands").to_owned(),
        Outcome::Waiting => words.t("predict.waiting").to_owned(),
        Outcome::Nothing { same: true } => words.t("predict.nothing.right").to_owned(),
        Outcome::Nothing { same: false } => words.t("predict.nothing.wrong").to_owned(),
        Outcome::Changed { at, to, off, same } => {
            let key = match off {
                None => "predict.changed.unexpected",
                Some(_) if !same => "predict.changed.other",
                Some(off) if off.as_secs().abs() < 60 => "predict.changed.right",
                Some(off) if *off > Span::ZERO => "predict.changed.late",
                Some(_) => "predict.changed.early",
            };
            let off = Span::secs(off.unwrap_or(Span::ZERO).as_secs().abs());
            let off = named::length(off, words);
            let state = to.name();
            let args: [(&str, &dyn std::fmt::Display); 3] =
                [("at", &format::minute(*at)), ("state", &state), ("off", &off)];
            words.fill(key, &args)
        }
    }
}
