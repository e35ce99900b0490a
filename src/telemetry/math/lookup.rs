//! Expressions that find metrics themselves: `SEARCH`, and Metrics Insights queries. They are
//! looked up before a sheet is evaluated, which then needs nothing but numbers.

use std::collections::BTreeMap;

use super::elsewhere::{COUNTERS, LAMBDA, OfDatabase, OfFunction, OfRule, RULE};
use super::{Expr, MathError, Series, Value};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::answer::{Answer, Question, Told};
use crate::telemetry::counter::Fault;
use crate::telemetry::insights::{self, Query};
use crate::telemetry::search;
use crate::telemetry::series;
use crate::telemetry::{MetricId, MetricSource, Stat};

/// The function that finds metrics.
const SEARCH: &str = "SEARCH";

/// Whether a function is looked up before a sheet is evaluated.
pub(super) fn looks_up(function: &str) -> bool {
    [SEARCH, RULE, COUNTERS, LAMBDA].contains(&function)
}

/// How many arguments such a function has, before its period.
fn arguments(function: &str) -> usize {
    if function == COUNTERS { 3 } else { 2 }
}

/// The period of what does not give one.
const PERIOD: Span = Span::mins(5);

/// Where and when metrics are looked for.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Who has metrics.
    pub source: &'a dyn MetricSource,
    /// Where.
    pub scope: Scope,
    /// The start of the range.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// What is readable at this instant counts.
    pub now: Time,
}

/// What a series that was found is of.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A metric that a search found.
    Metric {
        /// Which.
        id: MetricId,
        /// The statistic's name.
        stat: String,
        /// The period.
        period: Span,
    },
    /// A series that a function answered.
    Answer(Told),
    /// A group of a query: its label, empty for a query without groups.
    Group(String),
}

/// What was looked up.
#[derive(Debug, Default)]
pub(super) struct Found {
    values: BTreeMap<String, Result<Value, MathError>>,
    origins: BTreeMap<String, Origin>,
    /// Whether a limit of the service left something out.
    partial: bool,
}

/// A search with what to read of the metrics it finds.
#[derive(Debug)]
struct Wanted {
    search: search::Search,
    stat: Stat,
    stat_name: String,
    period: Span,
}

impl Expr {
    /// Gives its searches and its query the period of the expression, where they have none.
    pub fn with_period(self, period_secs: i64) -> Expr {
        let all = |items: Vec<Expr>| {
            items.into_iter().map(|item| item.with_period(period_secs)).collect::<Vec<_>>()
        };
        match self {
            Expr::Query(query, None) => Expr::Query(query, Some(period_secs)),
            Expr::Call(name, mut args) if name == LAMBDA => {
                if !matches!(args.last(), Some(Expr::Array(_))) {
                    args.push(Expr::Array(vec![Expr::Number(period_secs as f64)]));
                }
                Expr::Call(name, args)
            }
            Expr::Call(name, mut args) if looks_up(&name) => {
                if args.len() == arguments(&name) {
                    args.push(Expr::Number(period_secs as f64));
                }
                Expr::Call(name, args)
            }
            Expr::Call(name, args) => Expr::Call(name, all(args)),
            Expr::Array(items) => Expr::Array(all(items)),
            Expr::Negative(inner) => Expr::Negative(Box::new(inner.with_period(period_secs))),
            Expr::Binary(operator, left, right) => Expr::Binary(
                operator,
                Box::new(left.with_period(period_secs)),
                Box::new(right.with_period(period_secs)),
            ),
            other => other,
        }
    }

    /// Whether a `SEARCH` is in it: alarms take none.
    pub fn has_search(&self) -> bool {
        self.calls().contains(&SEARCH)
    }

    /// What it asks Lambda functions.
    pub fn questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        for found in self.lookups() {
            if let Expr::Call(name, args) = found
                && name == LAMBDA
                && let Ok(wanted) = OfFunction::read(args)
            {
                questions.push(wanted.question);
            }
        }
        questions
    }

    /// The rules of Contributor Insights that it reads.
    pub fn rules(&self) -> Vec<&str> {
        let mut rules = Vec::new();
        for found in self.lookups() {
            if let Expr::Call(name, args) = found
                && name == RULE
                && let Some(Expr::Text(rule)) = args.first()
            {
                rules.push(rule.as_str());
            }
        }
        rules
    }

    /// The Metrics Insights query that it is, if it is one.
    pub fn insights(&self) -> Option<&Query> {
        match self {
            Expr::Query(query, _) => Some(query),
            _ => None,
        }
    }

    /// The shortest period that it asks metrics for by itself.
    pub fn own_period(&self) -> Option<Span> {
        let of = |found: &Expr| match found {
            Expr::Query(_, period) => Some(period.map_or(PERIOD, Span::secs)),
            Expr::Call(name, args) if name == RULE => {
                OfRule::read(args).ok().map(|wanted| wanted.period.unwrap_or(PERIOD))
            }
            Expr::Call(name, args) if name == LAMBDA => {
                OfFunction::read(args).ok().map(|wanted| wanted.period.unwrap_or(PERIOD))
            }
            Expr::Call(name, args) if name == COUNTERS => {
                OfDatabase::read(args).ok().map(|wanted| wanted.period.unwrap_or(PERIOD))
            }
            Expr::Call(_, args) => Wanted::read(args).ok().map(|wanted| wanted.period),
            _ => None,
        };
        self.lookups().into_iter().filter_map(of).min()
    }

    /// The searches, the rules and the query in it.
    fn lookups(&self) -> Vec<&Expr> {
        match self {
            Expr::Query(..) => vec![self],
            Expr::Call(name, _) if looks_up(name) => vec![self],
            Expr::Call(_, items) | Expr::Array(items) => {
                items.iter().flat_map(Expr::lookups).collect()
            }
            Expr::Negative(inner) => inner.lookups(),
            Expr::Binary(_, left, right) => [left.lookups(), right.lookups()].concat(),
            Expr::Number(_) | Expr::Text(_) | Expr::Id(_) | Expr::Word(_) => Vec::new(),
        }
    }
}

impl Found {
    /// Looks up what an expression looks for; nobody to read from has nothing.
    pub(super) fn look_up(&mut self, expr: &Expr, reader: Option<Reader<'_>>) {
        for lookup in expr.lookups() {
            let key = format!("{lookup:?}");
            if self.values.contains_key(&key) {
                continue;
            }
            let value = match (lookup, reader) {
                (Expr::Query(query, period), Some(reader)) => {
                    Ok(self.query(query, period.map_or(PERIOD, Span::secs), reader))
                }
                (Expr::Query(query, _), None) if query.is_multi() => Ok(Value::Many(Vec::new())),
                (Expr::Query(..), None) => Ok(Value::Series(Series::default())),
                (Expr::Call(name, args), reader) if name == RULE => {
                    OfRule::read(args).and_then(|wanted| self.rule(&wanted, reader))
                }
                (Expr::Call(name, args), reader) if name == LAMBDA => {
                    OfFunction::read(args).and_then(|wanted| self.answer(&wanted, reader))
                }
                (Expr::Call(name, args), reader) if name == COUNTERS => {
                    OfDatabase::read(args).and_then(|wanted| self.counters(&wanted, reader))
                }
                (Expr::Call(_, args), reader) => Wanted::read(args).map(|wanted| match reader {
                    Some(reader) => self.search(&wanted, reader),
                    None => Value::Many(Vec::new()),
                }),
                _ => continue,
            };
            self.values.insert(key, value);
        }
    }

    /// What was found for an expression.
    pub(super) fn value(&self, lookup: &Expr) -> Result<Value, MathError> {
        let nowhere = || match lookup {
            Expr::Call(name, _) => Err(MathError::NotSimulated(name.clone())),
            _ => Err(MathError::NotSimulated("SELECT".to_owned())),
        };
        self.values.get(&format!("{lookup:?}")).cloned().unwrap_or_else(nowhere)
    }

    pub(super) fn is_partial(&self) -> bool {
        self.partial
    }

    pub(super) fn origin(&self, series: &str) -> Option<&Origin> {
        self.origins.get(series)
    }

    /// A name for a series that no query has: ids begin with a small letter.
    fn name(&mut self, origin: Origin) -> String {
        let name = format!("#{}", self.origins.len());
        self.origins.insert(name.clone(), origin);
        name
    }

    fn rule(&mut self, wanted: &OfRule, reader: Option<Reader<'_>>) -> Result<Value, MathError> {
        let OfRule { rule, name, what, period } = wanted;
        let Some(Reader { source, scope, from, to, now }) = reader else {
            return Ok(Value::Series(Series::default()));
        };
        let period = period.unwrap_or(PERIOD);
        let points = source.contributed(scope, (rule, *what), (from, to), period, now);
        let missing =
            || MathError::Operands(format!("there is no Contributor Insights rule {rule}"));
        let points = points.ok_or_else(missing)?;
        let id = self.name(Origin::Group(format!("{rule} {name}")));
        Ok(Value::Series(Series { id, period, points }))
    }

    /// What does not stand at the start of a period within the range is dropped.
    fn answer(
        &mut self,
        wanted: &OfFunction,
        reader: Option<Reader<'_>>,
    ) -> Result<Value, MathError> {
        let period = wanted.period.unwrap_or(PERIOD);
        let Some(Reader { source, scope, from, to, now }) = reader else {
            return Ok(Value::Many(vec![Series::default()]));
        };
        let Some(answer) = source.answer(scope, &wanted.question, now) else {
            return Ok(Value::Many(Vec::new()));
        };
        let told = match &*answer {
            Answer::Series(told) => told,
            Answer::Invalid(text) => return Err(MathError::Operands(text.clone())),
        };
        let start = from.floor(period);
        let fits = |time: Time| {
            let since = (time - start).as_millis();
            since >= 0 && time < to && since % period.as_millis().max(1) == 0
        };
        let series = |one: &Told| {
            let points = one.points.iter().filter(|(time, _)| fits(*time));
            let points = points.map(|(time, value)| (*time, value.get())).collect();
            Series { id: self.name(Origin::Answer(one.clone())), period, points }
        };
        Ok(Value::Many(told.iter().map(series).collect()))
    }

    fn counters(
        &mut self,
        wanted: &OfDatabase,
        reader: Option<Reader<'_>>,
    ) -> Result<Value, MathError> {
        let period = wanted.period.unwrap_or(PERIOD);
        let mut all = Vec::new();
        for counter in &wanted.counters {
            let Some(Reader { source, scope, from, to, now }) = reader else {
                all.push(Series::default());
                continue;
            };
            let points = source.counter(scope, counter, (from, to), period, now);
            let points = points.map_err(|fault| match fault {
                Fault::NoDatabase => {
                    let text = format!("no database has the resource ID {}", counter.resource);
                    MathError::Operands(text)
                }
                Fault::NoCounter => {
                    MathError::NotSimulated(format!("{COUNTERS}('RDS', …, '{}')", counter.name))
                }
            })?;
            let id = self.name(Origin::Group(counter.name.clone()));
            all.push(Series { id, period, points });
        }
        match all.pop() {
            Some(one) if !wanted.several => Ok(Value::Series(one)),
            last => Ok(Value::Many(all.into_iter().chain(last).collect())),
        }
    }

    fn search(&mut self, wanted: &Wanted, reader: Reader<'_>) -> Value {
        let mut all = Vec::new();
        for id in wanted.search.find(reader.source, reader.scope, reader.now) {
            let points = points(&id, wanted, reader);
            let (stat, period) = (wanted.stat_name.clone(), wanted.period);
            let id = self.name(Origin::Metric { id, stat, period });
            all.push(Series { id, period, points });
        }
        Value::Many(all)
    }

    fn query(&mut self, query: &Query, period: Span, reader: Reader<'_>) -> Value {
        let Reader { source, scope, from, to, now } = reader;
        let answer = insights::run(query, source, scope, insights::Range { from, to, period, now });
        self.partial |= answer.partial;
        let mut all: Vec<Series> = Vec::new();
        for series in answer.series {
            let id = self.name(Origin::Group(series.label));
            all.push(Series { id, period, points: series.points });
        }
        if query.is_multi() {
            Value::Many(all)
        } else {
            Value::Series(all.pop().unwrap_or_default())
        }
    }
}

/// A metric's points. Of several units the first in the service's order is taken.
fn points(id: &MetricId, wanted: &Wanted, reader: Reader<'_>) -> Vec<(Time, f64)> {
    let read = series::Query {
        scope: reader.scope,
        id,
        from: reader.from,
        to: reader.to,
        period_secs: wanted.period.as_secs(),
        unit: None,
        stat: wanted.stat,
    };
    let periods = series::read(reader.source, &read, reader.now);
    let unit = periods.first().map(|period| period.unit);
    let own = periods.into_iter().filter(|period| Some(period.unit) == unit);
    own.filter_map(|mut period| Some((period.time, period.bin.value(wanted.stat)?))).collect()
}

impl Wanted {
    /// Reads `SEARCH('…', 'Average')` and `SEARCH('…', 'Average', 300)`.
    fn read(args: &[Expr]) -> Result<Wanted, MathError> {
        let (text, stat_name, period) = match args {
            [Expr::Text(text), Expr::Text(stat)] => (text, stat, None),
            [Expr::Text(text), Expr::Text(stat), Expr::Number(secs)] => (text, stat, Some(*secs)),
            _ => {
                let what = "SEARCH takes what to search in quotes, a statistic in quotes and, if \
                            need be, a period in seconds";
                return Err(MathError::Operands(what.to_owned()));
            }
        };
        let search = search::parse(text)?;
        let unknown = || MathError::Operands(format!("'{stat_name}' is no statistic"));
        let stat = Stat::parse(stat_name).ok_or_else(unknown)?;
        let period = match period {
            None => PERIOD,
            Some(secs) if secs.fract() == 0.0 && series::is_period(secs as i64) => {
                Span::secs(secs as i64)
            }
            Some(secs) => {
                return Err(MathError::Operands(format!("{secs} seconds are no period")));
            }
        };
        Ok(Wanted { search, stat, stat_name: stat_name.clone(), period })
    }
}
