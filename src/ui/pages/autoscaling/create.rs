//! The form that makes a group.

use watchtrail::view::autoscaling::Offer;
use watchtrail::view::autoscaling::act::{self, Group};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::edit::Sizes;
use super::mixed;
use crate::ui::ctl::{Ctl, Flash, Msg, use_ctl};
use crate::ui::pages::asked::{Asking, Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, Choice, CliForm, Link, PageHead, Panel, Select, TextInput,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it offers.
    pub model: Offer,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The name of the launch template the form makes when there is none.
const TEMPLATE: &str = "web";

/// The form that makes a group.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let zones: Vec<String> = props.model.zones.iter().take(2).cloned().collect();
    let form = use_state(|| Group {
        name: String::new(),
        template: String::new(),
        sizes: ("1".to_owned(), "1".to_owned(), "4".to_owned()),
        zones,
        mixed: None,
    });
    let mut group = (*form).clone();
    if group.template.is_empty() {
        group.template = props.model.templates.first().cloned().unwrap_or_default();
    }
    let set = |change: fn(&mut Group, String)| {
        let (form, group) = (form.clone(), group.clone());
        Callback::from(move |text: String| {
            let mut new = group.clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let request = group.request();
    let onsubmit = submit(&words, &ctl, &asking, &group);
    let onchange = {
        let (form, group) = (form.clone(), group.clone());
        Callback::from(move |zones: Vec<String>| form.set(Group { zones, ..group.clone() }))
    };
    let remix = {
        let (form, group) = (form.clone(), group.clone());
        Callback::from(move |mixed| form.set(Group { mixed, ..group.clone() }))
    };
    let resize = {
        let (form, group) = (form.clone(), group.clone());
        Callback::from(move |sizes| form.set(Group { sizes, ..group.clone() }))
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateGroup.crumbs()} title={words.s("autoscaling.create")} />
            <Panel title={words.s("autoscaling.form.details")}>
                <TextInput label={words.s("autoscaling.form.name")} value={group.name.clone()}
                    required=true placeholder="web"
                    oninput={set(|group, text| group.name = text)} />
                <Template model={props.model.clone()} reads={props.reads.clone()}
                    value={group.template.clone()}
                    onchange={set(|group, text| group.template = text)} />
            </Panel>
            <mixed::Fields value={group.mixed.clone()} types={props.model.types.clone()}
                reads={props.reads.clone()} onchange={remix} />
            <Panel title={words.s("autoscaling.capacity")}>
                <Sizes typed={group.sizes.clone()} onchange={resize} />
            </Panel>
            <Panel title={words.s("autoscaling.form.zones")}>
                <Zones all={props.model.zones.clone()} chosen={group.zones.clone()} {onchange} />
            </Panel>
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Groups))}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={request.is_none()}>
                    { words.t("autoscaling.create") }
                </Button>
            </div>
            <CliForm {request} />
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TemplateProps {
    model: Offer,
    reads: Reads,
    value: String,
    onchange: Callback<String>,
}

/// What to launch: a template there is, or a first one.
#[component]
fn Template(props: &TemplateProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let templates = &props.model.templates;
    if templates.is_empty() {
        let request = act::first_template(TEMPLATE);
        let said = words.f("autoscaling.form.template.done", &[("name", &TEMPLATE)]);
        let onclick = asking.click(request.clone(), said, Callback::noop());
        return html! {
            <>
                <p>{ words.t("autoscaling.form.template.none") }</p>
                <Button {onclick}>
                    { words.f("autoscaling.form.template.make", &[("name", &TEMPLATE)]) }
                </Button>
                { asking.view() }
                <CliForm request={Some(request)} />
            </>
        };
    }
    let options: Vec<Choice> =
        templates.iter().map(|name| Choice::new(name.clone(), name.clone())).collect();
    props.reads.or_refused("DescribeLaunchTemplates", || {
        html! {
            <Select label={words.s("autoscaling.form.template")} {options}
                value={props.value.clone()} onchange={props.onchange.clone()}
                hint={html! {
                    <Link to={Route::CreateTemplate}>{ words.t("templates.create") }</Link>
                }} />
        }
    })
}

/// Makes the group and goes to its page.
fn submit(words: &Words, ctl: &Ctl, asking: &Asking, group: &Group) -> Callback<SubmitEvent> {
    let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
    let (request, name) = (group.request(), group.name.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = request.clone() else { return };
        let (words, ctl, name) = (words.clone(), ctl.clone(), name.clone());
        let done = Callback::from(move |_| {
            ctl.flash(Flash::success(words.f("autoscaling.form.done", &[("name", &name)])));
            ctl.go(Route::Group(name.clone()));
        });
        asking.send(request, done);
    })
}

#[derive(Clone, PartialEq, Properties)]
struct ZonesProps {
    all: Vec<String>,
    chosen: Vec<String>,
    onchange: Callback<Vec<String>>,
}

/// The zones to launch in.
#[component]
fn Zones(props: &ZonesProps) -> Html {
    let words = use_words();
    let zone = |name: &String| {
        let (name, label, key) = (name.clone(), name.clone(), name.clone());
        let checked = props.chosen.contains(&name);
        let (chosen, set) = (props.chosen.clone(), props.onchange.clone());
        let onchange = Callback::from(move |on: bool| {
            let mut zones: Vec<String> =
                chosen.iter().filter(|zone| **zone != name).cloned().collect();
            if on {
                zones.push(name.clone());
                zones.sort();
            }
            set.emit(zones);
        });
        html! { <Checkbox {key} {label} {checked} {onchange} /> }
    };
    html! {
        <fieldset class="plain">
            <legend class="sr-only">{ words.t("autoscaling.form.zones") }</legend>
            { for props.all.iter().map(zone) }
        </fieldset>
    }
}
