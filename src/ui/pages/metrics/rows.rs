//! What is graphed, row by row, each with a label, colour, statistic, period and axis of its own.

use watchtrail::view::alarms::words as spans;
use watchtrail::view::metrics::math::Row;
use watchtrail::view::metrics::{Model, looks};
use watchtrail::view::route::{MetricsQuery, Route, RowLook};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::page::{PERIODS, STATS};
use crate::ui::parts::{Button, ButtonKind, Choice, IconKind, Link, Select};
use crate::ui::words::{Words, use_words};

/// The properties of [`Rows`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub model: Model,
    /// What its address chooses.
    pub query: MetricsQuery,
    /// Goes to another choice.
    pub edit: Callback<MetricsQuery>,
    /// Called with the id of an expression to make an alarm of.
    pub onalarm: Callback<String>,
}

/// The colours of lines that have none of their own, as the style sheet has them in light.
const COLORS: [&str; 6] = ["#0a62d0", "#b8560b", "#6b3fc4", "#0b7d74", "#b02a6b", "#4d6a00"];

/// The rows with the colours their lines have as long as none is chosen.
fn colored(model: &Model) -> impl Iterator<Item = (&Row, &'static str)> {
    let mut lines = 0;
    model.rows.iter().map(move |row| {
        let color = COLORS.iter().cycle().nth(lines).copied().unwrap_or_default();
        let hidden = looks::of(&model.chosen, &row.id).is_some_and(|look| look.hidden);
        lines += if hidden { 0 } else { row.lines };
        (row, color)
    })
}

/// The rows.
#[component]
pub fn Rows(props: &Props) -> Html {
    let words = use_words();
    let heads = [
        "metrics.rows.id",
        "metrics.rows.what",
        "metrics.rows.column.label",
        "metrics.rows.column.color",
        "metrics.stat",
        "metrics.period",
        "metrics.rows.column.axis",
        "metrics.rows.column.actions",
    ];
    html! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words.s("metrics.rows")}>
            <table class="table metric-rows">
                <caption class="sr-only">{ words.t("metrics.rows") }</caption>
                <thead><tr>
                    { for heads.iter().map(|key| html! { <th scope="col">{ words.t(key) }</th> }) }
                </tr></thead>
                <tbody>
                    { for colored(&props.model).map(|(row, color)| {
                        one(props, row, color, &words)
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// A callback that changes how a row looks.
fn look<T: 'static>(
    props: &Props,
    id: &str,
    change: impl Fn(&mut RowLook, T) + 'static,
) -> Callback<T> {
    let (query, id) = (props.query.clone(), id.to_owned());
    props.edit.reform(move |given: T| {
        let mut look = query.look(&id);
        change(&mut look, given);
        query.with_look(look)
    })
}

fn value(event: &Event) -> String {
    let input: HtmlInputElement = event.target_unchecked_into();
    input.value()
}

fn some(text: String) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn one(props: &Props, row: &Row, color: &'static str, words: &Words) -> Html {
    let own = props.query.look(&row.id);
    let named = |key: &str| words.f(key, &[("id", &row.id)]);
    let onlabel = look(props, &row.id, |look, event: Event| look.label = some(value(&event)));
    let oncolor = look(props, &row.id, |look, event: Event| look.color = some(value(&event)));
    let onshow = look(props, &row.id, |look, event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        look.hidden = !input.checked();
    });
    let onaxis = look(props, &row.id, |look, axis: String| look.right = axis == "right");
    let axes = vec![
        Choice::new("left", words.s("metrics.rows.left")),
        Choice::new("right", words.s("metrics.rows.right")),
    ];
    let axis = if own.right { "right" } else { "left" };
    let remove = {
        let (query, id) = (props.query.clone(), row.id.clone());
        props.edit.reform(move |_: MouseEvent| query.without(&id))
    };
    let alarm = props.onalarm.reform({
        let id = row.id.clone();
        move |_: MouseEvent| id.clone()
    });
    let label = |key: &str| words.s(&format!("metrics.rows.{key}"));
    let place = row.id.strip_prefix('m').and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
    let metric = place.and_then(|place| props.query.metrics.get(place)).cloned();
    html! {
        <tr key={row.id.clone()}>
            <th scope="row">
                <label class="metric-show">
                    <input type="checkbox" checked={!own.hidden} onchange={onshow}
                        aria-label={named("metrics.rows.show")} />
                    { " " }<code>{ row.id.clone() }</code>
                </label>
            </th>
            <td data-label={label("what")}>{ what(props, row, words) }</td>
            <td data-label={label("column.label")}>
                <input class="input" type="text" aria-label={named("metrics.rows.label")}
                    value={own.label.clone().unwrap_or_default()} onchange={onlabel} />
            </td>
            <td data-label={label("column.color")}>
                <input type="color" aria-label={named("metrics.rows.color")} onchange={oncolor}
                    value={own.color.clone().unwrap_or_else(|| color.to_owned())} />
            </td>
            { measures(props, row, &own, words, metric.is_some()) }
            <td data-label={label("column.axis")}>
                <Select label={named("metrics.rows.axis")} bare=true options={axes}
                    value={axis} onchange={onaxis} />
            </td>
            <td>
                <div class="metric-actions">
                    if let Some(metric) = metric {
                        <Link to={Route::CreateAlarm(Some(metric))} class="btn btn-small">
                            { words.t("metrics.create-alarm") }
                            <span class="sr-only">{ " " }{ row.id.clone() }</span>
                        </Link>
                    } else if row.problem.is_none() {
                        <Button small=true onclick={alarm}>
                            { words.t("metrics.create-alarm") }
                            <span class="sr-only">{ " " }{ row.id.clone() }</span>
                        </Button>
                    }
                    <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross}
                        label={named("metrics.rows.remove")} onclick={remove} />
                </div>
            </td>
        </tr>
    }
}

/// The metric, or the expression to be changed, with what is wrong with it.
fn what(props: &Props, row: &Row, words: &Words) -> Html {
    let place = row.id.strip_prefix('e').and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
    let Some(place) = place else {
        let unit = Some(&row.unit).filter(|unit| !unit.is_empty() && *unit != "None");
        return html! {
            <div>
                { row.text.clone() }
                if let Some(unit) = unit { { " " }<span class="hint">{ unit.clone() }</span> }
                if row.of != row.text { <div class="hint">{ row.of.clone() }</div> }
            </div>
        };
    };
    let onchange = {
        let query = props.query.clone();
        props.edit.reform(move |event: Event| {
            let mut query = query.clone();
            if let Some(text) = query.math.get_mut(place) {
                *text = value(&event).trim().to_owned();
            }
            query
        })
    };
    let wrong = row.problem.is_some();
    html! {
        <div>
            <input class="input mono" type="text" spellcheck="false" value={row.text.clone()}
                aria-label={words.f("metrics.rows.expression", &[("id", &row.id)])}
                aria-invalid={wrong.then_some("true")} {onchange} />
            if let Some(problem) = &row.problem {
                <p class="field-error" role="alert">{ problem.clone() }</p>
            }
        </div>
    }
}

/// Statistic and period: of metrics alone, for an expression has those of what it is made of.
fn measures(props: &Props, row: &Row, own: &RowLook, words: &Words, metric: bool) -> Html {
    if !metric {
        let none = || html! { <td class="metric-none">{ "–" }</td> };
        return html! { <>{ none() }{ none() }</> };
    }
    let named = |key: &str| words.f(key, &[("id", &row.id)]);
    let same = || Choice::new("", words.s("metrics.rows.same"));
    let onstat = look(props, &row.id, |look, stat: String| look.stat = some(stat));
    let onperiod = look(props, &row.id, |look, secs: String| look.period_secs = secs.parse().ok());
    let stats = STATS.iter().map(|stat| Choice::new(*stat, *stat));
    let stats: Vec<Choice> = std::iter::once(same()).chain(stats).collect();
    let period = |secs: i64| {
        let label = spans::span(watchtrail::sim::Span::secs(secs), words);
        Choice::new(secs.to_string(), label)
    };
    let periods = PERIODS.into_iter().map(period);
    let periods: Vec<Choice> = std::iter::once(same()).chain(periods).collect();
    let secs = own.period_secs.map(|secs| secs.to_string()).unwrap_or_default();
    html! {
        <>
            <td data-label={words.s("metrics.stat")}>
                <Select label={named("metrics.rows.stat")} bare=true options={stats}
                    value={own.stat.clone().unwrap_or_default()} onchange={onstat} />
            </td>
            <td data-label={words.s("metrics.period")}>
                <Select label={named("metrics.rows.period")} bare=true options={periods}
                    value={secs} onchange={onperiod} />
            </td>
        </>
    }
}
