//! The page of one user group: who is in it, and the policies everybody in it has.

use watchtrail::view::iam::act;
use watchtrail::view::iam::groups::Group;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::attached::Policies;
use super::delete::Delete;
use super::inline::InlinePolicies;
use super::used::LastUsed;
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Column, CopyButton, Empty, KeyValues, Link, PageHead,
    Panel, Row, Select, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such group.
    pub model: Option<Group>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a user group.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::UserGroup(props.name.clone());
    let title = props.name.clone();
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="GetGroup"
                none="iam.group.none" others={Route::UserGroups} see="iam.group.none.next" />
        };
    };
    let name: [(&str, &dyn std::fmt::Display); 1] = [("name", &model.name)];
    let actions = html! {
        <Delete label={words.s("iam.group.delete")} hint={words.s("iam.group.delete.hint")}
            question={words.f("iam.group.delete.ask", &name)}
            request={act::delete_group(&model.name)} said={words.f("iam.group.deleted", &name)}
            then={Route::UserGroups} />
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true {actions} />
            { props.reads.or_refused("GetGroup", || html! {
                <>
                    <Panel title={words.s("iam.user.summary")}>
                        <KeyValues rows={summary(&words, model)} />
                    </Panel>
                    <Members model={model.clone()} />
                </>
            }) }
            { props.reads.or_refused("ListAttachedGroupPolicies", || html! {
                <Policies holder={model.holder()} attached={model.attached.clone()}
                    attachable={model.attachable.clone()} />
            }) }
            { props.reads.or_refused("ListGroupPolicies", || html! {
                <InlinePolicies holder={model.holder()} policies={model.inline.clone()} />
            }) }
            <LastUsed arn={model.arn.clone()} />
        </>
    }
}

fn summary(words: &Words, model: &Group) -> Vec<(AttrValue, Html)> {
    let arn = html! {
        <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
    };
    vec![
        (words.s("iam.column.arn"), arn),
        (words.s("iam.group.id"), html! { <code>{ &model.id }</code> }),
        (words.s("iam.column.created"), html! { <When at={model.created} /> }),
    ]
}

#[derive(Clone, PartialEq, Properties)]
struct MembersProps {
    model: Group,
}

/// Who is in the group, with putting in and taking out.
#[component]
fn Members(props: &MembersProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let model = &props.model;
    let chosen = use_state(String::new);
    // Whoever was chosen and is in by now is chosen no longer.
    let user = Some((*chosen).clone()).filter(|user| model.others.contains(user));
    let request = user.as_ref().map(|user| act::join(&model.name, user));
    let add = request.clone().map(|request| {
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("user", &*chosen), ("group", &model.name)];
        asking.click(request, words.f("iam.group.joined", &args), Callback::noop())
    });
    let row = |user: &String| {
        let args: [(&str, &dyn std::fmt::Display); 2] = [("user", user), ("group", &model.name)];
        let said = words.f("iam.group.left", &args);
        let remove = asking.click(act::leave(&model.name, user), said, Callback::noop());
        let cells = vec![
            html! { <Link to={Route::User(user.clone())}>{ user }</Link> },
            html! {
                <Button small=true onclick={remove} title={words.f("iam.group.remove.of", &args)}>
                    { words.t("iam.group.remove") }
                </Button>
            },
        ];
        Row::new(user.clone(), cells)
    };
    let columns =
        vec![Column::new(words.s("iam.column.user")), Column::new(words.s("iam.column.action"))];
    let none = Choice::new("", words.s("iam.group.choose"));
    let others = model.others.iter().map(|user| Choice::new(user.clone(), user.clone()));
    let options: Vec<Choice> = std::iter::once(none).chain(others).collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |user| chosen.set(user))
    };
    let title = words.f("iam.group.members", &[("n", &model.members.len())]);
    html! {
        <Panel title={title.clone()}>
            <Table caption={title} {columns}
                rows={model.members.iter().map(row).collect::<Vec<_>>()}
                empty={html! { <Empty title={words.s("iam.group.members.none")} /> }} />
            if !model.others.is_empty() {
                <Select label={words.s("iam.group.add")} {options}
                    value={user.unwrap_or_default()} {onchange} />
                <div class="form-actions">
                    <Button kind={ButtonKind::Primary} disabled={add.is_none()}
                        onclick={add.unwrap_or_default()}>
                        { words.t("iam.group.add.submit") }
                    </Button>
                </div>
            }
            { asking.view() }
            <CliForm {request} />
        </Panel>
    }
}
