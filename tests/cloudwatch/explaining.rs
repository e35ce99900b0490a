//! Tests of explaining.
