//! `--export-s3 DIR`: writes what lies in buckets into a folder.

use std::fs;
use std::path::Path;

use crate::learn::bundle;
use crate::shell::Fault;
use crate::sim::World;

/// Writes the bundle of a world. Files that are there already are replaced.
///
/// # Errors
/// Which file could not be written, and why.
pub fn write(folder: &Path, world: &World) -> Result<(), Fault> {
    for file in bundle::files(world) {
        let path = folder.join(&file.path);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, file.body.bytes())).map_err(|error| {
            let fault = Fault::new("shell.run.export").with("path", path.display().to_string());
            fault.with("problem", error.to_string())
        })?;
    }
    Ok(())
}
