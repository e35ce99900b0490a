//! GetMetricData.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>

mod answer;
mod naming;
pub mod pages;
mod queries;

use super::{bad_token, validation};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::api::{
    GetMetricDataInput, GetMetricDataOutput, MessageData, MetricDataResult,
};
use crate::services::cloudwatch::metrics::label::{self, Subject};
use crate::sim::Ctx;
use crate::sim::scope::AccountId;
use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;
use crate::telemetry::MetricSource;
use crate::telemetry::answer::Told;
use crate::telemetry::math::Origin;
use answer::Answers;
use naming::Naming;
use pages::{Asked, Line, Pages};
use queries::Wanted;

/// The most data points of an answer, which is also the default.
const MAX_POINTS: usize = 100_800;

/// Answers every query. A page holds `MaxDatapoints` points: queries are answered one after the
/// other, and what does not fit comes with the next page (AWS does not say how it cuts pages).
/// What an earlier page has `kept` is not worked out again; with the answer comes what the next
/// page needs.
pub fn get(
    kept: Pages,
    whence: (&dyn MetricSource, &[AccountId], u64),
    ctx: &Ctx<'_>,
    input: &GetMetricDataInput,
) -> Result<(GetMetricDataOutput, Pages), ApiError> {
    let (source, linked, moved) = whence;
    let skip = input.next_token.as_deref().map_or(Ok(0), position)?;
    let page = match input.max_datapoints {
        None => MAX_POINTS,
        Some(points) => usize::try_from(points).unwrap_or(0).clamp(1, MAX_POINTS),
    };
    let asked = Asked::new(input, (ctx.scope, linked), (ctx.now, moved));
    let lines = match kept.of(&asked).filter(|_| skip > 0) {
        Some(lines) => lines,
        None => answered((source, linked), ctx, input)?,
    };
    let mut cut = Cut { skip, left: page, passed: 0, more: false };
    let results = lines.iter().filter_map(|line| cut.result(line)).collect();
    let next_token = cut.more.then(|| format!("{MARK}{}", skip + page - cut.left));
    let output =
        GetMetricDataOutput { metric_data_results: results, next_token, messages: Vec::new() };
    let pages = if cut.more { Pages::new(asked, lines) } else { Pages::default() };
    Ok((output, pages))
}

/// Every series of the answer, whole.
fn answered(
    (source, linked): (&dyn MetricSource, &[AccountId]),
    ctx: &Ctx<'_>,
    input: &GetMetricDataInput,
) -> Result<Vec<Line>, ApiError> {
    let queries = queries::check(input)?;
    queries::may_read(&queries, ctx.scope, linked)?;
    let offset = timezone(input)?;
    let labels: Vec<label::Query<'_>> = queries.iter().filter_map(Wanted::label).collect();
    let answers = Answers::new(&queries, source, ctx, input);
    let mut lines = Vec::new();
    for wanted in &queries {
        let answer = answers.of(wanted)?;
        if wanted.query.return_data == Some(false) {
            continue;
        }
        let naming = Naming { wanted, all: &queries, labels: &labels, answers: &answers };
        let names = naming.names(&answer);
        let several = answer.series.len() > 1;
        for (series, (described, default)) in answer.series.into_iter().zip(names) {
            let subject = Subject {
                query: described.as_ref(),
                default: &default,
                points: &series.points,
                scope: wanted.metric().map_or(ctx.scope, |metric| metric.scope(ctx.scope)),
                now: ctx.now,
                offset,
            };
            let label = naming.label(&subject, several)?;
            let mut points = series.points;
            if input.scan_by.as_deref() != Some("TimestampAscending") {
                points.reverse();
            }
            let units = answer.units.to_vec();
            let told = match answers.origin(&series.id) {
                Some(Origin::Answer(told)) => Some(told.clone()),
                _ => None,
            };
            lines.push(Line { id: wanted.query.id.clone(), label, points, units, told });
        }
    }
    Ok(lines)
}

/// A result with what the function said of it.
fn as_told(mut result: MetricDataResult, told: &Told) -> MetricDataResult {
    if told.status != "Complete" {
        result.status_code = told.status.to_owned();
    }
    let message =
        |(code, value): &(String, String)| MessageData { code: code.clone(), value: value.clone() };
    if !told.messages.is_empty() {
        result.messages = Some(told.messages.iter().map(message).collect());
    }
    result
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
    /// The part of a series that stands on this page. One that was told whole on an earlier page
    /// has no result here.
    fn result(&mut self, line: &Line) -> Option<MetricDataResult> {
        let total = line.points.len();
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
        let page = line.points.iter().skip(seen).take(taken);
        let (timestamps, values) = page.map(|(time, value)| (Timestamp(*time), *value)).unzip();
        let result = MetricDataResult {
            id: line.id.clone(),
            label: line.label.clone(),
            timestamps,
            values,
            status_code: if complete { "Complete" } else { "PartialData" }.to_owned(),
            messages: several(&line.units),
        };
        Some(match &line.told {
            Some(told) => as_told(result, told),
            None => result,
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

/// `+0900`: a sign and four digits.
fn timezone(input: &GetMetricDataInput) -> Result<Span, ApiError> {
    let given = input.label_options.as_ref().and_then(|options| options.timezone.as_deref());
    let Some(text) = given else { return Ok(Span::ZERO) };
    let bad = || validation(format!("The value {text} for parameter Timezone is invalid."));
    let (hours, minutes) = text.split_at_checked(3).ok_or_else(bad)?;
    let zone = Zone::parse(&format!("{hours}:{minutes}")).ok_or_else(bad)?;
    Ok(zone.offset(Time::from_secs(0)))
}
