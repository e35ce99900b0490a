//! Wizards: the list of steps beside the step itself.

use yew::prelude::*;

use super::{Icon, IconKind, use_arrival};
use crate::ui::words::use_words;

/// What a [`Wizard`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WizardProps {
    /// The titles of the steps.
    pub steps: Vec<AttrValue>,
    /// The step shown, counted from 0.
    pub current: usize,
    /// The last step one may go to.
    pub reached: usize,
    /// Called with the step chosen.
    pub onstep: Callback<usize>,
    /// The step itself, its buttons included.
    #[prop_or_default]
    pub children: Html,
}

/// A wizard.
#[component]
pub fn Wizard(props: &WizardProps) -> Html {
    let words = use_words();
    let body = use_arrival(props.current);
    let step = |(i, title): (usize, &AttrValue)| {
        let onstep = props.onstep.clone();
        let number = i + 1;
        let class = match i {
            i if i == props.current => "wizard-step current",
            i if i < props.current => "wizard-step done",
            _ => "wizard-step",
        };
        html! {
            <li {class} aria-current={(i == props.current).then_some("step")}>
                <button type="button" disabled={i > props.reached}
                    onclick={move |_| onstep.emit(i)}>
                    <span class="wizard-number" aria-hidden="true">
                        if i < props.current {
                            <Icon kind={IconKind::Check} />
                        } else {
                            { number }
                        }
                    </span>
                    <span class="wizard-step-text">
                        <span class="wizard-step-label">
                            { words.fill("app.wizard.step", &[("n", &number)]) }
                        </span>
                        { title.clone() }
                    </span>
                </button>
            </li>
        }
    };
    html! {
        <div class="wizard">
            <nav aria-label={words.s("app.wizard.steps")}>
                <ol class="wizard-steps">{ for props.steps.iter().enumerate().map(step) }</ol>
            </nav>
            <div class="wizard-body arrival" ref={body} tabindex="-1">
                { props.children.clone() }
            </div>
        </div>
    }
}
