//! The versions of a policy, and the dialog that makes one.

use watchtrail::services::Request;
use watchtrail::view::iam::act;
use watchtrail::view::iam::document::{Place, problem};
use watchtrail::view::iam::policy::Version;
use yew::prelude::*;

use super::editor::Editor;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Code, Column, Dialog, Expand, Panel, Row, Status, Table, Tone,
    When,
};
use crate::ui::words::use_words;

/// The properties of [`Versions`].
#[derive(Clone, PartialEq, Properties)]
pub struct VersionsProps {
    /// The policy.
    pub arn: String,
    /// Its versions.
    pub versions: Vec<Version>,
    /// Whether it is the customer's, who may change it.
    pub own: bool,
}

/// The versions of a policy.
#[component]
pub fn Versions(props: &VersionsProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let ask = |request: Request| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.send(request.clone(), Callback::noop()))
    };
    let row = |version: &Version| {
        let status = match version.default {
            true => html! { <Status kind={Tone::Good} label={words.s("iam.version.default")} /> },
            false if props.own => html! {
                <span class="row">
                    <Button small=true onclick={ask(act::set_default(&props.arn, &version.id))}>
                        { words.t("iam.version.make") }
                    </Button>
                    <Button small=true onclick={ask(act::delete_version(&props.arn, &version.id))}>
                        { words.t("iam.version.delete") }
                    </Button>
                </span>
            },
            false => Html::default(),
        };
        let created = match version.created {
            Some(at) => html! { <When {at} utc=true /> },
            None => html! { "–" },
        };
        let row = Row::new(
            version.id.clone(),
            vec![html! { <code>{ &version.id }</code> }, created, status],
        );
        match version.default {
            true => row,
            false => row.detail(html! {
                <Expand summary={html! { words.t("iam.policy.document") }}>
                    <Code text={version.document.clone()} copy=true />
                </Expand>
            }),
        }
    };
    let columns = vec![
        Column::new(words.s("iam.column.version")),
        Column::new(words.s("iam.column.created")),
        Column::new(words.s("iam.column.status")),
    ];
    html! {
        <Panel title={words.s("iam.version.title")} flush=true>
            <Table caption={words.s("iam.version.title")} {columns}
                rows={props.versions.iter().map(row).collect::<Vec<_>>()} />
            { asking.view() }
        </Panel>
    }
}

/// The properties of [`NewVersion`].
#[derive(Clone, PartialEq, Properties)]
pub struct NewVersionProps {
    /// The policy.
    pub arn: String,
    /// The document to begin with.
    pub text: String,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that gives a policy a new version, which counts from then on.
#[component]
pub fn NewVersion(props: &NewVersionProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let text = use_state(|| props.text.clone());
    let request = act::new_version(&props.arn, &text);
    let said = words.s("iam.version.done");
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
    let shown = problem(&text, Place::Managed).is_none();
    html! {
        <Dialog open=true wide=true title={words.s("iam.policy.edit")} onclose={&props.onclose}
            {submit}>
            <p class="hint">{ words.t("iam.version.hint") }</p>
            <Editor text={(*text).clone()} place={Place::Managed} {oninput} />
            { asking.view() }
            <CliForm request={shown.then_some(request)} />
        </Dialog>
    }
}
