//! How long the large world takes in a browser, compiled as the page is.

use std::fs;

use crate::shell::{Done, cargo, command, root, run};
use crate::{assets, browsing, tools};

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>fleet</title><body></body>
<script type="module" src="run.js"></script>"#;
const RUN: &str = "import init from './fleet.js'; await init();";

/// `cargo xtask fleet`: builds it, runs it in a browser, prints what it says and the seconds.
pub fn measure() -> Done {
    tools::wasm_target()?;
    let built = "wasm32-unknown-unknown";
    run(cargo(&["build", "-p", "benches", "--example", "fleet", "--release", "--target", built]))?;
    let site = root().join("target/fleet");
    assets::clear(&site)?;
    let mut bind = command(tools::bindgen()?, &["--target", "web", "--no-typescript", "--out-dir"]);
    run({
        bind.arg(&site).arg(root().join(format!("target/{built}/release/examples/fleet.wasm")));
        bind
    })?;
    for (name, text) in [("index.html", PAGE), ("run.js", RUN)] {
        fs::write(site.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    let (said, seconds) = browsing::said(&site)?;
    println!("{said}\n{seconds:.1} s from the visit to the answer");
    Ok(())
}
