//! The monitoring of an instance: small charts, and how often points come.

use watchtrail::services::ec2::Monitoring;
use watchtrail::view::ec2::act;
use watchtrail::view::ec2::detail::Detail;
use watchtrail::view::ec2::metrics::{self, FirstPoint, Graph};
use watchtrail::view::format;
use watchtrail::view::route::{MetricId, MetricsQuery, Route};
use yew::prelude::*;

use super::agent::AgentPanel;
use super::facts::TabProps;
use super::load::ending;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Alert, Button, Chart, CliForm, Link, Panel};
use crate::ui::words::{Words, use_words};

/// The tab of monitoring.
#[component]
pub fn MonitoringTab(props: &TabProps) -> Html {
    let words = use_words();
    let model = &props.model;
    html! {
        <>
            <Mode model={model.clone()} />
            { first(&words, model) }
            <div class="graphs">
                { for model.graphs.iter().map(|graph| draw(&words, model, graph)) }
            </div>
            if let Some(agent) = &model.agent {
                <AgentPanel model={agent.clone()} />
            }
        </>
    }
}

/// How often points come, and the switch.
#[component]
fn Mode(props: &TabProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let model = &props.model;
    let now = model.row.monitoring;
    let detailed = matches!(now, Monitoring::Enabled | Monitoring::Pending);
    let request = act::monitor(&model.row.id, !detailed);
    let said = words.s("ec2.monitoring.done");
    let onclick = asking.click(request.clone(), said, Callback::noop());
    let key = if detailed { "detailed" } else { "basic" };
    let turn = if detailed { "ec2.monitoring.to-basic" } else { "ec2.monitoring.to-detailed" };
    let actions = html! {
        <Button {onclick} disabled={model.row.state.is_ending()} why={ending(&words, true)}>
            { words.t(turn) }
        </Button>
    };
    html! {
        <Panel title={words.s(&format!("ec2.monitoring.{key}"))} {actions}>
            <p>{ words.s(&format!("ec2.monitoring.{key}.explain")) }</p>
            if let Some(due) = model.monitoring_due {
                <p class="hint">
                    { words.fill("ec2.monitoring.due", &[("time", &format::clock(due))]) }
                </p>
            }
            { asking.view() }
            <CliForm request={Some(request)} />
        </Panel>
    }
}

fn first(words: &Words, model: &Detail) -> Html {
    match model.first_point {
        FirstPoint::Never => html! {
            <Alert><p>{ words.t("ec2.first.never") }</p></Alert>
        },
        FirstPoint::Expected { of, readable } => {
            let (of, at) = (format::minute(of), format::clock(readable));
            let wait = words.span(readable - model.now);
            let args: [(&str, &dyn std::fmt::Display); 3] =
                [("of", &of), ("time", &at), ("wait", &wait)];
            html! { <Alert live=true><p>{ words.fill("ec2.first.expected", &args) }</p></Alert> }
        }
        FirstPoint::Readable => Html::default(),
    }
}

/// The wizard for an alarm on an instance's CPU.
pub fn create_alarm(id: &str) -> Route {
    Route::CreateAlarm(Some(metric(id, "CPUUtilization")))
}

fn metric(id: &str, name: &str) -> MetricId {
    let metric = metrics::metric(id, name);
    MetricId { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions }
}

fn draw(words: &Words, model: &Detail, graph: &Graph) -> Html {
    self::graph(words, graph, metric(&model.row.id, graph.metric))
}

/// A small chart with its ways on: the metrics browser, a new alarm.
pub fn graph(words: &Words, graph: &Graph, metric: MetricId) -> Html {
    let period = words.span(graph.period);
    let query = MetricsQuery {
        metrics: vec![metric.clone()],
        stat: Some(graph.stat.to_owned()),
        period_secs: u32::try_from(graph.period.as_secs()).ok(),
        ..MetricsQuery::default()
    };
    let note = html! { <>{ graph.stat }{ " · " }{ period }{ " · " }{ graph.unit }</> };
    let (from, to) = graph.range;
    let span = words.span(to - from);
    let args: [(&str, &dyn std::fmt::Display); 2] = [("metric", &graph.metric), ("span", &span)];
    let chart = graph.chart(words.fill("ec2.graph.label", &args));
    let empty = if graph.basic_only { "ec2.graph.basic-only" } else { "ec2.graph.empty" };
    html! {
        <Panel key={graph.metric} class="graph" title={graph.metric} {note}>
            if graph.points.is_empty() {
                <p class="muted">{ words.t(empty) }</p>
            } else {
                <Chart model={chart} small=true />
            }
            <p class="links">
                <Link to={Route::Metrics(query)}>{ words.t("ec2.graph.open") }</Link>
                { " · " }
                <Link to={Route::CreateAlarm(Some(metric))}>{ words.t("ec2.graph.alarm") }</Link>
            </p>
        </Panel>
    }
}
