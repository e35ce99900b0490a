//! What Lambda does as time passes: it invokes again what failed while nobody waited for it.

use super::ops::invoke::{self, Handed};
use super::state::State;
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Span;

/// How long Lambda waits before it invokes a second and a third time.
/// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html>
pub const RETRIES: [Span; 2] = [Span::mins(1), Span::mins(2)];

/// What Lambda asked to be woken for: an event that a function failed on is handed to it again.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// The function.
    pub function: Arn,
    /// What it is handed.
    pub handed: Box<Handed>,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Actions
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        Scope {
            account: self.function.account().unwrap_or(AccountId::HOME),
            region: self.function.region().unwrap_or(Region::US_EAST_1),
        }
    }
}

/// Runs one wake-up. A function that was deleted meanwhile gets nothing.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, wake: Wake) {
    if state.functions.contains_key(&wake.function) {
        invoke::run(state, ctx, &wake.function, *wake.handed);
    }
}
