//! Language and theme, switched in place and kept.

use browser::{Look, Page, Result, Setup, Words};

use crate::support::Learner;

#[test]
fn the_language_changes_in_place_and_is_kept() -> Result<()> {
    let learner = Learner::open("#/sns/create-topic")?;
    learner.enter("sns.create.name", "ops-alerts")?;
    learner.page.click("button", learner.t("app.header.lang"))?;
    let korean = Words::read("ko")?;
    learner.page.see(korean.t("app.clock.next-event"))?;
    assert!(learner.page.yes("return document.documentElement.lang === 'ko'")?);
    // Nothing that was typed is lost.
    let kept =
        "return [...document.querySelectorAll('input')].some((i) => i.value === 'ops-alerts')";
    assert!(learner.page.yes(kept)?);
    learner.page.reload()?;
    learner.page.see(korean.t("app.clock.next-event"))?;
    learner.page.quiet()
}

#[test]
fn a_language_that_does_not_come_can_be_chosen_again() -> Result<()> {
    let page = Page::blank(&Setup::from_env()?, Look::default())?;
    let (english, korean) = (Words::read("en")?, Words::read("ko")?);
    // No worker that has kept the texts.
    page.before("Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() {} })")?;
    page.block(&["*/text-ko*"])?;
    page.visit("")?;
    page.click("button", english.t("app.header.lang"))?;
    let said = english.t("app.load.failed");
    page.see(said.split('{').next().unwrap_or_default())?;
    page.block(&[])?;
    page.click("button", english.t("app.header.lang"))?;
    page.see(korean.t("app.clock.next-event"))
}

/// row: Dark mode
#[test]
fn the_theme_changes_in_place_and_is_kept() -> Result<()> {
    let learner = Learner::open("#/")?;
    let ground = "return getComputedStyle(document.documentElement).backgroundColor";
    let light = learner.page.session.run(ground, &[])?;
    learner.page.click("button", &format!("{}: ", learner.t("app.header.theme")))?;
    learner.button("app.header.theme.dark")?;
    let dark = "return document.documentElement.dataset.theme === 'dark'";
    learner.page.until("the dark theme", || learner.page.yes(dark))?;
    assert_ne!(light, learner.page.session.run(ground, &[])?);
    learner.page.reload()?;
    assert!(learner.page.yes(dark)?);
    assert_ne!(light, learner.page.session.run(ground, &[])?);
    learner.page.quiet()
}

#[test]
fn korean_time_stands_beside_utc() -> Result<()> {
    let learner = Learner::open("#/")?;
    learner.page.zone("Asia/Seoul")?;
    learner.page.reload()?;
    learner.page.see("2025-01-06 00:00:00 UTC")?;
    learner.page.see("09:00")
}
