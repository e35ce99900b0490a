//! The page of one trail.

use std::collections::BTreeMap;

use super::selectors::{self, Draft};
use super::{State, check, is_told, state};
use crate::services::cloudtrail::insights::Kind;
use crate::services::cloudtrail::trail::Place;
use crate::services::cloudtrail::{Trail, deliver, logs};
use crate::sim::{AccountId, Arn, Region, Scope, Time, World};
use crate::text::Texts;
use crate::view::denial::{self, Refusal};

/// How many files are shown.
const FILES: usize = 20;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its home.
    pub home: Region,
    /// Whether it can be changed from the Region looked from.
    pub at_home: bool,
    /// The organization whose trail it is.
    pub organization: Option<String>,
    /// Whether it is another account's, and not to be changed from the account looked from.
    pub foreign: bool,
    /// What it does.
    pub state: State,
    /// Whether it logs.
    pub logging: bool,
    /// When it was made.
    pub created: Time,
    /// When it last began to log.
    pub started: Option<Time>,
    /// When it last ceased to.
    pub stopped: Option<Time>,
    /// Whether it is a trail of every Region.
    pub multi: bool,
    /// Whether it takes events of global services.
    pub global: bool,
    /// Whether digests are made.
    pub validation: bool,
    /// The bucket, and the folder in it.
    pub place: String,
    /// The topic that is told.
    pub topic: Option<String>,
    /// The log group events go to as well.
    pub logs: Option<Logs>,
    /// What it has in each Region.
    pub regions: Vec<Delivery>,
    /// The files it delivered last, newest first.
    pub files: Vec<File>,
    /// Which events it takes.
    pub selectors: Draft,
    /// The same, as AWS writes it.
    pub selectors_json: String,
    /// The account looked from.
    pub account: AccountId,
    /// Regions in which it has made digests.
    pub digests: Vec<Region>,
    /// What unusual activity it looks for.
    pub insights: Vec<Kind>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// Delivery to a log group.
#[derive(Clone, Debug, PartialEq)]
pub struct Logs {
    /// The group's name.
    pub group: String,
    /// The stream.
    pub stream: String,
    /// The name of the role.
    pub role: String,
    /// When events were last put.
    pub delivered: Option<Time>,
    /// Why the last attempt failed: AWS's code.
    pub error: Option<String>,
    /// Why the role was not let in.
    pub why: Option<Refusal>,
}

/// What a trail has in one Region.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The account, where the trail is of several.
    pub account: Option<AccountId>,
    /// The Region.
    pub region: Region,
    /// How many events are yet to be delivered.
    pub waiting: usize,
    /// When it last delivered.
    pub delivered: Option<Time>,
    /// When it last tried.
    pub attempted: Option<Time>,
    /// Why that failed: AWS's code.
    pub error: Option<String>,
    /// Why the bucket did not let it in.
    pub why: Option<Refusal>,
    /// Why the topic was not told.
    pub untold: Option<String>,
}

/// A delivered file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The account whose events it has, where the trail is of several.
    pub account: Option<AccountId>,
    /// Their Region.
    pub region: Region,
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// How many events it has.
    pub events: u32,
    /// When it was delivered.
    pub at: Time,
}

/// The page of a trail; nothing when there is none with this ARN.
pub fn model(world: &World, region: Region, arn: &str, texts: &Texts) -> Option<One> {
    let trail = world.cloudtrail().trails().get(&Arn::parse(arn)?)?;
    let settings = &trail.settings;
    let account = world.account();
    if !trail.covers(account) {
        return None;
    }
    // The folder of the account looked from; all of them where it is the organization's own.
    let all = settings.organization.is_some() && trail.obeys(account);
    let of = if all { String::new() } else { account.to_string() };
    Some(One {
        name: trail.name.clone(),
        arn: trail.arn.to_string(),
        home: trail.home.region,
        at_home: trail.home.region == region,
        organization: settings.organization.clone(),
        foreign: !trail.obeys(account),
        state: state(trail, account),
        logging: trail.logging,
        created: trail.created,
        started: trail.started,
        stopped: trail.stopped,
        multi: settings.multi,
        global: settings.global,
        validation: settings.validation,
        place: format!("{}/{}{of}", settings.bucket, deliver::below(settings)),
        topic: settings.topic.as_ref().map(|(_, arn)| arn.to_string()),
        logs: settings.logs.as_ref().map(|target| Logs {
            group: target.name().to_owned(),
            stream: logs::stream(trail.home),
            role: target.role.rest().rsplit('/').next().unwrap_or_default().to_owned(),
            delivered: trail.logs.delivered,
            error: trail.logs.error.clone(),
            why: trail.logs.refused.as_ref().map(|refused| denial::refusal(refused, texts)),
        }),
        regions: regions(world, trail, texts),
        files: files(trail, account),
        selectors: Draft::of(&trail.selectors),
        selectors_json: selectors::json(&trail.selectors),
        account,
        digests: check::regions(trail, account),
        insights: trail.watch.kinds.keys().copied().collect(),
        tags: trail.tags.iter().cloned().collect(),
    })
}

fn regions(world: &World, trail: &Trail, texts: &Texts) -> Vec<Delivery> {
    let records = world.cloudtrail().records();
    let busy = |place: &Place| {
        place.waiting() > 0 || place.delivered.is_some() || place.attempted.is_some()
    };
    let told = told(trail, world.account()).filter(|(_, place)| busy(place));
    let places = told.map(|(scope, place)| {
        let refused = place.refused.and_then(|number| records.get(number as usize));
        let decision = refused.and_then(|record| record.decision.as_ref());
        Delivery {
            account: trail.settings.organization.is_some().then_some(scope.account),
            region: scope.region,
            waiting: place.waiting(),
            delivered: place.delivered,
            attempted: place.attempted,
            error: place.error.clone(),
            why: decision.map(|decision| denial::refusal(decision, texts)),
            untold: place.notification_error.clone(),
        }
    });
    places.collect()
}

/// The places of a trail that an account may know of.
fn told(trail: &Trail, account: AccountId) -> impl Iterator<Item = (&Scope, &Place)> {
    trail.places.iter().filter(move |(scope, _)| is_told(trail, **scope, account))
}

fn files(trail: &Trail, account: AccountId) -> Vec<File> {
    let of_place = told(trail, account).flat_map(|(scope, place)| {
        place.files.iter().rev().take(FILES).map(|file| File {
            account: trail.settings.organization.is_some().then_some(scope.account),
            region: scope.region,
            bucket: file.bucket.clone(),
            key: file.key.clone(),
            events: file.events,
            at: file.delivered,
        })
    });
    let mut files: Vec<File> = of_place.collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.at));
    files.truncate(FILES);
    files
}
