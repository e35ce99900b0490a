//! Files: what they are called, what is in them, and what becomes of them.
//!
//! Names: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html>

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::digest::sum;
use super::state::State;
use super::trail::{Batch, Content, File, Settings, Trail};
use super::wake::Wake;
use crate::gzip;
use crate::services::s3::{Body, Put};
use crate::sim::fact::Cause;
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::sim::timing;

/// How long AWS tries to deliver a file.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-trails>
pub(super) const TRIES: Span = Span::days(30);
/// How long it is tried as often as files are made.
const EAGER: Span = Span::days(1);

/// A file ready to be put.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The trail.
    pub trail: Arn,
    /// Its account and home.
    pub scope: Scope,
    /// The topic to be told.
    pub topic: Option<Arn>,
    /// What will be known of the file.
    pub file: File,
    /// The file.
    pub put: Put,
}

/// The folder of a trail's files of one Region, with the `/` at its end.
pub fn folder(settings: &Settings, scope: Scope, kind: &str) -> String {
    format!("{}{}/{kind}/{}/", below(settings), scope.account, scope.region)
}

/// What stands before the folders of accounts, the organization among it.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html>
pub fn below(settings: &Settings) -> String {
    let prefix = settings.prefix.as_deref().unwrap_or_default();
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    let organization = settings.organization.as_ref().map(|id| format!("{id}/"));
    format!("{prefix}AWSLogs/{}", organization.unwrap_or_default())
}

fn key(trail: &Trail, scope: Scope, batch: &Batch) -> String {
    format!(
        "{folder}{day}/{account}_{kind}_{region}_{at}_{letters}.json.gz",
        kind = batch.content.folder(),
        region = scope.region,
        folder = folder(&trail.settings, scope, batch.content.folder()),
        day = batch.at.format("%Y/%m/%d"),
        account = scope.account,
        at = batch.at.format("%Y%m%dT%H%MZ"),
        letters = batch.letters,
    )
}

impl State {
    /// Makes files of what a trail has gathered until now; where it has one to deliver.
    pub fn close_files(&mut self, number: u64, now: Time, ids: Ids) -> Vec<Scope> {
        let Some(trail) = self.numbered(number) else { return Vec::new() };
        trail.due = None;
        let home = trail.home.account;
        for (scope, place) in &mut trail.places {
            if place.open.is_empty() {
                continue;
            }
            let records = std::mem::take(&mut place.open);
            let of =
                if scope.account == home { String::new() } else { format!("/{}", scope.account) };
            let kind = format!("cloudtrail:file/{number}/{}{of}", scope.region);
            let letters = ids.base64(&kind, place.made, ['x', 'X'], 16);
            place.made += 1;
            let content = Content::Events;
            place.batches.push_back(Batch { at: now, letters, content, records });
        }
        let places = trail.places.iter();
        places.filter(|(_, place)| !place.batches.is_empty()).map(|(scope, _)| *scope).collect()
    }

    /// The next file a trail has to deliver of a Region of an account.
    pub fn parcel(&mut self, number: u64, of: Scope, now: Time) -> Option<Parcel> {
        let trail = self.numbered(number)?;
        let batch = trail.places.get(&of)?.batches.front()?.clone();
        let key = key(trail, of, &batch);
        let (scope, bucket) = (trail.home, trail.settings.bucket.clone());
        let (arn, topic) = (trail.arn.clone(), trail.settings.topic.clone());
        let (times, content) = self.written(&batch);
        let (oldest, newest) = (*times.iter().min()?, *times.iter().max()?);
        let content = json!({ "Records": content }).to_string();
        let file = File {
            bucket,
            key,
            delivered: now,
            sha256: sum(content.as_bytes()),
            oldest,
            newest,
            events: times.len() as u32,
        };
        let put = packed(content.as_bytes(), BTreeMap::new());
        Some(Parcel { trail: arn, scope, topic: topic.map(|(_, arn)| arn), file, put })
    }

    /// When what a file holds happened, and how CloudTrail writes it.
    fn written(&self, batch: &Batch) -> (Vec<Time>, Vec<Value>) {
        let places = batch.records.iter().map(|place| *place as usize);
        match batch.content {
            Content::Events => {
                let found = places.filter_map(|place| self.records.get(place));
                found.map(|record| (record.time, record.json())).unzip()
            }
            Content::Insights => {
                let found = places.filter_map(|place| self.insights.get(place));
                found.map(|insight| (insight.time, insight.json())).unzip()
            }
        }
    }

    /// A file is in its bucket.
    pub fn delivered(&mut self, number: u64, of: Scope, file: File) {
        let trail = self.numbered(number);
        let Some(place) = trail.and_then(|trail| trail.places.get_mut(&of)) else { return };
        place.batches.pop_front();
        place.attempted = Some(file.delivered);
        place.delivered = Some(file.delivered);
        (place.error, place.refused) = (None, None);
        place.files.push(file);
    }

    /// A file did not get into its bucket: whether that is news, and how many events are given up
    /// now because they were tried for too long.
    pub fn not_delivered(
        &mut self,
        number: u64,
        of: Scope,
        now: Time,
        (error, record): (&str, u64),
    ) -> (bool, u32) {
        let trail = self.numbered(number);
        let Some(place) = trail.and_then(|trail| trail.places.get_mut(&of)) else {
            return (false, 0);
        };
        let news = place.error.as_deref() != Some(error);
        place.attempted = Some(now);
        place.error = Some(error.to_owned());
        place.refused = Some(record);
        let old = place.batches.front().is_some_and(|batch| batch.at + TRIES <= now);
        let lost = if old { place.batches.pop_front() } else { None };
        (news, lost.map_or(0, |batch| batch.records.len() as u32))
    }

    /// A topic was told of a file, or not; whether its error is news.
    pub fn notified(&mut self, number: u64, of: Scope, now: Time, error: Option<&str>) -> bool {
        let trail = self.numbered(number);
        let Some(place) = trail.and_then(|trail| trail.places.get_mut(&of)) else {
            return false;
        };
        place.notifying = Some(now);
        if error.is_none() {
            place.notified = Some(now);
        }
        let news = error.is_some() && place.notification_error.as_deref() != error;
        place.notification_error = error.map(str::to_owned);
        news
    }

    /// When a trail tries again what it could not deliver. A deleted one with nothing left is
    /// forgotten.
    pub fn try_again(&mut self, number: u64, now: Time) -> Option<(Time, Cause, Wake)> {
        let trail = self.numbered(number)?;
        let batches = trail.places.values().filter_map(|place| place.batches.front());
        let Some(oldest) = batches.map(|batch| batch.at).min() else {
            self.former.retain(|trail| trail.number != number || trail.is_awaited());
            return None;
        };
        if trail.due.is_some() {
            return None;
        }
        let step = if now < oldest + EAGER { timing::TRAIL_FILES } else { timing::TRAIL_RETRIES };
        let due = now.next(step);
        trail.due = Some(due);
        Some((due, trail.why, Wake::Deliver { trail: number }))
    }
}

/// A file as it is put.
pub fn packed(content: &[u8], metadata: BTreeMap<String, String>) -> Put {
    Put {
        body: Body::new(gzip::pack(content)),
        content_type: "application/json".to_owned(),
        headers: BTreeMap::from([("ContentEncoding", "gzip".to_owned())]),
        metadata,
        tags: BTreeMap::new(),
    }
}
