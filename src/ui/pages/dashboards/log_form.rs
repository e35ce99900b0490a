//! The form of a log widget: its title, its query with the groups it asks, how it is shown.

use watchtrail::services::cloudwatch::dashboard::log::Log;
use watchtrail::view::insights;
use yew::prelude::*;

use crate::ui::pages::logs::insights::Groups;
use crate::ui::parts::{Choice, Segmented, TextArea, TextInput};
use crate::ui::words::use_words;

/// The properties of [`LogForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget.
    pub log: Log,
    /// The groups there are.
    pub groups: Vec<String>,
    /// Called with what it is then.
    pub onchange: Callback<Log>,
}

/// The form of a log widget.
#[component]
pub fn LogForm(props: &Props) -> Html {
    let words = use_words();
    let set = |change: fn(&mut Log, String)| {
        let log = props.log.clone();
        props.onchange.reform(move |new: String| {
            let mut log = log.clone();
            change(&mut log, new);
            log
        })
    };
    let views = ["table", "timeSeries", "bar", "pie"];
    let options: Vec<Choice> = views
        .into_iter()
        .map(|name| Choice::new(name, words.s(&format!("dashboards.view.{name}"))))
        .collect();
    let chosen = insights::sources(&props.log.query);
    let fault = insights::source_fault(&props.log.query).map(|fault| AttrValue::from(fault.text));
    let groupless = chosen.is_empty().then(|| words.s("dashboards.log.group"));
    let error = fault.or(groupless);
    let ongroup = set(|log, group| log.query = insights::with_source(&log.query, &group));
    html! {
        <>
            <TextInput label={words.s("dashboards.field.title")}
                value={props.log.title.clone().unwrap_or_default()}
                oninput={set(|log, new| log.title = Some(new).filter(|new| !new.is_empty()))} />
            <Groups all={props.groups.clone()} {chosen} {ongroup} />
            <TextArea label={words.s("logs.query.text")} value={props.log.query.clone()} rows=6
                mono=true {error} oninput={set(|log, new| log.query = new)}
                hint={html! { words.t("logs.query.source") }} />
            <Segmented label={words.s("dashboards.view")} {options}
                value={props.log.view.clone().unwrap_or_else(|| "table".to_owned())}
                onchange={set(|log, new| log.view = Some(new))} />
        </>
    }
}
