//! View models: what pages show, without a screen.

mod format;
mod route;
