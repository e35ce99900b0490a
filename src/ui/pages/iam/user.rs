//! The page of one user.

use std::collections::BTreeMap;

use watchtrail::sim::Who;
use watchtrail::view::iam::act;
use watchtrail::view::iam::user::{Attached, User};
use watchtrail::view::route::{EventsQuery, Route};
use yew::prelude::*;

use super::attach::Attach;
use super::delete::Delete;
use super::inline::InlinePolicies;
use super::keys::Keys;
use super::statements::Statements;
use super::suggestion::Suggested;
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Button, ButtonKind, Column, CopyButton, Empty, Expand, IconKind, KeyValues, Link, PageHead,
    Panel, Row, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such user.
    pub model: Option<User>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a user.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let route = Route::User(props.name.clone());
    let title = props.name.clone();
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="GetUser"
                none="iam.user.none" others={Route::Users} see="iam.user.none.next" />
        };
    };
    let tags = {
        let (name, old) = (model.name.clone(), model.tags.clone());
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&name, &old, &new))
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true
                actions={actions(model, &words, &ctl)} />
            { props.reads.or_refused("GetUser", || html! {
                <Panel title={words.s("iam.user.summary")}>
                    <KeyValues rows={summary(&words, model)} />
                </Panel>
            }) }
            { props.reads.or_refused("ListAttachedUserPolicies", || html! {
                <Policies model={model.clone()} />
            }) }
            { props.reads.or_refused("ListUserPolicies", || html! {
                <InlinePolicies user={model.name.clone()} policies={model.inline.clone()} />
            }) }
            { props.reads.or_refused("ListAccessKeys", || html! {
                <Keys user={model.name.clone()} keys={model.keys.clone()} />
            }) }
            { props.reads.or_refused("GetUser", || html! {
                <Tagged title={words.s("iam.user.tags")} tags={model.tags.clone()}
                    requests={tags} />
            }) }
        </>
    }
}

fn summary(words: &Words, model: &User) -> Vec<(AttrValue, Html)> {
    let mut rows = vec![
        (
            words.s("iam.column.arn"),
            html! {
                <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
            },
        ),
        (words.s("iam.user.id"), html! { <code>{ &model.id }</code> }),
        (words.s("iam.column.created"), html! { <When at={model.created} /> }),
    ];
    if let Some((name, arn)) = &model.boundary {
        rows.push((
            words.s("iam.user.boundary"),
            html! {
                <Link to={Route::Policy(arn.clone())}>{ name }</Link>
            },
        ));
    }
    let calls = Route::Events(EventsQuery::attribute("Username", &model.name));
    rows.push((
        words.s("iam.user.calls"),
        html! {
            <Link to={calls}>{ words.t("iam.user.calls.see") }</Link>
        },
    ));
    rows
}

/// Signing in as the user, and deleting it.
fn actions(model: &User, words: &Words, ctl: &Ctl) -> Html {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &model.name)];
    let sign_in = ctl.on(Msg::SignIn(Who::User(model.name.clone())));
    html! {
        <>
            <Button icon={IconKind::User} onclick={sign_in}>
                { words.fill("iam.user.sign-in", &name) }
            </Button>
            <Delete label={words.s("iam.user.delete")} hint={words.s("iam.user.delete.hint")}
                question={words.f("iam.user.delete.ask", &name)}
                request={act::delete_user(&model.name)} said={words.f("iam.user.deleted", &name)}
                then={Route::Users} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct UserProps {
    model: User,
}

/// The attached policies, with attaching and detaching.
#[component]
fn Policies(props: &UserProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    // Whether the dialog is open, and which policy is chosen in it at first.
    let attaching = use_state(|| None::<Option<String>>);
    let model = &props.model;
    let open = |first: Option<String>| {
        let attaching = attaching.clone();
        Callback::from(move |_: MouseEvent| attaching.set(Some(first.clone())))
    };
    let onattach = {
        let attaching = attaching.clone();
        Callback::from(move |arn: String| attaching.set(Some(Some(arn))))
    };
    let onclose = {
        let attaching = attaching.clone();
        Callback::from(move |()| attaching.set(None))
    };
    let rows = model.attached.iter().map(|policy| {
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("policy", &policy.name), ("user", &model.name)];
        let said = words.f("iam.detach.done", &args);
        let detach = act::detach(&model.name, &policy.arn);
        row(policy, asking.click(detach, said, Callback::noop()), &words)
    });
    let columns = ["policy", "kind", "action"]
        .map(|name| Column::new(words.s(&format!("iam.column.{name}"))))
        .to_vec();
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={open(None)}>
            { words.t("iam.attach.open") }
        </Button>
    };
    let empty = html! {
        <Empty title={words.s("iam.user.policies.none")}>
            <p>{ words.t("iam.user.policies.none.next") }</p>
        </Empty>
    };
    html! {
        <>
            if let Some(suggestion) = &model.suggestion {
                <Suggested user={model.name.clone()} suggestion={suggestion.clone()} {onattach} />
            }
            <Panel flush=true {actions}
                title={words.f("iam.user.policies", &[("n", &model.attached.len())])}>
                <Table caption={words.s("iam.user.policies.title")} {columns}
                    rows={rows.collect::<Vec<_>>()} {empty} />
            </Panel>
            { asking.view() }
            if let Some(first) = &*attaching {
                <Attach user={model.name.clone()} policies={model.attachable.clone()}
                    first={first.clone()} {onclose} />
            }
        </>
    }
}

fn row(policy: &Attached, detach: Callback<MouseEvent>, words: &Words) -> Row {
    let says = html! { words.t("iam.user.says") };
    let cells = vec![
        html! { <Link to={Route::Policy(policy.arn.clone())}>{ &policy.name }</Link> },
        html! { words.t(policy.kind.key()) },
        html! {
            <Button small=true onclick={detach}
                title={words.f("iam.detach.of", &[("policy", &policy.name)])}>
                { words.t("iam.detach") }
            </Button>
        },
    ];
    Row::new(policy.arn.clone(), cells).detail(html! {
        <Expand summary={says}><Statements lines={policy.statements.clone()} /></Expand>
    })
}
