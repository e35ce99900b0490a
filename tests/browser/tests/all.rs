//! The site in a real browser. Run by `cargo xtask browser`.

mod boot;
