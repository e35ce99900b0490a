//! What is done with a browser: tests and pictures.

use std::path::{Path, PathBuf};

use crate::dist::folder;
use crate::shell::{Done, cargo, run};
use crate::split::Functions;
use crate::tools;

/// Runs the browser tests whose name contains `filter` on the built site.
pub fn tests(filter: &str) -> Done {
    let browser = tools::browser()?;
    let axe = tools::axe()?;
    let driver = browser::Driver::start(&browser.driver)?;
    let mut test = cargo(&["test", "-p", "browser", "--test", "all", "--"]);
    test.arg(filter)
        .env("WATCHTRAIL_SITE", folder())
        .env("WATCHTRAIL_DRIVER", driver.address())
        .env("WATCHTRAIL_AXE", axe)
        .env("CHROME", browser.chrome);
    run(test)
}

/// The functions that a first visit to the start page of a watched site runs.
pub fn start_page(found: tools::Browser, site: &Path) -> Result<Functions, String> {
    let driver = browser::Driver::start(&found.driver)?;
    browser::start::walk(&setup(&driver, found.chrome, site))
}

/// Takes pictures of every page whose name contains `filter`.
pub fn screenshots(into: &str, filter: &str) -> Done {
    let found = tools::browser()?;
    let driver = browser::Driver::start(&found.driver)?;
    let setup = setup(&driver, found.chrome, &folder());
    browser::pictures::take(&setup, Path::new(into), filter)
}

/// Loads the page of a folder and waits until it says something; gives that and the seconds.
pub fn said(site: &Path) -> Result<(String, f64), String> {
    let found = tools::browser()?;
    let driver = browser::Driver::start(&found.driver)?;
    let page = browser::Page::blank(&setup(&driver, found.chrome, site), browser::Look::default())?;
    page.answer()
}

fn setup(driver: &browser::Driver, chrome: PathBuf, site: &Path) -> browser::Setup {
    let driver = driver.address().to_owned();
    browser::Setup { driver, chrome, site: site.to_owned(), axe: None }
}
