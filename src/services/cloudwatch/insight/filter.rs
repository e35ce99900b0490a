//! Filters of rules: which events they take.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html>

use serde_json::{Map, Value};

use super::field::{Event, Field, Format};
use crate::sim::real::Real;

/// The most values a filter compares with.
const MOST_VALUES: usize = 10;

/// A filter.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Filter {
    field: Field,
    asks: Asks,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Asks {
    In(Vec<String>),
    NotIn(Vec<String>),
    StartsWith(Vec<String>),
    GreaterThan(Real),
    LessThan(Real),
    EqualTo(Real),
    NotEqualTo(Real),
    IsPresent(bool),
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// What is wrong with it, in our words: AWS's are not known.
    pub fn read(members: &Map<String, Value>, format: &Format) -> Result<Filter, String> {
        let text = members.get("Match").and_then(Value::as_str);
        let text = text.ok_or("each filter needs a Match field")?;
        let field = format.field(text).ok_or_else(|| format!("{text} is no field"))?;
        let mut others = members.iter().filter(|(name, _)| *name != "Match");
        match (others.next(), others.next()) {
            (Some((operator, value)), None) => {
                Ok(Filter { field, asks: Asks::read(operator, value)? })
            }
            _ => Err("each filter needs a Match field and one operator".to_owned()),
        }
    }

    /// Whether an event is taken. What is asked of a field that is not there does not hold, but
    /// that it is not there.
    pub fn takes(&self, event: &Event<'_>) -> bool {
        let held = self.field.of(event);
        if let Asks::IsPresent(there) = self.asks {
            return held.is_some() == there;
        }
        let Some(held) = held else { return false };
        let number = |holds: &dyn Fn(f64) -> bool| held.number.is_some_and(holds);
        match &self.asks {
            Asks::In(values) => values.contains(&held.text),
            Asks::NotIn(values) => !values.contains(&held.text),
            Asks::StartsWith(values) => values.iter().any(|value| held.text.starts_with(value)),
            Asks::GreaterThan(limit) => number(&|held| held > limit.get()),
            Asks::LessThan(limit) => number(&|held| held < limit.get()),
            Asks::EqualTo(wanted) => number(&|held| held == wanted.get()),
            Asks::NotEqualTo(wanted) => number(&|held| held != wanted.get()),
            Asks::IsPresent(_) => true,
        }
    }
}

impl Asks {
    fn read(operator: &str, value: &Value) -> Result<Asks, String> {
        let texts = || {
            let texts = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let texts: Option<Vec<String>> =
                texts.iter().map(|text| text.as_str().map(str::to_owned)).collect();
            let wrong = || format!("{operator} takes an array of 1 to {MOST_VALUES} texts");
            texts.filter(|all| (1..=MOST_VALUES).contains(&all.len())).ok_or_else(wrong)
        };
        let number =
            || value.as_f64().map(Real::new).ok_or_else(|| format!("{operator} takes a number"));
        Ok(match operator {
            "In" => Asks::In(texts()?),
            "NotIn" => Asks::NotIn(texts()?),
            "StartsWith" => Asks::StartsWith(texts()?),
            "GreaterThan" => Asks::GreaterThan(number()?),
            "LessThan" => Asks::LessThan(number()?),
            "EqualTo" => Asks::EqualTo(number()?),
            "NotEqualTo" => Asks::NotEqualTo(number()?),
            "IsPresent" => Asks::IsPresent(value.as_bool().ok_or("IsPresent takes true or false")?),
            _ => return Err(format!("there is no operator {operator}")),
        })
    }
}
