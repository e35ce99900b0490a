//! The rows of an alarm on metric math, as they are typed: metrics and expressions with ids.

use serde::{Deserialize, Serialize};

use crate::services::cloudwatch::alarm::watched::{Query, Source, Watched};
use crate::services::cloudwatch::api::{
    Dimension, Metric, MetricDataQuery, MetricStat, PutMetricAlarmInput,
};
use crate::services::cloudwatch::ops::put_queries;
use crate::sim::AccountId;
use crate::telemetry::math;
use crate::telemetry::{MetricId, Stat};

/// A row: a metric with a statistic, or an expression.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The metric, if it is one.
    pub metric: Option<MetricId>,
    /// The account the metric is of, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The metric's statistic.
    pub stat: String,
    /// The expression, if it is one.
    pub expression: String,
    /// Its label, if it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether its result is held against the threshold.
    pub returns: bool,
}

impl Row {
    /// A row of an alarm that exists.
    fn of(query: &Query) -> Row {
        let (id, label) = (query.id.clone(), query.label.clone());
        let blank = Row { id, label, returns: query.returns, ..Row::default() };
        match &query.of {
            Source::Metric(measure) => Row {
                metric: Some(MetricId {
                    dimensions: measure.dimensions.clone(),
                    ..measure.id.clone()
                }),
                account: measure.account,
                stat: measure.stat_name.clone(),
                ..blank
            },
            Source::Expression { text, .. } => Row { expression: text.clone(), ..blank },
        }
    }

    /// What is wrong with it by itself, in the words AWS would refuse it with.
    pub fn problem(&self) -> Option<String> {
        if self.metric.is_some() {
            let wrong = Stat::parse(&self.stat).is_none();
            let text = || format!("The value {} for parameter Stat is not supported.", self.stat);
            return wrong.then(text);
        }
        math::parse(&self.expression).err().map(|error| error.refusal(&self.id))
    }

    fn query(&self, period_secs: i32) -> MetricDataQuery {
        let blank = MetricDataQuery {
            id: self.id.clone(),
            label: self.label.clone(),
            return_data: Some(self.returns),
            ..MetricDataQuery::default()
        };
        let Some(metric) = &self.metric else {
            let insights = crate::telemetry::insights::is_query(&self.expression);
            let period = insights.then_some(period_secs);
            return MetricDataQuery { expression: Some(self.expression.clone()), period, ..blank };
        };
        let one = |(name, value): &(String, String)| Dimension {
            name: name.clone(),
            value: value.clone(),
        };
        let dimensions: Vec<Dimension> = metric.dimensions.iter().map(one).collect();
        let metric = Metric {
            namespace: Some(metric.namespace.clone()),
            metric_name: Some(metric.name.clone()),
            dimensions: (!dimensions.is_empty()).then_some(dimensions),
        };
        let stat = MetricStat { metric, period: period_secs, stat: self.stat.clone(), unit: None };
        let account_id = self.account.map(|account| account.to_string());
        MetricDataQuery { metric_stat: Some(stat), account_id, ..blank }
    }
}

/// The rows of an alarm that exists.
pub fn of(watched: &Watched) -> Vec<Row> {
    watched.queries().iter().map(Row::of).collect()
}

/// What an alarm with these rows watches; else what is wrong, as PutMetricAlarm would say it.
///
/// # Errors
/// AWS's message, or ours where AWS's is not known.
pub fn watched(rows: &[Row], band: Option<&str>, period_secs: i32) -> Result<Watched, String> {
    let queries: Vec<MetricDataQuery> = rows.iter().map(|row| row.query(period_secs)).collect();
    let input = PutMetricAlarmInput {
        threshold_metric_id: band.map(str::to_owned),
        evaluation_periods: Some(1),
        ..PutMetricAlarmInput::default()
    };
    // Whether the accounts are linked, AWS says when the alarm is made.
    let accounts: Vec<AccountId> = rows.iter().filter_map(|row| row.account).collect();
    let read = put_queries::read(&input, &queries, &accounts).map_err(|error| error.message);
    read.map(|(watched, _)| watched)
}

/// An id that no row has: `m1`, `e1`.
pub fn free_id(rows: &[Row], letter: char) -> String {
    let taken = |id: &String| rows.iter().any(|row| row.id == *id);
    let mut ids = (1..).map(|n| format!("{letter}{n}"));
    ids.find(|id| !taken(id)).unwrap_or_default()
}
