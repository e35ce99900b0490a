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
        page.load("#/")?;
        bet(&page, &Words::read(if look.lang == "ko-KR" { "ko" } else { "en" })?)?;
        let noted = page.session.run("return Object.keys(window.watchtrailRan)", &[])?;
        let noted = noted.as_array().into_iter().flatten().filter_map(Value::as_str);
        ran.extend(noted.filter_map(|number| number.parse::<usize>().ok()));
    }
    Ok(ran)
}

/// Places the day's bet and waits for its end, twice; looks about meanwhile.
fn bet(page: &Page, words: &Words) -> Result<()> {
    let choose = "const choice = document.querySelectorAll('.bet input')[arguments[0]]; \
                  choice?.click(); return !!choice";
    for (number, button) in [(0, "home.bet.again"), (2, "home.bet.share")] {
        page.until("the bet's choices", || {
            Ok(page.session.run(choose, &[number.into()])? == Value::Bool(true))
        })?;
        page.click("button", words.t("home.bet.place"))?;
        for _ in 0..60 {
            page.keys(key::TAB)?;
        }
        page.size((1024, 700))?;
        page.session.run("scrollTo(0, 400); document.querySelector('canvas')?.focus()", &[])?;
        page.keys(key::RIGHT)?;
        hover(page)?;
        page.see(words.t("home.bet.share"))?;
        page.click("button", words.t(button))?;
    }
    page.settled()
}

/// Moves the pointer over the chart.
fn hover(page: &Page) -> Result<()> {
    let place = page.session.run(
        "const box = document.querySelector('canvas').getBoundingClientRect(); \
         return [box.x, box.y, box.width, box.height]",
        &[],
    )?;
    let number = |at: usize| place.get(at).and_then(Value::as_f64).unwrap_or_default();
    for part in [0.2, 0.5, 0.9] {
        let at = json!({
            "type": "mouseMoved",
            "x": number(0) + number(2) * part, "y": number(1) + number(3) / 2.0
        });
        page.session.cdp("Input.dispatchMouseEvent", &at)?;
    }
    Ok(())
}
