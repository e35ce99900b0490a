//! The dialog that changes the sizes of a group.

use watchtrail::view::autoscaling::change::{self, Typed};
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, CliForm, Dialog, NumberInput, use_opening};
use crate::ui::words::use_words;

/// The properties of [`EditSizes`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// As many as desired, at least, at most.
    pub sizes: (u32, u32, u32),
}

/// The button that opens the dialog.
#[component]
pub fn EditSizes(props: &Props) -> Html {
    let (words, opening) = (use_words(), use_opening());
    let Props { group, sizes } = props.clone();
    html! {
        <>
            <Button onclick={opening.open}>{ words.t("autoscaling.edit") }</Button>
            if opening.is_open {
                <Form {group} {sizes} onclose={opening.close} />
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FormProps {
    group: String,
    sizes: (u32, u32, u32),
    onclose: Callback<()>,
}

/// The dialog.
#[component]
fn Form(props: &FormProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let (desired, min, max) = props.sizes;
    let typed: UseStateHandle<Typed> =
        use_state(|| (desired.to_string(), min.to_string(), max.to_string()));
    let request = change::resize(&props.group, &typed);
    let said = words.f("autoscaling.edit.done", &[("name", &props.group)]);
    let save = match &request {
        Some(request) => asking.click(request.clone(), said, props.onclose.clone()),
        None => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("autoscaling.edit.save") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("autoscaling.edit")} onclose={props.onclose.clone()}
            {submit}>
            <Sizes typed={(*typed).clone()} onchange={move |new| typed.set(new)} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}

/// The properties of [`Sizes`].
#[derive(Clone, PartialEq, Properties)]
pub struct SizesProps {
    /// What is typed.
    pub typed: Typed,
    /// Called with what is typed then.
    pub onchange: Callback<Typed>,
}

/// The fields of the three sizes.
#[component]
pub fn Sizes(props: &SizesProps) -> Html {
    let words = use_words();
    let set = |edit: fn(&mut Typed, String)| {
        let (typed, onchange) = (props.typed.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            let mut new = typed.clone();
            edit(&mut new, text);
            onchange.emit(new);
        })
    };
    let (desired, min, max) = props.typed.clone();
    html! {
        <>
            <NumberInput label={words.s("autoscaling.form.desired")} required=true value={desired}
                oninput={set(|typed, text| typed.0 = text)} />
            <NumberInput label={words.s("autoscaling.form.min")} required=true value={min}
                oninput={set(|typed, text| typed.1 = text)} />
            <NumberInput label={words.s("autoscaling.form.max")} required=true value={max}
                oninput={set(|typed, text| typed.2 = text)} />
        </>
    }
}
