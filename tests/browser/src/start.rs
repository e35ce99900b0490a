//! What a first visitor does on the start page: it says which functions the page begins with.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{Look, Page, Result, Setup, Words, key};

/// Who visits: the look of the browser, its time zone, and the day, on which the bet depends. East
/// and west of Greenwich, with half an hour, and where the clock is UTC itself; the days are fixed,
/// so that every build begins with the same functions.
const VISITORS: [(Look, &str, u32); 4] = [
    (Look { lang: "en-US", dark: false, size: (1440, 900) }, "UTC", 20_100),
    (Look { lang: "ko-KR", dark: true, size: (390, 844) }, "Asia/Seoul", 20_101),
    (Look { lang: "en-US", dark: true, size: (1024, 700) }, "America/New_York", 20_102),
    (Look { lang: "de-DE", dark: false, size: (1440, 900) }, "Asia/Kolkata", 20_103),
];

/// The second file never comes.
const ALONE: &str = "Object.defineProperty(window, 'watchtrailWhole', \
                     { get: () => () => {}, set() {} })";

/// Visits the start page of a site whose program notes what runs; gives the functions' numbers.
///
/// # Errors
/// If the page does not do what it should.
pub fn walk(setup: &Setup) -> Result<BTreeSet<usize>> {
    let mut ran = BTreeSet::new();
    for (look, zone, day) in VISITORS {
        let page = Page::blank(setup, look)?;
        page.zone(zone)?;
        page.before(&format!(
            "const now = Date.now, begun = now(); Date.now = () => {day} * 864e5 + now() - begun"
        ))?;
        // Movement on, unlike in tests: what a still page does, a moving one does too.
        let motion = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "" }] });
        page.session.cdp("Emulation.setEmulatedMedia", &motion)?;
        page.before(ALONE)?;
        page.load("#/")?;
        look_about(&page, &Words::read(if look.lang == "ko-KR" { "ko" } else { "en" })?)?;
        let noted = page.session.run("return Object.keys(window.watchtrailRan)", &[])?;
        let noted = noted.as_array().into_iter().flatten().filter_map(Value::as_str);
        ran.extend(noted.filter_map(|number| number.parse::<usize>().ok()));
    }
    Ok(ran)
}

/// Looks about while the bet waits for the second file.
fn look_about(page: &Page, words: &Words) -> Result<()> {
    page.see(words.t("home.bet.waiting"))?;
    for _ in 0..60 {
        page.keys(key::TAB)?;
    }
    page.size((1024, 700))?;
    page.session.run("scrollTo(0, 400)", &[])?;
    page.settled()
}
