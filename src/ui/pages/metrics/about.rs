//! What the metrics that are graphed are about, and what else is about the same.

use watchtrail::telemetry::MetricId;
use watchtrail::view::alarms::words::dimensions;
use watchtrail::view::metrics::about::{About, Subject};
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, Button, ButtonKind, KeyValues, Panel, When};
use crate::ui::words::{Words, use_words};

/// What [`Subjects`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What each metric is about.
    pub about: Vec<About>,
    /// The metrics that are graphed.
    pub chosen: Vec<MetricId>,
    /// Called with a metric to graph, too.
    pub onchoose: Callback<MetricId>,
}

/// What the metrics are about; nothing where their data came with no entity.
#[component]
pub fn Subjects(props: &Props) -> Html {
    let words = use_words();
    if props.about.is_empty() {
        return Html::default();
    }
    html! {
        <Panel title={words.s("metrics.about")}>
            <p class="hint">{ words.t("metrics.about.explain") }</p>
            { for props.about.iter().map(|about| one(props, about, &words)) }
        </Panel>
    }
}

fn one(props: &Props, about: &About, words: &Words) -> Html {
    let title = format!("{} · {}", about.id, about.metric.name);
    let key = about.id.clone();
    html! {
        <section {key} aria-label={title.clone()}>
            <h3>{ title }</h3>
            { for about.entities.iter().map(|subject| entity(props, subject, words)) }
            { dropped(about, words) }
        </section>
    }
}

fn entity(props: &Props, subject: &Subject, words: &Words) -> Html {
    let value = |(name, value): &(String, String)| {
        (AttrValue::from(name.clone()), html! { <code>{ value.clone() }</code> })
    };
    let mut rows: Vec<(AttrValue, Html)> =
        subject.keys.iter().chain(&subject.attributes).map(value).collect();
    rows.push((words.s("metrics.about.last"), html! { <When at={subject.last} /> }));
    rows.push((words.s("metrics.about.until"), html! { <When at={subject.until} /> }));
    html! {
        <>
            <KeyValues {rows} />
            if subject.active {
                { related(props, subject, words) }
            } else {
                <p>{ words.t("metrics.about.silent") }</p>
            }
        </>
    }
}

fn related(props: &Props, subject: &Subject, words: &Words) -> Html {
    if subject.related.is_empty() {
        return html! { <p>{ words.t("metrics.about.alone") }</p> };
    }
    let other = |metric: &MetricId| {
        let chosen = metric.clone();
        let onclick = props.onchoose.reform(move |_: MouseEvent| chosen.clone());
        let graphed = props.chosen.contains(metric);
        let name = format!("{} · {}", metric.namespace, metric.name);
        html! {
            <li>
                { name.clone() }{ " " }
                <span class="hint">{ dimensions(&metric.dimensions) }</span>{ " " }
                if !graphed {
                    <Button kind={ButtonKind::Link} {onclick}>
                        { words.fill("metrics.graph.add", &[("name", &name)]) }
                    </Button>
                }
            </li>
        }
    };
    html! {
        <>
            <p>{ words.t("metrics.about.related") }</p>
            <ul>{ for subject.related.iter().map(other) }</ul>
        </>
    }
}

/// Why the last entity that was dropped was none.
fn dropped(about: &About, words: &Words) -> Html {
    let Some((at, refused)) = &about.dropped else { return Html::default() };
    let title = words.s("metrics.about.dropped");
    let fault = refused.fault.name();
    let why = words.s(&format!("metrics.about.fault.{fault}"));
    let args: [(&str, &dyn std::fmt::Display); 2] = [("fault", &fault), ("at", &refused.at)];
    html! {
        <Alert kind={AlertKind::Warning} {title}>
            <p><When at={*at} /></p>
            <p>{ why }{ " " }{ words.fill("metrics.about.fault", &args) }</p>
            <p>{ words.t("metrics.about.dropped.next") }</p>
        </Alert>
    }
}
