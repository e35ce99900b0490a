//! The metric filters of a group: listed, put, deleted.

use watchtrail::telemetry::unit::UNITS;
use watchtrail::view::alarms::words::dimensions;
use watchtrail::view::logs::filters::{Besides, Fault, Form};
use watchtrail::view::logs::{FilterRow, act};
use yew::prelude::*;

use super::tester::Tester;
use crate::ui::pages::ask::Ask;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Choice, Column, Empty, Panel, Radios, Row, Select, Table, TextInput,
};
use crate::ui::words::{Words, use_words};

/// A pattern over records of CloudTrail, as an example.
const EXAMPLE: &str = r#"{ $.eventName = "ConsoleLogin" && $.userIdentity.type = "Root" }"#;

/// What [`Filters`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group's name.
    pub group: String,
    /// Its filters.
    pub filters: Vec<FilterRow>,
    /// Its newest events.
    pub newest: Vec<String>,
}

/// The metric filters.
#[component]
pub fn Filters(props: &Props) -> Html {
    let words = use_words();
    // What the dialog begins with; nothing while it is closed.
    let begun = use_state(|| None::<Form>);
    let open = |form: Form| {
        let begun = begun.clone();
        Callback::from(move |_: MouseEvent| begun.set(Some(form.clone())))
    };
    let onclose = {
        let begun = begun.clone();
        Callback::from(move |()| begun.set(None))
    };
    let row = |filter: &FilterRow| {
        let edit = open(Form::of(filter));
        row(&words, &props.group, filter, edit)
    };
    let columns = ["filter", "pattern", "metric", "value", "default", "dimensions", "unit", "do"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec();
    let empty = html! {
        <Empty title={words.s("logs.filters.none")}>
            <p>{ words.t("logs.filters.none.next") }</p>
        </Empty>
    };
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={open(Form::default())}>
            { words.t("logs.filter.create") }
        </Button>
    };
    html! {
        <Panel title={words.s("logs.filters")} flush=true {actions}>
            <Table caption={words.s("logs.filters")} {columns} {empty}
                rows={props.filters.iter().map(row).collect::<Vec<_>>()} />
            if let Some(first) = &*begun {
                <Edit group={props.group.clone()} newest={props.newest.clone()}
                    first={first.clone()} {onclose} />
            }
        </Panel>
    }
}

fn row(words: &Words, group: &str, filter: &FilterRow, edit: Callback<MouseEvent>) -> Row {
    let (namespace, metric) = &filter.metric;
    let or_none = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &filter.name)];
    let buttons = html! {
        <div class="row">
            <Button small=true onclick={edit} label={words.f("logs.filter.edit.of", &name)}>
                { words.t("logs.filter.edit") }
            </Button>
            <Confirm small=true danger=true label={words.s("logs.filter.delete")}
                name={words.f("logs.filter.delete.of", &name)}
                title={words.f("logs.filter.delete.ask", &name)}
                request={act::delete_filter(group, &filter.name)}
                said={words.f("logs.filter.deleted", &name)}>
                <p>{ words.t("logs.filter.delete.hint") }</p>
            </Confirm>
        </div>
    };
    Row::new(
        filter.name.clone(),
        vec![
            html! { { &filter.name } },
            html! { <code>{ &filter.pattern }</code> },
            html! { { format!("{namespace} / {metric}") } },
            html! { { &filter.value } },
            html! { { or_none(filter.default.map_or_else(String::new, |it| it.to_string())) } },
            html! { { or_none(dimensions(&filter.dimensions)) } },
            html! { { or_none(filter.unit.unwrap_or_default().to_owned()) } },
            buttons,
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct EditProps {
    group: String,
    newest: Vec<String>,
    /// What the fields begin with.
    first: Form,
    onclose: Callback<()>,
}

/// The dialog that puts a filter.
#[component]
fn Edit(props: &EditProps) -> Html {
    let words = use_words();
    let form = use_state(|| props.first.clone());
    let request = form.request(&props.group);
    let fault = request.as_ref().err().copied();
    let title = match props.first.name.is_empty() {
        true => words.s("logs.filter.create"),
        false => words.f("logs.filter.edit.of", &[("name", &props.first.name)]),
    };
    html! {
        <Ask wide=true act={words.s("app.act.save")} {title} request={request.ok()}
            onclose={&props.onclose}
            said={words.f("logs.filter.put", &[("name", &form.name.trim())])}>
            <p class="hint">{ words.t("logs.filter.explain") }</p>
            { matching(&form, &words) }
            <Tester pattern={form.pattern.clone()} newest={props.newest.clone()} />
            { metric(&form, fault, &words) }
        </Ask>
    }
}

/// How a text of the form is changed.
type Change = fn(&mut Form, String);

fn set(form: &UseStateHandle<Form>, change: Change) -> Callback<String> {
    let form = form.clone();
    Callback::from(move |text: String| {
        let mut next = (*form).clone();
        change(&mut next, text);
        form.set(next);
    })
}

/// What the filter is called, and what it looks for.
fn matching(form: &UseStateHandle<Form>, words: &Words) -> Html {
    html! {
        <>
            <TextInput label={words.s("logs.filter.name")} value={form.name.clone()} required=true
                placeholder="root-sign-in" oninput={set(form, |form, text| form.name = text)}
                hint={html! { words.t("logs.filter.name.hint") }} />
            <TextInput label={words.s("logs.filter.pattern")} value={form.pattern.clone()}
                mono=true
                oninput={set(form, |form, text| form.pattern = text)}
                hint={html! {
                    <>{ words.t("logs.filter.pattern.hint") }<br /><code>{ EXAMPLE }</code></>
                }} />
        </>
    }
}

/// The metric it makes.
fn metric(form: &UseStateHandle<Form>, fault: Option<Fault>, words: &Words) -> Html {
    let besides = Besides::ALL.map(|one| {
        let key = format!("logs.filter.besides.{}", one.word());
        Choice::new(one.word(), words.s(&key)).note(words.s(&format!("{key}.note")))
    });
    let mut units = vec![Choice::new("", words.s("logs.filter.unit.none"))];
    units.extend(UNITS.iter().rev().map(|unit| Choice::new(*unit, *unit)));
    let wrong = |of: Fault, key: &str| (fault == Some(of)).then(|| words.s(key));
    html! {
        <>
            <TextInput label={words.s("logs.filter.namespace")} value={form.namespace.clone()}
                required=true placeholder="Audit"
                oninput={set(form, |form, text| form.namespace = text)}
                hint={html! { words.t("logs.filter.namespace.hint") }} />
            <TextInput label={words.s("logs.filter.metric")} value={form.metric.clone()}
                required=true placeholder="RootSignIns"
                oninput={set(form, |form, text| form.metric = text)} />
            <TextInput label={words.s("logs.filter.value")} value={form.value.clone()}
                required=true mono=true oninput={set(form, |form, text| form.value = text)}
                hint={html! { words.t("logs.filter.value.hint") }} />
            <Radios label={words.s("logs.filter.besides")} options={besides.to_vec()}
                value={form.besides.word()} hint={html! { words.t("logs.filter.besides.hint") }}
                onchange={set(form, |form, word| form.besides = Besides::named(&word))} />
            if form.besides == Besides::Default {
                <TextInput label={words.s("logs.filter.default")} value={form.default.clone()}
                    inputmode="decimal" error={wrong(Fault::Default, "logs.filter.default.wrong")}
                    oninput={set(form, |form, text| form.default = text)} />
            }
            if form.besides == Besides::Dimensions {
                <TextInput label={words.s("logs.filter.dimensions")} mono=true
                    value={form.dimensions.clone()} placeholder="EventName=$.eventName"
                    error={wrong(Fault::Dimensions, "logs.filter.dimensions.wrong")}
                    oninput={set(form, |form, text| form.dimensions = text)}
                    hint={html! { words.t("logs.filter.dimensions.hint") }} />
            }
            <Select label={words.s("logs.filter.unit")} options={units} value={form.unit.clone()}
                onchange={set(form, |form, text| form.unit = text)} />
        </>
    }
}
