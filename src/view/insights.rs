//! Logs Insights on pages: a query's form, what it found as a table, and as a graph where its sums
//! are over time or by a field. Its page and the log widgets of dashboards share it.

use serde_json::Value;

use crate::services::Request;
use crate::services::logs::api::Request as Logs;
use crate::services::logs::insights::{self, Query, QueryError};
use crate::services::logs::ops::queries::events;
use crate::services::logs::shapes::{DescribeLogGroupsInput, QueryInput, StartQueryInput};
use crate::sim::{Scope, Span, Time, World};
use crate::view::chart::Dot;
use crate::view::widget::lines::Drawn;
use crate::view::widget::{View, figured};

/// How many rows are shown.
pub const ROWS: usize = 200;
/// How many lines a graph has at most.
const LINES: usize = 20;

/// What the page asks AWS when it is opened.
pub fn reads() -> Vec<Request> {
    vec![Logs::DescribeLogGroups(DescribeLogGroupsInput::default()).into()]
}

/// The names of the groups there are.
pub fn groups(world: &World, scope: Scope) -> Vec<String> {
    world.logs().of(scope).map(|group| group.name.clone()).collect()
}

/// What is typed into the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The groups that are asked.
    pub groups: Vec<String>,
    /// The query.
    pub text: String,
    /// How far back it looks.
    pub back: Span,
}

/// Queries to begin with: the key of what each asks, and its text.
pub const SAMPLES: [(&str, &str); 6] = [
    ("latest", "fields @timestamp, @message\n| sort @timestamp desc\n| limit 20"),
    (
        "who",
        "fields @timestamp, eventName, userIdentity.arn, sourceIPAddress\n\
         | filter readOnly = 0\n| sort @timestamp desc",
    ),
    ("calls", "stats count(*) as calls by eventSource, eventName\n| sort calls desc"),
    (
        "denied",
        "filter errorCode like /AccessDenied|UnauthorizedOperation/\n\
         | stats count(*) as denials by userIdentity.arn, eventName\n| sort denials desc",
    ),
    ("hourly", "stats count(*) as events by bin(1h)"),
    ("errors", "filter @message like /(?i)error/\n| stats count(*) as errors by bin(5m)"),
];

/// How far back a query may look.
pub const BACKS: [&str; 8] = ["5m", "30m", "1h", "3h", "12h", "1d", "1w", "4w"];

/// The span of a word of [`BACKS`].
pub fn back(word: &str) -> Span {
    match word.strip_suffix('w') {
        Some(weeks) => Span::days(7).times(weeks.parse().unwrap_or(1)),
        None => Span::parse(word).unwrap_or(Span::hours(1)),
    }
}

/// The call that runs what is typed, at an instant; nothing without a group.
pub fn start(typed: &Typed, now: Time) -> Option<Request> {
    let (group, groups) = match typed.groups.as_slice() {
        [] => return None,
        [group] => (Some(group.clone()), None),
        groups => (None, Some(groups.to_vec())),
    };
    let input = StartQueryInput {
        language: None,
        group,
        groups,
        identifiers: None,
        start: (now - typed.back).as_secs().max(0),
        end: now.as_secs(),
        text: typed.text.clone(),
        limit: None,
    };
    Some(Logs::StartQuery(input).into())
}

/// The call that asks for what a query found, by the reply to its start.
pub fn results(reply: &Value) -> Option<Request> {
    let id = reply.get("queryId")?.as_str()?.to_owned();
    Some(Logs::GetQueryResults(QueryInput { id }).into())
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The columns.
    pub columns: Vec<String>,
    /// The rows: what each column holds.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are; not all are shown.
    pub all: usize,
    /// How many events were taken, and how many were looked at.
    pub matched: usize,
    /// The same.
    pub scanned: usize,
    /// How many bytes were looked at, which is what AWS charges for.
    pub bytes: f64,
    /// Sums as a graph, where they are over time or by a field.
    pub graph: Option<View>,
}

/// Where a query cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What AWS says, or what is not simulated.
    pub text: String,
    /// The characters it is about, counted from 0.
    pub place: Option<(usize, usize)>,
}

/// What is wrong with a query, while it is typed.
pub fn fault(text: &str) -> Option<Fault> {
    insights::parse(text).err().map(told)
}

/// What is wrong with a query that names its groups itself.
pub fn source_fault(text: &str) -> Option<Fault> {
    insights::split_source(text).err().map(told)
}

/// The query a new log widget begins with. Without a group there is nothing to ask.
pub fn begun(group: Option<&String>) -> String {
    let source = group.map(|group| source(group)).unwrap_or_default();
    format!("{source}{}", SAMPLES[0].1)
}

fn source(group: &str) -> String {
    format!("SOURCE '{group}' | ")
}

/// A query in two: the groups it names, and what it asks of them.
fn halves(text: &str) -> (Vec<String>, &str) {
    let (mut groups, mut rest) = (Vec::new(), text.trim_start());
    while rest.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("source")) {
        let named = rest.get(6..).unwrap_or_default();
        let (named, after) = named.split_once('|').unwrap_or((named, ""));
        let names = named.split(',').map(|name| name.trim().trim_matches(['\'', '"']));
        groups.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
        rest = after.trim_start();
    }
    (groups, rest)
}

/// The groups that a log widget's query names.
pub fn sources(text: &str) -> Vec<String> {
    halves(text).0
}

/// The query with one group more, or without it.
pub fn with_source(text: &str, group: &str) -> String {
    let (mut groups, rest) = halves(text);
    match groups.iter().position(|other| other == group) {
        Some(place) => drop(groups.remove(place)),
        None => groups.push(group.to_owned()),
    }
    let sources: String = groups.iter().map(|group| source(group)).collect();
    format!("{sources}{rest}")
}

fn told(error: QueryError) -> Fault {
    match error {
        QueryError::Malformed { message, start, end } => {
            Fault { text: message, place: Some((start, end)) }
        }
        QueryError::NotSimulated(what) => {
            Fault { text: crate::api::ApiError::not_simulated(what).message, place: None }
        }
    }
}

/// A reply to GetQueryResults as it is shown.
pub fn answer(text: &str, reply: &Value) -> Option<Answer> {
    let mut columns: Vec<String> = Vec::new();
    let rows = reply.get("results")?.as_array()?;
    let fields = |row: &Value| -> Vec<(String, String)> {
        let of = |field: &Value, name: &str| Some(field.get(name)?.as_str()?.to_owned());
        let all = row.as_array().into_iter().flatten();
        let pair = |field: &Value| of(field, "field").zip(of(field, "value"));
        all.filter_map(pair).filter(|(name, _)| name != "@ptr").collect()
    };
    let rows: Vec<Vec<(String, String)>> = rows.iter().map(fields).collect();
    for (name, _) in rows.iter().flatten() {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let value = |row: &[(String, String)], column: &String| {
        let found = row.iter().find(|(name, _)| name == column);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let row = |row: &Vec<(String, String)>| columns.iter().map(|it| value(row, it)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    let number = |name: &str| {
        reply.pointer(&format!("/statistics/{name}")).and_then(Value::as_f64).unwrap_or_default()
    };
    let graph = insights::parse(text).ok().and_then(|query| graph(&query, &columns, &rows, None));
    Some(Answer {
        all: rows.len(),
        matched: number("recordsMatched") as usize,
        scanned: number("recordsScanned") as usize,
        bytes: number("bytesScanned"),
        graph,
        rows: rows.into_iter().take(ROWS).collect(),
        columns,
    })
}

/// What a log widget shows: its query over the range of its dashboard. It follows the clock and is
/// worked out from the state, as all widgets are.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// What was found.
    Found(Box<Answer>),
    /// Why nothing was asked.
    Fault(Fault),
    /// The groups it names that are not there.
    NoGroup(Vec<String>),
}

/// A log widget, drawn.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Log-Widget-Object>
pub fn widget(
    world: &World,
    scope: Scope,
    (text, view): (&str, Option<&str>),
    range: (Time, Time),
) -> Shown {
    let source = match insights::split_source(text) {
        Ok(source) => source,
        Err(error) => return Shown::Fault(told(error)),
    };
    let named = |name: &String| {
        let name = crate::services::logs::state::name_in(name);
        world.logs().group(scope, name).ok_or_else(|| name.to_owned())
    };
    let (mut groups, mut missing) = (Vec::new(), Vec::new());
    for group in source.groups.iter().map(named) {
        match group {
            Ok(group) => groups.push(group),
            Err(name) => missing.push(name),
        }
    }
    if groups.is_empty() || !missing.is_empty() {
        return Shown::NoGroup(missing);
    }
    let now = world.now();
    let query = (text, &source.query);
    let found =
        world.logs().memo().run(query, &events(&groups, range, now), (now, insights::MAX_ROWS));
    let row = |row: &Vec<Option<String>>| {
        row.iter().map(|it| it.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = found.rows.iter().map(row).collect();
    let graph = match view {
        None | Some("table") => None,
        view => graph(&source.query, &found.columns, &rows, view),
    };
    Shown::Found(Box::new(Answer {
        all: rows.len(),
        matched: found.matched,
        scanned: found.scanned,
        bytes: found.bytes as f64,
        graph,
        rows: rows.into_iter().take(ROWS).collect(),
        columns: found.columns.clone(),
    }))
}

/// Sums as a graph: over time if they are by bins, else a bar for each group. A line for each
/// column of numbers, and for each group beside the bins.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html#CWL_Insights-Visualizing-TimeSeries>
fn graph(
    query: &Query,
    columns: &[String],
    rows: &[Vec<String>],
    view: Option<&str>,
) -> Option<View> {
    let groups = query.groups();
    if groups.is_empty() || rows.is_empty() {
        return None;
    }
    let at = query.over_time().and_then(|name| columns.iter().position(|it| it == name));
    let lines = lines(columns, rows, &groups, at);
    match (view, at) {
        (Some("bar"), _) | (None, None) => figured("bar", &lines, false, (0.0, 0.0)),
        (Some("pie"), _) => figured("pie", &lines, false, (0.0, 0.0)),
        (_, Some(_)) => Some(View::Chart(Box::new(over_time(lines)))),
        _ => None,
    }
}

/// A line for each column of sums and each group, with its points.
fn lines(
    columns: &[String],
    rows: &[Vec<String>],
    groups: &[String],
    at: Option<usize>,
) -> Vec<Drawn> {
    let mut lines: Vec<Drawn> = Vec::new();
    let is_group = |name: &String| groups.contains(name);
    let sums: Vec<usize> =
        (0..columns.len()).filter(|it| columns.get(*it).is_some_and(|it| !is_group(it))).collect();
    for (nth, row) in rows.iter().enumerate() {
        let keys: Vec<&str> = (0..columns.len())
            .filter(|it| Some(*it) != at && !sums.contains(it))
            .filter_map(|it| row.get(it).map(|it| if it.is_empty() { "–" } else { it.as_str() }))
            .collect();
        for sum in &sums {
            let (Some(name), Some(value)) = (columns.get(*sum), row.get(*sum)) else { continue };
            let Some(value) = crate::number::parse(value) else { continue };
            let label = match (keys.is_empty(), sums.len()) {
                (true, _) => name.clone(),
                (false, 1) => keys.join(" · "),
                (false, _) => format!("{} · {name}", keys.join(" · ")),
            };
            let time = match at {
                Some(at) => row.get(at).and_then(|shown| Time::parse(shown)),
                None => Some(Time::from_millis(nth as i64)),
            };
            let Some(time) = time else { continue };
            let place = lines.iter().position(|line| line.label == label);
            let room = lines.len() < LINES;
            match place.and_then(|place| lines.get_mut(place)) {
                Some(line) => line.dots.push(Dot { time, value }),
                None if room => lines.push(line(label, Dot { time, value })),
                None => {}
            }
        }
    }
    for line in &mut lines {
        line.dots.sort_by_key(|dot| dot.time);
    }
    lines
}

fn line(label: String, dot: Dot) -> Drawn {
    let period = Span::mins(1);
    Drawn { label, unit: "None", period, dots: vec![dot], color: None, right: false }
}

fn over_time(mut lines: Vec<Drawn>) -> crate::view::chart::ChartModel {
    let times = || lines.iter().flat_map(|line| line.dots.iter().map(|dot| dot.time));
    let mut steps: Vec<Time> = times().collect();
    steps.sort_unstable();
    steps.dedup();
    let step = steps.windows(2).filter_map(|two| Some(*two.get(1)? - *two.first()?)).min();
    let period = step.unwrap_or(Span::mins(1));
    let ends = steps.first().copied().zip(steps.last().copied());
    let (from, to) = ends.unwrap_or((Time::from_secs(0), Time::from_secs(0)));
    let mut chart = crate::view::chart::ChartModel::new(String::new(), from, to + period);
    for line in &mut lines {
        line.period = period;
    }
    chart.series = lines.into_iter().map(crate::view::widget::series).collect();
    chart
}
