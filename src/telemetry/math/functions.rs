//! The functions, by name.

use super::over::Over;
use super::shape::{self, Fill};
use super::{Expr, MathError, Series, Sheet, Value, value};
use crate::sim::time::Time;

/// Calls a function.
///
/// # Errors
/// If there is none of this name, or it takes other values.
pub(super) fn call(name: &str, args: &[Expr], sheet: &Sheet) -> Result<Value, MathError> {
    let call = Call { name, args, sheet };
    match name {
        "IF" => call.choose(),
        "FILL" => call.fill(),
        "METRICS" => call.metrics(),
        "SORT" => call.sort(),
        "SLICE" => call.slice(),
        "TIME_SERIES" => call.time_series(),
        "ANOMALY_DETECTION_BAND" => call.band(),
        "SERVICE_QUOTA" => match call.args {
            [Expr::Id(id)] => sheet.quota(id),
            _ => Err(call.wants("the id of a usage metric")),
        },
        "METRIC_COUNT" => Ok(Value::Scalar(call.array()?.len() as f64)),
        "FIRST" | "LAST" => call.edge(),
        "REMOVE_EMPTY" => {
            let mut all = call.array()?;
            all.retain(|series| !series.points.is_empty());
            Ok(Value::Many(all))
        }
        "PERIOD" => match call.args {
            [Expr::Id(_)] => Ok(Value::Scalar(call.series()?.period.as_secs() as f64)),
            _ => Err(call.wants("the id of a metric")),
        },
        _ => call.each(),
    }
}

struct Call<'a> {
    name: &'a str,
    args: &'a [Expr],
    sheet: &'a Sheet,
}

impl Call<'_> {
    fn wants(&self, what: &str) -> MathError {
        MathError::Operands(format!("{} takes {what}", self.name))
    }

    fn arg(&self, number: usize) -> Result<Option<Value>, MathError> {
        self.args.get(number).map(|arg| value(arg, self.sheet)).transpose()
    }

    fn only(&self) -> Result<Value, MathError> {
        match (self.args.len(), self.arg(0)?) {
            (1, Some(found)) => Ok(found),
            _ => Err(self.wants("one value")),
        }
    }

    fn series(&self) -> Result<Series, MathError> {
        match self.only()? {
            Value::Series(series) => Ok(series),
            _ => Err(self.wants("a time series")),
        }
    }

    fn array(&self) -> Result<Vec<Series>, MathError> {
        match self.arg(0)? {
            Some(Value::Many(all)) => Ok(all),
            _ => Err(self.wants("an array of time series")),
        }
    }

    fn scalar(&self, number: usize) -> Result<Option<f64>, MathError> {
        match self.arg(number)? {
            None => Ok(None),
            Some(Value::Scalar(number)) => Ok(Some(number)),
            Some(_) => Err(self.wants("a number there")),
        }
    }

    /// Functions of one value.
    fn each(&self) -> Result<Value, MathError> {
        if let Some(over) = Over::named(self.name) {
            return match self.only()? {
                Value::Series(series) => {
                    let values: Vec<f64> = series.values().collect();
                    Ok(Value::Scalar(over.of(&values)))
                }
                Value::Many(all) => Ok(Value::Series(over.across(&all))),
                Value::Scalar(_) => Err(self.wants("a time series or an array of them")),
            };
        }
        let one = |series: &Series| self.of_series(series);
        match self.only()? {
            Value::Series(series) => one(&series).map(Value::Series),
            Value::Many(all) => {
                Ok(Value::Many(all.iter().map(one).collect::<Result<Vec<_>, _>>()?))
            }
            Value::Scalar(_) => {
                // The name first: a number may be all that is right about the call.
                one(&Series::default())?;
                Err(self.wants("a time series or an array of them"))
            }
        }
    }

    fn of_series(&self, series: &Series) -> Result<Series, MathError> {
        Ok(match self.name {
            "ABS" => series.map(|_, value| value.abs()),
            "CEIL" => series.map(|_, value| value.ceil()),
            "FLOOR" => series.map(|_, value| value.floor()),
            "LOG" => series.map(|_, value| libm::log(value)),
            "LOG10" => series.map(|_, value| libm::log10(value)),
            "DIFF" | "DIFF_TIME" | "RATE" => shape::change(series, self.name),
            "RUNNING_SUM" => shape::running_sum(series),
            _ => shape::clock(series, self.name)?,
        })
    }

    /// `METRICS()`, `METRICS("text")`: the metrics, or those whose id contains the text.
    fn metrics(&self) -> Result<Value, MathError> {
        let mut all = self.sheet.metrics();
        match self.args {
            [] => {}
            [Expr::Text(part)] => all.retain(|series| series.id.contains(part)),
            _ => return Err(self.wants("nothing or a text")),
        }
        Ok(Value::Many(all))
    }

    /// `IF(condition, then)`, `IF(condition, then, else)`. A chosen series without a point counts
    /// as zero, but where the other choice is a number: then there is none.
    fn choose(&self) -> Result<Value, MathError> {
        let (condition, then) = match (self.arg(0)?, self.arg(1)?) {
            (Some(condition), Some(then)) if self.args.len() <= 3 => (condition, then),
            _ => return Err(self.wants("a condition and one or two values")),
        };
        let other = self.arg(2)?;
        let many = |value: &Value| matches!(value, Value::Many(_));
        if many(&then) || other.as_ref().is_some_and(many) {
            return Err(self.wants("numbers and time series, no arrays"));
        }
        match condition {
            Value::Scalar(yes) if yes != 0.0 => Ok(then),
            Value::Scalar(_) => other.ok_or_else(|| self.wants("a value for a false condition")),
            Value::Series(condition) => {
                let strict = matches!(then, Value::Scalar(_));
                let points = condition.points.iter().filter_map(|(time, yes)| {
                    let found = if *yes != 0.0 {
                        point(&then, *time).or(Some(0.0))
                    } else {
                        point(other.as_ref()?, *time).or((!strict).then_some(0.0))
                    };
                    Some((*time, found?))
                });
                Ok(Value::Series(condition.with(points)))
            }
            Value::Many(_) => Err(self.wants("a condition that is no array")),
        }
    }

    fn fill(&self) -> Result<Value, MathError> {
        let how = match self.args {
            [_, Expr::Word(word)] if word == "REPEAT" => Fill::Repeat,
            [_, Expr::Word(word)] if word == "LINEAR" => Fill::Linear,
            [_, _] => match self.arg(1)? {
                Some(Value::Scalar(number)) => Fill::With(number),
                Some(Value::Series(series)) => Fill::From(series),
                _ => return Err(self.wants("a number, a time series, REPEAT or LINEAR there")),
            },
            _ => return Err(self.wants("a time series and what to fill it with")),
        };
        let grid = self.sheet.grid();
        match self.arg(0)? {
            Some(Value::Series(series)) => Ok(Value::Series(shape::fill(&series, &how, grid))),
            Some(Value::Many(all)) => {
                Ok(Value::Many(all.iter().map(|one| shape::fill(one, &how, grid)).collect()))
            }
            _ => Err(self.wants("a time series or an array of them")),
        }
    }

    /// `TIME_SERIES(number)`: the number at every instant.
    fn time_series(&self) -> Result<Value, MathError> {
        let number = self.scalar(0)?.filter(|_| self.args.len() == 1);
        let number = number.ok_or_else(|| self.wants("a number"))?;
        let grid = self.sheet.grid();
        Ok(Value::Series(Series::default().with(grid.iter().map(|time| (*time, number)))))
    }

    /// `ANOMALY_DETECTION_BAND(metric)`, and how many standard deviations wide: 2 by default.
    fn band(&self) -> Result<Value, MathError> {
        let [Expr::Id(id), ..] = self.args else {
            return Err(self.wants("the id of a metric"));
        };
        let width = self.scalar(1)?.unwrap_or(2.0);
        if self.args.len() > 2 || width.is_nan() || width <= 0.0 {
            return Err(self.wants("the id of a metric and a number greater than 0"));
        }
        self.sheet.band(id, width)
    }

    fn edge(&self) -> Result<Value, MathError> {
        let all = self.array()?;
        let found = if self.name == "FIRST" { all.first() } else { all.last() };
        Ok(Value::Series(found.cloned().unwrap_or_default()))
    }

    /// `SLICE(array, start)`, `SLICE(array, start, end)`: from zero, without the end.
    fn slice(&self) -> Result<Value, MathError> {
        let all = self.array()?;
        let place = |number: Option<f64>| match number {
            Some(number) if number >= 0.0 && number.fract() == 0.0 => Ok(number as usize),
            _ => Err(self.wants("whole numbers from zero")),
        };
        let start = place(self.scalar(1)?)?;
        let end = match self.scalar(2)? {
            None => start + 1,
            end => place(end)?,
        };
        let (start, end) = (start.min(all.len()), end.min(all.len()));
        let few = all.get(start..end.max(start)).unwrap_or_default().to_vec();
        // With a start alone it is that one series.
        match (self.args.len(), few.first()) {
            (2, Some(one)) => Ok(Value::Series(one.clone())),
            _ => Ok(Value::Many(few)),
        }
    }

    /// `SORT(array, AVG|MIN|MAX|SUM, ASC|DESC)`, and how many to keep. Empty series come last.
    fn sort(&self) -> Result<Value, MathError> {
        let [_, Expr::Word(by), Expr::Word(order), ..] = self.args else {
            return Err(self.wants("an array, AVG, MIN, MAX or SUM, and ASC or DESC"));
        };
        let by = Over::named(by).filter(|by| !matches!(by, Over::StdDev | Over::Count));
        let by = by.ok_or_else(|| self.wants("AVG, MIN, MAX or SUM there"))?;
        if !matches!(order.as_str(), "ASC" | "DESC") {
            return Err(self.wants("ASC or DESC there"));
        }
        let key = |series: &Series| by.of(&series.values().collect::<Vec<f64>>());
        let mut all: Vec<(f64, Series)> =
            self.array()?.into_iter().map(|series| (key(&series), series)).collect();
        all.sort_by(|(a, _), (b, _)| {
            let order = if order == "ASC" { a.total_cmp(b) } else { b.total_cmp(a) };
            a.is_nan().cmp(&b.is_nan()).then(order)
        });
        if let Some(most) = self.scalar(3)? {
            all.truncate(most.max(0.0) as usize);
        }
        Ok(Value::Many(all.into_iter().map(|(_, series)| series).collect()))
    }
}

/// The value of a choice at an instant.
fn point(choice: &Value, time: Time) -> Option<f64> {
    match choice {
        Value::Scalar(number) => Some(*number),
        Value::Series(series) => series.at(time),
        Value::Many(_) => None,
    }
}
