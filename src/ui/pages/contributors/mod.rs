//! The pages of Contributor Insights: the rules with a form for a new one, and a rule.

mod form;
mod one;

use watchtrail::view::contributors::{self, Row as Rule};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Column, Empty, Link, PageHead, Panel, Row, Status, Table, Tone};
use crate::ui::words::{Words, use_words};
use form::Create;

/// The page of a route.
pub fn page(shown: &Shown<'_>) -> Html {
    let reads = Reads::of(shown);
    match shown.route {
        Route::Contributors(Some(name)) => {
            let label = shown.words.s("contributors.graph");
            let model = contributors::detail(shown.world, shown.scope, name, &label);
            html! { <one::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        _ => html! { <Page rows={contributors::list(shown.world, shown.scope)} {reads} /> },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    rows: Vec<Rule>,
    reads: Reads,
}

/// The list of rules.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = ["name", "state", "keys", "statistic", "groups"]
        .map(|name| Column::new(words.s(&format!("contributors.{name}"))))
        .to_vec();
    let rows: Vec<Row> = props.rows.iter().map(|rule| row(rule, &words)).collect();
    let table = || {
        html! {
            <Panel flush=true>
                <Table caption={words.s("contributors.title")} {columns} {rows} empty={html! {
                    <Empty title={words.s("contributors.empty")}>
                        <p>{ words.t("contributors.empty.next") }</p>
                    </Empty>
                }} />
            </Panel>
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::Contributors(None).crumbs()}
                title={words.s("contributors.title")}
                note={html! { words.t("contributors.note") }} refresh=true />
            { props.reads.or_refused("DescribeInsightRules", table) }
            <Create />
        </>
    }
}

fn row(rule: &Rule, words: &Words) -> Row {
    let to = Route::Contributors(Some(rule.name.clone()));
    let keys = rule.keys.iter().map(|key| html! { <><code>{ key }</code>{ " " }</> });
    let cells = vec![
        html! { <Link {to}>{ &rule.name }</Link> },
        state(rule, words),
        html! { <>{ for keys }</> },
        html! { <code>{ rule.statistic }</code> },
        groups(rule, words),
    ];
    Row::new(rule.name.clone(), cells)
}

/// Whether it counts.
fn state(rule: &Rule, words: &Words) -> Html {
    let (kind, key) = match rule.enabled {
        true => (Tone::Good, "contributors.enabled"),
        false => (Tone::Neutral, "contributors.disabled"),
    };
    html! { <Status {kind} label={words.s(key)} /> }
}

/// The groups it covers.
fn groups(rule: &Rule, words: &Words) -> Html {
    if rule.groups.is_empty() {
        return html! { <span class="hint">{ words.t("contributors.groups.none") }</span> };
    }
    let group = |group: &String| {
        let to = Route::LogGroup { group: group.clone(), stream: None };
        html! { <li><Link {to}>{ group }</Link></li> }
    };
    html! { <ul class="plain">{ for rule.groups.iter().map(group) }</ul> }
}
