//! The ranges of the default VPC, and how it gets others.

use watchtrail::view::network::{Range, Vpc, act};
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Button, CliForm, CopyButton, KeyValues, Panel, TextInput};
use crate::ui::words::{Words, use_words};

/// The properties of [`VpcPanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The VPC.
    pub vpc: Vpc,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The default VPC.
#[component]
pub fn VpcPanel(props: &Props) -> Html {
    let words = use_words();
    let vpc = &props.vpc;
    if !vpc.there {
        return html! {
            <Panel title={words.s("network.vpc")}>
                <p>{ words.t("network.vpc.none") }</p>
                { props.reads.or_refused("DescribeInternetGateways", || loose(&words, vpc)) }
            </Panel>
        };
    }
    let v4 = html! {
        <>
            <div><code>{ &vpc.first }</code></div>
            { for vpc.further.iter().map(|range| removable(&words, range)) }
        </>
    };
    let v6 = match &vpc.v6 {
        Some(range) => removable(&words, range),
        None => html! {
            <Confirm label={words.s("network.v6.provide")} request={act::provide_v6(&vpc.id)}
                small=true title={words.s("network.v6.provide.ask")}
                said={words.s("network.v6.provide.done")}>
                <p>{ words.t("network.v6.provide.note") }</p>
            </Confirm>
        },
    };
    let rows = vec![
        (
            words.s("network.vpc.id"),
            html! { <><code>{ &vpc.id }</code><CopyButton text={vpc.id.clone()} /></> },
        ),
        (words.s("network.column.v4"), v4),
        (words.s("network.column.v6"), v6),
        (
            words.s("network.gateway"),
            props.reads.or_refused("DescribeInternetGateways", || gateways(&words, vpc)),
        ),
        (words.s("network.bare"), bare(&words, vpc)),
    ];
    html! {
        <Panel title={words.s("network.vpc")}>
            <KeyValues {rows} />
            <AddRange vpc={vpc.id.clone()} />
            <div class="form-actions">
                <Confirm label={words.s("network.vpc.delete")} danger=true
                    title={words.f("network.delete.ask", &[("id", &vpc.id)])}
                    said={words.s("network.vpc.delete.done")} request={act::delete_vpc(&vpc.id)}>
                    <p>{ words.t("network.vpc.delete.note") }</p>
                </Confirm>
            </div>
        </Panel>
    }
}

/// The internet gateway, and those that are detached.
fn gateways(words: &Words, vpc: &Vpc) -> Html {
    let attached = vpc.gateways.attached.as_ref().map(|id| {
        html! {
            <div>
                <code>{ id }</code>{ " " }
                <Confirm label={words.s("network.gateway.detach")} small=true danger=true
                    title={words.f("network.gateway.detach.ask", &[("id", id)])}
                    said={words.f("network.gateway.detach.done", &[("id", id)])}
                    request={act::gateway(id, &vpc.id, false)}>
                    <p>{ words.t("network.gateway.detach.note") }</p>
                </Confirm>
            </div>
        }
    });
    html! { <>{ for attached }{ loose(words, vpc) }</> }
}

/// The gateways of no VPC.
fn loose(words: &Words, vpc: &Vpc) -> Html {
    let one = |id: &String| {
        html! {
            <div key={id.clone()}>
                <code>{ id }</code>{ " " }{ words.t("network.gateway.loose") }{ " " }
                if vpc.there && vpc.gateways.attached.is_none() {
                    <Confirm label={words.s("network.gateway.attach")} small=true
                        title={words.f("network.gateway.attach.ask", &[("id", id)])}
                        said={words.f("network.gateway.attach.done", &[("id", id)])}
                        request={act::gateway(id, &vpc.id, true)} />
                }
                <Confirm label={words.s("network.delete")} small=true danger=true
                    title={words.f("network.delete.ask", &[("id", id)])}
                    said={words.f("network.gateway.delete.done", &[("id", id)])}
                    request={act::delete_gateway(id)} />
            </div>
        }
    };
    html! { <>{ for vpc.gateways.loose.iter().map(one) }</> }
}

/// The zones without a default subnet, each with the button that makes one.
fn bare(words: &Words, vpc: &Vpc) -> Html {
    let one = |zone: &String| {
        html! {
            <div key={zone.clone()}>
                { zone }{ " " }
                <Confirm label={words.s("network.bare.do")} small=true
                    name={words.f("network.bare.name", &[("zone", zone)])}
                    title={words.f("network.bare.ask", &[("zone", zone)])}
                    said={words.f("network.bare.done", &[("zone", zone)])}
                    request={act::create_default_subnet(zone)} />
            </div>
        }
    };
    match vpc.bare.is_empty() {
        true => html! { words.t("network.bare.none") },
        false => html! { <>{ for vpc.bare.iter().map(one) }</> },
    }
}

/// A range with the button that takes it away.
fn removable(words: &Words, (association, range): &Range) -> Html {
    html! {
        <div key={association.clone()}>
            <code>{ range }</code>{ " " }
            <Confirm label={words.s("network.range.remove")} small=true danger=true
                name={words.f("network.range.remove.name", &[("range", range)])}
                title={words.f("network.range.remove.ask", &[("range", range)])}
                said={words.f("network.range.remove.done", &[("range", range)])}
                request={act::remove_range(association)}>
                <p>{ words.t("network.range.remove.note") }</p>
            </Confirm>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AddProps {
    vpc: String,
}

/// The line that gives the VPC a further IPv4 range.
#[component]
fn AddRange(props: &AddProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let cidr = use_state(String::new);
    let request = act::add_range(&props.vpc, &cidr);
    let oninput = {
        let cidr = cidr.clone();
        Callback::from(move |text| cidr.set(text))
    };
    let onsubmit = {
        let (asking, request, cidr) = (asking.clone(), request.clone(), cidr.clone());
        let said = words.s("network.range.added");
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (ctl, said, cidr) = (ctl.clone(), said.clone(), cidr.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                cidr.set(String::new());
            });
            asking.send(request, done);
        })
    };
    html! {
        <form {onsubmit}>
            <TextInput label={words.s("network.range.add")} required=true value={(*cidr).clone()}
                placeholder="100.64.0.0/16" {oninput}
                hint={html! { words.t("network.range.add.hint") }} />
            { asking.view() }
            <div class="form-actions">
                <Button submit=true disabled={request.is_none()}>
                    { words.t("network.range.add.do") }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}
