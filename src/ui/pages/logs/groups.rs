//! The dialogs that make a log group and say how long its events are kept.

use watchtrail::view::logs::act;
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::parts::{Choice, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// What [`Create`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CreateProps {
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that makes a group.
#[component]
pub fn Create(props: &CreateProps) -> Html {
    let words = use_words();
    let (name, days) = (use_state(String::new), use_state(|| None::<i32>));
    let oninput = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let mut calls = act::create(name.trim(), *days).into_iter();
    let request = calls.next().filter(|_| !name.trim().is_empty());
    html! {
        <Ask act={words.s("app.act.create")} title={words.s("logs.create")} {request}
            more={calls.collect::<Vec<_>>()}
            said={words.f("logs.created", &[("name", &name.trim())])} onclose={&props.onclose}>
            <TextInput label={words.s("logs.column.name")} value={(*name).clone()} {oninput}
                required=true mono=true placeholder="/shop/web"
                hint={html! { words.t("logs.create.name.hint") }} />
            { choice(&words, &days) }
        </Ask>
    }
}

/// What [`Retention`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RetentionProps {
    /// The group's name.
    pub group: String,
    /// After how many days its events are gone now; without, never.
    pub days: Option<i32>,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that says how long a group's events are kept.
#[component]
pub fn Retention(props: &RetentionProps) -> Html {
    let words = use_words();
    let days = use_state(|| props.days);
    let request = (*days != props.days).then(|| act::retention(&props.group, *days));
    html! {
        <Ask act={words.s("app.act.save")}
            title={words.f("logs.retention.of", &[("name", &props.group)])} {request}
            said={words.f("logs.retention.done", &[("name", &props.group)])}
            onclose={&props.onclose}>
            { choice(&words, &days) }
        </Ask>
    }
}

fn choice(words: &Words, days: &UseStateHandle<Option<i32>>) -> Html {
    let mut options = vec![Choice::new("", words.s("logs.never"))];
    let named = |days: i32| Choice::new(days.to_string(), super::kept(words, Some(days)));
    options.extend(act::DAYS.into_iter().map(named));
    let onchange = {
        let days = days.clone();
        Callback::from(move |text: String| days.set(text.parse().ok()))
    };
    html! {
        <Select label={words.s("logs.column.retention")} {options} {onchange}
            value={days.map_or_else(String::new, |days| days.to_string())}
            hint={html! { words.t("logs.retention.hint") }} />
    }
}
