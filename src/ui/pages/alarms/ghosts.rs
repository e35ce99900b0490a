//! Ghost ribbons: what the other treatments of missing data would have made of the same history.

use watchtrail::sim::{Span, Time as Instant};
use watchtrail::view::alarms::detail::Model;
use watchtrail::view::alarms::ribbon::Ghost;
use watchtrail::view::alarms::words as named;
use yew::prelude::*;

use super::past::{range, ranges};
use crate::ui::parts::{Panel, Strip};
use crate::ui::words::{Words, use_words};

/// What [`Ghosts`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct GhostsProps {
    /// The alarm.
    pub model: Model,
    /// How far back it shows.
    pub range: AttrValue,
    /// Called with another range.
    pub onrange: Callback<String>,
    /// Called with the moment to look at.
    pub onpick: Callback<Option<Instant>>,
}

/// The four ribbons.
#[component]
pub fn Ghosts(props: &GhostsProps) -> Html {
    let words = use_words();
    let model = &props.model;
    let width: Span = range(&props.range);
    let (from, to) = (model.now - width, model.now);
    let actions = ranges(&props.range, &props.onrange);
    let first = model.ghosts.first().map(|ghost| &ghost.ribbon);
    let same = model.ghosts.iter().all(|ghost| Some(&ghost.ribbon) == first);
    let pick = props.onpick.reform(Some);
    let row = |ghost: &Ghost| {
        let at = (!model.live).then_some(model.at);
        html! {
            <Strip label={label(ghost, &words)} ribbon={ghost.ribbon.clone()} {from} {to} {at}
                ghost={!ghost.own} onpick={pick.clone()} />
        }
    };
    html! {
        <Panel title={words.s("alarms.ghosts.title")} note={words.t("alarms.ghosts.note")}
            {actions}>
            { for model.ghosts.iter().map(row) }
            if same { <p class="hint">{ words.t("alarms.ghosts.same") }</p> }
        </Panel>
    }
}

fn label(ghost: &Ghost, words: &Words) -> String {
    let name = words.t(named::treat(ghost.treat));
    let alarms = words.fill("alarms.ghosts.alarms", &[("n", &ghost.alarms)]);
    match ghost.own {
        true => format!("{name} · {alarms} · {}", words.t("alarms.ghosts.own")),
        false => format!("{name} · {alarms}"),
    }
}
