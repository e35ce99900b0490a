//! Pictures of every page, to be looked at.

use std::path::Path;

use crate::{Look, Page, Result, Setup};

/// The pages: name and route.
pub const ROUTES: [(&str, &str); 1] = [("home", "#/")];

/// Takes every page whose name contains `filter`, large and small, light and dark, en and ko.
///
/// # Errors
/// If a page does not open or a picture cannot be written.
pub fn take(setup: &Setup, into: &Path, filter: &str) -> Result<()> {
    std::fs::create_dir_all(into).map_err(|error| format!("{}: {error}", into.display()))?;
    for lang in ["en", "ko"] {
        let page = Page::open(setup, Look { lang, ..Look::default() }, "")?;
        for (size, shape) in [((1440, 900), "large"), ((390, 844), "small")] {
            page.size(size)?;
            for dark in [false, true] {
                page.dark(dark)?;
                let tone = if dark { "dark" } else { "light" };
                for (name, hash) in ROUTES.iter().filter(|(name, _)| name.contains(filter)) {
                    page.load(hash)?;
                    let file = into.join(format!("{name}-{shape}-{tone}-{lang}.png"));
                    page.picture(&file)?;
                    println!("{}", file.display());
                }
            }
        }
    }
    Ok(())
}
