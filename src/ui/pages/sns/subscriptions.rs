//! The list of subscriptions.

use watchtrail::view::format;
use watchtrail::view::route::Route;
use watchtrail::view::sns::act;
use watchtrail::view::sns::subscriptions::{Row as Subscription, Status as Answer, Subscriptions};
use yew::prelude::*;

use super::filter::Filter;
use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, Link, PageHead, Panel, Row, Status, Table, Tone, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Subscriptions,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of subscriptions.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateSubscription(None)));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create}>
            { words.t("sns.subscribe.open") }
        </Button>
    };
    html! {
        <>
            <PageHead crumbs={Route::Subscriptions.crumbs()} refresh=true {actions}
                title={words.f("sns.subscriptions.count", &[("n", &props.model.rows.len())])} />
            { props.reads.or_refused("ListSubscriptions", || html! {
                <Listed rows={props.model.rows.clone()} topics=true />
            }) }
        </>
    }
}

/// The properties of [`Listed`].
#[derive(Clone, PartialEq, Properties)]
pub struct ListedProps {
    /// The subscriptions.
    pub rows: Vec<Subscription>,
    /// Whether each names its topic.
    pub topics: bool,
    /// What can be done with all of them.
    #[prop_or_default]
    pub actions: Html,
}

/// Subscriptions in a table, with deleting.
#[component]
pub fn Listed(props: &ListedProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let filtering = use_state(|| None::<Subscription>);
    let row = |subscription: &Subscription| {
        let filter = {
            let (filtering, subscription) = (filtering.clone(), subscription.clone());
            Callback::from(move |_: MouseEvent| filtering.set(Some(subscription.clone())))
        };
        let delete = {
            let (asking, arn) = (asking.clone(), subscription.arn.clone());
            let endpoint = &subscription.endpoint;
            let text = words.f("sns.unsubscribe.done", &[("endpoint", endpoint)]);
            let ctl = ctl.clone();
            Callback::from(move |_: MouseEvent| {
                let (ctl, text) = (ctl.clone(), text.clone());
                let done = Callback::from(move |_| ctl.flash(Flash::success(text.clone())));
                asking.send(act::unsubscribe(&arn), done);
            })
        };
        self::row(&words, subscription, props.topics, (filter, delete))
    };
    let mut names = vec!["endpoint", "protocol", "status", "filter", "id", "action"];
    if props.topics {
        names.insert(1, "topic");
    }
    let column = |name| match (name, Column::new(words.s(&format!("sns.column.{name}")))) {
        ("id", column) => column.spare(),
        (_, column) => column,
    };
    let columns: Vec<Column> = names.into_iter().map(column).collect();
    let onclose = {
        let filtering = filtering.clone();
        Callback::from(move |()| filtering.set(None))
    };
    let empty = html! {
        <Empty title={words.s("sns.subscriptions.empty")}>
            <p>{ words.t("sns.subscriptions.empty.next") }</p>
        </Empty>
    };
    html! {
        <>
            <Panel flush=true title={words.s("sns.subscriptions.title")}
                actions={props.actions.clone()}>
                <Table caption={words.s("sns.subscriptions.title")} {columns} {empty}
                    rows={props.rows.iter().map(row).collect::<Vec<_>>()} />
            </Panel>
            { asking.view() }
            if let Some(row) = &*filtering {
                <Filter row={row.clone()} {onclose} />
            }
        </>
    }
}

/// Which messages a subscription gets, and the button that changes it.
fn filtered(words: &Words, row: &Subscription, edit: Callback<MouseEvent>) -> Html {
    let label = words.f("sns.filter.of", &[("endpoint", &row.endpoint)]);
    html! {
        <>
            if let Some(policy) = &row.filter {
                <code>{ policy }</code>
                <div class="muted">{ row.scope }</div>
            } else {
                <div>{ words.t("sns.filter.all") }</div>
            }
            <Button small=true onclick={edit} {label}>{ words.t("sns.filter.edit") }</Button>
        </>
    }
}

fn row(
    words: &Words,
    subscription: &Subscription,
    topics: bool,
    (filter, delete): (Callback<MouseEvent>, Callback<MouseEvent>),
) -> Row {
    let pending = matches!(subscription.status, Answer::Pending { .. });
    let status = match subscription.status {
        Answer::Confirmed(at) => html! {
            <>
                <Status kind={Tone::Good} label={words.s("sns.status.confirmed")} />
                <div class="muted"><When {at} /></div>
            </>
        },
        Answer::Pending { until } => html! {
            <>
                <Status kind={Tone::Pending} label={words.s("sns.status.pending")} />
                <div class="muted">
                    { words.fill("sns.status.pending.why", &[("time", &format::date_time(until))]) }
                    { " " }<Link to={Route::Inbox}>{ words.t("sns.status.pending.inbox") }</Link>
                </div>
            </>
        },
    };
    let mut cells = vec![html! { &subscription.endpoint }];
    if topics {
        let to = Route::Topic(subscription.topic_name.clone());
        cells.push(html! { <Link {to}>{ &subscription.topic_name }</Link> });
    }
    let label = words.f("sns.unsubscribe.of", &[("endpoint", &subscription.endpoint)]);
    let why = pending.then(|| words.s("sns.unsubscribe.pending"));
    cells.extend([
        html! { subscription.protocol },
        status,
        filtered(words, subscription, filter),
        html! { <code>{ &subscription.id }</code> },
        html! {
            <Button small=true onclick={delete} disabled={pending} title={why.unwrap_or(label)}>
                { words.t("sns.unsubscribe") }
            </Button>
        },
    ]);
    Row::new(subscription.arn.clone(), cells)
}
