//! The list of user groups, and the dialog that makes one.

use watchtrail::view::iam::act;
use watchtrail::view::iam::groups::Row as Group;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Column, Dialog, Empty, Link, PageHead, Panel, Row, Table,
    TextInput, When, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The groups.
    pub rows: Vec<Group>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of user groups.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, creating) = (use_words(), use_opening());
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={creating.open}>
            { words.t("iam.groups.create") }
        </Button>
    };
    let columns = vec![
        Column::new(words.s("iam.groups.name")),
        Column::new(words.s("iam.column.path")).spare(),
        Column::number(words.s("iam.users.title")),
        Column::number(words.s("iam.column.policies")),
        Column::new(words.s("iam.column.created")),
    ];
    let row = |group: &Group| {
        let to = Route::UserGroup(group.name.clone());
        Row::new(
            group.name.clone(),
            vec![
                html! { <Link {to}>{ &group.name }</Link> },
                html! { <code>{ &group.path }</code> },
                html! { group.members },
                html! { group.policies },
                html! { <When at={group.created} /> },
            ],
        )
    };
    let title = words.s("app.page.user-groups");
    let empty = html! { <Empty title={words.s("iam.groups.none")} /> };
    html! {
        <>
            <PageHead crumbs={Route::UserGroups.crumbs()} title={title.clone()} refresh=true
                {actions} note={html! { words.t("iam.groups.note") }} />
            { props.reads.or_refused("ListGroups", || html! {
                <Panel flush=true>
                    <Table caption={title} {columns} {empty}
                        rows={props.rows.iter().map(row).collect::<Vec<_>>()} />
                </Panel>
            }) }
            if creating.is_open {
                <Create onclose={creating.close} />
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CreateProps {
    onclose: Callback<()>,
}

/// The dialog that makes a group.
#[component]
fn Create(props: &CreateProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let name = use_state(String::new);
    let request = act::create_group(name.trim());
    let ready = !name.trim().is_empty();
    let said = words.f("iam.groups.created", &[("name", &name.trim())]);
    let create = asking.click(request.clone(), said, props.onclose.clone());
    let oninput = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={create} disabled={!ready}>
            { words.t("iam.groups.create") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("iam.groups.create")} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.groups.name")} value={(*name).clone()} {oninput}
                required=true hint={html! { words.t("iam.users.name.hint") }} />
            { asking.view() }
            <CliForm request={ready.then_some(request)} />
        </Dialog>
    }
}
