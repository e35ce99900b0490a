//! The dialog that attaches a volume.

use watchtrail::view::volumes::act::{self, DEVICES};
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, Button, ButtonKind, Choice, CliForm, Dialog, Select, TextInput, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Attach`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The volume.
    pub id: String,
    /// Its zone.
    pub zone: String,
    /// The instances that can take it: id and name.
    pub offers: Vec<(String, String)>,
}

/// The button and its dialog.
#[component]
pub fn Attach(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let opening = use_opening();
    let instance = use_state(String::new);
    let device = use_state(|| DEVICES[0].to_owned());
    let chosen = props.offers.iter().find(|(id, _)| *id == *instance).or(props.offers.first());
    let request = chosen
        .filter(|_| !device.is_empty())
        .map(|(instance, _)| act::attach(&props.id, instance, &device));
    let close = {
        let (asking, close) = (asking.clone(), opening.close.clone());
        Callback::from(move |()| {
            asking.clear();
            close.emit(());
        })
    };
    let sure = match (&request, chosen) {
        (Some(request), Some((instance, _))) => {
            let args: [(&str, &dyn std::fmt::Display); 2] =
                [("id", &props.id), ("instance", instance)];
            asking.click(request.clone(), words.f("volumes.attach.done", &args), close.clone())
        }
        _ => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={sure} disabled={request.is_none()}>
            { words.t("volumes.attach") }
        </Button>
    };
    let pick = {
        let instance = instance.clone();
        Callback::from(move |text| instance.set(text))
    };
    let oninput = {
        let device = device.clone();
        Callback::from(move |text| device.set(text))
    };
    let value = chosen.map(|(id, _)| id.clone()).unwrap_or_default();
    html! {
        <>
            <Button kind={ButtonKind::Primary} onclick={opening.open}>
                { words.t("volumes.attach") }
            </Button>
            if opening.is_open {
                <Dialog open=true onclose={close} {submit}
                    title={words.f("volumes.attach.ask", &[("id", &props.id)])}>
                    if props.offers.is_empty() {
                        <Alert><p>
                            { words.fill("volumes.attach.none", &[("zone", &props.zone)]) }
                        </p></Alert>
                    } else {
                        <Select label={words.s("volumes.attach.instance")} {value}
                            options={choices(&props.offers)}
                            onchange={pick} hint={html! {
                                words.fill("volumes.attach.zone", &[("zone", &props.zone)])
                            }} />
                        <TextInput label={words.s("volumes.attach.device")} mono=true {oninput}
                            value={(*device).clone()} required=true
                            suggestions={DEVICES.map(AttrValue::from).to_vec()}
                            hint={html! { words.t("volumes.attach.device.hint") }} />
                    }
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </>
    }
}

/// The instances to choose from.
fn choices(offers: &[(String, String)]) -> Vec<Choice> {
    let label = |(id, name): &(String, String)| {
        let label = if name.is_empty() { id.clone() } else { format!("{id} ({name})") };
        Choice::new(id.clone(), label)
    };
    offers.iter().map(label).collect()
}
