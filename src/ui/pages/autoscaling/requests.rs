//! The requests that reach a group: an act on the simulated world, which no AWS call could do.

use watchtrail::number;
use watchtrail::sim::Time as Instant;
use watchtrail::view::autoscaling::act;
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::pages::change::use_change;
use crate::ui::parts::{Button, ButtonKind, Code, NumberInput, Panel, Status, Tone, WhyNot};
use crate::ui::words::{Words, use_words};

/// The properties of [`Requests`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// How many reach it a minute now, and until when.
    pub now: Option<(f64, Option<Instant>)>,
}

/// The panel.
#[component]
pub fn Requests(props: &Props) -> Html {
    let (words, change) = (use_words(), use_change());
    let first = props.now.map_or_else(|| "9000".to_owned(), |(amount, _)| amount.to_string());
    let typed = use_state(|| first);
    let wanted = number::parse(typed.trim()).filter(|n| (0.0..=1e9).contains(n));
    let put = {
        let (change, group) = (change.clone(), props.group.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(amount) = wanted {
                change.make(act::requests(&group, Some(amount)));
            }
        })
    };
    let off = {
        let (change, group) = (change.clone(), props.group.clone());
        Callback::from(move |_: MouseEvent| change.make(act::requests(&group, None)))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let error = wanted.is_none().then(|| words.s("autoscaling.requests.problem"));
    let line = wanted
        .map(|amount| format!("world load {} requests {}", props.group, format::number(amount, 2)));
    html! {
        <Panel title={words.s("autoscaling.requests")} class="world"
            note={html! { words.t("ec2.world.note") }}>
            <p>{ words.t("autoscaling.requests.explain") }</p>
            { now(&words, props) }
            <form onsubmit={put} class="load-form">
                <NumberInput label={words.s("autoscaling.requests.label")}
                    value={(*typed).clone()} {oninput} {error} />
                <div class="form-actions">
                    <Button onclick={off} disabled={props.now.is_none()}
                        why={WhyNot::Said(words.s("autoscaling.requests.none"))}>
                        { words.t("autoscaling.requests.off") }
                    </Button>
                    <Button kind={ButtonKind::Primary} submit=true disabled={wanted.is_none()}>
                        { words.t("autoscaling.requests.put") }
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

/// What is in force.
fn now(words: &Words, props: &Props) -> Html {
    let (kind, label) = match props.now {
        None => (Tone::Neutral, words.s("autoscaling.requests.none")),
        Some((amount, until)) => {
            let amount = format::number(amount, 2);
            let label = match until {
                None => words.f("autoscaling.requests.now", &[("n", &amount)]),
                Some(until) => {
                    let until = format::date_time(until);
                    words.f("autoscaling.requests.until", &[("n", &amount), ("time", &until)])
                }
            };
            (Tone::Info, label)
        }
    };
    html! { <p><Status {kind} {label} /></p> }
}
