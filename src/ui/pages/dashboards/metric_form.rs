//! The form of a metric widget: which metrics, and how they look.

use serde_json::Value;
use watchtrail::services::cloudwatch::dashboard::body::{Axis, Metric};
use watchtrail::services::cloudwatch::dashboard::lines::{self, Line, What};
use watchtrail::telemetry::MetricId;
use yew::prelude::*;

use super::New;
use super::line_form::LineForm;
use super::note_form::NotesForm;
use super::option_form::OptionForm;
use crate::ui::pages::metrics::browse::Browse;
use crate::ui::pages::metrics::measures::{periods, stats};
use crate::ui::parts::{Checkbox, Choice, Expand, Select, TextArea, TextInput};
use crate::ui::words::{Words, use_words};

/// Views of a widget, by AWS's names.
pub const VIEWS: [&str; 6] = ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"];
/// The least period of a widget; a row may have a shorter one.
const LEAST: i64 = 60;

/// The properties of [`MetricForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget.
    pub metric: Metric,
    /// What widgets can be made of.
    pub new: New,
    /// Called with the widget as it is then.
    pub onchange: Callback<Metric>,
}

/// A callback that changes the widget with what is typed or chosen.
fn edit<T: 'static>(props: &Props, change: fn(&mut Metric, T)) -> Callback<T> {
    let metric = props.metric.clone();
    props.onchange.reform(move |given: T| {
        let mut metric = metric.clone();
        change(&mut metric, given);
        metric
    })
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The form.
#[component]
pub fn MetricForm(props: &Props) -> Html {
    let words = use_words();
    let namespace = use_state(|| None::<String>);
    let expression = use_state(String::new);
    let metric = &props.metric;
    let onnamespace = {
        let namespace = namespace.clone();
        Callback::from(move |name: Option<String>| namespace.set(name))
    };
    let chosen: Vec<MetricId> = metric.metrics.iter().filter_map(Line::metric_id).collect();
    let onexpression = {
        let expression = expression.clone();
        Callback::from(move |text: String| expression.set(text))
    };
    let onadd = {
        let (expression, metric, onchange) =
            (expression.clone(), metric.clone(), props.onchange.clone());
        Callback::from(move |_: MouseEvent| {
            let mut metric = metric.clone();
            let what = What::Expression(expression.trim().to_owned());
            metric.metrics.push(Line { what, ..Line::default() });
            expression.set(String::new());
            onchange.emit(metric);
        })
    };
    html! {
        <>
            <TextInput label={words.s("dashboards.field.title")}
                value={metric.title.clone().unwrap_or_default()}
                oninput={edit(props, |metric, text| metric.title = some(text))} />
            { look(props, &words) }
            <Browse listing={props.new.listing.clone()} many=true {onnamespace} {chosen}
                namespace={(*namespace).clone()} onchoose={edit(props, choose)} />
            <TextInput label={words.s("dashboards.expression")} mono=true
                value={(*expression).clone()} oninput={onexpression} />
            <button type="button" class="btn" disabled={expression.trim().is_empty()}
                onclick={onadd}>{ words.t("dashboards.expression.add") }</button>
            <LineForm metric={metric.clone()} names={props.new.listing.names.clone()}
                onchange={props.onchange.clone()} />
            <Expand summary={html! { words.t("dashboards.options").to_owned() }}>
                <OptionForm metric={metric.clone()} now={props.new.now}
                    onchange={props.onchange.clone()} />
            </Expand>
            <Expand summary={html! { words.t("dashboards.notes").to_owned() }}>
                <NotesForm metric={metric.clone()} alarms={props.new.alarms.clone()}
                    now={props.new.now} onchange={props.onchange.clone()} />
            </Expand>
            <Rows metric={metric.clone()} onchange={props.onchange.clone()} />
        </>
    }
}

/// Graphs a metric, or no longer.
fn choose(metric: &mut Metric, chosen: MetricId) {
    let place = metric.metrics.iter().position(|line| line.metric_id().as_ref() == Some(&chosen));
    match place {
        Some(place) => drop(metric.metrics.remove(place)),
        None => {
            let pairs = chosen.dimensions.into_iter().flat_map(|(name, value)| [name, value]);
            let parts = [chosen.namespace, chosen.name].into_iter().chain(pairs);
            metric.metrics.push(Line::metric(parts.collect()));
        }
    }
}

fn look(props: &Props, words: &Words) -> Html {
    let metric = &props.metric;
    let view = |view: &&str| Choice::new(*view, words.s(&format!("dashboards.view.{view}")));
    let options: Vec<Choice> = VIEWS.iter().map(view).collect();
    let stat = metric.stat.as_deref().unwrap_or("Average");
    let secs = i64::from(metric.period.unwrap_or(300));
    html! {
        <>
            <div class="wizard-two">
                <Select label={words.s("dashboards.view")} {options}
                    value={metric.view().to_owned()} onchange={edit(props, set_view)} />
                <Select label={words.s("metrics.stat")} options={stats(Some(stat))}
                    value={stat.to_owned()}
                    onchange={edit(props, |metric, stat| metric.stat = Some(stat))} />
                <Select label={words.s("metrics.period")} value={secs.to_string()}
                    options={periods(Some(secs), LEAST, words)}
                    onchange={edit(props, |metric: &mut Metric, secs: String| {
                        metric.period = secs.parse().ok();
                    })} />
            </div>
            if metric.view() == "timeSeries" {
                <Checkbox label={words.s("dashboards.stacked")}
                    checked={metric.stacked == Some(true)}
                    onchange={edit(props, |metric, on| metric.stacked = Some(on))} />
            }
        </>
    }
}

/// A gauge needs both ends of its scale.
fn set_view(metric: &mut Metric, view: String) {
    if view == "gauge" {
        let Axis { min, max, .. } = &mut metric.left;
        min.get_or_insert(0.0);
        max.get_or_insert(100.0);
    }
    metric.view = Some(view);
}

#[derive(Clone, PartialEq, Properties)]
struct RowsProps {
    metric: Metric,
    onchange: Callback<Metric>,
}

/// The `metrics` array as AWS writes it: labels, colours, axes and what else a line has.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let words = use_words();
    let typed = use_state(|| None::<String>);
    let own = serde_json::to_string_pretty(&lines::print(&props.metric.metrics));
    let own = own.unwrap_or_default();
    let read = |text: &str| match serde_json::from_str(text) {
        Ok(Value::Array(all)) => Some(lines::read(&all)),
        _ => None,
    };
    // What is typed stands until something else changes the lines.
    let text =
        typed.as_ref().filter(|text| read(text).is_none_or(|lines| lines == props.metric.metrics));
    let text = text.cloned().unwrap_or(own);
    let error = read(&text).is_none().then(|| words.s("dashboards.rows.wrong"));
    let oninput = {
        let (typed, metric, onchange) =
            (typed.clone(), props.metric.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            if let Some(metrics) = read(&text) {
                onchange.emit(Metric { metrics, ..metric.clone() });
            }
            typed.set(Some(text));
        })
    };
    let summary = html! { words.t("dashboards.rows").to_owned() };
    html! {
        <Expand {summary}>
            <TextArea label={words.s("dashboards.rows.label")} mono=true rows=8 value={text}
                {error} {oninput} hint={html! { words.t("dashboards.rows.hint") }} />
        </Expand>
    }
}
