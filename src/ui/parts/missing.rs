//! Says why a button cannot be used: which fields around it are empty or wrong.
//!
//! A field says so of itself (`data-missing`, beside what it must have); the button reads the
//! fields of the form it stands in. So no form lists its fields twice.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit};
use yew::prelude::*;

use crate::ui::words::use_words;

/// Why a button cannot be used, where that is so.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum WhyNot {
    /// The fields of its form say so: some are empty or wrong.
    #[default]
    Fields,
    /// This.
    Said(AttrValue),
    /// What stands beside it tells: there is no page before the first.
    Obvious,
}

/// What a button belongs to, innermost first.
const SCOPE: &str = "form, dialog, details, section, .wizard-body";
/// What can be filled in, or chosen.
const FIELDS: &str = ":is(input, select, textarea):not(:disabled)";

/// What a field says of itself while it keeps a form from being sent: its label.
pub(super) fn missing(
    label: &AttrValue,
    required: bool,
    value: &str,
    error: &Option<AttrValue>,
) -> Option<AttrValue> {
    ((required && value.trim().is_empty()) || error.is_some()).then(|| label.clone())
}

/// What is read off the fields around a button.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    /// The labels of those that are empty or wrong.
    missing: Vec<String>,
    /// Whether there are fields at all.
    fields: bool,
}

/// What a [`Reason`] is given.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ReasonProps {
    /// Its id, by which the button is described.
    pub(super) id: AttrValue,
    /// The reason, where the page knows it.
    pub(super) said: Option<AttrValue>,
}

/// The line beneath a button that cannot be used.
#[component]
pub(super) fn Reason(props: &ReasonProps) -> Html {
    let words = use_words();
    let node = use_node_ref();
    let found = use_state_eq(Found::default);
    {
        let (node, found, known) = (node.clone(), found.clone(), props.said.is_some());
        use_effect_with(known, move |known| {
            let scope = node.cast::<Element>().filter(|_| !known);
            let watch = scope.and_then(|line| line.closest(SCOPE).ok().flatten());
            let watch = watch.and_then(|scope| Watch::start(scope, move |new| found.set(new)));
            move || drop(watch)
        });
    }
    let text = match (&props.said, found.missing.as_slice()) {
        (Some(said), _) => Some(said.clone()),
        (None, [_, ..]) => {
            let fields = found.missing.join(", ");
            Some(words.f("app.missing", &[("fields", &fields)]))
        }
        (None, []) => found.fields.then(|| words.s("app.missing.unchanged")),
    };
    html! { <span class="btn-why" id={props.id.clone()} ref={node}>{ text }</span> }
}

/// Looks at the fields of a form as long as it is held.
struct Watch {
    observer: MutationObserver,
    _changed: Closure<dyn FnMut()>,
}

impl Watch {
    /// Tells of the fields now, and whenever they change.
    fn start(scope: Element, told: impl Fn(Found) + 'static) -> Option<Watch> {
        told(look(&scope));
        let of = scope.clone();
        let changed = Closure::<dyn FnMut()>::new(move || told(look(&of)));
        // Where nobody can watch, what was found at first stays.
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_child_list(true);
        options.set_attribute_filter(&js_sys::Array::of1(&"data-missing".into()));
        observer.observe_with_options(&scope, &options).ok()?;
        Some(Watch { observer, _changed: changed })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn look(scope: &Element) -> Found {
    let mut missing = Vec::new();
    if let Ok(list) = scope.query_selector_all("[data-missing]") {
        let elements = (0..list.length()).filter_map(|i| list.get(i)?.dyn_into::<Element>().ok());
        let own = elements.filter(|element| !is_apart(element, scope));
        missing.extend(own.filter_map(|element| element.get_attribute("data-missing")));
    }
    missing.dedup();
    Found { missing, fields: matches!(scope.query_selector(FIELDS), Ok(Some(_))) }
}

/// Whether a field is of something within the form that is sent by itself.
fn is_apart(field: &Element, scope: &Element) -> bool {
    let apart = field.closest("[data-apart]").ok().flatten();
    apart.is_some_and(|apart| scope.contains(Some(&apart)))
}
