//! Tests of ec2.
