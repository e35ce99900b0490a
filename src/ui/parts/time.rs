//! Times: UTC, with the local time beside.

use watchtrail::sim::time::Time as Instant;
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::words::use_words;

/// What a [`Time`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct TimeProps {
    /// The instant.
    pub at: Instant,
    /// Whether to leave out the date.
    #[prop_or_default]
    pub clock: bool,
    /// Whether to leave out the local time; it is then in the title alone.
    #[prop_or_default]
    pub utc: bool,
}

/// An instant: UTC, with the local time beside.
#[component]
pub fn Time(props: &TimeProps) -> Html {
    let words = use_words();
    let at = props.at;
    let text = if props.clock { format::clock(at) } else { format::date_time(at) };
    let local = words.local(at);
    html! {
        <time class="time" datetime={at.rfc3339()} title={local.clone()}>
            { text }{ " UTC" }
            if let Some(local) = local.filter(|_| !props.utc) {
                <span class="time-local">{ local }</span>
            }
        </time>
    }
}
