//! The history of an alarm, as describe-alarm-history has it.

use watchtrail::services::cloudwatch::alarm::history::Item;
use yew::prelude::*;

use crate::ui::parts::{Choice, Code, Column, Empty, Expand, Row, Segmented, Table, When};
use crate::ui::words::{Words, use_words};

/// What [`History`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct HistoryProps {
    /// The items, newest first.
    pub items: Vec<Item>,
}

/// AWS's types of items, with the keys of their names.
const TYPES: [(&str, &str); 6] = [
    ("", "alarms.history.all"),
    ("StateUpdate", "alarms.history.state"),
    ("ConfigurationUpdate", "alarms.history.configuration"),
    ("Action", "alarms.history.action"),
    ("AlarmContributorStateUpdate", "alarms.history.contributor"),
    ("AlarmContributorAction", "alarms.history.contributor-action"),
];

/// The history.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let words = use_words();
    let chosen = use_state(String::new);
    let onchange = {
        let chosen = chosen.clone();
        move |kind: String| chosen.set(kind)
    };
    let options = TYPES.iter().map(|(kind, key)| Choice::new(*kind, words.s(key)));
    let columns = ["time", "type", "summary"]
        .map(|name| Column::new(words.s(&format!("alarms.history.column.{name}"))));
    let items = props.items.iter().enumerate();
    let wanted = items.filter(|(_, item)| chosen.is_empty() || *chosen == item.item_type());
    let newest = props.items.len();
    let rows: Vec<Row> =
        wanted.map(|(i, item)| row(newest.saturating_sub(i), item, &words)).collect();
    html! {
        <>
            <Segmented label={words.s("alarms.history.filter")}
                options={options.collect::<Vec<_>>()} value={(*chosen).clone()} {onchange} />
            <Table caption={words.s("alarms.tab.history")} columns={columns.to_vec()} {rows}
                empty={html! { <Empty title={words.s("alarms.history.empty")} /> }} />
        </>
    }
}

fn row(number: usize, item: &Item, words: &Words) -> Row {
    let data: serde_json::Value = serde_json::from_str(&item.data()).unwrap_or_default();
    let data = serde_json::to_string_pretty(&data).unwrap_or_default();
    let label = words.s("alarms.history.data");
    let summary = html! {
        <Expand summary={html! { item.summary() }}>
            <Code text={data} copy=true {label} />
        </Expand>
    };
    let cells = vec![html! { <When at={item.time} /> }, html! { item.item_type() }, summary];
    Row::new(number.to_string(), cells)
}
