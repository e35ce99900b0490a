//! Links to pages.

use watchtrail::view::route::Route;
use yew::prelude::*;

use super::soft;

/// What a [`Link`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct LinkProps {
    /// Where it leads.
    pub to: Route,
    /// Whether the page it leads to is the one shown.
    #[prop_or_default]
    pub current: bool,
    /// Classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it says.
    #[prop_or_default]
    pub children: Html,
}

/// A link to a page: a real one, so that it can be opened in a new tab.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    html! {
        <a class={props.class.clone()} href={props.to.hash()}
            aria-current={props.current.then_some("page")}>
            { soft(&props.children) }
        </a>
    }
}
