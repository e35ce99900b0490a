//! Load on an instance: an act on the simulated world, which no AWS call could do.

use watchtrail::api::ApiError;
use watchtrail::number;
use watchtrail::sim::Change;
use watchtrail::view::ec2::act::{self, LOAD_SPANS};
use watchtrail::view::format;
use yew::prelude::*;

use super::facts::TabProps;
use crate::ui::ctl::{Ctl, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, Choice, Code, Denied, NumberInput, Panel, Select, Status, Tone, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// A way to change the simulated world, which remembers what was refused last.
#[derive(Clone)]
pub struct Changing {
    ctl: Ctl,
    refused: UseStateHandle<Option<ApiError>>,
}

/// A way to change the simulated world.
#[hook]
pub fn use_change() -> Changing {
    Changing { ctl: use_ctl(), refused: use_state(|| None) }
}

impl Changing {
    /// Makes a change.
    pub fn make(&self, change: Change) {
        let refused = self.refused.clone();
        let done = Callback::from(move |result: Result<(), ApiError>| refused.set(result.err()));
        self.ctl.change(change, done);
    }

    /// What was refused last.
    pub fn view(&self) -> Html {
        match &*self.refused {
            Some(error) => html! { <Denied error={error.clone()} /> },
            None => Html::default(),
        }
    }
}

/// The tab of load.
#[component]
pub fn LoadTab(props: &TabProps) -> Html {
    let words = use_words();
    let change = use_change();
    let percent = use_state(|| "95".to_owned());
    let place = use_state(|| 1usize);
    let model = &props.model;
    let id = model.row.id.clone();
    let wanted = number::parse(percent.trim()).filter(|n| (0.0..=100.0).contains(n));
    let span = LOAD_SPANS.get(*place).copied().flatten();
    let put = {
        let (change, id, now) = (change.clone(), id.clone(), model.now);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(percent) = wanted {
                change.make(act::load(&id, Some(percent), span.map(|span| now + span)));
            }
        })
    };
    let off = {
        let (change, id) = (change.clone(), id.clone());
        Callback::from(move |_: MouseEvent| change.make(act::load(&id, None, None)))
    };
    let oninput = {
        let percent = percent.clone();
        Callback::from(move |text| percent.set(text))
    };
    let onchange = {
        let place = place.clone();
        Callback::from(move |text: String| place.set(text.parse().unwrap_or(0)))
    };
    let spans = LOAD_SPANS.iter().enumerate().map(|(i, span)| {
        let label = span.map_or_else(|| words.s("ec2.load.lasts"), |s| words.span(s).into());
        Choice::new(i.to_string(), label)
    });
    let error = wanted.is_none().then(|| words.s("ec2.load.percent.problem"));
    let gone = model.row.state.is_ending();
    let line = wanted.map(|percent| line(&id, percent, span));
    html! {
        <Panel title={words.s("ec2.load.title")} class="world"
            note={html! { words.t("ec2.world.note") }}>
            <p>{ words.t("ec2.load.explain") }</p>
            { now(&words, props) }
            <form onsubmit={put} class="load-form">
                <NumberInput label={words.s("ec2.load.percent")} value={(*percent).clone()}
                    {oninput} {error} />
                <Select label={words.s("ec2.load.span")} options={spans.collect::<Vec<_>>()}
                    value={place.to_string()} {onchange} />
                <div class="form-actions">
                    <Button onclick={off} disabled={model.load.is_none()}
                        why={WhyNot::Said(words.s("ec2.load.none"))}>
                        { words.t("ec2.load.off") }
                    </Button>
                    <Button kind={ButtonKind::Primary} submit=true
                        disabled={gone || wanted.is_none()} why={ending(&words, gone)}>
                        { words.t("ec2.load.put") }
                    </Button>
                </div>
            </form>
            { change.view() }
            if let Some(line) = line {
                <p class="hint">{ words.t("ec2.load.terminal") }</p>
                <Code text={line} copy=true />
            }
        </Panel>
    }
}

/// Why nothing can be done with an instance that is being terminated, or is.
pub fn ending(words: &Words, gone: bool) -> WhyNot {
    if gone { WhyNot::Said(words.s("ec2.ending")) } else { WhyNot::Fields }
}

fn now(words: &Words, props: &TabProps) -> Html {
    let (kind, label) = match props.model.load {
        None => (Tone::Neutral, words.s("ec2.load.none")),
        Some(load) => {
            let percent = format::number(load.value, 1);
            let label = match load.until {
                None => words.f("ec2.load.now", &[("percent", &percent)]),
                Some(until) => {
                    let until = format::date_time(until);
                    words.f("ec2.load.until", &[("percent", &percent), ("time", &until)])
                }
            };
            (Tone::Info, label)
        }
    };
    html! { <p><Status {kind} {label} /></p> }
}

/// The same as a line of the terminal.
fn line(id: &str, percent: f64, span: Option<watchtrail::sim::Span>) -> String {
    let span = span.map(|span| format!(" for {span}")).unwrap_or_default();
    format!("world load {id} cpu {}{span}", format::number(percent, 2))
}
