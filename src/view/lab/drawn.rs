//! The graph of a question: what an alarm is going to see, its rule, and then what it made of it.

use crate::learn::progress::{Options, Outcome, Question, Stand};
use crate::sim::{Region, Scope, Span, Time, World};
use crate::text::Texts;
use crate::view::alarms::detail::graph;
use crate::view::alarms::why::Why;
use crate::view::alarms::words;
use crate::view::chart::ChartModel;
use crate::view::route::Route;

use super::Sight;

/// How much of what was measured before is drawn, too.
const BEFORE: Span = Span::mins(10);

/// What is drawn of the alarm that a question is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The alarm's name.
    pub alarm: String,
    /// What it counts, in a line.
    pub rule: String,
    /// What it is going to see, and its threshold.
    pub chart: ChartModel,
    /// The evaluation that decided, once it has happened or is over.
    pub why: Option<Why>,
    /// The alarm's page, at that moment.
    pub page: Route,
}

/// What is drawn for a question; nothing when it is about no alarm, or that is not there.
pub fn drawn(question: &Question, sight: Sight<'_>, texts: &Texts) -> Option<Drawn> {
    let name = question.alarm.as_ref()?;
    let Options::Minutes { all, .. } = &question.options else { return None };
    let (first, last) = (*all.first()?, *all.last()?);
    let scope = place(sight.live, name)?;
    let alarm = sight.live.cloudwatch().alarm(scope, name)?;
    let shown = sight.ahead.unwrap_or(sight.live);
    let (mut chart, unit) = graph(shown, scope, alarm.config(), first - BEFORE, last, texts);
    let at = decided(question);
    let why = at.and_then(|at| Why::of(sight.live, scope, alarm, at, unit));
    chart.now = Some(sight.live.now());
    chart.at = at;
    chart.band = why.as_ref().map(|why| (why.from, why.to));
    let config = alarm.config();
    let (m, n) = (config.m(), config.n());
    let (condition, stat) = (words::condition(config, texts), config.stat_name());
    let (period, treat) =
        (words::span(config.period(), texts), texts.t(words::treat(config.treat())));
    let args: [(&str, &dyn std::fmt::Display); 6] = [
        ("condition", &condition),
        ("m", &m),
        ("n", &n),
        ("stat", &stat),
        ("period", &period),
        ("treat", &treat),
    ];
    Some(Drawn {
        alarm: name.clone(),
        rule: texts.fill("study.ask.rule", &args),
        chart,
        why,
        page: Route::Alarm { name: name.clone(), at },
    })
}

/// The moment whose evaluation says why: that of the event, or the last when there was none.
fn decided(question: &Question) -> Option<Time> {
    match &question.stand {
        Stand::Over { outcome: Outcome::At(at), .. } => Some(*at),
        Stand::Over { .. } => question.over,
        _ => None,
    }
}

/// Where the alarm is.
fn place(world: &World, name: &str) -> Option<Scope> {
    let mut scopes = Region::all().map(|region| Scope { account: world.home(), region });
    scopes.find(|scope| world.cloudwatch().alarm(*scope, name).is_some())
}
