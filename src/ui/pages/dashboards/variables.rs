//! The variables of a dashboard: boxes and lists above its widgets.

use serde_json::json;
use watchtrail::services::cloudwatch::dashboard::variables::Input;
use watchtrail::view::dashboards::Choosing;
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Choice, Radios, Select, TextInput};
use crate::ui::words::use_words;

/// The properties of [`Variables`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name of the dashboard.
    pub name: String,
    /// Its variables.
    pub all: Vec<Choosing>,
}

/// The name under which chosen values are kept while the page is used.
pub fn key(name: &str) -> String {
    format!("dashboard-variables/{name}")
}

/// What can be chosen.
#[component]
pub fn Variables(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    if props.all.iter().all(|one| !one.visible) {
        return Html::default();
    }
    let change = |id: &str| {
        let (ctl, name, all) = (ctl.clone(), props.name.clone(), props.all.clone());
        let id = id.to_owned();
        Callback::from(move |value: String| {
            let own = all.iter().map(|one| (one.id.clone(), one.value.clone().unwrap_or_default()));
            let mut values: std::collections::BTreeMap<String, String> = own.collect();
            values.insert(id.clone(), value);
            ctl.send(Msg::Draft(key(&name), Some(json!(values))));
        })
    };
    let one = |one: &Choosing| {
        let label = AttrValue::from(one.label.clone());
        let value = AttrValue::from(one.value.clone().unwrap_or_default());
        let onchange = change(&one.id);
        let mut options: Vec<Choice> = one
            .choices
            .iter()
            .map(|(value, label)| Choice::new(value.clone(), label.clone()))
            .collect();
        if one.value.is_none() {
            options.insert(0, Choice::new("", words.s("dashboards.variable.none")));
        }
        let key = one.id.clone();
        match one.input {
            Input::Text => html! { <TextInput {key} {label} {value} oninput={onchange} /> },
            Input::Select => html! { <Select {key} {label} {options} {value} {onchange} /> },
            Input::Radio => html! { <Radios {key} {label} {options} {value} {onchange} /> },
        }
    };
    html! {
        <section class="dash-variables" aria-label={words.s("dashboards.variables")}>
            { for props.all.iter().filter(|one| one.visible).map(one) }
        </section>
    }
}
