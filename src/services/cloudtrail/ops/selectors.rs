//! Which events a trail takes: said and told.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html>. All
//! faults are `InvalidEventSelectorsException`; the texts are ours where AWS's are not known.

use super::find;
use crate::api::ApiError;
use crate::services::cloudtrail::select::{Selectors, complete};
use crate::services::cloudtrail::shapes::{
    AdvancedEventSelector, DataResource, EventSelector, FieldSelector, GetEventSelectorsInput,
    PutEventSelectorsInput, SelectorsOutput,
};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::Trail;
use crate::sim::scope::Scope;

/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html>
const MAX_SELECTORS: usize = 5;
const MAX_RESOURCES: usize = 250;
const MAX_VALUES: usize = 500;

/// Sources of management events that can be left out.
const LOUD: [&str; 2] = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

/// What a basic selector takes data events of, and how the ARNs begin.
const BASIC: [(&str, &str); 3] = [
    ("AWS::S3::Object", "arn:aws:s3"),
    ("AWS::Lambda::Function", "arn:aws:lambda"),
    ("AWS::DynamoDB::Table", "arn:aws:dynamodb"),
];

/// What an advanced selector of data events can ask about, beside the category and the type.
const DATA_FIELDS: [&str; 7] = [
    "readOnly",
    "eventSource",
    "eventName",
    "eventType",
    "resources.ARN",
    "userIdentity.arn",
    "sessionCredentialFromConsole",
];

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidEventSelectorsException", text)
}

pub fn put(
    state: &mut State,
    scope: Scope,
    input: &PutEventSelectorsInput,
) -> Result<SelectorsOutput, ApiError> {
    let trail = find::to_change(state, scope, &input.trail)?;
    trail.selectors = match (&input.basic, &input.advanced) {
        (Some(_), Some(_)) => {
            return Err(invalid("Use either EventSelectors or AdvancedEventSelectors, not both."));
        }
        (None, None) => return Err(invalid("EventSelectors or AdvancedEventSelectors is needed.")),
        (Some(given), None) => Selectors::Basic(basic(given)?),
        (None, Some(given)) => {
            advanced(given)?;
            Selectors::Advanced(given.clone())
        }
    };
    Ok(output(trail))
}

pub fn get(
    state: &State,
    scope: Scope,
    input: &GetEventSelectorsInput,
) -> Result<SelectorsOutput, ApiError> {
    find::trail(state, scope, &input.trail).map(output)
}

fn output(trail: &Trail) -> SelectorsOutput {
    let (basic, advanced) = match trail.selectors.clone() {
        Selectors::Basic(all) => (Some(all), None),
        Selectors::Advanced(all) => (None, Some(all)),
    };
    SelectorsOutput { arn: trail.arn.to_string(), basic, advanced }
}

fn basic(given: &[EventSelector]) -> Result<Vec<EventSelector>, ApiError> {
    if given.is_empty() || given.len() > MAX_SELECTORS {
        return Err(invalid(format!("A trail has 1 to {MAX_SELECTORS} event selectors.")));
    }
    let mut resources = 0;
    for selector in given {
        one(selector)?;
        let values = selector.data.iter().flatten().flat_map(|data| data.values.iter().flatten());
        resources += values.count();
    }
    if resources > MAX_RESOURCES {
        return Err(invalid(format!("A trail has at most {MAX_RESOURCES} data resources.")));
    }
    Ok(given.iter().map(complete).collect())
}

fn one(selector: &EventSelector) -> Result<(), ApiError> {
    let kind = selector.read_write.as_deref();
    if !matches!(kind, None | Some("ReadOnly" | "WriteOnly" | "All")) {
        let text = format!("Value {} for ReadWriteType is invalid.", kind.unwrap_or_default());
        return Err(invalid(text));
    }
    let excluded = selector.exclude.as_deref().unwrap_or_default();
    if let Some(source) = excluded.iter().find(|source| !LOUD.contains(&source.as_str())) {
        return Err(invalid(format!(
            "Value {source} for ExcludeManagementEventSources is invalid."
        )));
    }
    if selector.management == Some(false) && !excluded.is_empty() {
        return Err(invalid(
            "ExcludeManagementEventSources needs IncludeManagementEvents to be true.",
        ));
    }
    let data = selector.data.as_deref().unwrap_or_default();
    if selector.management == Some(false) && data.is_empty() {
        return Err(invalid("An event selector takes management events or data events."));
    }
    data.iter().try_for_each(resource)
}

fn resource(data: &DataResource) -> Result<(), ApiError> {
    let kind = data.kind.as_deref().unwrap_or_default();
    let Some((_, begins)) = BASIC.iter().find(|(name, _)| *name == kind) else {
        return Err(invalid(format!("Value {kind} for DataResources.Type is invalid.")));
    };
    let values = data.values.as_deref().unwrap_or_default();
    if values.is_empty() {
        return Err(invalid("DataResources.Values is empty."));
    }
    let wrong = |value: &&String| {
        let Some(rest) = value.strip_prefix(begins) else { return true };
        let all = rest.is_empty() || rest == ":::";
        // A bucket is named with the slash that begins the names of its objects.
        let named = match kind {
            "AWS::S3::Object" => {
                rest.strip_prefix(":::").is_some_and(|rest| rest.find('/').is_some_and(|at| at > 0))
            }
            _ => rest.starts_with(':') && rest.split(':').count() >= 4,
        };
        value.contains('*') || !(all || named)
    };
    match values.iter().find(wrong) {
        Some(value) => Err(invalid(format!("Value {value} for DataResources.Values is invalid."))),
        None => Ok(()),
    }
}

fn advanced(given: &[AdvancedEventSelector]) -> Result<(), ApiError> {
    if given.is_empty() {
        return Err(invalid("AdvancedEventSelectors is empty."));
    }
    let values = given.iter().flat_map(|selector| &selector.fields).flat_map(operators);
    if values.map(|(_, values)| values.len()).sum::<usize>() > MAX_VALUES {
        return Err(invalid(format!(
            "A trail has at most {MAX_VALUES} values in its advanced event selectors."
        )));
    }
    given.iter().try_for_each(group)
}

/// The operators of a field, with their values.
pub fn operators(field: &FieldSelector) -> impl Iterator<Item = (&'static str, &Vec<String>)> {
    let all = [
        ("Equals", &field.equals),
        ("StartsWith", &field.starts_with),
        ("EndsWith", &field.ends_with),
        ("NotEquals", &field.not_equals),
        ("NotStartsWith", &field.not_starts_with),
        ("NotEndsWith", &field.not_ends_with),
    ];
    all.into_iter().filter_map(|(name, values)| Some((name, values.as_ref()?)))
}

fn group(selector: &AdvancedEventSelector) -> Result<(), ApiError> {
    for field in &selector.fields {
        if operators(field).next().is_none() {
            return Err(invalid(format!("The field {} has no operator.", field.field)));
        }
    }
    match alone(selector, "eventCategory")? {
        Some("Management") => selector.fields.iter().try_for_each(of_management),
        Some("Data") => of_data(selector),
        Some("NetworkActivity") => {
            Err(ApiError::not_simulated("NetworkActivity (cloudtrail PutEventSelectors)"))
        }
        Some(other) => Err(invalid(format!("Value {other} for eventCategory is invalid."))),
        None => Err(invalid("Each advanced event selector needs the field eventCategory.")),
    }
}

/// The one value of a field that must equal one.
fn alone<'a>(selector: &'a AdvancedEventSelector, name: &str) -> Result<Option<&'a str>, ApiError> {
    let mut found = selector.fields.iter().filter(|field| field.field == name);
    let Some(field) = found.next() else { return Ok(None) };
    let mut operators = operators(field);
    match (operators.next(), operators.next(), found.next()) {
        (Some(("Equals", values)), None, None) if values.len() == 1 => {
            Ok(values.first().map(String::as_str))
        }
        _ => Err(invalid(format!("The field {name} equals exactly one value."))),
    }
}

/// Management events of trails are chosen by whether they only read, and by leaving out two loud
/// sources.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html>
fn of_management(field: &FieldSelector) -> Result<(), ApiError> {
    match field.field.as_str() {
        "eventCategory" => Ok(()),
        "readOnly" => yes_or_no(field, &["Equals"]),
        "eventSource" => {
            for (operator, values) in operators(field) {
                let wrong = values.iter().find(|value| !LOUD.contains(&value.as_str()));
                if operator != "NotEquals" || wrong.is_some() {
                    return Err(invalid(format!(
                        "Management events can leave out {} by NotEquals, and no other \
                         eventSource.",
                        LOUD.join(" and ")
                    )));
                }
            }
            Ok(())
        }
        other => Err(invalid(format!("Field {other} is not valid for management events."))),
    }
}

fn of_data(selector: &AdvancedEventSelector) -> Result<(), ApiError> {
    let kind = alone(selector, "resources.type")?
        .ok_or_else(|| invalid("Data events need the field resources.type."))?;
    if !is_type(kind) {
        return Err(invalid(format!("Value {kind} for resources.type is invalid.")));
    }
    for field in &selector.fields {
        match field.field.as_str() {
            "eventCategory" | "resources.type" => {}
            "readOnly" => yes_or_no(field, &["Equals"])?,
            "sessionCredentialFromConsole" => yes_or_no(field, &["Equals", "NotEquals"])?,
            name if DATA_FIELDS.contains(&name) => {}
            other => return Err(invalid(format!("Field {other} is not valid for data events."))),
        }
    }
    Ok(())
}

/// `AWS::SERVICE::KIND`. Types of services that are not here have no events here.
fn is_type(kind: &str) -> bool {
    let parts: Vec<&str> = kind.split("::").collect();
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    matches!(parts.as_slice(), ["AWS", service, kind] if word(service) && word(kind))
}

fn yes_or_no(field: &FieldSelector, allowed: &[&str]) -> Result<(), ApiError> {
    for (operator, values) in operators(field) {
        let fits = |value: &String| value == "true" || value == "false";
        if !allowed.contains(&operator) || !values.iter().all(fits) {
            return Err(invalid(format!("The field {} equals true or false.", field.field)));
        }
    }
    Ok(())
}
