//! Backtest: other settings over the whole history, beside what really was.

use serde::{Deserialize, Serialize};

use super::detail::graph;
use super::ribbon::{self, Ribbon};
use super::score::{Incident, Score, Truth, incidents, incidents_of, score};
use super::{plot, request, words};
use crate::services::Request;
use crate::services::cloudwatch::alarm::config::{Comparison, Limit};
use crate::services::cloudwatch::alarm::explain::{self, Segment};
use crate::services::cloudwatch::alarm::slots::Place;
use crate::services::cloudwatch::alarm::states;
use crate::services::cloudwatch::alarm::watched::{Measure, Query, Source, Watched};
use crate::services::cloudwatch::alarm::{Config, Treat, contributor};
use crate::services::cloudwatch::state::Alarm;
use crate::sim::World;
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricSource as _, Stat, math, series};
use crate::text::Texts;
use crate::view::chart::ChartModel;

/// The settings that are tried, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The expression that is tried; empty for an alarm on one metric.
    pub expression: String,
    /// The statistic.
    pub stat: String,
    /// The period in seconds.
    pub period: String,
    /// N.
    pub n: String,
    /// M.
    pub m: String,
    /// The threshold.
    pub threshold: String,
    /// The comparison, by AWS's name.
    pub comparison: String,
    /// The treatment of missing data, by AWS's name.
    pub treat: String,
    /// From which value on something is wrong.
    pub wrong_from: String,
    /// For how many minutes at least.
    pub wrong_for: String,
}

/// A field that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The expression.
    Expression,
    /// The statistic.
    Stat,
    /// The period.
    Period,
    /// M and N.
    Points,
    /// The threshold.
    Threshold,
    /// What counts as an incident.
    Incident,
}

/// The longest span of N periods: a week; a day for periods under an hour.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
const LONGEST: [i64; 2] = [86_400, 604_800];

impl Draft {
    /// The settings in force.
    pub fn of(config: &Config) -> Draft {
        let threshold = config.threshold.fixed().map(|t| t.to_string()).unwrap_or_default();
        let tried = expression(config).and_then(Query::expression);
        Draft {
            expression: tried.unwrap_or_default().to_owned(),
            stat: config.stat_name().to_owned(),
            period: config.period_secs.to_string(),
            n: config.n().to_string(),
            m: config.m().to_string(),
            wrong_from: threshold.clone(),
            threshold,
            comparison: config.comparison.name().to_owned(),
            treat: config.treat().name().to_owned(),
            wrong_for: "5".to_owned(),
        }
    }

    /// The alarm with these settings; else the first field that is wrong and the key of why. An
    /// alarm on expressions keeps their period.
    ///
    /// # Errors
    /// What is wrong, as PutMetricAlarm would find it.
    pub fn config(&self, own: &Config) -> Result<Config, (Field, &'static str)> {
        let metric = match &own.metric {
            Watched::Queries(queries) => self.queries(own, queries)?,
            Watched::Metric(measure) => {
                let stat = Stat::parse(self.stat.trim());
                let stat = stat.ok_or((Field::Stat, "backtest.wrong.stat"))?;
                let stat_name = self.stat.trim().to_owned();
                Watched::Metric(Measure { stat, stat_name, ..measure.clone() })
            }
        };
        let period = match &metric {
            Watched::Queries(_) => Some(own.period_secs),
            Watched::Metric(_) => self.period.trim().parse::<i32>().ok(),
        };
        let period_secs = period
            .filter(|secs| *secs >= 10 && *secs != 5 && series::is_period(i64::from(*secs)))
            .ok_or((Field::Period, "backtest.wrong.period"))?;
        let points = (Field::Points, "backtest.wrong.points");
        let n = self.n.trim().parse::<u32>().ok().filter(|n| *n > 0).ok_or(points)?;
        let m = self.m.trim().parse::<u32>().ok().filter(|m| (1..=n).contains(m)).ok_or(points)?;
        let [day, week] = LONGEST;
        let longest = if period_secs < 3600 { day } else { week };
        if i64::from(period_secs) * i64::from(n) > longest {
            return Err((Field::Period, "backtest.wrong.long"));
        }
        let comparison = Comparison::named(&self.comparison).unwrap_or(own.comparison);
        let threshold = match &own.threshold {
            Limit::Band(_) => own.threshold.clone(),
            Limit::Fixed(_) => {
                let number = number(&self.threshold);
                let number = number.ok_or((Field::Threshold, "backtest.wrong.number"))?;
                Limit::Fixed(Real::new(number))
            }
        };
        Ok(Config {
            metric,
            period_secs,
            evaluation_periods: n,
            datapoints_to_alarm: Some(m),
            threshold,
            comparison,
            treat: Treat::named(&self.treat),
            window: None,
            ..own.clone()
        })
    }

    /// The queries of an alarm with the expression that is tried.
    fn queries(&self, own: &Config, queries: &[Query]) -> Result<Watched, (Field, &'static str)> {
        let Some(tried) = expression(own) else { return Ok(own.metric.clone()) };
        let text = self.expression.trim();
        if math::parse(text).is_err() {
            return Err((Field::Expression, "backtest.wrong.expression"));
        }
        let with = |query: &Query| match &query.of {
            Source::Expression { period_secs, .. } if query.id == tried.id => {
                let of = Source::Expression { text: text.to_owned(), period_secs: *period_secs };
                Query { of, ..query.clone() }
            }
            _ => query.clone(),
        };
        Ok(Watched::Queries(queries.iter().map(with).collect()))
    }

    /// What counts as an incident; nothing as long as nobody says from which value on something is
    /// wrong with a metric that is held against a band.
    ///
    /// # Errors
    /// The field and the key of why.
    pub fn truth(&self, comparison: Comparison) -> Result<Option<Truth>, (Field, &'static str)> {
        let wrong = (Field::Incident, "backtest.wrong.incident");
        let comparison = match comparison {
            Comparison::Outside | Comparison::Above => Comparison::GreaterOrEqual,
            Comparison::Below => Comparison::LessOrEqual,
            fixed => {
                if self.wrong_from.trim().is_empty() {
                    return Err(wrong);
                }
                fixed
            }
        };
        if self.wrong_from.trim().is_empty() {
            return Ok(None);
        }
        let threshold = number(&self.wrong_from).ok_or(wrong)?;
        let minutes = self.wrong_for.trim().parse::<i64>().ok().ok_or(wrong)?;
        let minutes = Some(minutes).filter(|minutes| (1..=1440).contains(minutes)).ok_or(wrong)?;
        Ok(Some(Truth { threshold, comparison, least: Span::mins(minutes) }))
    }
}

/// The expression of an alarm that can be tried otherwise: its band, or what is held against the
/// threshold.
pub fn expression(config: &Config) -> Option<&Query> {
    let band = config.threshold.band();
    let of_band = || config.metric.queries().iter().find(|query| Some(query.id.as_str()) == band);
    let found = if band.is_some() { of_band() } else { config.subject() };
    found.filter(|query| query.expression().is_some())
}

fn number(text: &str) -> Option<f64> {
    crate::number::parse(text.trim()).filter(|number| number.is_finite())
}

/// One way an alarm could have been set up, over the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its states.
    pub ribbon: Ribbon,
    /// How well it did.
    pub score: Score,
}

impl Run {
    fn of(segments: &[Segment], incidents: &[Incident]) -> Run {
        Run { ribbon: ribbon::of_segments(segments), score: score(segments, incidents) }
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The alarm's name.
    pub name: String,
    /// The first instant looked at.
    pub from: Time,
    /// The last.
    pub to: Time,
    /// Whether there is data from before the first: as far as it is looked at.
    pub cut: bool,
    /// The id of the expression that can be tried; none for an alarm on one metric.
    pub expression: Option<String>,
    /// Whether the alarm is held against a band.
    pub band: bool,
    /// What is typed.
    pub draft: Draft,
    /// The alarm with these settings as a call.
    pub put: Option<Request>,
    /// What is wrong with it.
    pub problem: Option<(Field, &'static str)>,
    /// The graph with the threshold that is tried.
    pub chart: ChartModel,
    /// The alarm as it really was.
    pub own: Run,
    /// The incidents; none as long as nobody has said what counts as one.
    pub incidents: Option<Vec<Incident>>,
    /// The alarm as it would have been; none while something is wrong.
    pub tried: Option<Run>,
    /// The same with each treatment of missing data.
    pub treatments: Vec<(Treat, Run)>,
    /// Whether the settings are others than the alarm's own.
    pub changed: bool,
}

impl Model {
    /// What the settings would have changed, in a sentence; nothing while something is wrong.
    pub fn told(&self, texts: &Texts) -> Option<String> {
        let tried = &self.tried.as_ref()?.score;
        if !self.changed {
            return Some(texts.t("backtest.own-settings").to_owned());
        }
        let own = &self.own.score;
        let count = |n: usize| n.to_string();
        let time = |span: Option<Span>| {
            span.map_or_else(|| "–".to_owned(), |span| words::length(span, texts))
        };
        let figures = [
            ("pages", count(own.pages), count(tried.pages)),
            ("caught", count(own.caught), count(tried.caught)),
            ("delay", time(own.delay), time(tried.delay)),
            ("false", count(own.false_pages), count(tried.false_pages)),
            ("flaps", count(own.flaps), count(tried.flaps)),
        ];
        let judged = |key: &str| self.incidents.is_some() || matches!(key, "pages" | "flaps");
        let others = figures.iter().filter(|(key, was, now)| judged(key) && was != now);
        let parts: Vec<String> = others
            .map(|(key, was, now)| {
                let what = texts.t(&format!("backtest.{key}")).to_owned();
                let args: [(&str, &dyn std::fmt::Display); 3] =
                    [("what", &what), ("was", was), ("now", now)];
                texts.fill("backtest.told.part", &args)
            })
            .collect();
        Some(match parts.is_empty() {
            true => texts.t("backtest.told.same").to_owned(),
            false => texts.fill("backtest.told", &[("parts", &parts.join(", "))]),
        })
    }
}

/// How far back: at this age points are still kept by the minute.
pub const BACK: Span = Span::days(15);
/// How far back where each evaluation is worked out by itself: as many as a page can wait for.
fn back_each(config: &Config) -> Span {
    let many = contributor::query(config).is_some() || config.threshold.band().is_some();
    if many { Span::hours(12) } else { Span::days(2) }
}

/// How far back a sketch is tried: it is drawn anew with every key that is pressed.
const BACK_SKETCH: Span = Span::days(3);

/// An alarm that is not saved yet, over the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// The first instant looked at.
    pub from: Time,
    /// Whether it is known what counts as an incident.
    pub judged: bool,
    /// With its own treatment of missing data.
    pub own: Run,
    /// With each treatment.
    pub treatments: Vec<(Treat, Run)>,
}

/// Tries a configuration that no alarm has, since there is data. An incident is five minutes or
/// more beyond its threshold; of a band nobody knows what is one.
pub fn sketch(world: &World, scope: Scope, config: &Config, begins: Time) -> Option<Sketch> {
    let now = world.now().floor(Span::mins(1));
    let back = if config.measure().is_some() { BACK_SKETCH } else { back_each(config) };
    let (from, to) = (begins.max(now - back).min(now), now);
    let sources = world.metrics();
    let place = Place { source: &sources, scope };
    let truth = config.threshold.fixed().map(|threshold| Truth {
        threshold,
        comparison: config.comparison,
        least: Span::mins(5),
    });
    let found = truth.map(|truth| happened(world, scope, config, &truth, (from, to)));
    let treatments = treated(config, place, (from, to), found.as_deref().unwrap_or_default());
    let own = of_treat(&treatments, config.treat())?;
    Some(Sketch { from, judged: found.is_some(), own, treatments })
}

/// The incidents in what an alarm watches: in the finest points of one metric, in the values of an
/// expression by its period.
fn happened(
    world: &World,
    scope: Scope,
    config: &Config,
    truth: &Truth,
    (from, to): (Time, Time),
) -> Vec<Incident> {
    let sources = world.metrics();
    let watched = config.subject().and_then(Query::measure);
    if let Some(measure) = config.measure().or(watched) {
        let place = Place { source: &sources, scope: measure.scope(scope) };
        return incidents(place, (&measure.id, measure.stat), truth, (from, to));
    }
    let plot = plot::all(world, scope, config, from, to);
    let lines = std::iter::once(&plot.series).chain(&plot.others);
    let lines = lines.map(|line| line.dots.iter().map(|dot| (dot.time, dot.value)));
    incidents_of(lines, config.period(), truth)
}

/// What a configuration would have been with each treatment of missing data.
fn treated(
    config: &Config,
    place: Place<'_>,
    (from, to): (Time, Time),
    incidents: &[Incident],
) -> Vec<(Treat, Run)> {
    let found = states::with_each_treatment(config, place, (from, to));
    found.into_iter().map(|(treat, states)| (treat, Run::of(&states, incidents))).collect()
}

/// The run with this treatment.
fn of_treat(treatments: &[(Treat, Run)], treat: Treat) -> Option<Run> {
    treatments.iter().find(|(own, _)| *own == treat).map(|(_, run)| run.clone())
}

/// The page with what is typed; `None` when there is no such alarm.
pub fn model(
    world: &World,
    scope: Scope,
    name: &str,
    draft: Option<Draft>,
    texts: &Texts,
) -> Option<Model> {
    let alarm = world.cloudwatch().alarm(scope, name)?;
    let own = alarm.config();
    let draft = draft.unwrap_or_else(|| Draft::of(own));
    let config = draft.config(own);
    let shown = config.as_ref().map_or_else(|_| Config::clone(own), Config::clone);
    let truth = draft.truth(shown.comparison);
    let problem = config.as_ref().err().or(truth.as_ref().err()).copied();
    let (from, to, cut) = span(world, scope, alarm);
    let sources = world.metrics();
    let place = Place { source: &sources, scope };
    // Of an expression they are those of the alarm's own: what is tried is measured against it.
    let of = if shown.measure().is_some() { &shown } else { own.as_ref() };
    let incidents = truth.ok().flatten();
    let incidents = incidents.map(|truth| happened(world, scope, of, &truth, (from, to)));
    let found = incidents.as_deref().unwrap_or_default();
    let good = config.as_ref().ok();
    let treatments = good.map(|config| treated(config, place, (from, to), found));
    let treatments = treatments.unwrap_or_default();
    let tried = good.and_then(|config| of_treat(&treatments, config.treat()));
    let (mut chart, _) = graph(world, scope, &shown, from, to, texts);
    chart.now = Some(to);
    // A point stands at the start of its period, which may lie before it could be read.
    let dots = chart.series.iter().filter_map(|series| series.dots.first());
    chart.from = dots.map(|dot| dot.time).fold(chart.from, Time::min);
    let before = Draft::of(own).config(own).ok();
    let changed = good.is_some_and(|config| before.as_ref() != Some(config));
    Some(Model {
        name: name.to_owned(),
        from,
        to,
        problem,
        changed,
        chart,
        cut,
        expression: expression(own).map(|query| query.id.clone()),
        band: own.threshold.band().is_some(),
        own: Run::of(&explain::ribbon(alarm, from, to).segments, found),
        incidents,
        put: config.as_ref().ok().map(request::put),
        tried,
        treatments,
        draft,
    })
}

/// From the first data there is to now: before it, every setting would have seen nothing. Also
/// whether it is cut short.
fn span(world: &World, scope: Scope, alarm: &Alarm) -> (Time, Time, bool) {
    let config = alarm.config();
    // Evaluations lie on the minute: in between, nothing on the page changes.
    let now = world.now().floor(Span::mins(1)).max(alarm.created);
    let first = first_data(world, scope, config).unwrap_or(alarm.created);
    let back = if config.measure().is_some() { BACK } else { back_each(config) };
    (first.max(now - back).min(now), now, first < now - back)
}

/// When the first point of what an alarm watches became readable: where only a query tells what
/// that is, the first of all.
pub fn first_data(world: &World, scope: Scope, config: &Config) -> Option<Time> {
    let listed = world.metrics().list(scope, world.now());
    let measures = config.metric.measures();
    let own =
        |one: &&Listed| measures.is_empty() || measures.iter().any(|measure| measure.id == one.id);
    listed.iter().filter(own).map(|one| one.first).min()
}
