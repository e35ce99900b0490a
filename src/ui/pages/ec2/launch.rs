//! The form that launches instances.

use std::collections::BTreeMap;

use watchtrail::sim::Region;
use watchtrail::view::ec2::launch::{Choices, Form, ImageChoice, TypeChoice, VOLUMES, launched};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::role::choices;
use crate::ui::ctl::{Ctl, Flash, Msg, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, Refused, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, NumberInput, PageHead, Panel, Select,
    TagsEditor, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What can be chosen.
    pub model: Choices,
    /// Security groups: id and name.
    pub groups: Vec<(String, String)>,
    /// The Region.
    pub region: Region,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// What the form holds while it is filled in: tags may have one key twice then.
#[derive(Clone, PartialEq)]
struct Draft {
    form: Form,
    tags: Vec<(String, String)>,
}

/// The launch form.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let region = props.region;
    let draft = use_state(|| Draft { form: Form::new(region), tags: Vec::new() });
    let change = |edit: fn(&mut Form, String)| edited(&draft, edit);
    let switch = |edit: fn(&mut Form, bool)| edited(&draft, edit);
    let retag = {
        let draft = draft.clone();
        Callback::from(move |tags: Vec<(String, String)>| {
            let given = tags.iter().filter(|(key, _)| !key.is_empty()).cloned();
            let given: BTreeMap<String, String> = given.collect();
            let form = Form { tags: given, ..draft.form.clone() };
            draft.set(Draft { form, tags });
        })
    };
    let form = &draft.form;
    let problems = form.problems(&props.model);
    let onsubmit = {
        let (done, asking) = (done(&words, &ctl), asking.clone());
        let (request, right) = (form.request(), problems.is_empty());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if right {
                asking.send(request.clone(), done.clone());
            }
        })
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::Launch.crumbs()} title={words.s("ec2.launch.title")}
                note={html! { words.t("ec2.launch.note") }} />
            <Panel title={words.s("ec2.launch.names")}>
                <TextInput label={words.s("ec2.launch.name")} value={form.name.clone()}
                    placeholder="web" hint={html! { words.t("ec2.launch.name.hint") }}
                    oninput={change(|form, text| form.name = text)} />
                <TagsEditor tags={draft.tags.clone()} onchange={retag} />
            </Panel>
            { machine(props, form, &problems, &change, &words) }
            { network(props, form, &change, &words) }
            { storage(props, form, &problems, &change, &words) }
            <Panel title={words.s("ec2.launch.options")}>
                { profile(props, form, change(|form, text| form.profile = text), &words) }
                <Checkbox label={words.s("ec2.launch.detailed")} checked={form.detailed}
                    hint={html! { words.t("ec2.launch.detailed.hint") }}
                    onchange={switch(|form, on| form.detailed = on)} />
                <Checkbox label={words.s("ec2.launch.protected")} checked={form.protected}
                    hint={html! { words.t("ec2.launch.protected.hint") }}
                    onchange={switch(|form, on| form.protected = on)} />
            </Panel>
            { market(form, &problems, (&change, switch(|form, on| form.spot = on)), &words) }
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Instances))}>
                    { words.t("app.cancel") }
                </Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={!problems.is_empty()}>
                    { words.t("ec2.launch.submit") }
                </Button>
            </div>
            <CliForm request={problems.is_empty().then(|| form.request())} />
        </form>
    }
}

/// The choice of an instance profile. Without the right to list them it stands as it is: an
/// instance needs none.
fn profile(props: &Props, form: &Form, onchange: Callback<String>, words: &Words) -> Html {
    let refused = props.reads.refused("ListInstanceProfiles");
    html! {
        <>
            <Select label={words.s("ec2.role.profile")} value={form.profile.clone()}
                options={choices(words, &props.model.profiles)}
                hint={html! { words.t("ec2.role.note") }} {onchange}
                disabled={refused.is_some()} />
            if let Some(reply) = refused {
                <details class="why-statement">
                    <summary>{ words.t("ec2.launch.profile.refused") }</summary>
                    <Refused reply={reply.clone()} />
                </details>
            }
        </>
    }
}

/// A callback that changes one thing of the form.
fn edited<T: 'static>(draft: &UseStateHandle<Draft>, edit: fn(&mut Form, T)) -> Callback<T> {
    let draft = draft.clone();
    Callback::from(move |value: T| {
        let mut new = (*draft).clone();
        edit(&mut new.form, value);
        draft.set(new);
    })
}

/// Says what was launched, and goes to the list.
fn done(words: &Words, ctl: &Ctl) -> Callback<Reply> {
    let (words, ctl) = (words.clone(), ctl.clone());
    Callback::from(move |reply: Reply| {
        let ids = reply.result.as_ref().map(launched).unwrap_or_default();
        let flash = Flash::success(words.f("ec2.launch.done", &[("ids", &ids.join(", "))]));
        ctl.flash(match ids.first() {
            Some(id) => flash.link(Route::Instance(id.clone()), words.s("ec2.launch.see")),
            None => flash,
        });
        ctl.go(Route::Instances);
    })
}

/// Which image, which type, how many.
fn machine(
    props: &Props,
    form: &Form,
    problems: &[&'static str],
    change: &impl Fn(fn(&mut Form, String)) -> Callback<String>,
    words: &Words,
) -> Html {
    let problem = |key: &str| problems.iter().find(|problem| **problem == key).map(|p| words.s(p));
    let images = props.model.images.iter().map(|image| image_choice(words, image));
    let types = props.model.types.iter().map(|kind| type_choice(words, kind));
    let image_hint =
        html! { <>{ words.t("ec2.launch.image.hint") }{ " " }<code>{ &form.image }</code></> };
    html! {
        <Panel title={words.s("ec2.launch.machine")}>
            { props.reads.or_refused("DescribeImages", || html! {
                <Select label={words.s("ec2.launch.image")} value={form.image.clone()}
                    options={images.collect::<Vec<_>>()} hint={image_hint}
                    onchange={change(|form, text| form.image = text)} />
            }) }
            { props.reads.or_refused("DescribeInstanceTypes", || html! {
                <Select label={words.s("ec2.launch.type")} value={form.kind.clone()}
                    options={types.collect::<Vec<_>>()}
                    error={problem("ec2.launch.type.problem")}
                    onchange={change(|form, text| form.kind = text)} />
            }) }
            if props.model.types.iter().any(|kind| kind.burstable && kind.name == form.kind) {
                <Select label={words.s("ec2.launch.credits")} value={form.credits.clone()}
                    options={credits(words)} hint={html! { words.t("ec2.launch.credits.hint") }}
                    onchange={change(|form, text| form.credits = text)} />
            }
            <NumberInput label={words.s("ec2.launch.count")} value={form.count.clone()}
                error={problem("ec2.launch.count.problem")}
                oninput={change(|form, text| form.count = text)} />
        </Panel>
    }
}

/// Who may reach it.
fn network(
    props: &Props,
    form: &Form,
    change: &impl Fn(fn(&mut Form, String)) -> Callback<String>,
    words: &Words,
) -> Html {
    let named = |(id, name): &(String, String)| Choice::new(id.clone(), format!("{id} ({name})"));
    let none = Choice::new("", words.s("templates.group.none"));
    let groups: Vec<Choice> = [none].into_iter().chain(props.groups.iter().map(named)).collect();
    html! {
        <Panel title={words.s("ec2.launch.network")}>
            { props.reads.or_refused("DescribeSecurityGroups", || html! {
                <Select label={words.s("ec2.facts.group")} value={form.group.clone()}
                    options={groups} hint={html! { words.t("ec2.launch.group.hint") }}
                    onchange={change(|form, text| form.group = text)} />
            }) }
        </Panel>
    }
}

/// The credit options of a type that bursts.
fn credits(words: &Words) -> Vec<Choice> {
    let option = |name: &'static str| {
        let key = if name.is_empty() { "default" } else { name };
        Choice::new(name, words.s(&format!("ec2.launch.credits.{key}")))
    };
    ["", "standard", "unlimited"].map(option).to_vec()
}

/// Its root volume.
fn storage(
    props: &Props,
    form: &Form,
    problems: &[&'static str],
    change: &impl Fn(fn(&mut Form, String)) -> Callback<String>,
    words: &Words,
) -> Html {
    let own = props.model.images.iter().find(|image| image.id == form.image);
    let least = own.map_or(0, |image| image.gib);
    let wrong = problems.contains(&"ec2.launch.gib.problem");
    let error = wrong.then(|| words.f("ec2.launch.gib.problem", &[("least", &least)]));
    let own = Choice::new("", words.s("ec2.launch.volume.own"));
    let kinds = [own].into_iter().chain(VOLUMES.map(|name| Choice::new(name, name)));
    html! {
        <Panel title={words.s("ec2.launch.storage")}>
            <NumberInput label={words.s("ec2.launch.gib")} value={form.gib.clone()} {error}
                hint={html! { words.fill("ec2.launch.gib.hint", &[("gib", &least)]) }}
                oninput={change(|form, text| form.gib = text)} />
            <Select label={words.s("ec2.launch.volume")} value={form.volume.clone()}
                options={kinds.collect::<Vec<_>>()}
                onchange={change(|form, text| form.volume = text)} />
        </Panel>
    }
}

/// How it is bought.
fn market(
    form: &Form,
    problems: &[&'static str],
    (change, switch): (&impl Fn(fn(&mut Form, String)) -> Callback<String>, Callback<bool>),
    words: &Words,
) -> Html {
    let wrong = problems.iter().find(|problem| **problem == "ec2.launch.price.problem");
    html! {
        <Panel title={words.s("ec2.launch.market")}>
            <Checkbox label={words.s("ec2.launch.spot")} checked={form.spot} onchange={switch}
                hint={html! { words.t("ec2.launch.spot.hint") }} />
            if form.spot {
                <TextInput label={words.s("ec2.launch.price")} value={form.max_price.clone()}
                    placeholder="0.05" hint={html! { words.t("ec2.launch.price.hint") }}
                    error={wrong.map(|key| words.s(key))}
                    oninput={change(|form, text| form.max_price = text)} />
            }
        </Panel>
    }
}

/// An image to choose.
pub fn image_choice(words: &Words, image: &ImageChoice) -> Choice {
    let bits = if image.architecture == "arm64" { "ec2.arch.arm" } else { "ec2.arch.x86" };
    Choice::new(image.id.clone(), format!("{} ({})", image.description, words.t(bits)))
}

/// A type to choose.
pub fn type_choice(words: &Words, kind: &TypeChoice) -> Choice {
    let gib = watchtrail::view::format::number(f64::from(kind.memory_mib) / 1024.0, 1);
    let text = words.f(
        if kind.free { "ec2.launch.type.free" } else { "ec2.launch.type.line" },
        &[("name", &kind.name), ("vcpus", &kind.vcpus), ("gib", &gib)],
    );
    Choice::new(kind.name, text)
}
