//! The sink of an account: made, its policy, deleted.

use watchtrail::view::iam::document::pretty;
use watchtrail::view::observability::{self, act};
use yew::prelude::*;

use super::policy::Policy;
use crate::ui::pages::ask::Ask;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Code, CopyButton, Empty, KeyValues, Panel, TextInput, use_opening,
};
use crate::ui::words::{Words, use_words};

/// What [`Sink`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The sink, if there is one.
    pub sink: Option<observability::Sink>,
    /// The id of the account's organization.
    pub organization: Option<String>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The sink, or how one is made.
#[component]
pub fn Sink(props: &Props) -> Html {
    let (words, creating, writing) = (use_words(), use_opening(), use_opening());
    let Some(sink) = &props.sink else {
        return html! {
            <Panel title={words.s("observability.sink")}>
                <Empty title={words.s("observability.sink.none")}>
                    <p>{ words.t("observability.sink.none.next") }</p>
                    <Button kind={ButtonKind::Primary} onclick={creating.open}>
                        { words.t("observability.sink.create") }
                    </Button>
                </Empty>
                if creating.is_open {
                    <Create onclose={creating.close} />
                }
            </Panel>
        };
    };
    let rows = vec![
        (words.s("observability.sink.name"), html! { { &sink.name } }),
        (
            words.s("observability.arn"),
            html! { <><code>{ &sink.arn }</code><CopyButton text={sink.arn.clone()} /></> },
        ),
    ];
    let actions = html! {
        <>
            <Button kind={ButtonKind::Primary} onclick={writing.open}>
                { words.t("observability.policy.put") }
            </Button>
            { delete(&words, sink) }
        </>
    };
    html! {
        <Panel title={words.s("observability.sink")} {actions}>
            <KeyValues {rows} />
            <h3>{ words.t("observability.policy") }</h3>
            { props.reads.or_refused("GetSinkPolicy", || match &sink.policy {
                Some(text) => html! {
                    <Code text={pretty(text)} copy=true label={words.s("observability.policy")} />
                },
                None => html! { <p class="hint">{ words.t("observability.policy.none") }</p> },
            }) }
            if writing.is_open {
                <Policy sink={sink.arn.clone()} first={sink.policy.clone()}
                    organization={props.organization.clone()} onclose={writing.close} />
            }
        </Panel>
    }
}

fn delete(words: &Words, sink: &observability::Sink) -> Html {
    html! {
        <Confirm danger=true label={words.s("observability.sink.delete")}
            title={words.f("observability.sink.delete.ask", &[("name", &sink.name)])}
            request={act::delete_sink(&sink.arn)} said={words.s("observability.sink.deleted")}>
            <p>{ words.t("observability.sink.delete.hint") }</p>
        </Confirm>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    onclose: Callback<()>,
}

/// The dialog that makes a sink.
#[component]
fn Create(props: &CreateProps) -> Html {
    let words = use_words();
    let name = use_state(String::new);
    let oninput = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let request = (!name.trim().is_empty()).then(|| act::create_sink(name.trim()));
    html! {
        <Ask act={words.s("app.act.create")} title={words.s("observability.sink.create")} {request}
            onclose={&props.onclose}
            said={words.s("observability.sink.created")}>
            <TextInput label={words.s("observability.sink.name")} value={(*name).clone()}
                {oninput} required=true placeholder="central"
                hint={html! { words.t("observability.sink.name.hint") }} />
        </Ask>
    }
}
