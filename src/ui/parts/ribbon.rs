//! A ribbon: which state held how long.

use yew::prelude::*;

use super::Tone;

/// A stretch of one state.
#[derive(Clone, Debug, PartialEq)]
pub struct RibbonSpan {
    /// Where it begins, from 0 to 1000.
    pub from: u32,
    /// Where it ends, from 0 to 1000.
    pub to: u32,
    /// What it means.
    pub tone: Tone,
    /// What it says: state and times.
    pub label: AttrValue,
}

/// What a [`Ribbon`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RibbonProps {
    /// What it shows, in a sentence a screen reader says for the whole.
    pub label: AttrValue,
    /// The stretches in order.
    pub spans: Vec<RibbonSpan>,
    /// Where one stands, from 0 to 1000.
    #[prop_or_default]
    pub at: Option<u32>,
    /// Whether it is what would have been.
    #[prop_or_default]
    pub ghost: bool,
}

/// A ribbon of states over time. Patterns tell states apart where colours do not.
#[component]
pub fn Ribbon(props: &RibbonProps) -> Html {
    let stretch = |span: &RibbonSpan| {
        let (x, width) = (span.from.to_string(), span.to.saturating_sub(span.from).to_string());
        let (y, height) = match span.tone {
            Tone::Bad => ("0", "14"),
            Tone::Unknown => ("6", "4"),
            _ => ("4", "8"),
        };
        html! {
            <rect class={span.tone.class()} {x} {width} {y} {height}>
                <title>{ span.label.clone() }</title>
            </rect>
        }
    };
    html! {
        <svg class={classes!("ribbon", props.ghost.then_some("ribbon-ghost"))} role="img"
            viewBox="0 0 1000 14" preserveAspectRatio="none" aria-label={props.label.clone()}>
            { for props.spans.iter().map(stretch) }
            if let Some(at) = props.at {
                <rect class="ribbon-at" x={at.to_string()} width="2" y="0" height="14" />
            }
        </svg>
    }
}
