//! The options of a graph: its axes, its legend, its table, a stretch of time of its own.

use watchtrail::services::cloudwatch::dashboard::body::{Axis, Metric};
use watchtrail::services::cloudwatch::dashboard::range::{DEFAULT, Range};
use watchtrail::sim::Time;
use watchtrail::view::dashboards::options::{self, SUMMARIES, Table};
use watchtrail::view::range::PREDEFINED;
use yew::prelude::*;

use super::axis_form::AxisForm;
use crate::ui::parts::{Checkbox, Choice, RangeInput, Select};
use crate::ui::words::{Words, use_words};

/// The properties of [`OptionForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget.
    pub metric: Metric,
    /// Now.
    pub now: Time,
    /// Called with the widget as it is then.
    pub onchange: Callback<Metric>,
}

fn edit<T: 'static>(props: &Props, change: impl Fn(Metric, T) -> Metric + 'static) -> Callback<T> {
    let metric = props.metric.clone();
    props.onchange.reform(move |given: T| change(metric.clone(), given))
}

/// The form.
#[component]
pub fn OptionForm(props: &Props) -> Html {
    let words = use_words();
    let (metric, view) = (&props.metric, props.metric.view());
    let flags = options::flags(view).iter().map(|name| {
        let onchange = edit(props, move |metric, on| options::with_flag(metric, name, on));
        html! {
            <Checkbox key={*name} label={words.s(&format!("dashboards.flag.{name}"))} {onchange}
                checked={options::flag(metric, name)} />
        }
    });
    html! {
        <>
            if matches!(view, "timeSeries" | "gauge") {
                <AxisForm legend={words.s("dashboards.axis.left")} axis={metric.left.clone()}
                    ends={view == "gauge"} required={view == "gauge"}
                    onchange={edit(props, |metric, left: Axis| Metric { left, ..metric })} />
            }
            if view == "timeSeries" {
                <AxisForm legend={words.s("dashboards.axis.right")} axis={metric.right.clone()}
                    onchange={edit(props, |metric, right: Axis| Metric { right, ..metric })} />
                { legend(props, &words) }
            }
            if view == "table" { { table(props, &words) } }
            { for flags }
            { own_range(props, &words) }
        </>
    }
}

fn legend(props: &Props, words: &Words) -> Html {
    let places = ["bottom", "right", "hidden"];
    let place =
        |place: &str| Choice::new(place.to_owned(), words.s(&format!("dashboards.legend.{place}")));
    html! {
        <Select label={words.s("dashboards.legend")} options={places.map(place).to_vec()}
            value={options::legend(&props.metric).to_owned()}
            onchange={edit(props, |metric, place: String| options::with_legend(metric, &place))} />
    }
}

fn table(props: &Props, words: &Words) -> Html {
    let table = options::table(&props.metric);
    let set = |change: fn(&mut Table, String)| {
        let table = table.clone();
        edit(props, move |metric, given: String| {
            let mut table = table.clone();
            change(&mut table, given);
            options::with_table(metric, &table)
        })
    };
    let values = {
        let table = table.clone();
        edit(props, move |metric, values: bool| {
            options::with_table(metric, &Table { values, ..table.clone() })
        })
    };
    let sums = SUMMARIES.iter().zip(["least", "most", "mean", "sum"]).zip(table.sums).enumerate();
    let sums = sums.map(|(place, ((name, word), checked))| {
        let own = table.clone();
        let onchange = edit(props, move |metric, on: bool| {
            let mut table = own.clone();
            if let Some(shown) = table.sums.get_mut(place) {
                *shown = on;
            }
            options::with_table(metric, &table)
        });
        html! {
            <Checkbox key={*name} label={words.s(&format!("dashboards.table.{word}"))} {checked}
                {onchange} />
        }
    });
    let layouts = ["horizontal", "vertical"];
    let layout =
        |name: &str| Choice::new(name.to_owned(), words.s(&format!("dashboards.layout.{name}")));
    html! {
        <>
            <Select label={words.s("dashboards.layout")} options={layouts.map(layout).to_vec()}
                value={table.layout.clone()}
                onchange={set(|table, layout| table.layout = layout)} />
            <fieldset class="field">
                <legend>{ words.t("dashboards.table.columns") }</legend>
                { for sums }
                <Checkbox label={words.s("dashboards.table.values")} checked={table.values}
                    onchange={values} />
            </fieldset>
        </>
    }
}

/// A stretch of time that stays when the dashboard's changes.
fn own_range(props: &Props, words: &Words) -> Html {
    let own = options::range(&props.metric, props.now);
    let begun = own.unwrap_or(Range::Back(DEFAULT));
    let onown =
        edit(props, move |metric, on: bool| options::with_range(metric, on.then_some(begun)));
    html! {
        <>
            <Checkbox label={words.s("dashboards.persist")} checked={own.is_some()} onchange={onown}
                hint={html! { words.t("dashboards.persist.hint") }} />
            if let Some(value) = own {
                <RangeInput options={&PREDEFINED[..]} {value} custom={Some(props.now)}
                    onchange={edit(props, |metric, range: Range| {
                        options::with_range(metric, Some(range))
                    })} />
            }
        </>
    }
}
