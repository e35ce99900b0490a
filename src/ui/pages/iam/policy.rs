//! The page of one policy.

use watchtrail::view::iam::act;
use watchtrail::view::iam::policies::Kind;
use watchtrail::view::iam::policy::Policy;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::statements::Statements;
use super::versions::{NewVersion, Versions};
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Alert, Button, ButtonKind, Code, CopyButton, Dialog, Empty, KeyValues, Link, PageHead, Panel,
    When,
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
    let editing = use_state(|| false);
    let crumbs = Route::Policy(props.arn.clone()).crumbs();
    let Some(model) = &props.model else {
        let title = props.arn.rsplit('/').next().unwrap_or_default().to_owned();
        return html! {
            <>
                <PageHead {crumbs} {title} refresh=true />
                { props.reads.or_refused("GetPolicy", || html! {
                    <Panel>
                        <Empty title={words.s("iam.policy.none")}>
                            <Link to={Route::Policies}>{ words.t("iam.policy.none.next") }</Link>
                        </Empty>
                    </Panel>
                }) }
            </>
        };
    };
    let edit = {
        let editing = editing.clone();
        Callback::from(move |_: MouseEvent| editing.set(true))
    };
    let onclose = {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(false))
    };
    let own = model.kind == Kind::Customer;
    let actions = html! {
        if own {
            <Delete model={model.clone()} />
            <Button kind={ButtonKind::Primary} onclick={edit}>
                { words.t("iam.policy.edit") }
            </Button>
        }
    };
    html! {
        <>
            <PageHead {crumbs} title={model.name.clone()} refresh=true {actions}
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
            { props.reads.or_refused("ListPolicyVersions", || html! {
                <Versions arn={model.arn.clone()} versions={model.versions.clone()} {own} />
            }) }
            if *editing {
                <NewVersion arn={model.arn.clone()} text={model.document.clone()} {onclose} />
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
    let user = |name: &String| {
        html! {
            <li key={name.clone()}><Link to={Route::User(name.clone())}>{ name }</Link></li>
        }
    };
    html! {
        <Panel title={words.f("iam.policy.attached", &[("n", &model.users.len())])}>
            if model.users.is_empty() {
                <p>{ words.t("iam.policy.attached.none") }</p>
            } else {
                <ul class="plain">{ for model.users.iter().map(user) }</ul>
            }
            if !model.bounds.is_empty() {
                <p>{ words.t("iam.policy.bounds") }</p>
                <ul class="plain">{ for model.bounds.iter().map(user) }</ul>
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteProps {
    model: Policy,
}

/// Deleting a policy.
#[component]
fn Delete(props: &DeleteProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let asked = use_state(|| false);
    let name = &props.model.name;
    let open = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(true))
    };
    let onclose = {
        let (asked, asking) = (asked.clone(), asking.clone());
        Callback::from(move |()| {
            asked.set(false);
            asking.clear();
        })
    };
    let said = words.f("iam.policy.deleted", &[("name", name)]);
    let delete = act::delete_policy(&props.model.arn);
    let sure = asking.click(delete, said, ctl.on(Msg::Go(Route::Policies)));
    let actions = html! {
        <>
            <Button onclick={onclose.reform(|_: MouseEvent| ())}>{ words.t("app.cancel") }</Button>
            <Button kind={ButtonKind::Danger} onclick={sure}>
                { words.t("iam.policy.delete") }
            </Button>
        </>
    };
    html! {
        <>
            <Button onclick={open}>{ words.t("iam.policy.delete") }</Button>
            if *asked {
                <Dialog open=true title={words.f("iam.policy.delete.ask", &[("name", name)])}
                    {onclose} {actions}>
                    <p>{ words.t("iam.policy.delete.hint") }</p>
                    { asking.view() }
                </Dialog>
            }
        </>
    }
}
