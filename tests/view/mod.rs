//! View models: what pages show, without a screen.

mod alarms;
mod autoscaling;
mod backtest;
mod chart;
mod clock;
mod composite;
mod cost;
mod dashboards;
mod denial;
mod ec2;
mod explorer;
mod fidelity;
mod format;
mod frame;
mod iam;
mod inbox;
mod lab;
mod metrics;
mod route;
mod security;
mod services;
mod sns;
mod templates;
mod terminal;
mod trail;
mod volumes;
