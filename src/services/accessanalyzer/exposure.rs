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

/// Everything of an account in a Region that others could use. Roles are of every Region.
pub fn all(
    (account, region): (AccountId, Region),
    iam: &iam::State,
    Resources { s3, sns, lambda, sqs, dynamodb, kms, now }: Resources<'_>,
) -> Vec<Exposure> {
    let mut found = Vec::new();
    let own = account.to_string();
    for (name, bucket) in s3.buckets() {
        let here = bucket.account == account && bucket.region == region;
        // A restricted public policy lets in nobody from elsewhere.
        let policy = bucket.policy_for(None, false).filter(|_| here);
        let resource = format!("arn:aws:s3:::{name}");
        found.extend(policy.into_iter().flat_map(|it| of(it, &own, &resource, "AWS::S3::Bucket")));
    }
    for (arn, topic) in sns.topics() {
        if arn.account() == Some(account) && arn.region() == Some(region) {
            found.extend(of(&topic.policy.1, &own, arn.as_str(), "AWS::SNS::Topic"));
        }
    }
    for (arn, function) in lambda.functions() {
        let here = arn.account() == Some(account) && arn.region() == Some(region);
        let policy = function.policy.as_ref().filter(|_| here);
        let found_here =
            policy.map(|it| of(&it.policy, &own, arn.as_str(), "AWS::Lambda::Function"));
        found.extend(found_here.into_iter().flatten());
    }
    for (arn, queue) in sqs.queues() {
        let here = arn.account() == Some(account) && arn.region() == Some(region);
        let policy = queue.policy.as_ref().filter(|_| here);
        let found_here = policy.map(|(_, it)| of(it, &own, arn.as_str(), "AWS::SQS::Queue"));
        found.extend(found_here.into_iter().flatten());
    }
    for (arn, table) in dynamodb.tables() {
        let here = arn.account() == Some(account) && arn.region() == Some(region);
        let policy = table.policy.as_ref().filter(|_| here && table.deleted.is_none());
        let found_here =
            policy.map(|it| of(&it.policy, &own, arn.as_str(), "AWS::DynamoDB::Table"));
        found.extend(found_here.into_iter().flatten());
    }
    // Grants are not simulated.
    let scope = Scope { account, region };
    let keys = kms.keys().values().filter(|key| key.scope == scope && !key.is_gone(now));
    for key in keys {
        found.extend(of(&key.policy.1, &own, key.arn.as_str(), "AWS::KMS::Key"));
    }
    for role in iam.roles().values() {
        found.extend(of(&role.trust.policy, &own, role.arn.as_str(), "AWS::IAM::Role"));
    }
    found
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
