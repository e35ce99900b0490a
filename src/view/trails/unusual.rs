//! Events of Insights as their page shows them: pairs of Start and End, why the first came, the
//! calls minute by minute beside what is usual, and who made them.

use crate::services::Request;
use crate::services::cloudtrail::api::{self, LookupEventsInput};
use crate::services::cloudtrail::insights::watch::MINUTE;
use crate::services::cloudtrail::insights::{Insight, Kind, LEARNING, Phase, Share, threshold};
use crate::sim::{Scope, Span, Time, World};
use crate::text::Texts;
use crate::view::chart::{ChartModel, Dot, Mark, Moment, Series};

/// How much of the time around unusual activity is drawn.
const AROUND: Span = Span::mins(30);
/// The longest time that is drawn.
const LONGEST: Span = Span::hours(12);

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The Region whose events these are.
    pub region: String,
    /// Trails that look for what is unusual.
    pub trails: Vec<Looking>,
    /// Pairs, the newest first.
    pub rows: Vec<Row>,
    /// The pair that is open.
    pub detail: Option<Detail>,
}

/// A trail that looks for what is unusual.
#[derive(Clone, Debug, PartialEq)]
pub struct Looking {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// From when on something may be found, while that is yet to come.
    pub ready: Option<Time>,
}

/// A pair of events: unusual activity that began and may be over.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The id the two have in common.
    pub id: String,
    /// `StopInstances`.
    pub name: &'static str,
    /// `ec2.amazonaws.com`.
    pub source: &'static str,
    /// Calls or errors.
    pub kind: Kind,
    /// Which error.
    pub error: Option<String>,
    /// When it began.
    pub start: Time,
    /// When it was over, as far as is known.
    pub end: Option<Time>,
    /// Calls a minute while it lasted.
    pub average: f64,
    /// Calls a minute in the days before.
    pub baseline: f64,
}

/// A pair, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What it is.
    pub row: Row,
    /// Why it began.
    pub story: Story,
    /// The calls minute by minute, and what is usual.
    pub chart: ChartModel,
    /// Who called, with what, and what came of it.
    pub attributions: Vec<Attribution>,
    /// The two records, indented: whether it is the first, and the text.
    pub records: Vec<(Phase, String)>,
}

/// The numbers behind a pair of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The trail that looked.
    pub trail: String,
    /// How many calls the first minute had; nothing when its event is no longer kept.
    pub first: Option<u32>,
    /// How many there were in the seven days before.
    pub before: u32,
    /// From how many calls on a minute was unusual.
    pub least: f64,
    /// How many minutes it lasted and how many calls those had, once it is over.
    pub lasted: Option<(u32, u32)>,
}

/// One attribute's values.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// AWS's name: `userIdentityArn`.
    pub name: &'static str,
    /// Values with calls a minute while it lasted and in the days before; a value may be missing
    /// in either.
    pub values: Vec<(String, Option<f64>, Option<f64>)>,
}

/// What the page reads.
pub fn reads() -> Vec<Request> {
    let event_category = Some("insight".to_owned());
    let input = LookupEventsInput { event_category, ..LookupEventsInput::default() };
    vec![Request::CloudTrail(api::Request::LookupEvents(input))]
}

/// The page; `opened` a pair by its id.
pub fn model(world: &World, scope: Scope, opened: Option<&str>, texts: &Texts) -> Model {
    let pairs = pairs(world, scope);
    let found = opened.and_then(|id| pairs.iter().find(|(row, _)| row.id == id));
    let detail = found.map(|pair| detail(world, scope, pair, texts));
    Model {
        region: format!("{} ({})", scope.region.name(), scope.region.code()),
        trails: looking(world, scope),
        rows: pairs.into_iter().map(|(row, _)| row).collect(),
        detail,
    }
}

fn looking(world: &World, scope: Scope) -> Vec<Looking> {
    let ready = |since: &Time| *since + LEARNING;
    let trails = super::here(world, scope).filter_map(|trail| {
        let first = trail.watch.kinds.values().map(ready).min()?;
        Some(Looking {
            name: trail.name.clone(),
            arn: trail.arn.to_string(),
            ready: Some(first).filter(|first| *first > world.now()),
        })
    });
    trails.collect()
}

/// Pairs, the newest first, each with its events, oldest first.
fn pairs(world: &World, scope: Scope) -> Vec<(Row, Vec<&Insight>)> {
    let mut pairs: Vec<(Row, Vec<&Insight>)> = Vec::new();
    for (_, event) in world.cloudtrail().insights(scope, world.now()) {
        match pairs.iter_mut().find(|(row, _)| row.id == event.shared) {
            Some((_, events)) => events.insert(0, event),
            None => pairs.push((row(event), vec![event])),
        }
    }
    pairs.sort_by_key(|(row, _)| std::cmp::Reverse(row.start));
    pairs
}

fn row(event: &Insight) -> Row {
    let length = MINUTE.times(i64::from(event.minutes));
    let (start, end) = match event.phase {
        Phase::Start => (event.time, None),
        Phase::End => (event.time - length, Some(event.time)),
    };
    Row {
        id: event.shared.clone(),
        name: event.unit.name,
        source: event.unit.source,
        kind: event.unit.kind,
        error: event.unit.error.clone(),
        start,
        end,
        average: event.average(),
        baseline: event.baseline(),
    }
}

fn detail(
    world: &World,
    scope: Scope,
    (row, events): &(Row, Vec<&Insight>),
    texts: &Texts,
) -> Detail {
    let attributions = events.last().map(|event| event.attributions()).unwrap_or_default();
    let records = events.iter().map(|event| {
        (event.phase, serde_json::to_string_pretty(&event.json()).unwrap_or_default())
    });
    let of = |phase: Phase| events.iter().find(|event| event.phase == phase);
    let newest = events.last();
    let story = Story {
        trail: newest.map(|event| event.trail.to_string()).unwrap_or_default(),
        first: of(Phase::Start).map(|event| event.unusual.calls),
        before: newest.map_or(0, |event| event.usual.calls),
        least: threshold(row.baseline).ceil(),
        lasted: of(Phase::End).map(|event| (event.minutes, event.unusual.calls)),
    };
    Detail {
        row: row.clone(),
        story,
        chart: chart(world, scope, row, events, texts),
        attributions: attributions.into_iter().map(attribution).collect(),
        records: records.collect(),
    }
}

fn attribution((name, unusual, usual): (&'static str, Vec<Share>, Vec<Share>)) -> Attribution {
    let mut values: Vec<(String, Option<f64>, Option<f64>)> =
        unusual.into_iter().map(|share| (share.value, Some(share.average), None)).collect();
    for share in usual {
        match values.iter_mut().find(|(value, ..)| *value == share.value) {
            Some((_, _, baseline)) => *baseline = Some(share.average),
            None => values.push((share.value, None, Some(share.average))),
        }
    }
    Attribution { name, values }
}

/// Calls minute by minute around unusual activity.
fn chart(world: &World, scope: Scope, row: &Row, events: &[&Insight], texts: &Texts) -> ChartModel {
    let now = world.now().floor(MINUTE);
    let end = row.end.unwrap_or(now);
    let from = row.start - AROUND;
    let to = (end + AROUND).min(now).max(row.start + MINUTE).min(from + LONGEST);
    let mut chart = ChartModel::new(texts.fill("unusual.chart", &[("name", &row.name)]), from, to);
    chart.series.push(Series {
        label: texts.t("unusual.calls").to_owned(),
        period: MINUTE,
        dots: counts(world, scope, events, (from, to)),
        steps: true,
        ..Series::default()
    });
    chart.unit = "Count".to_owned();
    let mark =
        |value: f64, key: &str| Mark { value, label: texts.t(key).to_owned(), ..Mark::default() };
    chart.marks.push(mark(row.baseline, "unusual.usual"));
    chart.marks.push(mark(threshold(row.baseline).ceil(), "unusual.least"));
    chart.moments.push(Moment {
        time: row.start,
        until: Some(end),
        color: None,
        fill: crate::view::chart::Fill::None,
        label: texts.t("unusual.lasted").to_owned(),
    });
    chart
}

/// How many calls each minute had.
fn counts(world: &World, scope: Scope, events: &[&Insight], (from, to): (Time, Time)) -> Vec<Dot> {
    let Some(unit) = events.first().map(|event| &event.unit) else { return Vec::new() };
    let minutes = ((to - from).as_secs() / 60).max(0) as usize;
    let mut counts = vec![0_u32; minutes];
    let records = world.cloudtrail().records().iter().rev();
    let within = records
        .skip_while(|record| record.time >= to)
        .take_while(|record| record.time >= from)
        .filter(|record| record.account() == scope.account);
    for record in within.filter(|record| unit.counts(record)) {
        let minute = ((record.time - from).as_secs() / 60) as usize;
        if let Some(count) = counts.get_mut(minute) {
            *count += 1;
        }
    }
    let dot = |(minute, count): (i64, &u32)| Dot {
        time: from + MINUTE.times(minute),
        value: f64::from(*count),
    };
    (0..).zip(&counts).map(dot).collect()
}
