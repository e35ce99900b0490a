//! The form that makes a subnet.

use watchtrail::view::network::{Vpc, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{Button, ButtonKind, Choice, CliForm, PageHead, Panel, Select, TextInput};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The VPC.
    pub vpc: Vpc,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The form that makes a subnet.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let zone = props.vpc.zones.first().cloned().unwrap_or_default();
    let form = use_state(|| act::SubnetForm { zone, ..Default::default() });
    let edit = |change: fn(&mut act::SubnetForm, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let request = form.create(&props.vpc.id);
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let request = request.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (words, ctl) = (words.clone(), ctl.clone());
            let done = Callback::from(move |reply: Reply| {
                let id = reply.result.ok().and_then(|reply| act::made_subnet(&reply));
                let id = id.unwrap_or_default();
                ctl.flash(Flash::success(words.f("network.created", &[("id", &id)])));
                ctl.go(Route::Subnet(id));
            });
            asking.send(request, done);
        })
    };
    let zones: Vec<Choice> =
        props.vpc.zones.iter().map(|zone| Choice::new(zone.clone(), zone.clone())).collect();
    let v6_hint = match props.vpc.v6 {
        Some(_) => words.t("network.v6.hint"),
        None => words.t("network.v6.none"),
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateSubnet.crumbs()} title={words.s("network.create")}
                note={html! { words.t("network.create.note") }} />
            <Panel title={words.s("network.settings")}>
                <TextInput label={words.s("network.column.name")} value={form.name.clone()}
                    placeholder="back-room" oninput={edit(|form, text| form.name = text)} />
                { props.reads.or_refused("DescribeAvailabilityZones", || html! {
                    <Select label={words.s("network.column.zone")} options={zones}
                        value={form.zone.clone()}
                        onchange={edit(|form, text| form.zone = text)} />
                }) }
                <TextInput label={words.s("network.column.v4")} value={form.v4.clone()}
                    placeholder="172.31.128.0/24" hint={html! { words.t("network.v4.hint") }}
                    oninput={edit(|form, text| form.v4 = text)} />
                <TextInput label={words.s("network.column.v6")} value={form.v6.clone()}
                    placeholder={props.vpc.free_v6.clone()} hint={html! { v6_hint }}
                    disabled={props.vpc.v6.is_none()}
                    oninput={edit(|form, text| form.v6 = text)} />
            </Panel>
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Subnets))}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t("network.create") }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}
