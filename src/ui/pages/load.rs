//! Load on an instance or a volume: an act on the simulated world, which no AWS call could do.

use watchtrail::number;
use watchtrail::services::ec2::history::Given;
use watchtrail::sim::command::Resource;
use watchtrail::sim::{Span, Time};
use watchtrail::view::ec2::act::{LOAD_SPANS, load};
use watchtrail::view::format;
use yew::prelude::*;

use super::change::use_change;
use crate::ui::parts::{
    Button, ButtonKind, Choice, Code, NumberInput, Panel, Select, Status, Tone, WhyNot,
};
use crate::ui::words::{Words, use_words};

/// What is loaded, and how a page speaks of it.
#[derive(Clone, Copy, PartialEq)]
pub struct Kind {
    /// How the keys of its texts begin.
    pub texts: &'static str,
    /// What bears the load.
    pub resource: Resource,
    /// What the terminal calls it.
    pub word: &'static str,
    /// The greatest load.
    pub most: f64,
    /// What stands in the field at first.
    pub usual: &'static str,
}

impl Kind {
    fn key(self, name: &str) -> String {
        format!("{}{name}", self.texts)
    }
}

/// The properties of [`LoadPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is loaded.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The load on it.
    pub load: Option<Given<f64>>,
    /// What a load does.
    pub explain: Html,
    /// The present.
    pub now: Time,
    /// Why none can be put on it, if so.
    #[prop_or_default]
    pub gone: Option<AttrValue>,
}

/// Puts load on something, or takes it off.
#[component]
pub fn LoadPanel(props: &Props) -> Html {
    let (words, change) = (use_words(), use_change());
    let Props { kind, id, .. } = props;
    let kind = *kind;
    let text = |name: &str| words.s(&kind.key(name));
    let typed = use_state(|| kind.usual.to_owned());
    let place = use_state(|| 1usize);
    let wanted = number::parse(typed.trim()).filter(|n| (0.0..=kind.most).contains(n));
    let span = LOAD_SPANS.get(*place).copied().flatten();
    let put = {
        let (change, id, now) = (change.clone(), id.clone(), props.now);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if wanted.is_some() {
                change.make(load(&id, kind.resource, wanted, span.map(|span| now + span)));
            }
        })
    };
    let off = {
        let (change, id) = (change.clone(), id.clone());
        Callback::from(move |_: MouseEvent| change.make(load(&id, kind.resource, None, None)))
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
    let error = wanted.is_none().then(|| text("problem"));
    let why = props.gone.clone().map_or(WhyNot::Fields, WhyNot::Said);
    html! {
        <Panel title={text("title")} class="world" note={html! { words.t("ec2.world.note") }}>
            <p>{ props.explain.clone() }</p>
            { now(&words, props) }
            <form onsubmit={put} class="load-form">
                <NumberInput label={text("field")} value={(*typed).clone()} {oninput} {error} />
                <Select label={words.s("ec2.load.span")} options={spans.collect::<Vec<_>>()}
                    value={place.to_string()} {onchange} />
                <div class="form-actions">
                    <Button onclick={off} disabled={props.load.is_none()}
                        why={WhyNot::Said(text("none"))}>
                        { words.t("ec2.load.off") }
                    </Button>
                    <Button kind={ButtonKind::Primary} submit=true
                        disabled={props.gone.is_some() || wanted.is_none()} {why}>
                        { text("put") }
                    </Button>
                </div>
            </form>
            { change.view() }
            if let Some(amount) = wanted {
                <p class="hint">{ words.t("ec2.load.terminal") }</p>
                <Code text={line(kind, id, amount, span)} copy=true />
            }
        </Panel>
    }
}

/// What it bears now.
fn now(words: &Words, props: &Props) -> Html {
    let key = |name: &str| props.kind.key(name);
    let (kind, label) = match props.load {
        None => (Tone::Neutral, words.s(&key("none"))),
        Some(load) => {
            let amount = format::number(load.value, 1);
            let label = match load.until {
                None => words.f(&key("now"), &[("amount", &amount)]),
                Some(until) => {
                    let until = format::date_time(until);
                    words.f(&key("until"), &[("amount", &amount), ("time", &until)])
                }
            };
            (Tone::Info, label)
        }
    };
    html! { <p><Status {kind} {label} /></p> }
}

/// The same as a line of the terminal.
fn line(kind: Kind, id: &str, amount: f64, span: Option<Span>) -> String {
    let span = span.map(|span| format!(" for {span}")).unwrap_or_default();
    format!("world load {id} {} {}{span}", kind.word, format::number(amount, 2))
}
