//! What is kept in the browser, and what happens when it cannot be.

use browser::{Downloads, Look, Page, Result, Setup, Words};
use serde_json::json;

use crate::support::Learner;

fn make_topic(learner: &Learner, name: &str) -> Result<()> {
    learner.page.go("#/sns/create-topic")?;
    learner.enter("sns.create.name", name)?;
    learner.button("sns.topics.create")?;
    learner.page.see(&learner.words.fill("sns.create.done", "name", name))
}

#[test]
fn a_reload_loses_nothing_and_undo_goes_on() -> Result<()> {
    let learner = Learner::open("#/")?;
    make_topic(&learner, "one")?;
    make_topic(&learner, "two")?;
    learner.page.reload()?;
    learner.page.go("#/sns/topics")?;
    learner.page.find("link", "two")?;
    learner.button("app.clock.undo")?;
    learner.page.until("the topic to be gone", || Ok(!learner.page.has("link", "two")?))?;
    learner.page.find("link", "one")?;
    learner.button("app.clock.redo")?;
    learner.page.find("link", "two")?;
    learner.page.quiet()
}

#[test]
fn a_session_goes_out_as_a_file_and_comes_back() -> Result<()> {
    let learner = Learner::open("#/")?;
    let page = &learner.page;
    let downloads = Downloads::of(page)?;
    make_topic(&learner, "one")?;
    page.go("#/settings")?;
    learner.button("settings.export")?;
    let file = downloads.wait(page, ".jsonl")?;
    make_topic(&learner, "two")?;
    let import = |file: &std::path::Path| {
        page.go("#/settings")?;
        let field = page.find("input[type=file]", learner.t("settings.import"))?;
        page.session.type_into(&field, &file.to_string_lossy())
    };
    import(&file)?;
    // It opens as a session of its own, as it was, beside the one there was.
    learner.see("home.opened.file")?;
    learner.to("topics")?;
    page.find("link", "one")?;
    assert!(!page.has("link", "two")?);
    let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    // What is no session is told, and nothing changes.
    import(&downloads.write("nonsense.txt", "one, two, three")?)?;
    learner.see("learn.load.not-a-session")?;
    page.go("#/sns/topics")?;
    page.find("link", "one")?;
    // Of a damaged one it is told where it breaks off.
    let cut = text.trim_end().rsplit_once('\n').map(|(head, _)| format!("{head}\n{{\"c"));
    import(&downloads.write("damaged.jsonl", &cut.unwrap_or_default())?)?;
    page.see(learner.t("learn.load.broken").rsplit('}').next().unwrap_or_default())?;
    // The first session is still there, with what was done after the export.
    page.go("#/settings")?;
    page.click("button", "Sandbox · no. 1")?;
    page.go("#/sns/topics")?;
    page.find("link", "two")?;
    page.quiet()
}

#[test]
fn a_full_storage_is_told_and_costs_nothing() -> Result<()> {
    let page = Page::blank(&Setup::from_env()?, Look::default())?;
    page.before(
        "Storage.prototype.setItem = () => { \
         throw new DOMException('full', 'QuotaExceededError') }",
    )?;
    page.load("#/sns/create-topic")?;
    let learner = Learner { page, words: Words::read("en")? };
    make_topic(&learner, "one")?;
    learner.see("app.save.full")?;
    learner.page.go("#/sns/topics")?;
    learner.page.find("link", "one").map(drop)
}

#[test]
fn a_blocked_storage_is_told_and_costs_nothing() -> Result<()> {
    let page = Page::blank(&Setup::from_env()?, Look::default())?;
    page.before(
        "Object.defineProperty(window, 'localStorage', { get() { \
           throw new DOMException('blocked', 'SecurityError') } })",
    )?;
    page.load("#/sns/create-topic")?;
    let learner = Learner { page, words: Words::read("en")? };
    make_topic(&learner, "one")?;
    learner.see("app.save.blocked")
}

#[test]
fn what_cannot_be_read_is_not_overwritten() -> Result<()> {
    for (text, key) in
        [("nonsense", "learn.load.not-a-session"), ("{\"format\":999}\n", "learn.load.newer")]
    {
        let learner = Learner::open("#/")?;
        make_topic(&learner, "one")?;
        let spoil = "const key = Object.keys(localStorage) \
               .find((key) => /^watchtrail\\.save\\..*\\.0$/.test(key)); \
             localStorage[key] = arguments[0]; return key";
        let key_of_save = learner.page.session.run(spoil, &[text.into()])?;
        learner.page.reload()?;
        learner.page.see(learner.t(key).split('{').next().unwrap_or_default())?;
        make_topic(&learner, "two")?;
        let kept = "return localStorage[arguments[0]]";
        assert_eq!(learner.page.session.run(kept, &[key_of_save])?, json!(text));
    }
    Ok(())
}

#[test]
fn a_second_tab_does_not_overwrite_the_first() -> Result<()> {
    let learner = Learner::open("#/")?;
    make_topic(&learner, "one")?;
    let session = &learner.page.session;
    let first = session.get("window")?;
    let second = session.post("window/new", &json!({ "type": "tab" }))?;
    session.post("window", &json!({ "handle": second.get("handle") }))?;
    learner.page.load("#/sns/topics")?;
    learner.see("app.save.elsewhere")?;
    learner.page.find("link", "one")?;
    make_topic(&learner, "two")?;
    session.post("window", &json!({ "handle": first }))?;
    make_topic(&learner, "three")?;
    learner.page.reload()?;
    learner.page.go("#/sns/topics")?;
    learner.page.find("link", "three")?;
    assert!(!learner.page.has("link", "two")?);
    Ok(())
}
