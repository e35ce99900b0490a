//! Units. CloudWatch never converts one into another: data of different units is aggregated apart.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html>

/// Every unit, in the order in which the service itself lists them (its message about a wrong
/// unit prints this list). Of several units of one metric it answers with the first in this order,
/// which recorded replies of GetMetricData show.
pub const UNITS: &[&str] = &[
    "Megabits",
    "Terabits",
    "Gigabits",
    "Count",
    "Bytes",
    "Gigabytes",
    "Gigabytes/Second",
    "Kilobytes",
    "Kilobits/Second",
    "Terabytes",
    "Terabits/Second",
    "Bytes/Second",
    "Percent",
    "Megabytes",
    "Megabits/Second",
    "Milliseconds",
    "Microseconds",
    "Kilobytes/Second",
    "Gigabits/Second",
    "Megabytes/Second",
    "Bits",
    "Bits/Second",
    "Count/Second",
    "Seconds",
    "Kilobits",
    "Terabytes/Second",
    "None",
];

/// The unit data has when nobody said which.
pub const NONE: &str = "None";

/// The unit with this name.
pub fn named(name: &str) -> Option<&'static str> {
    UNITS.iter().find(|unit| **unit == name).copied()
}

/// Its place in the service's order.
pub fn rank(name: &str) -> usize {
    UNITS.iter().position(|unit| *unit == name).unwrap_or(UNITS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_27_and_each_has_its_own_place() {
        assert_eq!(UNITS.len(), 27);
        assert_eq!(named("Percent"), Some("Percent"));
        assert_eq!(named("percent"), None);
        assert!(rank("Count") < rank("Milliseconds") && rank("Milliseconds") < rank("Seconds"));
    }
}
