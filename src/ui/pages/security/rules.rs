//! The rules of a security group in one direction, and the dialog that adds one.

use watchtrail::view::route::Route;
use watchtrail::view::security::Shown;
use watchtrail::view::security::act::{self, Form, Source};
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Choice, CliForm, Column, Dialog, Empty, IconKind, Link,
    Panel, Radios, Row, Select, Status, Table, TextInput, Tone, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Rules`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// Whether the rules are about what goes out.
    pub egress: bool,
    /// The rules.
    pub rules: Vec<Shown>,
    /// The groups a rule can name: id and name.
    pub groups: Vec<(String, String)>,
}

/// The rules of one direction.
#[component]
pub fn Rules(props: &Props) -> Html {
    let words = use_words();
    let way = if props.egress { "outbound" } else { "inbound" };
    let title = words.f(&format!("security.rules.{way}"), &[("n", &props.rules.len())]);
    let column = |name: &str| Column::new(words.s(&format!("security.rule.{name}")));
    let peer = if props.egress { "destination" } else { "source" };
    let columns = vec![
        column("type"),
        column("protocol"),
        column("ports"),
        column(peer),
        column("description").spare(),
        column("id").spare(),
        column("remove"),
    ];
    let rows: Vec<Row> = props.rules.iter().map(|rule| row(&words, props, rule)).collect();
    let empty = html! {
        <Empty title={words.s(&format!("security.rules.{way}.none"))}>
            <p>{ words.s(&format!("security.rules.{way}.next")) }</p>
        </Empty>
    };
    let actions = html! {
        <Add group={props.group.clone()} egress={props.egress} groups={props.groups.clone()} />
    };
    html! {
        <Panel title={title.clone()} flush=true {actions}>
            <Table caption={title} {columns} {rows} {empty} />
        </Panel>
    }
}

fn row(words: &Words, props: &Props, rule: &Shown) -> Row {
    let peer = match &rule.group {
        Some(name) => html! {
            <span>
                <Link to={Route::SecurityGroup(rule.peer.clone())} class="mono">
                    { &rule.peer }
                </Link>
                { format!(" ({name})") }
            </span>
        },
        None => html! { <code>{ &rule.peer }</code> },
    };
    let peer = html! {
        <span>
            { peer }{ " " }
            if rule.risky {
                <Status kind={Tone::Warning} label={words.s("security.rule.everybody")} />
            }
        </span>
    };
    let args: [(&str, &dyn std::fmt::Display); 2] = [("type", &rule.kind), ("peer", &rule.peer)];
    let remove = html! {
        <Confirm label={words.s("security.rule.remove")} small=true
            name={words.f("security.rule.remove.name", &args)}
            title={words.f("security.rule.remove.ask", &args)}
            said={words.f("security.rule.removed", &args)}
            request={act::revoke(&props.group, props.egress, &rule.id)}>
            <p>{ words.t(if props.egress {
                "security.rule.remove.outbound"
            } else {
                "security.rule.remove.inbound"
            }) }</p>
        </Confirm>
    };
    let description = if rule.description.is_empty() { "–" } else { &rule.description };
    Row::new(
        rule.id.clone(),
        vec![
            html! { rule.kind },
            html! { &rule.protocol },
            html! { &rule.ports },
            peer,
            html! { description },
            html! { <code>{ &rule.id }</code> },
            remove,
        ],
    )
}

#[derive(Clone, PartialEq, Properties)]
struct AddProps {
    group: String,
    egress: bool,
    groups: Vec<(String, String)>,
}

/// The button that adds a rule, and its dialog.
#[component]
fn Add(props: &AddProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let opening = use_opening();
    let form = use_state(Form::default);
    let request = form.authorize(&props.group, props.egress);
    let close = {
        let (asking, close, form) = (asking.clone(), opening.close.clone(), form.clone());
        Callback::from(move |()| {
            asking.clear();
            form.set(Form::default());
            close.emit(());
        })
    };
    let sure = match &request {
        Some(request) => {
            let said = words.f("security.rule.added", &[("type", &form.kind)]);
            asking.click(request.clone(), said, close.clone())
        }
        None => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={sure} disabled={request.is_none()}>
            { words.t("security.rule.save") }
        </Button>
    };
    let onchange = {
        let form = form.clone();
        Callback::from(move |new| form.set(new))
    };
    let key = if props.egress { "security.rule.add.outbound" } else { "security.rule.add.inbound" };
    html! {
        <>
            <Button icon={IconKind::Plus} onclick={opening.open}>{ words.t(key) }</Button>
            if opening.is_open {
                <Dialog open=true title={words.s(key)} onclose={close} {submit}>
                    <Fields form={(*form).clone()} egress={props.egress}
                        groups={props.groups.clone()} {onchange} />
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FieldsProps {
    form: Form,
    egress: bool,
    groups: Vec<(String, String)>,
    onchange: Callback<Form>,
}

/// What a rule says.
#[component]
fn Fields(props: &FieldsProps) -> Html {
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
    let pick_source = {
        let (form, onchange, first) =
            (form.clone(), props.onchange.clone(), props.groups.first().cloned());
        Callback::from(move |word: String| {
            let source = Source::named(&word);
            let group = match (form.group.as_str(), &first) {
                ("", Some((id, _))) => id.clone(),
                _ => form.group.clone(),
            };
            onchange.emit(Form { source, group, ..form.clone() });
        })
    };
    let types: Vec<Choice> = act::types().map(|name| Choice::new(name, name)).collect();
    let sources: Vec<Choice> = Source::ALL
        .iter()
        .map(|(word, _)| Choice::new(*word, words.s(&format!("security.source.{word}"))))
        .collect();
    let group = |(id, name): &(String, String)| Choice::new(id.clone(), format!("{id} ({name})"));
    let groups: Vec<Choice> = props.groups.iter().map(group).collect();
    let [ports, _] = form.problems();
    let ports = ports.filter(|_| !form.ports.is_empty()).map(|key| words.s(key));
    let peer = if props.egress { "security.rule.destination" } else { "security.rule.source" };
    html! {
        <>
            <Select label={words.s("security.rule.type")} options={types} value={form.kind.clone()}
                onchange={set(|form, text| form.kind = text)} />
            if form.takes_ports() {
                <TextInput label={words.s("security.rule.ports")} value={form.ports.clone()}
                    required=true mono=true error={ports} placeholder="8080"
                    hint={html! { words.t("security.rule.ports.hint") }}
                    oninput={set(|form, text| form.ports = text)} />
            }
            <Radios label={words.s(peer)} options={sources} value={form.source.word()}
                onchange={pick_source} />
            if form.source == Source::Range {
                <TextInput label={words.s("security.rule.range")} value={form.range.clone()}
                    required=true mono=true placeholder="203.0.113.25/32"
                    hint={html! { words.t("security.rule.range.hint") }}
                    oninput={set(|form, text| form.range = text)} />
            }
            if form.source == Source::Group {
                <Select label={words.s("security.rule.group")} options={groups}
                    value={form.group.clone()}
                    onchange={set(|form, text| form.group = text)} />
            }
            <TextInput label={words.s("security.rule.description")}
                value={form.description.clone()}
                oninput={set(|form, text| form.description = text)} />
            if !props.egress && form.is_risky() {
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.t("security.rule.risk") }</p>
                </Alert>
            }
        </>
    }
}
