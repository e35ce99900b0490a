//! The sidebar: the pages there are. Narrow screens unfold it.

use wasm_bindgen::JsCast;
use watchtrail::view::frame::{Group, Item};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::ui::parts::{Icon, IconKind, Link};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// Where the list is unfolded over the page (`frame.css`).
const NARROW: &str = "(width < 860px)";

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
        Callback::from(move |event: MouseEvent| {
            let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if at.is_some_and(|at| at.closest("a").ok().flatten().is_some()) {
                open.set(false);
            }
        })
    };
    let button = use_node_ref();
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.prevent_default();
                open.set(false);
                // A button that cannot take the focus leaves it where it is.
                let _ = button.cast::<HtmlElement>().map(|button| button.focus());
            }
        })
    };
    // On a narrow screen only the group of the page shown is unfolded.
    let narrow = *use_memo((), |()| platform::media(NARROW));
    html! {
        <nav class={classes!("sidebar", open.then_some("sidebar-open"))}
            aria-label={words.s("app.nav")} {onkeydown}>
            <button ref={button} type="button" class="btn btn-quiet sidebar-toggle" onclick={toggle}
                aria-expanded={if *open { "true" } else { "false" }} aria-controls="nav-list">
                <Icon kind={IconKind::Bars} />{ words.t("app.nav.open") }
            </button>
            <ul id="nav-list" class="nav-list" onclick={chosen}>
                { for props.groups.iter().map(|one| group(one, narrow, &words)) }
            </ul>
        </nav>
    }
}

fn group(group: &Group, narrow: bool, words: &Words) -> Html {
    let items = html! { <ul>{ for group.items.iter().map(|one| item(one, words)) }</ul> };
    let open = !narrow || group.items.iter().any(|item| item.current);
    html! {
        <li class="nav-group">
            if let Some(title) = group.title {
                <details {open}>
                    <summary class="nav-title">
                        { words.t(title) }<Icon kind={IconKind::Down} />
                    </summary>
                    { items }
                </details>
            } else {
                { items }
            }
        </li>
    }
}

fn item(item: &Item, words: &Words) -> Html {
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
}
