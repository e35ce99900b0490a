//! The page of one security group.

use std::collections::BTreeMap;
use std::fmt::Display;

use watchtrail::view::ec2::act::retag;
use watchtrail::view::format;
use watchtrail::view::route::{EventsQuery, Route};
use watchtrail::view::security::{Detail, Warning, Wearer, act};
use yew::prelude::*;

use super::rules::Rules;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::ec2::state;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Alert, AlertKind, Column, CopyButton, Empty, KeyValues, Link, PageHead, Panel, Row, Table,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The id in the address.
    pub id: String,
    /// What it shows; nothing when there is no such group.
    pub model: Option<Detail>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a security group.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::SecurityGroup(props.id.clone());
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={props.id.clone()} reads={props.reads.clone()}
                op="DescribeSecurityGroups" none="security.gone" others={Route::SecurityGroups}
                see="security.gone.next" />
        };
    };
    let row = &model.row;
    let rules = |egress: bool| {
        let rules = if egress { &model.outbound } else { &model.inbound };
        html! {
            <Rules group={row.id.clone()} {egress} rules={rules.clone()}
                groups={model.groups.clone()} />
        }
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={row.name.clone()} refresh=true
                actions={delete(&words, model)} note={html! { <code>{ &row.id }</code> }} />
            { props.reads.or_refused("DescribeSecurityGroups", || html! {
                <>
                    { for model.warnings.iter().map(|warning| warned(&words, warning)) }
                    <Panel title={words.s("security.details")}>
                        <KeyValues rows={summary(&words, model)} />
                    </Panel>
                </>
            }) }
            { props.reads.or_refused("DescribeSecurityGroupRules", || html! {
                <>{ rules(false) }{ rules(true) }</>
            }) }
            { props.reads.or_refused("DescribeInstances", || {
                wearers(&words, &model.instances, "security.instances")
            }) }
            { tags(&words, model) }
        </>
    }
}

fn delete(words: &Words, model: &Detail) -> Html {
    let row = &model.row;
    html! {
        <Confirm label={words.s("security.delete")} request={act::delete(&row.id)} danger=true
            title={words.f("security.delete.ask", &[("name", &row.name)])}
            said={words.f("security.delete.done", &[("name", &row.name)])}
            to={Some(Route::SecurityGroups)}>
            if model.default {
                <Alert><p>{ words.t("security.advice.default") }</p></Alert>
            } else if !model.instances.is_empty() || !model.named_by.is_empty() {
                <Alert kind={AlertKind::Warning}><p>{ words.t("security.delete.used") }</p></Alert>
            } else {
                <p>{ words.t("security.delete.warning") }</p>
            }
        </Confirm>
    }
}

/// What is open, and who opened it.
fn warned(words: &Words, warning: &Warning) -> Html {
    let args: [(&str, &dyn Display); 3] =
        [("door", &warning.door), ("port", &warning.port), ("peer", &warning.peer)];
    let by = warning.by.as_ref().map(|by| {
        let at = format::date_time(by.at);
        let args: [(&str, &dyn Display); 2] = [("who", &by.who), ("time", &at)];
        let to = Route::Events(EventsQuery {
            event: Some(by.event.clone()),
            ..EventsQuery::attribute("EventId", &by.event)
        });
        html! {
            <p>
                { words.fill("security.warning.by", &args) }{ " " }
                if let Some(shown) = by.shown {
                    { words.fill("security.warning.soon", &[("time", &format::clock(shown))]) }
                } else {
                    <Link {to}>{ words.t("security.warning.event") }</Link>
                }
            </p>
        }
    });
    html! {
        <Alert key={format!("{}-{}", warning.rule, warning.port)} kind={AlertKind::Warning}
            title={words.f("security.warning.title", &args)}>
            <p>{ words.fill("security.warning.text", &args) }</p>
            { by.unwrap_or_default() }
        </Alert>
    }
}

fn summary(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let row = &model.row;
    let named = |(id, name): &(String, String)| {
        html! {
            <div key={id.clone()}>
                <Link to={Route::SecurityGroup(id.clone())}>{ name }</Link>{ " " }
                <code>{ id }</code>
            </div>
        }
    };
    let history = Route::Events(EventsQuery::attribute("ResourceName", &row.id));
    let mut rows = vec![
        (
            words.s("security.column.id"),
            html! { <><code>{ &row.id }</code><CopyButton text={row.id.clone()} /></> },
        ),
        (words.s("security.column.description"), html! { &row.description }),
        (words.s("security.column.vpc"), html! { <code>{ &row.vpc }</code> }),
        (
            words.s("security.history"),
            html! { <Link to={history}>{ words.t("security.history.open") }</Link> },
        ),
    ];
    if !model.named_by.is_empty() {
        let named = html! { <>{ for model.named_by.iter().map(named) }</> };
        rows.push((words.s("security.named-by"), named));
    }
    rows
}

/// The instances that belong to it, under the texts that begin with `key`.
pub fn wearers(words: &Words, rows: &[Wearer], key: &str) -> Html {
    let columns = ["name", "id", "state", "public"]
        .map(|name| Column::new(words.s(&format!("ec2.column.{name}"))))
        .to_vec();
    let row = |one: &Wearer| {
        let name = if one.name.is_empty() { "–" } else { &one.name };
        Row::new(
            one.id.clone(),
            vec![
                html! { name },
                html! {
                    <Link to={Route::Instance(one.id.clone())} class="mono">{ &one.id }</Link>
                },
                state(one.state),
                html! { one.public.as_deref().unwrap_or("–") },
            ],
        )
    };
    let title = words.f(key, &[("n", &rows.len())]);
    let empty = html! {
        <Empty title={words.s(&format!("{key}.none"))}>
            <p>{ words.s(&format!("{key}.next")) }</p>
        </Empty>
    };
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} {empty}
                rows={rows.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

fn tags(words: &Words, model: &Detail) -> Html {
    let (id, old) = (model.row.id.clone(), model.tags.clone());
    let requests = {
        let old = old.clone();
        Callback::from(move |new: BTreeMap<String, String>| retag(&id, &old, &new))
    };
    html! { <Tagged title={words.s("ec2.tab.tags")} tags={old} {requests} /> }
}
