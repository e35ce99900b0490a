//! What is graphed, or an alarm, added to a dashboard as a widget.

use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::services::cloudwatch::dashboard::body::{Body, Kind};
use watchtrail::sim::World;
use watchtrail::view::dashboards::{self as view, edit};
use watchtrail::view::route::{DashboardQuery, Route};
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Dialog, Select, TextInput, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Add`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget; it gets the title that is typed.
    pub widget: Kind,
    /// The title to begin with.
    #[prop_or_default]
    pub title: String,
    /// The account's dashboards: names and bodies.
    pub dashboards: Dashboards,
}

/// The account's dashboards: names and bodies.
pub type Dashboards = Vec<(String, String)>;

/// The dashboards of the account.
pub fn dashboards(world: &World) -> Dashboards {
    let all = world.cloudwatch().dashboards(world.account());
    all.map(|(name, dashboard)| (name.clone(), dashboard.body.clone())).collect()
}

/// The size of a new widget.
const SIZE: (u32, u32) = (12, 6);

/// The call that adds the widget to a dashboard, or to a new one.
fn request(props: &Props, name: &str, title: &str) -> Option<Request> {
    let body = props.dashboards.iter().find(|(other, _)| other == name);
    let body = body.map_or_else(|| Some(Body::default()), |(_, body)| Body::read(body))?;
    let body = edit::add(&body, edit::titled(props.widget.clone(), title), SIZE);
    view::put(name, &body.print()).filter(|_| !name.is_empty())
}

/// The button with its dialog.
#[component]
pub fn Add(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let open = use_opening();
    let which = use_state(|| None::<String>);
    let new = use_state(String::new);
    let title = use_state(|| props.title.clone());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let onwhich = {
        let which = which.clone();
        Callback::from(move |name: String| which.set(Some(name)))
    };
    let first = props.dashboards.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let chosen = (*which).clone().unwrap_or(first);
    let name = if chosen.is_empty() { (*new).clone() } else { chosen.clone() };
    let request = open.is_open.then(|| request(props, &name, &title)).flatten();
    let add = {
        let (request, asking, close) = (request.clone(), asking.clone(), open.close.clone());
        let (said, see) =
            (words.f("metrics.add.done", &[("name", &name)]), words.s("metrics.add.see"));
        Callback::from(move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (ctl, close, name) = (ctl.clone(), close.clone(), name.clone());
            let (said, see) = (said.clone(), see.clone());
            let done = Callback::from(move |_: Reply| {
                let to = Route::Dashboard(DashboardQuery::of(&name));
                ctl.flash(Flash::success(said.clone()).link(to, see.clone()));
                close.emit(());
            });
            asking.send(request, done);
        })
    };
    let names = props.dashboards.iter().map(|(name, _)| Choice::new(name.clone(), name.clone()));
    let options: Vec<Choice> = names.chain([Choice::new("", words.s("metrics.add.new"))]).collect();
    let submit = html! {
        <Button kind={ButtonKind::Primary} disabled={request.is_none()} onclick={add}>
            { words.t("metrics.add") }
        </Button>
    };
    html! {
        <>
            <Button onclick={open.open.clone()}>{ words.t("metrics.add") }</Button>
            if open.is_open {
                <Dialog open=true title={words.s("metrics.add")} onclose={open.close.clone()}
                    {submit}>
                    <Select label={words.s("metrics.add.which")} value={chosen.clone()} {options}
                        onchange={onwhich} />
                    if chosen.is_empty() {
                        <TextInput label={words.s("metrics.add.name")} required=true mono=true
                            value={(*new).clone()} oninput={set(&new)} />
                    }
                    <TextInput label={words.s("metrics.add.title")} value={(*title).clone()}
                        oninput={set(&title)} />
                    { asking.view() }
                    <CliForm {request} />
                </Dialog>
            }
        </>
    }
}
