//! The AWS managed policies that are simulated.
//!
//! Facts of `administrator.json` and `managed.json`: IAM's GetPolicy and GetPolicyVersion, as of
//! 2026-09 or, for those that `tests/access/managed.rs` lists, 2026-03. Members of a document stand
//! in the order of the documentation. Documents of thousands of actions are cut
//! to the services a learner meets here (`entries` tells how many actions the whole one lists); the
//! fidelity page says so.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;
use serde_json::Value;

use crate::access::Policy;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// An AWS managed policy.
#[derive(Debug)]
pub struct Managed {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id, AWS's own.
    pub id: String,
    /// The version in force, `v5`. Earlier versions are not simulated.
    pub version: String,
    /// When AWS made the policy.
    pub created: Time,
    /// When AWS changed it last.
    pub updated: Time,
    /// How many actions the whole document lists, when this one is cut.
    pub entries: Option<u32>,
    /// The document.
    pub document: Value,
    parsed: OnceLock<Policy>,
}

/// A row of the file.
#[derive(Deserialize)]
struct Row {
    name: String,
    id: String,
    path: String,
    version: String,
    created: String,
    updated: String,
    entries: Option<u32>,
    document: Value,
}

/// The one that every world needs: it is apart, so that the long list is not read at each start.
static ADMINISTRATOR: LazyLock<Vec<Managed>> =
    LazyLock::new(|| read(include_str!("administrator.json")).collect());

/// Parsed when a policy other than that is asked for.
static CATALOGUE: LazyLock<Vec<Managed>> = LazyLock::new(|| {
    read(include_str!("administrator.json")).chain(read(include_str!("managed.json"))).collect()
});

fn read(file: &str) -> impl Iterator<Item = Managed> {
    let rows: Vec<Row> = serde_json::from_str(file).unwrap_or_default();
    rows.into_iter().filter_map(Row::read)
}

/// What the ARN of every AWS managed policy begins with.
const ARN: &str = "arn:aws:iam::aws:policy";

impl Row {
    fn read(self) -> Option<Managed> {
        let arn = format!("{ARN}{}{}", self.path, self.name);
        Some(Managed {
            id: self.id,
            arn: Arn::parse(&arn)?,
            version: self.version,
            created: Time::parse(&self.created)?,
            updated: Time::parse(&self.updated)?,
            entries: self.entries,
            name: self.name,
            path: self.path,
            document: self.document,
            parsed: OnceLock::new(),
        })
    }
}

impl Managed {
    /// The one that allows all there is.
    pub fn administrator() -> Option<&'static Managed> {
        ADMINISTRATOR.first()
    }
}

/// Every one, oldest first.
pub fn all() -> &'static [Managed] {
    &CATALOGUE
}

/// The one with this ARN.
pub fn find(arn: &Arn) -> Option<&'static Managed> {
    if !is_aws(arn) {
        return None;
    }
    let is = |policy: &&Managed| policy.arn == *arn;
    ADMINISTRATOR.iter().find(is).or_else(|| CATALOGUE.iter().find(is))
}

/// Whether an ARN is of the form AWS managed policies have.
pub fn is_aws(arn: &Arn) -> bool {
    arn.as_str().starts_with(ARN)
}

/// Whether AWS has a policy under this ARN that is not simulated: the best known of more than a
/// thousand. The fidelity page says that others are treated as if they did not exist.
pub fn is_known_elsewhere(arn: &Arn) -> bool {
    let name = arn.rest().rsplit('/').next().unwrap_or_default();
    is_aws(arn) && ELSEWHERE.contains(&name)
}

const ELSEWHERE: [&str; 23] = [
    "AWSCertificateManagerFullAccess",
    "AWSCloudFormationFullAccess",
    "AWSCloudFormationReadOnlyAccess",
    "AWSCodeBuildAdminAccess",
    "AWSCodeCommitFullAccess",
    "AWSCodePipeline_FullAccess",
    "AWSStepFunctionsFullAccess",
    "AWSXRayDaemonWriteAccess",
    "AWSXrayFullAccess",
    "AmazonAPIGatewayAdministrator",
    "AmazonAthenaFullAccess",
    "AmazonCognitoPowerUser",
    "AmazonEC2ContainerRegistryFullAccess",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonECS_FullAccess",
    "AmazonEKSClusterPolicy",
    "AmazonElastiCacheFullAccess",
    "AmazonKinesisFullAccess",
    "AmazonRedshiftFullAccess",
    "AmazonRoute53FullAccess",
    "AmazonSESFullAccess",
    "CloudFrontFullAccess",
    "SecretsManagerReadWrite",
];

impl Managed {
    /// What it means; parsed when first asked for.
    pub fn policy(&self) -> &Policy {
        self.parsed.get_or_init(|| Policy::from_value(&self.document).unwrap_or_default())
    }

    /// Whether it is meant for people, and not for roles of services.
    pub fn is_for_people(&self) -> bool {
        !self.path.contains("service-role")
    }

    /// Whether it belongs to a service-linked role, to which alone it can be attached.
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }

    /// What those that allow an action are put in order by, the narrowest first: what harm a policy
    /// allows, whether it is about another service, then how much it allows.
    pub fn narrowness(&self, action: &str) -> (Reach, bool, u64, &str) {
        (self.reach(), !self.is_about(action), self.breadth(), &self.name)
    }

    /// Whether it allows as much of an action's service as of any other: CloudWatch's policies are
    /// about alarms, and DynamoDB's, which let one make some, are not. Ours.
    fn is_about(&self, action: &str) -> bool {
        let mut parts: BTreeMap<Option<String>, u64> = BTreeMap::new();
        for statement in self.policy().statements().iter().filter(|s| s.allows) {
            for item in &statement.actions.items {
                let of = if statement.actions.excluded { None } else { service_of(item) };
                *parts.entry(of).or_default() += action_breadth(item);
            }
        }
        let here = parts.get(&service_of(action)).or_else(|| parts.get(&None));
        here.is_some() && here == parts.values().max()
    }

    /// How far it reaches. Ours.
    pub fn reach(&self) -> Reach {
        let allowing = || self.policy().statements().iter().filter(|s| s.allows);
        if RIGHTS.iter().any(|action| allowing().any(|s| s.covers_action(action))) {
            return Reach::Rights;
        }
        let items = || allowing().flat_map(|statement| &statement.actions.items);
        let writes = items().filter(|action| !is_read(action)).count();
        let whole = |action: &String| action_breadth(action) >= action_breadth("s3:*");
        // AWS's policies for readers have a few actions of other names, such as `rds:Download*`.
        let few = writes * READERS_WRITE <= items().count();
        if few && !items().any(whole) { Reach::Reads } else { Reach::Writes }
    }

    /// A rough measure of how much it allows, for putting the narrowest first: an action counts 1,
    /// a run of them 50, a whole service 1,000. Ours.
    pub fn breadth(&self) -> u64 {
        let mut sum = 0;
        let mut listed = 0;
        for statement in self.policy().statements().iter().filter(|s| s.allows) {
            if statement.actions.excluded {
                sum += 500_000;
            }
            listed += statement.actions.items.len() as u64;
            sum += statement.actions.items.iter().map(|a| action_breadth(a)).sum::<u64>();
        }
        // What was cut away is as broad as what was kept.
        match self.entries {
            Some(entries) if listed > 0 => sum * u64::from(entries) / listed,
            _ => sum,
        }
    }
}

/// What a policy allows at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// To look.
    Reads,
    /// To change things.
    Writes,
    /// To give oneself any right there is.
    Rights,
}

/// With one of these, one gives oneself any right:
/// docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html
const RIGHTS: [&str; 2] = ["iam:AttachUserPolicy", "iam:PutUserPolicy"];

/// In a policy for readers, at most one action in so many has not the name of a read.
const READERS_WRITE: usize = 10;

/// Whether an action's name says that it only looks.
fn is_read(action: &str) -> bool {
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    let reads = ["Get", "List", "Describe", "View", "BatchGet", "Lookup", "Search", "Check"];
    let asks = ["Simulate", "Generate", "Filter", "Query", "Scan", "Select", "Preview", "Test"];
    let long = ["StartQuery", "StopQuery", "StartLiveTail", "StopLiveTail", "Export"];
    reads.iter().chain(&asks).chain(&long).any(|verb| name.starts_with(verb))
}

/// The service of an action; none for all of them.
fn service_of(action: &str) -> Option<String> {
    action.split_once(':').map(|(service, _)| service.to_ascii_lowercase())
}

fn action_breadth(action: &str) -> u64 {
    match action.split_once(':') {
        None => 1_000_000,
        Some((_, "*")) => 1_000,
        Some((_, name)) if name.contains(['*', '?']) => 50,
        Some(_) => 1,
    }
}
