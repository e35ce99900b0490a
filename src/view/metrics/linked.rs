//! What accounts share: in a monitoring account the metrics of those linked to it, in a source
//! account to whom it is linked.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html>

use serde_json::{Value, json};

use crate::api::spec::Operation as _;
use crate::services::Request;
use crate::services::oam::state::Link;
use crate::sim::World;
use crate::sim::scope::{AccountId, Scope};
use crate::telemetry::{MetricId, MetricSource as _};

use super::is_listed;

/// What is shared, here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// The sink that makes the account a monitoring account: its name and ARN.
    pub sink: Option<(String, String)>,
    /// The accounts that are linked to it.
    pub sources: Vec<Source>,
    /// Their metrics that are listed now.
    pub metrics: Vec<(AccountId, MetricId)>,
    /// Monitoring accounts that read this one's metrics, with the label each knows it by.
    pub readers: Vec<(String, String)>,
    /// Alarms here on metrics of accounts that are not linked, or no longer.
    pub broken: Vec<(String, AccountId)>,
}

/// An account that shares its metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number.
    pub account: AccountId,
    /// What it is called here.
    pub label: String,
}

impl Linked {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.sink.is_none() && self.readers.is_empty() && self.broken.is_empty()
    }

    /// What an account is called here, or its number.
    pub fn label(&self, account: AccountId) -> String {
        let found = self.sources.iter().find(|source| source.account == account);
        found.map_or_else(|| account.to_string(), |source| source.label.clone())
    }
}

/// What is shared with and by an account in a Region.
pub fn of(world: &World, scope: Scope) -> Linked {
    let oam = world.oam();
    let source = |(account, label): (AccountId, &str)| Source { account, label: label.to_owned() };
    let sources: Vec<Source> = oam.linked(scope).into_iter().map(source).collect();
    let (now, all) = (world.now(), world.metrics());
    let listed = |source: &Source| {
        let account = source.account;
        let metrics = all.list(Scope { account, ..scope }, now).into_iter();
        metrics.filter(move |it| is_listed(it, now)).map(move |it| (account, it.id))
    };
    let metrics = sources.iter().flat_map(listed).collect();
    let reader = |(_, link): (&crate::sim::Arn, &Link)| {
        let account = link.sink.account().map(|account| account.to_string());
        (account.unwrap_or_default(), link.label.clone())
    };
    Linked {
        sink: oam.sink(scope).map(|sink| (sink.name.clone(), sink.arn.to_string())),
        broken: broken(world, scope, &sources),
        readers: oam.links_of(scope).map(reader).collect(),
        sources,
        metrics,
    }
}

fn broken(world: &World, scope: Scope, sources: &[Source]) -> Vec<(String, AccountId)> {
    let known = |account: AccountId| {
        account == scope.account || sources.iter().any(|source| source.account == account)
    };
    let alarms = world.cloudwatch().region(scope).into_iter().flat_map(|all| all.alarms());
    let lost = alarms.filter_map(|(name, alarm)| {
        let measures = alarm.config().metric.measures().into_iter();
        let account = measures.filter_map(|it| it.account).find(|account| !known(*account))?;
        Some((name.clone(), account))
    });
    lost.collect()
}

/// The reads of the page, with those of linked accounts in a monitoring account.
pub fn widened(world: &World, scope: Scope, reads: Vec<Request>) -> Vec<Request> {
    if world.oam().sink(scope).is_none() {
        return reads;
    }
    let widen = |read: Request| match read.spec().name {
        "ListMetrics" => {
            let mut input = read.input();
            if let Value::Object(members) = &mut input {
                members.insert("IncludeLinkedAccounts".to_owned(), json!(true));
            }
            Request::decode("cloudwatch", "ListMetrics", input).unwrap_or(read)
        }
        _ => read,
    };
    reads.into_iter().map(widen).collect()
}
