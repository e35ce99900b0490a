//! Two values into one, point by point.
//!
//! Between two series the side without a point counts as zero where the other has one; where
//! neither has, there is none. What cannot be divided falls out.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html>

use super::{MathError, Operator, Series, Value, instants};
use crate::sim::time::Time;

/// Applies an operator.
///
/// # Errors
/// Two arrays have none.
pub(super) fn binary(operator: Operator, left: Value, right: Value) -> Result<Value, MathError> {
    let scalars = |a: f64, b: f64| operator.of(a, b);
    match (left, right) {
        (Value::Scalar(a), Value::Scalar(b)) => Ok(Value::Scalar(scalars(a, b))),
        (Value::Scalar(a), Value::Series(b)) => Ok(Value::Series(b.map(|_, b| scalars(a, b)))),
        (Value::Series(a), Value::Scalar(b)) => Ok(Value::Series(a.map(|_, a| scalars(a, b)))),
        (Value::Series(a), Value::Series(b)) => Ok(Value::Series(both(operator, &a, &b))),
        (Value::Many(all), Value::Scalar(b)) => {
            Ok(Value::Many(all.iter().map(|a| a.map(|_, a| scalars(a, b))).collect()))
        }
        (Value::Scalar(a), Value::Many(all)) => {
            Ok(Value::Many(all.iter().map(|b| b.map(|_, b| scalars(a, b))).collect()))
        }
        (Value::Many(all), Value::Series(b)) => {
            Ok(Value::Many(all.iter().map(|a| both(operator, a, &b).named(a)).collect()))
        }
        (Value::Series(a), Value::Many(all)) => {
            Ok(Value::Many(all.iter().map(|b| both(operator, &a, b).named(b)).collect()))
        }
        (Value::Many(_), Value::Many(_)) => {
            Err(MathError::Operands("operators do not take two arrays of time series".to_owned()))
        }
    }
}

fn both(operator: Operator, left: &Series, right: &Series) -> Series {
    let value = |series: &Series, time: Time| series.at(time).unwrap_or(0.0);
    let times = instants([left, right]);
    left.with(times.into_iter().map(|t| (t, operator.of(value(left, t), value(right, t)))))
}

impl Operator {
    /// The result for two numbers; not finite where there is none.
    fn of(self, a: f64, b: f64) -> f64 {
        let truth = |yes: bool| f64::from(u8::from(yes));
        match self {
            Operator::Or => truth(a != 0.0 || b != 0.0),
            Operator::And => truth(a != 0.0 && b != 0.0),
            Operator::Equal => truth(a == b),
            Operator::NotEqual => truth(a != b),
            Operator::LessOrEqual => truth(a <= b),
            Operator::GreaterOrEqual => truth(a >= b),
            Operator::Less => truth(a < b),
            Operator::Greater => truth(a > b),
            Operator::Add => a + b,
            Operator::Subtract => a - b,
            Operator::Multiply => a * b,
            Operator::Divide => a / b,
            Operator::Power => libm::pow(a, b),
        }
    }
}

impl Series {
    /// Every value changed; those that are no numbers then fall out.
    pub(super) fn map(&self, change: impl Fn(Time, f64) -> f64) -> Series {
        self.with(self.points.iter().map(|(time, value)| (*time, change(*time, *value))))
    }

    /// Under another's id and period.
    fn named(mut self, like: &Series) -> Series {
        self.id.clone_from(&like.id);
        self.period = like.period;
        self
    }
}
