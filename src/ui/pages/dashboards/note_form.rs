//! The forms of annotations: an alarm's line, lines across, marks in time.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::dashboard::body::Metric;
use watchtrail::sim::Time;
use watchtrail::view::dashboards::annotate::{Kind, Note};
use yew::prelude::*;

use super::typed::{Typed, Wanted};
use crate::ui::pages::metrics::looks::color;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Choice, IconKind, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// The properties of [`NotesForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget.
    pub metric: Metric,
    /// The alarms there are: names and ARNs.
    pub alarms: Vec<(String, String)>,
    /// Now: where a new mark in time stands.
    pub now: Time,
    /// Called with the widget as it is then.
    pub onchange: Callback<Metric>,
}

/// The annotations of a kind.
fn notes(metric: &Metric, kind: Kind) -> &[Value] {
    match kind {
        Kind::Horizontal => &metric.annotations.horizontal,
        Kind::Vertical => &metric.annotations.vertical,
    }
}

/// What changes the annotations of a kind.
fn edit<T: 'static>(
    props: &Props,
    kind: Kind,
    change: impl Fn(&mut Vec<Value>, T) + 'static,
) -> Callback<T> {
    let metric = props.metric.clone();
    props.onchange.reform(move |given: T| {
        let mut metric = metric.clone();
        let all = match kind {
            Kind::Horizontal => &mut metric.annotations.horizontal,
            Kind::Vertical => &mut metric.annotations.vertical,
        };
        change(all, given);
        metric
    })
}

/// The forms.
#[component]
pub fn NotesForm(props: &Props) -> Html {
    let words = use_words();
    html! {
        <>
            { alarm(props, &words) }
            { list(props, Kind::Horizontal, &words) }
            { list(props, Kind::Vertical, &words) }
        </>
    }
}

/// The alarm whose threshold is a line of the graph. A widget has one at most.
fn alarm(props: &Props, words: &Words) -> Html {
    let own = props.metric.annotations.alarms.first().cloned().unwrap_or_default();
    let known = props.alarms.iter().any(|(_, arn)| *arn == own);
    let mut options = vec![Choice::new("", words.s("dashboards.note.alarm.none"))];
    if !known && !own.is_empty() {
        options.push(Choice::new(own.clone(), own.clone()));
    }
    let choice = |(name, arn): &(String, String)| Choice::new(arn.clone(), name.clone());
    options.extend(props.alarms.iter().map(choice));
    let onchange = {
        let metric = props.metric.clone();
        props.onchange.reform(move |arn: String| {
            let mut metric = metric.clone();
            metric.annotations.alarms =
                Some(arn).filter(|arn| !arn.is_empty()).into_iter().collect();
            metric
        })
    };
    html! {
        <Select label={words.s("dashboards.note.alarm")} {options} value={own} {onchange}
            hint={html! { words.t("dashboards.note.alarm.hint") }} />
    }
}

fn list(props: &Props, kind: Kind, words: &Words) -> Html {
    let name = kind.name();
    let value = match kind {
        Kind::Horizontal => json!(0),
        Kind::Vertical => json!(props.now.iso_millis()),
    };
    let onadd = edit(props, kind, move |all: &mut Vec<Value>, _: MouseEvent| {
        all.push(json!({ "value": value }));
    });
    let all = notes(&props.metric, kind).iter().enumerate();
    html! {
        <>
            { for all.map(|(place, given)| html! {
                <fieldset class="field" key={format!("{name}-{place}")}>
                    <legend>
                        { words.fill(&format!("dashboards.note.{name}"), &[("n", &(place + 1))]) }
                    </legend>
                    { fields(props, (kind, place), given, words) }
                </fieldset>
            }) }
            <Button small=true icon={IconKind::Plus} onclick={onadd}>
                { words.t(&format!("dashboards.note.{name}.add")) }
            </Button>
        </>
    }
}

/// What changes one annotation.
fn set<T: 'static>(
    props: &Props,
    (kind, place): (Kind, usize),
    change: impl Fn(Note, T) -> Note + 'static,
) -> Callback<T> {
    edit(props, kind, move |all: &mut Vec<Value>, given: T| {
        if let Some(value) = all.get_mut(place) {
            *value = change(Note::of(value), given).onto(kind, value);
        }
    })
}

fn fields(props: &Props, at: (Kind, usize), given: &Value, words: &Words) -> Html {
    let (kind, place) = at;
    let note = Note::of(given);
    let value_key = if kind == Kind::Horizontal { "value" } else { "time" };
    let field = |key: &str, value: String, onchange: Callback<String>| {
        let label = words.s(&format!("dashboards.note.{key}"));
        html! { <Typed {label} {value} wanted={Wanted::Note(kind)} {onchange} /> }
    };
    let fill =
        |fill: &str| Choice::new(fill.to_owned(), words.s(&format!("dashboards.note.fill.{fill}")));
    let until = note.until.clone().map(|until| {
        html! {
            <>
                { field("until", until, set(props, at, |note, until| {
                    Note { until: Some(until), ..note }
                })) }
                <TextInput label={words.s("dashboards.note.until.label")}
                    value={note.until_label.clone()}
                    oninput={set(props, at, |note, until_label| Note { until_label, ..note })} />
            </>
        }
    });
    let remove = edit(props, kind, move |all: &mut Vec<Value>, _: MouseEvent| {
        if place < all.len() {
            all.remove(place);
        }
    });
    html! {
        <>
            <div class="wizard-two">
                <TextInput label={words.s("dashboards.note.label")} value={note.label.clone()}
                    oninput={set(props, at, |note, label| Note { label, ..note })} />
                { field(value_key, note.value.clone(), set(props, at, |note, value| {
                    Note { value, ..note }
                })) }
                <Select label={words.s("dashboards.note.fill")} value={note.fill.clone()}
                    options={kind.fills().map(fill).to_vec()}
                    onchange={set(props, at, Note::filled)} />
                { for until }
            </div>
            { looks(props, at, &note, words) }
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross} onclick={remove}>
                { words.t("dashboards.note.remove") }
            </Button>
        </>
    }
}

/// The axis a line across is of, the colour, and whether it is to be seen.
fn looks(props: &Props, at: (Kind, usize), note: &Note, words: &Words) -> Html {
    let axes = ["left", "right"];
    let axis = |side: &str| Choice::new(side.to_owned(), words.s(&format!("metrics.rows.{side}")));
    // The field of a colour always shows one; a line without its own has that of alarms.
    let shown = note.color.clone().unwrap_or_else(|| color(4).to_owned());
    html! {
        <div class="wizard-two">
            if at.0 == Kind::Horizontal {
                <Select label={words.s("metrics.rows.column.axis")}
                    options={axes.map(axis).to_vec()}
                    value={if note.right { "right" } else { "left" }}
                    onchange={set(props, at, |note, side: String| {
                        Note { right: side == "right", ..note }
                    })} />
            }
            <TextInput kind="color" label={words.s("metrics.rows.column.color")} value={shown}
                oninput={set(props, at, |note, color| Note { color: Some(color), ..note })} />
            <Checkbox label={words.s("dashboards.note.show")} checked={!note.hidden}
                onchange={set(props, at, |note, on: bool| Note { hidden: !on, ..note })} />
        </div>
    }
}

/// Whether each annotation says where it stands, which AWS wants of it.
pub fn are_whole(metric: &Metric) -> bool {
    let whole = |kind: Kind| {
        notes(metric, kind).iter().all(|given| {
            let note = Note::of(given);
            let edges = std::iter::once(&note.value).chain(&note.until);
            edges.into_iter().all(|edge| kind.read(edge).is_some())
        })
    };
    [Kind::Horizontal, Kind::Vertical].into_iter().all(whole)
}
