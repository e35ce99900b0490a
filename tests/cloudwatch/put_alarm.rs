//! Tests of put_alarm.
