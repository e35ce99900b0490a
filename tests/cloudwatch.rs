//! Tests of cloudwatch.
