//! The credential report as a page shows it, and what services somebody last used.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>

use serde_json::Value;

use crate::api::shape::Empty;
use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::report::{DetailsInput, GenerateDetailsInput};
use crate::sim::{Time, World};

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The newest report, if there is one.
    pub report: Option<Report>,
}

/// A credential report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// When it was made.
    pub made: Time,
    /// Whether it is young enough for AWS to give it.
    pub fresh: bool,
    /// Comma-separated values, as they are downloaded.
    pub text: String,
    /// The names of the columns, as AWS writes them.
    pub columns: Vec<String>,
    /// A line a user, the root user first.
    pub lines: Vec<Vec<String>>,
}

/// The page.
pub fn model(world: &World) -> Page {
    let report = world.iam().report().map(|report| {
        let split = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = report.text.lines().map(split);
        Report {
            made: report.made,
            fresh: report.is_fresh(world.now()),
            text: report.text.clone(),
            columns: lines.next().unwrap_or_default(),
            lines: lines.collect(),
        }
    });
    Page { report }
}

/// What the page asks AWS when it is opened: the report, if there is one to be had.
pub fn reads(world: &World) -> Vec<Request> {
    let fresh = model(world).report.is_some_and(|report| report.fresh);
    fresh.then(|| Iam::GetCredentialReport(Empty::default()).into()).into_iter().collect()
}

/// Has a report made, and gets it.
pub fn generate() -> Vec<Request> {
    vec![
        Iam::GenerateCredentialReport(Empty::default()).into(),
        Iam::GetCredentialReport(Empty::default()).into(),
    ]
}

/// Asks when the services that a user, a group, a role or a policy allows were last used.
pub fn ask_used(arn: &str) -> Request {
    Iam::GenerateServiceLastAccessedDetails(GenerateDetailsInput {
        arn: arn.to_owned(),
        granularity: None,
    })
    .into()
}

/// Gets the answer, by what AWS said to the question.
pub fn get_used(reply: &Value) -> Option<Request> {
    let job_id = reply.get("JobId")?.as_str()?.to_owned();
    Some(Iam::GetServiceLastAccessedDetails(DetailsInput { job_id, ..Default::default() }).into())
}

/// A service, and who used it last.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    /// The service.
    pub service: String,
    /// When it was last used; nothing if never.
    pub at: Option<Time>,
    /// By whom: the name.
    pub by: String,
    /// In which Region.
    pub region: String,
    /// By how many in all.
    pub people: u64,
}

/// The services in an answer, those that were used first, the latest at the top.
pub fn used(reply: &Value) -> Vec<Used> {
    let listed = reply.get("ServicesLastAccessed").and_then(Value::as_array);
    let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let one = |service: &Value| Used {
        service: text(service, "ServiceName"),
        at: service["LastAuthenticated"].as_str().and_then(Time::parse),
        by: text(service, "LastAuthenticatedEntity").rsplit('/').next().unwrap_or("").to_owned(),
        region: text(service, "LastAuthenticatedRegion"),
        people: service["TotalAuthenticatedEntities"].as_u64().unwrap_or_default(),
    };
    let mut used: Vec<Used> = listed.into_iter().flatten().map(one).collect();
    used.sort_by_key(|one| std::cmp::Reverse(one.at));
    used
}
