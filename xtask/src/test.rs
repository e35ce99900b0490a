//! `cargo xtask test`: everything that must hold before a change is good.

use std::time::Instant;

use crate::shell::{Done, cargo, root, run};
use crate::{browsing, budget, dist, tools};

/// Runs every check; stops at the first that fails.
pub fn all() -> Done {
    step("format", || run(cargo(&["fmt", "--all", "--check"])))?;
    step("lints, native", || lint(&["--workspace", "--all-targets"]))?;
    step("lints, wasm32", || {
        tools::wasm_target()?;
        lint(&["--target", "wasm32-unknown-unknown"])
    })?;
    step("tests", || run(cargo(&["test", "--workspace"])))?;
    step("labs", labs)?;
    step("site", || {
        // Without a browser the site is built all the same, but heavier than it may be.
        tools::browser()?;
        dist::build()
    })?;
    step("size", budget::check)?;
    step("browser", || browsing::tests(""))
}

fn step(name: &str, check: impl FnOnce() -> Done) -> Done {
    eprintln!("── {name}");
    let start = Instant::now();
    check().map_err(|error| format!("{name}: {error}"))?;
    eprintln!("── {name}: good, {} s", start.elapsed().as_secs());
    Ok(())
}

fn lint(what: &[&str]) -> Done {
    let mut lint = cargo(&["clippy"]);
    lint.args(what).args(["--", "-D", "warnings"]);
    run(lint)
}

fn labs() -> Done {
    if !root().join("static/labs").is_dir() {
        return Ok(());
    }
    run(cargo(&["run", "--quiet", "--", "check", "concepts", "static/labs", "static/exam"]))
}
