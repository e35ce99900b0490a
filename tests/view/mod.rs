//! View models: what pages show, without a screen.

mod denial;
mod fidelity;
mod format;
mod route;
mod trail;
