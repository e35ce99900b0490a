//! The page of an object: what it is, what it holds, its versions.

use std::collections::BTreeMap;

use watchtrail::services::s3::Body;
use watchtrail::view::route::{AuditQuery, AuditView, BucketQuery, Route};
use watchtrail::view::s3::object::{Detail, folder};
use watchtrail::view::s3::{act, content, size};
use yew::prelude::*;

use super::objects::locked;
use super::put::Editor;
use crate::ui::ctl::{Flash, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Button, ButtonKind, Code, Column, CopyButton, KeyValues, Link, PageHead, Panel, Row, Status,
    Table, Tone, When,
};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub route: Route,
    /// The object.
    pub model: Option<Detail>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of an object.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let Some(model) = &props.model else {
        let others = match &props.route {
            Route::Object { bucket, key, .. } => Route::Bucket(folder(bucket, key)),
            _ => Route::Buckets,
        };
        let title = props.route.subject().unwrap_or_default();
        return html! {
            <Gone route={props.route.clone()} {title} reads={props.reads.clone()} op="HeadObject"
                none="s3.object.gone" {others} see="s3.object.see" />
        };
    };
    let version = model.version.as_deref().filter(|_| !model.latest);
    let actions = html! {
        <>
            if model.lockable && !model.marker {
                <Hold model={model.clone()} />
            }
            <Confirm label={words.s("s3.remove")} danger=true
                title={words.f("s3.remove.ask", &[("name", &model.key)])}
                said={words.f("s3.removed", &[("name", &model.key)])}
                to={Route::Bucket(folder(&model.bucket, &model.key))}
                request={act::remove(&model.bucket, &model.key, version)}>
                <p>{ words.t(if version.is_some() {
                    "s3.remove.version"
                } else {
                    "s3.remove.explain"
                }) }</p>
            </Confirm>
        </>
    };
    html! {
        <>
            <PageHead crumbs={props.route.crumbs()} title={model.key.clone()} refresh=true
                {actions} />
            { props.reads.or_refused("HeadObject", || html! {
                <>
                    <Panel title={words.s("s3.overview")}>
                        <KeyValues rows={facts(&words, model)} />
                    </Panel>
                    if !model.marker {
                        <Opened model={model.clone()} />
                    }
                    if !model.marker {
                        { tagged(&words, model) }
                    }
                    if !model.versions.is_empty() {
                        { versions(&words, model) }
                    }
                </>
            }) }
        </>
    }
}

/// The tags of the version.
fn tagged(words: &Words, model: &Detail) -> Html {
    let (bucket, key) = (model.bucket.clone(), model.key.clone());
    let version = model.version.clone().filter(|_| !model.latest);
    let requests = Callback::from(move |tags: BTreeMap<String, String>| {
        vec![act::tag_object(&bucket, &key, version.as_deref(), &tags)]
    });
    html! { <Tagged title={words.s("iam.user.tags")} tags={model.tags.clone()} {requests} /> }
}

fn facts(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let within = Route::Bucket(BucketQuery::of(&model.bucket));
    let copied = |text: &str| {
        html! { <><code>{ text }</code><CopyButton text={text.to_owned()} /></> }
    };
    let mut rows = vec![
        (words.s("s3.column.bucket"), html! { <Link to={within}>{ &model.bucket }</Link> }),
        (words.s("s3.uri"), copied(&model.uri)),
        (words.s("s3.column.arn"), copied(&model.arn)),
        (words.s("s3.column.modified"), html! { <When at={model.at} /> }),
        (words.s("s3.column.size"), html! { format!("{} ({} B)", size(model.size), model.size) }),
    ];
    if let Some(etag) = &model.etag {
        rows.push((words.s("s3.etag"), html! { <code>{ etag }</code> }));
    }
    if let Some(kind) = &model.content_type {
        rows.push((words.s("s3.type"), html! { <code>{ kind }</code> }));
    }
    if let Some(version) = &model.version {
        rows.push((words.s("s3.column.version"), html! { <code>{ version }</code> }));
    }
    if model.locked.is_some() {
        rows.push((words.s("s3.lock"), locked(words, model.locked)));
    }
    // Event history has no calls to objects; it has those to their bucket.
    let bucket = format!("arn:aws:s3:::{}", model.bucket);
    let who = Route::Audit(AuditQuery::of(AuditView::Resource, &bucket));
    let files = Route::Audit(AuditQuery::of(AuditView::Resource, &model.arn).over(true));
    let asked = html! {
        <>
            <Link to={who}>{ words.t("s3.who.history") }</Link>{ " · " }
            <Link to={files}>{ words.t("s3.who.files") }</Link>
            <p class="hint">{ words.t("s3.who.hint") }</p>
        </>
    };
    rows.push((words.s("s3.who"), asked));
    for (name, value) in &model.metadata {
        rows.push((format!("x-amz-meta-{name}").into(), html! { value }));
    }
    rows
}

#[derive(Clone, PartialEq, Properties)]
struct OpenedProps {
    model: Detail,
}

/// What it holds, once it has been got: opening it is a call of its own.
#[component]
fn Opened(props: &OpenedProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let (body, editing) = (use_state(|| None::<Body>), use_state(|| false));
    let request = act::get(&model.bucket, &model.key, model.version.as_deref());
    let get = |then: Callback<Body>| {
        let (asking, request) = (asking.clone(), request.clone());
        Callback::from(move |_: MouseEvent| {
            let then = then.clone();
            let done = Callback::from(move |reply: Reply| {
                let body = reply.result.ok().and_then(|reply| act::got(&reply));
                if let Some(body) = body {
                    then.emit(body);
                }
            });
            asking.send(request.clone(), done);
        })
    };
    let open = {
        let body = body.clone();
        get(Callback::from(move |got| body.set(Some(got))))
    };
    let download = {
        let name = model.key.rsplit('/').next().unwrap_or_default().to_owned();
        let kind = model.content_type.clone().unwrap_or_default();
        let failed = words.s("s3.download.failed");
        get(Callback::from(move |got: Body| {
            if platform::download_bytes(&name, &kind, got.bytes()).is_err() {
                ctl.flash(Flash::error(failed.clone()));
            }
        }))
    };
    let edit = {
        let (body, editing) = (body.clone(), editing.clone());
        get(Callback::from(move |got| {
            body.set(Some(got));
            editing.set(true);
        }))
    };
    let onclose = {
        let (body, editing) = (body.clone(), editing.clone());
        Callback::from(move |()| {
            editing.set(false);
            body.set(None);
        })
    };
    let content = body.as_ref().filter(|_| *editing).map(content::editable);
    let actions = html! {
        <>
            <Button kind={ButtonKind::Primary} onclick={open}>{ words.t("s3.open") }</Button>
            <Button onclick={download}>{ words.t("s3.download") }</Button>
            if model.latest {
                <Button onclick={edit}>{ words.t("s3.edit") }</Button>
            }
        </>
    };
    html! {
        <Panel title={words.s("s3.content")} {actions}>
            { asking.view() }
            if let Some(got) = &*body {
                { shown(&words, got) }
                { editor(&words, model, content, onclose) }
            } else {
                <p>{ words.t("s3.content.closed") }</p>
            }
        </Panel>
    }
}

/// The editor, while one edits: of a text, and of nothing else.
fn editor(
    words: &Words,
    model: &Detail,
    content: Option<Option<(String, bool)>>,
    onclose: Callback<()>,
) -> Html {
    match content {
        None => Html::default(),
        Some(None) => html! { <p>{ words.t("s3.edit.not") }</p> },
        Some(content) => html! {
            <Editor bucket={model.bucket.clone()} object={model.key.clone()} {content} {onclose}
                content_type={model.content_type.clone().unwrap_or_default()} />
        },
    }
}

fn shown(words: &Words, body: &Body) -> Html {
    let content = content::content(body);
    html! {
        <>
            <p>
                { words.s(content.kind.key()) }
                if content.packed { { " " }{ words.t("s3.content.packed") } }
            </p>
            <Code text={content.text} copy=true wrap=true label={words.s("s3.content")} />
            if content.cut {
                <p class="hint">{ words.t("s3.content.cut") }</p>
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct HoldProps {
    model: Detail,
}

/// The button that holds a version, or lets it go.
#[component]
fn Hold(props: &HoldProps) -> Html {
    let words = use_words();
    let model = &props.model;
    let held = model.locked.is_some_and(|locked| locked.held);
    let key = if held { "s3.hold.off" } else { "s3.hold.on" };
    let request = act::hold(&model.bucket, &model.key, model.version.as_deref(), !held);
    html! {
        <Confirm label={words.s(key)} title={words.f("s3.hold.ask", &[("name", &model.key)])}
            said={words.s("s3.hold.done")} {request}>
            <p>{ words.t("s3.hold.explain") }</p>
        </Confirm>
    }
}

fn versions(words: &Words, model: &Detail) -> Html {
    let columns = vec![
        Column::new(words.s("s3.column.version")),
        Column::new(words.s("s3.column.modified")),
        Column::number(words.s("s3.column.size")),
        Column::new(words.s("s3.column.kind")),
    ];
    let row = |(place, (id, at, bytes, marker)): (usize, &(String, _, u64, bool))| {
        let to = Route::Object {
            bucket: model.bucket.clone(),
            key: model.key.clone(),
            version: Some(id.clone()),
        };
        let (tone, label) = match (marker, place) {
            (true, _) => (Tone::Warning, "s3.version.marker"),
            (false, 0) => (Tone::Good, "s3.version.latest"),
            (false, _) => (Tone::Unknown, "s3.version.older"),
        };
        Row::new(
            id.clone(),
            vec![
                html! { <Link {to} class="mono">{ id }</Link> },
                html! { <When at={*at} /> },
                html! { size(*bytes) },
                html! { <Status kind={tone} label={words.s(label)} /> },
            ],
        )
    };
    let title = words.f("s3.versions.count", &[("n", &model.versions.len())]);
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns}
                rows={model.versions.iter().enumerate().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}
