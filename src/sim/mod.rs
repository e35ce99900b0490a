//! The kernel: the one way in, time, the outbox of facts, the audit record, history.
//!
//! `sim` calls services in two named places, [`dispatch`] and [`advance`]; services see of `sim`
//! only time, ids, facts, errors and noise, through [`ctx::Ctx`].

pub mod advance;
pub mod agents;
pub mod append;
pub mod call;
pub mod caller;
pub mod command;
mod commands;
pub mod ctx;
mod data_source;
mod deletions;
pub mod digest;
pub mod dispatch;
pub mod fact;
pub mod federation;
mod firehose;
mod forward;
pub mod history;
mod hooks;
pub mod id;
mod keys;
pub mod noise;
pub mod passed;
mod principals;
pub mod queue;
pub mod real;
pub mod record;
mod renewal;
mod roles;
pub mod route;
pub mod scope;
mod sealed;
mod service_event;
pub mod service_put;
mod service_role;
mod signin;
pub mod still;
mod streams;
pub mod switch;
pub mod throttle;
pub mod time;
pub mod timing;
mod trail_logs;
pub mod trails;
pub mod world;
pub mod zone;

pub use advance::{Progress, Stop, Watch};
pub use caller::{Caller, Who};
pub use command::{Call, Change, Command, Via};
pub use ctx::Ctx;
pub use fact::{Cause, Fact, FactId};
pub use history::{Act, Entry, Sim};
pub use record::AuditRecord;
pub use scope::{AccountId, Arn, Region, Scope};
pub use time::{Span, Time};
pub use world::{Outcome, Setup, World};
