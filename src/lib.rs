//! Watchtrail: a learning simulator of AWS monitoring and audit.
//!
//! The library is the whole simulator without a screen: deterministic, without clock, randomness,
//! files or web. Seed and command log give the world, the same natively and in wasm32.
//!
//! Reading order: [`sim`] (the kernel: one way in, time, facts, records), [`api`] (how an
//! operation is described), [`services`] (what AWS does), [`access`] and [`telemetry`] (the two
//! engines they share), [`shell`] (the terminal and its one text language), then `learn`, `view`,
//! `text`. ARCHITECTURE.md has the map, the invariants and where things go.

pub mod access;
pub mod api;
pub mod gzip;
pub mod learn;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod number;
pub mod pattern;
pub mod save;
pub mod services;
pub mod share;
pub mod shell;
pub mod sim;
pub mod telemetry;
pub mod text;
pub mod view;
