//! Whom a resource's policy lets in from outside the account.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html>

use std::collections::BTreeMap;

use crate::access::condition::Condition;
use crate::access::principal::Named;
use crate::access::{Policy, Statement};
use crate::services::{dynamodb, iam, kms, lambda, s3, sns, sqs};
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;

/// Somebody outside who could use a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exposure {
    /// The resource's ARN.
    pub resource: String,
    /// `AWS::S3::Bucket`.
    pub kind: &'static str,
    /// `AWS` or `Federated`, and who.
    pub principal: (&'static str, String),
    /// What it could do.
    pub actions: Vec<String>,
    /// On which conditions: keys with their values.
    pub condition: BTreeMap<String, String>,
    /// Whether that is anybody at all.
    pub public: bool,
}

/// What has policies of its own, beside roles.
#[derive(Clone, Copy, Debug)]
pub struct Resources<'a> {
    /// Buckets.
    pub s3: &'a s3::State,
    /// Topics.
    pub sns: &'a sns::State,
    /// Functions.
    pub lambda: &'a lambda::State,
    /// Queues.
    pub sqs: &'a sqs::State,
    /// Tables.
    pub dynamodb: &'a dynamodb::State,
    /// Keys.
    pub kms: &'a kms::State,
    /// The instant: keys go by themselves.
    pub now: Time,
}

/// The types of resources AWS looks at, of which those with policies here are looked at.
/// <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzedResources.html>
pub const TYPES: &[&str] = &[
    "AWS::S3::Bucket",
    "AWS::IAM::Role",
    "AWS::SQS::Queue",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::EFS::FileSystem",
    "AWS::EC2::Snapshot",
    "AWS::ECR::Repository",
    "AWS::RDS::DBSnapshot",
    "AWS::RDS::DBClusterSnapshot",
    "AWS::SNS::Topic",
    "AWS::S3Express::DirectoryBucket",
    "AWS::DynamoDB::Table",
    "AWS::DynamoDB::Stream",
    "AWS::IAM::User",
];

/// A resource that is looked at.
#[derive(Clone, Debug)]
pub struct Looked<'a> {
    /// Its ARN.
    pub resource: String,
    /// `AWS::S3::Bucket`.
    pub kind: &'static str,
    /// Its policy, if it has one that lets in anybody from elsewhere.
    policy: Option<&'a Policy>,
}

/// Everything of an account in a Region that others could use.
pub fn all(
    place: (AccountId, Region),
    iam: &iam::State,
    resources: Resources<'_>,
) -> Vec<Exposure> {
    let own = place.0.to_string();
    let looked = looked(place, iam, resources);
    let found = |one: &Looked<'_>| {
        one.policy.map(|policy| of(policy, &own, &one.resource, one.kind)).unwrap_or_default()
    };
    looked.iter().flat_map(found).collect()
}

/// Everything of an account in a Region that is looked at. Roles are of every Region.
pub fn looked<'a>(
    (account, region): (AccountId, Region),
    iam: &'a iam::State,
    Resources { s3, sns, lambda, sqs, dynamodb, kms, now }: Resources<'a>,
) -> Vec<Looked<'a>> {
    let here = |arn: &Arn| arn.account() == Some(account) && arn.region() == Some(region);
    let one = |arn: &Arn, kind, policy| Looked { resource: arn.to_string(), kind, policy };
    let buckets =
        s3.buckets().iter().filter(|(_, it)| (it.account, it.region) == (account, region));
    let buckets = buckets.map(|(name, bucket)| Looked {
        resource: format!("arn:aws:s3:::{name}"),
        kind: "AWS::S3::Bucket",
        // A restricted public policy lets in nobody from elsewhere.
        policy: bucket.policy_for(None, false),
    });
    let topics = sns.topics().iter().filter(|(arn, _)| here(arn));
    let topics = topics.map(|(arn, it)| one(arn, "AWS::SNS::Topic", Some(&it.policy.1)));
    let functions = lambda.functions().iter().filter(|(arn, _)| here(arn));
    let functions = functions.map(|(arn, it)| {
        one(arn, "AWS::Lambda::Function", it.policy.as_ref().map(|it| &it.policy))
    });
    let queues = sqs.queues().iter().filter(|(arn, _)| here(arn));
    let queues = queues
        .map(|(arn, it)| one(arn, "AWS::SQS::Queue", it.policy.as_ref().map(|(_, policy)| policy)));
    let tables =
        dynamodb.tables().iter().filter(|(arn, table)| here(arn) && table.deleted.is_none());
    let tables = tables
        .map(|(arn, it)| one(arn, "AWS::DynamoDB::Table", it.policy.as_ref().map(|it| &it.policy)));
    // Grants are not simulated.
    let scope = Scope { account, region };
    let keys = kms.keys().values().filter(move |key| key.scope == scope && !key.is_gone(now));
    let keys = keys.map(|key| one(&key.arn, "AWS::KMS::Key", Some(&key.policy.1)));
    let roles = iam.roles().values();
    let roles = roles.map(|role| one(&role.arn, "AWS::IAM::Role", Some(&role.trust.policy)));
    let found = buckets.chain(topics).chain(functions).chain(queues).chain(tables);
    found.chain(keys).chain(roles).collect()
}

/// What one policy lets out.
fn of(policy: &Policy, own: &str, resource: &str, kind: &'static str) -> Vec<Exposure> {
    let mut found: Vec<Exposure> = Vec::new();
    for statement in policy.statements().iter().filter(|statement| statement.allows) {
        for (principal, public) in outsiders(statement, own) {
            let exposure = Exposure {
                resource: resource.to_owned(),
                kind,
                principal,
                actions: statement.actions.items.clone(),
                condition: shown(statement),
                public,
            };
            if !found.contains(&exposure) {
                found.push(exposure);
            }
        }
    }
    found
}

/// Who outside the account a statement speaks of, and whether that is everybody. Services of AWS
/// are no finding.
fn outsiders(statement: &Statement, own: &str) -> Vec<((&'static str, String), bool)> {
    let Some(principals) = &statement.principals else { return Vec::new() };
    // To name who is left out lets in everybody else.
    let everyone = principals.excluded || principals.items.contains(&Named::Everyone);
    if everyone {
        return match narrowed(statement, own) {
            Narrowed::Not => vec![(("AWS", "*".to_owned()), true)],
            Narrowed::Somehow => vec![(("AWS", "*".to_owned()), false)],
            Narrowed::To(accounts) => {
                accounts.into_iter().map(|account| (("AWS", account), false)).collect()
            }
        };
    }
    let outside = |named: &Named| match named {
        Named::Account(account) if account != own => Some(("AWS", account.clone())),
        Named::Arn(arn) => {
            // The unique id of somebody who is gone lets in nobody.
            let account = Arn::parse(arn)?.account().map(|account| account.to_string());
            (account.as_deref() != Some(own)).then(|| ("AWS", arn.clone()))
        }
        Named::Other(name) => Some(("Federated", name.clone())),
        Named::Account(_) | Named::Service(_) | Named::Everyone => None,
    };
    principals.items.iter().filter_map(outside).map(|who| (who, false)).collect()
}

/// What conditions make of everybody.
enum Narrowed {
    /// Nothing: it stays everybody.
    Not,
    /// Some, who cannot be named: an organization, an address, an endpoint.
    Somehow,
    /// These accounts, the own left out.
    To(Vec<String>),
}

/// Keys that name accounts, directly or in an ARN.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html>
const ACCOUNTS: [&str; 6] = [
    "kms:calleraccount",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
];
/// Keys that fix who is let in without naming an account.
const OTHERS: [&str; 6] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
];

fn narrowed(statement: &Statement, own: &str) -> Narrowed {
    let positive = |condition: &&Condition| {
        let operator = &condition.operator;
        !operator.contains("Not") && !operator.ends_with("IfExists") && operator != "Null"
    };
    let mut somehow = false;
    for condition in statement.conditions.iter().filter(positive) {
        let key = condition.key.to_ascii_lowercase();
        let values = condition.values.iter().map(|value| value.written());
        if ACCOUNTS.contains(&key.as_str()) {
            let accounts: Option<Vec<String>> = values.map(account).collect();
            if let Some(mut accounts) = accounts {
                accounts.retain(|account| account != own);
                accounts.dedup();
                return Narrowed::To(accounts);
            }
        }
        somehow |= OTHERS.contains(&key.as_str());
    }
    if somehow { Narrowed::Somehow } else { Narrowed::Not }
}

/// The account a value names: its number, or that in an ARN.
fn account(value: &str) -> Option<String> {
    let number = AccountId::parse(value).or_else(|| Arn::parse(value)?.account());
    number.map(|account| account.to_string())
}

fn shown(statement: &Statement) -> BTreeMap<String, String> {
    let one = |condition: &Condition| {
        let values: Vec<&str> = condition.values.iter().map(|value| value.written()).collect();
        (condition.key.clone(), values.join(", "))
    };
    statement.conditions.iter().map(one).collect()
}
