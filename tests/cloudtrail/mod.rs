//! Tests of cloudtrail.
