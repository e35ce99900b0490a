//! The CloudWatch agent of an instance: why there is no memory metric, or its metrics.

use watchtrail::sim::agents::{Need, Needs};
use watchtrail::view::ec2::agent::{Agent, Graph};
use watchtrail::view::route::{MetricId, MetricsQuery, Route};
use yew::prelude::*;

use crate::ui::parts::{Chart, Link, Panel, Status, Tone};
use crate::ui::words::{Words, use_words};

/// The properties of [`AgentPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The agent.
    pub model: Agent,
}

/// The panel, with the charts beneath.
#[component]
pub fn AgentPanel(props: &Props) -> Html {
    let words = use_words();
    let Agent { needs, graphs } = &props.model;
    let (kind, open) = match needs.silent {
        true => (Tone::Unknown, true),
        false => (Tone::Good, false),
    };
    let (namespace, region) = &needs.place;
    let place: [(&str, &dyn std::fmt::Display); 2] = [("namespace", namespace), ("region", region)];
    let to = Route::Metrics(MetricsQuery {
        namespace: Some(namespace.clone()),
        ..MetricsQuery::default()
    });
    html! {
        <>
            <Panel title={words.s("agent.title")}>
                <p>{ words.t("agent.why") }</p>
                <p><Status {kind} label={needs.verdict(words.texts())} /></p>
                <details {open}>
                    <summary>{ words.t("agent.needs") }</summary>
                    <ol>{ for needs.needs.iter().map(|need| row(&words, need)) }</ol>
                </details>
                <p class="hint">{ words.fill("agent.look", &place) }</p>
                { listed(&words, needs, to) }
            </Panel>
            <div class="graphs">{ for graphs.iter().map(|graph| draw(&words, graph)) }</div>
        </>
    }
}

fn row(words: &Words, need: &Need) -> Html {
    let (kind, label) = match need.met {
        true => (Tone::Good, words.s("agent.met")),
        false => (Tone::Bad, words.s("agent.missing")),
    };
    html! {
        <li>
            <Status {kind} {label} />{ " " }<strong>{ need.what(words.texts()) }</strong>
            { ": " }{ need.said(words.texts()) }
            if let Some(remedy) = need.remedy(words.texts()) {
                <p class="hint">{ remedy }</p>
            }
        </li>
    }
}

fn listed(words: &Words, needs: &Needs, to: Route) -> Html {
    if needs.metrics.is_empty() {
        return Html::default();
    }
    html! { <p class="links"><Link {to}>{ words.t("agent.metrics") }</Link></p> }
}

fn draw(words: &Words, graph: &Graph) -> Html {
    let id = &graph.id;
    let metric = MetricId {
        namespace: id.namespace.clone(),
        name: id.name.clone(),
        dimensions: id.dimensions.clone(),
    };
    let query = MetricsQuery {
        metrics: vec![metric.clone()],
        stat: Some("Average".to_owned()),
        period_secs: u32::try_from(graph.period.as_secs()).ok(),
        ..MetricsQuery::default()
    };
    let (from, to) = graph.range;
    let span = words.span(to - from);
    let args: [(&str, &dyn std::fmt::Display); 2] = [("metric", &id.name), ("span", &span)];
    let chart = graph.chart(words.fill("ec2.graph.label", &args));
    let key = format!("{} {}", id.name, graph.about());
    let note = html! { <>{ graph.about() }{ " · Average · Percent" }</> };
    html! {
        <Panel {key} class="graph" title={id.name.clone()} {note}>
            <Chart model={chart} small=true />
            <p class="links">
                <Link to={Route::Metrics(query)}>{ words.t("ec2.graph.open") }</Link>
                { " · " }
                <Link to={Route::CreateAlarm(Some(metric))}>{ words.t("ec2.graph.alarm") }</Link>
            </p>
        </Panel>
    }
}
