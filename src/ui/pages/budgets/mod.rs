//! The pages of AWS Budgets: the list with a form for a new one, and a budget.

mod create;
mod one;

use watchtrail::view::budgets::{self, Row as Budget, dollars};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Column, Empty, Link, PageHead, Panel, Row, Status, Table, Tone};
use crate::ui::words::{Words, use_words};
use create::Create;

/// The page of a route.
pub fn page(shown: &Shown<'_>) -> Html {
    let (reads, account) = (Reads::of(shown), shown.world.account().to_string());
    match shown.route {
        Route::Budget(name) => {
            let model = budgets::detail(shown.world, name);
            html! { <one::Page key={name.clone()} name={name.clone()} {model} {reads} {account} /> }
        }
        _ => html! { <Page rows={budgets::list(shown.world)} {reads} {account} /> },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    rows: Vec<Budget>,
    reads: Reads,
    account: String,
}

/// The list of budgets.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = vec![
        Column::new(words.s("budgets.name")),
        Column::number(words.s("budgets.limit")),
        Column::number(words.s("budgets.actual")),
        Column::number(words.s("budgets.forecast")),
        Column::new(words.s("budgets.alerts")),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|budget| row(budget, &words)).collect();
    let table = || {
        html! {
            <Panel flush=true>
                <Table caption={words.s("budgets.title")} {columns} {rows} empty={html! {
                    <Empty title={words.s("budgets.empty")}>
                        <p>
                            { words.t("budgets.empty.next") }{ " " }
                            <Link to={Route::Services(Some("billing".to_owned()))}>
                                { words.t("budgets.empty.bill") }
                            </Link>
                        </p>
                    </Empty>
                }} />
            </Panel>
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::Budgets.crumbs()} title={words.s("budgets.title")}
                note={html! { words.t("budgets.note") }} refresh=true />
            { props.reads.or_refused("DescribeBudgets", table) }
            <Create account={props.account.clone()} />
        </>
    }
}

fn row(budget: &Budget, words: &Words) -> Row {
    let to = Route::Budget(budget.name.clone());
    let cells = vec![
        html! { <Link {to}>{ &budget.name }</Link> },
        html! { dollars(budget.limit) },
        html! { dollars(budget.actual) },
        html! { dollars(budget.forecast) },
        exceeded(budget, words),
    ];
    Row::new(budget.name.clone(), cells)
}

/// How many of its alerts are exceeded.
fn exceeded(budget: &Budget, words: &Words) -> Html {
    let (crossed, all) = budget.alerts;
    let kind = match (crossed, all) {
        (_, 0) => Tone::Neutral,
        (0, _) => Tone::Good,
        _ => Tone::Bad,
    };
    let label = words.f("budgets.exceeded", &[("n", &crossed), ("all", &all)]);
    html! { <Status {kind} {label} /> }
}
