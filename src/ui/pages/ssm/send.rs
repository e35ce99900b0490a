//! The form that sends a command.

use watchtrail::services::ssm::documents::Document;
use watchtrail::text::Texts;
use watchtrail::view::route::Route;
use watchtrail::view::ssm::act::{self, DOCUMENTS, MANAGE, PACKAGE, SOURCES, Send};
use watchtrail::view::ssm::targets::Target;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Flash, Msg, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Empty, Expand, Link, PageHead, Panel, Select,
    TextArea, TextInput, edited,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The instances there are.
    pub targets: Vec<Target>,
    /// The text that says whether those without a role are managed.
    pub note: &'static str,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The form that sends a command.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let form = use_state(Send::new);
    let may = |target: &&Target| target.why_not(form.document, words.texts()).is_none();
    let mut ready = (*form).clone();
    // What was chosen for another document, or is gone since, is not sent.
    let can: Vec<&String> = props.targets.iter().filter(may).map(|target| &target.id).collect();
    ready.instances.retain(|id| can.contains(&id));
    let request = ready.request();
    let onsubmit = {
        let (asking, request) = (asking.clone(), request.clone());
        let done = done(&words, &ctl);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            asking.send(request, done.clone());
        })
    };
    let cancel = ctl.on(Msg::Go(Route::Commands));
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::SendCommand.crumbs()} title={words.s("ssm.send")}
                note={html! { words.t("ssm.send.note") }} />
            <Panel title={words.s("ssm.column.document")}>{ document(&words, &form) }</Panel>
            <Panel title={words.s("ssm.column.targets")}>
                <p class="hint">{ words.t(props.note) }</p>
                { props.reads.or_refused("DescribeInstances", || {
                    props.reads.or_refused("DescribeInstanceInformation", || {
                        targets(&words, &form, &ready.instances, &props.targets)
                    })
                }) }
            </Panel>
            <Panel title={words.s("ssm.send.more")}>{ more(&words, &form) }</Panel>
            { asking.view() }
            <div class="form-actions">
                <Button onclick={cancel}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t("ssm.send") }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}

/// The document, and what it asks for.
fn document(words: &Words, form: &UseStateHandle<Send>) -> Html {
    let names = DOCUMENTS.iter().map(|one| Choice::new(one.name(), one.name()));
    let onchange = edited(form, |form, name: String| {
        let found = DOCUMENTS.into_iter().find(|one| one.name() == name);
        *form = form.clone().of(found.unwrap_or(form.document));
    });
    let plain = |all: &[&'static str]| {
        all.iter().map(|one| Choice::new(*one, *one)).collect::<Vec<Choice>>()
    };
    let actions = match form.document.name() {
        "AWS-ConfigureAWSPackage" => plain(&PACKAGE),
        "AmazonCloudWatch-ManageAgent" => plain(&MANAGE),
        _ => Vec::new(),
    };
    let sources =
        SOURCES.map(|one| Choice::new(one, words.s(&format!("ssm.source.{one}")))).to_vec();
    let known = match form.document {
        Document::PowerShell => "ssm.lines.hint.windows",
        _ => "ssm.lines.hint",
    };
    let configures = form.action == MANAGE[0];
    html! {
        <>
            <Select label={words.s("ssm.column.document")} options={names.collect::<Vec<_>>()}
                value={form.document.name()} {onchange}
                hint={html! { words.t("ssm.document.hint") }} />
            if actions.is_empty() {
                <TextArea label={words.s("ssm.lines")} required=true value={form.lines.clone()}
                    rows={5}
                    mono=true hint={html! { words.t(known) }}
                    oninput={edited(form, |form, text| form.lines = text)} />
            } else {
                <Select label={words.s("ssm.action")} options={actions}
                    value={form.action.clone()}
                    onchange={edited(form, |form, text| form.action = text)} />
            }
            if configures {
                <Select label={words.s("ssm.source")} options={sources}
                    value={form.source.clone()}
                    onchange={edited(form, |form, text| form.source = text)} />
                if form.source == SOURCES[0] {
                    <TextInput label={words.s("ssm.location")} value={form.location.clone()}
                        mono=true placeholder="AmazonCloudWatch-web"
                        oninput={edited(form, |form, text| form.location = text)}
                        hint={html! {
                            <Link to={Route::Parameters}>{ words.t("app.page.parameters") }</Link>
                        }} />
                }
            }
        </>
    }
}

/// The instances to choose from, and why one cannot be chosen.
fn targets(words: &Words, form: &UseStateHandle<Send>, chosen: &[String], all: &[Target]) -> Html {
    if all.is_empty() {
        return html! {
            <Empty title={words.s("ssm.targets.empty")}>
                <p><Link to={Route::Launch}>{ words.t("app.page.launch") }</Link></p>
            </Empty>
        };
    }
    let one = |target: &Target| {
        let id = target.id.clone();
        let onchange = edited(form, move |form, on: bool| {
            form.instances.retain(|other| *other != id);
            if on {
                form.instances.push(id.clone());
            }
        });
        let why = target.why_not(form.document, words.texts());
        let label = match target.name.as_str() {
            "" => target.id.clone(),
            name => format!("{} ({name})", target.id),
        };
        html! {
            <Checkbox key={target.id.clone()} {label} checked={chosen.contains(&target.id)}
                disabled={why.is_some()} {onchange}
                hint={why.map(Html::from).unwrap_or_default()} />
        }
    };
    html! {
        <fieldset class="plain">
            <legend class="sr-only">{ words.t("ssm.column.targets") }</legend>
            { for all.iter().map(one) }
        </fieldset>
    }
}

/// A comment, and where output goes beside the reply.
fn more(words: &Words, form: &UseStateHandle<Send>) -> Html {
    let texts: &Texts = words.texts();
    html! {
        <>
            <TextInput label={words.s("ssm.comment")} value={form.comment.clone()}
                oninput={edited(form, |form, text| form.comment = text)}
                hint={html! { words.t("ssm.comment.hint") }} />
            <Checkbox label={words.s("ssm.logs")} checked={form.logs}
                onchange={edited(form, |form, on| form.logs = on)}
                hint={html! { texts.fill("ssm.logs.hint", &[("name", &form.document.name())]) }} />
            <TextInput label={words.s("ssm.bucket")} value={form.bucket.clone()}
                oninput={edited(form, |form, text| form.bucket = text)}
                hint={html! { words.t("ssm.bucket.hint") }} />
            <Expand summary={html! { words.t("ssm.notices") }}>
                <TextInput label={words.s("ssm.topic")} value={form.notice.0.clone()} mono=true
                    oninput={edited(form, |form, text| form.notice.0 = text)} />
                <TextInput label={words.s("ssm.role")} value={form.notice.1.clone()} mono=true
                    oninput={edited(form, |form, text| form.notice.1 = text)}
                    hint={html! { words.t("ssm.role.hint") }} />
            </Expand>
        </>
    }
}

/// Says what was sent, and goes to its page.
fn done(words: &Words, ctl: &Ctl) -> Callback<Reply> {
    let (said, ctl) = (words.s("ssm.send.done"), ctl.clone());
    Callback::from(move |reply: Reply| {
        let id = reply.result.as_ref().ok().and_then(act::sent);
        ctl.flash(Flash::success(said.clone()));
        ctl.go(id.map_or(Route::Commands, Route::Command));
    })
}
