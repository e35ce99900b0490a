//! Metric alarms: what they are told, what they see, what they decide, what they do.
//!
//! [`any`] what the kinds of alarms share · [`config`] what an alarm is told, [`watched`] of which
//! metrics · [`window`] when it is evaluated and which windows it looks at · [`slots`] what it
//! finds in them, [`sheet`] what expressions make of that · [`decide`] the verdict · [`reason`],
//! [`reason_data`] its texts, [`written`] what it watches as JSON · [`evaluate`] all of these at
//! one instant · [`scan`] at which of many the state changes, [`quiet`] up to when none does ·
//! [`explain`] the same for any past instant and for other settings · [`fires`], [`mute`] which
//! actions run · [`message`], [`mail`] what they say, [`event`] what the bus and functions are
//! told · [`history`] what is kept of it · [`contributor`] the time series of an alarm on several.

pub mod any;
pub mod config;
pub mod contributor;
pub mod decide;
pub mod evaluate;
pub mod event;
pub mod explain;
pub mod fires;
pub mod history;
pub mod mail;
pub mod message;
pub mod mute;
pub mod quiet;
pub mod reason;
pub mod reason_data;
pub mod scan;
pub mod sheet;
pub mod slots;
pub mod states;
pub mod walk;
pub mod watched;
pub mod window;
pub mod written;

pub use config::{Config, StateValue, Treat};
