//! From facts to those who must hear of them.

use super::fact::{Cause, Fact};
use super::world::World;
use crate::services::ServiceFact;

/// Hands one fact on: mail that was sent reaches its mailbox.
pub(super) fn route(world: &mut World, fact: &Fact) {
    if let ServiceFact::Sns(crate::services::sns::Fact::EmailSent(mail)) = &fact.what {
        world.inbox.receive(fact.time, Cause::Fact(fact.id), mail);
    }
}
