//! A rule: what it found lately, and its definition.

use watchtrail::view::chart::scale::short;
use watchtrail::view::contributors::act::{self, Form};
use watchtrail::view::contributors::{Contributor, Detail};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::form::Edit;
use super::{groups, state};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Chart, Column, Empty, KeyValues, Link, PageHead, Panel, Row, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The rule's name.
    pub name: String,
    /// The rule, if there is one.
    pub model: Option<Detail>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of a rule.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let crumbs = Route::Contributors(Some(props.name.clone())).crumbs();
    let Some(model) = &props.model else {
        return html! {
            <>
                <PageHead {crumbs} title={props.name.clone()} refresh=true />
                <Panel><Empty title={words.s("contributors.gone")} /></Panel>
            </>
        };
    };
    let form = Form { name: props.name.clone(), definition: model.definition.clone() };
    html! {
        <>
            <PageHead {crumbs} title={props.name.clone()} status={state(&model.row, &words)}
                refresh=true actions={html! { <Actions model={model.clone()} /> }} />
            { summary(model, &words) }
            { props.reads.or_refused("GetInsightRuleReport", || report(model, &words)) }
            <Edit key={model.definition.clone()} {form} enabled={model.row.enabled} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ActionsProps {
    model: Detail,
}

/// What can be done with it.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let row = &props.model.row;
    let turned = act::switch(&row.name, !row.enabled);
    let (Some(turn), Some(delete)) = (turned, act::delete(&row.name)) else {
        return Html::default();
    };
    let key = if row.enabled { "contributors.disable" } else { "contributors.enable" };
    let said = words.f(&format!("{key}.said"), &[("name", &row.name)]);
    let onclick = asking.click(turn, said, Callback::noop());
    html! {
        <>
            <Button kind={ButtonKind::Primary} {onclick}>{ words.t(key) }</Button>
            <Confirm label={words.s("contributors.delete")} danger=true
                to={Route::Contributors(None)} request={delete}
                title={words.f("contributors.delete.ask", &[("name", &row.name)])}
                said={words.f("contributors.delete.said", &[("name", &row.name)])}>
                <p>{ words.t("contributors.delete.hint") }</p>
            </Confirm>
            { asking.view() }
        </>
    }
}

fn summary(model: &Detail, words: &Words) -> Html {
    let rows = vec![
        (words.s("contributors.arn"), html! { <code>{ &model.arn }</code> }),
        (words.s("contributors.created"), html! { <When at={model.row.created} /> }),
        (words.s("contributors.statistic"), html! { <code>{ model.row.statistic }</code> }),
        (words.s("contributors.groups"), groups(&model.row, words)),
    ];
    html! { <Panel title={words.s("contributors.summary")}><KeyValues {rows} /></Panel> }
}

/// Who gave most in the last hour.
fn report(model: &Detail, words: &Words) -> Html {
    let keys = model.row.keys.iter().map(|key| Column::new(key.clone()));
    let numbers =
        ["value", "share"].map(|name| Column::new(words.s(&format!("contributors.{name}"))));
    let columns: Vec<Column> = keys.chain(numbers).collect();
    let rows: Vec<Row> = model.top.iter().map(contributor).collect();
    let (count, whole) = (model.all.0, short(model.all.1));
    let note = words.f("contributors.report.note", &[("n", &count), ("sum", &whole)]);
    let link = html! { <Link to={model.graph.clone()}>{ words.t("contributors.math") }</Link> };
    html! {
        <>
            <Panel title={words.s("contributors.graph")} note={link}>
                <Chart model={model.chart.clone()} />
            </Panel>
            <Panel title={words.s("contributors.report")} note={html! { note }} flush=true>
                <Table caption={words.s("contributors.report")} {columns} {rows} empty={html! {
                    <Empty title={words.s("contributors.report.empty")}>
                        <p>{ words.t("contributors.report.empty.next") }</p>
                    </Empty>
                }} />
            </Panel>
        </>
    }
}

fn contributor(of: &Contributor) -> Row {
    let keys = of.keys.iter().map(|key| html! { <code>{ key }</code> });
    let numbers = [html! { short(of.value) }, html! { format!("{:.1} %", of.share) }];
    Row::new(of.keys.join("\u{1f}"), keys.chain(numbers).collect())
}
