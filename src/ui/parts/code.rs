//! Code to read and to copy, and a form's request as the AWS CLI writes it.

use watchtrail::services::Request;
use watchtrail::shell::aws::print;
use yew::prelude::*;

use super::{CopyButton, Expand, Icon, IconKind};
use crate::ui::words::use_words;

/// What [`Code`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CodeProps {
    /// The code.
    pub text: AttrValue,
    /// Whether it can be copied.
    #[prop_or_default]
    pub copy: bool,
    /// What it is; said, not seen.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether long lines are broken.
    #[prop_or_default]
    pub wrap: bool,
}

/// A block of code. It scrolls by keyboard too.
#[component]
pub fn Code(props: &CodeProps) -> Html {
    let class = classes!("code", props.wrap.then_some("code-wrap"));
    html! {
        <div {class}>
            <pre tabindex="0" role="group" aria-label={props.label.clone()}>
                <code>{ props.text.clone() }</code>
            </pre>
            if props.copy {
                <CopyButton text={props.text.clone()} />
            }
        </div>
    }
}

/// What a [`CliForm`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CliFormProps {
    /// The request the form would send; `None` while it is not complete.
    pub request: Option<Request>,
}

/// "As AWS CLI": the command line of the request a form will send.
#[component]
pub fn CliForm(props: &CliFormProps) -> Html {
    let words = use_words();
    let summary = html! {
        <><Icon kind={IconKind::Terminal} />{ words.t("app.cli.title") }</>
    };
    html! {
        <Expand {summary} class="cli-form">
            if let Some(request) = &props.request {
                <Code text={print::folded(request, None, None)} copy=true
                    label={words.s("app.cli.title")} />
            } else {
                <p class="hint">{ words.t("app.cli.incomplete") }</p>
            }
        </Expand>
    }
}
