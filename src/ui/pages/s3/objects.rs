//! What is in a bucket, folder by folder.

use watchtrail::view::route::{BucketQuery, Route};
use watchtrail::view::s3::act;
use watchtrail::view::s3::bucket::{Detail, Entry, Locked, Object};
use watchtrail::view::s3::size;
use yew::prelude::*;

use super::put::{Upload, Write};
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Checkbox, Column, Empty, Link, Panel, Row, Status, Table, Tone, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Objects`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The folder.
    pub query: BucketQuery,
    /// The bucket.
    pub model: Detail,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// What is in a bucket.
#[component]
pub fn Objects(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (query, model) = (&props.query, &props.model);
    let onchange = {
        let query = query.clone();
        Callback::from(move |versions| {
            ctl.send(Msg::Go(Route::Bucket(BucketQuery { versions, ..query.clone() })));
        })
    };
    let column = |name: &str| Column::new(words.s(&format!("s3.column.{name}")));
    let mut columns =
        vec![column("name"), column("modified"), Column::number(words.s("s3.column.size"))];
    if query.versions {
        columns.extend([column("version").spare(), column("kind")]);
    }
    columns.push(column("remove"));
    let rows: Vec<Row> = model.entries.iter().map(|entry| row(&words, query, entry)).collect();
    let empty = html! {
        <Empty title={words.s("s3.objects.none")}><p>{ words.t("s3.objects.none.next") }</p></Empty>
    };
    let actions = html! {
        <>
            <Upload bucket={model.name.clone()} prefix={query.prefix.clone()} />
            <Write bucket={model.name.clone()} prefix={query.prefix.clone()} />
        </>
    };
    let title = words.f("s3.objects.count", &[("n", &rows.len())]);
    let op = if query.versions { "ListObjectVersions" } else { "ListObjectsV2" };
    html! {
        <Panel title={title.clone()} {actions}>
            { path(&words, query, model) }
            <Checkbox label={words.s("s3.objects.versions")} checked={query.versions} {onchange} />
            { props.reads.or_refused(op, || html! {
                <Table caption={title} {columns} {rows} {empty} />
            }) }
            if model.more > 0 {
                <p class="hint">{ words.f("s3.objects.more", &[("n", &model.more)]) }</p>
            }
        </Panel>
    }
}

/// The way to the folder shown.
fn path(words: &Words, query: &BucketQuery, model: &Detail) -> Html {
    let to =
        |prefix: &str| Route::Bucket(BucketQuery { prefix: prefix.to_owned(), ..query.clone() });
    let last = model.path.len();
    let step = |(at, (name, prefix)): (usize, &(String, String))| {
        html! {
            <li>
                if at + 1 == last {
                    <span aria-current="page">{ format!("{name}/") }</span>
                } else {
                    <Link to={to(prefix)}>{ format!("{name}/") }</Link>
                }
            </li>
        }
    };
    html! {
        <nav class="crumbs" aria-label={words.s("s3.objects.path")}>
            <ol>
                <li>
                    if last == 0 {
                        <span aria-current="page">{ &model.name }</span>
                    } else {
                        <Link to={to("")}>{ &model.name }</Link>
                    }
                </li>
                { for model.path.iter().enumerate().map(step) }
            </ol>
        </nav>
    }
}

fn row(words: &Words, query: &BucketQuery, entry: &Entry) -> Row {
    match entry {
        Entry::Folder { name, prefix } => {
            let to = Route::Bucket(BucketQuery { prefix: prefix.clone(), ..query.clone() });
            let mut cells = vec![
                html! { <Link {to}>{ format!("{name}/") }</Link> },
                html! { words.t("s3.folder") },
                html! { "–" },
            ];
            if query.versions {
                cells.extend([html! { "–" }, html! { "–" }]);
            }
            cells.push(html! { "–" });
            Row::new(format!("folder:{prefix}"), cells)
        }
        Entry::Object(object) => of_object(words, query, object),
    }
}

fn of_object(words: &Words, query: &BucketQuery, object: &Object) -> Row {
    let version = object.version.clone();
    let to = Route::Object {
        bucket: query.name.clone(),
        key: object.key.clone(),
        version: version.clone(),
    };
    let name = html! {
        <span>
            if object.marker {
                { &object.name }
            } else {
                <Link {to}>{ &object.name }</Link>
            }
            { " " }{ locked(words, object.locked) }
        </span>
    };
    let mut cells = vec![
        name,
        html! { <When at={object.at} /> },
        if object.marker {
            html! { "–" }
        } else {
            html! { size(object.size) }
        },
    ];
    if let Some(id) = &version {
        let kind = match (object.marker, object.latest) {
            (true, _) => html! {
                <Status kind={Tone::Warning} label={words.s("s3.version.marker")} />
            },
            (false, true) => html! {
                <Status kind={Tone::Good} label={words.s("s3.version.latest")} />
            },
            (false, false) => html! {
                <Status kind={Tone::Unknown} label={words.s("s3.version.older")} />
            },
        };
        cells.extend([html! { <code>{ id }</code> }, kind]);
    }
    let explain = if version.is_some() { "s3.remove.version" } else { "s3.remove.explain" };
    cells.push(html! {
        <Confirm label={words.s("s3.remove")} small=true danger=true
            name={words.f("s3.remove.name", &[("name", &object.name)])}
            title={words.f("s3.remove.ask", &[("name", &object.name)])}
            said={words.f("s3.removed", &[("name", &object.name)])}
            request={act::remove(&query.name, &object.key, version.as_deref())}>
            <p>{ words.t(explain) }</p>
        </Confirm>
    });
    Row::new(format!("{}?{}", object.key, version.unwrap_or_default()), cells)
}

/// What keeps a version from being deleted.
pub fn locked(words: &Words, locked: Option<Locked>) -> Html {
    let Some(locked) = locked else { return Html::default() };
    let label = match locked.until {
        Some((until, mode)) => {
            words.f("s3.locked.until", &[("mode", &mode), ("time", &until.rfc3339())])
        }
        None => words.s("s3.locked.held"),
    };
    html! { <Status kind={Tone::Good} {label} /> }
}
