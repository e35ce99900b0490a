//! Which events a trail takes.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html>,
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html>

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use super::shapes::{AdvancedEventSelector, DataResource, EventSelector, FieldSelector};
use crate::api::{Event, Shape as _};
use crate::sim::caller::Identity;
use crate::sim::command::Via;
use crate::sim::record::AuditRecord;
use crate::sim::scope::Arn;

/// The selectors of a trail: of one kind or of the other.
#[derive(Clone, Debug, PartialEq)]
pub enum Selectors {
    /// Basic ones, with all their members.
    Basic(Vec<EventSelector>),
    /// Advanced ones.
    Advanced(Vec<AdvancedEventSelector>),
}

impl Hash for Selectors {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Selectors::Basic(all) => all.write().hash(state),
            Selectors::Advanced(all) => all.write().hash(state),
        }
    }
}

impl Default for Selectors {
    /// Every management event, and nothing else.
    fn default() -> Selectors {
        Selectors::Basic(vec![complete(&EventSelector::default())])
    }
}

/// A basic selector with what it means when it does not say.
pub fn complete(given: &EventSelector) -> EventSelector {
    EventSelector {
        read_write: Some(given.read_write.clone().unwrap_or_else(|| "All".to_owned())),
        management: Some(given.management.unwrap_or(true)),
        data: Some(given.data.clone().unwrap_or_default()),
        exclude: Some(given.exclude.clone().unwrap_or_default()),
    }
}

/// What selectors look at in an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen<'a> {
    /// `eventCategory`.
    pub category: &'a str,
    /// `readOnly`.
    pub read_only: bool,
    /// `eventSource`.
    pub source: &'a str,
    /// `eventName`.
    pub name: &'a str,
    /// `eventType`.
    pub event_type: &'a str,
    /// The type of the resource of a data event: `AWS::S3::Object`.
    pub resource_type: Option<&'a str>,
    /// Its ARN.
    pub resource: Option<Cow<'a, str>>,
    /// `userIdentity.arn`.
    pub who: Option<Cow<'a, str>>,
    /// `sessionCredentialFromConsole`.
    pub console: bool,
}

impl<'a> Seen<'a> {
    /// What selectors look at in a record.
    pub fn of(record: &'a AuditRecord) -> Seen<'a> {
        let kind = (record.event == Event::Data).then(|| resource_type(record.event_source));
        let kind = kind.flatten();
        let anybody =
            !matches!(record.caller.identity, Identity::Service { .. } | Identity::Anonymous);
        Seen {
            category: record.category(),
            read_only: record.read_only,
            source: record.event_source,
            name: record.event_name,
            event_type: record.event_type,
            resource_type: kind,
            resource: kind.and_then(|kind| resource(record, kind)),
            who: anybody.then(|| Cow::Owned(record.caller.arn())),
            console: record.caller.via == Via::Console && record.event_type == "AwsApiCall",
        }
    }
}

/// What the data events of a service are about.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html#logging-data-events>
fn resource_type(source: &str) -> Option<&'static str> {
    Some(match source {
        "s3.amazonaws.com" => "AWS::S3::Object",
        "sns.amazonaws.com" => "AWS::SNS::Topic",
        "sqs.amazonaws.com" => "AWS::SQS::Queue",
        "dynamodb.amazonaws.com" => "AWS::DynamoDB::Table",
        "lambda.amazonaws.com" => "AWS::Lambda::Function",
        "monitoring.amazonaws.com" => "AWS::CloudWatch::Metric",
        _ => return None,
    })
}

/// The resource of a data event: of S3 the object, or how those begin that are listed or deleted
/// together. Who heads the bucket or deletes many objects means all that is in it.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html>
fn resource<'a>(record: &'a AuditRecord, kind: &str) -> Option<Cow<'a, str>> {
    let listed = |wanted: &str| {
        let found = record.listed.iter().find(|(kind, _)| *kind == wanted);
        found.map(|(_, arn)| arn.as_str())
    };
    let prefix = || record.in_bucket.as_ref()?.prefix.as_ref().map(Arn::as_str);
    listed(kind).or_else(prefix).map(Cow::Borrowed)
}

impl Selectors {
    /// Whether a trail with these takes an event.
    pub fn take(&self, event: &Seen<'_>) -> bool {
        match self {
            Selectors::Basic(all) => all.iter().any(|one| basic(one, event)),
            Selectors::Advanced(all) => {
                all.iter().any(|one| one.fields.iter().all(|field| field_fits(field, event)))
            }
        }
    }

    /// Whether management events may be among them.
    pub fn have_management(&self) -> bool {
        match self {
            Selectors::Basic(all) => all.iter().any(|one| one.management != Some(false)),
            Selectors::Advanced(all) => all.iter().any(|one| of_category(one, "Management")),
        }
    }

    /// Whether management events that change something may be among them.
    pub fn have_writes(&self) -> bool {
        match self {
            Selectors::Basic(all) => all.iter().any(|one| {
                one.management != Some(false) && one.read_write.as_deref() != Some("ReadOnly")
            }),
            Selectors::Advanced(all) => {
                let reads = |field: &FieldSelector| {
                    let mut equals = field.equals.iter().flatten();
                    field.field == "readOnly" && equals.all(|value| value == "true")
                };
                let mut of_writes = all.iter().filter(|one| !one.fields.iter().any(reads));
                of_writes.any(|one| of_category(one, "Management"))
            }
        }
    }

    /// Whether data events may be among them.
    pub fn have_data(&self) -> bool {
        match self {
            Selectors::Basic(all) => {
                all.iter().any(|one| one.data.as_ref().is_some_and(|data| !data.is_empty()))
            }
            Selectors::Advanced(all) => all.iter().any(|one| of_category(one, "Data")),
        }
    }
}

fn of_category(selector: &AdvancedEventSelector, category: &str) -> bool {
    let named = |field: &FieldSelector| {
        let equals = field.equals.iter().flatten();
        field.field == "eventCategory" && equals.into_iter().any(|value| value == category)
    };
    selector.fields.iter().any(named)
}

fn basic(selector: &EventSelector, event: &Seen<'_>) -> bool {
    let kind_fits = match selector.read_write.as_deref() {
        Some("ReadOnly") => event.read_only,
        Some("WriteOnly") => !event.read_only,
        _ => true,
    };
    kind_fits
        && match event.category {
            "Management" => {
                let left_out = selector.exclude.iter().flatten().any(|it| it == event.source);
                selector.management != Some(false) && !left_out
            }
            "Data" => selector.data.iter().flatten().any(|data| data_fits(data, event)),
            _ => false,
        }
}

/// Objects are named by the beginning of their ARN, functions and tables by all of it, and `arn:`
/// with the service alone is everything.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html>
fn data_fits(data: &DataResource, event: &Seen<'_>) -> bool {
    if data.kind.as_deref() != event.resource_type {
        return false;
    }
    let arn = event.resource.as_deref().unwrap_or_default();
    data.values.iter().flatten().any(|value| {
        let all = value.trim_end_matches(':').matches(':').count() == 2;
        match event.resource_type {
            Some("AWS::S3::Object") => arn.starts_with(value.as_str()),
            _ if all => true,
            _ => arn == value,
        }
    })
}

/// Values of a positive operator are alternatives; each of a negative one leaves out.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html>
fn field_fits(selector: &FieldSelector, event: &Seen<'_>) -> bool {
    let value = field_of(&selector.field, event);
    let value = value.as_deref();
    let any = |values: &Option<Vec<String>>, fits: fn(&str, &str) -> bool| {
        values.as_ref().is_none_or(|values| {
            value.is_some_and(|value| values.iter().any(|wanted| fits(value, wanted)))
        })
    };
    let none = |values: &Option<Vec<String>>, fits: fn(&str, &str) -> bool| {
        let values = values.iter().flatten();
        !value.is_some_and(|value| values.into_iter().any(|wanted| fits(value, wanted)))
    };
    let equals: fn(&str, &str) -> bool = |value, wanted| value == wanted;
    let starts: fn(&str, &str) -> bool = |value, wanted| value.starts_with(wanted);
    let ends: fn(&str, &str) -> bool = |value, wanted| value.ends_with(wanted);
    any(&selector.equals, equals)
        && any(&selector.starts_with, starts)
        && any(&selector.ends_with, ends)
        && none(&selector.not_equals, equals)
        && none(&selector.not_starts_with, starts)
        && none(&selector.not_ends_with, ends)
}

fn field_of<'a>(field: &str, event: &'a Seen<'_>) -> Option<Cow<'a, str>> {
    let flag = |on: bool| if on { "true" } else { "false" };
    Some(Cow::Borrowed(match field {
        "eventCategory" => event.category,
        "readOnly" => flag(event.read_only),
        "eventSource" => event.source,
        "eventName" => event.name,
        "eventType" => event.event_type,
        "resources.type" => event.resource_type?,
        "resources.ARN" => event.resource.as_deref()?,
        "userIdentity.arn" => event.who.as_deref()?,
        "sessionCredentialFromConsole" => flag(event.console),
        _ => return None,
    }))
}
