//! The site in a real browser. Run by `cargo xtask browser`.

mod boot;
mod digest;
mod keep;
mod lab;
mod look;
mod pages;
mod support;
