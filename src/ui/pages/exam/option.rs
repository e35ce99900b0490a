//! The options of a question: to be chosen, put in order, or matched.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use watchtrail::learn::exam::Form;
use watchtrail::view::exam::Act;
use watchtrail::view::exam::question::{Answerable, Told};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::ui::parts::{Button, ButtonKind, Choice, Select, use_id};
use crate::ui::words::{Words, use_words};

/// What [`Options`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What has to be done.
    pub form: Form,
    /// The same in words.
    pub task: String,
    /// The options.
    pub options: Vec<Answerable>,
    /// What they can be matched with.
    pub with: Vec<(String, String)>,
    /// Whether they can still be answered.
    pub open: bool,
    /// Called when one is.
    pub onact: Callback<Act>,
}

/// The option that was moved last, and whether up.
type Moved = Rc<RefCell<Option<(String, bool)>>>;

/// The options.
#[component]
pub fn Options(props: &Props) -> Html {
    let words = use_words();
    let group = use_id("options");
    let (field, moved) = (use_node_ref(), use_mut_ref(|| None::<(String, bool)>));
    {
        // What is moved takes the focus along, to the other button at either end.
        let (field, moved) = (field.clone(), moved.clone());
        let order: Vec<String> = props.options.iter().map(|one| one.id.clone()).collect();
        use_effect_with(order, move |_| {
            let place = moved.take().zip(field.cast::<Element>());
            let button = place.and_then(|((id, up), field)| {
                let find = |up: bool| {
                    let name = if up { "up" } else { "down" };
                    let wanted = format!("[data-option='{id}'] .exam-{name}:not(:disabled)");
                    field.query_selector(&wanted).ok().flatten()
                };
                find(up).or_else(|| find(!up))
            });
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                // A button that cannot take the focus leaves it where it is.
                let _ = button.focus();
            }
        });
    }
    let last = props.options.len().saturating_sub(1);
    let option = |(place, one): (usize, &Answerable)| {
        let inside = match props.form {
            Form::Single | Form::Multiple => chosen(props, one, place, &group),
            Form::Ordering => ordered(props, one, (place, last), &moved, &words),
            Form::Matching => matched(props, one, &words),
        };
        let state = one.told.as_ref().map(|told| match (told.right, one.chosen) {
            (true, _) => "exam-option exam-right",
            (false, true) => "exam-option exam-wrong",
            (false, false) => "exam-option",
        });
        html! {
            <li key={one.id.clone()} class={state.unwrap_or("exam-option")}
                data-option={one.id.clone()}>
                { inside }
                if let Some(told) = &one.told {
                    { reason(props, one, told, &words) }
                }
            </li>
        }
    };
    html! {
        <fieldset class="field exam-options" ref={field}>
            <legend>{ &props.task }</legend>
            <ol>{ for props.options.iter().enumerate().map(option) }</ol>
        </fieldset>
    }
}

fn chosen(props: &Props, one: &Answerable, place: usize, group: &AttrValue) -> Html {
    let (onact, id) = (props.onact.clone(), one.id.clone());
    let onchange = Callback::from(move |_: Event| onact.emit(Act::Choose(id.clone())));
    let kind = if props.form == Form::Single { "radio" } else { "checkbox" };
    html! {
        <label class="exam-label">
            <input type={kind} name={group.clone()} checked={one.chosen} disabled={!props.open}
                aria-keyshortcuts={(place + 1).to_string()} {onchange} />
            <span>{ &one.text }</span>
        </label>
    }
}

fn ordered(
    props: &Props,
    one: &Answerable,
    (place, last): (usize, usize),
    moved: &Moved,
    words: &Words,
) -> Html {
    let shift = |up: bool| {
        let (onact, id, moved) = (props.onact.clone(), one.id.clone(), moved.clone());
        Callback::from(move |_: MouseEvent| {
            moved.replace(Some((id.clone(), up)));
            onact.emit(Act::Shift(id.clone(), up));
        })
    };
    html! {
        <div class="exam-ordered">
            <span>{ format!("{}. ", place + 1) }{ &one.text }</span>
            if props.open {
                <span class="actions">
                    <Button small=true class="exam-up" disabled={place == 0} onclick={shift(true)}
                        title={words.f("exam-page.up.label", &[("option", &one.text)])}>
                        { words.t("exam-page.up") }
                    </Button>
                    <Button small=true class="exam-down" disabled={place == last}
                        onclick={shift(false)}
                        title={words.f("exam-page.down.label", &[("option", &one.text)])}>
                        { words.t("exam-page.down") }
                    </Button>
                </span>
            }
        </div>
    }
}

fn matched(props: &Props, one: &Answerable, words: &Words) -> Html {
    let (onact, id) = (props.onact.clone(), one.id.clone());
    let onchange = Callback::from(move |with: String| {
        let with = Some(with).filter(|with| !with.is_empty());
        onact.emit(Act::Pair(id.clone(), with));
    });
    let nothing = Choice::new("", words.s("exam-page.match.nothing"));
    let all = props.with.iter().map(|(id, text)| Choice::new(id.clone(), text.clone()));
    let options: Vec<Choice> = std::iter::once(nothing).chain(all).collect();
    html! {
        <Select label={one.text.clone()} {options} {onchange} disabled={!props.open}
            value={one.matched.clone().unwrap_or_default()} />
    }
}

fn reason(props: &Props, one: &Answerable, told: &Told, words: &Words) -> Html {
    let key = if told.right { "exam-page.option.right" } else { "exam-page.option.wrong" };
    let (onact, id) = (props.onact.clone(), one.id.clone());
    let see = Callback::from(move |_: MouseEvent| onact.emit(Act::See(id.clone())));
    html! {
        <div class="exam-why">
            <p>
                <strong>{ if told.right { "✓ " } else { "✗ " } }{ words.t(key) }</strong>
                if let Some(why) = &told.why {
                    { " " }{ why }
                }
            </p>
            if let Some(with) = told.with.as_ref().filter(|_| !told.right) {
                <p>{ words.f("exam-page.match.right", &[("with", with)]) }</p>
            }
            if let Some(model) = told.model.as_ref().filter(|_| !told.right) {
                <p class="hint">{ words.f("exam-page.model", &[("model", model)]) }</p>
            }
            if told.see {
                <Button small=true kind={ButtonKind::Link} onclick={see}
                    title={words.f("exam-page.see.label", &[("option", &one.text)])}>
                    { words.t("exam-page.see") }
                </Button>
            }
        </div>
    }
}
