//! The page of one user.

use std::collections::BTreeMap;

use watchtrail::sim::Who;
use watchtrail::view::iam::act::{self, Holder};
use watchtrail::view::iam::policies::choices;
use watchtrail::view::iam::user::{Membership, User};
use watchtrail::view::route::{EventsQuery, Route};
use yew::prelude::*;

use super::attached::Policies;
use super::boundary::Boundary;
use super::console::ConsoleAccess;
use super::delete::Delete;
use super::inline::InlinePolicies;
use super::keys::Keys;
use super::trial::{Props as Trial, TrialPanel};
use super::used::LastUsed;
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{Button, CopyButton, IconKind, KeyValues, Link, PageHead, Panel, When};
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
    let holder = Holder::user(&model.name);
    let trial = Trial { principal: Some(model.arn.clone()), document: None, policy: None };
    let tags = {
        let (holder, old) = (holder.clone(), model.tags.clone());
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&holder, &old, &new))
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
                <Policies holder={holder.clone()} attached={model.attached.clone()}
                    attachable={model.attachable.clone()} suggestion={model.suggestion.clone()} />
            }) }
            { props.reads.or_refused("ListUserPolicies", || html! {
                <InlinePolicies holder={holder.clone()} policies={model.inline.clone()} />
            }) }
            { props.reads.or_refused("GetUser", || html! {
                <Boundary holder={holder.clone()} policy={model.boundary.clone()}
                    choices={choices(&model.attached, &model.attachable)} />
            }) }
            <TrialPanel title={words.f("iam.try.of", &[("name", &model.name)])} {trial} />
            <LastUsed arn={model.arn.clone()} />
            { props.reads.or_refused("ListGroupsForUser", || groups(model, &words)) }
            { props.reads.or_refused("GetLoginProfile", || html! {
                <ConsoleAccess user={model.clone()} />
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

/// The groups the user is in, and the policies it has from each.
fn groups(model: &User, words: &Words) -> Html {
    let policy = |(name, arn): &(String, Option<String>)| {
        let shown = match arn {
            Some(arn) => {
                html! { <Link to={Route::Policy(arn.clone())}>{ name.clone() }</Link> }
            }
            None => html! { { name.clone() } },
        };
        html! { <li key={name.clone()}>{ shown }</li> }
    };
    let group = |group: &Membership| {
        html! {
            <li key={group.name.clone()}>
                <Link to={Route::UserGroup(group.name.clone())}>{ group.name.clone() }</Link>
                <ul class="plain">{ for group.policies.iter().map(policy) }</ul>
            </li>
        }
    };
    html! {
        <Panel title={words.f("iam.user.groups", &[("n", &model.groups.len())])}>
            if model.groups.is_empty() {
                <p>{ words.t("iam.user.groups.none") }</p>
            } else {
                <ul class="plain">{ for model.groups.iter().map(group) }</ul>
            }
        </Panel>
    }
}

fn summary(words: &Words, model: &User) -> Vec<(AttrValue, Html)> {
    let calls = Route::Events(EventsQuery::attribute("Username", &model.name));
    vec![
        (
            words.s("iam.column.arn"),
            html! {
                <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
            },
        ),
        (words.s("iam.user.id"), html! { <code>{ &model.id }</code> }),
        (words.s("iam.column.created"), html! { <When at={model.created} /> }),
        (
            words.s("iam.user.calls"),
            html! {
                <Link to={calls}>{ words.t("iam.user.calls.see") }</Link>
            },
        ),
    ]
}

/// Signing in as the user, and deleting it.
fn actions(model: &User, words: &Words, ctl: &Ctl) -> Html {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &model.name)];
    let sign_in = ctl.on(Msg::Enter(Who::User(model.name.clone())));
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
