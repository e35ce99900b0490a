//! The stretch of time that graphs show: one of a few, or one of one's own.

use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::sim::Time;
use watchtrail::view::format;
use watchtrail::view::range::{Faults, Typed, UNITS};
use yew::prelude::*;

use super::{Button, ButtonKind, Choice, Dialog, NumberInput, Segmented, Select, TextInput};
use super::{edited, use_opening};
use crate::ui::words::{Words, use_words};

/// What a [`RangeInput`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RangeProps {
    /// The stretches to choose from: `1h`, `3d`.
    pub options: &'static [&'static str],
    /// What is chosen.
    pub value: Range,
    /// Called with what is chosen then.
    pub onchange: Callback<Range>,
    /// Now, where other stretches may be chosen too.
    #[prop_or_default]
    pub custom: Option<Time>,
}

/// A stretch of time to choose.
#[component]
pub fn RangeInput(props: &RangeProps) -> Html {
    let words = use_words();
    let opening = use_opening();
    let choice = |key: &&'static str| Choice::new(*key, words.s(&format!("chart.range.{key}")));
    let options: Vec<Choice> = props.options.iter().map(choice).collect();
    let is_chosen = |key: &&&'static str| Range::parse(key) == Some(props.value);
    let value = props.options.iter().find(is_chosen).copied();
    let onchange = {
        let onchange = props.onchange.clone();
        Callback::from(move |key: String| {
            if let Some(range) = Range::parse(&key) {
                onchange.emit(range);
            }
        })
    };
    let custom = match value {
        Some(_) => words.s("chart.range.custom"),
        None => words.f("chart.range.custom.chosen", &[("range", &said(props.value, &words))]),
    };
    html! {
        <div class="range-input">
            <Segmented label={words.s("chart.range")} bare=true {options} {onchange}
                value={value.unwrap_or_default()} />
            if let Some(now) = props.custom {
                <Button onclick={opening.open.clone()}>{ custom }</Button>
                if opening.is_open {
                    <Custom value={props.value} {now} onclose={opening.close.clone()}
                        onchange={&props.onchange} />
                }
            }
        </div>
    }
}

/// A stretch in words.
fn said(range: Range, words: &Words) -> String {
    match range {
        Range::Back(span) => words.span(span),
        Range::Between(from, to) => {
            format!("{} – {} UTC", format::date_time(from), format::date_time(to))
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CustomProps {
    value: Range,
    now: Time,
    onclose: Callback<()>,
    onchange: Callback<Range>,
}

/// The dialog in which a stretch of one's own is typed.
#[component]
fn Custom(props: &CustomProps) -> Html {
    let words = use_words();
    let typed = {
        let (value, now) = (props.value, props.now);
        use_state(move || Typed::of(value, now))
    };
    let read = typed.read();
    let apply = {
        let (onchange, onclose, read) =
            (props.onchange.clone(), props.onclose.clone(), read.clone());
        Callback::from(move |_: MouseEvent| {
            if let Ok(range) = read {
                onchange.emit(range);
                onclose.emit(());
            }
        })
    };
    let kinds = ["relative", "absolute"];
    let kind = |kind: &str| Choice::new(kind.to_owned(), words.s(&format!("chart.range.{kind}")));
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={apply} disabled={read.is_err()}>
            { words.t("chart.range.apply") }
        </Button>
    };
    let faults = read.err().unwrap_or_default();
    html! {
        <Dialog open=true title={words.s("chart.range.custom")} onclose={props.onclose.clone()}
            {submit}>
            <Segmented label={words.s("chart.range.kind")} options={kinds.map(kind).to_vec()}
                value={if typed.relative { "relative" } else { "absolute" }}
                onchange={edited(&typed, |typed: &mut Typed, kind: String| {
                    typed.relative = kind == "relative";
                })} />
            { fields(&typed, faults, &words) }
        </Dialog>
    }
}

fn fields(typed: &UseStateHandle<Typed>, faults: Faults, words: &Words) -> Html {
    let error = |key: Option<&str>| key.map(|key| words.s(key));
    if typed.relative {
        let unit =
            |(name, _): &(&str, i64)| Choice::new((*name).to_owned(), words.s(&unit_key(name)));
        return html! {
            <div class="wizard-two">
                <NumberInput label={words.s("chart.range.amount")} required=true
                    value={typed.amount.clone()} error={error(faults.amount)}
                    oninput={edited(typed, |typed: &mut Typed, text| typed.amount = text)} />
                <Select label={words.s("chart.range.unit")} value={typed.unit.clone()}
                    options={UNITS.iter().map(unit).collect::<Vec<_>>()}
                    onchange={edited(typed, |typed: &mut Typed, unit| typed.unit = unit)} />
            </div>
        };
    }
    html! {
        <div class="wizard-two">
            <TextInput label={words.s("trail.range.from")} value={typed.from.clone()} required=true
                placeholder="2025-01-06 10:00" error={error(faults.from)}
                oninput={edited(typed, |typed: &mut Typed, text| typed.from = text)} />
            <TextInput label={words.s("trail.range.to")} value={typed.to.clone()} required=true
                placeholder="2025-01-06 11:00" error={error(faults.to)}
                oninput={edited(typed, |typed: &mut Typed, text| typed.to = text)} />
        </div>
    }
}

fn unit_key(name: &str) -> String {
    format!("chart.range.unit.{name}")
}
