//! Load on a volume: an act on the simulated world, which no AWS call could do.

use watchtrail::number;
use watchtrail::view::ec2::act::LOAD_SPANS;
use watchtrail::view::format;
use watchtrail::view::volumes::act;
use watchtrail::view::volumes::detail::Detail;
use yew::prelude::*;

use crate::ui::pages::ec2::load::use_change;
use crate::ui::parts::{
    Button, ButtonKind, Choice, Code, NumberInput, Panel, Select, Status, Tone, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// The greatest load: what the fastest volume delivers.
const MOST: f64 = 256_000.0;

/// The properties of [`LoadTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The volume.
    pub model: Detail,
}

/// The tab of load.
#[component]
pub fn LoadTab(props: &Props) -> Html {
    let (words, change) = (use_words(), use_change());
    let typed = use_state(|| "2000".to_owned());
    let place = use_state(|| 1usize);
    let model = &props.model;
    let id = model.row.id.clone();
    let wanted = number::parse(typed.trim()).filter(|n| (0.0..=MOST).contains(n));
    let span = LOAD_SPANS.get(*place).copied().flatten();
    let put = {
        let (change, id, now) = (change.clone(), id.clone(), model.now);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(iops) = wanted {
                change.make(act::load(&id, Some(iops), span.map(|span| now + span)));
            }
        })
    };
    let off = {
        let (change, id) = (change.clone(), id.clone());
        Callback::from(move |_: MouseEvent| change.make(act::load(&id, None, None)))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let onchange = {
        let place = place.clone();
        Callback::from(move |text: String| place.set(text.parse().unwrap_or(0)))
    };
    let spans = LOAD_SPANS.iter().enumerate().map(|(i, span)| {
        let label = span.map_or_else(|| words.s("ec2.load.lasts"), |s| words.span(s).into());
        Choice::new(i.to_string(), label)
    });
    let error = wanted.is_none().then(|| words.s("volumes.load.problem"));
    let line = wanted.map(|iops| {
        let span = span.map(|span| format!(" for {span}")).unwrap_or_default();
        format!("world load {id} iops {}{span}", format::number(iops, 2))
    });
    let most = format::number(model.most.floor(), 0);
    html! {
        <Panel title={words.s("volumes.load.title")} class="world"
            note={html! { words.t("ec2.world.note") }}>
            <p>{ words.fill("volumes.load.explain", &[("most", &most)]) }</p>
            { now(&words, model) }
            <form onsubmit={put} class="load-form">
                <NumberInput label={words.s("volumes.load.iops")} value={(*typed).clone()}
                    {oninput} {error} />
                <Select label={words.s("ec2.load.span")} options={spans.collect::<Vec<_>>()}
                    value={place.to_string()} {onchange} />
                <div class="form-actions">
                    <Button onclick={off} disabled={model.load.is_none()}
                        why={WhyNot::Said(words.s("volumes.load.none"))}>
                        { words.t("ec2.load.off") }
                    </Button>
                    <Button kind={ButtonKind::Primary} submit=true disabled={wanted.is_none()}>
                        { words.t("volumes.load.put") }
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

fn now(words: &Words, model: &Detail) -> Html {
    let (kind, label) = match model.load {
        None => (Tone::Neutral, words.s("volumes.load.none")),
        Some(load) => {
            let iops = format::number(load.value, 1);
            let label = match load.until {
                None => words.f("volumes.load.now", &[("iops", &iops)]),
                Some(until) => {
                    let until = format::date_time(until);
                    words.f("volumes.load.until", &[("iops", &iops), ("time", &until)])
                }
            };
            (Tone::Info, label)
        }
    };
    html! { <p><Status {kind} {label} /></p> }
}
