//! The names of statistics, from `Average` to `TM(10%:90%)`.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html>

use crate::sim::real::Real;

/// A statistic: what a period's samples are made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stat {
    /// How many samples.
    SampleCount,
    /// Sum divided by the number of samples.
    Average,
    /// Their sum.
    Sum,
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
    /// `p99.9`: the value below which so many percent of the samples lie.
    Percentile(Real),
    /// `TM(…)`, `TC(…)`, `TS(…)`, `WM(…)`, `IQM`, `PR(…)`: of the samples within bounds.
    Trimmed(Trim, Bounds),
}

/// What is made of the samples within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trim {
    /// TM: their mean.
    Mean,
    /// TC: their number.
    Count,
    /// TS: their sum.
    Sum,
    /// WM: the mean of all samples, those outside moved to the nearest bound.
    Winsorized,
    /// PR: how many percent of all samples they are.
    Rank,
}

/// Bounds: percentages of the samples, or values. An absent side is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bounds {
    /// `10%:90%`.
    Percent(Option<Real>, Option<Real>),
    /// `150:1000`: above the first, up to and including the second.
    Value(Option<Real>, Option<Real>),
}

/// The five plain statistics, in the service's order.
pub const PLAIN: &[&str] = &["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

impl Stat {
    /// Whether its value always lies between the least and the greatest sample.
    pub fn is_among_samples(self) -> bool {
        match self {
            Stat::Average | Stat::Minimum | Stat::Maximum | Stat::Percentile(_) => true,
            Stat::Trimmed(trim, _) => matches!(trim, Trim::Mean | Trim::Winsorized),
            Stat::SampleCount | Stat::Sum => false,
        }
    }

    /// Reads the name of any statistic; `None` when it is not one.
    pub fn parse(name: &str) -> Option<Stat> {
        Stat::plain(name).or_else(|| Stat::extended(name))
    }

    /// Reads one of the five plain names.
    pub fn plain(name: &str) -> Option<Stat> {
        Some(match name {
            "SampleCount" => Stat::SampleCount,
            "Average" => Stat::Average,
            "Sum" => Stat::Sum,
            "Minimum" => Stat::Minimum,
            "Maximum" => Stat::Maximum,
            _ => return None,
        })
    }

    /// Reads an extended statistic: those that need the samples themselves.
    pub fn extended(name: &str) -> Option<Stat> {
        if name == "IQM" {
            let quartiles = Bounds::Percent(Some(Real::new(25.0)), Some(Real::new(75.0)));
            return Some(Stat::Trimmed(Trim::Mean, quartiles));
        }
        if let Some(body) = name.strip_suffix(')') {
            let (kind, body) = body.split_once('(')?;
            return ranged(kind, body);
        }
        // Small letters and one number: the bound above. `tm99` is `TM(:99%)`.
        if let Some(number) = name.strip_prefix('p') {
            return percent(number).map(Stat::Percentile);
        }
        let (kind, number) = name.split_at_checked(2)?;
        let trim = match kind {
            "tm" => Trim::Mean,
            "tc" => Trim::Count,
            "ts" => Trim::Sum,
            "wm" => Trim::Winsorized,
            _ => return None,
        };
        Some(Stat::Trimmed(trim, Bounds::Percent(None, Some(percent(number)?))))
    }

    /// Whether it can be had from count, sum, least and greatest alone.
    pub fn is_plain(self) -> bool {
        !matches!(self, Stat::Percentile(_) | Stat::Trimmed(..))
    }
}

/// `TM(10%:90%)` and its kin: capital letters, one or two bounds.
fn ranged(kind: &str, body: &str) -> Option<Stat> {
    let trim = match kind {
        "TM" => Trim::Mean,
        "TC" => Trim::Count,
        "TS" => Trim::Sum,
        "WM" => Trim::Winsorized,
        "PR" => Trim::Rank,
        _ => return None,
    };
    let (low, high) = body.split_once(':')?;
    if low.is_empty() && high.is_empty() {
        return None;
    }
    let bounds = if body.contains('%') {
        let side = |text: &str| match text {
            "" => Some(None),
            text => percent(text.strip_suffix('%')?).filter(|p| p.get() <= 100.0).map(Some),
        };
        Bounds::Percent(side(low)?, side(high)?)
    } else {
        let side = |text: &str| match text {
            "" => Some(None),
            text => number(text).map(Some),
        };
        Bounds::Value(side(low)?, side(high)?)
    };
    let (Bounds::Percent(low, high) | Bounds::Value(low, high)) = bounds;
    let ordered = low.zip(high).is_none_or(|(low, high)| low.get() < high.get());
    let sensible = trim != Trim::Rank || matches!(bounds, Bounds::Value(..));
    (ordered && sensible).then_some(Stat::Trimmed(trim, bounds))
}

/// 0 to 100 with at most 10 decimals. The service takes `p100.5` (and not `p101`), so it looks at
/// the whole part only.
fn percent(text: &str) -> Option<Real> {
    let value = number(text)?;
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    ((0.0..101.0).contains(&value.get()) && decimals <= 10).then_some(value)
}

/// Digits, a point and digits: no sign, no exponent.
fn number(text: &str) -> Option<Real> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let edges = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit());
    (plain && edges).then(|| crate::number::parse(text).map(Real::new))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_aws_reads_them() {
        for good in [
            "Average",
            "p0",
            "p99.9",
            "p100",
            "p100.5",
            "tm99",
            "tc90",
            "ts90",
            "wm98",
            "IQM",
            "TM(10%:90%)",
            "TM(:95%)",
            "TM(150:1000)",
            "TC(0.005:0.030)",
            "TC(:0.5)",
            "TS(80%:)",
            "WM(10%:90%)",
            "PR(:300)",
            "PR(100:2000)",
            "PR(10:)",
            "p99.1234567890",
        ] {
            assert!(Stat::parse(good).is_some(), "{good}");
        }
        for bad in [
            "average",
            "p101",
            "p-1",
            "p",
            "P99",
            "tm(10%:90%)",
            "TM99",
            "TM(:)",
            "TM(90%:10%)",
            "TM(10%:20)",
            "PR(10%:90%)",
            "TM()",
            "iqm",
            "p99.12345678901",
            "TM(5%:101%)",
            "p9a",
            "TM(1:2",
            "xx99",
            "",
        ] {
            assert_eq!(Stat::parse(bad), None, "{bad}");
        }
        assert_eq!(Stat::parse("tm99"), Stat::parse("TM(:99%)"));
        assert_eq!(Stat::parse("IQM"), Stat::parse("TM(25%:75%)"));
    }
}
