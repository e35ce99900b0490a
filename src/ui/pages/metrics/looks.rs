//! Rows of a graph in a table, each with a label, colour, statistic, period and axis of its own.
//! The metrics page and the form of a metric widget share it.

use watchtrail::view::route::RowLook;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::measures::{periods, stats};
use crate::ui::parts::{Choice, Select};
use crate::ui::words::{Words, use_words};

/// A row.
#[derive(Clone, PartialEq)]
pub struct LookRow {
    /// How it looks, with its id.
    pub look: RowLook,
    /// The metric, or the expression.
    pub what: Html,
    /// Whether it is a metric: an expression has the statistic and the period of what it is of.
    pub metric: bool,
    /// The colour its line has as long as none is chosen.
    pub color: &'static str,
    /// The buttons at its end.
    pub actions: Html,
}

/// The properties of [`Looks`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The rows.
    pub rows: Vec<LookRow>,
    /// Called with how a row looks then.
    pub onlook: Callback<RowLook>,
}

/// The colours of lines that have none of their own, as the style sheet has them in light.
const COLORS: [&str; 6] = ["#0a62d0", "#b8560b", "#6b3fc4", "#0b7d74", "#b02a6b", "#4d6a00"];

/// The colour of the line with this place.
pub fn color(place: usize) -> &'static str {
    COLORS.iter().cycle().nth(place).copied().unwrap_or_default()
}

/// The rows.
#[component]
pub fn Looks(props: &Props) -> Html {
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
                <tbody>{ for props.rows.iter().map(|row| one(props, row, &words)) }</tbody>
            </table>
        </div>
    }
}

/// A callback that changes how a row looks.
fn look<T: 'static>(
    props: &Props,
    row: &LookRow,
    change: impl Fn(&mut RowLook, T) + 'static,
) -> Callback<T> {
    let own = row.look.clone();
    props.onlook.reform(move |given: T| {
        let mut look = own.clone();
        change(&mut look, given);
        look
    })
}

fn value(event: &Event) -> String {
    let input: HtmlInputElement = event.target_unchecked_into();
    input.value()
}

fn some(text: String) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn one(props: &Props, row: &LookRow, words: &Words) -> Html {
    let own = &row.look;
    let named = |key: &str| words.f(key, &[("id", &own.id)]);
    let onlabel = look(props, row, |look, event: Event| look.label = some(value(&event)));
    let oncolor = look(props, row, |look, event: Event| look.color = some(value(&event)));
    let onshow = look(props, row, |look, event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        look.hidden = !input.checked();
    });
    let onaxis = look(props, row, |look, axis: String| look.right = axis == "right");
    let axes = vec![
        Choice::new("left", words.s("metrics.rows.left")),
        Choice::new("right", words.s("metrics.rows.right")),
    ];
    let axis = if own.right { "right" } else { "left" };
    let label = |key: &str| words.s(&format!("metrics.rows.{key}"));
    html! {
        <tr key={own.id.clone()}>
            <th scope="row">
                <label class="metric-show">
                    <input type="checkbox" checked={!own.hidden} onchange={onshow}
                        aria-label={named("metrics.rows.show")} />
                    { " " }<code>{ own.id.clone() }</code>
                </label>
            </th>
            <td data-label={label("what")}>{ row.what.clone() }</td>
            <td data-label={label("column.label")}>
                <input class="input" type="text" aria-label={named("metrics.rows.label")}
                    value={own.label.clone().unwrap_or_default()} onchange={onlabel} />
            </td>
            <td data-label={label("column.color")}>
                <input type="color" aria-label={named("metrics.rows.color")} onchange={oncolor}
                    value={own.color.clone().unwrap_or_else(|| row.color.to_owned())} />
            </td>
            { measures(props, row, words) }
            <td data-label={label("column.axis")}>
                <Select label={named("metrics.rows.axis")} bare=true options={axes}
                    value={axis} onchange={onaxis} />
            </td>
            <td><div class="metric-actions">{ row.actions.clone() }</div></td>
        </tr>
    }
}

/// Statistic and period: of metrics alone, for an expression has those of what it is made of.
fn measures(props: &Props, row: &LookRow, words: &Words) -> Html {
    if !row.metric {
        let none = || html! { <td class="metric-none">{ "–" }</td> };
        return html! { <>{ none() }{ none() }</> };
    }
    let own = &row.look;
    let named = |key: &str| words.f(key, &[("id", &own.id)]);
    let same = || Choice::new("", words.s("metrics.rows.same"));
    let onstat = look(props, row, |look, stat: String| look.stat = some(stat));
    let onperiod = look(props, row, |look, secs: String| look.period_secs = secs.parse().ok());
    let stats = std::iter::once(same()).chain(stats(own.stat.as_deref()));
    let periods = periods(own.period_secs.map(i64::from), 1, words);
    let periods = std::iter::once(same()).chain(periods);
    let secs = own.period_secs.map(|secs| secs.to_string()).unwrap_or_default();
    html! {
        <>
            <td data-label={words.s("metrics.stat")}>
                <Select label={named("metrics.rows.stat")} bare=true
                    options={stats.collect::<Vec<_>>()}
                    value={own.stat.clone().unwrap_or_default()} onchange={onstat} />
            </td>
            <td data-label={words.s("metrics.period")}>
                <Select label={named("metrics.rows.period")} bare=true
                    options={periods.collect::<Vec<_>>()} value={secs} onchange={onperiod} />
            </td>
        </>
    }
}

/// An expression to change where it stands, with what is wrong with it.
pub fn expression(
    (id, text): (&str, &str),
    problem: Option<&str>,
    onchange: Callback<String>,
    words: &Words,
) -> Html {
    let onchange = onchange.reform(|event: Event| value(&event).trim().to_owned());
    html! {
        <div>
            <input class="input mono" type="text" spellcheck="false" value={text.to_owned()}
                aria-label={words.f("metrics.rows.expression", &[("id", &id)])}
                aria-invalid={problem.is_some().then_some("true")} {onchange} />
            if let Some(problem) = problem {
                <p class="field-error" role="alert">{ problem.to_owned() }</p>
            }
        </div>
    }
}
