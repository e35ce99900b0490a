//! Step 1 of an alarm on metric math: its metrics and expressions, row by row.

use watchtrail::telemetry::MetricId;
use watchtrail::view::alarms::draft::{Draft, Field};
use watchtrail::view::alarms::rows::{Row, free_id};
use yew::prelude::*;

use super::StepProps;
use super::metric::Choose;
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Expand, Icon, IconKind, TextInput, use_newest,
};
use crate::ui::words::{Words, use_words};

/// Where one types into the newest row.
const NEWEST: &str = "fieldset:last-child input";

/// The rows, and how more are added.
#[component]
pub fn Rows(props: &StepProps) -> Html {
    let words = use_words();
    let draft = &props.model.draft;
    let rows = (0..draft.rows.len()).map(|place| row(props, place, &words));
    let newest = use_newest(draft.rows.len(), NEWEST);
    let asked = newest.clone();
    let expression = props.edit(move |draft: &mut Draft, _: MouseEvent| {
        asked.ask();
        let id = free_id(&draft.rows, 'e');
        draft.rows.iter_mut().for_each(|row| row.returns = false);
        draft.rows.push(Row { id, returns: true, ..Row::default() });
    });
    let asked = newest.clone();
    let onchoose = props.edit(move |draft: &mut Draft, metric: MetricId| {
        asked.ask();
        add(draft, metric);
    });
    let summary = html! { words.t("alarms.rows.add-metric").to_owned() };
    // What is wrong with all of it together; of a single row the row says so.
    let alone = draft.rows.iter().all(|row| row.problem().is_none());
    let refusal = props.model.refusal.clone().filter(|_| alone);
    let nothing = props.error(Field::Metric, false, &words).filter(|_| draft.rows.is_empty());
    html! {
        <>
            <p class="hint">{ words.t("alarms.rows.hint") }</p>
            <div ref={newest.list.clone()}>{ for rows }</div>
            if let Some(text) = refusal.map(AttrValue::from).or(nothing) {
                <p class="field-error" role="alert">
                    <Icon kind={IconKind::CrossCircle} />{ text }
                </p>
            }
            <p>
                <Button icon={IconKind::Plus} onclick={expression}>
                    { words.t("alarms.rows.add-expression") }
                </Button>
            </p>
            <Expand {summary}>
                <Choose step={props.clone()} {onchoose} />
            </Expand>
        </>
    }
}

/// A metric more; the first row is the one that is held against the threshold.
fn add(draft: &mut Draft, metric: MetricId) {
    let id = free_id(&draft.rows, 'm');
    let returns = draft.rows.is_empty();
    let stat = "Average".to_owned();
    draft.rows.push(Row { id, metric: Some(metric), stat, returns, ..Row::default() });
}

fn row(props: &StepProps, place: usize, words: &Words) -> Html {
    let Some(row) = props.model.draft.rows.get(place) else { return Html::default() };
    let with = |change: fn(&mut Row, String)| {
        props.edit(move |draft: &mut Draft, value: String| {
            if let Some(row) = draft.rows.get_mut(place) {
                change(row, value);
            }
        })
    };
    let remove = props.edit(move |draft: &mut Draft, _: MouseEvent| {
        if place < draft.rows.len() {
            draft.rows.remove(place);
        }
    });
    // One row is held against the threshold: choosing it takes the place of the other.
    let onchange = props.edit(move |draft: &mut Draft, _: bool| {
        for (other, row) in draft.rows.iter_mut().enumerate() {
            row.returns = other == place;
        }
    });
    let error = row.problem().map(AttrValue::from);
    let typed = row.metric.is_some() || !row.expression.is_empty() || props.strict;
    let error = error.filter(|_| typed);
    let input = match &row.metric {
        Some(metric) => {
            let args: [(&str, &dyn std::fmt::Display); 2] =
                [("id", &row.id), ("metric", &metric.name)];
            let dimensions = watchtrail::view::alarms::words::dimensions(&metric.dimensions);
            html! {
                <TextInput label={words.f("alarms.rows.stat", &args)} {error}
                    hint={format!("{} {dimensions}", metric.namespace)}
                    value={row.stat.clone()} oninput={with(|row, text| row.stat = text)} />
            }
        }
        None => html! {
            <TextInput label={words.f("alarms.rows.expression", &[("id", &row.id)])} mono=true
                {error} value={row.expression.clone()}
                oninput={with(|row, text| row.expression = text)} />
        },
    };
    html! {
        <fieldset class="wizard-action" key={row.id.clone()}>
            <legend><code>{ row.id.clone() }</code></legend>
            { input }
            <Checkbox label={words.s("alarms.rows.returns")} checked={row.returns} {onchange} />
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross} onclick={remove}>
                { words.fill("alarms.rows.remove", &[("id", &row.id)]) }
            </Button>
        </fieldset>
    }
}
