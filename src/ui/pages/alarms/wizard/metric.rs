//! Step 1: which metric, by which statistic, over which period.

use watchtrail::telemetry::MetricId;
use watchtrail::view::alarms::draft::{Draft, Field, Step};
use watchtrail::view::alarms::rows::Row;
use watchtrail::view::alarms::words as named;
use yew::prelude::*;

use super::StepProps;
use super::rows::Rows;
use crate::ui::pages::metrics::browse::{Browse, waiting};
use crate::ui::parts::{
    Button, ButtonKind, Chart, Choice, Expand, Icon, IconKind, Panel, Radios, Segmented, Select,
    TextInput, use_arrival,
};
use crate::ui::words::{Words, use_words};

/// Periods of the console's list, in seconds.
pub const PERIODS: [i64; 11] = [10, 20, 30, 60, 300, 900, 3600, 21_600, 86_400, 172_800, 604_800];

/// The step.
#[component]
pub fn Metric(props: &StepProps) -> Html {
    let words = use_words();
    let draft = &props.model.draft;
    let math = draft.kind == "math";
    let chosen_one = draft.metric.is_some();
    let place = use_arrival(chosen_one);
    let kinds = ["metric", "math", "band"]
        .map(|kind| Choice::new(kind, words.s(&format!("alarms.kind.{kind}"))));
    html! {
        <div class="wizard-body arrival" ref={place} tabindex="-1">
            <Panel title={words.s(Step::Metric.title())}>
                <Segmented label={words.s("alarms.kind")} options={kinds.to_vec()}
                    value={draft.kind.clone()} onchange={props.edit(turn)} />
                { waiting(&props.model.metrics, &words) }
                if math {
                    <Rows ..props.clone() />
                } else if let Some(metric) = &draft.metric {
                    { chosen(metric, props, &words) }
                } else {
                    <Choose step={props.clone()}
                        onchoose={props.edit(|draft: &mut Draft, metric: MetricId| {
                            draft.metric = Some(metric);
                        })} />
                }
            </Panel>
            if chosen_one || math {
                { measure(props, &words) }
                { preview(props, &words) }
            }
        </div>
    }
}

/// Another kind of alarm: the metric chosen so far is the first row of metric math.
fn turn(draft: &mut Draft, kind: String) {
    if kind == "math"
        && draft.rows.is_empty()
        && let Some(metric) = draft.metric.clone()
    {
        let (id, stat) = ("m1".to_owned(), draft.stat.clone());
        draft.rows.push(Row { id, metric: Some(metric), stat, returns: true, ..Row::default() });
    }
    draft.kind = kind;
    draft.comparison = draft.comparison().name().to_owned();
}

fn chosen(metric: &MetricId, props: &StepProps, words: &Words) -> Html {
    let change = props.edit(|draft, _: MouseEvent| draft.metric = None);
    html! {
        <p>
            <strong>{ metric.name.clone() }</strong>{ " · " }{ metric.namespace.clone() }{ " · " }
            { named::dimensions(&metric.dimensions) }{ " " }
            <Button kind={ButtonKind::Link} onclick={change}>
                { words.t("alarms.metric.change") }
            </Button>
        </p>
    }
}

/// What [`Choose`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ChooseProps {
    /// The step.
    pub step: StepProps,
    /// Called with the metric.
    pub onchoose: Callback<MetricId>,
}

/// The metrics there are, and one by hand.
#[component]
pub fn Choose(props: &ChooseProps) -> Html {
    let (onchoose, props) = (props.onchoose.clone(), &props.step);
    let words = use_words();
    let onnamespace = props.edit(|draft, name: Option<String>| {
        draft.namespace = name.unwrap_or_default();
    });
    let namespace = &props.model.draft.namespace;
    let namespace = (!namespace.is_empty()).then(|| namespace.clone());
    let error = props.error(Field::Metric, false, &words);
    html! {
        <>
            <Browse listing={props.model.metrics.clone()} {namespace} {onnamespace}
                onchoose={onchoose.clone()} />
            if let Some(error) = error {
                <p class="field-error" role="alert">
                    <Icon kind={IconKind::CrossCircle} />{ error }
                </p>
            }
            <ByHand {onchoose} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ByHandProps {
    onchoose: Callback<MetricId>,
}

/// A metric that is not listed, by its parts.
#[component]
fn ByHand(props: &ByHandProps) -> Html {
    let words = use_words();
    let namespace = use_state(|| "AWS/EC2".to_owned());
    let name = use_state(|| "CPUUtilization".to_owned());
    let dimensions = use_state(String::new);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let metric = read(&namespace, &name, &dimensions);
    let onclick = {
        let (onchoose, metric) = (props.onchoose.clone(), metric.clone());
        move |_: MouseEvent| {
            if let Some(metric) = metric.clone() {
                onchoose.emit(metric);
            }
        }
    };
    let summary = html! { words.t("alarms.metric.by-hand").to_owned() };
    html! {
        <Expand {summary}>
            <p class="hint">{ words.t("alarms.metric.by-hand.explain") }</p>
            <div class="wizard-two">
                <TextInput label={words.s("alarms.metric.namespace")} required=true mono=true
                    value={(*namespace).clone()} oninput={set(&namespace)} />
                <TextInput label={words.s("alarms.metric.by-hand.name")} required=true mono=true
                    value={(*name).clone()} oninput={set(&name)} />
            </div>
            <TextInput label={words.s("alarms.metric.by-hand.dimensions")} mono=true
                hint={words.t("alarms.metric.by-hand.dimensions.hint")}
                value={(*dimensions).clone()} oninput={set(&dimensions)} />
            <Button disabled={metric.is_none()} {onclick}>
                { words.t("alarms.metric.by-hand.use") }
            </Button>
        </Expand>
    }
}

fn read(namespace: &str, name: &str, dimensions: &str) -> Option<MetricId> {
    let pairs = dimensions.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    let pairs: Option<Vec<(String, String)>> = pairs.map(pair).collect();
    let (namespace, name) = (namespace.trim(), name.trim());
    if namespace.is_empty() || name.is_empty() {
        return None;
    }
    Some(MetricId::new(namespace, name, pairs?))
}

fn measure(props: &StepProps, words: &Words) -> Html {
    let draft = &props.model.draft;
    let stats = ["Average", "Sum", "Minimum", "Maximum", "SampleCount", "p50", "p90", "p95", "p99"];
    let suggestions: Vec<AttrValue> = stats.into_iter().map(AttrValue::from).collect();
    let math = draft.kind == "math";
    let percentile = draft.stat.starts_with('p') && draft.kind == "metric";
    html! {
        <Panel title={words.s("alarms.stat")}>
            <div class="wizard-two">
                if !math {
                    <TextInput label={words.s("alarms.stat")} hint={words.t("alarms.stat.hint")}
                        value={draft.stat.clone()} {suggestions}
                        error={props.error(Field::Stat, true, words)}
                        oninput={props.edit(|draft, stat: String| draft.stat = stat)} />
                }
                <Select label={words.s("alarms.period")} hint={words.t("alarms.period.hint")}
                    options={periods(&draft.period, words)} value={draft.period.clone()}
                    error={props.error(Field::Period, true, words)}
                    onchange={props.edit(|draft, period: String| draft.period = period)} />
            </div>
            if percentile {
                <Radios label={words.s("alarms.low-samples")} value={draft.low_samples.clone()}
                    options={["evaluate", "ignore"].map(|name| {
                        Choice::new(name, words.s(&format!("alarms.low-samples.{name}")))
                    }).to_vec()}
                    onchange={props.edit(|draft, low: String| draft.low_samples = low)} />
            }
        </Panel>
    }
}

/// The periods to choose from, with the one in force among them.
pub fn periods(current: &str, words: &Words) -> Vec<Choice> {
    let own = current.parse().ok().filter(|secs| !PERIODS.contains(secs));
    let choice = |secs: i64| {
        let label = named::span(watchtrail::sim::Span::secs(secs), words);
        Choice::new(secs.to_string(), label)
    };
    own.into_iter().chain(PERIODS).map(choice).collect()
}

/// The metric as it was, with the threshold if there is one.
pub fn preview(props: &StepProps, words: &Words) -> Html {
    match &props.model.preview {
        Some(chart) => html! {
            <Panel title={words.s("alarms.preview")}><Chart model={chart.clone()} /></Panel>
        },
        None => html! { <p class="hint">{ words.t("alarms.preview.none") }</p> },
    }
}
