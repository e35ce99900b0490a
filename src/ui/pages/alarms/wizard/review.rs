//! Step 5: all of it once more.

use watchtrail::services::cloudwatch::alarm::Treat;
use watchtrail::view::alarms::draft::Step;
use watchtrail::view::alarms::rows::Row;
use watchtrail::view::alarms::wizard::Model;
use watchtrail::view::alarms::words as named;
use yew::prelude::*;

use super::super::replaced::replaced;
use crate::ui::parts::{Alert, AlertKind, Button, Chart, KeyValues, Panel};
use crate::ui::words::Words;

/// The review.
pub fn review(model: &Model, go: &Callback<Step>, words: &Words) -> Html {
    let panel = |step: Step, rows: Vec<(AttrValue, Html)>| {
        let onclick = go.reform(move |_: MouseEvent| step);
        let label = format!("{}: {}", words.t("alarms.review.edit"), words.t(step.title()));
        let actions = html! {
            <Button small=true {onclick} title={label}>
                { words.t("alarms.review.edit") }
            </Button>
        };
        html! { <Panel title={words.s(step.title())} {actions}><KeyValues {rows} /></Panel> }
    };
    html! {
        <>
            if !model.problems.is_empty() {
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.t("alarms.review.problems") }</p>
                </Alert>
            }
            { for model.replaced.iter().map(|all| replaced(all, words)) }
            { panel(Step::Metric, metric(model, words)) }
            { panel(Step::Conditions, conditions(model, words)) }
            { panel(Step::Actions, actions(model, words)) }
            { panel(Step::Name, name(model, words)) }
            if let Some(chart) = &model.preview {
                <Panel title={words.s("alarms.preview")}>
                    <Chart model={chart.clone()} small=true />
                </Panel>
            }
        </>
    }
}

fn row(words: &Words, key: &str, value: String) -> (AttrValue, Html) {
    let value = if value.is_empty() { words.t("alarms.detail.none").to_owned() } else { value };
    (words.s(&format!("alarms.detail.{key}")), html! { value })
}

fn metric(model: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let draft = &model.draft;
    if draft.kind == "math" {
        let of = |row: &Row| match &row.metric {
            Some(metric) => format!("{} {}", row.stat, metric.name),
            None => row.expression.clone(),
        };
        let one = |row: &Row| (row.id.clone().into(), html! { <code>{ of(row) }</code> });
        return draft.rows.iter().map(one).collect();
    }
    let Some(metric) = &draft.metric else { return Vec::new() };
    let secs = i64::from(draft.period_secs().unwrap_or_default());
    let period = named::span(watchtrail::sim::Span::secs(secs), words);
    vec![
        row(words, "namespace", metric.namespace.clone()),
        row(words, "metric", metric.name.clone()),
        row(words, "dimensions", named::dimensions(&metric.dimensions)),
        row(words, "stat", draft.stat.clone()),
        row(words, "period", period),
    ]
}

fn conditions(model: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let draft = &model.draft;
    let points = words.fill("alarms.detail.points.value", &[("m", &draft.m), ("n", &draft.n)]);
    let treat = Treat::named(&draft.treat).unwrap_or(Treat::Missing);
    vec![
        row(words, "condition", model.condition.clone().unwrap_or_default()),
        row(words, "points", points),
        row(words, "treat", words.t(named::treat(treat)).to_owned()),
    ]
}

fn actions(model: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let draft = &model.draft;
    let key = match (draft.actions.is_empty(), draft.enabled) {
        (true, _) => "alarms.actions.none",
        (_, true) => "alarms.actions.on",
        (_, false) => "alarms.actions.off",
    };
    let mut rows = vec![row(words, "enabled", words.t(key).to_owned())];
    rows.extend(draft.actions.iter().map(|action| {
        let label = words.f("alarms.detail.when", &[("state", &action.state)]);
        (label, html! { action.topic.clone() })
    }));
    rows
}

fn name(model: &Model, words: &Words) -> Vec<(AttrValue, Html)> {
    let draft = &model.draft;
    let tags = draft.tags.iter().filter(|_| model.editing.is_none());
    let tags: Vec<String> = tags.map(|(key, value)| format!("{key} = {value}")).collect();
    vec![
        row(words, "name", draft.name.clone()),
        row(words, "description", draft.description.clone()),
        row(words, "tags", tags.join(", ")),
    ]
}
