//! The form that makes a security group.

use watchtrail::view::route::Route;
use watchtrail::view::security::act;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{Button, ButtonKind, CliForm, PageHead, Panel, TextInput};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The form that makes a security group.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let (name, description) = (use_state(String::new), use_state(String::new));
    let type_into = |field: &UseStateHandle<String>| {
        let field = field.clone();
        Callback::from(move |text| field.set(text))
    };
    let request = act::create(&name, &description);
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let request = request.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (words, ctl) = (words.clone(), ctl.clone());
            let done = Callback::from(move |reply: Reply| {
                let id = reply.result.ok().and_then(|reply| act::made(&reply)).unwrap_or_default();
                ctl.flash(Flash::success(words.f("security.created", &[("id", &id)])));
                ctl.go(Route::SecurityGroup(id));
            });
            asking.send(request, done);
        })
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateSecurityGroup.crumbs()}
                title={words.s("security.create")}
                note={html! { words.t("security.create.note") }} />
            { props.reads.or_refused("DescribeVpcs", || html! {
                <Panel title={words.s("security.details")}>
                    <TextInput label={words.s("security.column.name")} value={(*name).clone()}
                        required=true placeholder="web" oninput={type_into(&name)}
                        hint={html! { words.t("security.name.hint") }} />
                    <TextInput label={words.s("security.column.description")}
                        value={(*description).clone()} required=true
                        oninput={type_into(&description)}
                        hint={html! { words.t("security.description.hint") }} />
                </Panel>
            }) }
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::SecurityGroups))}>
                    { words.t("app.cancel") }
                </Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t("security.create") }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}
