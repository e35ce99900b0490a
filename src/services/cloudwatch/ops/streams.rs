//! PutMetricStream, GetMetricStream, ListMetricStreams, DeleteMetricStream, StartMetricStreams,
//! StopMetricStreams.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricStream.html>

use std::collections::{BTreeMap, BTreeSet};

use super::tags::{self, Many};
use super::{combination, invalid, page};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::api::{
    GetMetricStreamOutput, ListMetricStreamsInput, ListMetricStreamsOutput, MetricStreamEntry,
    MetricStreamFilter, MetricStreamNameInput, MetricStreamNamesInput,
    MetricStreamStatisticsConfiguration, MetricStreamStatisticsMetric, PutMetricStreamInput,
    PutMetricStreamOutput,
};
use crate::services::cloudwatch::state::State;
use crate::services::cloudwatch::stream::{Carries, Filter, Sent, Stream};
use crate::services::cloudwatch::wake::Wake;
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::scope::Arn;
use crate::sim::time::Span;
use crate::telemetry::Stat;

/// The most streams of a page, which is also the default.
const PAGE: i32 = 500;
/// The most metrics that come with more statistics.
const MOST_STATISTICS: usize = 100;

/// Makes a stream, which runs at once, or changes the one with this name, which stays running or
/// stopped. Tags count only for a new one.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutMetricStreamInput,
) -> Result<PutMetricStreamOutput, ApiError> {
    let arn = |text: &str, service: &str, name: &str| {
        let right = Arn::parse(text).is_some_and(|arn| arn.service() == service);
        let wrong = || invalid(format!("The value {text} for parameter {name} is invalid."));
        if right { Ok(text.to_owned()) } else { Err(wrong()) }
    };
    let tags = tags::read(input.tags.as_ref(), Many(invalid, "A resource"))?;
    let new = Stream {
        carries: carries(input)?,
        firehose: arn(&input.firehose_arn, "firehose", "FirehoseArn")?,
        role: arn(&input.role_arn, "iam", "RoleArn")?,
        format: input.output_format.clone(),
        statistics: statistics(input)?,
        created: ctx.now,
        updated: ctx.now,
        running: Some(ctx.now),
        linked: input.linked == Some(true),
        tags,
        sent: Sent::default(),
    };
    let all = &mut state.regions.entry(ctx.scope).or_default().streams;
    match all.get_mut(&input.name) {
        Some(old) => {
            let (created, running) = (old.created, old.running.map(|_| ctx.now));
            let (tags, sent) = (std::mem::take(&mut old.tags), std::mem::take(&mut old.sent));
            *old = Stream { created, running, tags, sent, ..new };
            if running.is_some() {
                begin(ctx, &input.name);
            }
        }
        None => {
            all.insert(input.name.clone(), new);
            begin(ctx, &input.name);
        }
    }
    Ok(PutMetricStreamOutput { arn: arn_of(ctx, &input.name) })
}

/// A stream that runs from now on sends at the end of each minute.
fn begin(ctx: &mut Ctx<'_>, name: &str) {
    let (scope, since) = (ctx.scope, ctx.now);
    let at = since.floor(Span::mins(1)) + Span::mins(1);
    ctx.wake_because(Cause::Clock, at, Wake::Stream { scope, name: name.to_owned(), since });
}

fn arn_of(ctx: &Ctx<'_>, name: &str) -> String {
    ctx.scope.arn("cloudwatch", &format!("metric-stream/{name}")).to_string()
}

/// "You cannot specify both in the same operation": filters include, or they exclude.
fn carries(input: &PutMetricStreamInput) -> Result<Carries, ApiError> {
    let some = |filters: &Option<Vec<MetricStreamFilter>>| {
        filters.as_ref().is_some_and(|all| !all.is_empty())
    };
    if some(&input.include_filters) && some(&input.exclude_filters) {
        return Err(combination(
            "The parameters IncludeFilters and ExcludeFilters are mutually exclusive and you have \
             specified both.",
        ));
    }
    let read = |filters: &[MetricStreamFilter]| {
        let one = |filter: &MetricStreamFilter| {
            let names = filter.metric_names.clone().unwrap_or_default();
            let missing =
                || ApiError::new("MissingParameter", "The parameter Namespace is required.");
            Ok((filter.namespace.clone().ok_or_else(missing)?, names))
        };
        filters.iter().map(one).collect::<Result<Vec<Filter>, ApiError>>()
    };
    match (&input.include_filters, &input.exclude_filters) {
        (Some(filters), _) if !filters.is_empty() => read(filters).map(Carries::Only),
        (_, Some(filters)) if !filters.is_empty() => read(filters).map(Carries::AllBut),
        _ => Ok(Carries::All),
    }
}

/// Statistics beside minimum, maximum, sum and count: whatever CloudWatch has in the JSON form,
/// percentiles in those of OpenTelemetry.
fn statistics(
    input: &PutMetricStreamInput,
) -> Result<BTreeMap<(String, String), BTreeSet<String>>, ApiError> {
    let mut found: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let plain = input.output_format == "json";
    for one in input.statistics.iter().flatten() {
        for name in &one.additional_statistics {
            let fits = |stat: &Stat| plain || matches!(stat, Stat::Percentile(..));
            if Stat::extended(name).filter(fits).is_none() {
                return Err(invalid(format!(
                    "The value {name} for parameter AdditionalStatistics is not supported."
                )));
            }
        }
        for metric in &one.include_metrics {
            let key = (metric.namespace.clone(), metric.metric_name.clone());
            found.entry(key).or_default().extend(one.additional_statistics.iter().cloned());
        }
    }
    if found.len() > MOST_STATISTICS {
        return Err(super::names::too_many("StatisticsConfigurations", MOST_STATISTICS));
    }
    Ok(found)
}

/// A stream.
pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &MetricStreamNameInput,
) -> Result<GetMetricStreamOutput, ApiError> {
    let name = &input.name;
    let missing = || {
        let text = format!("Metric stream {name} does not exist");
        ApiError::new("ResourceNotFoundException", text).http(404)
    };
    let region = state.region(ctx.scope);
    let found = region.and_then(|region| region.streams.get(name)).ok_or_else(missing)?;
    let filters = |all: &[Filter]| {
        let one = |(namespace, names): &Filter| MetricStreamFilter {
            namespace: Some(namespace.clone()),
            metric_names: (!names.is_empty()).then(|| names.clone()),
        };
        Some(all.iter().map(one).collect())
    };
    let (include_filters, exclude_filters) = match &found.carries {
        Carries::All => (None, None),
        Carries::Only(all) => (filters(all), None),
        Carries::AllBut(all) => (None, filters(all)),
    };
    Ok(GetMetricStreamOutput {
        arn: arn_of(ctx, name),
        name: name.clone(),
        include_filters,
        exclude_filters,
        firehose_arn: found.firehose.clone(),
        role_arn: found.role.clone(),
        state: found.state().to_owned(),
        creation_date: Timestamp(found.created),
        last_update_date: Timestamp(found.updated),
        output_format: found.format.clone(),
        statistics: told(found),
        linked: found.linked,
    })
}

/// The metrics with more statistics, those with the same ones together.
fn told(stream: &Stream) -> Option<Vec<MetricStreamStatisticsConfiguration>> {
    let mut by_stats: BTreeMap<&BTreeSet<String>, Vec<MetricStreamStatisticsMetric>> =
        BTreeMap::new();
    for ((namespace, name), stats) in &stream.statistics {
        let (namespace, metric_name) = (namespace.clone(), name.clone());
        let metric = MetricStreamStatisticsMetric { namespace, metric_name };
        by_stats.entry(stats).or_default().push(metric);
    }
    let one = |(stats, include_metrics): (&BTreeSet<String>, _)| {
        let additional_statistics = stats.iter().cloned().collect();
        MetricStreamStatisticsConfiguration { include_metrics, additional_statistics }
    };
    (!by_stats.is_empty()).then(|| by_stats.into_iter().map(one).collect())
}

/// Streams in the order of their names.
pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListMetricStreamsInput,
) -> Result<ListMetricStreamsOutput, ApiError> {
    let all = state.region(ctx.scope).into_iter().flat_map(|region| &region.streams);
    let size = usize::try_from(input.max_results.unwrap_or(PAGE)).unwrap_or(1);
    let (found, next_token) = page(all, input.next_token.as_ref(), size)?;
    let entry = |(name, stream): (&String, &Stream)| MetricStreamEntry {
        arn: arn_of(ctx, name),
        creation_date: Timestamp(stream.created),
        last_update_date: Timestamp(stream.updated),
        name: name.clone(),
        firehose_arn: stream.firehose.clone(),
        state: stream.state().to_owned(),
        output_format: stream.format.clone(),
    };
    Ok(ListMetricStreamsOutput { next_token, entries: found.into_iter().map(entry).collect() })
}

/// Deletes a stream. One that is not there is no error (AWS names none for it).
pub fn delete(state: &mut State, ctx: &Ctx<'_>, input: &MetricStreamNameInput) {
    if let Some(region) = state.regions.get_mut(&ctx.scope) {
        region.streams.remove(&input.name);
    }
}

/// Lets streams run, or stops them: all of them, or none if one is not there.
pub fn switch(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &MetricStreamNamesInput,
    on: bool,
) -> Result<(), ApiError> {
    let all = &mut state.regions.entry(ctx.scope).or_default().streams;
    if let Some(name) = input.names.iter().find(|name| !all.contains_key(*name)) {
        return Err(invalid(format!("Metric stream {name} does not exist")));
    }
    for name in &input.names {
        if let Some(stream) = all.get_mut(name)
            && stream.running.is_some() != on
        {
            stream.running = on.then_some(ctx.now);
            stream.updated = ctx.now;
            if on {
                begin(ctx, name);
            }
        }
    }
    Ok(())
}
