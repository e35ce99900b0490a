//! What is done with a browser: tests and pictures.

use crate::dist::folder;
use crate::shell::{Done, cargo, run};
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

/// Takes pictures of every page whose name contains `filter`.
pub fn screenshots(into: &str, filter: &str) -> Done {
    let found = tools::browser()?;
    let driver = browser::Driver::start(&found.driver)?;
    let setup = browser::Setup {
        driver: driver.address().to_owned(),
        chrome: found.chrome,
        site: folder(),
        axe: None,
    };
    browser::pictures::take(&setup, std::path::Path::new(into), filter)
}
