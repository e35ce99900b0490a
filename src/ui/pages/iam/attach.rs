//! The dialog that attaches a managed policy to a user or a role.

use watchtrail::view::iam::act::{self, Holder};
use watchtrail::view::iam::policies::{Row as Policy, matches};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Column, Dialog, Empty, Link, Row, Table, TableSelect, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Attach`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user or the role.
    pub holder: Holder,
    /// The policies to choose from.
    pub policies: Vec<Policy>,
    /// The policy chosen at first: its ARN.
    pub first: Option<String>,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that attaches a managed policy to a user or a role.
#[component]
pub fn Attach(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let named = |arn: &str| props.policies.iter().find(|policy| policy.arn == arn);
    let begin = props.first.as_deref().and_then(named).map(|policy| policy.name.clone());
    let search = use_state(|| begin.unwrap_or_default());
    let chosen = use_state(|| props.first.clone());
    let request = chosen.as_ref().map(|arn| act::attach(&props.holder, arn));
    let attach = {
        let (asking, request, onclose) = (asking.clone(), request.clone(), props.onclose.clone());
        let name = chosen.as_deref().and_then(named).map(|policy| policy.name.clone());
        let args: [(&str, &dyn std::fmt::Display); 2] =
            [("policy", &name.unwrap_or_default()), ("user", &props.holder.name())];
        let said = words.f("iam.attach.done", &args);
        request.map(|request| asking.click(request, said, onclose))
    };
    let is_chosen = |policy: &Policy| chosen.as_ref() == Some(&policy.arn);
    let found: Vec<&Policy> =
        props.policies.iter().filter(|policy| matches(policy, &search)).collect();
    let rows = found.iter().map(|policy| row(policy, &words).selected(is_chosen(policy)));
    let columns = vec![
        Column::new(words.s("iam.column.policy")),
        Column::new(words.s("iam.column.kind")),
        Column::number(words.s("iam.column.attached")),
    ];
    let onselect = {
        let chosen = chosen.clone();
        Callback::from(move |arn: AttrValue| chosen.set(Some(arn.to_string())))
    };
    let oninput = {
        let search = search.clone();
        Callback::from(move |text| search.set(text))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} disabled={request.is_none()}
            onclick={attach.unwrap_or_default()}>
            { words.t("iam.attach.submit") }
        </Button>
    };
    let title = words.f("iam.attach.title", &[("user", &props.holder.name())]);
    html! {
        <Dialog open=true wide=true {title} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.attach.search")} value={(*search).clone()} {oninput}
                kind="search" placeholder="AmazonSNSFullAccess" />
            <p class="hint" aria-live="polite">
                { words.fill("iam.attach.found", &[("n", &found.len())]) }
            </p>
            <div class="dialog-table">
                <Table caption={words.s("iam.policies.title")} {columns} {onselect}
                    select={TableSelect::One} rows={rows.collect::<Vec<_>>()}
                    empty={html! { <Empty title={words.s("iam.attach.none")} /> }} />
            </div>
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}

fn row(policy: &Policy, words: &Words) -> Row {
    let cells = vec![
        html! { <Link to={Route::Policy(policy.arn.clone())}>{ &policy.name }</Link> },
        html! { words.t(policy.kind.key()) },
        html! { policy.attached },
    ];
    let mut row = Row::new(policy.arn.clone(), cells);
    row.name = AttrValue::from(policy.name.clone());
    row
}
