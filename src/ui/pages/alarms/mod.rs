//! The pages of CloudWatch alarms: the list, one alarm, the wizard.

pub mod backtest;
mod build;
mod composite;
mod detail;
mod details;
mod ghosts;
mod heard;
mod history;
mod list;
mod menu;
mod mutes;
mod past;
mod predict;
mod replaced;
mod rule;
mod tagged;
mod wizard;

use std::cell::RefCell;
use std::rc::Rc;

use watchtrail::api::ApiError;
use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::services::cloudwatch::alarm::{Config, StateValue};
use watchtrail::sim::{Scope, Span, Time};
use watchtrail::telemetry::MetricId;
use watchtrail::text::Lang;
use watchtrail::view::alarms::detail::Model;
use watchtrail::view::alarms::draft::Draft;
use watchtrail::view::alarms::predict::Guess;
use watchtrail::view::alarms::ribbon::{self, Ghost};
use watchtrail::view::alarms::{self, words as named};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::ctl::{Ctl, Msg, use_ctl};
use crate::ui::pages::metrics::add::dashboards;
use crate::ui::parts::{Denied, Empty, PageHead, Status, Tone};
use crate::ui::platform;
use crate::ui::words::Words;

/// Where the range chosen for the graphs of alarms is kept.
const RANGE: &str = "alarm-range";

/// The list of alarms.
pub fn all(shown: &Shown<'_>) -> Html {
    let model = alarms::list::model(shown.world, shown.scope, shown.words);
    let begun = begun(shown).is_some();
    html! { <list::Page {model} {begun} denied={denied(shown.replies)} /> }
}

/// The page of one alarm.
pub fn one(shown: &Shown<'_>, name: &str, at: Option<Time>) -> Html {
    let words = shown.words;
    let crumbs = moment(name, None).crumbs();
    if let Some(denied) = denied(shown.replies) {
        return html! { <><PageHead {crumbs} title={name.to_owned()} refresh=true />{ denied }</> };
    }
    let range = shown.drafts.get(RANGE).and_then(|range| range.as_str()).map(str::to_owned);
    if let Some(mut model) = alarms::detail::model(shown.world, shown.scope, name, at, words) {
        model.ghosts = ghosts(shown, &model);
        html! {
            <detail::Page key={name.to_owned()} {model} {range} guess={guess(shown, name)}
                runs={shown.runs} dashboards={dashboards(shown.world)} />
        }
    } else if let Some(model) = alarms::composite::model(shown.world, shown.scope, name, at, words)
    {
        html! {
            <composite::Page key={name.to_owned()} {model} {range} guess={guess(shown, name)}
                runs={shown.runs} dashboards={dashboards(shown.world)} />
        }
    } else {
        html! {
            <>
                <PageHead {crumbs} title={name.to_owned()} />
                <Empty title={words.f("alarms.gone", &[("name", &name)])} />
            </>
        }
    }
}

/// Keeps the range that is chosen for the graphs of alarms.
fn ranges_kept(ctl: &Ctl) -> Callback<String> {
    let ctl = ctl.clone();
    Callback::from(move |key: String| ctl.send(Msg::Draft(RANGE.to_owned(), Some(key.into()))))
}

/// What the learner said the alarm would do, unless that has been undone.
fn guess(shown: &Shown<'_>, name: &str) -> Option<Guess> {
    let said = shown.drafts.get(&predict::key(name))?;
    let guess: Guess = serde_json::from_value(said.clone()).ok()?;
    guess.holds(shown.world.now()).then_some(guess)
}

/// A history, as far as acts made it. An act taken back and another done leave a log of the same
/// length, but its last entry is of another act.
#[derive(PartialEq)]
struct History {
    session: String,
    log: (usize, Option<u64>),
    past: bool,
}

impl History {
    fn of(shown: &Shown<'_>) -> History {
        let log = shown.session.sim().log();
        History {
            session: shown.save.to_owned(),
            log: (log.len(), log.last().map(|entry| entry.group)),
            past: shown.session.viewing().is_some(),
        }
    }
}

/// What is worked out of an alarm's history was made of this.
#[derive(PartialEq)]
struct MadeOf {
    history: History,
    config: Rc<Config>,
}

impl MadeOf {
    /// What is shown of an alarm with this configuration.
    fn new(shown: &Shown<'_>, config: &Rc<Config>) -> MadeOf {
        MadeOf { history: History::of(shown), config: Rc::clone(config) }
    }
}

/// The ghosts of an alarm, and what they were made of.
type Kept = ((MadeOf, Time), Vec<Ghost>);

thread_local! {
    /// Kept, because going through a past again with every frame would take too long.
    static GHOSTS: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// The ghosts of an alarm, made anew only when what they are made of is another.
fn ghosts(shown: &Shown<'_>, model: &Model) -> Vec<Ghost> {
    let made = (MadeOf::new(shown, &model.config), model.now);
    GHOSTS.with_borrow_mut(|kept| {
        if let Some((_, ghosts)) = kept.as_ref().filter(|(known, _)| *known == made) {
            return ghosts.clone();
        }
        let (world, scope) = (shown.world, shown.scope);
        let ghosts = ribbon::ghosts(world, scope, &model.config, model.created, model.now);
        *kept = Some((made, ghosts.clone()));
        ghosts
    })
}

/// The builder of composite alarms, for a new one or one that exists.
pub fn build(shown: &Shown<'_>, editing: Option<&str>) -> Html {
    let draft = build::key(editing);
    let kept = shown.drafts.get(&draft).and_then(alarms::build::Draft::from_value);
    let mut model = alarms::build::model(shown.world, shown.scope, editing, kept);
    let reads = Reads::of(shown);
    // What may not be read is not to be chosen from either.
    if reads.refused("DescribeAlarms").is_some() {
        model.alarms.clear();
    }
    if reads.refused("ListTopics").is_some() {
        model.topics.clear();
    }
    let begun = shown.drafts.get(build::WITH).and_then(|name| name.as_str());
    let begun = begun.filter(|_| editing.is_none());
    if let Some(name) = begun {
        model.draft = model.draft.with(name, shown.scope);
    }
    let key = draft.clone();
    html! {
        <build::Page {key} {model} crumbs={shown.route.crumbs()} {draft}
            begun={begun.is_some()} />
    }
}

/// The mute rules.
pub fn mutes(shown: &Shown<'_>) -> Html {
    let model = alarms::mutes::model(shown.world, shown.scope);
    let target = shown.drafts.get(mutes::TARGET).and_then(|name| name.as_str());
    html! { <mutes::Page {model} reads={Reads::of(shown)} target={target.map(str::to_owned)} /> }
}

/// The wizard, for a new alarm or one that exists.
pub fn make(shown: &Shown<'_>, editing: Option<&str>, metric: Option<&MetricId>) -> Html {
    let composite = |name| shown.world.cloudwatch().composite(shown.scope, name).is_some();
    if let Some(name) = editing.filter(|name| composite(*name)) {
        return build(shown, Some(name));
    }
    let key = key(editing, metric);
    // Whoever comes back by another way than they left finds the alarm they were making.
    let begun = if editing.is_none() && metric.is_none() { begun(shown) } else { None };
    let key = begun.cloned().unwrap_or(key);
    let kept = shown.drafts.get(&key).and_then(Draft::from_value);
    let (world, scope) = (shown.world, shown.scope);
    let draft = kept.unwrap_or_else(|| alarms::wizard::begin(world, scope, editing, metric));
    let mut model = sketched(shown, draft, editing);
    let crumbs = shown.route.crumbs();
    let reads = Reads::of(shown);
    let refused = |op: &str| {
        let error = reads.refused(op).and_then(|reply| reply.result.as_ref().err());
        error.map(explain)
    };
    let (no_metrics, no_topics) = (refused("ListMetrics"), refused("ListTopics"));
    if no_topics.is_some() {
        // Who may not list topics sees none to choose from.
        model.topics.clear();
    }
    html! { <wizard::Page {model} {crumbs} draft={key} {no_metrics} {no_topics} /> }
}

/// What the wizard was made of: within a minute nothing in it changes by itself.
type Drafted = (History, Scope, Lang, Time, Option<String>, Draft);

thread_local! {
    /// Kept, because a sketch goes through days of history.
    static SKETCHED: RefCell<Option<(Drafted, alarms::wizard::Model)>> =
        const { RefCell::new(None) };
}

/// The wizard's model, made anew only when what it is made of is another.
fn sketched(shown: &Shown<'_>, draft: Draft, editing: Option<&str>) -> alarms::wizard::Model {
    let (world, scope, words) = (shown.world, shown.scope, shown.words);
    let minute = world.now().floor(Span::mins(1));
    let (history, name) = (History::of(shown), editing.map(str::to_owned));
    let made: Drafted = (history, scope, words.lang(), minute, name, draft);
    SKETCHED.with_borrow_mut(|kept| {
        if let Some((_, model)) = kept.as_ref().filter(|(known, _)| *known == made) {
            return model.clone();
        }
        let model = alarms::wizard::model(world, scope, made.5.clone(), editing, words);
        *kept = Some((made, model.clone()));
        model
    })
}

/// Where the draft of a new alarm is kept, if one was begun.
fn begun<'a>(shown: &Shown<'a>) -> Option<&'a String> {
    let empty = key(None, None);
    let (own, _) = shown.drafts.get_key_value(&empty).unzip();
    own.or_else(|| shown.drafts.keys().rfind(|key| key.starts_with("alarm//")))
}

/// Where the draft of a new alarm is kept that began with no metric.
pub fn blank() -> String {
    key(None, None)
}

/// Where a draft is kept: one for each alarm that is edited, one for each metric begun with.
fn key(editing: Option<&str>, metric: Option<&MetricId>) -> String {
    match (editing, metric) {
        (Some(name), _) => format!("alarm/{name}"),
        (None, Some(metric)) => {
            format!("alarm//{}/{}/{:?}", metric.namespace, metric.name, metric.dimensions)
        }
        (None, None) => "alarm/".to_owned(),
    }
}

/// The refusal of a page's first read, in place of its data.
fn denied(replies: &[Reply]) -> Option<Html> {
    let error = replies.iter().find_map(|reply| reply.result.as_ref().err())?;
    Some(explain(error))
}

/// The refusal of a call, explained.
fn refused(reply: Option<&Reply>) -> Html {
    match reply.and_then(|reply| reply.result.as_ref().err()) {
        Some(error) => explain(error),
        None => Html::default(),
    }
}

/// An error of AWS, and why access was refused.
pub fn explain(error: &ApiError) -> Html {
    html! { <Denied error={error.clone()} /> }
}

/// What a state means for the learner.
pub fn tone(state: StateValue) -> Tone {
    match state {
        StateValue::Ok => Tone::Good,
        StateValue::Alarm => Tone::Bad,
        StateValue::InsufficientData => Tone::Unknown,
    }
}

/// A state with its icon and name.
fn state(state: StateValue, words: &Words, pill: bool) -> Html {
    html! { <Status kind={tone(state)} label={words.s(named::state(state))} {pill} /> }
}

/// Forgets what led to a form once the form has begun with it.
#[hook]
fn use_once(key: &'static str) {
    let ctl = use_ctl();
    use_effect_with((), move |()| ctl.send(Msg::Draft(key.to_owned(), None)));
}

/// A request of CloudWatch, if it is well-formed.
fn request(op: &str, input: serde_json::Value) -> Option<Request> {
    Request::decode("cloudwatch", op, input).ok()
}

/// The page of an alarm at a moment.
fn moment(name: &str, at: Option<Time>) -> Route {
    Route::Alarm { name: name.to_owned(), at }
}

/// Shows an alarm at the moment that is picked.
fn picks(ctl: &Ctl, name: &str) -> Callback<Option<Time>> {
    let (ctl, name) = (ctl.clone(), name.to_owned());
    // The moments one slides over are not pages to come back to.
    Callback::from(move |at: Option<Time>| {
        let route = moment(&name, at);
        match platform::replace_hash(&route.hash()) {
            Ok(()) => ctl.send(Msg::Arrived(route)),
            Err(_) => ctl.go(route),
        }
    })
}
