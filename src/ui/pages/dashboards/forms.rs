//! The forms of widgets: which kind, and what it shows.

use watchtrail::services::cloudwatch::dashboard::body::{Alarms, Kind, Metric, Text};
use watchtrail::services::cloudwatch::dashboard::log::Log;
use watchtrail::sim::Time;
use watchtrail::sim::scope::Region;
use watchtrail::view::dashboards::edit;
use watchtrail::view::insights::{begun as begun_query, source_fault, sources};
use watchtrail::view::metrics::Listing;
use yew::prelude::*;

use super::alarm_form::AlarmForm;
use super::log_form::LogForm;
use super::metric_form::MetricForm;
use super::note_form::are_whole;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Segmented, TextArea};
use crate::ui::words::use_words;

/// What widgets can be made of.
#[derive(Clone, PartialEq)]
pub struct New {
    /// The metrics there are.
    pub listing: Listing,
    /// The alarms there are: names and ARNs.
    pub alarms: Vec<(String, String)>,
    /// The log groups there are.
    pub groups: Vec<String>,
    /// The Region of new widgets.
    pub region: Region,
    /// Now.
    pub now: Time,
}

/// The properties of [`WidgetForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget as it is; nothing for a new one.
    pub kind: Option<Kind>,
    /// What widgets can be made of.
    pub new: New,
    /// Called when it is closed.
    pub onclose: Callback<()>,
    /// Called with what the widget is then, and the size of a new one.
    pub ondone: Callback<(Kind, (u32, u32))>,
}

fn begun(kind: &str, new: &New) -> (Kind, (u32, u32)) {
    match kind {
        "text" => (Kind::Text(Text::default()), (6, 4)),
        "alarm" => (Kind::Alarm(Alarms::default()), (6, 3)),
        "log" => {
            let region = Some(new.region.code().to_owned());
            let query = begun_query(new.groups.first());
            (Kind::Log(Log { query, region, ..Log::default() }), (24, 6))
        }
        _ => {
            let region = Some(new.region.code().to_owned());
            let view = Some("timeSeries".to_owned());
            (Kind::Metric(Box::new(Metric { region, view, ..Metric::default() })), (8, 6))
        }
    }
}

/// The form of a widget.
#[component]
pub fn WidgetForm(props: &Props) -> Html {
    let words = use_words();
    let state = {
        let (kind, new) = (props.kind.clone(), props.new.clone());
        use_state(move || kind.map_or_else(|| begun("metric", &new), |kind| (kind, (6, 6))))
    };
    let (kind, size) = (*state).clone();
    let set = {
        let state = state.clone();
        Callback::from(move |kind: Kind| state.set((kind, size)))
    };
    let onkind = {
        let (state, new) = (state.clone(), props.new.clone());
        Callback::from(move |chosen: String| state.set(begun(&chosen, &new)))
    };
    let done = {
        let (ondone, state) = (props.ondone.clone(), state.clone());
        Callback::from(move |_: MouseEvent| {
            let (kind, (width, height)) = (*state).clone();
            let height = edit::least_height(&kind).unwrap_or(height);
            ondone.emit((kind, (width, height)));
        })
    };
    let options: Vec<Choice> = ["metric", "text", "alarm", "log"]
        .into_iter()
        .map(|name| Choice::new(name, words.s(&format!("dashboards.kind.{name}"))))
        .collect();
    let key = if props.kind.is_some() { "dashboards.change" } else { "dashboards.add" };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={done} disabled={!is_whole(&kind)}>
            { words.t(key) }
        </Button>
    };
    html! {
        <Dialog open=true wide=true title={words.s(key)} onclose={props.onclose.clone()} {submit}>
            if props.kind.is_none() {
                <Segmented label={words.s("dashboards.kind")} value={kind.name().to_owned()}
                    {options} onchange={onkind} />
            }
            { fields(&kind, &props.new, &set, &words) }
        </Dialog>
    }
}

/// Whether AWS would take it.
fn is_whole(kind: &Kind) -> bool {
    match kind {
        Kind::Metric(metric) => {
            let any = !metric.metrics.is_empty() || !metric.annotations.alarms.is_empty();
            // A gauge needs both ends of its scale.
            let ends = metric.left.min.is_some() && metric.left.max.is_some();
            any && are_whole(metric) && (metric.view() != "gauge" || ends)
        }
        Kind::Alarm(alarms) => !alarms.alarms.is_empty(),
        Kind::Log(log) => source_fault(&log.query).is_none() && !sources(&log.query).is_empty(),
        Kind::Text(_) | Kind::Other(..) => true,
    }
}

fn fields(kind: &Kind, new: &New, set: &Callback<Kind>, words: &crate::ui::words::Words) -> Html {
    match kind {
        Kind::Metric(metric) => {
            let onchange = set.reform(|metric: Metric| Kind::Metric(Box::new(metric)));
            let (metric, new) = ((**metric).clone(), new.clone());
            html! { <MetricForm {metric} {new} {onchange} /> }
        }
        Kind::Text(text) => {
            let other = text.other.clone();
            let oninput = set.reform(move |markdown: String| {
                Kind::Text(Text { markdown, other: other.clone() })
            });
            html! {
                <TextArea label={words.s("dashboards.markdown")} required=true
                    value={text.markdown.clone()}
                    rows=10 {oninput} hint={html! { words.t("dashboards.markdown.hint") }} />
            }
        }
        Kind::Alarm(alarms) => {
            let (alarms, all) = (alarms.clone(), new.alarms.clone());
            html! { <AlarmForm {alarms} {all} onchange={set.reform(Kind::Alarm)} /> }
        }
        Kind::Log(log) => {
            let (log, groups) = (log.clone(), new.groups.clone());
            html! { <LogForm {log} {groups} onchange={set.reform(Kind::Log)} /> }
        }
        Kind::Other(name, _) => html! {
            <p>{ words.fill("dashboards.later", &[("kind", name)]) }</p>
        },
    }
}
