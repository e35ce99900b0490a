//! What became of a trail's files: Region by Region, and the last that arrived.

use watchtrail::sim::{AccountId, Time};
use watchtrail::view::route::Route;
use watchtrail::view::trails::one::{Delivery, File};
use yew::prelude::*;

use crate::ui::parts::{
    Alert, AlertKind, Column, Empty, Link, Panel, Row, Status, Table, Tone, When, Why,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Deliveries`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What the trail has in each Region.
    pub regions: Vec<Delivery>,
    /// The files it delivered last.
    pub files: Vec<File>,
    /// Whether the trail is of several accounts.
    pub of_several: bool,
}

/// What became of a trail's files.
#[component]
pub fn Deliveries(props: &Props) -> Html {
    let words = use_words();
    let columns = |names: &[&str]| {
        let column = |name: &&str| Column::new(words.s(&format!("trails.column.{name}")));
        // Whose they are stands first where they are of several accounts.
        let account = props.of_several.then_some(&"account");
        account.into_iter().chain(names).map(column).collect::<Vec<_>>()
    };
    let regions: Vec<Row> = props.regions.iter().map(|it| region(&words, it)).collect();
    let files: Vec<Row> = props.files.iter().map(row).collect();
    html! {
        <>
            <Panel title={words.s("trails.deliveries")} flush=true>
                <Table caption={words.s("trails.deliveries")} rows={regions}
                    columns={columns(&["region", "last", "waiting", "delivered", "attempted"])}
                    empty={html! {
                        <Empty title={words.s("trails.deliveries.none")}>
                            <p>{ words.t("trails.deliveries.none.next") }</p>
                        </Empty>
                    }} />
            </Panel>
            { for props.regions.iter().filter_map(|it| failed(&words, it)) }
            <Panel title={words.s("trails.files")} flush=true>
                <Table caption={words.s("trails.files")} rows={files}
                    columns={columns(&["at", "region", "events", "file"])}
                    empty={html! { <Empty title={words.s("trails.files.none")} /> }} />
            </Panel>
        </>
    }
}

fn region(words: &Words, delivery: &Delivery) -> Row {
    let when = |at: Option<Time>| match at {
        Some(at) => html! { <When {at} /> },
        None => html! { "–" },
    };
    let (kind, label) = match &delivery.error {
        Some(code) => (Tone::Bad, AttrValue::from(code.clone())),
        None if delivery.delivered.is_none() => (Tone::Pending, words.s("trails.delivery.pending")),
        None => (Tone::Good, words.s("trails.delivery.good")),
    };
    let account = delivery.account.map(of);
    let key = place(delivery);
    Row::new(
        key,
        account
            .into_iter()
            .chain([
                html! { { delivery.region.to_string() } },
                html! { <Status {kind} {label} /> },
                html! { { delivery.waiting } },
                when(delivery.delivered),
                when(delivery.attempted),
            ])
            .collect::<Vec<_>>(),
    )
}

/// Why files do not arrive: the bucket's word, and what was looked at.
fn failed(words: &Words, delivery: &Delivery) -> Option<Html> {
    let region = place(delivery);
    let untold = delivery.untold.as_ref().map(|code| {
        let title = words.f("trails.untold", &[("region", &region), ("code", code)]);
        html! { <Alert kind={AlertKind::Warning} {title}>{ words.t("trails.untold.next") }</Alert> }
    });
    let undelivered = delivery.error.as_ref().map(|code| {
        let title = words.f("trails.failed", &[("region", &region), ("code", code)]);
        let next = match code.as_str() {
            "NoSuchBucket" => "trails.failed.bucket",
            "AccessDenied" => "trails.failed.policy",
            _ => "trails.failed.next",
        };
        html! {
            <>
                <Alert kind={AlertKind::Error} {title}>
                    <p>{ words.t(next) }</p>
                </Alert>
                if let Some(refusal) = &delivery.why {
                    <Why refusal={refusal.clone()} />
                }
            </>
        }
    });
    let both = [undelivered, untold];
    let found = both.iter().any(Option::is_some);
    found.then(|| html! { <div key={region}>{ for both.into_iter().flatten() }</div> })
}

/// The account of a row.
fn of(account: AccountId) -> Html {
    html! { <code>{ account.to_string() }</code> }
}

/// The Region, and the account where there are several.
fn place(delivery: &Delivery) -> String {
    match delivery.account {
        Some(account) => format!("{account} {}", delivery.region),
        None => delivery.region.to_string(),
    }
}

fn row(file: &File) -> Row {
    let name = file.key.rsplit('/').next().unwrap_or_default().to_owned();
    let to = Route::Object { bucket: file.bucket.clone(), key: file.key.clone(), version: None };
    Row::new(
        file.key.clone(),
        file.account
            .map(of)
            .into_iter()
            .chain([
                html! { <When at={file.at} /> },
                html! { { file.region.to_string() } },
                html! { { file.events } },
                html! { <Link {to}><code>{ name }</code></Link> },
            ])
            .collect::<Vec<_>>(),
    )
}
