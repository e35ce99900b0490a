//! The dialog that reads the versions of a parameter, and attaches labels to them.

use watchtrail::view::ssm::act::KINDS;
use watchtrail::view::ssm::history::{self, Row as Version};
use yew::prelude::*;

use crate::ui::ctl::Reply;
use crate::ui::pages::asked::{Asking, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Column, Dialog, Row, Select, Table, TextInput,
    When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`History`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The parameter.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn History(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let decrypted = use_state(|| false);
    let found = use_state(|| None::<Vec<Version>>);
    let request = history::read(&props.name, *decrypted);
    let reread = {
        let (asking, found, request) = (asking.clone(), found.clone(), request.clone());
        Callback::from(move |()| {
            let found = found.clone();
            let done = Callback::from(move |reply: Reply| {
                found.set(reply.result.ok().map(history::rows));
            });
            asking.send(request.clone(), done);
        })
    };
    let onchange = {
        let (decrypted, found) = (decrypted.clone(), found.clone());
        Callback::from(move |on| {
            decrypted.set(on);
            found.set(None);
        })
    };
    let title = words.f("ssm.history.of", &[("name", &props.name)]);
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={reread.reform(|_: MouseEvent| ())}>
            { words.t("ssm.history.show") }
        </Button>
    };
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()} {submit}>
            <p>{ words.t("ssm.history.note") }</p>
            if props.kind == KINDS[2] {
                <Checkbox label={words.s("ssm.value.decrypt")} checked={*decrypted} {onchange}
                    hint={html! { words.t("ssm.value.decrypt.hint") }} />
            }
            { asking.view() }
            <CliForm request={Some(request)} />
            if let Some(rows) = &*found {
                { versions(&words, (&props.name, &asking, &reread), rows) }
                <Labels name={props.name.clone()} rows={rows.clone()} onchange={reread} />
            }
        </Dialog>
    }
}

/// The versions, newest first; each label with a button that takes it off.
fn versions(
    words: &Words,
    (name, asking, reread): (&str, &Asking, &Callback<()>),
    rows: &[Version],
) -> Html {
    let columns = vec![
        Column::number(words.s("ssm.column.version")),
        Column::new(words.s("ssm.value")),
        Column::new(words.s("ssm.history.column.labels")),
        Column::new(words.s("ssm.column.modified")),
    ];
    let labels = |one: &Version| {
        let label = |label: &String| {
            let request = history::unlabel(name, one.version, label);
            let (asking, reread) = (asking.clone(), reread.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                asking.send(request.clone(), reread.reform(|_: Reply| ()));
            });
            html! {
                <li key={label.clone()}>
                    <code>{ label }</code>{ " " }
                    <Button small=true {onclick}>
                        { words.f("ssm.label.detach", &[("label", label)]) }
                    </Button>
                </li>
            }
        };
        match one.labels.as_slice() {
            [] => html! { words.t("ssm.history.none") },
            labels => html! { <ul class="plain">{ for labels.iter().map(label) }</ul> },
        }
    };
    let row = |one: &Version| {
        Row::new(
            one.version.to_string(),
            vec![
                html! { one.version },
                html! { <code>{ &one.value }</code> },
                labels(one),
                html! { <><When at={one.modified} /><p class="hint">{ &one.by }</p></> },
            ],
        )
    };
    let caption = words.f("ssm.history.of", &[("name", &name)]);
    html! { <Table {caption} {columns} rows={rows.iter().map(row).collect::<Vec<_>>()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct LabelsProps {
    name: String,
    rows: Vec<Version>,
    onchange: Callback<()>,
}

/// Attaches labels to a version.
#[component]
fn Labels(props: &LabelsProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let typed = use_state(String::new);
    let chosen = use_state(|| None::<i64>);
    let said = use_state(|| None::<AttrValue>);
    let newest = props.rows.first().map_or(1, |row| row.version);
    let version = chosen.unwrap_or(newest);
    let request = history::label(&props.name, version, &typed);
    let attach = {
        let (asking, request, onchange) = (asking.clone(), request.clone(), props.onchange.clone());
        let (said, typed, words) = (said.clone(), typed.clone(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (said, typed, words) = (said.clone(), typed.clone(), words.clone());
            let onchange = onchange.clone();
            let done = Callback::from(move |reply: Reply| {
                let invalid = reply.result.map(history::invalid).unwrap_or_default();
                said.set(Some(match invalid.as_slice() {
                    [] => words.f("ssm.label.attached", &[("version", &version)]),
                    all => words.f("ssm.label.invalid", &[("labels", &all.join(", "))]),
                }));
                typed.set(String::new());
                onchange.emit(());
            });
            asking.send(request, done);
        })
    };
    let options = props.rows.iter().map(|row| {
        let number = row.version.to_string();
        Choice::new(number.clone(), number)
    });
    let pick = Callback::from(move |text: String| chosen.set(text.parse().ok()));
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let hint = words.f("ssm.label.hint", &[("name", &props.name)]);
    html! {
        <>
            <Select label={words.s("ssm.label.version")} options={options.collect::<Vec<_>>()}
                value={version.to_string()} onchange={pick} />
            <TextInput label={words.s("ssm.label.add")} required=true value={(*typed).clone()}
                {oninput}
                placeholder="live" hint={html! { hint }} />
            <Button onclick={attach} disabled={request.is_none()}>
                { words.t("ssm.label.attach") }
            </Button>
            <p role="status">{ (*said).clone().unwrap_or_default() }</p>
            { asking.view() }
            <CliForm {request} />
        </>
    }
}
