//! A budget: the bill so far, what is forecast, and its alerts.

use watchtrail::view::budgets::{Detail, Told, delete, dollars};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::exceeded;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Column, Empty, KeyValues, PageHead, Panel, Row, Status, Table, Tone, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The budget's name.
    pub name: String,
    /// The budget, if there is one.
    pub model: Option<Detail>,
    /// What the page asked when it was opened.
    pub reads: Reads,
    /// Whose it is.
    pub account: String,
}

/// The page of a budget.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let crumbs = Route::Budget(props.name.clone()).crumbs();
    let Some(model) = &props.model else {
        return html! {
            <>
                <PageHead {crumbs} title={props.name.clone()} refresh=true />
                <Panel><Empty title={words.s("budgets.gone")} /></Panel>
            </>
        };
    };
    let actions = delete(&props.account, &props.name).map(|request| {
        html! {
            <Confirm label={words.s("budgets.delete")} danger=true {request} to={Route::Budgets}
                title={words.f("budgets.delete.ask", &[("name", &props.name)])}
                said={words.f("budgets.deleted", &[("name", &props.name)])} />
        }
    });
    html! {
        <>
            <PageHead {crumbs} title={props.name.clone()} status={exceeded(&model.row, &words)}
                refresh=true actions={actions.unwrap_or_default()} />
            { props.reads.or_refused("DescribeBudget", || summary(model, &words)) }
            { props.reads.or_refused("DescribeNotificationsForBudget", || alerts(model, &words)) }
        </>
    }
}

fn summary(model: &Detail, words: &Words) -> Html {
    let row = &model.row;
    let share = |amount: f64| {
        let percent = (100.0 * amount / row.limit).round();
        format!("{} ({percent} %)", dollars(amount))
    };
    let rows = vec![
        (words.s("budgets.limit"), html! { dollars(row.limit) }),
        (words.s("budgets.actual"), html! { share(row.actual) }),
        (words.s("budgets.forecast"), html! { share(row.forecast) }),
        (words.s("budgets.created"), html! { <When at={model.created} /> }),
    ];
    html! {
        <Panel title={words.s("budgets.summary")}>
            <KeyValues {rows} />
            <p class="hint">{ words.t("budgets.rhythm") }</p>
            if model.tagged { <p class="hint">{ words.t("budgets.tagged") }</p> }
        </Panel>
    }
}

fn alerts(model: &Detail, words: &Words) -> Html {
    let columns = ["about", "threshold", "now", "told", "to"]
        .map(|name| Column::new(words.s(&format!("budgets.alert.{name}"))))
        .to_vec();
    let rows: Vec<Row> =
        model.alerts.iter().enumerate().map(|(nth, alert)| row(nth, alert, words)).collect();
    html! {
        <Panel title={words.s("budgets.alerts")} flush=true>
            <Table caption={words.s("budgets.alerts")} {columns} {rows}
                empty={html! { <Empty title={words.s("budgets.alerts.none")} /> }} />
        </Panel>
    }
}

fn row(nth: usize, alert: &Told, words: &Words) -> Row {
    let about = if alert.forecast { "budgets.form.forecast" } else { "budgets.form.actual" };
    let sign = match alert.comparison.as_str() {
        "LESS_THAN" => "<",
        "EQUAL_TO" => "=",
        _ => ">",
    };
    let (kind, key) = match (alert.crossed, alert.told) {
        (_, true) => (Tone::Bad, "budgets.alert.was-told"),
        (true, false) => (Tone::Warning, "budgets.alert.crossed"),
        (false, false) => (Tone::Good, "budgets.alert.quiet"),
    };
    let cells = vec![
        html! { words.t(about) },
        html! { format!("{sign} {}", dollars(alert.dollars)) },
        html! { dollars(alert.amount) },
        html! { <Status {kind} label={words.s(key)} /> },
        html! { alert.to.join(", ") },
    ];
    Row::new(nth.to_string(), cells)
}
