//! The form of an axis: its ends, its label, whether its unit stands at it.

use serde_json::{Value, json};
use watchtrail::number;
use watchtrail::services::cloudwatch::dashboard::body::Axis;
use yew::prelude::*;

use super::typed::{Typed, Wanted};
use crate::ui::parts::{Checkbox, TextInput};
use crate::ui::words::use_words;

/// The properties of [`AxisForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What the axis is called.
    pub legend: AttrValue,
    /// The axis.
    pub axis: Axis,
    /// Whether its ends alone can be given.
    #[prop_or_default]
    pub ends: bool,
    /// Whether both ends must be given.
    #[prop_or_default]
    pub required: bool,
    /// Whether its ends are told only when they are entered, or left.
    #[prop_or_default]
    pub late: bool,
    /// Called with the axis as it is then.
    pub onchange: Callback<Axis>,
}

/// The form.
#[component]
pub fn AxisForm(props: &Props) -> Html {
    let words = use_words();
    let (axis, late) = (&props.axis, props.late);
    let field = |key: &str, value: Option<f64>, set: fn(&mut Axis, Option<f64>)| {
        let own = axis.clone();
        let onchange = props.onchange.reform(move |typed: String| {
            let mut axis = own.clone();
            set(&mut axis, number::parse(&typed));
            axis
        });
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        html! { <Typed label={words.s(key)} {value} wanted={Wanted::End}
        required={props.required} {late} {onchange} /> }
    };
    let onlabel = {
        let own = axis.clone();
        props.onchange.reform(move |label: String| {
            let label = Some(label).filter(|label| !label.is_empty());
            Axis { label, ..own.clone() }
        })
    };
    let units = axis.other.get("showUnits").and_then(Value::as_bool) != Some(false);
    let onunits = {
        let own = axis.clone();
        props.onchange.reform(move |on: bool| {
            let mut axis = own.clone();
            match on {
                true => drop(axis.other.shift_remove("showUnits")),
                false => drop(axis.other.insert("showUnits".to_owned(), json!(false))),
            }
            axis
        })
    };
    html! {
        <fieldset class="field">
            <legend>{ props.legend.clone() }</legend>
            <div class="wizard-two">
                { field("dashboards.axis.min", axis.min, |axis, end| axis.min = end) }
                { field("dashboards.axis.max", axis.max, |axis, end| axis.max = end) }
                if !props.ends {
                    <TextInput label={words.s("dashboards.axis.label")} oninput={onlabel}
                        value={axis.label.clone().unwrap_or_default()} />
                    <Checkbox label={words.s("dashboards.axis.units")} checked={units}
                        onchange={onunits} />
                }
            </div>
        </fieldset>
    }
}
