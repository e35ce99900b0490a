//! Short messages over the page.

use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::parts::{Alert, Button, ButtonKind, IconKind, Link};
use crate::ui::words::use_words;

/// What [`Flashes`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct FlashesProps {
    /// The messages, oldest first.
    pub list: Vec<(u64, Flash)>,
}

/// Short messages. The region is always there, so that screen readers hear what enters it.
#[component]
pub fn Flashes(props: &FlashesProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let flash = |(id, flash): &(u64, Flash)| {
        let actions = html! {
            <Button kind={ButtonKind::Quiet} icon={IconKind::Cross}
                label={words.s("app.dismiss")} onclick={ctl.on(Msg::Dismiss(*id))} />
        };
        html! {
            <Alert key={*id} kind={flash.kind} {actions}>
                <p>
                    { flash.text.clone() }
                    if let Some((to, text)) = &flash.link {
                        { " " }<Link to={to.clone()}>{ text.clone() }</Link>
                    }
                </p>
            </Alert>
        }
    };
    html! {
        <div class="flashes" aria-live="polite">{ for props.list.iter().map(flash) }</div>
    }
}
