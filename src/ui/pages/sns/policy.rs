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
    let (words, asking) = (use_words(), use_asking());
    let draft = use_state(|| None::<(Attribute, String)>);
    let open = |attribute: Attribute, text: &str| {
        let (draft, asking, text) = (draft.clone(), asking.clone(), text.to_owned());
        Callback::from(move |_: MouseEvent| {
            asking.clear();
            draft.set(Some((attribute, text.clone())));
        })
    };
    let onclose = {
        let draft = draft.clone();
        Callback::from(move |()| draft.set(None))
    };
    let dialog = match &*draft {
        None => Html::default(),
        Some((attribute, text)) => {
            let attribute = *attribute;
            let oninput = {
                let draft = draft.clone();
                Callback::from(move |new| draft.set(Some((attribute, new))))
            };
            let request = act::set_attribute(&props.topic, attribute.name(), text);
            let said = words.s("sns.edit.done");
            let save = asking.click(request.clone(), said, onclose.clone());
            let actions = html! {
                <>
                    <Button onclick={onclose.reform(|_: MouseEvent| ())}>
                        { words.t("app.cancel") }
                    </Button>
                    <Button kind={ButtonKind::Primary} onclick={save}>
                        { words.t("sns.edit.save") }
                    </Button>
                </>
            };
            let field = match attribute {
                Attribute::Display => html! {
                    <TextInput label={words.s("sns.create.display")} value={text.clone()}
                        {oninput} hint={html! { words.t("sns.create.display.hint") }} />
                },
                Attribute::Policy => html! {
                    <TextArea label={words.s("sns.policy.title")} value={text.clone()} mono=true
                        rows={16} {oninput} />
                },
            };
            html! {
                <Dialog open=true wide=true title={words.s("sns.edit.title")} {onclose} {actions}>
                    { field }
                    { asking.view() }
                    <CliForm request={Some(request)} />
                </Dialog>
            }
        }
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
            { dialog }
        </Panel>
    }
}
