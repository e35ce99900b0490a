//! Attributes of an instance that can be changed: its type while it is stopped, and whether traffic
//! must be from or to it.

use watchtrail::services::ec2::InstanceState;
use watchtrail::view::ec2::act;
use yew::prelude::*;

use super::facts::TabProps;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, Checkbox, Choice, CliForm, Panel, Select, WhyNot};
use crate::ui::words::use_words;

/// The panel of attributes.
#[component]
pub fn Attributes(props: &TabProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let (id, kind) = (model.row.id.clone(), model.row.kind);
    let chosen = use_state(|| None::<String>);
    let stopped = model.row.state == InstanceState::Stopped;
    let value = chosen.as_deref().unwrap_or(kind).to_owned();
    let request = (value != kind).then(|| act::set_type(&id, &value));
    let pick = {
        let chosen = chosen.clone();
        Callback::from(move |kind| chosen.set(Some(kind)))
    };
    let onsubmit = {
        let (asking, request, chosen) = (asking.clone(), request.clone(), chosen.clone());
        let (said, ctl) = (words.f("ec2.attributes.type.done", &[("type", &value)]), ctl.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (said, ctl, chosen) = (said.clone(), ctl.clone(), chosen.clone());
            let done = Callback::from(move |_| {
                chosen.set(None);
                ctl.flash(Flash::success(said.clone()));
            });
            asking.send(request, done);
        })
    };
    let check = {
        let (asking, ctl, words) = (asking.clone(), ctl.clone(), words.clone());
        Callback::from(move |on: bool| {
            let key = if on { "ec2.attributes.check.on" } else { "ec2.attributes.check.off" };
            let (ctl, said) = (ctl.clone(), words.s(key));
            let done = Callback::from(move |_| ctl.flash(Flash::success(said.clone())));
            asking.send(act::check_source(&id, on), done);
        })
    };
    let hint = if stopped { "ec2.attributes.type.hint" } else { "ec2.attributes.type.running" };
    let why = if stopped { WhyNot::Fields } else { WhyNot::Said(words.s(hint)) };
    let types = model.types.iter().map(|kind| Choice::new(*kind, *kind));
    html! {
        <Panel title={words.s("ec2.attributes")}>
            <form {onsubmit}>
                <Select label={words.s("ec2.column.type")} {value} disabled={!stopped}
                    options={types.collect::<Vec<_>>()} hint={html! { words.t(hint) }}
                    onchange={pick} />
                <div class="form-actions">
                    <Button submit=true disabled={!stopped || request.is_none()} {why}>
                        { words.t("ec2.attributes.type.change") }
                    </Button>
                </div>
                <CliForm {request} />
            </form>
            <Checkbox label={words.s("ec2.attributes.check")} checked={model.source_check}
                hint={html! { words.t("ec2.attributes.check.hint") }}
                disabled={model.row.state.is_ending()} onchange={check} />
            { asking.view() }
        </Panel>
    }
}
