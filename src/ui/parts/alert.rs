//! Messages within a page.

use yew::prelude::*;

use super::{Icon, IconKind};

/// What kind of news a message is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertKind {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Mind this.
    Warning,
    /// It did not work.
    Error,
    /// Something to learn.
    Tip,
}

impl AlertKind {
    fn parts(self) -> (&'static str, IconKind) {
        match self {
            AlertKind::Info => ("alert alert-info", IconKind::Info),
            AlertKind::Success => ("alert alert-success", IconKind::CheckCircle),
            AlertKind::Warning => ("alert alert-warning", IconKind::Alert),
            AlertKind::Error => ("alert alert-error", IconKind::CrossCircle),
            AlertKind::Tip => ("alert alert-tip", IconKind::Bulb),
        }
    }
}

/// What an [`Alert`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct AlertProps {
    /// What kind of news it is.
    #[prop_or_default]
    pub kind: AlertKind,
    /// Its first line.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Whether a screen reader says it as soon as it appears. Errors always are.
    #[prop_or_default]
    pub live: bool,
    /// Buttons at its end.
    #[prop_or_default]
    pub actions: Html,
    /// What it says.
    #[prop_or_default]
    pub children: Html,
}

/// A message within a page.
#[component]
pub fn Alert(props: &AlertProps) -> Html {
    let (class, kind) = props.kind.parts();
    let role = match (props.kind, props.live) {
        (AlertKind::Error, _) => Some("alert"),
        (_, true) => Some("status"),
        _ => None,
    };
    html! {
        <div {class} {role}>
            <Icon {kind} />
            <div class="alert-body">
                if let Some(title) = &props.title {
                    <p class="alert-title">{ title.clone() }</p>
                }
                { props.children.clone() }
            </div>
            if props.actions != Html::default() {
                <div class="alert-actions">{ props.actions.clone() }</div>
            }
        </div>
    }
}
