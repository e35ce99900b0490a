//! The pages of dashboards: the list, and one of them with its widgets drawn.
//!
//! [`markdown`] the text of text widgets · [`explorer`] graphs by tags · [`edit`] changes of a
//! body · [`rows`], [`annotate`], [`options`] what the form of a graph changes · [`source`] a body
//! as it is typed.

pub mod annotate;
pub mod edit;
pub mod explorer;
pub mod markdown;
pub mod options;
pub mod rows;
pub mod source;

use serde_json::json;

use crate::services::Request;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::dashboard::body::{Alarms, Body, Kind, Widget};
use crate::services::cloudwatch::dashboard::place::{self, Rect};
use crate::services::cloudwatch::dashboard::range::{self, Range};
use crate::services::cloudwatch::dashboard::variables::{self, Input, Values, Variable};
use crate::sim::World;
use crate::sim::scope::{Arn, Region, Scope};
use crate::sim::time::Time;
use crate::view::insights;
use crate::view::route::DashboardQuery;
use crate::view::widget::{self, Shown, Stretch, lines};
use explorer::Explorer;
use markdown::Block;

/// A dashboard in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// When it was last put.
    pub modified: Time,
    /// How many widgets it has.
    pub widgets: usize,
}

/// The dashboards of the account.
pub fn list(world: &World) -> Vec<Row> {
    let one =
        |(name, dashboard): (&String, &crate::services::cloudwatch::dashboard::Dashboard)| Row {
            name: name.clone(),
            modified: dashboard.modified,
            widgets: Body::read(&dashboard.body).map_or(0, |body| body.widgets.len()),
        };
    world.cloudwatch().dashboards(world.account()).map(one).collect()
}

/// What the list asks AWS for.
pub fn list_reads() -> Vec<Request> {
    Request::decode("cloudwatch", "ListDashboards", json!({})).into_iter().collect()
}

/// What the page of a dashboard asks AWS for. The data of its widgets follows the clock and is read
/// from the state, as graphs are.
pub fn reads(name: &str) -> Vec<Request> {
    let input = json!({ "DashboardName": name });
    Request::decode("cloudwatch", "GetDashboard", input).into_iter().collect()
}

/// The call that saves a body under a name.
pub fn put(name: &str, body: &str) -> Option<Request> {
    let input = json!({ "DashboardName": name, "DashboardBody": body });
    Request::decode("cloudwatch", "PutDashboard", input).ok()
}

/// The call that deletes a dashboard.
pub fn delete(name: &str) -> Option<Request> {
    let input = json!({ "DashboardNames": [name] });
    Request::decode("cloudwatch", "DeleteDashboards", input).ok()
}

/// A dashboard's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// Its body as it is kept.
    pub text: String,
    /// Its body.
    pub body: Body,
    /// What its graphs show.
    pub range: (Time, Time),
    /// The same as it is chosen.
    pub look: Range,
    /// Whether its graphs keep their own periods, by AWS's name: `auto`, `inherit`.
    pub period: String,
    /// Now.
    pub now: Time,
    /// Its widgets, in their order.
    pub tiles: Vec<Tile>,
    /// Its variables.
    pub variables: Vec<Choosing>,
}

/// A variable with what can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choosing {
    /// Its id.
    pub id: String,
    /// What is written beside it.
    pub label: String,
    /// How a value is given.
    pub input: Input,
    /// The values with their labels.
    pub choices: Vec<(String, String)>,
    /// The value in force, if any.
    pub value: Option<String>,
    /// Whether it is to be seen.
    pub visible: bool,
}

/// A widget in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Where it stands.
    pub rect: Rect,
    /// Its title.
    pub title: String,
    /// What it shows.
    pub content: Content,
}

/// What a widget shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Metrics.
    Metric(Box<Shown>),
    /// Text.
    Text(Vec<Block>),
    /// The states of alarms.
    Alarms(Vec<AlarmState>),
    /// What a query of Logs Insights finds.
    Log(insights::Shown),
    /// Graphs of what carries tags.
    Explorer(Explorer),
    /// A type of widget that is not drawn: AWS's name of it.
    Later(String),
}

/// An alarm in an alarm status widget.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmState {
    /// Its name, or its ARN where there is no such alarm.
    pub name: String,
    /// Its state; `None` when it does not exist.
    pub state: Option<StateValue>,
    /// When the state was updated.
    pub updated: Option<Time>,
}

/// A dashboard as it is now. `None` when there is none of this name.
pub fn model(
    world: &World,
    region: Region,
    query: &DashboardQuery,
    chosen: &Values,
) -> Option<Model> {
    let dashboard = world.cloudwatch().dashboard(world.account(), &query.name)?;
    let body = Body::read(&dashboard.body).unwrap_or_default();
    let text = dashboard.body.clone();
    Some(drawn(world, region, query, (body, text), chosen))
}

/// The variables of a body, each with the value in force.
fn variables(
    world: &World,
    region: Region,
    body: &Body,
    chosen: &Values,
) -> Vec<(Variable, Choosing)> {
    let scope = Scope { account: world.account(), region };
    let one = |variable: Variable| {
        let choices = variable.choices(&world.metrics(), scope, world.now());
        let value = variable.value(chosen.get(&variable.id), &choices);
        let choosing = Choosing {
            id: variable.id.clone(),
            label: variable.label.clone(),
            input: variable.input,
            choices,
            value,
            visible: variable.visible,
        };
        (variable, choosing)
    };
    variables::read(body).into_iter().map(one).collect()
}

/// A body drawn: that of a dashboard, or one that is being edited.
pub fn drawn(
    world: &World,
    region: Region,
    query: &DashboardQuery,
    (body, text): (Body, String),
    chosen: &Values,
) -> Model {
    let variables = variables(world, region, &body, chosen);
    let values = variables.iter().filter_map(|(one, shown)| Some((one, shown.value.clone()?)));
    let written = body;
    let body = variables::apply(&written, &values.collect::<Vec<_>>());
    let (body, now) = (edit::looking(&body, query), world.now());
    let said = Range::of(body.start.as_deref(), body.end.as_deref(), now);
    let look = said.unwrap_or(Range::Back(range::DEFAULT));
    let range = look.ends(now);
    let stretch = Stretch { from: range.0, to: range.1, region };
    let rects = place::places(&body.widgets);
    let tile = |(widget, rect): (&Widget, Rect)| Tile {
        rect,
        title: title(world, widget),
        content: content(world, &body, widget, stretch),
    };
    let tiles = body.widgets.iter().zip(rects).map(tile).collect();
    let variables = variables.into_iter().map(|(_, shown)| shown).collect();
    // What is edited and saved is the body as it is written.
    let name = query.name.clone();
    let period = body.period_override.unwrap_or_else(|| "auto".to_owned());
    Model { name, text, body: written, range, look, period, now, tiles, variables }
}

/// A widget's title; a graph without one is called after its only metric, or its alarm.
fn title(world: &World, widget: &Widget) -> String {
    match &widget.kind {
        Kind::Metric(metric) => metric.title.clone().unwrap_or_else(|| {
            let ids: Vec<_> = metric.metrics.iter().filter_map(lines_name).collect();
            match ids.as_slice() {
                [first, rest @ ..] if rest.iter().all(|name| name == first) => first.clone(),
                _ => {
                    let alarm = metric.annotations.alarms.first();
                    let alarm = alarm.and_then(|arn| lines::alarm(world, arn));
                    alarm.map(|alarm| alarm.config().name.clone()).unwrap_or_default()
                }
            }
        }),
        Kind::Alarm(alarms) => alarms.title.clone().unwrap_or_default(),
        Kind::Text(_) => String::new(),
        Kind::Log(log) => log.title.clone().unwrap_or_default(),
        Kind::Other(_, members) => {
            let title = members.get("title").and_then(serde_json::Value::as_str);
            title.unwrap_or_default().to_owned()
        }
    }
}

fn lines_name(line: &crate::services::cloudwatch::dashboard::lines::Line) -> Option<String> {
    line.metric_id().map(|metric| metric.name)
}

fn content(world: &World, body: &Body, widget: &Widget, stretch: Stretch) -> Content {
    match &widget.kind {
        Kind::Metric(metric) => {
            let label = title(world, widget);
            // A widget may have a stretch of its own.
            let own = options::range(metric, world.now()).map(|own| own.ends(world.now()));
            let (from, to) = own.unwrap_or((stretch.from, stretch.to));
            let stretch = Stretch { from, to, ..stretch };
            let period = |own| range::period(body, own, stretch.from, stretch.to);
            Content::Metric(Box::new(widget::shown(world, metric, stretch, label, &period)))
        }
        Kind::Text(text) => Content::Text(markdown::read(&text.markdown)),
        Kind::Alarm(alarms) => Content::Alarms(states(world, alarms)),
        Kind::Log(log) => {
            let region = log.region.as_deref().and_then(|name| name.parse().ok());
            let scope =
                Scope { account: world.account(), region: region.unwrap_or(stretch.region) };
            let query = (log.query.as_str(), log.view.as_deref());
            Content::Log(insights::widget(world, scope, query, (stretch.from, stretch.to)))
        }
        Kind::Other(name, members) if name == "explorer" => {
            let period = |own| range::period(body, own, stretch.from, stretch.to);
            explorer::content(world, members, stretch, &period)
        }
        Kind::Other(name, _) => Content::Later(name.clone()),
    }
}

/// The state of an alarm of either kind, with when it was updated.
fn state(world: &World, arn: &Arn) -> Option<(StateValue, Time)> {
    if let Some(alarm) = world.cloudwatch().by_arn(arn) {
        return Some((alarm.value(), alarm.updated));
    }
    let scope = Scope { account: arn.account()?, region: arn.region()? };
    let name = arn.rest().strip_prefix("alarm:")?;
    let composite = world.cloudwatch().composite(scope, name)?;
    Some((composite.value(), composite.updated))
}

/// The alarms of a status widget in its order: by name; by state and then time; or by time alone.
fn states(world: &World, widget: &Alarms) -> Vec<AlarmState> {
    let one = |arn: &String| {
        let found = Arn::parse(arn).and_then(|arn| state(world, &arn));
        let rest = Arn::parse(arn);
        let named = rest.as_ref().and_then(|arn| arn.rest().strip_prefix("alarm:"));
        AlarmState {
            name: named.unwrap_or(arn).to_owned(),
            state: found.map(|(state, _)| state),
            updated: found.map(|(_, updated)| updated),
        }
    };
    let wanted = |alarm: &AlarmState| {
        let state = alarm.state.map(StateValue::name);
        widget.states.is_empty() || widget.states.iter().any(|name| Some(name.as_str()) == state)
    };
    let mut all: Vec<AlarmState> = widget.alarms.iter().map(one).filter(wanted).collect();
    let rank = |state: Option<StateValue>| match state {
        Some(StateValue::Alarm) => 0,
        Some(StateValue::InsufficientData) => 1,
        Some(StateValue::Ok) => 2,
        None => 3,
    };
    match widget.sort_by.as_deref() {
        Some("stateUpdatedTimestamp") => {
            all.sort_by_key(|alarm| (rank(alarm.state), std::cmp::Reverse(alarm.updated)));
        }
        Some("timestamp") => all.sort_by_key(|alarm| std::cmp::Reverse(alarm.updated)),
        _ => all.sort_by(|a, b| a.name.cmp(&b.name)),
    }
    all
}
