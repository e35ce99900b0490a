//! What an alarm is told to do: the parameters of PutMetricAlarm, read and checked.

use super::watched::{Measure, Query, Watched};
use crate::sim::real::Real;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;
use crate::telemetry::Stat;

/// An alarm's state.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateValue {
    /// Within the threshold.
    Ok,
    /// Outside the threshold.
    Alarm,
    /// Just created, or not enough data to tell.
    InsufficientData,
}

impl StateValue {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            StateValue::Ok => "OK",
            StateValue::Alarm => "ALARM",
            StateValue::InsufficientData => "INSUFFICIENT_DATA",
        }
    }

    /// The state with this name.
    pub fn named(name: &str) -> Option<StateValue> {
        [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// How a value is compared with the threshold, or with a band of expected values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `GreaterThanOrEqualToThreshold`.
    GreaterOrEqual,
    /// `GreaterThanThreshold`.
    Greater,
    /// `LessThanThreshold`.
    Less,
    /// `LessThanOrEqualToThreshold`.
    LessOrEqual,
    /// `LessThanLowerOrGreaterThanUpperThreshold`.
    Outside,
    /// `LessThanLowerThreshold`.
    Below,
    /// `GreaterThanUpperThreshold`.
    Above,
}

/// AWS's names, and the words state reasons use.
const COMPARISONS: [(Comparison, &str, &str); 7] = [
    (
        Comparison::GreaterOrEqual,
        "GreaterThanOrEqualToThreshold",
        "greater than or equal to the threshold",
    ),
    (Comparison::Greater, "GreaterThanThreshold", "greater than the threshold"),
    (Comparison::Less, "LessThanThreshold", "less than the threshold"),
    (Comparison::LessOrEqual, "LessThanOrEqualToThreshold", "less than or equal to the threshold"),
    // What reasons say of a band names its values too: see `reason::band`.
    (Comparison::Outside, "LessThanLowerOrGreaterThanUpperThreshold", "outside the band"),
    (Comparison::Below, "LessThanLowerThreshold", "below the band"),
    (Comparison::Above, "GreaterThanUpperThreshold", "above the band"),
];

impl Comparison {
    /// The comparison with this name.
    pub fn named(name: &str) -> Option<Comparison> {
        COMPARISONS.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// AWS's name.
    pub fn name(self) -> &'static str {
        COMPARISONS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// `greater than the threshold`.
    pub fn words(self) -> &'static str {
        COMPARISONS.iter().find(|row| row.0 == self).map_or("", |row| row.2)
    }

    /// Whether it compares with a band.
    pub fn is_band(self) -> bool {
        matches!(self, Comparison::Outside | Comparison::Below | Comparison::Above)
    }

    /// Whether a value breaches the threshold; nothing breaches a band that is not there.
    pub fn breaches(self, value: f64, threshold: f64) -> bool {
        self.breaches_limits(value, threshold, (threshold, threshold))
    }

    /// Whether a value breaches the threshold, or for a comparison with a band its limits.
    pub fn breaches_limits(self, value: f64, threshold: f64, (lower, upper): (f64, f64)) -> bool {
        match self {
            Comparison::GreaterOrEqual => value >= threshold,
            Comparison::Greater => value > threshold,
            Comparison::Less => value < threshold,
            Comparison::LessOrEqual => value <= threshold,
            Comparison::Outside => value < lower || value > upper,
            Comparison::Below => value < lower,
            Comparison::Above => value > upper,
        }
    }
}

/// How missing data points are treated.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treat {
    /// As if outside the threshold.
    Breaching,
    /// As if within it.
    NotBreaching,
    /// The state stays.
    Ignore,
    /// As missing: nothing but gaps means INSUFFICIENT_DATA.
    Missing,
}

impl Treat {
    /// The four, in the order of AWS's pages.
    pub const ALL: [Treat; 4] =
        [Treat::Breaching, Treat::NotBreaching, Treat::Ignore, Treat::Missing];

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Treat::Breaching => "breaching",
            Treat::NotBreaching => "notBreaching",
            Treat::Ignore => "ignore",
            Treat::Missing => "missing",
        }
    }

    /// The treatment with this name.
    pub fn named(name: &str) -> Option<Treat> {
        Treat::ALL.into_iter().find(|treat| treat.name() == name)
    }
}

/// Where the windows of an evaluation lie.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EvaluationWindow {
    /// They end at the minute of the evaluation.
    Sliding,
    /// They end at the last boundary of the clock.
    WallClock {
        /// The zone as it was given.
        timezone: Option<String>,
        /// What it means.
        zone: Zone,
    },
}

/// A time after creation in which the alarm does not evaluate.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WarmUp {
    /// Its length in minutes.
    pub minutes: i32,
    /// Whether it lasts to its end even when there is enough data; `None` when not given.
    pub only_after: Option<bool>,
}

/// An alarm's whole configuration. An update replaces it as a whole.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Config {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// Whether actions run at all.
    pub actions_enabled: bool,
    /// ARNs for the state OK.
    pub ok_actions: Vec<String>,
    /// ARNs for the state ALARM.
    pub alarm_actions: Vec<String>,
    /// ARNs for the state INSUFFICIENT_DATA.
    pub insufficient_actions: Vec<String>,
    /// What it watches.
    pub metric: Watched,
    /// The length of a period in seconds.
    pub period_secs: i32,
    /// N: how many periods are evaluated.
    pub evaluation_periods: u32,
    /// M: how many of them must breach. `None` when not given, which means N.
    pub datapoints_to_alarm: Option<u32>,
    /// What its values are held against.
    pub threshold: Limit,
    /// The comparison.
    pub comparison: Comparison,
    /// How missing points are treated, if given.
    pub treat: Option<Treat>,
    /// Whether percentiles of few samples are evaluated, if given.
    pub low_samples: Option<LowSamples>,
    /// Where the windows lie, if given.
    pub window: Option<EvaluationWindow>,
    /// The warm-up, if given.
    pub warm_up: Option<WarmUp>,
    /// When it was given.
    pub updated: Time,
}

/// What values are held against.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Limit {
    /// A number.
    Fixed(Real),
    /// The band of expected values that the query with this id gives.
    Band(String),
}

impl Limit {
    /// The number, if it is one.
    pub fn fixed(&self) -> Option<f64> {
        match self {
            Limit::Fixed(number) => Some(number.get()),
            Limit::Band(_) => None,
        }
    }

    /// The id of the band, if it is one: ThresholdMetricId.
    pub fn band(&self) -> Option<&str> {
        match self {
            Limit::Fixed(_) => None,
            Limit::Band(id) => Some(id),
        }
    }
}

/// What becomes of percentiles of too few samples.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LowSamples {
    /// They count.
    Evaluate,
    /// The state stays.
    Ignore,
}

impl LowSamples {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            LowSamples::Evaluate => "evaluate",
            LowSamples::Ignore => "ignore",
        }
    }
}

impl Config {
    /// The length of a period.
    pub fn period(&self) -> Span {
        Span::secs(i64::from(self.period_secs))
    }

    /// N.
    pub fn n(&self) -> u32 {
        self.evaluation_periods
    }

    /// M.
    pub fn m(&self) -> u32 {
        self.datapoints_to_alarm.unwrap_or(self.evaluation_periods)
    }

    /// The treatment in force. Alarms on AWS/DynamoDB ignore missing data unless told otherwise
    /// (the API reference says they always do; the user guide, which is newer, that it can be
    /// overridden: we follow the guide).
    pub fn treat(&self) -> Treat {
        let default = match self.metric.measure() {
            Some(measure) if measure.id.namespace == "AWS/DynamoDB" => Treat::Ignore,
            _ => Treat::Missing,
        };
        self.treat.unwrap_or(default)
    }

    /// The metric it watches, if it watches one without expressions.
    pub fn measure(&self) -> Option<&Measure> {
        self.metric.measure()
    }

    /// The query that is held against the threshold, if it watches expressions.
    pub fn subject(&self) -> Option<&Query> {
        self.metric.subject(self.threshold.band())
    }

    /// What people call what it watches: a metric's name, an expression's label or id.
    pub fn watches(&self) -> &str {
        let metric = self.measure().map(|measure| measure.id.name.as_str());
        metric.or_else(|| self.subject().map(Query::name)).unwrap_or_default()
    }

    /// The statistic's name; empty for an expression, which has none.
    pub fn stat_name(&self) -> &str {
        let query = || self.subject().and_then(Query::measure);
        self.measure().or_else(query).map_or("", |measure| &measure.stat_name)
    }

    /// The dimensions as given; an expression has none.
    pub fn dimensions(&self) -> &[(String, String)] {
        self.measure().map_or(&[], |measure| &measure.dimensions)
    }

    /// The unit data must have, if one was given.
    pub fn unit(&self) -> Option<&'static str> {
        self.measure().and_then(|measure| measure.unit)
    }

    /// The zone of the wall clock, for alarms that follow one.
    pub fn wall_clock(&self) -> Option<Zone> {
        match &self.window {
            Some(EvaluationWindow::WallClock { zone, .. }) => Some(*zone),
            _ => None,
        }
    }

    /// The ARNs for a state.
    pub fn actions(&self, state: StateValue) -> &[String] {
        match state {
            StateValue::Ok => &self.ok_actions,
            StateValue::Alarm => &self.alarm_actions,
            StateValue::InsufficientData => &self.insufficient_actions,
        }
    }

    /// With how few samples a percentile does not count: under 10/(1−p) for p from 0.5 up, under
    /// 10/p below. `None` for alarms that count every period.
    pub fn least_samples(&self) -> Option<f64> {
        let stat = self.measure().map(|measure| measure.stat);
        match (self.low_samples, stat) {
            (Some(LowSamples::Ignore), Some(Stat::Percentile(p))) => Some(least_samples(p.get())),
            _ => None,
        }
    }
}

/// The least number of samples (of p in percent) that is statistically significant. Counted in
/// percent, since 1 − 0.99 is not exact in binary.
pub fn least_samples(percentile: f64) -> f64 {
    if percentile >= 50.0 { 1000.0 / (100.0 - percentile) } else { 1000.0 / percentile }
}
