//! Plain view models, one a page: what a page shows, computed from a world without a screen.

pub mod advice;
pub mod alarms;
pub mod audit;
pub mod autoscaling;
pub mod chart;
pub mod clock;
pub mod dashboards;
pub mod denial;
pub mod ec2;
pub mod exam;
pub mod fidelity;
pub mod format;
pub mod frame;
pub mod home;
pub mod iam;
pub mod inbox;
pub mod keys;
pub mod lab;
pub mod metrics;
pub mod organizations;
pub mod route;
pub mod s3;
pub mod security;
pub mod services;
pub mod sns;
pub mod tags;
pub mod templates;
pub mod terminal;
pub mod trail;
pub mod trails;
pub mod volumes;
pub mod widget;

pub use crate::learn::cost;
