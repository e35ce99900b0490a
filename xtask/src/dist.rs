//! Building the site, once for publishing or again and again for a person at work.

use std::path::PathBuf;

use crate::assets;
use crate::shell::{Done, cargo, command, root, run};
use crate::tools;

/// How the compiler makes the program that is published.
///
/// A function is not put into its caller for being called but once, unless it is short: an arm
/// that is never taken on the start page can then wait in the second file (see `split`). The
/// compiler's own measure of what is short is kept, in a unit a hundred times finer. Hashes are few
/// here: the short way to make them will do.
const FLAGS: &str = r#"target.wasm32-unknown-unknown.rustflags=[
    "-Cllvm-args=--inline-threshold=500 --inline-instr-cost=500 --inline-call-penalty=2500",
    "--cfg=sha2_backend_soft=\"compact\"",
]"#;

/// Where the site is built.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// `cargo xtask dist`: the site as it is published. Trunk is left out: it takes ten minutes to
/// compile and its part here is a watcher's.
pub fn build() -> Done {
    tools::wasm_target()?;
    let bindgen = tools::bindgen()?;
    let map = map();
    run(cargo(&[
        "rustc",
        "--config",
        FLAGS,
        "--release",
        "--bin",
        "watchtrail",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        &format!("-Clink-arg=-Map={}", map.display()),
        // Strings are not merged: each can then go where it is read (see `split`).
        "-Clink-arg=-O0",
    ]))?;
    let staging = root().join("target/site");
    for old in [&staging, &folder()] {
        assets::clear(old)?;
    }
    let mut bind = command(bindgen, &["--target", "web", "--no-typescript", "--out-dir"]);
    bind.arg(&staging).arg(target().join("wasm32-unknown-unknown/release/watchtrail.wasm"));
    run(bind)?;
    assets::publish(&staging)?;
    std::fs::rename(&staging, folder()).map_err(|error| format!("dist: {error}"))
}

/// Where the linker writes what stands where in the program.
pub fn map() -> PathBuf {
    target().join("watchtrail.map")
}

fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    named.map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// `cargo xtask serve`.
pub fn serve(options: &[&str]) -> Done {
    tools::wasm_target()?;
    let (bindgen, trunk) = (tools::bindgen()?, tools::trunk()?);
    let mut serve = command(trunk, &["serve"]);
    serve.args(options);
    // Trunk looks for its tools on the PATH.
    if let Some(own) = bindgen.parent().filter(|own| own.is_absolute()) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let places = std::iter::once(own.to_owned()).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(places).map_err(|error| error.to_string())?;
        serve.env("PATH", path);
    }
    // Trunk reads this as an option of its own, and stops at values other than true and false.
    serve.env_remove("NO_COLOR");
    run(serve)
}
