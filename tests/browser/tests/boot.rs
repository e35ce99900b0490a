//! Starting: theme and language before the first paint, failing with words, offline.

use browser::{Look, Page, Result, Setup};

#[test]
fn starts_quietly() -> Result<()> {
    let page = Page::open(&Setup::from_env()?, Look::default(), "")?;
    page.see("Watchtrail")?;
    page.quiet()
}
