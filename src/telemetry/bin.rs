//! The samples of one period and every statistic of them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html>
//!
//! AWS does not publish how it computes percentiles (it keeps approximate histograms). Ours, by
//! choice: a percentile is the least sample that has at least so many percent of the samples at or
//! below it; a percent bound that falls within a sample takes the matching part of it, so that
//! trimmed counts may be fractions, as AWS says they may.

use super::Point;
use super::stat::{Bounds, Stat, Trim};

/// The samples of one period. Keeping one for many periods saves allocations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many samples.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The least; meaningless while there is none.
    pub min: f64,
    /// The greatest; meaningless while there is none.
    pub max: f64,
    /// Values with their numbers, kept only where an extended statistic asks for them.
    values: Vec<(f64, f64)>,
    /// Whether some published set does not tell its samples.
    blurred: bool,
}

impl Bin {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.values.clear();
        (self.count, self.sum, self.min, self.max) = (0.0, 0.0, 0.0, 0.0);
        self.blurred = false;
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.count == 0.0
    }

    /// Adds a published point. For an extended statistic the samples themselves are kept.
    pub fn add(&mut self, point: &Point, stat: Stat) {
        if self.is_empty() {
            (self.min, self.max) = (point.min, point.max);
        } else {
            self.min = self.min.min(point.min);
            self.max = self.max.max(point.max);
        }
        self.count += point.count;
        self.sum += point.sum;
        if !stat.is_plain() {
            self.keep(point);
        }
    }

    /// Adds the samples of another metric's bin, as far as plain statistics need them.
    pub fn merge(&mut self, other: &Bin) {
        if self.is_empty() {
            (self.min, self.max) = (other.min, other.max);
        } else {
            self.min = self.min.min(other.min);
            self.max = self.max.max(other.max);
        }
        self.count += other.count;
        self.sum += other.sum;
    }

    /// A statistic set tells its samples only if they are all the same.
    fn keep(&mut self, point: &Point) {
        if point.min == point.max && point.sum == point.min * point.count {
            self.values.push((point.min, point.count));
        } else {
            self.blurred = true;
        }
    }

    /// The statistic; `None` when there is no sample or it cannot be told. Extended statistics
    /// are not available when a sample is negative or a set does not tell its samples.
    pub fn value(&mut self, stat: Stat) -> Option<f64> {
        if self.is_empty() {
            return None;
        }
        match stat {
            Stat::SampleCount => Some(self.count),
            Stat::Sum => Some(self.sum),
            Stat::Average => Some(self.sum / self.count),
            Stat::Minimum => Some(self.min),
            Stat::Maximum => Some(self.max),
            _ if self.blurred || self.min < 0.0 => None,
            Stat::Percentile(p) => {
                self.sort();
                Some(at_share(&self.values, self.count, p.get() / 100.0))
            }
            Stat::Trimmed(trim, bounds) => {
                self.sort();
                self.trimmed(trim, bounds)
            }
        }
    }

    fn sort(&mut self) {
        self.values.sort_by(|a, b| a.0.total_cmp(&b.0));
    }

    fn trimmed(&self, trim: Trim, bounds: Bounds) -> Option<f64> {
        let mut inside = Part::new(self.min);
        let mut below = 0.0;
        let mut above = 0.0;
        let mut seen = 0.0;
        for &(value, count) in &self.values {
            let (under, over) = match bounds {
                Bounds::Percent(low, high) => {
                    let share = |p: f64| p / 100.0 * self.count - seen;
                    let under = low.map_or(0.0, |p| share(p.get()).clamp(0.0, count));
                    let over = high.map_or(0.0, |p| (count - share(p.get())).clamp(0.0, count));
                    (under, over)
                }
                Bounds::Value(low, _) if low.is_some_and(|low| value <= low.get()) => (count, 0.0),
                Bounds::Value(_, high) if high.is_some_and(|high| value > high.get()) => {
                    (0.0, count)
                }
                Bounds::Value(..) => (0.0, 0.0),
            };
            seen += count;
            below += under;
            above += over;
            inside.add(value, count - under - over);
        }
        match trim {
            Trim::Mean => inside.mean(),
            Trim::Count => Some(inside.weight),
            Trim::Sum => Some(inside.total()),
            Trim::Rank => Some(100.0 * inside.weight / self.count),
            Trim::Winsorized => {
                let (low, high) = self.edges(bounds);
                inside.add(low, below);
                inside.add(high, above);
                inside.mean()
            }
        }
    }

    /// The values at the bounds, to which WM moves what lies outside.
    fn edges(&self, bounds: Bounds) -> (f64, f64) {
        match bounds {
            Bounds::Percent(low, high) => {
                let at = |p: f64| at_share(&self.values, self.count, p / 100.0);
                (low.map_or(self.min, |p| at(p.get())), high.map_or(self.max, |p| at(p.get())))
            }
            Bounds::Value(low, high) => {
                (low.map_or(self.min, |v| v.get()), high.map_or(self.max, |v| v.get()))
            }
        }
    }
}

/// A weighted sum counted from a base, so that equal samples have exactly their own value as mean.
struct Part {
    base: f64,
    weight: f64,
    excess: f64,
}

impl Part {
    fn new(base: f64) -> Part {
        Part { base, weight: 0.0, excess: 0.0 }
    }

    fn add(&mut self, value: f64, weight: f64) {
        self.weight += weight;
        self.excess += (value - self.base) * weight;
    }

    fn mean(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.base + self.excess / self.weight)
    }

    fn total(&self) -> f64 {
        self.base * self.weight + self.excess
    }
}

/// The least value with at least this share of the samples at or below it.
fn at_share(values: &[(f64, f64)], count: f64, share: f64) -> f64 {
    let wanted = (share * count).min(count);
    let mut seen = 0.0;
    let mut last = 0.0;
    for &(value, weight) in values {
        seen += weight;
        last = value;
        // A hair's breadth for shares that are not exact in binary (99.9 % of 1000).
        if seen + count * 1e-12 >= wanted {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::time::Time;

    fn bin(values: &[f64], stat: Stat) -> Bin {
        let mut bin = Bin::default();
        for &value in values {
            let time = Time::from_secs(0);
            let unit = "None";
            let (count, sum, min, max) = (1.0, value, value, value);
            bin.add(&Point { time, arrival: time, count, sum, min, max, unit }, stat);
        }
        bin
    }

    #[test]
    fn extended_statistics_of_one_to_ten() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let cases = [
            ("p0", 1.0),
            ("p10", 1.0),
            ("p50", 5.0),
            ("p90", 9.0),
            ("p91", 10.0),
            ("p100", 10.0),
            ("tm90", 5.0),
            ("tc90", 9.0),
            ("tc95", 9.5),
            ("ts90", 45.0),
            ("TS(80%:)", 19.0),
            ("IQM", 5.5),
            ("wm90", 5.4),
            ("WM(10%:90%)", 5.4),
            ("TM(2:4)", 3.5),
            ("WM(3:8)", 5.5),
            ("PR(:3)", 30.0),
            ("PR(3:)", 70.0),
        ];
        for (name, expected) in cases {
            let stat = Stat::parse(name).unwrap();
            assert_eq!(bin(&values, stat).value(stat), Some(expected), "{name}");
        }
    }

    #[test]
    fn no_samples_no_value() {
        for name in ["Average", "SampleCount", "p50", "IQM"] {
            let stat = Stat::parse(name).unwrap();
            assert_eq!(Bin::default().value(stat), None, "{name}");
        }
        let stat = Stat::parse("TM(100:200)").unwrap();
        assert_eq!(bin(&[1.0], stat).value(stat), None, "nothing within the bounds");
    }
}
