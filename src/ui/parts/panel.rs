//! What a page is laid out with: its head, panels, lists of values, things to unfold.

use watchtrail::view::route::{Crumb, CrumbText, who_did_what};
use yew::prelude::*;

use super::{Button, IconKind, Link, soft, use_id};
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::words::use_words;

/// What a [`PageHead`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PageHeadProps {
    /// The path to the page: `route.crumbs()`.
    #[prop_or_default]
    pub crumbs: Vec<Crumb>,
    /// The page's title.
    pub title: AttrValue,
    /// Its status beside the title.
    #[prop_or_default]
    pub status: Html,
    /// A line beneath.
    #[prop_or_default]
    pub note: Html,
    /// Buttons.
    #[prop_or_default]
    pub actions: Html,
    /// Whether the page's reads can be sent again.
    #[prop_or_default]
    pub refresh: bool,
}

/// The head of a page: crumbs, title (which gets the focus after navigation), buttons.
#[component]
pub fn PageHead(props: &PageHeadProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let crumb = |crumb: &Crumb| {
        let text = match &crumb.text {
            CrumbText::Key(key) => words.s(key),
            CrumbText::Name(name) => AttrValue::from(name.clone()),
        };
        match &crumb.to {
            Some(to) => html! { <li><Link to={to.clone()}>{ text }</Link></li> },
            None => html! { <li aria-current="page">{ text }</li> },
        }
    };
    html! {
        <header class="page-head">
            if !props.crumbs.is_empty() {
                <nav class="crumbs" aria-label={words.s("app.crumbs")}>
                    <ol>{ for props.crumbs.iter().map(crumb) }</ol>
                </nav>
            }
            <div class="page-title">
                <h1 id="page-title" tabindex="-1">{ props.title.clone() }</h1>
                { props.status.clone() }
                <div class="actions">
                    if let Some(to) = who_did_what(&props.crumbs) {
                        <Link {to} class="btn btn-link">{ words.t("audit.link") }</Link>
                    }
                    if props.refresh {
                        <Button icon={IconKind::Refresh} label={words.s("app.refresh")}
                            onclick={ctl.on(Msg::Refresh)} />
                    }
                    { props.actions.clone() }
                </div>
            </div>
            if props.note != Html::default() {
                <p class="page-note">{ props.note.clone() }</p>
            }
        </header>
    }
}

/// What a [`Panel`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PanelProps {
    /// Its heading.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// A count or a note beside the heading.
    #[prop_or_default]
    pub note: Html,
    /// Buttons at the heading's end.
    #[prop_or_default]
    pub actions: Html,
    /// Whether the content reaches the panel's edges, as tables do.
    #[prop_or_default]
    pub flush: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// Its content.
    #[prop_or_default]
    pub children: Html,
}

/// A part of a page with a heading.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let id = use_id("panel");
    let class = classes!("panel", props.flush.then_some("panel-flush"), props.class.clone());
    html! {
        <section {class} aria-labelledby={props.title.is_some().then(|| id.clone())}>
            if let Some(title) = &props.title {
                <header class="panel-head">
                    <h2 {id}>{ title.clone() }</h2>
                    if props.note != Html::default() {
                        <span class="panel-note">{ props.note.clone() }</span>
                    }
                    if props.actions != Html::default() {
                        <div class="actions">{ props.actions.clone() }</div>
                    }
                </header>
            }
            <div class="panel-body">{ props.children.clone() }</div>
        </section>
    }
}

/// What [`KeyValues`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct KeyValuesProps {
    /// Names and values.
    pub rows: Vec<(AttrValue, Html)>,
}

/// Names with their values, in as many columns as fit.
#[component]
pub fn KeyValues(props: &KeyValuesProps) -> Html {
    let row = |(name, value): &(AttrValue, Html)| {
        html! { <div><dt>{ name.clone() }</dt><dd>{ soft(value) }</dd></div> }
    };
    html! { <dl class="key-values">{ for props.rows.iter().map(row) }</dl> }
}

/// What an [`Expand`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ExpandProps {
    /// What is always shown.
    pub summary: Html,
    /// Whether it is unfolded at first.
    #[prop_or_default]
    pub open: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// What unfolds.
    #[prop_or_default]
    pub children: Html,
}

/// Something to unfold.
#[component]
pub fn Expand(props: &ExpandProps) -> Html {
    html! {
        <details class={classes!("expand", props.class.clone())} open={props.open}>
            <summary>{ props.summary.clone() }</summary>
            <div class="expand-body">{ props.children.clone() }</div>
        </details>
    }
}

/// What an [`Empty`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct EmptyProps {
    /// What there is none of.
    pub title: AttrValue,
    /// What one could do about it.
    #[prop_or_default]
    pub children: Html,
}

/// Said where there is nothing to show.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <p class="empty-title">{ props.title.clone() }</p>
            { props.children.clone() }
        </div>
    }
}

/// What a [`Progress`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ProgressProps {
    /// How much is done.
    pub value: u32,
    /// Of how much.
    pub max: u32,
    /// What it says.
    pub label: AttrValue,
}

/// How much of something is done.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    html! {
        <progress class="progress" value={props.value.to_string()} max={props.max.to_string()}
            aria-label={props.label.clone()}>
            { props.label.clone() }
        </progress>
    }
}
