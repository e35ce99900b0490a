//! The list of buckets.

use watchtrail::view::route::{BucketQuery, Route};
use watchtrail::view::s3::{Row as Bucket, size};
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Status, Table, Tone,
    When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The buckets.
    pub rows: Vec<Bucket>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of buckets.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateBucket));
    let actions = html! {
        <>
            { take(&words, &ctl) }
            <Button kind={ButtonKind::Primary} onclick={create.clone()}>
                { words.t("s3.create") }
            </Button>
        </>
    };
    let column = |name: &str| Column::new(words.s(&format!("s3.column.{name}")));
    let number = |name: &str| Column::number(words.s(&format!("s3.column.{name}")));
    let columns = vec![
        column("bucket"),
        column("access"),
        column("region"),
        number("objects"),
        number("size").spare(),
        column("versions").spare(),
        column("created"),
    ];
    let empty = html! {
        <Empty title={words.s("s3.none")}>
            <p>{ words.t("s3.none.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={create}>
                { words.t("s3.create") }
            </Button>
        </Empty>
    };
    let rows: Vec<Row> = props.rows.iter().map(|bucket| row(&words, bucket)).collect();
    html! {
        <>
            <PageHead crumbs={Route::Buckets.crumbs()} refresh=true {actions}
                title={words.f("s3.count", &[("n", &rows.len())])}
                note={html! { words.t("s3.note") }} />
            { props.reads.or_refused("ListBuckets", || html! {
                <Panel flush=true>
                    <Table caption={words.s("app.page.buckets")} {columns} {rows} {empty} />
                </Panel>
            }) }
        </>
    }
}

/// The button that hands out everything that lies in buckets.
pub fn take(words: &Words, ctl: &Ctl) -> Html {
    html! {
        <Button icon={IconKind::Download} onclick={ctl.on(Msg::BucketsFile)}
            title={words.s("s3.take.hint")}>
            { words.t("s3.take") }
        </Button>
    }
}

/// Who can get at it, as consoles sum it up.
pub fn access(words: &Words, public: bool) -> Html {
    if public {
        html! { <Status kind={Tone::Bad} label={words.s("s3.access.public")} /> }
    } else {
        html! { <Status kind={Tone::Good} label={words.s("s3.access.private")} /> }
    }
}

fn row(words: &Words, bucket: &Bucket) -> Row {
    let versions = if bucket.versions { "s3.versions.on" } else { "s3.versions.off" };
    let to = Route::Bucket(BucketQuery::of(&bucket.name));
    Row::new(
        bucket.name.clone(),
        vec![
            html! { <Link {to}>{ &bucket.name }</Link> },
            access(words, bucket.public),
            html! { <code>{ &bucket.region }</code> },
            html! { bucket.objects },
            html! { size(bucket.bytes) },
            html! { words.t(versions) },
            html! { <When at={bucket.created} /> },
        ],
    )
}
