//! The page of one subnet.

use std::collections::BTreeMap;

use watchtrail::view::ec2::act::retag;
use watchtrail::view::network::act::{self, Gift};
use watchtrail::view::network::{Row as Subnet, Vpc};
use watchtrail::view::route::{EventsQuery, Route};
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::security::wearers;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Alert, AlertKind, Button, Checkbox, CliForm, CopyButton, KeyValues, Link, PageHead, Panel,
    TextInput,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The id in the address.
    pub id: String,
    /// The subnet; nothing when there is none by this id.
    pub model: Option<Subnet>,
    /// Its VPC.
    pub vpc: Vpc,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a subnet.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::Subnet(props.id.clone());
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={props.id.clone()} reads={props.reads.clone()}
                op="DescribeSubnets" none="network.gone" others={Route::Subnets}
                see="network.gone.next" />
        };
    };
    let title = if model.name.is_empty() { model.id.clone() } else { model.name.clone() };
    let (id, old) = (model.id.clone(), model.tags.clone());
    let requests = {
        let old = old.clone();
        Callback::from(move |new: BTreeMap<String, String>| retag(&id, &old, &new))
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true
                actions={delete(&words, model)} note={html! { <code>{ &model.id }</code> }} />
            { props.reads.or_refused("DescribeSubnets", || html! {
                <>
                    <Panel title={words.s("network.details")}>
                        <KeyValues rows={summary(&words, model, &props.vpc)} />
                    </Panel>
                    <Gifts model={model.clone()} />
                    if model.v6.is_none() && props.vpc.v6.is_some() {
                        <AddV6 id={model.id.clone()} free={props.vpc.free_v6.clone()} />
                    }
                </>
            }) }
            { props.reads.or_refused("DescribeInstances", || {
                wearers(&words, &model.instances, "network.instances")
            }) }
            <Tagged title={words.s("ec2.tab.tags")} tags={old} {requests} />
        </>
    }
}

fn delete(words: &Words, model: &Subnet) -> Html {
    html! {
        <Confirm label={words.s("network.delete")} request={act::delete_subnet(&model.id)}
            danger=true title={words.f("network.delete.ask", &[("id", &model.id)])}
            said={words.f("network.delete.done", &[("id", &model.id)])} to={Some(Route::Subnets)}>
            if !model.instances.is_empty() {
                <Alert kind={AlertKind::Warning}><p>{ words.t("network.delete.used") }</p></Alert>
            } else {
                <p>{ words.t("network.delete.warning") }</p>
            }
        </Confirm>
    }
}

fn summary(words: &Words, model: &Subnet, vpc: &Vpc) -> Vec<(AttrValue, Html)> {
    let history = Route::Events(EventsQuery::attribute("ResourceName", &model.id));
    let v6 = match &model.v6 {
        None => html! { "–" },
        Some((association, range)) => html! {
            <>
                <code>{ range }</code>{ " " }
                <Confirm label={words.s("network.range.remove")} small=true danger=true
                    title={words.f("network.range.remove.ask", &[("range", range)])}
                    said={words.f("network.range.remove.done", &[("range", range)])}
                    request={act::remove_v6(association)}>
                    <p>{ words.t("network.v6.remove.note") }</p>
                </Confirm>
            </>
        },
    };
    vec![
        (
            words.s("network.column.id"),
            html! { <><code>{ &model.id }</code><CopyButton text={model.id.clone()} /></> },
        ),
        (words.s("network.vpc.id"), html! { <code>{ &vpc.id }</code> }),
        (words.s("network.column.zone"), html! { &model.zone }),
        (words.s("network.column.v4"), html! { model.v4.as_deref().unwrap_or("–") }),
        (words.s("network.column.v6"), v6),
        (words.s("network.column.free"), html! { model.free }),
        (
            words.s("network.column.default"),
            html! { words.t(if model.default { "network.yes" } else { "network.no" }) },
        ),
        (
            words.s("security.history"),
            html! { <Link to={history}>{ words.t("security.history.open") }</Link> },
        ),
    ]
}

#[derive(Clone, PartialEq, Properties)]
struct GiftsProps {
    model: Subnet,
}

/// What a launch into the subnet gets.
#[component]
fn Gifts(props: &GiftsProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let model = &props.model;
    let set = |gift: Gift| {
        let (ctl, asking, id) = (ctl.clone(), asking.clone(), model.id.clone());
        let said = words.s("network.gift.done");
        Callback::from(move |on: bool| {
            let (ctl, said) = (ctl.clone(), said.clone());
            let done = Callback::from(move |_| ctl.flash(Flash::success(said.clone())));
            asking.send(act::give(&id, gift, on), done);
        })
    };
    html! {
        <Panel title={words.s("network.gift")}>
            <Checkbox label={words.s("network.gift.public")} checked={model.public}
                hint={html! { words.t("network.gift.public.hint") }}
                disabled={model.v4.is_none()} onchange={set(Gift::Public)} />
            <Checkbox label={words.s("network.gift.v6")} checked={model.assigns_v6}
                hint={html! { words.t("network.gift.v6.hint") }}
                disabled={model.v6.is_none()} onchange={set(Gift::Ipv6)} />
            { asking.view() }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AddProps {
    id: String,
    free: String,
}

/// The line that gives the subnet a range of IPv6 addresses.
#[component]
fn AddV6(props: &AddProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let range = {
        let free = props.free.clone();
        use_state(|| free)
    };
    let request = act::add_v6(&props.id, &range);
    let oninput = {
        let range = range.clone();
        Callback::from(move |text| range.set(text))
    };
    let onsubmit = {
        let (asking, request) = (asking.clone(), request.clone());
        let said = words.s("network.range.added");
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (ctl, said) = (ctl.clone(), said.clone());
            let done = Callback::from(move |_| ctl.flash(Flash::success(said.clone())));
            asking.send(request, done);
        })
    };
    html! {
        <Panel title={words.s("network.v6.add")}>
            <form {onsubmit}>
                <TextInput label={words.s("network.column.v6")} required=true
                    value={(*range).clone()} {oninput}
                    hint={html! { words.t("network.v6.hint") }} />
                { asking.view() }
                <div class="form-actions">
                    <Button submit=true disabled={request.is_none()}>
                        { words.t("network.range.add.do") }
                    </Button>
                </div>
                <CliForm {request} />
            </form>
        </Panel>
    }
}
