//! Tests of mutes.
