//! The fields of a volume's type, size and performance, as the forms share them.

use watchtrail::view::volumes::form::{Form, TYPES};
use yew::prelude::*;

use crate::ui::parts::{Choice, NumberInput, Select};
use crate::ui::words::use_words;

/// The properties of [`Fields`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is typed.
    pub form: Form,
    /// Called with what is typed then.
    pub onchange: Callback<Form>,
}

/// The fields.
#[component]
pub fn Fields(props: &Props) -> Html {
    let words = use_words();
    let form = &props.form;
    let set = |change: fn(&mut Form, String)| {
        let (form, onchange) = (form.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            let mut new = form.clone();
            change(&mut new, text);
            onchange.emit(new);
        })
    };
    let options = TYPES.map(|kind| {
        Choice::new(kind, words.f(&format!("volumes.type.{kind}"), &[("name", &kind)]))
    });
    let problems = form.problems().map(|problem| problem.map(|key| words.s(key)));
    let [size, iops, throughput] = problems;
    let bounds = form.bounds();
    let range = |key: &str, least: u32, most: u32| {
        html! { words.fill(key, &[("least", &least), ("most", &most)]) }
    };
    let size_hint = bounds.map(|kind| range("volumes.size.hint", kind.gib.0, kind.gib.1));
    let iops_hint = bounds
        .and_then(|kind| kind.iops)
        .map(|(least, most, _)| range("volumes.iops.hint", least, most));
    let most = bounds.map_or(0, |kind| kind.throughput);
    html! {
        <>
            <Select label={words.s("volumes.column.type")} options={options.to_vec()}
                value={form.kind.clone()}
                hint={html! { words.s(&format!("volumes.type.{}.about", form.kind)) }}
                onchange={set(|form, text| form.kind = text)} />
            <NumberInput label={words.s("volumes.size")} value={form.gib.clone()} required=true
                error={size} hint={size_hint.unwrap_or_default()}
                oninput={set(|form, text| form.gib = text)} />
            if form.takes_iops() {
                <NumberInput label={words.s("volumes.column.iops")} value={form.iops.clone()}
                    error={iops} hint={iops_hint.unwrap_or_default()}
                    oninput={set(|form, text| form.iops = text)} />
            }
            if form.takes_throughput() {
                <NumberInput label={words.s("volumes.throughput")}
                    value={form.throughput.clone()} error={throughput}
                    hint={range("volumes.throughput.hint", 125, most)}
                    oninput={set(|form, text| form.throughput = text)} />
            }
        </>
    }
}
