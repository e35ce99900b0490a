//! Plain view models, one a page: what a page shows, computed from a world without a screen.

pub mod alarms;
pub mod autoscaling;
pub mod chart;
pub mod clock;
pub mod cost;
pub mod dashboards;
pub mod denial;
pub mod ec2;
pub mod fidelity;
pub mod format;
pub mod frame;
pub mod home;
pub mod iam;
pub mod inbox;
pub mod keys;
pub mod lab;
pub mod metrics;
pub mod route;
pub mod services;
pub mod sns;
pub mod tags;
pub mod terminal;
pub mod trail;
pub mod widget;
