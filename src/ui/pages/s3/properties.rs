//! How a bucket is set up: versions, Object Lock, encryption, tags.

use std::collections::BTreeMap;

use watchtrail::services::s3::lock::Period;
use watchtrail::services::s3::state::Versioning;
use watchtrail::view::s3::act;
use watchtrail::view::s3::bucket::Detail;
use yew::prelude::*;

use super::rules::Rules;
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, CopyButton, Dialog, KeyValues, NumberInput, Panel, Radios,
    Status, Tone, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Properties`].
#[derive(Clone, PartialEq, yew::Properties)]
pub struct Props {
    /// The bucket.
    pub model: Detail,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// How a bucket is set up.
#[component]
pub fn Properties(props: &Props) -> Html {
    let words = use_words();
    let model = &props.model;
    let overview = vec![
        (
            words.s("s3.column.arn"),
            html! { <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></> },
        ),
        (words.s("s3.column.region"), html! { <code>{ &model.region }</code> }),
        (words.s("s3.column.created"), html! { <When at={model.created} /> }),
    ];
    let requests = {
        let name = model.name.clone();
        Callback::from(move |tags: BTreeMap<String, String>| act::retag(&name, &tags))
    };
    html! {
        <>
            <Panel title={words.s("s3.overview")}><KeyValues rows={overview} /></Panel>
            { props.reads.or_refused("GetBucketVersioning", || versioning(&words, model)) }
            { props.reads.or_refused("GetObjectLockConfiguration", || html! {
                <Lock model={model.clone()} />
            }) }
            { props.reads.or_refused("GetBucketEncryption", || html! {
                <Panel title={words.s("s3.encryption")}>
                    <p>{ words.t("s3.encryption.explain") }</p>
                </Panel>
            }) }
            { props.reads.or_refused("GetBucketLifecycleConfiguration", || html! {
                <Rules rules={model.rules.clone()} />
            }) }
            { props.reads.or_refused("GetBucketTagging", || html! {
                <Tagged title={words.s("s3.tags")} tags={model.tags.clone()} {requests} />
            }) }
        </>
    }
}

fn versioning(words: &Words, model: &Detail) -> Html {
    let on = model.versioning == Some(Versioning::Enabled);
    let (tone, key) = match model.versioning {
        Some(Versioning::Enabled) => (Tone::Good, "s3.versions.on"),
        Some(Versioning::Suspended) => (Tone::Warning, "s3.versions.suspended"),
        None => (Tone::Unknown, "s3.versions.off"),
    };
    let change = if on { "s3.versions.suspend" } else { "s3.versions.enable" };
    let actions = html! {
        <Confirm label={words.s(change)}
            title={words.f("s3.versions.ask", &[("name", &model.name)])}
            said={words.s("s3.versions.done")} request={act::versioning(&model.name, !on)}>
            <p>{ words.t(&format!("{change}.explain")) }</p>
        </Confirm>
    };
    html! {
        <Panel title={words.s("s3.column.versions")} {actions}>
            <Status kind={tone} label={words.s(key)} />
            <p>{ words.t("s3.versions.explain") }</p>
        </Panel>
    }
}

#[derive(Clone, PartialEq, yew::Properties)]
struct LockProps {
    model: Detail,
}

/// What each new version is kept by, and the dialog that changes it.
#[component]
fn Lock(props: &LockProps) -> Html {
    let (words, asking, opening) = (use_words(), use_asking(), use_opening());
    let model = &props.model;
    let (mode, days) = (use_state(|| "GOVERNANCE".to_owned()), use_state(|| "30".to_owned()));
    let request = match days.trim() {
        "" => Some(act::lock(&model.name, &mode, None)),
        text => text.parse().ok().map(|days| act::lock(&model.name, &mode, Some(days))),
    };
    let close = {
        let (asking, close) = (asking.clone(), opening.close.clone());
        Callback::from(move |()| {
            asking.clear();
            close.emit(());
        })
    };
    let save = match &request {
        Some(request) => asking.click(request.clone(), words.s("s3.lock.done"), close.clone()),
        None => Callback::noop(),
    };
    let type_into = |field: &UseStateHandle<String>| {
        let field = field.clone();
        Callback::from(move |text: String| field.set(text))
    };
    let modes = vec![
        Choice::new("GOVERNANCE", "GOVERNANCE").note(words.s("s3.lock.governance")),
        Choice::new("COMPLIANCE", "COMPLIANCE").note(words.s("s3.lock.compliance")),
    ];
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("s3.lock.save") }
        </Button>
    };
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("s3.lock.edit") }</Button>
    };
    html! {
        <Panel title={words.s("s3.lock")} {actions}>
            { lock(&words, model) }
            <p>{ words.t("s3.lock.explain") }</p>
            if opening.is_open {
                <Dialog open=true title={words.s("s3.lock")} onclose={close} {submit}>
                    <Radios label={words.s("s3.lock.mode")} options={modes}
                        value={(*mode).clone()} onchange={type_into(&mode)} />
                    <NumberInput label={words.s("s3.lock.days")} required=true
                        value={(*days).clone()}
                        oninput={type_into(&days)} hint={html! { words.t("s3.lock.days.hint") }} />
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </Panel>
    }
}

fn lock(words: &Words, model: &Detail) -> Html {
    let (tone, label) = match &model.lock {
        None => (Tone::Unknown, words.s("s3.lock.off")),
        Some(None) => (Tone::Good, words.s("s3.lock.on")),
        Some(Some((mode, period))) => {
            let (key, n) = match period {
                Period::Days(days) => ("s3.lock.rule.days", days),
                Period::Years(years) => ("s3.lock.rule.years", years),
            };
            (Tone::Good, words.f(key, &[("mode", mode), ("n", n)]))
        }
    };
    html! { <Status kind={tone} {label} /> }
}
