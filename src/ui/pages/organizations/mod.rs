//! The organization's page, and the form that switches to a role of another account.

mod forms;
mod policies;
mod switch;
mod tree;

use watchtrail::view::organizations::{self, Asked, Managed, Organization, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::{Reads, use_asking};
use super::confirm::Confirm;
use crate::ui::parts::{
    Alert, Button, ButtonKind, CliForm, CopyButton, Empty, KeyValues, PageHead, Panel, When,
    use_opening,
};
use crate::ui::words::{Words, use_words};
use forms::CreateAccount;
use policies::Policies;
use tree::Tree;

/// The page of a route.
pub fn page(shown: &Shown<'_>) -> Html {
    match shown.route {
        Route::SwitchRole(chosen) => {
            let model = organizations::switch::form(shown.world);
            html! { <switch::Page {model} chosen={chosen.clone()} /> }
        }
        _ => {
            let model = organizations::model(shown.world);
            html! { <Page {model} reads={Reads::of(shown)} /> }
        }
    }
}

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Organization,
    reads: Reads,
}

/// The organization.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let inside = match &props.model {
        Organization::None => html! { <Begin /> },
        Organization::Member { id, management } => {
            let args: [(&str, &dyn std::fmt::Display); 2] = [("id", id), ("account", management)];
            html! { <Alert><p>{ words.fill("organizations.member", &args) }</p></Alert> }
        }
        Organization::Managed(model) => html! {
            <>
                <Summary model={(**model).clone()} />
                { props.reads.or_refused("ListAccounts", || html! {
                    <Tree model={(**model).clone()} />
                }) }
                { props.reads.or_refused("ListPolicies", || html! {
                    <Policies policies={model.policies.clone()} />
                }) }
            </>
        },
    };
    html! {
        <>
            <PageHead crumbs={Route::Organizations.crumbs()} refresh=true
                title={words.s("app.page.organizations")}
                note={html! { words.t("organizations.note") }} />
            { props.reads.or_refused("DescribeOrganization", || inside) }
        </>
    }
}

/// What stands where no organization is yet.
#[component]
fn Begin() -> Html {
    let (words, asking) = (use_words(), use_asking());
    let create = asking.click(act::create(), words.s("organizations.created"), Callback::noop());
    html! {
        <Panel>
            <Empty title={words.s("organizations.none")}>
                <p>{ words.t("organizations.none.next") }</p>
                <Button kind={ButtonKind::Primary} onclick={create}>
                    { words.t("organizations.create") }
                </Button>
            </Empty>
            { asking.view() }
            <CliForm request={Some(act::create())} />
        </Panel>
    }
}

/// What [`Summary`] is given.
#[derive(Clone, PartialEq, Properties)]
struct SummaryProps {
    model: Managed,
}

/// What the organization is, and whether policies count.
#[component]
fn Summary(props: &SummaryProps) -> Html {
    let (words, adding) = (use_words(), use_opening());
    let model = &props.model;
    let features = if model.all_features { "all" } else { "billing" };
    let mut rows = vec![
        (words.s("organizations.id"), html! { <code>{ &model.id }</code> }),
        (
            words.s("iam.column.arn"),
            html! { <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></> },
        ),
        (words.s("organizations.management"), html! { <code>{ &model.management }</code> }),
        (words.s("iam.column.created"), html! { <When at={model.created} /> }),
        (
            words.s("organizations.features"),
            html! { words.t(&format!("organizations.features.{features}")) },
        ),
        (words.s("organizations.scps"), counting(model, &words)),
    ];
    if !model.services.is_empty() {
        let names = model.services.join(", ");
        rows.push((words.s("organizations.services"), html! { <code>{ names }</code> }));
    }
    let actions = html! {
        <>
            <Button kind={ButtonKind::Primary} onclick={adding.open}>
                { words.t("organizations.account.create") }
            </Button>
            <Confirm label={words.s("organizations.delete")} danger=true
                title={words.s("organizations.delete.ask")} request={act::delete()}
                said={words.s("organizations.deleted")}>
                <p>{ words.t("organizations.delete.hint") }</p>
            </Confirm>
        </>
    };
    html! {
        <Panel title={words.s("organizations.summary")} {actions}>
            <KeyValues {rows} />
            { for model.asked.iter().map(|asked| asked_for(asked, &words)) }
            if adding.is_open {
                <CreateAccount onclose={adding.close} />
            }
        </Panel>
    }
}

/// Whether policies count, and what turns it over.
fn counting(model: &Managed, words: &Words) -> Html {
    let (state, turn) = match model.scps {
        true => ("organizations.scps.on", "organizations.scps.disable"),
        false => ("organizations.scps.off", "organizations.scps.enable"),
    };
    let hint = format!("{turn}.hint");
    html! {
        <div class="row">
            <span>{ words.t(state) }</span>
            if model.all_features {
                <Confirm label={words.s(turn)} small=true title={words.s(turn)}
                    request={act::count(&model.root, !model.scps)}
                    said={words.s("organizations.scps.said")}>
                    <p>{ words.t(&hint) }</p>
                </Confirm>
            }
        </div>
    }
}

fn asked_for(asked: &Asked, words: &Words) -> Html {
    let name: [(&str, &dyn std::fmt::Display); 2] =
        [("name", &asked.name), ("why", &asked.failed.unwrap_or_default())];
    let key = match asked.failed {
        None => "organizations.account.pending",
        Some(_) => "organizations.account.failed",
    };
    html! { <p class="hint" role="status">{ words.fill(key, &name) }</p> }
}
