//! The form that makes a volume.

use watchtrail::view::route::Route;
use watchtrail::view::volumes::form::Form;
use watchtrail::view::volumes::snapshots::Row as Snapshot;
use yew::prelude::*;

use super::fields::Fields;
use crate::ui::ctl::{Flash, Msg, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, PageHead, Panel, Select, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The zones of the Region.
    pub zones: Vec<String>,
    /// The snapshots it can be made of.
    pub snapshots: Vec<Snapshot>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The form that makes a volume.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let first = props.zones.first().cloned().unwrap_or_default();
    let form = use_state(|| Form::new(first));
    let edit = |change: fn(&mut Form, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let onchange = {
        let form = form.clone();
        Callback::from(move |new: Form| form.set(new))
    };
    let encrypt = onchange.clone();
    let request = form.create();
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let request = request.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request) = request.clone() else { return };
            let (words, ctl) = (words.clone(), ctl.clone());
            let done = Callback::from(move |reply: Reply| {
                let id = reply.result.ok().and_then(|reply| {
                    reply.get("VolumeId").and_then(|id| id.as_str()).map(str::to_owned)
                });
                let id = id.unwrap_or_default();
                ctl.flash(Flash::success(words.f("volumes.created", &[("id", &id)])));
                ctl.go(Route::Volume(id));
            });
            asking.send(request, done);
        })
    };
    let zone = |zone: &String| Choice::new(zone.clone(), zone.clone());
    let zones: Vec<Choice> = props.zones.iter().map(zone).collect();
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateVolume.crumbs()} title={words.s("volumes.create")}
                note={html! { words.t("volumes.create.note") }} />
            <Panel title={words.s("volumes.settings")}>
                <TextInput label={words.s("volumes.column.name")} value={form.name.clone()}
                    placeholder="data" hint={html! { words.t("ec2.launch.name.hint") }}
                    oninput={edit(|form, text| form.name = text)} />
                <Fields form={(*form).clone()} {onchange} />
                { props.reads.or_refused("DescribeAvailabilityZones", || html! {
                    <Select label={words.s("volumes.column.zone")} options={zones}
                        value={form.zone.clone()} hint={html! { words.t("volumes.zone.hint") }}
                        onchange={edit(|form, text| form.zone = text)} />
                }) }
                { props.reads.or_refused("DescribeSnapshots", || html! {
                    <Source form={(*form).clone()} snapshots={props.snapshots.clone()}
                        onchange={encrypt.clone()} />
                }) }
                <Encryption form={(*form).clone()} onchange={encrypt} />
            </Panel>
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Volumes))}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t("volumes.create") }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SourceProps {
    form: Form,
    snapshots: Vec<Snapshot>,
    onchange: Callback<Form>,
}

/// The snapshot the volume is made of: none, or one with what its maker says of it.
#[component]
fn Source(props: &SourceProps) -> Html {
    let words = use_words();
    let choose = {
        let (form, onchange) = (props.form.clone(), props.onchange.clone());
        Callback::from(move |snapshot: String| onchange.emit(Form { snapshot, ..form.clone() }))
    };
    let none = Choice::new("", words.s("volumes.snapshot.none"));
    let named = props.snapshots.iter().filter(|one| one.percent == 100).map(|one| {
        let label = format!("{} ({} GiB) {}", one.id, one.gib, one.description);
        Choice::new(one.id.clone(), label.trim_end().to_owned())
    });
    let options: Vec<Choice> = std::iter::once(none).chain(named).collect();
    html! {
        <Select label={words.s("volumes.snapshot")} {options}
            value={props.form.snapshot.clone()} onchange={choose}
            hint={html! { words.t("volumes.snapshot.hint") }} />
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EncryptionProps {
    form: Form,
    onchange: Callback<Form>,
}

/// Whether the volume is encrypted, and with which key.
#[component]
fn Encryption(props: &EncryptionProps) -> Html {
    let words = use_words();
    let encrypt = {
        let (form, onchange) = (props.form.clone(), props.onchange.clone());
        Callback::from(move |encrypted: bool| onchange.emit(Form { encrypted, ..form.clone() }))
    };
    let choose = {
        let (form, onchange) = (props.form.clone(), props.onchange.clone());
        Callback::from(move |key: String| onchange.emit(Form { key, ..form.clone() }))
    };
    html! {
        <>
            <Checkbox label={words.s("volumes.encrypt")} checked={props.form.encrypted}
                hint={html! { words.t("volumes.encrypt.hint") }} onchange={encrypt} />
            if props.form.encrypted {
                <TextInput label={words.s("volumes.key")} value={props.form.key.clone()}
                    placeholder="alias/aws/ebs" hint={html! { words.t("volumes.key.hint") }}
                    oninput={choose} />
            }
        </>
    }
}
