//! Publishing a datapoint of a metric of one's own.

use serde_json::json;
use watchtrail::learn::session::Reply;
use watchtrail::number;
use watchtrail::services::Request;
use watchtrail::telemetry::unit::UNITS;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::alarms::explain;
use crate::ui::parts::{Button, Choice, CliForm, Expand, NumberInput, Select, TextInput};
use crate::ui::words::use_words;

/// The form.
#[component]
pub fn Put() -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let namespace = use_state(|| "MyApp".to_owned());
    let name = use_state(|| "orders".to_owned());
    let value = use_state(String::new);
    let unit = use_state(|| "Count".to_owned());
    let reply = use_state(|| None::<Reply>);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let number = number::parse(value.trim()).filter(|number| number.is_finite());
    let error = (number.is_none() && !value.is_empty()).then(|| words.s("metrics.put.number"));
    let request = number.and_then(|number| {
        let data = json!([{ "MetricName": *name, "Value": number, "Unit": *unit }]);
        let input = json!({ "Namespace": *namespace, "MetricData": data });
        Request::decode("cloudwatch", "PutMetricData", input).ok()
    });
    let onclick = {
        let (request, reply) = (request.clone(), reply.clone());
        let said = words.fill("metrics.put.done", &[("name", &*name), ("value", &*value)]);
        move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (reply, inner, said) = (reply.clone(), ctl.clone(), said.clone());
            let done = Callback::from(move |answer: Reply| {
                if answer.result.is_ok() {
                    inner.flash(Flash::success(said.clone()));
                }
                reply.set(Some(answer));
            });
            ctl.call(request, done);
        }
    };
    let units = UNITS.iter().rev().map(|unit| Choice::new(*unit, *unit)).collect::<Vec<_>>();
    let summary = html! { words.t("metrics.put.title").to_owned() };
    let failed = reply.as_ref().and_then(|reply| reply.result.as_ref().err());
    html! {
        <Expand {summary}>
            <p class="hint">{ words.t("metrics.put.explain") }</p>
            <div class="wizard-two">
                <TextInput label={words.s("metrics.put.namespace")} mono=true
                    value={(*namespace).clone()} oninput={set(&namespace)} />
                <TextInput label={words.s("metrics.put.name")} mono=true
                    value={(*name).clone()} oninput={set(&name)} />
                <NumberInput label={words.s("metrics.put.value")} value={(*value).clone()} {error}
                    oninput={set(&value)} />
                <Select label={words.s("metrics.put.unit")} options={units}
                    value={(*unit).clone()} onchange={set(&unit)} />
            </div>
            <Button disabled={request.is_none()} {onclick}>
                { words.t("metrics.put.submit") }
            </Button>
            { failed.map(explain).unwrap_or_default() }
            <CliForm {request} />
        </Expand>
    }
}
