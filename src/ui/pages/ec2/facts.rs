//! The details of an instance, and its protections.

use watchtrail::view::ec2::act::{self, Protection};
use watchtrail::view::ec2::detail::Detail;
use watchtrail::view::format;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::attributes::Attributes;
use super::console::ConsolePanel;
use super::credits::CreditsPanel;
use super::role::RolePanel;
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Checkbox, CopyButton, KeyValues, Link, Panel, When};
use crate::ui::words::{Words, use_words};

/// The properties of the tabs of an instance.
#[derive(Clone, PartialEq, Properties)]
pub struct TabProps {
    /// The instance.
    pub model: Detail,
}

/// The tab of details.
#[component]
pub fn FactsTab(props: &TabProps) -> Html {
    let words = use_words();
    let model = &props.model;
    html! {
        <>
            <Panel title={words.s("ec2.facts.title")}>
                <KeyValues rows={summary(&words, model)} />
            </Panel>
            <Panel title={words.s("ec2.facts.network")}>
                <KeyValues rows={network(&words, model)} />
            </Panel>
            if let Some(credits) = model.credits {
                <CreditsPanel id={model.row.id.clone()} model={credits}
                    gone={model.row.state.is_ending()} />
            }
            <RolePanel model={model.clone()} />
            <Panel title={words.s("ec2.facts.alarms")}>{ alarms(&words, model) }</Panel>
            <Attributes model={model.clone()} />
            <Protections model={model.clone()} />
            <ConsolePanel model={model.clone()} />
        </>
    }
}

fn code(text: &str) -> Html {
    html! { <code>{ text }</code> }
}

fn or_dash(text: Option<&str>) -> Html {
    html! { text.unwrap_or("–") }
}

fn summary(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let row = &model.row;
    let (image, name) = &model.image;
    let gib = model.memory_mib.map(|mib| format::number(f64::from(mib) / 1024.0, 1));
    let size = match (model.vcpus, gib) {
        (Some(vcpus), Some(gib)) => {
            words.fill("ec2.facts.size", &[("name", &row.kind), ("vcpus", &vcpus), ("gib", &gib)])
        }
        _ => row.kind.to_owned(),
    };
    let state = html! {
        <>
            { super::state(row.state) }
            if let Some(due) = model.due {
                <span class="muted">
                    { " " }{ words.fill("ec2.facts.due", &[("time", &format::clock(due))]) }
                </span>
            }
        </>
    };
    let mut rows = vec![
        (
            words.s("ec2.column.id"),
            html! {
                <>{ code(&row.id) }<CopyButton text={row.id.clone()} /></>
            },
        ),
        (words.s("ec2.column.state"), state),
        (words.s("ec2.column.type"), html! { size }),
        (words.s("ec2.column.checks"), super::checks(words, row.checks)),
        (
            words.s("ec2.launch.image"),
            html! {
                <>{ code(image) }{ " " }{ name.unwrap_or_default() }</>
            },
        ),
        (words.s("ec2.facts.platform"), or_dash(model.platform)),
        (words.s("ec2.column.launched"), html! { <When at={row.launched} /> }),
        (words.s("ec2.column.monitoring"), super::monitoring(row.monitoring)),
        (words.s("ec2.facts.reservation"), code(&model.reservation)),
    ];
    if let Some(request) = &model.spot {
        rows.push((words.s("ec2.facts.spot"), code(request)));
    }
    if let Some(text) = &model.user_data {
        let told = html! {
            <>
                <pre class="mono">{ text }</pre>
                <p class="hint">{ words.t("ec2.facts.user-data.note") }</p>
            </>
        };
        rows.push((words.s("ec2.facts.user-data"), told));
    }
    if !model.transition.is_empty() {
        rows.push((words.s("ec2.facts.transition"), html! { &model.transition }));
    }
    if let Some(reason) = model.reason {
        rows.push((words.s("ec2.facts.reason"), html! { reason }));
    }
    rows
}

fn network(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let row = &model.row;
    let volumes = model.volumes.iter().map(|(id, device, about)| {
        html! {
            <div key={id.clone()}>
                <Link to={Route::Volume(id.clone())} class="mono">{ id }</Link>
                { format!(" {device}, {about}") }
            </div>
        }
    });
    let groups = model.groups.iter().map(|(id, name)| {
        html! {
            <div key={id.clone()}>
                <Link to={Route::SecurityGroup(id.clone())} class="mono">{ id }</Link>
                { format!(" ({name})") }
            </div>
        }
    });
    let v6 = model.v6.join(", ");
    vec![
        (words.s("ec2.column.public"), public(words, model)),
        (words.s("ec2.facts.private"), or_dash(row.private.as_deref())),
        (words.s("ec2.facts.v6"), or_dash(Some(v6.as_str()).filter(|text| !text.is_empty()))),
        (words.s("ec2.column.zone"), html! { &row.zone }),
        (words.s("ec2.facts.vpc"), code(&model.vpc)),
        (
            words.s("ec2.facts.subnet"),
            html! {
                <Link to={Route::Subnet(model.subnet.clone())} class="mono">
                    { &model.subnet }
                </Link>
            },
        ),
        (words.s("ec2.facts.group"), html! { <>{ for groups }</> }),
        (words.s("ec2.facts.volumes"), html! { <>{ for volumes }</> }),
    ]
}

/// The public address, and whether it is an Elastic IP address.
fn public(words: &Words, model: &Detail) -> Html {
    let address = or_dash(model.row.public.as_deref());
    if !model.elastic {
        return address;
    }
    html! {
        <>
            { address }{ " (" }
            <Link to={Route::Addresses}>{ words.t("ec2.facts.elastic") }</Link>
            { ")" }
        </>
    }
}

fn alarms(words: &Words, model: &Detail) -> Html {
    let row = |(name, state): &(String, _)| {
        html! {
            <li key={name.clone()}>
                { super::alarm_state(*state) }{ " " }
                <Link to={Route::alarm(name)}>{ name }</Link>
            </li>
        }
    };
    html! {
        <>
            if model.alarms.is_empty() {
                <p>{ words.t("ec2.facts.alarms.none") }</p>
            } else {
                <ul class="plain">{ for model.alarms.iter().map(row) }</ul>
            }
            <p><Link to={super::monitoring::create_alarm(&model.row.id)}>
                { words.t("ec2.facts.alarms.create") }
            </Link></p>
        </>
    }
}

/// The two protections of an instance.
#[component]
fn Protections(props: &TabProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let (terminate, stop) = props.model.protected;
    let set = |from: Protection, key: &'static str| {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let id = props.model.row.id.clone();
        Callback::from(move |on: bool| {
            let ctl = ctl.clone();
            let text = words.s(&format!("{key}.{}", if on { "on" } else { "off" }));
            let done = Callback::from(move |_| ctl.flash(Flash::success(text.clone())));
            asking.send(act::protect(&id, from, on), done);
        })
    };
    let gone = props.model.row.state.is_ending();
    html! {
        <Panel title={words.s("ec2.protect.title")}>
            <Checkbox label={words.s("ec2.protect.terminate")} checked={terminate} disabled={gone}
                hint={html! { words.t("ec2.protect.terminate.hint") }}
                onchange={set(Protection::Termination, "ec2.protect.terminate")} />
            <Checkbox label={words.s("ec2.protect.stop")} checked={stop} disabled={gone}
                hint={html! { words.t("ec2.protect.stop.hint") }}
                onchange={set(Protection::Stop, "ec2.protect.stop")} />
            { asking.view() }
        </Panel>
    }
}
