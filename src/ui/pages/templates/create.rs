//! The form that makes a launch template, or a new version of one.

use watchtrail::services::Request;
use watchtrail::view::ec2::launch::Choices;
use watchtrail::view::route::Route;
use watchtrail::view::templates::Form;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::ec2::launch::{image_choice, type_choice};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, PageHead, Panel, Select, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Images and types.
    pub choices: Choices,
    /// Security groups: id and name.
    pub groups: Vec<(String, String)>,
    /// The templates there are: id and name.
    pub templates: Vec<(String, String)>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The value of the choice of no security group.
const DEFAULT: &str = "";

/// The form.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let first = props.choices.images.first().map(|image| image.id.clone()).unwrap_or_default();
    let form = use_state(|| Form::new(first));
    // A name that is taken already means a new version of that template.
    let known = props.templates.iter().find(|(_, name)| *name == form.name);
    let request = match known {
        Some((id, _)) => Some(form.version_of(id)),
        None => form.create(),
    };
    let set = |change: fn(&mut Form, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let (request, name) = (request.clone(), form.name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(request): Option<Request> = request.clone() else { return };
            let (said, ctl) = (words.f("templates.created", &[("name", &name)]), ctl.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                ctl.go(Route::Templates);
            });
            asking.send(request, done);
        })
    };
    let onchange = {
        let form = form.clone();
        Callback::from(move |new: Form| form.set(new))
    };
    let key = if known.is_some() { "templates.create.version" } else { "templates.create" };
    let name_hint = match known {
        Some(_) => words.t("templates.name.known"),
        None => words.t("templates.name.hint"),
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateTemplate.crumbs()} title={words.s("templates.create")}
                note={html! { words.t("templates.create.note") }} />
            <Panel title={words.s("templates.what")}>
                <TextInput label={words.s("templates.name")} value={form.name.clone()}
                    required=true placeholder="web" hint={html! { name_hint }}
                    suggestions={props.templates.iter().map(|(_, name)| name.clone().into())
                        .collect::<Vec<AttrValue>>()}
                    oninput={set(|form, text| form.name = text)} />
                <TextInput label={words.s("templates.column.description")}
                    value={form.description.clone()}
                    oninput={set(|form, text| form.description = text)} />
            </Panel>
            <Launch props={props.clone()} form={(*form).clone()} {onchange} />
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Templates))}>
                    { words.t("app.cancel") }
                </Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t(key) }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct LaunchProps {
    props: Props,
    form: Form,
    onchange: Callback<Form>,
}

/// What is launched.
#[component]
fn Launch(launch: &LaunchProps) -> Html {
    let words = use_words();
    let (props, form) = (&launch.props, &launch.form);
    let set = |change: fn(&mut Form, String)| {
        let (form, onchange) = (form.clone(), launch.onchange.clone());
        Callback::from(move |text: String| {
            let mut new = form.clone();
            change(&mut new, text);
            onchange.emit(new);
        })
    };
    let detail = {
        let (form, onchange) = (form.clone(), launch.onchange.clone());
        Callback::from(move |detailed: bool| onchange.emit(Form { detailed, ..form.clone() }))
    };
    let images = props.choices.images.iter().map(|image| image_choice(&words, image));
    let types = props.choices.types.iter().map(|kind| type_choice(&words, kind));
    let named = |(id, name): &(String, String)| Choice::new(id.clone(), format!("{id} ({name})"));
    let none = Choice::new(DEFAULT, words.s("templates.group.none"));
    let groups = [none].into_iter().chain(props.groups.iter().map(named));
    html! {
        <Panel title={words.s("templates.launch")}>
            { props.reads.or_refused("DescribeImages", || html! {
                <Select label={words.s("ec2.launch.image")} value={form.image.clone()}
                    options={images.collect::<Vec<_>>()}
                    onchange={set(|form, text| form.image = text)} />
            }) }
            { props.reads.or_refused("DescribeInstanceTypes", || html! {
                <Select label={words.s("ec2.launch.type")} value={form.kind.clone()}
                    options={types.collect::<Vec<_>>()}
                    onchange={set(|form, text| form.kind = text)} />
            }) }
            { props.reads.or_refused("DescribeSecurityGroups", || html! {
                <Select label={words.s("templates.column.groups")} value={form.group.clone()}
                    options={groups.collect::<Vec<_>>()}
                    onchange={set(|form, text| form.group = text)} />
            }) }
            <TextInput label={words.s("templates.tag")} value={form.tag.clone()}
                hint={html! { words.t("templates.tag.hint") }}
                oninput={set(|form, text| form.tag = text)} />
            <Checkbox label={words.s("ec2.launch.detailed")} checked={form.detailed}
                hint={html! { words.t("templates.detailed.hint") }} onchange={detail} />
        </Panel>
    }
}
