//! The site in a real browser. Run by `cargo xtask browser`.

mod alarm;
mod boot;
mod bucket;
mod dashboard;
mod digest;
mod drill;
mod ec2;
mod evidence;
mod exam;
mod instance;
mod keep;
mod keyboard;
mod lab;
mod learn;
mod look;
mod make;
mod newcomer;
mod organizations;
mod pages;
mod paths;
mod support;
mod teach;
mod trail;
mod trails;
mod watch;
