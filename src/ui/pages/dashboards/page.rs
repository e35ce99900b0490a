//! One dashboard: its widgets with live data, and the tools that edit it.

use serde_json::{Value, json};
use watchtrail::learn::session::Reply;
use watchtrail::services::cloudwatch::dashboard::body::{Body, Kind};
use watchtrail::sim::scope::Region;
use watchtrail::view::dashboards::{self, Model, edit};
use watchtrail::view::format;
use watchtrail::view::metrics::Listing;
use watchtrail::view::route::{DashboardQuery, Route};
use yew::prelude::*;

use super::forms::{New, WidgetForm};
use super::grid::Grid;
use super::key;
use super::list::Delete;
use super::looking::Looking;
use super::source::Source;
use super::variables::Variables;
use crate::ui::ctl::{Ctl, Flash, Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Empty, IconKind, PageHead, Panel, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What the address says.
    pub query: DashboardQuery,
    /// What it shows; nothing when there is no such dashboard.
    pub model: Option<Model>,
    /// What the page asked when it was opened.
    pub reads: Reads,
    /// The metrics to choose from while it is edited.
    pub listing: Option<Listing>,
    /// The alarms to choose from while it is edited.
    pub alarms: Vec<(String, String)>,
    /// The log groups to choose from while it is edited.
    pub groups: Vec<String>,
    /// The console's Region.
    pub region: Region,
    /// Whether it is edited.
    pub editing: bool,
}

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    New,
    Widget(usize),
}

/// Keeps an edited body, or forgets it.
fn keep(ctl: &Ctl, name: &str, body: Option<&Body>) {
    ctl.send(Msg::Draft(key(name), body.map(|body| json!(body.print()))));
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let open = use_state(|| Open::Nothing);
    let source = use_opening();
    let name = &props.query.name;
    let route = Route::Dashboard(props.query.clone());
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={name.clone()} reads={props.reads.clone()}
                op="GetDashboard" none="dashboards.none" others={Route::Dashboards}
                see="dashboards.none.next" />
        };
    };
    let change = {
        let (ctl, name) = (ctl.clone(), name.clone());
        Callback::from(move |body: Body| keep(&ctl, &name, Some(&body)))
    };
    let show = |what: Open| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(what.clone()))
    };
    let actions = actions(props, model, [show(Open::New), source.open.clone()], &change, &words);
    let (from, to) = model.range;
    let note = words.f(
        "dashboards.range",
        &[("from", &format::date_time(from)), ("to", &format::date_time(to))],
    );
    let onwidget = {
        let open = open.clone();
        Callback::from(move |which: usize| open.set(Open::Widget(which)))
    };
    html! {
            <>
                <PageHead crumbs={route.crumbs()} title={name.clone()} refresh=true {actions}
                    note={html! { note }} />
                if props.editing { <Saving model={model.clone()} /> }
                { props.reads.or_refused("GetDashboard", || html! {
    <>
                    if model.tiles.is_empty() {
                        <Panel>
                            <Empty title={words.s("dashboards.bare")}>
                                <p>{ words.t("dashboards.bare.next") }</p>
                            </Empty>
                        </Panel>
                    }
                    <Looking model={model.clone()} query={props.query.clone()}
                        editing={props.editing} onkeep={change.clone()} />
                    <Variables name={name.clone()} all={model.variables.clone()} />
                    <Grid model={model.clone()} editing={props.editing} onchange={change.clone()}
                        {onwidget} />
                    </>
                }) }
                { form(props, model, &open, &change) }
                if source.is_open {
                    <Source text={model.text.clone()} onclose={source.close.clone()}
                        onapply={change} />
                }
            </>
        }
}

/// The buttons beside the title: to edit, or of what is edited.
fn actions(
    props: &Props,
    model: &Model,
    [add, source]: [Callback<MouseEvent>; 2],
    change: &Callback<Body>,
    words: &Words,
) -> Html {
    let (change, body) = (change.clone(), model.body.clone());
    let begin = Callback::from(move |_: MouseEvent| change.emit(body.clone()));
    html! {
        if props.editing {
            <Button icon={IconKind::Plus} onclick={add}>{ words.t("dashboards.add") }</Button>
            <Button onclick={source}>{ words.t("dashboards.source") }</Button>
        } else {
            <Delete name={props.query.name.clone()} label={words.s("dashboards.delete")} />
            <Button onclick={source}>{ words.t("dashboards.source") }</Button>
            <Button kind={ButtonKind::Primary} onclick={begin}>
                { words.t("dashboards.edit") }
            </Button>
        }
    }
}

/// The form that is open, for a new widget or for one there is.
fn form(
    props: &Props,
    model: &Model,
    open: &UseStateHandle<Open>,
    change: &Callback<Body>,
) -> Html {
    let kind = match &**open {
        Open::Nothing => return Html::default(),
        Open::New => None,
        Open::Widget(which) => model.body.widgets.get(*which).map(|widget| widget.kind.clone()),
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(Open::Nothing))
    };
    let ondone = {
        let (open, body, change) = (open.clone(), model.body.clone(), change.clone());
        Callback::from(move |(kind, size): (Kind, (u32, u32))| {
            change.emit(match &*open {
                Open::Widget(which) => edit::change(&body, *which, kind),
                _ => edit::add(&body, kind, size),
            });
            open.set(Open::Nothing);
        })
    };
    let new = New {
        listing: props.listing.clone().unwrap_or_default(),
        alarms: props.alarms.clone(),
        groups: props.groups.clone(),
        region: props.region,
        now: model.now,
    };
    html! { <WidgetForm {kind} {new} {onclose} {ondone} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct SavingProps {
    model: Model,
}

/// What stands over a dashboard that is edited: save it, or not.
#[component]
fn Saving(props: &SavingProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = props.model.name.clone();
    let request = dashboards::put(&name, &props.model.text);
    let cancel = {
        let (ctl, name) = (ctl.clone(), name.clone());
        Callback::from(move |_: MouseEvent| keep(&ctl, &name, None))
    };
    let save = {
        let (asking, request, words) = (asking.clone(), request.clone(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (ctl, name, words) = (ctl.clone(), name.clone(), words.clone());
            let done = Callback::from(move |reply: Reply| {
                keep(&ctl, &name, None);
                ctl.flash(said(&reply, &name, &words));
            });
            asking.send(request, done);
        })
    };
    html! {
        <Panel class="dash-saving">
            <p class="hint">{ words.t("dashboards.editing") }</p>
            <div class="row">
                <Button onclick={cancel}>{ words.t("dashboards.cancel") }</Button>
                <Button kind={ButtonKind::Primary} onclick={save}>
                    { words.t("dashboards.save") }
                </Button>
            </div>
            { asking.view() }
            <CliForm {request} />
        </Panel>
    }
}

/// That it was saved, with the first remark if AWS made any.
fn said(reply: &Reply, name: &str, words: &Words) -> Flash {
    let remarks = reply.result.as_ref().ok().and_then(|reply| {
        let all = reply.get("DashboardValidationMessages")?.as_array()?;
        let first = all.first()?;
        let text = |member: &str| first.get(member).and_then(Value::as_str).unwrap_or_default();
        Some((all.len(), format!("{} {}", text("DataPath"), text("Message"))))
    });
    match remarks {
        None => Flash::success(words.f("dashboards.saved", &[("name", &name)])),
        Some((n, first)) => Flash::info(
            words.f("dashboards.saved.remarks", &[("name", &name), ("n", &n), ("first", &first)]),
        ),
    }
}
