//! The page of one instance.

use watchtrail::view::ec2::detail::Detail;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::list::target;
use super::moves::use_moves;
use super::{checks, facts, load, monitoring, tags};
use crate::ui::pages::asked::Reads;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{Button, IconKind, PageHead, Tab, Tabs};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The id in the address.
    pub id: String,
    /// What it shows; nothing when there is no such instance.
    pub model: Option<Detail>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The tabs.
const TABS: [&str; 5] = ["details", "checks", "monitoring", "load", "tags"];

/// The page of an instance.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let tab = use_state(|| AttrValue::Static("details"));
    let moves = use_moves(props.model.iter().map(|model| target(&model.row)).collect());
    let route = Route::Instance(props.id.clone());
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={props.id.clone()} reads={props.reads.clone()}
                op="DescribeInstances" none="ec2.detail.none" others={Route::Instances}
                see="ec2.detail.none.next" />
        };
    };
    let row = &model.row;
    let title = if row.name.is_empty() { row.id.clone() } else { row.name.clone() };
    let onselect = {
        let tab = tab.clone();
        Callback::from(move |to| tab.set(to))
    };
    let to_load = {
        let tab = tab.clone();
        Callback::from(move |_: MouseEvent| tab.set(AttrValue::Static("load")))
    };
    let actions = html! {
        <>
            <Button icon={IconKind::Gear} onclick={to_load}>{ words.t("ec2.load.open") }</Button>
            { moves.menu }
        </>
    };
    let tabs = TABS.map(|id| Tab::new(id, words.s(&format!("ec2.tab.{id}"))));
    let model = model.clone();
    let body = match tab.as_str() {
        "checks" => html! { <checks::ChecksTab {model} reads={props.reads.clone()} /> },
        "monitoring" => html! { <monitoring::MonitoringTab {model} /> },
        "load" => html! { <load::LoadTab {model} /> },
        "tags" => html! { <tags::TagsTab {model} /> },
        _ => html! { <facts::FactsTab {model} /> },
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true {actions}
                status={super::state(row.state)}
                note={html! { <code>{ &row.id }</code> }} />
            { moves.below }
            { props.reads.or_refused("DescribeInstances", || html! {
                <Tabs label={words.s("ec2.tab")} tabs={tabs.to_vec()} current={(*tab).clone()}
                    {onselect}>
                    { body }
                </Tabs>
            }) }
        </>
    }
}
