//! Publishing data of a metric of one's own.

use watchtrail::learn::session::Reply;
use watchtrail::sim::Time;
use watchtrail::telemetry::unit::UNITS;
use watchtrail::view::metrics::put::{Field, Form, Kind};
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::alarms::explain;
use crate::ui::parts::{Button, Choice, CliForm, Expand, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// What the form is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Now.
    pub now: Time,
}

/// The form.
#[component]
pub fn Put(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let form = use_state(Form::default);
    let reply = use_state(|| None::<Reply>);
    let request = form.request(props.now);
    let onclick = {
        let (request, reply) = (request.clone(), reply.clone());
        let args = [("name", &form.name), ("value", &form.value)];
        let said = words.fill("metrics.put.done", &args.map(|(k, v)| (k, v as _)));
        move |_: MouseEvent| {
            let Ok(request) = request.clone() else { return };
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
    let summary = html! { words.t("metrics.put.title").to_owned() };
    let failed = reply.as_ref().and_then(|reply| reply.result.as_ref().err());
    let request = request.ok();
    html! {
        <Expand {summary}>
            <p class="hint">{ words.t("metrics.put.explain") }</p>
            { fields(&form, props.now, &words) }
            <Button disabled={request.is_none()} {onclick}>
                { words.t("metrics.put.submit") }
            </Button>
            { failed.map(explain).unwrap_or_default() }
            <CliForm {request} />
        </Expand>
    }
}

/// How a text of the form is changed.
type Change = fn(&mut Form, String);

fn fields(form: &UseStateHandle<Form>, now: Time, words: &Words) -> Html {
    let set = |change: Change| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            change(&mut next, text);
            form.set(next);
        })
    };
    let wrong = form.request(now).err();
    let needed = |field: Option<Field>| match field {
        Some(Field::Dimensions | Field::Minutes) => false,
        Some(Field::Counts) => matches!(form.kind, Kind::Set),
        Some(Field::Value | Field::Minimum | Field::Maximum) | None => true,
    };
    let input = |key: &str, value: &str, field: Option<Field>, change: Change| {
        let bad = field.is_some() && field == wrong && !value.trim().is_empty();
        let text = if field == Some(Field::Dimensions) {
            "metrics.put.pairs"
        } else {
            "metrics.put.number"
        };
        html! {
            <TextInput label={words.s(&format!("metrics.put.{key}"))} mono=true
                value={value.to_owned()} error={bad.then(|| words.s(text))}
                required={needed(field)}
                oninput={set(change)} />
        }
    };
    let kinds = Kind::ALL.map(|kind| {
        Choice::new(kind.member(), words.s(&format!("metrics.put.kind.{}", kind.member())))
    });
    let units = UNITS.iter().rev().map(|unit| Choice::new(*unit, *unit)).collect::<Vec<_>>();
    let steps = ["60", "1"].map(|secs| Choice::new(secs, words.s(&format!("metrics.put.{secs}"))));
    html! {
        <div class="wizard-two">
            { input("namespace", &form.namespace, None, |form, text| form.namespace = text) }
            { input("name", &form.name, None, |form, text| form.name = text) }
            { input("dimensions", &form.dimensions, Some(Field::Dimensions),
                |form, text| form.dimensions = text) }
            <Select label={words.s("metrics.put.kind")} options={kinds.to_vec()}
                value={form.kind.member().to_owned()}
                onchange={set(|form, text| form.kind = Kind::named(&text))} />
            { values(form, &input) }
            <Select label={words.s("metrics.put.unit")} options={units}
                value={form.unit.clone()} onchange={set(|form, text| form.unit = text)} />
            <Select label={words.s("metrics.put.resolution")} options={steps.to_vec()}
                value={if form.fine { "1" } else { "60" }.to_owned()}
                onchange={set(|form, text| form.fine = text == "1")} />
            { input("minutes", &form.minutes, Some(Field::Minutes),
                |form, text| form.minutes = text) }
        </div>
    }
}

/// Makes an input of a field's key, its text, what is asked of it and how it is changed.
type Input<'a> = &'a dyn Fn(&str, &str, Option<Field>, Change) -> Html;

/// The fields of the kind chosen.
fn values(form: &Form, input: Input<'_>) -> Html {
    let counts =
        |key: &str| input(key, &form.counts, Some(Field::Counts), |form, text| form.counts = text);
    let value =
        |key: &str| input(key, &form.value, Some(Field::Value), |form, text| form.value = text);
    match form.kind {
        Kind::Value => value("value"),
        Kind::Values => html! { <>{ value("values") }{ counts("counts") }</> },
        Kind::Set => html! {
            <>
                { counts("samples") }
                { value("sum") }
                { input("minimum", &form.minimum, Some(Field::Minimum),
                    |form, text| form.minimum = text) }
                { input("maximum", &form.maximum, Some(Field::Maximum),
                    |form, text| form.maximum = text) }
            </>
        },
    }
}
