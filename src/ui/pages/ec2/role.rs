//! The role of an instance, and the choice of another.

use watchtrail::view::ec2::act;
use watchtrail::view::ec2::detail::{Carried, Detail};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::facts::TabProps;
use super::load::ending;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Choice, CliForm, Dialog, KeyValues, Link, Panel, Select,
    use_opening,
};
use crate::ui::words::{Words, use_words};

/// The panel of an instance's role.
#[component]
pub fn RolePanel(props: &TabProps) -> Html {
    let (words, changing) = (use_words(), use_opening());
    let model = &props.model;
    let actions = html! {
        <Button onclick={changing.open} disabled={model.row.state.is_ending()}
            why={ending(&words, true)}>
            { words.t("ec2.role.modify") }
        </Button>
    };
    let known = |carried: &Carried| html! { <KeyValues rows={rows(&words, carried)} /> };
    html! {
        <Panel title={words.s("ec2.role.title")} {actions}>
            <p>{ words.t("ec2.role.note") }</p>
            { match &model.carried {
                Some(carried) => known(carried),
                None => html! { <p class="muted">{ words.t("ec2.role.none") }</p> },
            } }
            if let Some(why) = model.carried.as_ref().and_then(|carried| carried.why_not) {
                <Alert kind={AlertKind::Warning}><p>{ words.t(why) }</p></Alert>
            }
            if changing.is_open {
                <Modify model={model.clone()} onclose={changing.close} />
            }
        </Panel>
    }
}

fn rows(words: &Words, carried: &Carried) -> Vec<(AttrValue, Html)> {
    let role = match &carried.role {
        Some(name) => html! { <Link to={Route::Role(name.clone())}>{ name }</Link> },
        None => html! { "–" },
    };
    vec![
        (words.s("ec2.role.profile"), html! { <code>{ &carried.profile }</code> }),
        (words.s("ec2.role.role"), role),
    ]
}

/// The choices of instance profiles: none, then each by name.
pub fn choices(words: &Words, profiles: &[String]) -> Vec<Choice> {
    let none = Choice::new("", words.t("ec2.role.choose.none").to_owned());
    let named = profiles.iter().map(|name| Choice::new(name.clone(), name.clone()));
    std::iter::once(none).chain(named).collect()
}

#[derive(Clone, PartialEq, Properties)]
struct ModifyProps {
    model: Detail,
    onclose: Callback<()>,
}

/// The dialog that gives an instance another role, or none.
#[component]
fn Modify(props: &ModifyProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let carried = props.model.carried.as_ref();
    let chosen = use_state(|| carried.map(|it| it.profile.clone()).unwrap_or_default());
    let request = act::set_profile(&props.model.row.id, carried, &chosen);
    let said = words.s("ec2.role.done");
    let save = request.clone().map(|r| asking.click(r, said, props.onclose.clone()));
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |name: String| chosen.set(name))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} disabled={request.is_none()}
            onclick={save.unwrap_or_default()}>
            { words.t("ec2.role.submit") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("ec2.role.modify")} onclose={&props.onclose} {submit}>
            <Select label={words.s("ec2.role.profile")} value={(*chosen).clone()}
                options={choices(&words, &props.model.profiles)} {onchange}
                hint={html! {
                    <Link to={Route::Roles}>{ words.t("ec2.role.create") }</Link>
                }} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
