//! The page of one policy.

use watchtrail::view::iam::act::{self, Holder};
use watchtrail::view::iam::policies::Kind;
use watchtrail::view::iam::policy::Policy;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::delete::Delete;
use super::statements::Statements;
use super::trial::{Props as Trial, TrialPanel};
use super::used::LastUsed;
use super::versions::{NewVersion, Versions};
use crate::ui::pages::asked::Reads;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Alert, Button, ButtonKind, Code, CopyButton, KeyValues, Link, PageHead, Panel, When,
    use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The ARN in the address.
    pub arn: String,
    /// What it shows; nothing when there is no such policy.
    pub model: Option<Policy>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a policy.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let editing = use_opening();
    let route = Route::Policy(props.arn.clone());
    let Some(model) = &props.model else {
        let title = props.arn.rsplit('/').next().unwrap_or_default().to_owned();
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="GetPolicy"
                none="iam.policy.none" others={Route::Policies} see="iam.policy.none.next" />
        };
    };
    let own = model.kind == Kind::Customer;
    let actions = html! {
        if own {
            { delete(model, &words) }
            <Button kind={ButtonKind::Primary} onclick={editing.open}>
                { words.t("iam.policy.edit") }
            </Button>
        }
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={model.name.clone()} refresh=true {actions}
                note={html! { words.t(model.kind.key()) }} />
            { props.reads.or_refused("GetPolicy", || html! {
                <Panel title={words.s("iam.policy.summary")}>
                    <KeyValues rows={summary(&words, model)} />
                </Panel>
            }) }
            { props.reads.or_refused("ListEntitiesForPolicy", || attached(&words, model)) }
            { props.reads.or_refused("GetPolicyVersion", || html! {
                <>
                    <Panel title={words.s("iam.policy.statements")} flush=true>
                        <Statements lines={model.statements.clone()} />
                    </Panel>
                    <Panel title={words.s("iam.policy.document")}>
                        if let Some(n) = model.entries {
                            <Alert><p>{ words.fill("iam.policy.cut", &[("n", &n)]) }</p></Alert>
                        }
                        <Code text={model.document.clone()} copy=true
                            label={words.s("iam.policy.document")} />
                    </Panel>
                </>
            }) }
            <TrialPanel title={words.s("iam.try.title")}
                trial={Trial {
                    principal: None,
                    document: Some(model.document.clone()),
                    policy: Some(model.arn.clone()),
                }} />
            <LastUsed arn={model.arn.clone()} />
            { props.reads.or_refused("ListPolicyVersions", || html! {
                <Versions arn={model.arn.clone()} versions={model.versions.clone()} {own} />
            }) }
            if editing.is_open {
                <NewVersion arn={model.arn.clone()} text={model.document.clone()}
                    onclose={editing.close} />
            }
        </>
    }
}

fn summary(words: &Words, model: &Policy) -> Vec<(AttrValue, Html)> {
    let mut rows = vec![
        (
            words.s("iam.column.arn"),
            html! {
                <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
            },
        ),
        (words.s("iam.column.created"), html! { <When at={model.created} utc=true /> }),
        (words.s("iam.column.updated"), html! { <When at={model.updated} utc=true /> }),
    ];
    if let Some(text) = &model.description {
        rows.push((words.s("iam.editor.description"), html! { text }));
    }
    rows
}

fn attached(words: &Words, model: &Policy) -> Html {
    let holder = |holder: &Holder| {
        let (to, kind) = match holder {
            Holder::User(name) => (Route::User(name.clone()), "iam.holder.user"),
            Holder::Group(name) => (Route::UserGroup(name.clone()), "iam.holder.group"),
            Holder::Role(name) => (Route::Role(name.clone()), "iam.holder.role"),
        };
        html! {
            <li key={format!("{kind}/{}", holder.name())}>
                <Link {to}>{ holder.name().to_owned() }</Link>
                <span class="muted">{ " " }{ words.t(kind) }</span>
            </li>
        }
    };
    let group = |name: &String| {
        html! {
            <li key={format!("iam.holder.group/{name}")}>
                <Link to={Route::UserGroup(name.clone())}>{ name.clone() }</Link>
                <span class="muted">{ " " }{ words.t("iam.holder.group") }</span>
            </li>
        }
    };
    let n = model.holders.len() + model.groups.len();
    html! {
        <Panel title={words.f("iam.policy.attached", &[("n", &n)])}>
            if model.holders.is_empty() && model.groups.is_empty() {
                <p>{ words.t("iam.policy.attached.none") }</p>
            } else {
                <ul class="plain">
                    { for model.holders.iter().map(holder) }
                    { for model.groups.iter().map(group) }
                </ul>
            }
            if !model.bounds.is_empty() {
                <p>{ words.t("iam.policy.bounds") }</p>
                <ul class="plain">{ for model.bounds.iter().map(holder) }</ul>
            }
        </Panel>
    }
}

fn delete(model: &Policy, words: &Words) -> Html {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &model.name)];
    html! {
        <Delete label={words.s("iam.policy.delete")} hint={words.s("iam.policy.delete.hint")}
            question={words.f("iam.policy.delete.ask", &name)}
            request={act::delete_policy(&model.arn)} said={words.f("iam.policy.deleted", &name)}
            then={Route::Policies} />
    }
}
