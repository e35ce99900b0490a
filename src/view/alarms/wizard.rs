//! The alarm wizard: what there is to choose from, and what the draft would have done.

use crate::services::Request;
use crate::services::cloudwatch::alarm::explain::Story;
use crate::services::cloudwatch::alarm::watched::Watched;
use crate::services::cloudwatch::alarm::{Config, StateValue};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;
use crate::text::Texts;
use crate::view::chart::source::{Wanted, line};
use crate::view::chart::{ChartModel, Threshold};
use crate::view::metrics::{Listing, listing};

use super::backtest::{Sketch, first_data, sketch as sketched};
use super::draft::{Draft, Problem, Step};
use super::replaced::{Replaced, replaced};
use super::ribbon::{self, Ribbon};
use super::{detail, request, tags, words};

/// The wizard.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The draft.
    pub draft: Draft,
    /// The alarm that is changed; `None` makes a new one.
    pub editing: Option<String>,
    /// What is wrong at the draft's step.
    pub problems: Vec<Problem>,
    /// The metrics there are.
    pub metrics: Listing,
    /// The topics there are.
    pub topics: Vec<Topic>,
    /// The Region and the account, which the ARNs of actions name.
    pub place: (String, String),
    /// What AWS would say of the rows of metric math.
    pub refusal: Option<String>,
    /// The metric with the threshold over it.
    pub preview: Option<ChartModel>,
    /// What these settings would have made of the history.
    pub tried: Option<Tried>,
    /// The same over days, with what it would have caught and with each treatment of missing data.
    pub sketch: Option<Sketch>,
    /// The condition in words.
    pub condition: Option<String>,
    /// The call it will send.
    pub request: Option<Request>,
    /// Whether an alarm with this name exists, which the call would replace.
    pub taken: bool,
    /// What the call would change of the alarm that it replaces, if it replaces one.
    pub replaced: Option<Vec<Replaced>>,
}

/// A topic to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// How many confirmed subscriptions it has.
    pub confirmed: usize,
    /// How many that nobody confirmed yet.
    pub pending: usize,
}

/// What settings would have made of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The states.
    pub ribbon: Ribbon,
    /// From when.
    pub from: Time,
    /// To when.
    pub to: Time,
    /// How often it would have gone into ALARM.
    pub alarms: usize,
    /// When it first would have.
    pub first: Option<Time>,
    /// Where it would be now.
    pub state: StateValue,
}

impl Tried {
    fn of(story: &Story, from: Time, to: Time) -> Tried {
        let mut alarms = story.transitions.iter().filter(|c| c.to == StateValue::Alarm);
        let first = alarms.next().map(|change| change.at);
        let count = usize::from(first.is_some()) + alarms.count();
        let last = story.segments.last().map(|segment| segment.state);
        Tried {
            ribbon: ribbon::of_story(story),
            from,
            to,
            alarms: count,
            first,
            state: last.unwrap_or(StateValue::InsufficientData),
        }
    }

    /// It in a sentence.
    pub fn words(&self, texts: &Texts) -> String {
        let since = texts.fill("alarms.tried.since", &[("from", &self.from.format("%H:%M"))]);
        let state = self.state.name();
        let args: [(&str, &dyn std::fmt::Display); 4] = [
            ("since", &since),
            ("n", &self.alarms),
            ("first", &self.first.unwrap_or(self.to).format("%H:%M")),
            ("state", &state),
        ];
        let key = match self.alarms {
            0 => "alarms.tried.never",
            1 => "alarms.tried.once",
            _ => "alarms.tried.often",
        };
        texts.fill(key, &args)
    }
}

/// How much of the past the preview shows.
const PREVIEW: Span = Span::hours(3);

/// The draft to begin with: of an alarm that exists, on a metric, or empty.
pub fn begin(
    world: &World,
    scope: Scope,
    editing: Option<&str>,
    metric: Option<&MetricId>,
) -> Draft {
    let alarm = editing.and_then(|name| world.cloudwatch().alarm(scope, name));
    match (alarm, metric) {
        (Some(alarm), _) => Draft::of(alarm.config()),
        (None, Some(metric)) => Draft::on(metric.clone()),
        (None, None) => Draft::default(),
    }
}

/// The wizard with a draft.
pub fn model(
    world: &World,
    scope: Scope,
    draft: Draft,
    editing: Option<&str>,
    texts: &Texts,
) -> Model {
    let now = world.now();
    let from = now - PREVIEW;
    let alarm = editing.and_then(|name| world.cloudwatch().alarm(scope, name));
    let config = draft.config(scope, now).map(|config| match alarm {
        Some(alarm) => complete(config, alarm.config()),
        None => config,
    });
    let begins = config.as_ref().and_then(|config| first_data(world, scope, config));
    let tried = config.as_ref().zip(begins).map(|(config, begins)| {
        let from = begins.max(from).min(now);
        Tried::of(&ribbon::tried(world, scope, config, from, now), from, now)
    });
    let tags = tags::given(&draft.tags).filter(|_| editing.is_none());
    let request = config.as_ref().map(|config| request::tagged(config, tags));
    let existing = world.cloudwatch().alarm(scope, &draft.name);
    let sketch = config.as_ref().zip(begins);
    let sketch = sketch.and_then(|(config, begins)| sketched(world, scope, config, begins));
    Model {
        problems: draft.problems(draft.step),
        metrics: listing(world, scope),
        topics: topics(world, scope),
        place: (scope.region.code().to_owned(), scope.account.to_string()),
        refusal: refusal(&draft),
        preview: preview(world, scope, &draft, config.as_ref(), (from, now), texts),
        tried,
        sketch,
        condition: config.as_ref().map(|config| words::condition(config, texts)),
        replaced: existing
            .zip(request.as_ref())
            .map(|(alarm, request)| replaced(&request::put(alarm.config()), request)),
        request,
        taken: editing != Some(draft.name.as_str()) && existing.is_some(),
        editing: editing.map(str::to_owned),
        draft,
    }
}

/// An update replaces the whole alarm: what the wizard has no field for stays as it was.
fn complete(config: Config, before: &Config) -> Config {
    let mut config = config;
    if let (Watched::Metric(now), Watched::Metric(then)) = (&mut config.metric, &before.metric)
        && now.id == then.id
    {
        now.unit = then.unit;
    }
    Config { window: before.window.clone(), warm_up: before.warm_up, ..config }
}

fn preview(
    world: &World,
    scope: Scope,
    draft: &Draft,
    config: Option<&Config>,
    (from, to): (Time, Time),
    texts: &Texts,
) -> Option<ChartModel> {
    if let Some(config) = config {
        let (mut chart, _) = detail::graph(world, scope, config, from, to, texts);
        chart.now = Some(to);
        return Some(chart);
    }
    if draft.kind == "math" {
        // What is computed can be seen before there is a threshold.
        let any = Draft { threshold: "0".to_owned(), ..draft.clone() };
        let config = any.config(scope, to)?;
        let (mut chart, _) = detail::graph(world, scope, &config, from, to, texts);
        (chart.threshold, chart.now) = (None, Some(to));
        return Some(chart);
    }
    let (metric, stat, period) = draft.measured()?;
    let sorted = MetricId::new(&metric.namespace, &metric.name, metric.dimensions.clone());
    let period = Span::secs(i64::from(period));
    let wanted = Wanted { metric: &sorted, stat, period, unit: None };
    let (series, unit) = line(world, scope, &wanted, metric.name.clone(), from, to);
    let label =
        texts.fill("metrics.chart.label", &[("metrics", &metric.name), ("stat", &draft.stat)]);
    let mut chart = ChartModel::new(label, from, to);
    chart.series = vec![series];
    chart.unit = unit.unwrap_or_default().to_owned();
    let threshold = draft.threshold().ok();
    chart.threshold = threshold.map(|value| Threshold { value, label: draft.threshold.clone() });
    chart.now = Some(to);
    Some(chart)
}

/// What AWS would say of the rows of metric math.
fn refusal(draft: &Draft) -> Option<String> {
    let secs = draft.period_secs().unwrap_or_default();
    let wrong = || super::rows::watched(&draft.rows, None, secs).err();
    (draft.kind == "math" && !draft.rows.is_empty()).then(wrong).flatten()
}

/// The topics of a Region.
pub fn topics(world: &World, scope: Scope) -> Vec<Topic> {
    let sns = world.sns();
    let here = sns.topics().iter().filter(|(_, topic)| topic.scope == scope);
    here.map(|(arn, _)| {
        let pending = sns.of_topic(arn).filter(|(_, subscription)| subscription.is_pending());
        let (all, pending) = (sns.of_topic(arn).count(), pending.count());
        Topic {
            arn: arn.to_string(),
            name: arn.rest().to_owned(),
            confirmed: all - pending,
            pending,
        }
    })
    .collect()
}

/// The step a click on `wanted` leads to: back always, on only as far as nothing is wrong.
pub fn reach(draft: &Draft, wanted: Step) -> Step {
    let wrong = Step::ALL.into_iter().find(|step| !draft.problems(*step).is_empty());
    wrong.map_or(wanted, |wrong| wanted.min(wrong))
}
