//! The metrics page itself.

use watchtrail::services::cloudwatch::dashboard::body::Axis;
use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::sim::scope::Region;
use watchtrail::telemetry::MetricId;
use watchtrail::view::dashboards::edit;
use watchtrail::view::metrics::{Model, RANGE, looks};
use watchtrail::view::range::PREDEFINED;
use watchtrail::view::route::{MetricsQuery, Route, RowLook};
use watchtrail::view::widget::Shown;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::about::Subjects;
use super::add::Add;
use super::browse::{Browse, waiting};
use super::linked::Shared;
use super::math::Math;
use super::measures::{periods, stats};
use super::named;
use super::put::Put;
use super::rows::Rows;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::alarms::blank;
use crate::ui::pages::dashboards::{AxisForm, Figured, VIEWS};
use crate::ui::parts::{
    Alert, Button, Checkbox, Choice, Empty, Expand, PageHead, Panel, RangeInput, Select, use_id,
};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
    /// What its address chooses.
    pub query: MetricsQuery,
    /// The account's dashboards: names and bodies.
    pub dashboards: Vec<(String, String)>,
    /// The console's Region.
    pub region: Region,
    /// What stands in place of the metrics when AWS refused to list them.
    #[prop_or_default]
    pub denied: Option<Html>,
}

#[derive(Clone, PartialEq, Properties)]
struct SearchProps {
    query: MetricsQuery,
    edit: Callback<MetricsQuery>,
}

/// The search over all names and dimensions; its words are kept in the address.
#[component]
fn Search(props: &SearchProps) -> Html {
    let words = use_words();
    let id = use_id("search");
    let onchange = {
        let query = props.query.clone();
        props.edit.reform(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let search = Some(input.value()).filter(|text| !text.trim().is_empty());
            MetricsQuery { search, ..query.clone() }
        })
    };
    html! {
        <div class="field">
            <label for={id.clone()}>{ words.t("metrics.search.all") }</label>
            <input {id} class="input" type="search" {onchange} autocomplete="off"
                value={props.query.search.clone().unwrap_or_default()} />
        </div>
    }
}

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
    let found = props.query.search.is_some();
    let listing = match &props.query.search {
        Some(text) => model.listing.matching(text),
        None => model.listing.clone(),
    };
    html! {
        <>
            <PageHead {crumbs} title={words.s("metrics.title")} refresh=true />
            { waiting(&model.listing, &words) }
            <Graph model={model.clone()} query={props.query.clone()} edit={edit.clone()}
                dashboards={props.dashboards.clone()} region={props.region} />
            <Subjects about={model.about.clone()} chosen={model.chosen.metrics.clone()}
                onchoose={onchoose.clone()} />
            if let Some(denied) = &props.denied {
                { denied.clone() }
            } else {
                <Panel title={words.s("alarms.metric.browse")}>
                    // Within a namespace its own filter is enough.
                    if props.query.namespace.is_none() || found {
                        <Search query={props.query.clone()} edit={edit.clone()} />
                    }
                    <Browse {listing} many=true {onnamespace} {onchoose} {found}
                        namespace={props.query.namespace.clone()}
                        chosen={model.chosen.metrics.clone()} />
                </Panel>
            }
            <Shared linked={model.linked.clone()} />
            <Put now={model.now} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct GraphProps {
    model: Model,
    query: MetricsQuery,
    edit: Callback<MetricsQuery>,
    dashboards: Vec<(String, String)>,
    region: Region,
}

/// The graph with its statistic, period and range.
#[component]
fn Graph(props: &GraphProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (model, query) = (&props.model, &props.query);
    let title = words.s("metrics.graph");
    let Some(chart) = &model.chart else {
        return html! {
            <Panel {title}>
                <Empty title={words.s("metrics.graph.none")}>
                    <p>{ words.t("metrics.graph.none.next") }</p>
                </Empty>
                <Math model={model.clone()} query={query.clone()} edit={props.edit.clone()} />
            </Panel>
        };
    };
    let range = query.range.unwrap_or(RANGE);
    let onrange = {
        let query = query.clone();
        props.edit.reform(move |range: Range| MetricsQuery { range: Some(range), ..query.clone() })
    };
    let clear = {
        let (metrics, math, rows) = (Vec::new(), Vec::new(), Vec::new());
        let query = MetricsQuery { metrics, math, rows, ..query.clone() };
        props.edit.reform(move |_: MouseEvent| query.clone())
    };
    let high = chart.y_axis().high;
    let widget = edit::metric(looks::widget(&model.chosen, props.region, "", high));
    let onalarm = {
        let chosen = model.chosen.clone();
        Callback::from(move |id: String| {
            let draft = looks::alarm(&chosen, &id).to_value();
            ctl.send(Msg::Draft(blank(), Some(draft)));
            ctl.go(Route::CreateAlarm(None));
        })
    };
    let actions = html! {
        <>
            <RangeInput options={&PREDEFINED[..]} value={range} onchange={onrange}
                custom={Some(model.now)} />
            if query.metrics.len() == 1 {
                <Button onclick={onalarm.reform(|_: MouseEvent| "m1".to_owned())}>
                    { words.t("metrics.create-alarm") }
                </Button>
            }
            <Add dashboards={props.dashboards.clone()} {widget} />
            <Button onclick={clear}>{ words.t("metrics.graph.clear") }</Button>
        </>
    };
    let (from, to) = range.ends(model.now);
    let chart = chart.clip(from, to);
    let view = looks::view(&chart, &model.chosen);
    let shown = Shown { view, problems: Vec::new() };
    html! {
        <Panel {title} {actions}>
            <Figured {shown} title={chart.label.clone()} />
            { measures(props, &words) }
            { axes(props, &words) }
            { apart(props, &words) }
            <Rows model={model.clone()} query={query.clone()} edit={props.edit.clone()} {onalarm} />
            <Math model={model.clone()} query={query.clone()} edit={props.edit.clone()} />
        </Panel>
    }
}

/// Lines of different units on one axis, and what to do about it.
fn apart(props: &GraphProps, words: &Words) -> Html {
    let Some((id, unit, first)) = props.model.apart() else { return Html::default() };
    let onclick = {
        let (query, id) = (props.query.clone(), id.to_owned());
        props.edit.reform(move |_: MouseEvent| {
            let look = RowLook { right: true, ..query.look(&id) };
            query.with_look(look)
        })
    };
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("id", &id), ("unit", &unit), ("first", &first)];
    html! {
        <Alert>
            <p>{ words.fill("metrics.apart", &args) }</p>
            <p>
                <Button small=true {onclick}>
                    { words.fill("metrics.apart.go", &[("id", &id)]) }
                </Button>
            </p>
        </Alert>
    }
}

/// The ends of the axes; those of a gauge are the left one's.
fn axes(props: &GraphProps, words: &Words) -> Html {
    let chosen = &props.model.chosen;
    let view = chosen.view.as_deref().unwrap_or("timeSeries");
    if !matches!(view, "timeSeries" | "gauge") {
        return Html::default();
    }
    let axis = |key: &str, ends: &Option<String>, set: fn(&mut MetricsQuery, Option<String>)| {
        let query = props.query.clone();
        let onchange = props.edit.reform(move |axis: Axis| {
            let mut query = query.clone();
            set(&mut query, looks::axis_text(&axis));
            query
        });
        let axis = looks::axis(ends.as_deref());
        html! { <AxisForm legend={words.s(key)} {axis} ends=true late=true {onchange} /> }
    };
    let open = chosen.left.is_some() || chosen.right.is_some() || view == "gauge";
    html! {
        <Expand summary={html! { words.t("metrics.axes").to_owned() }} {open}>
            { axis("dashboards.axis.left", &chosen.left, |query, ends| query.left = ends) }
            if view == "timeSeries" {
                { axis("dashboards.axis.right", &chosen.right, |query, ends| query.right = ends) }
            }
        </Expand>
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
    let onview = {
        let query = props.query.clone();
        props.edit.reform(move |view: String| MetricsQuery { view: Some(view), ..query.clone() })
    };
    let onstacked = {
        let query = props.query.clone();
        props.edit.reform(move |stacked: bool| MetricsQuery { stacked, ..query.clone() })
    };
    let view = |view: &&str| Choice::new(*view, words.s(&format!("dashboards.view.{view}")));
    let views: Vec<Choice> = VIEWS.iter().map(view).collect();
    let shown = chosen.view.clone().unwrap_or_else(|| "timeSeries".to_owned());
    let secs = chosen.period().as_secs();
    html! {
        <div class="wizard-two">
            <Select label={words.s("metrics.stat")} options={stats(Some(chosen.stat_name()))}
                onchange={onstat}
                value={chosen.stat_name().to_owned()} />
            <Select label={words.s("metrics.period")} options={periods(Some(secs), 1, words)}
                onchange={onperiod} value={secs.to_string()} />
            <Select label={words.s("dashboards.view")} options={views} onchange={onview}
                value={shown.clone()} />
            if shown == "timeSeries" {
                <Checkbox label={words.s("dashboards.stacked")} checked={chosen.stacked}
                    onchange={onstacked} />
            }
        </div>
    }
}
