//! Menus: a button that unfolds a list of buttons.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use super::{ButtonKind, Icon, IconKind, use_id};

/// An item of a menu.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MenuItem {
    /// What it says.
    pub label: AttrValue,
    /// A word beneath it.
    pub note: Option<AttrValue>,
    /// What it does.
    pub onclick: Callback<()>,
    /// Whether it cannot be used now.
    pub disabled: bool,
    /// For one of several: whether it is the one in force.
    pub checked: Option<bool>,
}

impl MenuItem {
    /// An item.
    pub fn new(label: impl Into<AttrValue>, onclick: Callback<()>) -> MenuItem {
        MenuItem { label: label.into(), onclick, ..MenuItem::default() }
    }

    /// The same, usable or not.
    pub fn disabled(mut self, disabled: bool) -> MenuItem {
        self.disabled = disabled;
        self
    }

    /// The same with a word beneath.
    pub fn note(mut self, note: impl Into<AttrValue>) -> MenuItem {
        self.note = Some(note.into());
        self
    }

    /// The same as one of several.
    pub fn checked(mut self, checked: bool) -> MenuItem {
        self.checked = Some(checked);
        self
    }
}

/// What a [`Menu`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// What the button says.
    pub label: AttrValue,
    /// What a screen reader calls it, where the label alone would not do.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Its items.
    pub items: Vec<MenuItem>,
    /// How the button looks.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// An icon before the label.
    #[prop_or_default]
    pub icon: Option<IconKind>,
    /// Whether nothing can be done now.
    #[prop_or_default]
    pub disabled: bool,
    /// A longer word about it, shown when the pointer rests on it.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The element's id, for what opens it from elsewhere.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// The id of the header's menu of users.
pub const WHO_MENU: &str = "who-menu";

/// Opens the menu with this id as a click on it does; nothing where the page has none.
pub fn open_menu(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.get_element_by_id(id));
    let button = root.and_then(|root| root.query_selector("button").ok().flatten());
    let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    // Not within the click that asks for it: that one is still on its way through the page.
    wasm_bindgen_futures::spawn_local(async move {
        // A button that cannot take the focus opens all the same.
        let _ = button.focus();
        if button.get_attribute("aria-expanded").as_deref() != Some("true") {
            button.click();
        }
    });
}

/// A menu. Arrow keys go through it, Escape closes it and gives the focus back.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let (id, open) = (use_id("menu"), use_state(|| false));
    let (root, list) = (use_node_ref(), use_node_ref());
    let from_start = use_side(*open, &list);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: KeyboardEvent| keydown(&event, &open, &root))
    };
    // When the focus leaves the menu, it closes.
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            let inside = root.cast::<Node>().is_some_and(|root| root.contains(to.as_ref()));
            if !inside {
                open.set(false);
            }
        })
    };
    let item = |item: &MenuItem| {
        let (open, onclick, root) = (open.clone(), item.onclick.clone(), root.clone());
        // The list is about to be hidden: what is opened now gives the focus back to the button.
        let choose = move |_: MouseEvent| {
            open.set(false);
            focus(root.cast::<HtmlElement>().and_then(|root| first_button(&root)));
            onclick.emit(());
        };
        html! {
            <li>
                <button type="button" disabled={item.disabled}
                    aria-current={item.checked.filter(|on| *on).map(|_| "true")}
                    onclick={choose}>
                    if let Some(checked) = item.checked {
                        <span class="menu-check">
                            if checked { <Icon kind={IconKind::Check} /> }
                        </span>
                    }
                    <span>
                        { item.label.clone() }
                        if let Some(note) = &item.note {
                            <span class="menu-note">{ note.clone() }</span>
                        }
                    </span>
                </button>
            </li>
        }
    };
    // Where a click gives a button no focus (Safari), it goes to what is around it: the menu then
    // hears Escape, and notices when somebody clicks elsewhere.
    html! {
        <div class="menu" id={props.id.clone()} ref={root.clone()} tabindex="-1" {onkeydown}
            {onfocusout}>
            <button type="button" class={props.kind.class()} disabled={props.disabled}
                aria-expanded={if *open { "true" } else { "false" }} aria-controls={id.clone()}
                aria-label={props.name.clone()} title={props.title.clone()} onclick={toggle}>
                if let Some(kind) = props.icon { <Icon {kind} /> }
                <span class="menu-label">{ props.label.clone() }</span>
                <Icon kind={IconKind::Down} />
            </button>
            <ul id={id} ref={list} hidden={!*open}
                class={classes!("menu-list", from_start.then_some("menu-from-start"))}>
                { for props.items.iter().map(item) }
            </ul>
        </div>
    }
}

/// Whether the list is to begin where its button begins: it ends with its button unless it would
/// reach out of the window there.
#[hook]
fn use_side(open: bool, list: &NodeRef) -> bool {
    let from_start = use_state(|| false);
    let (state, list) = (from_start.clone(), list.clone());
    use_effect_with(open, move |open| {
        let rect = list.cast::<HtmlElement>().map(|list| list.get_bounding_client_rect());
        state.set(*open && rect.is_some_and(|rect| rect.left() < 0.0));
    });
    *from_start
}

fn first_button(root: &HtmlElement) -> Option<web_sys::Element> {
    root.query_selector("button").ok().flatten()
}

fn keydown(event: &KeyboardEvent, open: &UseStateHandle<bool>, root: &NodeRef) {
    let Some(root) = root.cast::<HtmlElement>() else { return };
    let step = match event.key().as_str() {
        "Escape" if **open => {
            open.set(false);
            event.stop_propagation();
            focus(first_button(&root));
            return;
        }
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    if !**open {
        open.set(true);
        return;
    }
    let Ok(items) = root.query_selector_all(".menu-list button:not(:disabled)") else { return };
    let active = root.owner_document().and_then(|document| document.active_element());
    let here = (0..items.length()).find(|i| {
        items.item(*i).is_some_and(|item| active.as_deref().is_some_and(|on| *on == item))
    });
    let last = i64::from(items.length()) - 1;
    let next = here.map_or(if step > 0 { 0 } else { last }, |here| i64::from(here) + step);
    let next = u32::try_from(next.clamp(0, last.max(0))).unwrap_or(0);
    focus(items.item(next).and_then(|node| node.dyn_into::<web_sys::Element>().ok()));
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
