//! Every page: opens by its address, in each language, with nothing serious for assistive
//! technology to stumble over, light or dark, large or small.

use browser::pictures::{PLACES, solve};
use browser::{Look, Result};

use crate::support::Learner;

fn every_page(look: Look) -> Result<()> {
    // The lab is played where its panel stands beside the page, whatever size is looked at.
    let learner = Learner::with(Look { size: Look::default().size, ..look }, "#/")?;
    let page = &learner.page;
    solve(page, &learner.words)?;
    page.size(look.size)?;
    let mut faults = Vec::new();
    for place in PLACES {
        place.visit(page)?;
        for dark in [false, true] {
            page.dark(dark)?;
            page.settled()?;
            let tone = if dark { "dark" } else { "light" };
            faults.extend(page.accessible().err().map(|what| format!("{tone} {what}")));
        }
        let unseen = page.focus_is_seen().err();
        faults.extend(unseen.map(|what| format!("{}: {what}", place.name)));
        let wide = "return document.documentElement.scrollWidth > innerWidth + 1";
        if page.yes(wide)? {
            faults.push(format!("{} is wider than the window", place.name));
        }
        faults.extend(page.quiet().err().map(|what| format!("{}: {what}", place.name)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n\n")) }
}

/// row: Looks/behaves like the console (Cloudscape patterns)
#[test]
fn every_page_is_sound_in_english() -> Result<()> {
    every_page(Look::default())
}

/// row: Korean UI
#[test]
fn every_page_is_sound_in_korean_on_a_phone() -> Result<()> {
    every_page(Look { lang: "ko-KR", dark: false, size: (390, 844) })
}

#[test]
fn an_address_opens_its_page() -> Result<()> {
    let learner = Learner::open("#/cloudtrail/events")?;
    learner.page.find("heading", learner.t("app.page.events"))?;
    learner.page.go("#/nowhere")?;
    learner.see("app.page.not-found")?;
    learner.link("app.not-found.home")?;
    learner.page.until("the start page", || Ok(learner.page.hash()? == "#/"))?;
    // The browser's own buttons work.
    learner.page.session.run("history.back()", &[])?;
    learner.see("app.page.not-found")
}
