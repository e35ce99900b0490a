//! A message, and how it is seen at any moment.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html>

use crate::sim::time::Time;

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// What it says.
    pub body: String,
    /// Who sent it: the unique id.
    pub sender: String,
    /// When.
    pub sent: Time,
    /// From when it can be received.
    pub ready: Time,
    /// When it is gone: deleted, purged, or kept long enough.
    pub gone: Time,
    /// Whether somebody deleted it, whom metrics count.
    pub deleted: bool,
    /// When it was received, and until when nobody else sees it.
    pub holds: Vec<Hold>,
}

/// A time a message was received.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Hold {
    /// When.
    pub from: Time,
    /// Until when nobody else sees it.
    pub until: Time,
    /// The handle that deletes it.
    pub handle: String,
}

/// How a message is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is not there, or no longer.
    Gone,
    /// It waits for its time.
    Delayed,
    /// It can be received.
    Visible,
    /// Somebody has received it.
    Held,
}

impl Message {
    /// How it is seen at a moment.
    pub fn at(&self, time: Time) -> Sight {
        let held = |hold: &Hold| hold.from <= time && time < hold.until;
        if time < self.sent || time >= self.gone {
            Sight::Gone
        } else if time < self.ready {
            Sight::Delayed
        } else if self.holds.iter().any(held) {
            Sight::Held
        } else {
            Sight::Visible
        }
    }
}
