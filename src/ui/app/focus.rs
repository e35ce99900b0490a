//! Keeps the focus in the page. What has it may be disabled or leave the page with what it does;
//! the focus then goes to what stands nearest to where it was, or whoever has no mouse would have
//! to begin at the top again.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, HtmlElement, MutationObserver, MutationObserverInit};

use super::view::focus_title;
use crate::ui::platform::{Fault, Listener, Result};

/// What the focus can go to.
const STOPS: &str = "a[href], button:not(:disabled), input:not(:disabled), \
    select:not(:disabled), textarea:not(:disabled), summary, [tabindex='0']";

/// What has the focus, and what it stands in, innermost first.
type Path = Rc<RefCell<Vec<HtmlElement>>>;

/// Watches over the focus as long as it is held.
pub(super) struct Watch {
    observer: MutationObserver,
    _changed: Closure<dyn FnMut()>,
    _listeners: [Listener; 2],
}

impl Watch {
    /// Begins to watch.
    pub(super) fn start() -> Result<Watch> {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.ok_or(Fault::Missing)?;
        let path = Path::default();
        let (came, left, looked) = (path.clone(), path.clone(), path);
        let focused = Listener::new(&document, "focusin", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            *came.borrow_mut() = std::iter::successors(target, HtmlElement::parent).collect();
        });
        // Whoever clicks beside everything wants the focus nowhere.
        let clicked = Listener::new(&document, "pointerdown", move |_| left.borrow_mut().clear());
        let page = document.clone();
        let changed = Closure::<dyn FnMut()>::new(move || keep(&page, &looked));
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref())?;
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_child_list(true);
        options.set_attribute_filter(&js_sys::Array::of1(&"disabled".into()));
        observer.observe_with_options(&document, &options)?;
        Ok(Watch { observer, _changed: changed, _listeners: [focused, clicked] })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// An element's parent, as far as it is one of the page.
trait Parent: Sized {
    fn parent(&self) -> Option<Self>;
}

impl Parent for HtmlElement {
    fn parent(&self) -> Option<HtmlElement> {
        self.parent_element().and_then(|parent| parent.dyn_into().ok())
    }
}

/// Gives the focus a new place if what had it can have it no longer: near by, or the page's title.
fn keep(document: &Document, path: &Path) {
    // Moving the focus writes the path anew, so it must not be borrowed then.
    let path = path.borrow().clone();
    let Some((held, around)) = path.split_first() else { return };
    let gone = !held.is_connected() || held.matches(":disabled").unwrap_or(false);
    let body = document.body().map(Element::from);
    let now = document.active_element();
    let elsewhere = now.is_some() && now != body && now.as_ref() != Some(held);
    if !gone || elsewhere {
        return;
    }
    // What holds the whole page is too wide to be near.
    let wide = |element: &HtmlElement| matches!(element.query_selector("main"), Ok(Some(_)));
    let around = around.iter().filter(|element| element.is_connected());
    let near = around.take_while(|element| !wide(element));
    match near.filter_map(|element| first_stop(element)).next() {
        // An element that cannot take the focus leaves it where it is.
        Some(stop) => drop(stop.focus()),
        None => focus_title(),
    }
}

/// The first thing in sight in an element that the focus can go to.
fn first_stop(element: &Element) -> Option<HtmlElement> {
    let stops = element.query_selector_all(STOPS).ok()?;
    let stops = (0..stops.length()).filter_map(|i| stops.item(i)?.dyn_into::<HtmlElement>().ok());
    stops.into_iter().find(|stop| stop.offset_parent().is_some())
}
