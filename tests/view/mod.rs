//! View models: what pages show, without a screen.

mod denial;
mod fidelity;
mod alarms;
mod chart;
mod format;
mod metrics;
mod route;
mod trail;
