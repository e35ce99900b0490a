//! The metrics page itself.

use watchtrail::telemetry::MetricId;
use watchtrail::view::alarms::words as spans;
use watchtrail::view::metrics::Model;
use watchtrail::view::route::{MetricsQuery, Route};
use yew::prelude::*;

use super::browse::{Browse, waiting};
use super::math::Math;
use super::named;
use super::put::Put;
use crate::ui::ctl::use_ctl;
use crate::ui::parts::{Button, Chart, Choice, Empty, Link, PageHead, Panel, Segmented, Select};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
    /// What its address chooses.
    pub query: MetricsQuery,
    /// What stands in place of the metrics when AWS refused to list them.
    #[prop_or_default]
    pub denied: Option<Html>,
}

/// Statistics to choose from.
const STATS: [&str; 9] =
    ["Average", "Minimum", "Maximum", "Sum", "SampleCount", "p50", "p90", "p95", "p99"];
/// Periods to choose from, in seconds.
const PERIODS: [i64; 6] = [60, 300, 900, 3600, 21_600, 86_400];

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let model = &props.model;
    let crumbs = Route::metrics().crumbs();
    let go = {
        let (ctl, query) = (ctl.clone(), props.query.clone());
        move |change: Box<dyn Fn(&mut MetricsQuery)>| {
            let mut query = query.clone();
            change(&mut query);
            ctl.go(Route::Metrics(query));
        }
    };
    let onnamespace = {
        let go = go.clone();
        Callback::from(move |name: Option<String>| {
            go(Box::new(move |query| query.namespace = name.clone()));
        })
    };
    let onchoose = {
        let go = go.clone();
        Callback::from(move |metric: MetricId| {
            let metric = named(&metric);
            go(Box::new(move |query| {
                match query.metrics.iter().position(|other| *other == metric) {
                    Some(place) => drop(query.metrics.remove(place)),
                    None => query.metrics.push(metric.clone()),
                }
            }));
        })
    };
    let edit = Callback::from(move |query: MetricsQuery| ctl.go(Route::Metrics(query)));
    html! {
        <>
            <PageHead {crumbs} title={words.s("metrics.title")} refresh=true />
            { waiting(&model.listing, &words) }
            <Graph model={model.clone()} query={props.query.clone()} {edit} />
            if let Some(denied) = &props.denied {
                { denied.clone() }
            } else {
                <Panel title={words.s("alarms.metric.browse")}>
                    <Browse listing={model.listing.clone()} many=true {onnamespace} {onchoose}
                        namespace={props.query.namespace.clone()}
                        chosen={model.chosen.metrics.clone()} />
                </Panel>
            }
            <Put now={model.now} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct GraphProps {
    model: Model,
    query: MetricsQuery,
    edit: Callback<MetricsQuery>,
}

/// The graph with its statistic, period and range.
#[component]
fn Graph(props: &GraphProps) -> Html {
    let words = use_words();
    let range = use_state(|| "3h".to_owned());
    let (model, query) = (&props.model, &props.query);
    let title = words.s("metrics.graph");
    let Some(chart) = &model.chart else {
        return html! {
            <Panel {title}>
                <Empty title={words.s("metrics.graph.none")} />
                <Math model={model.clone()} query={query.clone()} edit={props.edit.clone()} />
            </Panel>
        };
    };
    let onrange = {
        let range = range.clone();
        move |key: String| range.set(key)
    };
    let clear = {
        let query = MetricsQuery { metrics: Vec::new(), math: Vec::new(), ..query.clone() };
        props.edit.reform(move |_: MouseEvent| query.clone())
    };
    let actions = html! {
        <>
            <Segmented label={words.s("alarms.range")} bare=true value={(*range).clone()}
                options={crate::ui::pages::alarms::ranges(&words)} onchange={onrange} />
            if let [metric] = query.metrics.as_slice() {
                <Link to={Route::CreateAlarm(Some(metric.clone()))} class="btn">
                    { words.t("metrics.create-alarm") }
                </Link>
            }
            <Button onclick={clear}>{ words.t("metrics.graph.clear") }</Button>
        </>
    };
    let width = crate::ui::pages::alarms::range(&range);
    html! {
        <Panel {title} {actions}>
            <Chart model={chart.clip(model.now - width, model.now)} />
            { measures(props, &words) }
            <Math model={model.clone()} query={query.clone()} edit={props.edit.clone()} />
        </Panel>
    }
}

fn measures(props: &GraphProps, words: &Words) -> Html {
    let chosen = &props.model.chosen;
    let onstat = {
        let query = props.query.clone();
        props.edit.reform(move |stat: String| MetricsQuery { stat: Some(stat), ..query.clone() })
    };
    let onperiod = {
        let query = props.query.clone();
        props.edit.reform(move |secs: String| MetricsQuery {
            period_secs: secs.parse().ok(),
            ..query.clone()
        })
    };
    let stats: Vec<Choice> = STATS.iter().map(|stat| Choice::new(*stat, *stat)).collect();
    let period = |secs: i64| {
        let label = spans::span(watchtrail::sim::Span::secs(secs), words);
        Choice::new(secs.to_string(), label)
    };
    let periods: Vec<Choice> = PERIODS.into_iter().map(period).collect();
    html! {
        <div class="wizard-two">
            <Select label={words.s("metrics.stat")} options={stats} onchange={onstat}
                value={chosen.stat_name().to_owned()} />
            <Select label={words.s("metrics.period")} options={periods} onchange={onperiod}
                value={chosen.period().as_secs().to_string()} />
        </div>
    }
}
