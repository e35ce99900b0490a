//! The form of an alarm status widget: which alarms, in which order, in which states.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::dashboard::body::Alarms;
use watchtrail::view::alarms::words as named;
use yew::prelude::*;

use crate::ui::parts::{Checkbox, Choice, Select, TextInput};
use crate::ui::words::use_words;

/// The properties of [`AlarmForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget.
    pub alarms: Alarms,
    /// The alarms there are: names and ARNs.
    pub all: Vec<(String, String)>,
    /// Called with what it is then.
    pub onchange: Callback<Alarms>,
}

/// The orders, by AWS's names.
const ORDERS: [&str; 3] = ["default", "stateUpdatedTimestamp", "timestamp"];

/// Takes a text into a list, or out of it.
fn toggle(list: &mut Vec<String>, text: &str, on: bool) {
    list.retain(|other| other != text);
    if on {
        list.push(text.to_owned());
    }
}

/// The form.
#[component]
pub fn AlarmForm(props: &Props) -> Html {
    let words = use_words();
    let own = &props.alarms;
    let set = |change: fn(&mut Alarms, String)| {
        let alarms = own.clone();
        props.onchange.reform(move |new: String| {
            let mut alarms = alarms.clone();
            change(&mut alarms, new);
            alarms
        })
    };
    let tick = |change: fn(&mut Alarms, &str, bool), text: &str| {
        let (alarms, text) = (own.clone(), text.to_owned());
        props.onchange.reform(move |on: bool| {
            let mut alarms = alarms.clone();
            change(&mut alarms, &text, on);
            alarms
        })
    };
    let alarm = |(name, arn): &(String, String)| {
        let onchange = tick(|alarms, arn, on| toggle(&mut alarms.alarms, arn, on), arn);
        let checked = own.alarms.contains(arn);
        html! { <Checkbox key={name.clone()} label={name.clone()} {checked} {onchange} /> }
    };
    let state = |state: StateValue| {
        let onchange =
            tick(|alarms, state, on| toggle(&mut alarms.states, state, on), state.name());
        let checked = own.states.iter().any(|name| name == state.name());
        html! {
            <Checkbox key={state.name()} label={words.s(named::state(state))} {checked}
                {onchange} />
        }
    };
    let order =
        |name: &str| Choice::new(name.to_owned(), words.s(&format!("dashboards.order.{name}")));
    let states = [StateValue::Alarm, StateValue::InsufficientData, StateValue::Ok];
    html! {
        <>
            <TextInput label={words.s("dashboards.field.title")}
                value={own.title.clone().unwrap_or_default()}
                oninput={set(|own, new| own.title = Some(new).filter(|new| !new.is_empty()))} />
            if props.all.is_empty() { <p class="hint">{ words.t("dashboards.alarms.none") }</p> }
            <fieldset class="field">
                <legend>{ words.t("dashboards.alarms") }</legend>
                { for props.all.iter().map(alarm) }
            </fieldset>
            <Select label={words.s("dashboards.order")} options={ORDERS.map(order).to_vec()}
                value={own.sort_by.clone().unwrap_or_else(|| ORDERS[0].to_owned())}
                onchange={set(|own, new| own.sort_by = Some(new).filter(|it| it != ORDERS[0]))} />
            <fieldset class="field">
                <legend>{ words.t("dashboards.alarms.states") }</legend>
                { for states.map(state) }
            </fieldset>
        </>
    }
}
