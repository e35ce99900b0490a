//! Tests of invariants.
