//! The form for a rule: a new one, or another definition for one that is there.

use watchtrail::view::contributors::act::Form;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, CliForm, Panel, TextArea, TextInput, edited};
use crate::ui::words::use_words;

/// The form for a new rule.
#[component]
pub fn Create() -> Html {
    html! { <Edit form={Form::default()} is_new=true enabled=true /> }
}

/// What [`Edit`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it begins with.
    pub form: Form,
    /// Whether it makes a rule.
    #[prop_or_default]
    pub is_new: bool,
    /// Whether the rule counts.
    pub enabled: bool,
}

/// The form.
#[component]
pub fn Edit(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let form = {
        let begin = props.form.clone();
        use_state(move || begin)
    };
    let request = form.request(props.enabled);
    let is_new = props.is_new;
    let onsubmit = {
        let (words, asking) = (words.clone(), asking.clone());
        let (request, form) = (request.clone(), form.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let said = words.s(if is_new { "contributors.made" } else { "contributors.changed" });
            let (ctl, form) = (ctl.clone(), form.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                if is_new {
                    form.set(Form::default());
                }
            });
            asking.send(request, done);
        })
    };
    let name = edited(&form, |form: &mut Form, text: String| form.name = text);
    let definition = edited(&form, |form: &mut Form, text: String| form.definition = text);
    let title = words.s(if is_new { "contributors.create" } else { "contributors.edit" });
    html! {
        <form class="form" {onsubmit}>
            <Panel title={title.clone()}>
                if is_new {
                    <TextInput label={words.s("contributors.name")} value={form.name.clone()}
                        required=true oninput={name} />
                }
                <TextArea label={words.s("contributors.definition")} rows=12 mono=true
                    value={form.definition.clone()} oninput={definition}
                    hint={html! { words.t("contributors.definition.hint") }}
                    error={form.problem().map(AttrValue::from)} />
                { asking.view() }
                <div class="form-actions">
                    <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                        { title }
                    </Button>
                </div>
                <CliForm {request} />
            </Panel>
        </form>
    }
}
