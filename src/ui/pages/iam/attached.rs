//! The managed policies of a user or a role, with attaching and detaching.

use watchtrail::view::iam::act::{self, Holder};
use watchtrail::view::iam::policies::Row as Policy;
use watchtrail::view::iam::suggest::Suggestion;
use watchtrail::view::iam::user::Attached;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::attach::Attach;
use super::statements::Statements;
use super::suggestion::Suggested;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Column, Empty, Expand, Link, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// What [`Policies`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user or the role.
    pub holder: Holder,
    /// The policies attached to it.
    pub attached: Vec<Attached>,
    /// The policies that can be attached to it yet.
    pub attachable: Vec<Policy>,
    /// What a user was refused last, and which policies would allow it.
    #[prop_or_default]
    pub suggestion: Option<Suggestion>,
    /// Whether it cannot be changed.
    #[prop_or_default]
    pub fixed: bool,
}

/// The attached policies, with attaching and detaching.
#[component]
pub fn Policies(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    // Whether the dialog is open, and which policy is chosen in it at first.
    let attaching = use_state(|| None::<Option<String>>);
    let name = props.holder.name();
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
    let rows = props.attached.iter().map(|policy| {
        let args: [(&str, &dyn std::fmt::Display); 2] = [("policy", &policy.name), ("user", &name)];
        let said = words.f("iam.detach.done", &args);
        let detach = act::detach(&props.holder, &policy.arn);
        let detach = asking.click(detach, said, Callback::noop());
        row(policy, (!props.fixed).then_some(detach), &words)
    });
    let columns = ["policy", "kind", "action"]
        .map(|name| Column::new(words.s(&format!("iam.column.{name}"))))
        .to_vec();
    let actions = html! {
        if !props.fixed {
            <Button kind={ButtonKind::Primary} onclick={open(None)}>
                { words.t("iam.attach.open") }
            </Button>
        }
    };
    let empty = html! {
        <Empty title={words.s("iam.user.policies.none")}>
            <p>{ words.t("iam.user.policies.none.next") }</p>
        </Empty>
    };
    html! {
        <>
            if let Some(suggestion) = &props.suggestion {
                <Suggested user={name.to_owned()} suggestion={suggestion.clone()} {onattach} />
            }
            <Panel flush=true {actions}
                title={words.f("iam.user.policies", &[("n", &props.attached.len())])}>
                <Table caption={words.s("iam.user.policies.title")} {columns}
                    rows={rows.collect::<Vec<_>>()} {empty} />
            </Panel>
            { asking.view() }
            if let Some(first) = &*attaching {
                <Attach holder={props.holder.clone()} policies={props.attachable.clone()}
                    first={first.clone()} {onclose} />
            }
        </>
    }
}

fn row(policy: &Attached, detach: Option<Callback<MouseEvent>>, words: &Words) -> Row {
    let says = html! { words.t("iam.user.says") };
    let cells = vec![
        html! { <Link to={Route::Policy(policy.arn.clone())}>{ &policy.name }</Link> },
        html! { words.t(policy.kind.key()) },
        match detach {
            Some(detach) => html! {
                <Button small=true onclick={detach}
                    title={words.f("iam.detach.of", &[("policy", &policy.name)])}>
                    { words.t("iam.detach") }
                </Button>
            },
            None => html! { "–" },
        },
    ];
    Row::new(policy.arn.clone(), cells).detail(html! {
        <Expand summary={says}><Statements lines={policy.statements.clone()} /></Expand>
    })
}
