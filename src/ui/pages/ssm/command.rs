//! The page of one command: what became of it on each instance, and of its output.

use watchtrail::view::route::Route;
use watchtrail::view::ssm::command::{Detail, One, Told};
use yew::prelude::*;

use super::tone;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Alert, AlertKind, Code, Empty, KeyValues, Link, PageHead, Panel, Status, Tone, When, Why,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The id in the address.
    pub id: String,
    /// What it shows; nothing when there is no such command.
    pub model: Option<Detail>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a command.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::Command(props.id.clone());
    let title = props.id.clone();
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="ListCommands"
                none="ssm.command.none" others={Route::Commands} see="ssm.command.none.next" />
        };
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true />
            { props.reads.or_refused("ListCommands", || html! {
                <>
                    <Panel title={words.s("ssm.command.summary")}>
                        <KeyValues rows={summary(&words, model)} />
                    </Panel>
                    { notices(&words, model) }
                </>
            }) }
            { props.reads.or_refused("ListCommandInvocations", || html! {
                <>
                    if model.invocations.is_empty() {
                        <Panel><Empty title={words.s("ssm.command.nowhere")} /></Panel>
                    }
                    { for model.invocations.iter().map(|one| invocation(&words, model, one)) }
                </>
            }) }
        </>
    }
}

/// A status in AWS's words, with the details where they say more.
fn status((status, details): (&'static str, &'static str)) -> Html {
    html! {
        <>
            <Status kind={tone(status)} label={status} />
            if details != status { { " " }<code>{ details }</code> }
        </>
    }
}

fn summary(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let row = &model.row;
    let key = |name: &str| words.s(&format!("ssm.{name}"));
    let code = |text: &str| html! { <code>{ text }</code> };
    let list =
        |all: &[String]| html! { { for all.iter().map(|one| html! { <div>{ one }</div> }) } };
    let mut rows = vec![
        (key("column.status"), status(row.status)),
        (key("column.document"), html! { row.document }),
        (key("column.targets"), list(&row.targets)),
        (key("column.requested"), html! { <When at={row.requested} /> }),
        (key("command.expires"), html! { <When at={model.expires} /> }),
        (key("command.timeout"), html! { words.span(model.timeout) }),
        (key("command.concurrency"), code(&model.limits.0)),
        (key("command.errors"), code(&model.limits.1)),
    ];
    if !model.comment.is_empty() {
        rows.push((key("comment"), html! { &model.comment }));
    }
    for (name, value) in &model.parameters {
        rows.push((AttrValue::from(name.clone()), html! { <Code text={value.clone()} /> }));
    }
    rows.extend(model.bucket.as_deref().map(|place| (key("bucket"), code(place))));
    rows.extend(model.log_group.as_deref().map(|group| {
        let to = Route::LogGroup { group: group.to_owned(), stream: None };
        (key("command.log-group"), html! { <Link {to}>{ group }</Link> })
    }));
    rows.extend(
        model
            .notice
            .iter()
            .flat_map(|(topic, role)| [(key("topic"), code(topic)), (key("role"), code(role))]),
    );
    rows
}

/// What became of what was told of the command.
fn notices(words: &Words, model: &Detail) -> Html {
    if model.notices.is_empty() {
        return Html::default();
    }
    html! {
        <Panel title={words.s("ssm.notices")}>
            { for model.notices.iter().map(|one| told(words, one)) }
        </Panel>
    }
}

/// What became of the command on an instance.
fn invocation(words: &Words, model: &Detail, one: &One) -> Html {
    let key = |name: &str| words.s(&format!("ssm.invocation.{name}"));
    let when = |at: Option<_>| match at {
        Some(at) => html! { <When {at} /> },
        None => html! { "–" },
    };
    let code = one.code.map_or_else(|| "–".to_owned(), |code| code.to_string());
    let rows = vec![
        (words.s("ssm.column.status"), status(one.status)),
        (key("step"), html! { <code>{ one.plugin }</code> }),
        (key("start"), when(one.start)),
        (key("end"), when(one.end)),
        (key("code"), html! { code }),
    ];
    let printed = |name: &str, text: &str| {
        let label = key(name);
        html! {
            if !text.is_empty() {
                <h3>{ label.clone() }</h3>
                <Code {label} text={text.to_owned()} copy=true />
            }
        }
    };
    let silent = one.end.is_some() && one.stdout.is_empty() && one.stderr.is_empty();
    let asked = model.bucket.is_some() || model.log_group.is_some();
    let title = html! {
        <Link to={Route::Instance(one.instance.clone())}>{ words.t("ssm.invocation.see") }</Link>
    };
    html! {
        <Panel key={one.instance.clone()} title={one.instance.clone()} actions={title}>
            <KeyValues {rows} />
            { printed("stdout", &one.stdout) }
            { printed("stderr", &one.stderr) }
            if silent { <p class="hint">{ words.t("ssm.invocation.silent") }</p> }
            if asked { { delivered(words, one) } }
        </Panel>
    }
}

/// Where the output of an instance was delivered, and why not.
fn delivered(words: &Words, one: &One) -> Html {
    let found = match one.delivered.as_deref() {
        None => html! { <p class="hint">{ words.t("ssm.delivered.waits") }</p> },
        Some([]) => html! { <p class="hint">{ words.t("ssm.delivered.nothing") }</p> },
        Some(all) => html! { { for all.iter().map(|one| told(words, one)) } },
    };
    html! { <><h3>{ words.t("ssm.delivered") }</h3>{ found }</> }
}

fn told(words: &Words, one: &Told) -> Html {
    let Some(error) = &one.error else {
        return html! {
            <p>
                <Status kind={Tone::Good} label={words.s("ssm.delivered.good")} />{ " " }
                <code>{ &one.place }</code>{ " " }<When at={one.time} />
            </p>
        };
    };
    let title = words.f("ssm.delivered.failed", &[("place", &one.place)]);
    html! {
        <>
            <Alert kind={AlertKind::Error} {title}>
                <p><code>{ error }</code></p>
                if error.starts_with("NoCredentialProviders") {
                    <p>{ words.t("ssm.delivered.role") }</p>
                }
            </Alert>
            if let Some(refusal) = &one.why { <Why refusal={refusal.clone()} /> }
        </>
    }
}
