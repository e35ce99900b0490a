//! Buttons.

use yew::prelude::*;

use super::missing::{Reason, WhyNot};
use super::{Icon, IconKind, use_id};
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::words::use_words;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Normal,
    /// The one thing to do here.
    Primary,
    /// It takes something away.
    Danger,
    /// Text like a link.
    Link,
    /// Without a border: tools beside a title.
    Quiet,
}

impl ButtonKind {
    pub(super) fn class(self) -> &'static str {
        match self {
            ButtonKind::Normal => "btn",
            ButtonKind::Primary => "btn btn-primary",
            ButtonKind::Danger => "btn btn-danger",
            ButtonKind::Link => "btn btn-link",
            ButtonKind::Quiet => "btn btn-quiet",
        }
    }
}

/// What a [`Button`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ButtonProps {
    /// How it looks.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// What it does.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// Why not.
    #[prop_or_default]
    pub why: WhyNot,
    /// Whether it is at work: it keeps the focus, and takes no click until it is done.
    #[prop_or_default]
    pub busy: bool,
    /// Whether it sends the form it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// Whether it is smaller.
    #[prop_or_default]
    pub small: bool,
    /// For a button that stays pressed: whether it is.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// An icon before the text.
    #[prop_or_default]
    pub icon: Option<IconKind>,
    /// What it says, when it shows an icon alone.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// A longer word about it, shown when the pointer rests on it.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it says.
    #[prop_or_default]
    pub children: Html,
}

/// A button. Beneath one that cannot be used stands what is missing.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let id = use_id("why");
    let off = props.disabled && !props.busy;
    let said = match &props.why {
        WhyNot::Said(why) => Some(why.clone()).filter(|_| off),
        WhyNot::Fields | WhyNot::Obvious => None,
    };
    // An icon, or a small button in a row, has no room for what its fields say.
    let below = off
        && match props.why {
            WhyNot::Fields => props.label.is_none() && !props.small,
            WhyNot::Said(_) => props.label.is_none(),
            WhyNot::Obvious => false,
        };
    let title = said.clone().filter(|_| !below);
    let title = title.or_else(|| props.title.clone()).or_else(|| props.label.clone());
    let onclick = if props.busy {
        Callback::from(|event: MouseEvent| event.prevent_default())
    } else {
        props.onclick.clone()
    };
    let class = classes!(
        props.kind.class(),
        props.small.then_some("btn-small"),
        props.label.is_some().then_some("btn-icon"),
        props.class.clone()
    );
    html! {
        <>
        <button
            type={if props.submit { "submit" } else { "button" }}
            id={props.id.clone()}
            {class}
            disabled={off}
            aria-busy={props.busy.then_some("true")}
            aria-disabled={props.busy.then_some("true")}
            aria-pressed={props.pressed.map(|on| if on { "true" } else { "false" })}
            aria-label={props.label.clone()}
            aria-describedby={below.then(|| id.clone())}
            {title}
            {onclick}
        >
            if props.busy {
                <span class="spinner" aria-hidden="true"></span>
            } else if let Some(kind) = props.icon {
                <Icon {kind} />
            }
            { props.children.clone() }
        </button>
        if below {
            <Reason {id} {said} />
        }
        </>
    }
}

/// What a [`CopyButton`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    /// The text it copies.
    pub text: AttrValue,
    /// What it says; else "copy".
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A small button that copies a text.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let label = props.label.clone().unwrap_or_else(|| words.s("app.copy"));
    html! {
        <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Copy}
            onclick={ctl.on(Msg::Clipboard(props.text.to_string()))}>
            { label }
        </Button>
    }
}
