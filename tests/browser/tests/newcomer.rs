//! What people stumble over who are new here: what was solved, the way back, a telephone's small
//! screen, and what a form says about a field.

use browser::{Look, Page, Result, Setup, Words};

use crate::support::Learner;

/// A telephone.
const SMALL: (u32, u32) = (390, 844);

#[test]
fn what_was_solved_is_marked() -> Result<()> {
    let page = Page::blank(&Setup::from_env()?, Look::default())?;
    let words = Words::read("en")?;
    page.before(
        "if (location.protocol !== 'about:') localStorage.setItem('watchtrail.labs.solved', \
         '{\"labs\":1,\"solved\":{\"first-alert\":{\"stars\":2}}}')",
    )?;
    page.load("#/")?;
    let solved = words.fill("home.lab.solved", "n", "2");
    page.see(&solved)?;
    page.see(words.fill("home.path", "done", "1").split('{').next().unwrap_or_default())?;
    page.accessible()?;
    page.go("#/labs/first-alert")?;
    page.see(words.t("lab.brief"))?;
    page.see(&solved)?;
    page.go("#/learn/concepts/alarms")?;
    page.see(words.t("concepts.labs"))?;
    page.quiet()
}

#[test]
fn going_back_closes_what_stands_over_the_page() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    page.go("#/sns/topics")?;
    learner.button("lab.reset")?;
    page.find("dialog", learner.t("lab.reset.title"))?;
    page.yes("history.back(); return true;")?;
    page.until("the dialog to close", || {
        page.yes("return !document.querySelector('dialog[open]')")
    })?;
    page.quiet()
}

#[test]
fn what_always_stands_on_a_telephone_takes_a_quarter_of_it_at_most() -> Result<()> {
    for lang in ["en-US", "ko-KR"] {
        let learner = Learner::at_the_lab(Look { lang, size: SMALL, ..Look::default() })?;
        let there = "return ['.header', '.sidebar', '.lab', '.clock']\
            .every((place) => document.querySelector(place));";
        learner.page.until("all bars to stand", || learner.page.yes(there))?;
        let bars = "const bars = ['.header', '.sidebar', '.lab', '.clock']; \
            const height = (place) => document.querySelector(place).offsetHeight; \
            return bars.map(height).reduce((a, b) => a + b) <= innerHeight / 4;";
        assert!(learner.page.yes(bars)?, "{lang}");
        let wide = "return document.documentElement.scrollWidth <= innerWidth";
        assert!(learner.page.yes(wide)?, "{lang}");
        learner.page.accessible()?;
    }
    Ok(())
}

#[test]
fn a_telephone_shows_the_question_that_the_clock_waits_for() -> Result<()> {
    let look = Look { size: SMALL, ..Look::default() };
    let learner = Learner::with(look, "#/labs/who-stopped-it")?;
    let page = &learner.page;
    learner.button("lab.begin")?;
    learner.see("lab-who-stopped-it.goal.find.title")?;
    page.go("#/ec2/instances")?;
    page.until("the panel to be folded", || {
        page.yes("return !document.querySelector('.lab-open')")
    })?;
    learner.button("app.clock.next-event")?;
    learner.see("study.ask.first")?;
    let asked = "const box = document.querySelector('.lab-open .lab-ask .lab-actions'); \
        const place = box?.getBoundingClientRect(); \
        return !!place && place.height > 0 && place.top < innerHeight;";
    page.until("the question to be in sight", || page.yes(asked))?;
    page.accessible()?;
    learner.button("study.ask.pass")?;
    page.until("the line to be gone", || page.yes("return !document.querySelector('.halted')"))?;
    page.quiet()
}

#[test]
fn an_address_that_is_none_is_said_at_its_field() -> Result<()> {
    let learner = Learner::open("#/sns/topics")?;
    let page = &learner.page;
    learner.button("sns.topics.create")?;
    learner.enter("sns.create.name", "ops-alerts")?;
    learner.button("sns.topics.create")?;
    page.see("ops-alerts")?;
    learner.to("subscriptions")?;
    learner.button("sns.subscribe.open")?;
    learner.enter("sns.column.endpoint", "not-an-address")?;
    learner.button("sns.subscribe.open")?;
    page.see("Invalid parameter: Email address")?;
    page.until("the field to have the focus", || {
        page.yes("return document.activeElement.getAttribute('aria-invalid') === 'true'")
    })?;
    page.accessible()?;
    page.quiet()
}

#[test]
fn a_trails_name_that_cannot_be_is_said_at_its_field() -> Result<()> {
    let learner = Learner::open("#/cloudtrail/create-trail")?;
    let page = &learner.page;
    learner.enter("trails.form.name", "a")?;
    learner.button("trails.create")?;
    page.see("Trail name too short. Minimum allowed length: 3 characters.")?;
    page.until("the field to have the focus", || {
        page.yes("return document.activeElement.getAttribute('aria-invalid') === 'true'")
    })?;
    // Nothing was made on the way.
    page.go("#/s3/buckets")?;
    learner.see("s3.none")?;
    page.quiet()
}
