//! The page of the views: the question, its answer, and how one would ask in AWS.

use super::{Records, chain, person, rare, resource};
use crate::services::Request;
use crate::services::cloudtrail::Attribute;
use crate::services::cloudtrail::api::{self, LookupAttribute, LookupEventsInput};
use crate::view::audit::act::last;
use crate::view::denial::Denial;
use crate::view::route::{AuditQuery, AuditView};

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The question.
    pub query: AuditQuery,
    /// The Region whose events were asked; nothing when it was files.
    pub region: String,
    /// The answer, or why the events may not be seen.
    pub answer: Result<Answer, Box<Denial>>,
    /// The call with which one would begin in AWS; files are asked with none.
    pub call: Option<Request>,
    /// The question to a table of log files in Athena.
    pub sql: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Who did what to a resource.
    Resource(resource::Model),
    /// A principal's day.
    Person(person::Model),
    /// Rare calls.
    Rare(rare::Model),
    /// A chain back to the person.
    Chain(chain::Model),
}

/// The call that asks AWS: one attribute at most, so it finds less than we do.
pub fn call(query: &AuditQuery) -> Request {
    let name = query.name.as_deref().filter(|name| !name.is_empty());
    let attribute = name.and_then(|name| match query.view {
        AuditView::Resource => Some((Attribute::ResourceName, name)),
        AuditView::Person if name.ends_with(":root") => Some((Attribute::Username, "root")),
        // Services have no user name that could be looked up.
        AuditView::Person => name.starts_with("arn:").then(|| (Attribute::Username, last(name))),
        AuditView::Chain => Some((Attribute::EventId, name)),
        AuditView::Rare => None,
    });
    let attribute = attribute.map(|(key, value)| {
        let attribute_key = key.name().to_owned();
        vec![LookupAttribute { attribute_key, attribute_value: value.to_owned() }]
    });
    let input = LookupEventsInput { lookup_attributes: attribute, ..LookupEventsInput::default() };
    api::Request::LookupEvents(input).into()
}

/// What the page reads.
pub fn reads(query: &AuditQuery) -> Vec<Request> {
    if query.evidence { Vec::new() } else { vec![call(query)] }
}

/// The page for a question to records; `denied` when its read was refused.
pub fn model(
    records: &dyn Records,
    region: String,
    query: &AuditQuery,
    denied: Option<Denial>,
) -> Model {
    let answer = match denied {
        Some(denial) => Err(Box::new(denial)),
        None => Ok(answer(records, query)),
    };
    Model {
        query: query.clone(),
        region,
        answer,
        call: (!query.evidence).then(|| call(query)),
        sql: sql(query),
    }
}

fn answer(records: &dyn Records, query: &AuditQuery) -> Answer {
    let name = query.name.as_deref().map(str::trim).unwrap_or_default();
    match query.view {
        AuditView::Resource => Answer::Resource(resource::model(records, name)),
        AuditView::Person => Answer::Person(person::model(records, name, query.day)),
        AuditView::Rare => Answer::Rare(rare::model(records)),
        AuditView::Chain => {
            Answer::Chain(chain::model(records, Some(name).filter(|name| !name.is_empty())))
        }
    }
}

/// The question in Athena's SQL, over the table its guide makes of a trail's files.
/// <https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html>
pub fn sql(query: &AuditQuery) -> String {
    let name = query.name.as_deref().unwrap_or("NAME").replace('\'', "''");
    match query.view {
        AuditView::Resource => format!(
            "SELECT eventtime, useridentity.arn, eventname, errorcode\nFROM cloudtrail_logs\n\
             WHERE requestparameters LIKE '%{name}%'\n   OR responseelements LIKE '%{name}%'\n   \
             OR errormessage LIKE '%{name}%'\nORDER BY eventtime DESC"
        ),
        AuditView::Person => {
            let day = query.day.map(|day| day.format("%Y-%m-%d"));
            let day = day.unwrap_or_else(|| "2025-01-06".to_owned());
            format!(
                "SELECT eventtime, eventsource, eventname, errorcode, sourceipaddress\n\
                 FROM cloudtrail_logs\nWHERE useridentity.arn = '{name}'\n  \
                 AND eventtime LIKE '{day}%'\nORDER BY eventtime"
            )
        }
        AuditView::Rare => format!(
            "SELECT eventname, count(*) AS times, min(eventtime) AS first, max(eventtime) AS last\n\
             FROM cloudtrail_logs\nGROUP BY eventname\nHAVING count(*) <= {}\nORDER BY times",
            rare::SELDOM
        ),
        AuditView::Chain => format!(
            "SELECT called.eventname, opened.eventtime, opened.useridentity.arn\n\
             FROM cloudtrail_logs called\nJOIN cloudtrail_logs opened\n  \
             ON json_extract_scalar(opened.responseelements, '$.credentials.accessKeyId')\n     \
             = called.useridentity.accesskeyid\nWHERE called.eventid = '{name}'"
        ),
    }
}
