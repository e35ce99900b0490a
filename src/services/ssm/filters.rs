//! Filters of parameters.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html>

use super::parameters::{KEY, SECURE};
use super::shapes::ParameterFilter;
use super::state::{Stored, Version};
use crate::api::ApiError;

fn wrong_key(key: &str, valid: &str) -> ApiError {
    let text = format!(
        "The following filter key is not valid: {key}. Valid filter keys include: {valid}."
    );
    ApiError::new("InvalidFilterKey", text)
}

/// What a filter looks at.
fn own<'a>(key: &str, name: &'a str, (kind, tier): (&'a str, &'a str)) -> Option<&'a str> {
    Some(match key {
        "Name" | "Path" => name,
        "Type" => kind,
        "Tier" => tier,
        "KeyId" if kind == SECURE => KEY,
        "KeyId" => "",
        "DataType" => "text",
        _ => return None,
    })
}

/// Whether a parameter passes a filter of DescribeParameters.
pub fn passes(
    filter: &ParameterFilter,
    name: &str,
    (kind, tier): (&str, &str),
) -> Result<bool, ApiError> {
    let own = own(&filter.key, name, (kind, tier)).ok_or_else(|| match filter.key.as_str() {
        "Label" => wrong_key("Label", "[Path, Name, Type, KeyId, Tier]"),
        other => ApiError::not_simulated(format!("ParameterFilters key {other}")),
    })?;
    let values = filter.values.as_deref().unwrap_or_default();
    let beneath = |path: &str| own.strip_prefix(path.trim_end_matches('/'))?.strip_prefix('/');
    let fits = |value: &String| match (filter.key.as_str(), filter.option.as_deref()) {
        ("Path", Some("Recursive")) => beneath(value).is_some(),
        ("Path", _) => beneath(value).is_some_and(|rest| !rest.contains('/')),
        (_, Some("BeginsWith")) => own.starts_with(value.as_str()),
        (_, Some("Contains")) => own.contains(value.as_str()),
        _ => own == value,
    };
    Ok(values.is_empty() || values.iter().any(fits))
}

/// What GetParametersByPath is to give of what lies beneath a path.
pub struct Wanted<'a> {
    filters: &'a [ParameterFilter],
}

impl Wanted<'_> {
    /// Reads the filters. A label is asked for as it is written.
    pub fn by_path(filters: &[ParameterFilter]) -> Result<Wanted<'_>, ApiError> {
        for filter in filters {
            match (filter.key.as_str(), filter.option.as_deref().unwrap_or("Equals")) {
                ("Label", "Equals") | ("Type" | "KeyId", "Equals" | "BeginsWith") => {}
                (key @ ("Label" | "Type" | "KeyId"), option) => {
                    let valid = if key == "Label" { "[Equals]" } else { "[BeginsWith, Equals]" };
                    let text = format!(
                        "The following filter option is not valid: {option}. Valid options \
                         include: {valid}."
                    );
                    return Err(ApiError::new("InvalidFilterOption", text));
                }
                (other, _) => return Err(wrong_key(other, "[Type, KeyId]")),
            }
        }
        Ok(Wanted { filters })
    }

    fn takes(&self, kind: &str) -> bool {
        let kinds = self.filters.iter().filter(|filter| filter.key != "Label");
        let mut kinds = kinds.map(|filter| passes(filter, "", (kind, "")));
        kinds.all(|passed| passed.unwrap_or(false))
    }

    /// Whether public parameters are among it: they have neither a key nor labels.
    pub fn takes_public(&self) -> bool {
        self.takes("String") && self.filters.iter().all(|filter| filter.key != "Label")
    }

    /// The version of a parameter that is given: the latest, or the one with a label.
    pub fn version<'a>(&self, stored: &'a Stored) -> Option<&'a Version> {
        let labels: Vec<&ParameterFilter> =
            self.filters.iter().filter(|filter| filter.key == "Label").collect();
        let has = |version: &Version, filter: &ParameterFilter| {
            let values = filter.values.as_deref().unwrap_or_default();
            values.iter().any(|label| version.labels.contains(label))
        };
        let all = |version: &&Version| labels.iter().all(|filter| has(version, filter));
        self.takes(stored.kind).then_some(())?;
        stored.versions.iter().rev().find(all)
    }
}
