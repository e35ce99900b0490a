//! Starting: language and theme before the first paint, failing with words, offline.

use browser::{Look, Page, Result, Setup, Words, key};

/// A function body: the page is under a worker that has kept everything.
const KEPT: &str = "return !!navigator.serviceWorker.controller";

#[test]
fn starts_quietly_under_any_path() -> Result<()> {
    let page = Page::open(&Setup::from_env()?, Look::default(), "")?;
    page.until("the page to be kept", || page.yes(KEPT))?;
    assert!(page.yes("return document.documentElement.lang === 'en'")?);
    page.quiet()?;
    // The policy holds: a script that comes with the page's text does not run.
    let inline = "const script = document.createElement('script'); \
        script.textContent = 'window.ran = true'; document.head.append(script); \
        return !window.ran";
    assert!(page.yes(inline)?);
    Ok(())
}

#[test]
fn speaks_the_browsers_language_from_the_start() -> Result<()> {
    let look = Look { lang: "ko-KR", ..Look::default() };
    let page = Page::blank(&Setup::from_env()?, look)?;
    page.block(&["*.wasm"])?;
    page.visit("")?;
    page.see(Words::read("ko")?.t("boot.failed"))?;
    assert!(page.yes("return document.documentElement.lang === 'ko'")?);
    page.block(&[])?;
    page.click("button", Words::read("ko")?.t("boot.again"))?;
    page.see(Words::read("ko")?.t("app.clock.next-event"))
}

#[test]
fn without_texts_the_boot_script_says_so() -> Result<()> {
    let (page, words) = (Page::blank(&Setup::from_env()?, Look::default())?, Words::read("en")?);
    page.block(&["*/text-*"])?;
    page.visit("")?;
    page.see(words.t("boot.failed"))?;
    page.block(&[])?;
    page.click("button", words.t("boot.again"))?;
    page.see(words.t("app.clock.next-event"))
}

/// The start page is there, and its bet waits without a word of complaint.
fn waits(page: &Page, words: &Words) -> Result<()> {
    page.see(words.t("home.bet.waiting"))?;
    page.see(words.t("home.begin"))?;
    assert!(page.yes("return document.getElementById('boot').hidden")?);
    Ok(())
}

#[test]
fn the_start_page_needs_the_first_file_alone() -> Result<()> {
    let (page, words) = (Page::blank(&Setup::from_env()?, Look::default())?, Words::read("en")?);
    page.block(&["*/rest-*"])?;
    page.load("#/")?;
    waits(&page, &words)?;
    // What needs more cannot go on without, and says so; then it can.
    page.go("#/labs/first-alert")?;
    page.see(words.t("boot.failed"))?;
    page.block(&[])?;
    page.click("button", words.t("boot.again"))?;
    page.see(words.t("lab-first-alert.title"))
}

#[test]
fn the_start_page_needs_no_more_elsewhere_and_on_other_days() -> Result<()> {
    let setup = Setup::from_env()?;
    for (lang, zone, day) in
        [("ko-KR", "Asia/Seoul", 20_500), ("fr-FR", "Australia/Adelaide", 21_000)]
    {
        let page = Page::blank(&setup, Look { lang, ..Look::default() })?;
        page.zone(zone)?;
        page.before(&format!("Date.now = () => {day} * 864e5"))?;
        page.block(&["*/rest-*"])?;
        page.load("#/")?;
        page.keys(key::TAB)?;
        waits(&page, &Words::read(if lang == "ko-KR" { "ko" } else { "en" })?)?;
    }
    Ok(())
}

#[test]
fn what_is_wanted_before_the_second_file_came_waits_for_it() -> Result<()> {
    let (page, words) = (Page::blank(&Setup::from_env()?, Look::default())?, Words::read("en")?);
    page.before(
        "const fetched = window.fetch; window.fetch = (what, ...how) => \
         /\\/rest-/.test(what) ? new Promise(() => {}) : fetched(what, ...how)",
    )?;
    page.load("#/")?;
    page.go("#/labs/first-alert")?;
    page.see(words.t("lab-first-alert.title"))?;
    page.quiet()
}

#[test]
fn what_is_pressed_before_the_second_file_came_is_pressed_again_then() -> Result<()> {
    let (page, words) = (Page::blank(&Setup::from_env()?, Look::default())?, Words::read("en")?);
    page.before(
        "const fetched = window.fetch; window.fetch = (what, ...how) => \
         /\\/rest-/.test(what) ? new Promise(go => { (window.come ??= []).push(go); }) \
         .then(() => fetched(what, ...how)) : fetched(what, ...how)",
    )?;
    page.load("#/")?;
    page.click("button", words.t("home.begin"))?;
    page.see(words.t("boot.loading"))?;
    // The page goes on living meanwhile.
    page.see(words.t("home.bet.waiting"))?;
    page.session.run("window.come.forEach(go => go())", &[])?;
    page.see(words.t("lab.brief"))?;
    assert!(page.yes("return document.getElementById('boot').hidden")?);
    page.quiet()
}

/// Visits the page in a browser that a script made older; gives it once it was told.
fn too_old(script: &str) -> Result<Page> {
    let page = Page::blank(&Setup::from_env()?, Look::default())?;
    page.before(script)?;
    page.visit("")?;
    page.see(Words::read("en")?.t("boot.old"))?;
    Ok(page)
}

#[test]
fn tells_an_old_browser() -> Result<()> {
    too_old("delete window.WebAssembly")?.quiet()
}

#[test]
fn tells_a_browser_that_does_not_compile_at_once() -> Result<()> {
    too_old("WebAssembly.Module = function () { throw new RangeError('too large') }")?.quiet()
}

#[test]
fn takes_the_theme_before_the_first_paint() -> Result<()> {
    // The program does not run here: what shows is the boot script's doing.
    let page = too_old("delete window.WebAssembly; localStorage['watchtrail.theme'] = 'dark'")?;
    assert!(page.yes("return document.documentElement.dataset.theme === 'dark'")?);
    Ok(())
}

/// row: Offline PWA
#[test]
fn works_offline_after_the_first_visit() -> Result<()> {
    let page = Page::open(&Setup::from_env()?, Look::default(), "")?;
    page.until("the page to be kept", || page.yes(KEPT))?;
    page.server.stop();
    page.reload()?;
    page.see(Words::read("en")?.t("app.clock.next-event"))?;
    page.visit("index.html")?;
    page.see(Words::read("en")?.t("app.clock.next-event"))?;
    // The other language and the labs were kept too, not only what was shown.
    page.session.run("localStorage['watchtrail.lang'] = 'ko'", &[])?;
    page.reload()?;
    page.see(Words::read("ko")?.t("app.clock.next-event"))?;
    page.go("#/labs/first-alert")?;
    page.see(Words::read("ko")?.t("lab-first-alert.title"))
}

#[test]
fn a_new_version_replaces_the_old_one_whole() -> Result<()> {
    let mut setup = Setup::from_env()?;
    let copy = std::env::temp_dir().join(format!("watchtrail-{}", std::process::id()));
    browser::copy(&setup.site, &copy)?;
    setup.site.clone_from(&copy);
    let page = Page::open(&setup, Look::default(), "")?;
    page.until("the page to be kept", || page.yes(KEPT))?;
    // Half published: the worker speaks of a page that is not there yet. Nothing changes.
    let worker = read(&copy.join("sw.js"))?;
    let broken = of_another_page(&worker).replace("VERSION = '", "VERSION = 'n");
    write(&copy.join("sw.js"), &broken)?;
    let update = "const done = arguments[0]; navigator.serviceWorker.getRegistration() \
        .then((r) => r.update()).then(() => done(true), () => done(false))";
    page.session.run_async(update, &[])?;
    page.reload()?;
    let names = "const done = arguments[0]; caches.keys().then(done)";
    page.until("the new version to be given up", || {
        let caches = page.session.run_async(names, &[])?.to_string();
        Ok(caches.contains("watchtrail-") && !caches.contains("watchtrail-n"))
    })?;
    page.see(Words::read("en")?.t("app.clock.next-event"))?;
    // Published whole.
    write(&copy.join("sw.js"), &worker.replace("VERSION = '", "VERSION = 'm"))?;
    page.session.run_async(update, &[])?;
    page.until("the new version to be kept", || {
        Ok(page.session.run_async(names, &[])?.to_string().contains("watchtrail-m"))
    })?;
    // For tabs that still run it, the version before is there, not the half one between them.
    let kept = page.session.run_async(names, &[])?.to_string();
    assert!(kept.matches("watchtrail-").count() == 2 && !kept.contains("watchtrail-n"), "{kept}");
    page.reload()?;
    page.see(Words::read("en")?.t("app.clock.next-event"))?;
    std::fs::remove_dir_all(&copy).map_err(|error| error.to_string())
}

/// The worker with a hash that its page has not, but might have: one that cannot be is ignored.
fn of_another_page(worker: &str) -> String {
    const PAGE: &str = "\"./\":\"sha256-";
    let (before, hash) = worker.split_once(PAGE).expect("a page");
    let mut hash = hash.chars();
    let other = if hash.next() == Some('A') { 'B' } else { 'A' };
    format!("{before}{PAGE}{other}{}", hash.as_str())
}

fn read(path: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

fn write(path: &std::path::Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|error| error.to_string())
}
