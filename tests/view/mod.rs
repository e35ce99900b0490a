//! View models: what pages show, without a screen.

mod alarms;
mod chart;
mod denial;
mod fidelity;
mod format;
mod metrics;
mod route;
mod trail;
