//! All alarms.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::alarm::any::AlarmKind;
use watchtrail::view::alarms::list::{Model, Row as Alarm};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::menu::AlarmMenu;
use super::state;
use crate::ui::parts::{
    Alert, Choice, Column, Empty, Link, PageHead, Panel, Row, Segmented, Table, TextInput, When,
};
use crate::ui::words::{Words, use_words};

/// What the list is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ListProps {
    /// The alarms.
    pub model: Model,
    /// What stands in place of the alarms when AWS refused to list them.
    #[prop_or_default]
    pub denied: Option<Html>,
    /// Whether a new alarm was begun in the wizard and not finished.
    pub begun: bool,
}

/// The list.
#[component]
pub fn Page(props: &ListProps) -> Html {
    let words = use_words();
    let filter = use_state(String::new);
    let text = use_state(String::new);
    let wanted = StateValue::named(&filter);
    let actions = html! {
        <>
        <Link to={Route::CreateComposite} class="btn">{ words.t("alarms.composite.create") }</Link>
        <Link to={Route::CreateAlarm(None)} class="btn btn-primary">
            { words.t("alarms.create") }
        </Link>
        </>
    };
    let oninput = {
        let text = text.clone();
        move |typed: String| text.set(typed)
    };
    let onchange = {
        let filter = filter.clone();
        move |chosen: String| filter.set(chosen)
    };
    let rows: Vec<Row> =
        props.model.matching(wanted, &text).into_iter().map(|alarm| row(alarm, &words)).collect();
    let cost = html! { <Link to={Route::Cost}>{ words.t("cost.link") }</Link> };
    html! {
        <>
            <PageHead crumbs={Route::Alarms.crumbs()} title={words.s("alarms.title")} {actions}
                refresh=true note={cost} />
            if props.begun {
                <Alert>
                    <p>{ words.t("alarms.begun") }{ " " }
                        <Link to={Route::CreateAlarm(None)}>
                            { words.t("alarms.begun.go") }
                        </Link></p>
                </Alert>
            }
            if let Some(denied) = &props.denied {
                { denied.clone() }
            } else {
                <Panel flush=true>
                    <div class="alarm-tools">
                        <TextInput label={words.s("alarms.search")} kind="search" bare=true
                            placeholder={words.s("alarms.search")} value={(*text).clone()}
                            {oninput} />
                        <Segmented label={words.s("alarms.filter")} bare=true
                            value={(*filter).clone()} options={filters(&props.model, &words)}
                            {onchange} />
                    </div>
                    <Table caption={words.s("alarms.title")} columns={columns(&words)} {rows}
                        empty={empty(&props.model, &words)} />
                </Panel>
            }
        </>
    }
}

fn filters(model: &Model, words: &Words) -> Vec<Choice> {
    let all = words.f(
        "alarms.filter.count",
        &[("state", &words.t("alarms.filter.all")), ("n", &model.rows.len())],
    );
    let states = [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData];
    let choice = |state: StateValue| {
        let name = words.t(watchtrail::view::alarms::words::state(state));
        let label = words.f("alarms.filter.count", &[("state", &name), ("n", &model.count(state))]);
        Choice::new(state.name(), label)
    };
    std::iter::once(Choice::new("", all)).chain(states.into_iter().map(choice)).collect()
}

fn columns(words: &Words) -> Vec<Column> {
    ["name", "state", "updated", "condition", "actions", "menu"]
        .into_iter()
        .map(|name| Column::new(words.s(&format!("alarms.column.{name}"))))
        .collect()
}

fn row(alarm: &Alarm, words: &Words) -> Row {
    let actions = match (alarm.actions, alarm.enabled) {
        (0, _) => "alarms.actions.none",
        (_, true) => "alarms.actions.on",
        (_, false) => "alarms.actions.off",
    };
    let held = match (alarm.muted, alarm.suppressed) {
        (true, _) => Some("alarms.actions.muted"),
        (false, true) => Some("alarms.actions.suppressed"),
        (false, false) => None,
    };
    let condition = match alarm.kind {
        AlarmKind::Metric => html! { alarm.condition.clone() },
        AlarmKind::Composite => html! {
            <div>
                { words.t("alarms.composite") }{ " " }
                <code class="rule-text">{ alarm.condition.clone() }</code>
            </div>
        },
    };
    let cells = vec![
        html! { <Link to={Route::alarm(&alarm.name)}>{ alarm.name.clone() }</Link> },
        state(alarm.state, words, false),
        html! { <When at={alarm.updated} /> },
        condition,
        html! { <>{ words.t(actions) }{ held.map(|key| format!(" · {}", words.t(key))) }</> },
        html! {
            <AlarmMenu name={alarm.name.clone()} state={alarm.state} enabled={alarm.enabled} />
        },
    ];
    Row::new(alarm.name.clone(), cells)
}

fn empty(model: &Model, words: &Words) -> Html {
    let key = if model.rows.is_empty() { "alarms.empty" } else { "alarms.empty.filtered" };
    if !model.rows.is_empty() {
        return html! { <Empty title={words.s(key)} /> };
    }
    html! {
        <Empty title={words.s(key)}>
            <p>{ words.t("alarms.empty.next") }</p>
        </Empty>
    }
}
