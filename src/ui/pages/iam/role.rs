//! The page of one role.

use std::collections::BTreeMap;

use watchtrail::sim::Span;
use watchtrail::view::iam::act;
use watchtrail::view::iam::document::{Place, problem};
use watchtrail::view::iam::policies::choices;
use watchtrail::view::iam::role::Role;
use watchtrail::view::route::{EventsQuery, Route};
use yew::prelude::*;

use super::attached::Policies;
use super::boundary::Boundary;
use super::delete::Delete;
use super::editor::Editor;
use super::inline::InlinePolicies;
use super::trial::{Props as Trial, TrialPanel};
use super::used::LastUsed;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Alert, Button, ButtonKind, CliForm, Code, CopyButton, Dialog, KeyValues, Link, PageHead, Panel,
    When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such role.
    pub model: Option<Role>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a role.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::Role(props.name.clone());
    let title = props.name.clone();
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="GetRole"
                none="iam.role.none" others={Route::Roles} see="iam.role.none.next" />
        };
    };
    let holder = model.holder();
    let tags = {
        let (holder, old) = (holder.clone(), model.tags.clone());
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&holder, &old, &new))
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true
                actions={actions(model, &words)} />
            if model.linked {
                <Alert><p>{ words.t("iam.role.linked.note") }</p></Alert>
            }
            { props.reads.or_refused("GetRole", || html! {
                <>
                    <Panel title={words.s("iam.user.summary")}>
                        <KeyValues rows={summary(&words, model)} />
                    </Panel>
                    <Trust model={model.clone()} />
                </>
            }) }
            { props.reads.or_refused("ListAttachedRolePolicies", || html! {
                <Policies holder={holder.clone()} attached={model.attached.clone()}
                    attachable={model.attachable.clone()} fixed={model.linked} />
            }) }
            if !model.linked {
                { props.reads.or_refused("ListRolePolicies", || html! {
                    <InlinePolicies holder={holder.clone()} policies={model.inline.clone()} />
                }) }
                { props.reads.or_refused("GetRole", || html! {
                    <Boundary holder={holder.clone()} policy={model.boundary.clone()}
                        choices={choices(&model.attached, &model.attachable)} />
                }) }
                <TrialPanel title={words.f("iam.try.of", &[("name", &model.name)])}
                    trial={Trial {
                        principal: Some(model.arn.clone()),
                        document: None,
                        policy: None,
                    }} />
                { props.reads.or_refused("ListInstanceProfilesForRole", || html! {
                    <Profiles model={model.clone()} />
                }) }
                { props.reads.or_refused("GetRole", || html! {
                    <Tagged title={words.s("iam.user.tags")} tags={model.tags.clone()}
                        requests={tags} />
                }) }
            }
            <LastUsed arn={model.arn.clone()} />
        </>
    }
}

fn summary(words: &Words, model: &Role) -> Vec<(AttrValue, Html)> {
    let arn = html! {
        <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
    };
    let session = words.span(Span::secs(i64::from(model.session_secs)));
    let mut rows = vec![
        (words.s("iam.column.arn"), arn),
        (words.s("iam.role.id"), html! { <code>{ &model.id }</code> }),
        (words.s("iam.column.created"), html! { <When at={model.created} /> }),
        (words.s("iam.role.session"), html! { session }),
    ];
    if !model.description.is_empty() {
        rows.push((words.s("iam.editor.description"), html! { &model.description }));
    }
    let calls = Route::Events(EventsQuery::attribute("ResourceName", &model.name));
    let calls = html! { <Link to={calls}>{ words.t("iam.role.calls.see") }</Link> };
    rows.push((words.s("iam.role.calls"), calls));
    rows
}

fn actions(model: &Role, words: &Words) -> Html {
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &model.name)];
    html! {
        if !model.linked {
            <Delete label={words.s("iam.role.delete")} hint={words.s("iam.role.delete.hint")}
                question={words.f("iam.role.delete.ask", &name)}
                request={act::delete_role(&model.name)} said={words.f("iam.role.deleted", &name)}
                then={Route::Roles} />
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RoleProps {
    model: Role,
}

/// Whom the role trusts.
#[component]
fn Trust(props: &RoleProps) -> Html {
    let (words, editing) = (use_words(), use_opening());
    let model = &props.model;
    let actions = html! {
        if !model.linked {
            <Button onclick={editing.open}>{ words.t("iam.trust.edit") }</Button>
        }
    };
    let name = |name: &String| html! { <li key={name.clone()}><code>{ name }</code></li> };
    html! {
        <Panel title={words.s("iam.trust.title")} {actions}>
            <p>{ words.t("iam.trust.note") }</p>
            <ul class="plain">{ for model.trusts.iter().map(name) }</ul>
            <Code text={model.trust.clone()} copy=true />
            if editing.is_open {
                <EditTrust model={model.clone()} onclose={editing.close} />
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EditProps {
    model: Role,
    onclose: Callback<()>,
}

/// The dialog that changes whom the role trusts.
#[component]
fn EditTrust(props: &EditProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let text = use_state(|| props.model.trust.clone());
    let request = act::update_trust(&props.model.name, &text);
    let said = words.f("iam.trust.saved", &[("name", &props.model.name)]);
    let save = asking.click(request.clone(), said, props.onclose.clone());
    let oninput = {
        let text = text.clone();
        Callback::from(move |new| text.set(new))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save}>
            { words.t("iam.editor.save") }
        </Button>
    };
    let right = problem(&text, Place::Trust).is_none();
    html! {
        <Dialog open=true wide=true title={words.s("iam.trust.edit")} onclose={&props.onclose}
            {submit}>
            <Editor text={(*text).clone()} place={Place::Trust} {oninput} />
            { asking.view() }
            <CliForm request={right.then_some(request)} />
        </Dialog>
    }
}

/// The instance profiles the role is in, and the instances that carry them.
#[component]
fn Profiles(props: &RoleProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let ask = |requests: Vec<_>, text: AttrValue| {
        let (ctl, asking) = (ctl.clone(), asking.clone());
        Callback::from(move |_: MouseEvent| {
            let (ctl, text) = (ctl.clone(), text.clone());
            let done = Callback::from(move |_| ctl.flash(Flash::success(text.clone())));
            asking.send_all(requests.clone(), done);
        })
    };
    let create = ask(
        act::create_profile(&model.name),
        words.f("iam.profile.created", &[("name", &model.name)]),
    );
    let actions = html! {
        if model.profiles.is_empty() {
            <Button onclick={create}>{ words.t("iam.profile.create") }</Button>
        }
    };
    let profile = |name: &String| {
        let gone = words.f("iam.profile.deleted", &[("name", name)]);
        let delete = ask(act::delete_profile(name, &model.name), gone);
        html! {
            <li key={name.clone()} class="row">
                <code>{ name }</code>
                <Button small=true onclick={delete}
                    title={words.f("iam.profile.delete.of", &[("name", name)])}>
                    { words.t("iam.profile.delete") }
                </Button>
            </li>
        }
    };
    let instance = |id: &String| {
        html! {
            <li key={id.clone()}>
                <Link to={Route::Instance(id.clone())}><code>{ id }</code></Link>
            </li>
        }
    };
    html! {
        <Panel title={words.s("iam.profile.title")} {actions}>
            <p>{ words.t("iam.profile.note") }</p>
            <ul class="plain">{ for model.profiles.iter().map(profile) }</ul>
            if !model.instances.is_empty() {
                <p>{ words.t("iam.profile.instances") }</p>
                <ul class="plain">{ for model.instances.iter().map(instance) }</ul>
            }
            { asking.view() }
        </Panel>
    }
}
