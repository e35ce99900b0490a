//! What a stream gathers, and the files it makes of it.
//!
//! <https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html>

use std::collections::VecDeque;
use std::rc::Rc;

use super::state::{Destination, State, Status, Stream};
use super::wake::{Step, Wake};
use crate::gzip;
use crate::services::failure::Failure;
use crate::services::s3::Body;
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// What cannot be delivered for so long is given up: "for up to 24 hours".
const KEPT: Span = Span::hours(24);
/// How often it is tried again at most; AWS does not say.
const AGAIN: Span = Span::mins(1);
/// How many files are remembered.
const REMEMBERED: usize = 20;

/// Records that become one file.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Batch {
    /// When the first of them came.
    pub since: Time,
    /// All of them, one behind the other.
    pub bytes: Rc<Vec<u8>>,
    /// How many.
    pub records: u32,
}

/// A file that was delivered.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct File {
    /// When.
    pub at: Time,
    /// Its key.
    pub key: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many records it holds.
    pub records: u32,
}

/// A file ready to be put.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The stream.
    pub stream: Arn,
    /// Where it is from and in which role.
    pub to: Destination,
    /// The key of the session in which the last file was put.
    pub session: Option<String>,
    /// Its key.
    pub key: String,
    /// Its content.
    pub body: Body,
    /// How many records it holds.
    pub records: u32,
}

/// Which stream: its place, name and number.
pub type Which<'a> = (Scope, &'a str, u64);

impl Stream {
    /// Takes a record at an instant; when somebody must wake to deliver it, if this is the first
    /// of its file or the last.
    pub(super) fn take(&mut self, bytes: &[u8], now: Time) -> Option<Time> {
        let first = self.open.is_none();
        let open =
            self.open.get_or_insert_with(|| Batch { since: now, bytes: Rc::default(), records: 0 });
        Rc::make_mut(&mut open.bytes).extend_from_slice(bytes);
        open.records += 1;
        if open.bytes.len() >= self.to.bytes {
            self.waiting.extend(self.open.take());
            return Some(now);
        }
        first.then_some(now + self.to.interval)
    }

    /// The name of the file made of a batch: of the hour, and of the second, of its first record.
    /// <https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html>
    fn key(&self, name: &str, batch: &Batch, ids: Ids) -> String {
        format!(
            "{prefix}{folder}{name}-1-{second}-{id}{extension}",
            prefix = self.to.prefix,
            folder = batch.since.format("%Y/%m/%d/%H/"),
            second = batch.since.format("%Y-%m-%d-%H-%M-%S"),
            id = ids.uuid(&format!("firehose:file/{}", self.number), self.files),
            extension = if self.to.gzip { ".gz" } else { "" },
        )
    }
}

impl State {
    fn which(&mut self, (scope, name, number): Which<'_>) -> Option<&mut Stream> {
        self.stream_mut(scope, name).filter(|stream| stream.number == number)
    }

    /// A stream that was made takes records from now on.
    pub fn activate(&mut self, which: Which<'_>) {
        if let Some(stream) = self.which(which)
            && stream.status == Status::Creating
        {
            stream.status = Status::Active;
        }
    }

    /// A stream that was deleted is gone.
    pub fn remove(&mut self, which: Which<'_>) {
        if self.which(which).is_some()
            && let Some(streams) = self.streams.get_mut(&which.0)
        {
            streams.remove(which.1);
        }
    }

    /// Closes what a stream has gathered for long enough.
    pub fn close(&mut self, which: Which<'_>, now: Time) {
        if let Some(stream) = self.which(which)
            && stream.open.as_ref().is_some_and(|open| open.since + stream.to.interval <= now)
        {
            stream.waiting.extend(stream.open.take());
        }
    }

    /// The next file a stream has to deliver.
    pub fn parcel(&mut self, which: Which<'_>, ids: Ids) -> Option<Parcel> {
        let stream = self.which(which)?;
        let batch = stream.waiting.front()?;
        let packed = if stream.to.gzip { gzip::pack(&batch.bytes) } else { batch.bytes.to_vec() };
        Some(Parcel {
            stream: stream.arn.clone(),
            to: stream.to.clone(),
            session: stream.session.clone(),
            key: stream.key(which.1, batch, ids),
            body: Body::new(packed),
            records: batch.records,
        })
    }

    /// Keeps the session in which a stream delivers.
    pub fn keeps_session(&mut self, which: Which<'_>, key: String) {
        if let Some(stream) = self.which(which) {
            stream.session = Some(key);
        }
    }

    /// A file was delivered.
    pub fn delivered(&mut self, which: Which<'_>, file: File) {
        let Some(stream) = self.which(which) else { return };
        stream.waiting.pop_front();
        stream.files += 1;
        stream.failure = None;
        if stream.delivered.len() == REMEMBERED {
            stream.delivered.pop_front();
        }
        stream.delivered.push_back(file);
    }

    /// A file could not be delivered: whether that is news, how many records are given up, and the
    /// next attempt.
    pub fn not_delivered(
        &mut self,
        which: Which<'_>,
        now: Time,
        failure: Failure,
    ) -> (bool, u32, Option<(Time, Wake)>) {
        let Some(stream) = self.which(which) else { return (false, 0, None) };
        let same = |(_, last): &(Time, Failure)| last.code == failure.code;
        let news = !stream.failure.as_ref().is_some_and(same);
        stream.failure = Some((now, failure));
        let old = |batch: &Batch| batch.since + KEPT <= now;
        let kept: VecDeque<Batch> = stream.waiting.iter().filter(|it| !old(it)).cloned().collect();
        let gone = stream.waiting.iter().filter(|it| old(it)).map(|batch| batch.records).sum();
        stream.waiting = kept;
        stream.lost += u64::from(gone);
        if stream.waiting.is_empty() || stream.retry.is_some_and(|retry| retry > now) {
            return (news, gone, None);
        }
        let at = now + stream.to.interval.max(AGAIN);
        stream.retry = Some(at);
        let (scope, name, number) = which;
        let wake = Wake { scope, name: name.to_owned(), number, step: Step::Deliver };
        (news, gone, Some((at, wake)))
    }
}
