//! The bet as the start page draws it.

use crate::learn::bet::{ALARM, Bet, Judged, THRESHOLD};
use crate::sim::{Region, Scope, Span, Time};
use crate::telemetry::{MetricId, Stat};
use crate::text::Texts;
use crate::view::chart::source::{Wanted, line};
use crate::view::chart::{ChartModel, Threshold};
use crate::view::format;

/// How far back the graph reaches.
pub const BEFORE: Span = Span::mins(40);
/// A point of basic monitoring is readable so long after its period began, about.
const LATE: Span = Span::mins(10);
/// How far ahead it reaches.
const AHEAD: Span = Span::mins(60);

/// The bet.
#[derive(Clone, Debug, PartialEq)]
pub struct BetModel {
    /// The graph of the instance's CPU.
    pub chart: ChartModel,
    /// What the alarm counts.
    pub rule: String,
    /// What the instance is going to do.
    pub plan: Vec<String>,
    /// The minutes to choose from: the instant, and how it is written.
    pub options: Vec<(Time, String)>,
    /// The state the alarm is in now.
    pub state: &'static str,
    /// The simulated time.
    pub now: Time,
    /// What became of it, once the alarm has fired and the minute has passed.
    pub lines: Vec<String>,
    /// Whether the guess was right.
    pub right: bool,
    /// What one says who shares it.
    pub boast: String,
}

/// The bet with a guess, if one was placed. What came before the question can be shown as it was
/// at an earlier instant, so that it plays before the learner's eyes.
pub fn bet(bet: &Bet, judged: Option<&Judged>, earlier: Option<Time>, texts: &Texts) -> BetModel {
    let world = bet.world();
    let now = earlier.unwrap_or(world.now());
    let scope = Scope { account: world.home(), region: Region::US_EAST_1 };
    let threshold = format::number(THRESHOLD, 1);
    let mut chart = ChartModel::new(
        texts.fill("home.bet.chart", &[("alarm", &ALARM)]),
        bet.from - BEFORE,
        bet.from + AHEAD,
    );
    chart.unit = "Percent".to_owned();
    chart.threshold = Some(Threshold { value: THRESHOLD, label: threshold.clone() });
    chart.now = Some(now);
    chart.at = judged.map(|judged| judged.guess);
    if let Some(instance) = world.ec2().instances(scope).first() {
        let dimensions = vec![("InstanceId".to_owned(), instance.id.clone())];
        let metric = MetricId::new("AWS/EC2", "CPUUtilization", dimensions);
        let (stat, period) = (Stat::Average, Span::mins(5));
        let wanted = Wanted { metric: &metric, stat, period, unit: None };
        let label = "CPUUtilization".to_owned();
        let mut series = line(world, scope, &wanted, label, chart.from, now).0;
        if earlier.is_some() {
            series.dots.retain(|dot| dot.time + LATE <= now);
        }
        chart.series.push(series);
    }
    let over = judged.filter(|judged| now >= judged.fired);
    let say = |judged: &Judged| judged.lines.iter().map(|said| said.say(texts)).collect();
    let alarm = world.cloudwatch().alarm(scope, ALARM);
    BetModel {
        chart,
        rule: texts.fill("learn.bet.rule", &[("alarm", &ALARM), ("threshold", &threshold)]),
        plan: bet.plan_lines().iter().map(|said| said.say(texts)).collect(),
        options: bet.options.iter().map(|time| (*time, format::minute(*time))).collect(),
        state: alarm.map_or("INSUFFICIENT_DATA", |alarm| alarm.value().name()),
        now,
        lines: over.map(say).unwrap_or_default(),
        right: over.is_some_and(|judged| judged.off == 0),
        boast: over.map(|judged| bet.boast(judged).say(texts)).unwrap_or_default(),
    }
}
