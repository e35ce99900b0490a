//! GetMetricData.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>

use super::names::{metric, too_many};
use super::{bad_token, validation};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::api::{
    GetMetricDataInput, GetMetricDataOutput, MessageData, MetricDataQuery, MetricDataResult,
};
use crate::services::cloudwatch::metrics::label::{self, Subject};
use crate::sim::Ctx;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;
use crate::telemetry::series::{self, Query};
use crate::telemetry::{MetricId, MetricSource, Stat, unit};

/// The most queries, and the most data points of an answer, which is also the default.
const MAX_QUERIES: usize = 500;
const MAX_POINTS: usize = 100_800;

/// A query, read and checked.
struct Wanted<'a> {
    query: &'a MetricDataQuery,
    id: MetricId,
    stat: Stat,
    stat_name: &'a str,
    period_secs: i64,
    unit: Option<&'static str>,
}

/// Answers every query. A page holds `MaxDatapoints` points: queries are answered one after the
/// other, and what does not fit comes with the next page (AWS does not say how it cuts pages).
pub fn get(
    source: &dyn MetricSource,
    ctx: &Ctx<'_>,
    input: &GetMetricDataInput,
) -> Result<GetMetricDataOutput, ApiError> {
    let wanted = check(input)?;
    let offset = timezone(input)?;
    let skip = input.next_token.as_deref().map_or(Ok(0), position)?;
    let page = match input.max_datapoints {
        None => MAX_POINTS,
        Some(points) => usize::try_from(points).unwrap_or(0).clamp(1, MAX_POINTS),
    };
    let labelled: Vec<label::Query<'_>> = wanted.iter().map(Wanted::label).collect();
    let mut cut = Cut { skip, left: page, passed: 0, more: false };
    let mut results = Vec::new();
    for (wanted, described) in wanted.iter().zip(&labelled) {
        if wanted.query.return_data == Some(false) {
            continue;
        }
        let (points, units) = wanted.points(source, ctx.scope, input, ctx.now);
        let default = label::default(described, &labelled);
        let subject = Subject {
            query: described,
            default: &default,
            points: &points,
            scope: ctx.scope,
            now: ctx.now,
            offset,
        };
        let label = match &wanted.query.label {
            Some(label) => label::dynamic(label, &subject).ok_or_else(|| bad_label(label))?,
            None => default.clone(),
        };
        results.extend(cut.result(wanted.query, label, points, &units, input));
    }
    let next_token = cut.more.then(|| format!("{MARK}{}", skip + page - cut.left));
    Ok(GetMetricDataOutput { metric_data_results: results, next_token, messages: Vec::new() })
}

/// What stands before the count in a token.
const MARK: &str = "AAA";

/// How many points were given on the pages before.
fn position(token: &str) -> Result<usize, ApiError> {
    let count = token.strip_prefix(MARK).and_then(|count| count.parse().ok());
    count.ok_or_else(|| bad_token(Some(token)))
}

/// How an answer is cut into pages.
struct Cut {
    /// Points that earlier pages held.
    skip: usize,
    /// Points this page still takes.
    left: usize,
    /// Points of the queries so far.
    passed: usize,
    /// Whether something is left for the next page.
    more: bool,
}

impl Cut {
    /// The part of a query's points that stands on this page. A query that was answered whole on
    /// an earlier page has no result here.
    fn result(
        &mut self,
        query: &MetricDataQuery,
        label: String,
        mut points: Vec<(Time, f64)>,
        units: &[&'static str],
        input: &GetMetricDataInput,
    ) -> Option<MetricDataResult> {
        if input.scan_by.as_deref() != Some("TimestampAscending") {
            points.reverse();
        }
        let total = points.len();
        let seen = self.skip.saturating_sub(self.passed).min(total);
        let first_page = self.skip == 0;
        self.passed += total;
        if !first_page && seen == total {
            return None;
        }
        let taken = (total - seen).min(self.left);
        self.left -= taken;
        let complete = seen + taken == total;
        self.more |= !complete;
        let page = points.into_iter().skip(seen).take(taken);
        let (timestamps, values) = page.map(|(time, value)| (Timestamp(time), value)).unzip();
        Some(MetricDataResult {
            id: query.id.clone(),
            label,
            timestamps,
            values,
            status_code: if complete { "Complete" } else { "PartialData" }.to_owned(),
            messages: several(units),
        })
    }
}

/// The remark about a metric with several units, of which the first is the one returned.
fn several(units: &[&'static str]) -> Option<Vec<MessageData>> {
    (units.len() > 1).then(|| {
        let value = format!("Multiple units returned: '[{}]'", units.join(", "));
        vec![MessageData { code: "MultipleUnits".to_owned(), value }]
    })
}

impl Wanted<'_> {
    fn label(&self) -> label::Query<'_> {
        label::Query { id: &self.id, stat: self.stat_name, period_secs: self.period_secs }
    }

    /// The points, oldest first, and the units there are.
    fn points(
        &self,
        source: &dyn MetricSource,
        scope: Scope,
        input: &GetMetricDataInput,
        now: Time,
    ) -> (Vec<(Time, f64)>, Vec<&'static str>) {
        let query = Query {
            scope,
            id: &self.id,
            from: input.start_time.0,
            to: input.end_time.0,
            period_secs: self.period_secs,
            unit: self.unit,
            stat: self.stat,
        };
        let mut periods = series::read(source, &query, now);
        let mut units: Vec<&'static str> = periods.iter().map(|period| period.unit).collect();
        units.dedup();
        periods.retain(|period| Some(&period.unit) == units.first());
        let value = |period: &mut series::Period| Some((period.time, period.bin.value(self.stat)?));
        (periods.iter_mut().filter_map(value).collect(), units)
    }
}

fn check(input: &GetMetricDataInput) -> Result<Vec<Wanted<'_>>, ApiError> {
    if input.start_time >= input.end_time {
        let text = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(validation(text));
    }
    let queries = &input.metric_data_queries;
    if queries.len() > MAX_QUERIES {
        return Err(too_many("MetricDataQueries", MAX_QUERIES));
    }
    let mut wanted: Vec<Wanted<'_>> = Vec::with_capacity(queries.len());
    for (i, query) in queries.iter().enumerate() {
        let place = format!("MetricDataQueries.member.{}.", i + 1);
        if !is_id(&query.id) {
            return Err(validation(format!(
                "The value {} for parameter {place}Id is not matching the expected pattern \
                 ^[a-z][a-zA-Z0-9_]*$.",
                query.id
            )));
        }
        if wanted.iter().any(|other| other.query.id == query.id) {
            return Err(validation(
                "The values for parameter id in MetricDataQueries are not unique.",
            ));
        }
        wanted.push(read(query, &place)?);
    }
    Ok(wanted)
}

/// A small letter, then letters, digits and underscores.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn read<'a>(query: &'a MetricDataQuery, place: &str) -> Result<Wanted<'a>, ApiError> {
    let required = |name: &str| validation(format!("The parameter {place}{name} is required."));
    let Some(metric_stat) = &query.metric_stat else { return Err(required("MetricStat")) };
    let given = &metric_stat.metric;
    let namespace = given.namespace.as_deref();
    let namespace = namespace.ok_or_else(|| required("MetricStat.Metric.Namespace"))?;
    let name = given.metric_name.as_deref();
    let name = name.ok_or_else(|| required("MetricStat.Metric.MetricName"))?;
    let place = format!("{place}MetricStat.");
    let id = metric(namespace, name, given.dimensions.as_ref(), &format!("{place}Metric."))?;
    if query.period.is_some_and(|period| period != metric_stat.period) {
        // Ours: a query that gives its period twice must give the same.
        return Err(validation(format!("The parameter Period differs from {place}Period.")));
    }
    let period_secs = i64::from(metric_stat.period);
    if !series::is_period(period_secs) {
        return Err(validation(format!(
            "The parameter {place}Period must be 1, 5, 10, 20, 30 or a multiple of 60."
        )));
    }
    let unsupported = || {
        let value = &metric_stat.stat;
        validation(format!("The value {value} for parameter {place}Stat is not supported."))
    };
    let stat = Stat::parse(&metric_stat.stat).ok_or_else(unsupported)?;
    let unit = metric_stat.unit.as_deref().and_then(unit::named);
    Ok(Wanted { query, id, stat, stat_name: &metric_stat.stat, period_secs, unit })
}

/// `+0900`: a sign and four digits.
fn timezone(input: &GetMetricDataInput) -> Result<Span, ApiError> {
    let given = input.label_options.as_ref().and_then(|options| options.timezone.as_deref());
    let Some(text) = given else { return Ok(Span::ZERO) };
    let bad = || validation(format!("The value {text} for parameter Timezone is invalid."));
    let (hours, minutes) = text.split_at_checked(3).ok_or_else(bad)?;
    let zone = Zone::parse(&format!("{hours}:{minutes}")).ok_or_else(bad)?;
    Ok(zone.offset(Time::from_secs(0)))
}

fn bad_label(label: &str) -> ApiError {
    validation(format!("The value {label} for parameter Label is invalid."))
}
