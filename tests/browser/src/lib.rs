//! A real browser, driven over WebDriver, on the built site: for browser tests and pictures.
//!
//! Written on the standard library: the protocol is JSON over HTTP, and the few words of it that
//! are needed are less than any crate for it.

mod downloads;
mod driver;
mod finder;
mod http;
mod keyboard;
mod page;
pub mod pictures;
mod server;
mod session;
pub mod start;
mod words;

use std::path::PathBuf;

pub use downloads::Downloads;
pub use driver::Driver;
pub use keyboard::key;
pub use page::{Look, Page};
pub use server::Server;
pub use session::{Element, Session};
pub use words::Words;

/// What went wrong, in words.
pub type Result<T> = std::result::Result<T, String>;

/// What a browser session needs of the machine.
#[derive(Clone, Debug)]
pub struct Setup {
    /// `HOST:PORT` of the WebDriver server.
    pub driver: String,
    /// The browser's program.
    pub chrome: PathBuf,
    /// The folder of the built site.
    pub site: PathBuf,
    /// The accessibility checker's script.
    pub axe: Option<PathBuf>,
}

impl Setup {
    /// What `cargo xtask browser` says.
    ///
    /// # Errors
    /// If it was not `cargo xtask browser` that started us.
    pub fn from_env() -> Result<Setup> {
        let get = |name: &str| {
            std::env::var(name).map_err(|_| format!("{name} is not set: run `cargo xtask browser`"))
        };
        Ok(Setup {
            driver: get("WATCHTRAIL_DRIVER")?,
            chrome: get("CHROME")?.into(),
            site: get("WATCHTRAIL_SITE")?.into(),
            axe: Some(get("WATCHTRAIL_AXE")?.into()),
        })
    }
}

/// Copies a folder of files and folders.
///
/// # Errors
/// If something cannot be read or written.
pub fn copy(from: &std::path::Path, to: &std::path::Path) -> Result<()> {
    let fail = |error: std::io::Error| format!("{}: {error}", from.display());
    std::fs::create_dir_all(to).map_err(fail)?;
    for entry in std::fs::read_dir(from).map_err(fail)?.flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            std::fs::copy(&source, &target).map_err(fail)?;
        }
    }
    Ok(())
}
