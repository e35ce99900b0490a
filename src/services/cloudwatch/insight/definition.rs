//! What a rule says: over which groups it counts what, by whom.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::field::{Field, Format, place};
use super::filter::Filter;

/// The most keys, and the most filters, of a rule.
const MOST: usize = 4;

/// A definition, read.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Definition {
    groups: Vec<String>,
    format: Format,
    /// What contributors are told apart by.
    pub keys: Vec<Field>,
    value: Option<Field>,
    filters: Vec<Filter>,
    /// Whether values are added up, and not occurrences.
    pub sums: bool,
}

/// Why a text is no definition.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It is wrong: what, in our words.
    Wrong(String),
    /// AWS takes it, and it is not simulated.
    NotSimulated(&'static str),
}

impl From<String> for Fault {
    fn from(text: String) -> Fault {
        Fault::Wrong(text)
    }
}

fn wrong(text: &str) -> Fault {
    Fault::Wrong(text.to_owned())
}

impl Definition {
    /// Reads a definition.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Definition, Fault> {
        let json: Value =
            serde_json::from_str(text).map_err(|error| Fault::Wrong(error.to_string()))?;
        let members = json.as_object().ok_or_else(|| wrong("expected an object"))?;
        let known = [
            "Schema",
            "LogGroupNames",
            "LogGroupARNs",
            "LogFormat",
            "Fields",
            "Contribution",
            "AggregateOn",
        ];
        only(members, &known)?;
        schema(members.get("Schema"))?;
        if members.contains_key("LogGroupARNs") {
            return Err(Fault::NotSimulated("LogGroupARNs in a rule"));
        }
        let format = format(members)?;
        let contribution = members.get("Contribution").and_then(Value::as_object);
        let contribution = contribution.ok_or_else(|| wrong("Contribution is required"))?;
        only(contribution, &["Keys", "ValueOf", "Filters"])?;
        let sums = match members.get("AggregateOn").and_then(Value::as_str) {
            Some("Count") => false,
            Some("Sum") => true,
            _ => return Err(wrong("AggregateOn must be Count or Sum")),
        };
        // "Specify this only when you are specifying Sum." A sum without it adds up occurrences,
        // as in AWS's own examples.
        let value = match contribution.get("ValueOf") {
            None => None,
            Some(_) if !sums => return Err(wrong("ValueOf needs AggregateOn Sum")),
            Some(value) => Some(field(value, &format)?),
        };
        Ok(Definition {
            groups: groups(members.get("LogGroupNames"))?,
            keys: keys(contribution.get("Keys"), &format)?,
            value,
            filters: filters(contribution.get("Filters"), &format)?,
            sums,
            format,
        })
    }

    /// Whether it counts what comes into a group.
    pub fn covers(&self, group: &str) -> bool {
        self.groups.iter().any(|name| match name.strip_suffix('*') {
            Some(beginning) => group.starts_with(beginning),
            None => name == group,
        })
    }

    /// Who contributes by an event, and how much; nobody by one that lacks a key or the value, or
    /// that a filter does not take.
    pub fn contribution(&self, message: &str) -> Option<(Vec<String>, f64)> {
        let event = self.format.read(message)?;
        if !self.filters.iter().all(|filter| filter.takes(&event)) {
            return None;
        }
        let keys = self.keys.iter().map(|key| Some(key.of(&event)?.text));
        let value = match &self.value {
            Some(field) => field.of(&event)?.number?,
            None => 1.0,
        };
        Some((keys.collect::<Option<_>>()?, value))
    }

    /// `AggregationStatistic`.
    pub fn statistic(&self) -> &'static str {
        if self.sums { "SUM" } else { "COUNT" }
    }
}

/// The schema a rule over log groups has, as it is described.
pub const SCHEMA: &str = r#"{"Name":"CloudWatchLogRule","Version":1}"#;

fn schema(given: Option<&Value>) -> Result<(), Fault> {
    match given {
        Some(given) if *given == json!({ "Name": "CloudWatchLogRule", "Version": 1 }) => Ok(()),
        Some(given) if given.get("Name") == Some(&json!("ServiceLogRule")) => {
            Err(Fault::NotSimulated("a rule of the schema ServiceLogRule"))
        }
        _ => Err(wrong("Schema must be {\"Name\": \"CloudWatchLogRule\", \"Version\": 1}")),
    }
}

fn only(members: &Map<String, Value>, known: &[&str]) -> Result<(), Fault> {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(Fault::Wrong(format!("there is no member {name}"))),
    }
}

fn format(members: &Map<String, Value>) -> Result<Format, Fault> {
    let fields = members.get("Fields");
    match members.get("LogFormat").and_then(Value::as_str) {
        Some("JSON") if fields.is_some() => Err(wrong("Fields are for the log format CLF")),
        Some("JSON") => Ok(Format::Json),
        Some("CLF") => {
            let mut names = BTreeMap::new();
            let none = Map::new();
            let fields = match fields {
                None => &none,
                Some(fields) => {
                    fields.as_object().ok_or_else(|| wrong("Fields must be an object"))?
                }
            };
            for (number, name) in fields {
                let (Some(place), Some(name)) = (place(number), name.as_str()) else {
                    return Err(wrong("Fields gives names to the numbers of fields"));
                };
                names.insert(name.to_owned(), place);
            }
            Ok(Format::Clf(names))
        }
        _ => Err(wrong("LogFormat must be JSON or CLF")),
    }
}

fn groups(given: Option<&Value>) -> Result<Vec<String>, Fault> {
    let names = given.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names: Option<Vec<String>> =
        names.iter().map(|name| name.as_str().map(str::to_owned)).collect();
    let fits = |name: &String| !name.trim_end_matches('*').contains('*') && !name.is_empty();
    let names = names.filter(|names| !names.is_empty() && names.iter().all(fits));
    let text = "LogGroupNames must be an array of names, each with a * at its end at most";
    names.ok_or_else(|| wrong(text))
}

fn field(given: &Value, format: &Format) -> Result<Field, Fault> {
    let text = given.as_str().ok_or_else(|| wrong("a field is named by a text"))?;
    format.field(text).ok_or_else(|| Fault::Wrong(format!("{text} is no field")))
}

fn keys(given: Option<&Value>, format: &Format) -> Result<Vec<Field>, Fault> {
    let keys = given.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !(1..=MOST).contains(&keys.len()) {
        return Err(Fault::Wrong(format!("Keys must be an array of 1 to {MOST} fields")));
    }
    keys.iter().map(|key| field(key, format)).collect()
}

fn filters(given: Option<&Value>, format: &Format) -> Result<Vec<Filter>, Fault> {
    let filters = match given {
        None => &[][..],
        Some(given) => given.as_array().ok_or_else(|| wrong("Filters must be an array"))?,
    };
    if filters.len() > MOST {
        return Err(Fault::Wrong(format!("a rule has {MOST} filters at most")));
    }
    let read = |filter: &Value| {
        let members = filter.as_object().ok_or_else(|| wrong("a filter is an object"))?;
        Ok(Filter::read(members, format)?)
    };
    filters.iter().map(read).collect()
}
