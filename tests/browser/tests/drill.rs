//! An incident drill: begun, looked into, answered, left and taken up again, marked.

use browser::{Look, Result};

use crate::support::Learner;

/// Answers the first question that has no answer yet; false when there is none.
const ANSWER: &str = "const open = [...document.querySelectorAll('.drill-sheet .lab-ask')] \
    .find(one => !one.querySelector('input:checked')); \
    open?.querySelector('input').click(); return !open;";

#[test]
fn a_drill_is_played_left_taken_up_again_and_marked() -> Result<()> {
    let learner = Learner::with(Look::default(), "#/drills/1-7")?;
    let page = &learner.page;
    learner.see("drill.given.text")?;
    page.accessible()?;
    page.click("button", &learner.words.fill("drill.start.this", "code", "1-7"))?;
    learner.see("drill.sheet")?;
    learner.see("drill.ask.what")?;
    page.accessible()?;
    // One answer; then the tab is closed, and goes on with it.
    page.yes("document.querySelector('.drill-sheet input').click(); return true;")?;
    page.until("the answer to be kept", || {
        page.yes("return !!document.querySelector('.drill-sheet input:checked')")
    })?;
    page.reload()?;
    page.until("the answer to be there again", || {
        page.yes("return !!document.querySelector('.drill-sheet input:checked')")
    })?;
    page.until("every question to have an answer", || page.yes(ANSWER))?;
    learner.button("drill.mark")?;
    learner.see("drill.story")?;
    learner.see("drill.evidence")?;
    page.accessible()?;
    // The evidence is on the pages.
    page.yes("document.querySelector('.drill-evidence a').click(); return true;")?;
    page.until("another page", || page.yes("return !location.hash.includes('drills')"))?;
    learner.link("drill.results")?;
    learner.see("drill.story")?;
    page.quiet()
}
