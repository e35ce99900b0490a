//! A chain of what led to what, hop after hop.

use yew::prelude::*;

use super::{Icon, IconKind, Tone};

/// A hop.
#[derive(Clone, Debug, PartialEq)]
pub struct Hop {
    /// What it means: [`Tone::Bad`] is where the chain breaks.
    pub tone: Tone,
    /// What happened.
    pub title: Html,
    /// When, by whom, why not.
    pub note: Html,
}

/// What a [`Chain`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ChainProps {
    /// What it shows; said, not seen.
    pub label: AttrValue,
    /// The hops in order.
    pub links: Vec<Hop>,
}

/// A chain. Each hop's icon says what its colour says.
#[component]
pub fn Chain(props: &ChainProps) -> Html {
    let hop = |hop: &Hop| {
        html! {
            <li class={classes!("hop", hop.tone.class())}>
                <span class="hop-title"><Icon kind={hop.tone.icon()} />{ hop.title.clone() }</span>
                <span class="hop-note">{ hop.note.clone() }</span>
                <span class="hop-arrow" aria-hidden="true"><Icon kind={IconKind::Arrow} /></span>
            </li>
        }
    };
    html! {
        <ol class="chain" aria-label={props.label.clone()}>
            { for props.links.iter().map(hop) }
        </ol>
    }
}
