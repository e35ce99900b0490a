//! The tools a build needs: those on the PATH at the right version, else installed into
//! `target/tools`, never into the user's home.

use std::path::{Path, PathBuf};

use crate::shell::{Done, cargo, command, output, root, run};

/// The version of the `wasm-bindgen` crate: its tool must be the very same.
const BINDGEN: &str = "0.2.130";
const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "binaryen@123";
const AXE: &str = "axe-core@4.14.1";
const TARGET: &str = "wasm32-unknown-unknown";

fn folder() -> PathBuf {
    root().join("target/tools")
}

/// Makes sure the compiler can make wasm.
pub fn wasm_target() -> Done {
    let libs = output(command("rustc", &["--print", "target-libdir", "--target", TARGET]));
    if libs.is_some_and(|path| Path::new(path.trim()).is_dir()) {
        return Ok(());
    }
    run(command("rustup", &["target", "add", TARGET]))
        .map_err(|error| format!("{error}\nplease install the compiler's target {TARGET}"))
}

/// Where `wasm-bindgen` is.
pub fn bindgen() -> Result<PathBuf, String> {
    // Its own lock file holds crates that are withdrawn: without it the newest fitting are taken.
    installed("wasm-bindgen", BINDGEN, &["wasm-bindgen-cli"])
}

/// Where trunk is.
pub fn trunk() -> Result<PathBuf, String> {
    installed("trunk", TRUNK, &["trunk", "--locked"])
}

fn installed(tool: &str, version: &str, package: &[&str]) -> Result<PathBuf, String> {
    let own = folder().join("bin").join(tool).with_extension(std::env::consts::EXE_EXTENSION);
    for found in [PathBuf::from(tool), own.clone()] {
        let said = output(command(&found, &["--version"])).unwrap_or_default();
        if said.split_whitespace().any(|word| word == version) {
            return Ok(found);
        }
    }
    eprintln!("installing {tool} {version} into target/tools, once");
    let folder = folder();
    let mut install = cargo(&["install", "--version", version, "--root"]);
    // Not into the project's own target folder, which other commands lock.
    install.arg(&folder).args(package).env("CARGO_TARGET_DIR", folder.join("build"));
    run(install)?;
    Ok(own)
}

/// A file of an npm package, installed into `target/tools` if it is not there yet.
fn npm(package: &str, file: &str) -> Option<PathBuf> {
    let found = folder().join("node_modules").join(file);
    if !found.exists() {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        output(command(npm, &["--version"]))?;
        let mut install = command(npm, &["install", "--no-save", "--no-audit", "--no-fund"]);
        install.arg("--prefix").arg(folder()).arg(package);
        run(install).ok()?;
    }
    found.exists().then_some(found)
}

/// Makes a wasm file smaller with `wasm-opt`, if there is one or npm to get it with.
pub fn shrink(wasm: &Path) -> Done {
    let mut shrink = if output(command("wasm-opt", &["--version"])).is_some() {
        command("wasm-opt", &[])
    } else if let Some(script) = npm(BINARYEN, "binaryen/bin/wasm-opt") {
        let mut node = command("node", &[]);
        node.arg(script);
        node
    } else {
        eprintln!("note: neither wasm-opt (binaryen) nor npm is here: the program stays larger");
        return Ok(());
    };
    // What the compiler's target has on by default.
    for feature in ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int"] {
        shrink.arg(format!("--enable-{feature}"));
    }
    // More than the first level takes minutes for fewer bytes that compress worse.
    shrink.args([
        "--enable-reference-types",
        "--enable-sign-ext",
        "--low-memory-unused",
        "-O1",
        "-o",
    ]);
    run({
        shrink.arg(wasm).arg(wasm);
        shrink
    })
}

/// The accessibility checker's script.
pub fn axe() -> Result<PathBuf, String> {
    npm(AXE, "axe-core/axe.min.js").ok_or_else(|| {
        format!("please install npm: the accessibility tests need its package {AXE}")
    })
}

/// The browser and its driver.
pub struct Browser {
    /// The browser's program.
    pub chrome: PathBuf,
    /// The WebDriver server that goes with it.
    pub driver: PathBuf,
}

/// A browser for the tests: on the PATH, in `CHROME` and `CHROMEDRIVER`, or installed if we may.
pub fn browser() -> Result<Browser, String> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    let root = output(command("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    if root && output(command("apt-get", &["--version"])).is_some() {
        eprintln!("installing chromium and its driver");
        run(command("apt-get", &["update", "-qq"]))?;
        let packages = ["install", "-y", "-qq", "--no-install-recommends"];
        let mut install = command("apt-get", &packages);
        // Korean pages are looked at too.
        install.args(["chromium", "chromium-driver", "fonts-noto-cjk"]);
        install.env("DEBIAN_FRONTEND", "noninteractive");
        run(install)?;
    }
    find_browser().ok_or_else(|| {
        "please install Chromium or Chrome and the chromedriver of the same version \
         (Debian: chromium chromium-driver), or name them in CHROME and CHROMEDRIVER"
            .to_owned()
    })
}

fn find_browser() -> Option<Browser> {
    let chromes = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    Some(Browser {
        chrome: find("CHROME", &chromes)?,
        driver: find("CHROMEDRIVER", &["chromedriver"])?,
    })
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let exe = std::env::consts::EXE_EXTENSION;
    let found = names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name).with_extension(exe)));
    named.into_iter().chain(found).find(|file| file.is_file())
}
