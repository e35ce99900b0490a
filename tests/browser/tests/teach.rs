//! Links for teachers: what stands before the `#` is what the learner gets. Concepts, the glossary
//! and progress.

use browser::{Look, Result, Words};

use crate::support::Learner;

/// row: Embed, report, xAPI/SCORM
#[test]
fn a_teachers_link_begins_its_lab_without_a_frame() -> Result<()> {
    let learner = Learner::with(Look::default(), "?lab=two-of-three&seed=7&lang=ko&embed=1")?;
    let (page, korean) = (&learner.page, Words::read("ko")?);
    page.see(korean.t("lab-two-of-three.goal.alarm.title"))?;
    assert_eq!(page.hash()?, "#/labs/two-of-three");
    // A slim bar: the menu of pages is folded, the user can be switched.
    assert!(page.yes("return !document.querySelector('.brand')")?);
    assert!(page.yes("return document.querySelector('.nav-list').offsetHeight === 0")?);
    page.click("button", korean.t("app.nav.open"))?;
    page.accessible()?;
    page.click("link", korean.t("app.page.inbox"))?;
    page.until("the inbox", || Ok(page.hash()? == "#/inbox"))?;
    assert!(page.yes("return document.querySelector('.nav-list').offsetHeight === 0")?);
    page.go("#/labs/two-of-three")?;
    assert!(
        page.yes("return !!document.querySelector('.clock') && !!document.querySelector('.lab')")?
    );
    page.accessible()?;
    // A reload goes on with what was begun.
    page.reload()?;
    page.see(korean.t("lab-two-of-three.goal.alarm.title"))?;
    page.quiet()
}

#[test]
fn a_teachers_link_begins_its_drill() -> Result<()> {
    let learner = Learner::with(Look::default(), "?drill=1-7")?;
    let page = &learner.page;
    learner.see("drill.sheet")?;
    learner.see("drill.ask.what")?;
    assert_eq!(page.hash()?, "#/cloudwatch/alarms");
    page.accessible()?;
    // A reload goes on with what was begun.
    page.yes("document.querySelector('.drill-sheet input').click(); return true;")?;
    page.reload()?;
    page.until("the answer to be there again", || {
        page.yes("return !!document.querySelector('.drill-sheet input:checked')")
    })?;
    page.quiet()
}

#[test]
fn what_a_link_asks_for_in_vain_is_said() -> Result<()> {
    let learner = Learner::with(Look::default(), "?lab=nonsense&lang=xx")?;
    let page = &learner.page;
    page.see(&learner.words.fill("app.asked.lab", "found", "nonsense"))?;
    page.see(&learner.words.fill("app.asked.lang", "found", "xx"))?;
    learner.see("study.labs.title")
}

#[test]
fn a_concept_is_tried_out_and_a_term_is_found() -> Result<()> {
    let learner = Learner::open("#/cloudwatch/alarms")?;
    let page = &learner.page;
    learner.link("app.header.concept")?;
    learner.see("concepts.alarms.title")?;
    page.see("ALARM")?;
    page.accessible()?;
    // Three of three never come together in the values that are shown first.
    let set = "const m = document.querySelectorAll('.mini-knobs input[type=range]')[0]; \
               m.value = 3; m.dispatchEvent(new Event('input', { bubbles: true })); return true;";
    page.yes(set)?;
    page.until("the alarm to be OK", || {
        page.yes("return document.querySelector('.mini-rows dd').innerText.trim() === 'OK'")
    })?;
    page.go("#/learn/glossary")?;
    learner.enter("glossary.search", "임계값")?;
    page.see("threshold")?;
    page.accessible()?;
    page.quiet()
}

#[test]
fn progress_goes_out_as_one_file() -> Result<()> {
    let learner = Learner::open("#/learn/progress")?;
    let page = &learner.page;
    learner.see("exam-page.map")?;
    page.accessible()?;
    learner.see("concepts.progress.export")?;
    page.quiet()
}
