//! The site in a real browser. Run by `cargo xtask browser`.

mod boot;
mod keep;
mod lab;
mod look;
mod pages;
mod support;
