//! The list of managed policies, and how it is searched.

use super::user::Attached;
use crate::services::iam::managed;
use crate::sim::{Arn, Time, World};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Policies {
    /// The policies: the customer's first, then AWS's, each by name.
    pub rows: Vec<Row>,
}

/// One managed policy in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whose it is.
    pub kind: Kind,
    /// How many users, groups and roles it is attached to.
    pub attached: usize,
    /// Whether it can be attached to users and roles of one's own.
    pub attachable: bool,
    /// When it was changed last.
    pub updated: Time,
    /// Its description, where it has one.
    pub description: String,
}

/// Whose a managed policy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// AWS's.
    Aws,
    /// The customer's.
    Customer,
}

impl Kind {
    /// Whose the policy with this ARN is.
    pub fn of(arn: &Arn) -> Kind {
        if managed::is_aws(arn) { Kind::Aws } else { Kind::Customer }
    }

    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Aws => "iam.kind.aws",
            Kind::Customer => "iam.kind.customer",
        }
    }
}

/// The list of policies.
pub fn model(world: &World) -> Policies {
    Policies { rows: rows(world) }
}

/// Every managed policy there is.
pub fn rows(world: &World) -> Vec<Row> {
    let iam = world.iam();
    let attached = |arn: &Arn| {
        let users = iam.users().values().filter(|user| user.attached.contains(arn)).count();
        let groups = iam.groups().values().filter(|group| group.attached.contains(arn)).count();
        let roles = iam.roles().values().filter(|role| role.attached.contains(arn)).count();
        users + groups + roles
    };
    let own = world.iam().policies().iter().map(|(arn, policy)| Row {
        name: policy.name.clone(),
        arn: arn.to_string(),
        kind: Kind::Customer,
        attached: attached(arn),
        attachable: true,
        updated: policy.updated,
        description: policy.description.clone().unwrap_or_default(),
    });
    let aws = managed::all().iter().map(|policy| Row {
        name: policy.name.clone(),
        arn: policy.arn.to_string(),
        kind: Kind::Aws,
        attached: attached(&policy.arn),
        attachable: !policy.is_service_linked(),
        updated: policy.updated,
        description: String::new(),
    });
    let by_name = |row: &Row| row.name.to_ascii_lowercase();
    let (mut own, mut aws): (Vec<Row>, Vec<Row>) = (own.collect(), aws.collect());
    own.sort_by_key(by_name);
    aws.sort_by_key(by_name);
    own.append(&mut aws);
    own
}

/// The names and ARNs of what is attached and of what could be, by name: what may bound somebody.
pub fn choices(attached: &[Attached], attachable: &[Row]) -> Vec<(String, String)> {
    let here = attached.iter().map(|policy| (policy.name.clone(), policy.arn.clone()));
    let free = attachable.iter().map(|row| (row.name.clone(), row.arn.clone()));
    let mut all: Vec<(String, String)> = here.chain(free).collect();
    all.sort();
    all
}

/// Whether a search finds a policy: every word of it must be in the name, the ARN or the
/// description, in any case.
pub fn matches(row: &Row, search: &str) -> bool {
    let text = format!("{} {} {}", row.name, row.arn, row.description).to_ascii_lowercase();
    search.to_ascii_lowercase().split_whitespace().all(|word| text.contains(word))
}
