//! A topic's access policy and the sender's name: shown, and edited in place.

use watchtrail::view::sns::act;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Code, Dialog, Expand, Panel, TextArea, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`AccessPolicy`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The topic's ARN.
    pub topic: String,
    /// The policy, laid out.
    pub policy: String,
    /// The sender's name.
    pub display: String,
}

/// What can be edited of a topic.
#[derive(Clone, Copy, PartialEq)]
enum Attribute {
    Display,
    Policy,
}

impl Attribute {
    fn name(self) -> &'static str {
        match self {
            Attribute::Display => "DisplayName",
            Attribute::Policy => "Policy",
        }
    }
}

/// A topic's access policy and the sender's name.
#[component]
pub fn AccessPolicy(props: &Props) -> Html {
    let words = use_words();
    // What is edited, and what it was.
    let draft = use_state(|| None::<(Attribute, String)>);
    let open = |attribute: Attribute, text: &str| {
        let (draft, text) = (draft.clone(), text.to_owned());
        Callback::from(move |_: MouseEvent| draft.set(Some((attribute, text.clone()))))
    };
    let onclose = {
        let draft = draft.clone();
        Callback::from(move |()| draft.set(None))
    };
    let actions = html! {
        <>
            <Button small=true onclick={open(Attribute::Display, &props.display)}>
                { words.t("sns.edit.display") }
            </Button>
            <Button small=true onclick={open(Attribute::Policy, &props.policy)}>
                { words.t("sns.edit.policy") }
            </Button>
        </>
    };
    html! {
        <Panel title={words.s("sns.policy.title")} {actions}>
            <p>{ words.t("sns.policy.explain") }</p>
            <Expand summary={html! { words.t("sns.policy.show") }}>
                <Code text={props.policy.clone()} copy=true label={words.s("sns.policy.title")} />
            </Expand>
            if let Some((attribute, text)) = &*draft {
                <Edit topic={props.topic.clone()} attribute={*attribute} first={text.clone()}
                    {onclose} />
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EditProps {
    topic: String,
    attribute: Attribute,
    /// Its value when the dialog opened.
    first: String,
    onclose: Callback<()>,
}

/// The dialog that changes one of the two.
#[component]
fn Edit(props: &EditProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let text = use_state(|| props.first.clone());
    let oninput = {
        let text = text.clone();
        Callback::from(move |new| text.set(new))
    };
    let request = act::set_attribute(&props.topic, props.attribute.name(), &text);
    let save = asking.click(request.clone(), words.s("sns.edit.done"), props.onclose.clone());
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save}>{ words.t("sns.edit.save") }</Button>
    };
    let value = (*text).clone();
    let field = match props.attribute {
        Attribute::Display => html! {
            <TextInput label={words.s("sns.create.display")} {value} {oninput}
                hint={html! { words.t("sns.create.display.hint") }} />
        },
        Attribute::Policy => html! {
            <TextArea label={words.s("sns.policy.title")} {value} mono=true rows={16} {oninput} />
        },
    };
    html! {
        <Dialog open=true wide=true title={words.s("sns.edit.title")} onclose={&props.onclose}
            {submit}>
            { field }
            { asking.view() }
            <CliForm request={Some(request)} />
        </Dialog>
    }
}
