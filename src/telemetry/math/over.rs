//! Many values into one: of a series, or of an array of series at each instant.

use super::{Series, instants};
use crate::sim::time::Time;

/// What is made of several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    Avg,
    Min,
    Max,
    Sum,
    StdDev,
    Count,
}

impl Over {
    /// The function of this name.
    pub fn named(name: &str) -> Option<Over> {
        Some(match name {
            "AVG" => Over::Avg,
            "MIN" => Over::Min,
            "MAX" => Over::Max,
            "SUM" => Over::Sum,
            "STDDEV" => Over::StdDev,
            "DATAPOINT_COUNT" => Over::Count,
            _ => return None,
        })
    }

    /// Of these values; not a number if there are none and there is no saying.
    pub fn of(self, values: &[f64]) -> f64 {
        let count = values.len() as f64;
        let sum = values.iter().sum::<f64>();
        match self {
            Over::Count => count,
            Over::Sum if !values.is_empty() => sum,
            Over::Avg => sum / count,
            Over::Min => values.iter().copied().fold(f64::NAN, f64::min),
            Over::Max => values.iter().copied().fold(f64::NAN, f64::max),
            Over::StdDev => {
                let mean = sum / count;
                let squares = values.iter().map(|value| (value - mean) * (value - mean));
                libm::sqrt(squares.sum::<f64>() / count)
            }
            Over::Sum => f64::NAN,
        }
    }

    /// Of an array, at each instant at which one of its series has a point. The average (and what
    /// rests on it) takes a missing value as zero; the others leave it out.
    pub fn across(self, all: &[Series]) -> Series {
        let zeros = matches!(self, Over::Avg | Over::StdDev);
        let at = |time: Time| {
            let found = all.iter().map(|series| series.at(time));
            let values: Vec<f64> = if zeros {
                found.map(Option::unwrap_or_default).collect()
            } else {
                found.flatten().collect()
            };
            (time, self.of(&values))
        };
        let like = all.first().cloned().unwrap_or_default();
        like.with(instants(all).into_iter().map(at))
    }
}
