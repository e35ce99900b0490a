//! What somebody has typed into the alarm wizard, and what is wrong with it.

use serde::{Deserialize, Serialize};

use super::rows::{self, Row};
use super::tags;
use crate::services::cloudwatch::alarm::config::{Comparison, Limit, LowSamples};
use crate::services::cloudwatch::alarm::watched::{Measure, Watched};
use crate::services::cloudwatch::alarm::{Config, StateValue, Treat};
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::telemetry::{MetricId, Stat};

/// The steps of the wizard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Which metric.
    #[default]
    Metric,
    /// Which threshold.
    Conditions,
    /// Whom to tell.
    Actions,
    /// What it is called.
    Name,
    /// All of it once more.
    Review,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 5] =
        [Step::Metric, Step::Conditions, Step::Actions, Step::Name, Step::Review];

    /// Its place, counted from 0.
    pub fn number(self) -> usize {
        Step::ALL.iter().position(|step| *step == self).unwrap_or_default()
    }

    /// The step at a place.
    pub fn at(number: usize) -> Option<Step> {
        Step::ALL.get(number).copied()
    }

    /// The key of its title.
    pub fn title(self) -> &'static str {
        match self {
            Step::Metric => "alarms.step.metric",
            Step::Conditions => "alarms.step.conditions",
            Step::Actions => "alarms.step.actions",
            Step::Name => "alarms.step.name",
            Step::Review => "alarms.step.review",
        }
    }
}

/// A field that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// The metric.
    Metric,
    /// The statistic.
    Stat,
    /// The period.
    Period,
    /// The threshold.
    Threshold,
    /// M, N.
    Points,
    /// The name.
    Name,
    /// An action's topic.
    Topic,
    /// A tag's key.
    Tags,
}

/// What is wrong: the field and the key of what to say.
pub type Problem = (Field, &'static str);

/// One action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// The state it belongs to, by AWS's name.
    pub state: String,
    /// The topic's ARN.
    pub topic: String,
}

/// The draft. Numbers are kept as they were typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The step it is at.
    pub step: Step,
    /// The namespace looked at.
    pub namespace: String,
    /// The metric.
    pub metric: Option<MetricId>,
    /// The statistic.
    pub stat: String,
    /// The period in seconds.
    pub period: String,
    /// The comparison, by AWS's name.
    pub comparison: String,
    /// The threshold.
    pub threshold: String,
    /// M.
    pub m: String,
    /// N.
    pub n: String,
    /// The treatment of missing data, by AWS's name.
    pub treat: String,
    /// What it watches: `metric`, `math` or `band`.
    pub kind: String,
    /// The rows of metric math.
    pub rows: Vec<Row>,
    /// How many standard deviations wide the band is.
    pub width: String,
    /// Percentiles of few samples: `evaluate` or `ignore`.
    pub low_samples: String,
    /// Actions.
    pub actions: Vec<Action>,
    /// Whether actions are on.
    pub enabled: bool,
    /// The name of a topic that is not made yet: it may take another user to be allowed to.
    pub new_topic: String,
    /// Who is to hear of it.
    pub new_email: String,
    /// Its name.
    pub name: String,
    /// What somebody wrote about it.
    pub description: String,
    /// The tags of a new one.
    pub tags: tags::Typed,
}

impl Default for Draft {
    fn default() -> Draft {
        let text = str::to_owned;
        Draft {
            step: Step::Metric,
            namespace: String::new(),
            metric: None,
            stat: text("Average"),
            period: text("300"),
            comparison: text("GreaterThanThreshold"),
            threshold: String::new(),
            m: text("1"),
            n: text("1"),
            treat: text("missing"),
            kind: text("metric"),
            rows: Vec::new(),
            width: text("2"),
            low_samples: text("evaluate"),
            actions: Vec::new(),
            enabled: true,
            new_topic: String::new(),
            new_email: String::new(),
            name: String::new(),
            description: String::new(),
            tags: Vec::new(),
        }
    }
}

/// The metric of an alarm on a plain band of one metric, and how wide the band is.
pub(super) fn band_of(config: &Config) -> Option<(&Measure, String)> {
    let band = config.threshold.band()?;
    let [first, second] = config.metric.queries() else { return None };
    let (own, of) = if first.id == band { (first, second) } else { (second, first) };
    let inner = own.expression()?.trim().strip_prefix("ANOMALY_DETECTION_BAND(")?;
    let inner = inner.strip_suffix(')')?;
    let (id, width) = inner.split_once(',').unwrap_or((inner, "2"));
    (id.trim() == of.id).then_some((of.measure()?, width.trim().to_owned()))
}

impl Draft {
    /// A draft for a metric that is chosen already.
    pub fn on(metric: MetricId) -> Draft {
        let namespace = metric.namespace.clone();
        Draft { namespace, metric: Some(metric), ..Draft::default() }
    }

    /// The draft of an alarm that exists.
    pub fn of(config: &Config) -> Draft {
        let states = [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData];
        let action = |state: StateValue| {
            let topics = config.actions(state).iter();
            topics.map(move |topic| Action { state: state.name().to_owned(), topic: topic.clone() })
        };
        let band = band_of(config);
        let rows = if band.is_none() { rows::of(&config.metric) } else { Vec::new() };
        let kind = match (band.is_some(), rows.is_empty()) {
            (true, _) => "band",
            (false, true) => "metric",
            (false, false) => "math",
        };
        let measure = config.measure().or(band.as_ref().map(|(measure, _)| *measure));
        let metric = measure.map(|measure| MetricId {
            dimensions: measure.dimensions.clone(),
            ..measure.id.clone()
        });
        Draft {
            step: Step::Metric,
            namespace: metric.as_ref().map(|m| m.namespace.clone()).unwrap_or_default(),
            metric,
            stat: measure.map_or_else(|| "Average".to_owned(), |m| m.stat_name.clone()),
            period: config.period_secs.to_string(),
            comparison: config.comparison.name().to_owned(),
            threshold: config.threshold.fixed().map(|t| t.to_string()).unwrap_or_default(),
            m: config.m().to_string(),
            n: config.n().to_string(),
            treat: config.treat().name().to_owned(),
            kind: kind.to_owned(),
            rows,
            width: band.map_or_else(|| "2".to_owned(), |(_, width)| width),
            low_samples: config.low_samples.map_or("evaluate", LowSamples::name).to_owned(),
            actions: states.into_iter().flat_map(action).collect(),
            enabled: config.actions_enabled,
            name: config.name.clone(),
            description: config.description.clone().unwrap_or_default(),
            ..Draft::default()
        }
    }

    /// Reads a draft that was kept.
    pub fn from_value(value: &serde_json::Value) -> Option<Draft> {
        serde_json::from_value(value.clone()).ok()
    }

    /// The draft as it is kept.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// What is wrong at a step.
    pub fn problems(&self, step: Step) -> Vec<Problem> {
        match step {
            Step::Metric => self.metric_problems(),
            Step::Conditions => self.condition_problems(),
            Step::Actions => {
                let open = self.actions.iter().any(|action| action.topic.is_empty());
                open.then_some((Field::Topic, "alarms.problem.topic")).into_iter().collect()
            }
            Step::Name => self.name_problems(),
            Step::Review => {
                Step::ALL.iter().take(4).flat_map(|step| self.problems(*step)).collect()
            }
        }
    }

    fn metric_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.kind == "math" {
            let secs = self.period_secs().unwrap_or_default();
            if rows::watched(&self.rows, None, secs).is_err() {
                problems.push((Field::Metric, "alarms.problem.math"));
            }
        } else if self.metric.is_none() {
            problems.push((Field::Metric, "alarms.problem.metric"));
        }
        if Stat::parse(&self.stat).is_none() {
            problems.push((Field::Stat, "alarms.problem.stat"));
        }
        let period = self.period_secs();
        if !period.is_some_and(|secs| matches!(secs, 10 | 20 | 30) || secs % 60 == 0 && secs > 0) {
            problems.push((Field::Period, "alarms.problem.period"));
        }
        problems
    }

    fn condition_problems(&self) -> Vec<Problem> {
        let limit = if self.kind == "band" { self.width() } else { self.threshold() };
        let mut problems: Vec<Problem> =
            limit.err().map(|key| (Field::Threshold, key)).into_iter().collect();
        let points = match (self.m.trim().parse::<u32>(), self.n.trim().parse::<u32>()) {
            (Ok(m), Ok(n)) if m == 0 || n == 0 => Some("alarms.problem.zero"),
            (Ok(m), Ok(n)) if m > n => Some("alarms.problem.m-over-n"),
            (Ok(_), Ok(n)) => self.too_long(n),
            _ => Some("alarms.problem.whole"),
        };
        problems.extend(points.map(|key| (Field::Points, key)));
        problems
    }

    /// EvaluationPeriods × Period may reach a day; a week when a period is an hour or longer.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
    fn too_long(&self, n: u32) -> Option<&'static str> {
        let period = i64::from(self.period_secs()?);
        let total = period * i64::from(n);
        match period {
            ..3600 if total > 86_400 => Some("alarms.problem.day"),
            3600.. if total > 604_800 => Some("alarms.problem.week"),
            _ => None,
        }
    }

    fn name_problems(&self) -> Vec<Problem> {
        let name = &self.name;
        let key = if name.is_empty() {
            Some("alarms.problem.name")
        } else if name.chars().count() > 255 || name.chars().any(|c| c.is_ascii_control()) {
            Some("alarms.problem.name-form")
        } else {
            None
        };
        let nameless = tags::nameless(&self.tags).then_some((Field::Tags, "app.tags.nameless"));
        key.map(|key| (Field::Name, key)).into_iter().chain(nameless).collect()
    }

    /// The period in seconds.
    pub fn period_secs(&self) -> Option<i32> {
        self.period.trim().parse().ok()
    }

    /// The threshold, or the key of what is wrong with it.
    pub fn threshold(&self) -> Result<f64, &'static str> {
        let text = self.threshold.trim();
        if text.is_empty() {
            return Err("alarms.problem.threshold");
        }
        if text.ends_with(['%', '％']) {
            return Err("alarms.problem.percent");
        }
        let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        let number = crate::number::parse(text).filter(|value| value.is_finite() && plain);
        number.ok_or("alarms.problem.number")
    }

    /// How wide the band is, or the key of what is wrong with it.
    pub fn width(&self) -> Result<f64, &'static str> {
        let width = crate::number::parse(self.width.trim()).filter(|width| *width > 0.0);
        width.filter(|width| width.is_finite()).ok_or("alarms.problem.width")
    }

    /// What it watches and against what, when nothing is wrong.
    fn watched(&self) -> Option<(Watched, Limit)> {
        let fixed = || Some(Limit::Fixed(Real::new(self.threshold().ok()?)));
        let period_secs = self.period_secs()?;
        if self.kind == "math" {
            return Some((rows::watched(&self.rows, None, period_secs).ok()?, fixed()?));
        }
        let (metric, stat, _) = self.measured()?;
        if self.kind == "band" {
            let metric = Row {
                id: "m1".to_owned(),
                metric: Some(metric.clone()),
                stat: self.stat.clone(),
                returns: true,
                ..Row::default()
            };
            let band = Row {
                id: "ad1".to_owned(),
                expression: format!("ANOMALY_DETECTION_BAND(m1, {})", self.width().ok()?),
                returns: true,
                ..Row::default()
            };
            let watched = rows::watched(&[metric, band], Some("ad1"), period_secs).ok()?;
            return Some((watched, Limit::Band("ad1".to_owned())));
        }
        let measure = Measure {
            id: MetricId::new(&metric.namespace, &metric.name, metric.dimensions.clone()),
            dimensions: metric.dimensions.clone(),
            stat,
            stat_name: self.stat.clone(),
            unit: None,
            account: None,
        };
        Some((Watched::Metric(measure), fixed()?))
    }

    /// The comparison: one with a band, or one with a number.
    pub fn comparison(&self) -> Comparison {
        let band = self.kind == "band";
        let own = Comparison::named(&self.comparison).filter(|own| own.is_band() == band);
        own.unwrap_or(if band { Comparison::Outside } else { Comparison::Greater })
    }

    /// The metric with its statistic, when both are there.
    pub fn measured(&self) -> Option<(&MetricId, Stat, i32)> {
        let period = self.period_secs().filter(|secs| *secs > 0)?;
        Some((self.metric.as_ref()?, Stat::parse(&self.stat)?, period))
    }

    /// The alarm it would make: `None` while something is wrong. A name may still be missing.
    pub fn config(&self, scope: Scope, now: Time) -> Option<Config> {
        let fine = [Step::Metric, Step::Conditions].iter().all(|s| self.problems(*s).is_empty());
        let (metric, threshold) = self.watched().filter(|_| fine)?;
        let period_secs = self.period_secs()?;
        let topics = |state: StateValue| {
            let own = self.actions.iter().filter(|action| action.state == state.name());
            own.map(|action| action.topic.clone()).filter(|topic| !topic.is_empty()).collect()
        };
        let stat = metric.measure().map(|measure| measure.stat);
        let percentile = matches!(stat, Some(Stat::Percentile(_)));
        let low_samples = match self.low_samples.as_str() {
            "ignore" if percentile => Some(LowSamples::Ignore),
            _ => None,
        };
        let description = self.description.trim();
        Some(Config {
            name: self.name.clone(),
            arn: scope.arn("cloudwatch", &format!("alarm:{}", self.name)),
            description: (!description.is_empty()).then(|| description.to_owned()),
            actions_enabled: self.enabled,
            ok_actions: topics(StateValue::Ok),
            alarm_actions: topics(StateValue::Alarm),
            insufficient_actions: topics(StateValue::InsufficientData),
            metric,
            period_secs,
            evaluation_periods: self.n.trim().parse().ok()?,
            datapoints_to_alarm: self.m.trim().parse().ok(),
            threshold,
            comparison: self.comparison(),
            treat: Treat::named(&self.treat),
            low_samples,
            window: None,
            warm_up: None,
            updated: now,
        })
    }
}
