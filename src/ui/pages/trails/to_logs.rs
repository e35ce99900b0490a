//! What became of a trail's events on their way to its log group.

use watchtrail::view::route::Route;
use watchtrail::view::trails::one::Logs;
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, KeyValues, Link, Panel, When, Why};
use crate::ui::words::use_words;

/// The properties of [`ToLogs`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The delivery.
    pub logs: Logs,
}

/// The log group, the role, and why events do not arrive.
#[component]
pub fn ToLogs(props: &Props) -> Html {
    let words = use_words();
    let logs = &props.logs;
    let group = Route::LogGroup { group: logs.group.clone(), stream: None };
    let stream = Route::LogGroup { group: logs.group.clone(), stream: Some(logs.stream.clone()) };
    let last = match logs.delivered {
        Some(at) => html! { <When {at} /> },
        None => html! { "–" },
    };
    let rows = vec![
        (words.s("trails.logs.group"), html! { <Link to={group}>{ &logs.group }</Link> }),
        (words.s("trails.logs.stream"), html! { <Link to={stream}>{ &logs.stream }</Link> }),
        (
            words.s("trails.logs.role"),
            html! { <Link to={Route::Role(logs.role.clone())}>{ &logs.role }</Link> },
        ),
        (words.s("trails.logs.last"), last),
    ];
    html! {
        <>
            <Panel title={words.s("trails.logs")}>
                <KeyValues {rows} />
            </Panel>
            if let Some(code) = &logs.error {
                <Alert kind={AlertKind::Error}
                    title={words.f("trails.logs.failed", &[("code", code)])}>
                    <p>{ words.t(next(code)) }</p>
                </Alert>
                if let Some(refusal) = &logs.why {
                    <Why refusal={refusal.clone()} />
                }
            }
        </>
    }
}

/// The key of what can be done.
fn next(code: &str) -> &'static str {
    match code {
        "AccessDenied" => "trails.logs.failed.trust",
        "AccessDeniedException" => "trails.logs.failed.policy",
        "ResourceNotFoundException" => "trails.logs.failed.gone",
        _ => "trails.logs.failed.next",
    }
}
