//! The share dialog: the session as a link, or as a file when it is too long for one.

use std::fmt::Display;

use watchtrail::view::route::Route;
use yew::prelude::*;

use super::super::Shown;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Alert, AlertKind, Button, Code, CopyButton, Dialog, IconKind};
use crate::ui::platform;
use crate::ui::words::use_words;

/// The dialog, when it is open.
pub fn dialog(shown: &Shown<'_>) -> Html {
    // A link is made only when somebody wants to see it.
    let link = shown.share.then(|| match shown.session.link() {
        Ok(payload) => {
            let base = platform::base_url().unwrap_or_default();
            Ok(AttrValue::from(format!("{base}{}", Route::Share(payload).hash())))
        }
        Err(error) => {
            let detail = error.detail();
            let detail: Vec<(&str, &dyn Display)> =
                detail.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
            Err(shown.words.f(error.key(), &detail))
        }
    });
    html! { <Share {link} /> }
}

/// What the dialog is given.
#[derive(Clone, PartialEq, Properties)]
struct Props {
    /// The link, or why there is none; nothing while the dialog is closed.
    link: Option<Result<AttrValue, AttrValue>>,
}

/// The dialog.
#[component]
fn Share(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let file = html! {
        <Button icon={IconKind::Download} onclick={ctl.on(Msg::Export)}>
            { words.t("settings.export") }
        </Button>
    };
    html! {
        <Dialog open={props.link.is_some()} title={words.s("settings.share.title")} wide=true
            onclose={ctl.on::<()>(Msg::Share(false))} actions={file}>
            { match &props.link {
                None => Html::default(),
                Some(Err(why)) => html! {
                    <Alert kind={AlertKind::Warning}><p>{ why.clone() }</p></Alert>
                },
                Some(Ok(link)) => html! {
                    <>
                        <p>{ words.t("settings.share.text") }</p>
                        <Code text={link.clone()} wrap=true
                            label={words.s("settings.share.link")} />
                        <CopyButton text={link.clone()} label={words.s("settings.share.copy")} />
                        <p class="hint">{ words.t("settings.share.hint") }</p>
                    </>
                },
            } }
        </Dialog>
    }
}
