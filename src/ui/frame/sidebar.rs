//! The sidebar: the pages there are. Narrow screens unfold it.

use watchtrail::view::frame::{Group, Item};
use yew::prelude::*;

use crate::ui::parts::{Icon, IconKind, Link};
use crate::ui::words::use_words;

/// What [`Sidebar`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct SidebarProps {
    /// Its groups.
    pub groups: Vec<Group>,
}

/// The sidebar.
#[component]
pub fn Sidebar(props: &SidebarProps) -> Html {
    let words = use_words();
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // Whoever has chosen a page on a narrow screen wants to see it.
    let chosen = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    let item = |item: &Item| {
        html! {
            <li key={item.text}>
                <Link to={item.place.route()} current={item.current}>
                    <span>{ words.t(item.text) }</span>
                    if let Some((n, text)) = item.badge {
                        <span class="badge">
                            <span aria-hidden="true">{ n }</span>
                            <span class="sr-only">{ words.fill(text, &[("n", &n)]) }</span>
                        </span>
                    }
                </Link>
            </li>
        }
    };
    let group = |group: &Group| {
        html! {
            <li class="nav-group">
                if let Some(title) = group.title {
                    <span class="nav-title">{ words.t(title) }</span>
                }
                <ul>{ for group.items.iter().map(item) }</ul>
            </li>
        }
    };
    html! {
        <nav class={classes!("sidebar", open.then_some("sidebar-open"))}
            aria-label={words.s("app.nav")}>
            <button type="button" class="btn btn-quiet sidebar-toggle" onclick={toggle}
                aria-expanded={if *open { "true" } else { "false" }} aria-controls="nav-list">
                <Icon kind={IconKind::Bars} />{ words.t("app.nav.open") }
            </button>
            <ul id="nav-list" class="nav-list" onclick={chosen}>
                { for props.groups.iter().map(group) }
            </ul>
        </nav>
    }
}
