//! Who from outside the account could use what it has, beside who did use it.

use crate::services::Request;
use crate::services::accessanalyzer::api::{
    CreateAnalyzerInput, DeleteAnalyzerInput, ListAnalyzersInput, ListFindingsInput,
    Request as Analyzer,
};
use crate::services::accessanalyzer::state::Finding;
use crate::sim::{AuditRecord, Region, Time, World};

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outsiders {
    /// The analyzer of the Region: its name.
    pub analyzer: Option<String>,
    /// Findings, those that are still so first, then the newest.
    pub rows: Vec<Row>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The resource's ARN.
    pub resource: String,
    /// Who could: `*`, an account, an ARN, an identity provider.
    pub principal: String,
    /// What it could do.
    pub actions: Vec<String>,
    /// On which conditions: keys with their values.
    pub conditions: Vec<(String, String)>,
    /// Whether that is anybody at all.
    pub public: bool,
    /// Whether it is still so.
    pub active: bool,
    /// Whether somebody, or a rule, said that it is meant to be so.
    pub archived: bool,
    /// When it was found.
    pub created: Time,
    /// Who did something with the resource, the newest first.
    pub did: Vec<Did>,
    /// The name under which event history knows the resource.
    pub name: String,
}

/// Something somebody did.
#[derive(Clone, Debug, PartialEq)]
pub struct Did {
    /// The event's id.
    pub id: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: &'static str,
    /// When.
    pub at: Time,
    /// Whether it was refused or failed.
    pub failed: bool,
}

/// How many records are shown of a resource.
const MOST: usize = 5;

/// The page in a Region.
pub fn model(world: &World, region: Region) -> Outsiders {
    let mut here = world.accessanalyzer().of(world.account(), region);
    let Some((name, analyzer)) = here.next() else { return Outsiders::default() };
    let mut found: Vec<(&String, &Finding)> = analyzer.findings.iter().collect();
    found.sort_by_key(|(_, finding)| {
        (!finding.active, finding.archived, std::cmp::Reverse(finding.number))
    });
    let rows = found.into_iter().map(|(id, finding)| row(world, id, finding)).collect();
    Outsiders { analyzer: Some(name.to_owned()), rows }
}

fn row(world: &World, id: &str, finding: &Finding) -> Row {
    let exposure = &finding.exposure;
    let name = exposure.resource.rsplit([':', '/']).next().unwrap_or_default().to_owned();
    Row {
        id: id.to_owned(),
        resource: exposure.resource.clone(),
        principal: exposure.principal.1.clone(),
        actions: exposure.actions.clone(),
        conditions: exposure.condition.clone().into_iter().collect(),
        public: exposure.public,
        active: finding.active,
        archived: finding.archived,
        created: finding.created,
        did: did(world, &exposure.resource, &name),
        name,
    }
}

/// Who did something with a resource.
fn did(world: &World, arn: &str, name: &str) -> Vec<Did> {
    let inside = |listed: &str| {
        listed.strip_prefix(arn).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let about = |record: &&AuditRecord| {
        record.account() == world.account()
            && (record.resources.iter().any(|(_, of)| of == name || inside(of))
                || record.listed.iter().any(|(_, of)| inside(of.as_str())))
    };
    let records = world.cloudtrail().records().iter().rev().filter(about).take(MOST);
    let one = |record: &AuditRecord| Did {
        id: record.event_id.clone(),
        who: record.user_name().unwrap_or_else(|| record.caller.arn()),
        what: record.event_name,
        at: record.time,
        failed: record.error.is_some(),
    };
    records.map(one).collect()
}

/// What the page asks AWS when it is opened.
pub fn reads(world: &World, region: Region) -> Vec<Request> {
    let mut reads = vec![Analyzer::ListAnalyzers(ListAnalyzersInput::default()).into()];
    let mut here = world.accessanalyzer().of(world.account(), region);
    if let Some((_, analyzer)) = here.next() {
        let analyzer_arn = analyzer.arn.to_string();
        let input = ListFindingsInput { analyzer_arn, ..Default::default() };
        reads.push(Analyzer::ListFindings(input).into());
    }
    reads
}

/// Makes the analyzer of the Region.
pub fn create() -> Request {
    Analyzer::CreateAnalyzer(CreateAnalyzerInput {
        analyzer_name: "account-analyzer".to_owned(),
        kind: "ACCOUNT".to_owned(),
        ..Default::default()
    })
    .into()
}

/// Deletes it.
pub fn delete(name: &str) -> Request {
    let analyzer_name = name.to_owned();
    Analyzer::DeleteAnalyzer(DeleteAnalyzerInput { analyzer_name, client_token: None }).into()
}
