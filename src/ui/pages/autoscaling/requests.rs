//! The requests that reach a group: an act on the simulated world, which no AWS call could do.

use watchtrail::number;
use watchtrail::view::autoscaling::act;
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::pages::change::use_change;
use crate::ui::parts::{Button, ButtonKind, Code, NumberInput, Panel};
use crate::ui::words::use_words;

/// The properties of [`Requests`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
}

/// The panel.
#[component]
pub fn Requests(props: &Props) -> Html {
    let (words, change) = (use_words(), use_change());
    let typed = use_state(|| "9000".to_owned());
    let wanted = number::parse(typed.trim()).filter(|n| (0.0..=1e9).contains(n));
    let put = {
        let (change, group) = (change.clone(), props.group.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(amount) = wanted {
                change.make(act::requests(&group, Some(amount)));
            }
        })
    };
    let off = {
        let (change, group) = (change.clone(), props.group.clone());
        Callback::from(move |_: MouseEvent| change.make(act::requests(&group, None)))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let error = wanted.is_none().then(|| words.s("autoscaling.requests.problem"));
    let line = wanted
        .map(|amount| format!("world load {} requests {}", props.group, format::number(amount, 2)));
    html! {
        <Panel title={words.s("autoscaling.requests")} class="world"
            note={html! { words.t("ec2.world.note") }}>
            <p>{ words.t("autoscaling.requests.explain") }</p>
            <form onsubmit={put} class="load-form">
                <NumberInput label={words.s("autoscaling.requests.label")}
                    value={(*typed).clone()} {oninput} {error} />
                <div class="form-actions">
                    <Button onclick={off}>{ words.t("autoscaling.requests.off") }</Button>
                    <Button kind={ButtonKind::Primary} submit=true disabled={wanted.is_none()}>
                        { words.t("autoscaling.requests.put") }
                    </Button>
                </div>
            </form>
            { change.view() }
            if let Some(line) = line {
                <p class="hint">{ words.t("ec2.load.terminal") }</p>
                <Code text={line} copy=true />
            }
        </Panel>
    }
}
