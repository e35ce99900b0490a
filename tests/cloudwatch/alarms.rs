//! Tests of alarms.
