//! Checks of namespaces, dimensions and periods, which several operations make.
//!
//! Rules: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html>.
//! AWS does not publish its messages for most of these; ours follow the pattern of those it does
//! print ("The value … for parameter … is invalid.").

use super::invalid;
use crate::api::ApiError;
use crate::services::cloudwatch::api::Dimension;
use crate::telemetry::MetricId;

/// `The value X for parameter Y is invalid.`
pub fn bad_value(value: &str, parameter: &str) -> ApiError {
    invalid(format!("The value {value} for parameter {parameter} is invalid."))
}

/// `The collection X must not have a size greater than N.`
pub fn too_many(collection: &str, most: usize) -> ApiError {
    invalid(format!("The collection {collection} must not have a size greater than {most}."))
}

/// A namespace: ASCII without control characters, not blank, not beginning with a colon.
pub fn namespace(name: &str) -> Result<(), ApiError> {
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '#' | ':' | ' ');
    let good = name.chars().all(allowed) && !name.starts_with(':') && !name.trim().is_empty();
    if good { Ok(()) } else { Err(bad_value(name, "Namespace")) }
}

/// Dimensions: names and values of ASCII, not blank, no name twice.
pub fn dimensions(given: &[Dimension], place: &str) -> Result<Vec<(String, String)>, ApiError> {
    let plain = |text: &str| {
        text.chars().all(|c| c.is_ascii() && !c.is_ascii_control()) && !text.trim().is_empty()
    };
    let mut found: Vec<(String, String)> = Vec::with_capacity(given.len());
    for (i, dimension) in given.iter().enumerate() {
        let place = format!("{place}Dimensions.member.{}", i + 1);
        let (name, value) = (&dimension.name, &dimension.value);
        let twice = found.iter().any(|(other, _)| other == name);
        if !plain(name) || name.starts_with(':') || twice {
            return Err(bad_value(name, &format!("{place}.Name")));
        }
        if !plain(value) {
            return Err(bad_value(value, &format!("{place}.Value")));
        }
        found.push((name.clone(), value.clone()));
    }
    Ok(found)
}

/// A metric by its parts.
pub fn metric(
    namespace: &str,
    name: &str,
    given: Option<&Vec<Dimension>>,
    place: &str,
) -> Result<MetricId, ApiError> {
    self::namespace(namespace)?;
    let dimensions = dimensions(given.map_or(&[], Vec::as_slice), place)?;
    Ok(MetricId::new(namespace, name, dimensions))
}

/// Pairs as dimensions.
pub fn shown(pairs: &[(String, String)]) -> Vec<Dimension> {
    let one =
        |(name, value): &(String, String)| Dimension { name: name.clone(), value: value.clone() };
    pairs.iter().map(one).collect()
}
