//! The permissions boundary of a user or a role: shown, set and taken away.

use watchtrail::view::iam::act::{self, Holder};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Dialog, Link, Panel, Select, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Boundary`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user or the role.
    pub holder: Holder,
    /// The policy that bounds it: name and ARN.
    pub policy: Option<(String, String)>,
    /// The policies to choose from: name and ARN.
    pub choices: Vec<(String, String)>,
}

/// The panel.
#[component]
pub fn Boundary(props: &Props) -> Html {
    let (words, asking, setting) = (use_words(), use_asking(), use_opening());
    let name = props.holder.name();
    let remove = act::bound(&props.holder, None).map(|request| {
        let said = words.f("iam.boundary.removed", &[("name", &name)]);
        asking.click(request, said, Callback::noop())
    });
    let set = if props.policy.is_some() { "iam.boundary.change" } else { "iam.boundary.set" };
    let actions = html! {
        <>
            if props.policy.is_some() {
                <Button onclick={remove.unwrap_or_default()}>
                    { words.t("iam.boundary.remove") }
                </Button>
            }
            <Button onclick={setting.open}>{ words.t(set) }</Button>
        </>
    };
    html! {
        <Panel title={words.s("iam.user.boundary")} {actions}>
            if let Some((name, arn)) = &props.policy {
                <p><Link to={Route::Policy(arn.clone())}>{ name.clone() }</Link></p>
            } else {
                <p>{ words.t("iam.boundary.none") }</p>
            }
            <p class="hint">{ words.t("iam.boundary.note") }</p>
            { asking.view() }
            if setting.is_open {
                <Set holder={props.holder.clone()} choices={props.choices.clone()}
                    first={props.policy.clone().map(|(_, arn)| arn)} onclose={setting.close} />
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SetProps {
    holder: Holder,
    choices: Vec<(String, String)>,
    first: Option<String>,
    onclose: Callback<()>,
}

/// The dialog that sets it.
#[component]
fn Set(props: &SetProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let chosen = use_state(|| props.first.clone().unwrap_or_default());
    let request = Some(&*chosen)
        .filter(|arn| !arn.is_empty())
        .and_then(|arn| act::bound(&props.holder, Some(arn)));
    let said = words.f("iam.boundary.done", &[("name", &props.holder.name())]);
    let set = request.clone().map(|it| asking.click(it, said, props.onclose.clone()));
    let none = Choice::new("", words.s("iam.boundary.choose"));
    let all = props.choices.iter().map(|(name, arn)| Choice::new(arn.clone(), name.clone()));
    let options: Vec<Choice> = std::iter::once(none).chain(all).collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |arn| chosen.set(arn))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} disabled={set.is_none()}
            onclick={set.unwrap_or_default()}>
            { words.t("iam.boundary.set") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("iam.user.boundary")} onclose={&props.onclose} {submit}>
            <Select label={words.s("iam.boundary.policy")} {options} value={(*chosen).clone()}
                {onchange} hint={html! { words.t("iam.boundary.note") }} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
