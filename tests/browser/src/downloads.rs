//! What the page gives the learner to keep.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use crate::{Page, Result};

/// A folder for a page's downloads; gone with this value.
#[derive(Debug)]
pub struct Downloads(PathBuf);

impl Downloads {
    /// Lets a page's downloads come into a new folder.
    ///
    /// # Errors
    /// If it cannot be made or the browser does not take it.
    pub fn of(page: &Page) -> Result<Downloads> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("watchtrail-downloads-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let params = json!({ "behavior": "allow", "downloadPath": folder });
        page.session.cdp("Browser.setDownloadBehavior", &params)?;
        Ok(Downloads(folder))
    }

    /// Waits for a file by the end of its name.
    ///
    /// # Errors
    /// That it never comes.
    pub fn wait(&self, page: &Page, end: &str) -> Result<PathBuf> {
        let mut found = None;
        page.until(&format!("a download *{end}"), || {
            let entries = std::fs::read_dir(&self.0).map_err(|error| error.to_string())?;
            let mut files = entries.flatten().map(|entry| entry.path());
            // The browser makes the file first and fills it then.
            let full = |file: &PathBuf| file.metadata().is_ok_and(|meta| meta.len() > 0);
            found = files.find(|file| file.to_string_lossy().ends_with(end) && full(file));
            Ok(found.is_some())
        })?;
        found.ok_or_else(|| end.to_owned())
    }

    /// Waits for a file and reads it.
    ///
    /// # Errors
    /// That it never comes or is no text.
    pub fn read(&self, page: &Page, end: &str) -> Result<String> {
        let file = self.wait(page, end)?;
        std::fs::read_to_string(file).map_err(|error| error.to_string())
    }

    /// Puts a file of our own there, to be chosen in the page.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let file = self.0.join(name);
        std::fs::write(&file, text).map_err(|error| error.to_string())?;
        Ok(file)
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        // What is left in the folder for temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
