//! Several types in one group, on demand and as Spot Instances: the fields of the form.

use watchtrail::view::autoscaling::mixed::{Mixed, ON_DEMAND, SPOT};
use watchtrail::view::ec2::launch::TypeChoice;
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::pages::ec2::launch::type_choice;
use crate::ui::parts::{Button, Checkbox, Choice, IconKind, NumberInput, Panel, Select, TextInput};
use crate::ui::words::{Words, use_words};

/// The type the list begins with.
const FIRST: &str = "t3.micro";

/// The properties of [`Fields`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is said; nothing for the template's own type.
    pub value: Option<Mixed>,
    /// The types there are.
    pub types: Vec<TypeChoice>,
    /// What the page asked when it was opened.
    pub reads: Reads,
    /// Called with what is said then.
    pub onchange: Callback<Option<Mixed>>,
}

/// The panel of the form.
#[component]
pub fn Fields(props: &Props) -> Html {
    let words = use_words();
    let switch = props.onchange.reform(|on: bool| on.then(|| Mixed::new(FIRST)));
    let fields = props.value.as_ref().map(|mixed| {
        let onchange = props.onchange.reform(Some);
        props.reads.or_refused("DescribeInstanceTypes", || {
            html! {
                <>
                    <Types types={mixed.types.clone()} all={props.types.clone()}
                        onchange={set_types(mixed, &onchange)} />
                    { parts(&words, mixed, &onchange) }
                </>
            }
        })
    });
    html! {
        <Panel title={words.s("autoscaling.mixed")}>
            <Checkbox label={words.s("autoscaling.mixed.on")} checked={props.value.is_some()}
                onchange={switch} hint={html! { words.t("autoscaling.mixed.on.hint") }} />
            { fields.unwrap_or_default() }
        </Panel>
    }
}

fn set_types(mixed: &Mixed, onchange: &Callback<Mixed>) -> Callback<Vec<(String, String)>> {
    let mixed = mixed.clone();
    onchange.reform(move |types| Mixed { types, ..mixed.clone() })
}

/// How the capacity is parted, and how the types are chosen.
fn parts(words: &Words, mixed: &Mixed, onchange: &Callback<Mixed>) -> Html {
    let set = |edit: fn(&mut Mixed, String)| {
        let mixed = mixed.clone();
        onchange.reform(move |text: String| {
            let mut new = mixed.clone();
            edit(&mut new, text);
            new
        })
    };
    let choices = |all: &[&'static str]| -> Vec<Choice> {
        all.iter().map(|name| Choice::new(*name, *name)).collect()
    };
    html! {
        <>
            <NumberInput label={words.s("autoscaling.mixed.base")} value={mixed.base.clone()}
                hint={html! { words.t("autoscaling.mixed.base.hint") }}
                oninput={set(|mixed, text| mixed.base = text)} />
            <NumberInput label={words.s("autoscaling.mixed.percent")} value={mixed.percent.clone()}
                hint={html! { words.t("autoscaling.mixed.percent.hint") }}
                oninput={set(|mixed, text| mixed.percent = text)} />
            <Select label={words.s("autoscaling.mixed.on-demand")} options={choices(&ON_DEMAND)}
                value={mixed.on_demand.clone()}
                onchange={set(|mixed, text| mixed.on_demand = text)} />
            <Select label={words.s("autoscaling.mixed.spot")} options={choices(&SPOT)}
                value={mixed.spot.clone()} hint={html! { words.t("autoscaling.mixed.spot.hint") }}
                onchange={set(|mixed, text| mixed.spot = text)} />
            if mixed.has_pools() {
                <NumberInput label={words.s("autoscaling.mixed.pools")} value={mixed.pools.clone()}
                    hint={html! { words.t("autoscaling.mixed.pools.hint") }}
                    oninput={set(|mixed, text| mixed.pools = text)} />
            }
            <TextInput label={words.s("ec2.launch.price")} value={mixed.max_price.clone()}
                placeholder="0.05" hint={html! { words.t("ec2.launch.price.hint") }}
                oninput={set(|mixed, text| mixed.max_price = text)} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TypesProps {
    types: Vec<(String, String)>,
    all: Vec<TypeChoice>,
    onchange: Callback<Vec<(String, String)>>,
}

/// The types in their order, each with its weight.
#[component]
fn Types(props: &TypesProps) -> Html {
    let words = use_words();
    let change = |edit: fn(&mut (String, String), String), i: usize| {
        let types = props.types.clone();
        props.onchange.reform(move |text: String| {
            let mut types = types.clone();
            if let Some(one) = types.get_mut(i) {
                edit(one, text);
            }
            types
        })
    };
    let remove = |i: usize| {
        let types = props.types.clone();
        props.onchange.reform(move |_: MouseEvent| {
            let kept = types.iter().enumerate().filter(|(place, _)| *place != i);
            kept.map(|(_, one)| one.clone()).collect()
        })
    };
    let add = {
        let types = props.types.clone();
        props.onchange.reform(move |_: MouseEvent| {
            let mut types = types.clone();
            types.push((FIRST.to_owned(), String::new()));
            types
        })
    };
    let options: Vec<Choice> = props.all.iter().map(|kind| type_choice(&words, kind)).collect();
    let row = |(i, (kind, weight)): (usize, &(String, String))| {
        html! {
            <li key={i} class="tag-row">
                <Select label={words.s("ec2.launch.type")} options={options.clone()}
                    value={kind.clone()} onchange={change(|one, text| one.0 = text, i)} />
                <NumberInput label={words.s("autoscaling.mixed.weight")} value={weight.clone()}
                    oninput={change(|one, text| one.1 = text, i)} />
                <Button icon={IconKind::Cross} onclick={remove(i)} disabled={props.types.len() < 2}
                    label={words.f("autoscaling.mixed.remove", &[("name", kind)])} />
            </li>
        }
    };
    html! {
        <div class="tags">
            <p class="hint">{ words.t("autoscaling.mixed.types.hint") }</p>
            <ul>{ for props.types.iter().enumerate().map(row) }</ul>
            <Button small=true icon={IconKind::Plus} onclick={add}>
                { words.t("autoscaling.mixed.add") }
            </Button>
        </div>
    }
}
