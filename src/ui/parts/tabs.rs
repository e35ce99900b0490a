//! Tabs: one panel of several is seen; arrow keys go from tab to tab.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::use_id;

/// A tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// What tells it from the others.
    pub id: AttrValue,
    /// What it says.
    pub label: AttrValue,
}

impl Tab {
    /// A tab.
    pub fn new(id: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Tab {
        Tab { id: id.into(), label: label.into() }
    }
}

/// What [`Tabs`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct TabsProps {
    /// What they are about; said, not seen.
    pub label: AttrValue,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// The id of the one seen.
    pub current: AttrValue,
    /// Called with the id of the tab chosen.
    pub onselect: Callback<AttrValue>,
    /// The panel of the one seen.
    #[prop_or_default]
    pub children: Html,
}

/// Tabs and the panel of the one seen.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let id = use_id("tabs");
    let list = use_node_ref();
    let place = props.tabs.iter().position(|tab| tab.id == props.current).unwrap_or(0);
    let onkeydown = {
        let (list, tabs, onselect) = (list.clone(), props.tabs.clone(), props.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = tabs.len().saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowRight" => (place + 1).min(last),
                "ArrowLeft" => place.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            let Some(tab) = tabs.get(next) else { return };
            onselect.emit(tab.id.clone());
            let buttons = list.cast::<HtmlElement>().map(|list| list.children());
            let button = buttons.and_then(|buttons| buttons.item(u32::try_from(next).ok()?));
            focus(button);
        })
    };
    let tab = |tab: &Tab| {
        let on = tab.id == props.current;
        let (onselect, key) = (props.onselect.clone(), tab.id.clone());
        html! {
            <button type="button" role="tab" id={format!("{id}-{}", tab.id)}
                aria-selected={if on { "true" } else { "false" }}
                aria-controls={format!("{id}-panel")} tabindex={if on { "0" } else { "-1" }}
                onclick={move |_| onselect.emit(key.clone())}>
                { tab.label.clone() }
            </button>
        }
    };
    html! {
        <div class="tabs">
            <div class="tab-list" role="tablist" aria-label={props.label.clone()} ref={list}
                {onkeydown}>
                { for props.tabs.iter().map(tab) }
            </div>
            <div class="tab-panel" role="tabpanel" id={format!("{id}-panel")}
                aria-labelledby={format!("{id}-{}", props.current)}>
                { props.children.clone() }
            </div>
        </div>
    }
}

fn focus(element: Option<web_sys::Element>) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
