//! The lifecycle hooks of a group, the dialog that makes one, and what an instance that waits is
//! told.

use watchtrail::services::autoscaling::hook::{Action, Outcome, Transition};
use watchtrail::view::autoscaling::hooks::{self, Draft, HookRow};
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Column, Dialog, Empty, NumberInput, Panel, Radios, Row,
    Table, TextInput, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Hooks`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// Its hooks.
    pub rows: Vec<HookRow>,
}

/// The lifecycle hooks of a group.
#[component]
pub fn Hooks(props: &Props) -> Html {
    let (words, opening) = (use_words(), use_opening());
    let column = |name: &str| Column::new(words.s(&format!("autoscaling.{name}")));
    let columns = vec![
        column("column.name"),
        column("hook.transition"),
        column("hook.heartbeat"),
        column("hook.default"),
        column("hook.target"),
        column("column.action"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|one| row(&words, &props.group, one)).collect();
    let title = words.f("autoscaling.hooks", &[("n", &rows.len())]);
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("autoscaling.hook.create") }</Button>
    };
    let empty = html! {
        <Empty title={words.s("autoscaling.hooks.empty")}>
            <p>{ words.t("autoscaling.hooks.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={title.clone()} flush=true {actions}>
            <Table caption={title} {columns} {rows} {empty} />
            if opening.is_open {
                <Form group={props.group.clone()} onclose={opening.close} />
            }
        </Panel>
    }
}

fn row(words: &Words, group: &str, one: &HookRow) -> Row {
    let of = |key: &str| words.f(key, &[("name", &one.name)]);
    let delete = html! {
        <Confirm label={words.s("autoscaling.hook.delete")} small=true danger=true
            name={of("autoscaling.hook.delete.of")}
            title={of("autoscaling.hook.delete.ask")}
            said={of("autoscaling.hook.deleted")}
            request={hooks::delete(group, &one.name)}>
            <p>{ words.t("autoscaling.hook.delete.note") }</p>
        </Confirm>
    };
    Row::new(
        one.name.clone(),
        vec![
            html! { &one.name },
            html! { words.t(way(one.transition)) },
            html! { words.span(one.heartbeat) },
            html! { <code>{ one.default.name() }</code> },
            target(words, one),
            delete,
        ],
    )
}

/// Who is told, and what became of the latest message.
fn target(words: &Words, one: &HookRow) -> Html {
    let Some(target) = &one.target else {
        return html! { words.t("autoscaling.none") };
    };
    let told = one.told.as_ref().map(|(at, failure)| {
        let key = match failure {
            None => "autoscaling.hook.told",
            Some(_) => "autoscaling.hook.untold",
        };
        html! {
            <p class="hint">
                { words.t(key) }{ " " }<When at={*at} />
                if let Some(failure) = failure { { " " }{ failure } }
            </p>
        }
    });
    html! { <><code>{ target }</code>{ told.unwrap_or_default() }</> }
}

/// The key of a way.
fn way(transition: Transition) -> &'static str {
    match transition {
        Transition::Launching => "autoscaling.hook.launching",
        Transition::Terminating => "autoscaling.hook.terminating",
    }
}

/// What an instance waits for, with what can be told it.
pub fn held(words: &Words, group: &str, (id, actions): (&str, &[Action])) -> Html {
    let one = |action: &Action| {
        let until = format::clock(action.until);
        let of = (action.hook.as_str(), id);
        let said = words.f("autoscaling.hook.waits", &[("name", &action.hook), ("until", &until)]);
        let verb = |verb: &str, request| {
            let text = |end: &str| {
                let key = format!("autoscaling.hook.{verb}{end}");
                words.f(&key, &[("name", &action.hook), ("id", &id)])
            };
            html! {
                <Confirm label={text("")} small=true name={text(".of")} title={text(".ask")}
                    said={text(".done")} {request}>
                    <p>{ text(".note") }</p>
                </Confirm>
            }
        };
        html! {
            <div key={action.token.clone()}>
                <p class="hint">{ said }</p>
                <div class="actions">
                    { verb("continue", hooks::complete(group, of, Outcome::Continue)) }
                    { verb("abandon", hooks::complete(group, of, Outcome::Abandon)) }
                    { verb("longer", hooks::heartbeat(group, of)) }
                </div>
            </div>
        }
    };
    html! { { for actions.iter().map(one) } }
}

#[derive(Clone, PartialEq, Properties)]
struct FormProps {
    group: String,
    onclose: Callback<()>,
}

/// The dialog that makes a hook.
#[component]
fn Form(props: &FormProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let draft = use_state(Draft::default);
    let set = |edit: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |text: String| {
            let mut new = (*draft).clone();
            edit(&mut new, text);
            draft.set(new);
        })
    };
    let request = draft.request(&props.group);
    let said = words.f("autoscaling.hook.done", &[("name", &draft.name)]);
    let save = match &request {
        Some(request) => asking.click(request.clone(), said, props.onclose.clone()),
        None => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("autoscaling.hook.create") }
        </Button>
    };
    let ways = Transition::ALL.map(|one| Choice::new(one.name(), words.s(way(one)))).to_vec();
    let results = [Outcome::Abandon, Outcome::Continue];
    let results = results.map(|one| Choice::new(one.name(), one.name())).to_vec();
    let hint = |key: &str| html! { words.t(key) };
    html! {
        <Dialog open=true title={words.s("autoscaling.hook.create")}
            onclose={props.onclose.clone()} {submit}>
            <TextInput label={words.s("autoscaling.column.name")} value={draft.name.clone()}
                required=true placeholder="ready" oninput={set(|draft, text| draft.name = text)} />
            <Radios label={words.s("autoscaling.hook.transition")} options={ways}
                value={draft.transition.name()} onchange={set(|draft, text| {
                    draft.transition = Transition::of(&text).unwrap_or(draft.transition);
                })} />
            <NumberInput label={words.s("autoscaling.hook.heartbeat.label")} required=true
                value={draft.heartbeat.clone()} hint={hint("autoscaling.hook.heartbeat.hint")}
                oninput={set(|draft, text| draft.heartbeat = text)} />
            <Radios label={words.s("autoscaling.hook.default")} options={results}
                value={draft.default.name()} onchange={set(|draft, text| {
                    draft.default = Outcome::of(&text).unwrap_or(draft.default);
                })} />
            <TextInput label={words.s("autoscaling.hook.target.label")} mono=true
                value={draft.target.clone()} hint={hint("autoscaling.hook.target.hint")}
                oninput={set(|draft, text| draft.target = text)} />
            <TextInput label={words.s("autoscaling.hook.role")} mono=true
                value={draft.role.clone()} hint={hint("autoscaling.hook.role.hint")}
                oninput={set(|draft, text| draft.role = text)} />
            <TextInput label={words.s("autoscaling.hook.metadata")}
                value={draft.metadata.clone()}
                oninput={set(|draft, text| draft.metadata = text)} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
