//! Statuses: an icon and a word, so that colour is never alone.

use yew::prelude::*;

use super::{Icon, IconKind};

/// What a status means for the learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it should be: OK, running, confirmed.
    Good,
    /// It needs somebody: ALARM, denied, failed.
    Bad,
    /// Mind this: impaired, expires soon.
    Warning,
    /// On its way: pending, stopping.
    Pending,
    /// Not known: INSUFFICIENT_DATA.
    Unknown,
    /// At rest: stopped, disabled.
    #[default]
    Neutral,
    /// A plain note.
    Info,
}

impl Tone {
    /// Its icon.
    pub fn icon(self) -> IconKind {
        match self {
            Tone::Good => IconKind::CheckCircle,
            Tone::Bad => IconKind::Alert,
            Tone::Warning => IconKind::Alert,
            Tone::Pending => IconKind::Clock,
            Tone::Unknown => IconKind::DotsCircle,
            Tone::Neutral => IconKind::DashCircle,
            Tone::Info => IconKind::Info,
        }
    }

    /// Its class, which colours what has it.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "tone-good",
            Tone::Bad => "tone-bad",
            Tone::Warning => "tone-warning",
            Tone::Pending => "tone-pending",
            Tone::Unknown => "tone-unknown",
            Tone::Neutral => "tone-neutral",
            Tone::Info => "tone-info",
        }
    }
}

/// What a [`Status`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct StatusProps {
    /// What it means.
    pub kind: Tone,
    /// What it says.
    pub label: AttrValue,
    /// Whether it stands on a coloured ground, as beside a title.
    #[prop_or_default]
    pub pill: bool,
}

/// A status.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    let class = classes!("status", props.kind.class(), props.pill.then_some("status-pill"));
    html! {
        <span {class}><Icon kind={props.kind.icon()} />{ props.label.clone() }</span>
    }
}
