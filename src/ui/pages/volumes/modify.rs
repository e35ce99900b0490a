//! The dialog that changes a volume's type, size and performance.

use watchtrail::view::format;
use watchtrail::view::volumes::Row;
use watchtrail::view::volumes::act;
use watchtrail::view::volumes::form::Form;
use yew::prelude::*;

use super::fields::Fields;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Alert, Button, ButtonKind, CliForm, Dialog, use_opening};
use crate::ui::words::use_words;

/// The properties of [`Modify`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The volume.
    pub row: Row,
    /// When it can be changed again, if not now.
    pub again: Option<watchtrail::sim::Time>,
}

/// The button and its dialog.
#[component]
pub fn Modify(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let opening = use_opening();
    let old = act::as_it_is(&props.row);
    let typed = use_state(|| None::<Form>);
    let form = (*typed).clone().unwrap_or_else(|| old.clone());
    let request = form.modify(&props.row.id, &old);
    let close = {
        let (asking, close, typed) = (asking.clone(), opening.close.clone(), typed.clone());
        Callback::from(move |()| {
            asking.clear();
            typed.set(None);
            close.emit(());
        })
    };
    let sure = match &request {
        Some(request) => {
            let said = words.f("volumes.modify.done", &[("id", &props.row.id)]);
            asking.click(request.clone(), said, close.clone())
        }
        None => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={sure} disabled={request.is_none()}>
            { words.t("volumes.modify") }
        </Button>
    };
    let onchange = {
        let typed = typed.clone();
        Callback::from(move |new: Form| typed.set(Some(new)))
    };
    html! {
        <>
            <Button onclick={opening.open}>{ words.t("volumes.modify") }</Button>
            if opening.is_open {
                <Dialog open=true onclose={close} {submit}
                    title={words.f("volumes.modify.ask", &[("id", &props.row.id)])}>
                    if let Some(again) = props.again {
                        <Alert><p>{ words.fill(
                            "volumes.modify.wait", &[("time", &format::date_time(again))],
                        ) }</p></Alert>
                    }
                    <Fields {form} {onchange} />
                    <p class="hint">{ words.t("volumes.modify.hint") }</p>
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </>
    }
}
