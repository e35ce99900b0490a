//! The monitoring of a volume: its burst credits, its charts, and why there are no points.

use std::fmt::Display;

use watchtrail::services::cloudwatch::alarm::{StateValue, Treat};
use watchtrail::view::format;
use watchtrail::view::route::{MetricId, Route};
use watchtrail::view::volumes::detail::{Burst, Detail, Trend};
use watchtrail::view::volumes::metrics::{self, Sending};
use yew::prelude::*;

use crate::ui::pages::ec2::monitoring::graph;
use crate::ui::parts::{Alert, AlertKind, KeyValues, Link, Panel, Status};
use crate::ui::words::{Words, use_words};

/// The properties of [`MonitoringTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The volume.
    pub model: Detail,
}

/// The tab of monitoring.
#[component]
pub fn MonitoringTab(props: &Props) -> Html {
    let words = use_words();
    let model = &props.model;
    html! {
        <>
            { sending(&words, model) }
            if let Some(burst) = &model.burst {
                <Panel title={words.s("volumes.burst")}>
                    if burst.trend == Trend::Spent {
                        <Alert kind={AlertKind::Warning}>
                            <p>{ words.t("volumes.burst.spent") }</p>
                        </Alert>
                    }
                    <KeyValues rows={rows(&words, burst)} />
                    <p class="hint">{ words.t("volumes.burst.explain") }</p>
                </Panel>
            }
            <Panel title={words.s("volumes.alarms")}>{ alarms(&words, model) }</Panel>
            <div class="graphs">
                { for model.graphs.iter().map(|one| {
                    graph(&words, one, metric(&model.row.id, one.metric))
                }) }
            </div>
        </>
    }
}

fn metric(id: &str, name: &str) -> MetricId {
    let metric = metrics::metric(id, name);
    MetricId { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions }
}

/// Whether points come, and if not, why, and what that means.
fn sending(words: &Words, model: &Detail) -> Html {
    let text = match &model.sending {
        Sending::Yes => return html! { <p class="hint">{ words.t("volumes.sends") }</p> },
        Sending::Never => words.t("volumes.sends.never").to_owned(),
        Sending::Soon { of, readable } => {
            let (of, at) = (format::minute(*of), format::clock(*readable));
            let wait = words.span(*readable - model.now);
            let args: [(&str, &dyn Display); 3] = [("of", &of), ("time", &at), ("wait", &wait)];
            words.fill("volumes.sends.soon", &args)
        }
        Sending::Halted { instance } => {
            words.fill("volumes.sends.halted", &[("instance", instance)])
        }
        Sending::Detached { instance, since } => {
            let since = format::date_time(*since);
            let args: [(&str, &dyn Display); 2] = [("instance", instance), ("time", &since)];
            words.fill("volumes.sends.detached", &args)
        }
    };
    html! { <Alert live=true><p>{ text }</p></Alert> }
}

fn rows(words: &Words, burst: &Burst) -> Vec<(AttrValue, Html)> {
    let (baseline, most) = burst.rates;
    let number = |value: f64| format::number(value, 1);
    let trend = match burst.trend {
        Trend::Level => words.t("volumes.burst.level").to_owned(),
        Trend::Spent => words.t("volumes.burst.none").to_owned(),
        Trend::Empty(after) => words.fill("volumes.burst.empty", &[("span", &words.span(after))]),
        Trend::Full(after) => words.fill("volumes.burst.full", &[("span", &words.span(after))]),
    };
    let rates = words
        .fill("volumes.burst.rates", &[("baseline", &number(baseline)), ("most", &number(most))]);
    vec![
        (words.s("volumes.burst.balance"), html! { format!("{} %", number(burst.percent)) }),
        (words.s("volumes.burst.trend"), html! { trend }),
        (words.s("volumes.burst.speed"), html! { rates }),
    ]
}

/// The alarms that watch it, and what they make of missing points.
fn alarms(words: &Words, model: &Detail) -> Html {
    let metric = metric(&model.row.id, model.graphs.first().map_or("VolumeReadOps", |g| g.metric));
    let row = |(name, state, treat): &(String, StateValue, Treat)| {
        let kind = crate::ui::pages::ec2::alarm_tone(*state);
        html! {
            <li key={name.clone()}>
                <Status {kind} label={state.name()} />
                { " " }<Link to={Route::alarm(name)}>{ name }</Link>
                <p class="hint">
                    { words.fill("volumes.alarms.treat", &[("treat", &treat.name())]) }
                </p>
            </li>
        }
    };
    html! {
        <>
            if model.alarms.is_empty() {
                <p>{ words.t("volumes.alarms.none") }</p>
            } else {
                <ul class="plain">{ for model.alarms.iter().map(row) }</ul>
            }
            <p><Link to={Route::CreateAlarm(Some(metric.clone()))}>
                { words.fill("volumes.alarms.create", &[("metric", &metric.name)]) }
            </Link></p>
        </>
    }
}
