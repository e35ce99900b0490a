//! The files the library is given: texts and labs, from the package or from `--assets`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::text::{Lang, Texts};

/// The package's own folder of assets.
pub fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("static")
}

/// Every text of a language.
///
/// # Errors
/// Which file could not be read, and why. There are no texts to say it in.
pub fn texts(assets: &Path, lang: Lang) -> Result<Texts, String> {
    let folder = assets.join("text").join(lang.code());
    let failed = |path: &Path, problem: &dyn std::fmt::Display| {
        format!("cannot read {}: {problem}; --assets DIR names the folder", path.display())
    };
    let entries = fs::read_dir(&folder).map_err(|error| failed(&folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let mut texts = Texts::new(lang);
    for path in &paths {
        let json = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
        texts.add(&json).map_err(|error| failed(path, &error))?;
    }
    Ok(texts)
}
