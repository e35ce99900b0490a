//! Records from files: a packed log file brought in, looked up, asked who did what, and forgotten.

use browser::Result;
use serde_json::{Value, json};

use crate::support::Learner;

/// A log file's text: so many calls of two kinds, one of them refused.
fn log_file(calls: usize) -> String {
    let record = |n: usize| {
        let name = if n % 2 == 0 { "CreateTopic" } else { "DeleteTopic" };
        let mut record = json!({
            "eventVersion": "1.11",
            "userIdentity": { "type": "IAMUser", "userName": "minsu",
                "arn": "arn:aws:iam::111122223333:user/minsu" },
            "eventTime": format!("2026-03-02T09:{:02}:{:02}Z", n / 60 % 60, n % 60),
            "eventSource": "sns.amazonaws.com",
            "eventName": name,
            "awsRegion": "us-east-1",
            "requestParameters": { "name": "orders" },
            "eventID": format!("event-{n}"),
            "readOnly": false,
            "new": "a member nobody has heard of",
        });
        if n == 1 {
            record["errorCode"] = json!("AccessDenied");
        }
        record
    };
    json!({ "Records": (0..calls).map(record).collect::<Vec<_>>() }).to_string()
}

/// Chooses a file for the page, packed or as it is.
fn choose(learner: &Learner, name: &str, text: &str, packed: bool) -> Result<()> {
    let script = "const [name, text, packed, done] = arguments;
        const plain = new Blob([text]);
        const pack = () => new Response(
            plain.stream().pipeThrough(new CompressionStream('gzip'))).blob();
        Promise.resolve(packed ? pack() : plain).then((blob) => {
            const data = new DataTransfer();
            data.items.add(new File([blob], name));
            const field = document.querySelector('.evidence-fields input');
            field.files = data.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            done(true);
        });";
    let args: [Value; 3] = [name.into(), text.into(), packed.into()];
    learner.page.session.run_async(script, &args).map(drop)
}

#[test]
fn a_packed_log_file_is_brought_in_and_looked_up() -> Result<()> {
    let learner = Learner::open("#/cloudtrail/evidence")?;
    let page = &learner.page;
    learner.see("audit.evidence.drop")?;
    page.accessible()?;
    choose(&learner, "log.json.gz", &log_file(3_000), true)?;
    page.see("3,000 records, from")?;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventName"))?;
    learner.enter("trail.value", "DeleteTopic")?;
    learner.button("trail.apply")?;
    page.see("Found: 1,500")?;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventId"))?;
    learner.enter("trail.value", "event-1")?;
    learner.button("trail.apply")?;
    page.see("Found: 1")?;
    page.click("link", "Open DeleteTopic")?;
    learner.main_says("a member nobody has heard of")?;
    page.accessible()?;
    choose(&learner, "notes.txt", "no records", false)?;
    learner.see("audit.trouble.not-json")?;
    learner.link("audit.view.resource")?;
    learner.enter("audit.name.resource", "orders")?;
    learner.button("audit.show")?;
    learner.main_says("minsu")?;
    page.accessible()?;
    page.go("#/cloudtrail/evidence")?;
    learner.button("audit.evidence.forget")?;
    page.gone("3,000 records, from")?;
    page.quiet()
}

/// As many records as there may be, in files of ten thousand, each packed, as a busy account's week
/// has them. The browser makes them itself: they would be long in coming.
#[test]
fn as_many_records_as_there_may_be_do_not_freeze_the_page() -> Result<()> {
    let learner = Learner::open("#/cloudtrail/evidence")?;
    let page = &learner.page;
    learner.see("audit.evidence.drop")?;
    let script = "const [template, done] = arguments;
        const pack = (text) => new Response(
            new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
        const file = async (nth) => {
            const records = [];
            for (let n = nth * 10000; n < (nth + 1) * 10000; n += 1) {
                records.push(template.replace('event-0', `event-${n}`));
            }
            const blob = await pack(`{\"Records\":[${records.join(',')}]}`);
            return new File([blob], `${nth}.json.gz`);
        };
        Promise.all(Array.from({ length: 20 }, (_, nth) => file(nth))).then((files) => {
            const data = new DataTransfer();
            files.forEach((file) => data.items.add(file));
            const field = document.querySelector('.evidence-fields input');
            field.files = data.files;
            window.frames_drawn = 0;
            const count = () => { window.frames_drawn += 1; requestAnimationFrame(count); };
            requestAnimationFrame(count);
            field.dispatchEvent(new Event('change', { bubbles: true }));
            done(true);
        });";
    let records: Value = serde_json::from_str(&log_file(1)).unwrap();
    let template = records["Records"][0].to_string();
    learner.page.session.run_async(script, &[template.into()])?;
    page.see("200,000 records, from")?;
    // A page that read all of it at once would have drawn nothing meanwhile.
    assert!(page.yes("return window.frames_drawn > 100;")?);
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventId"))?;
    learner.enter("trail.value", "event-199999")?;
    learner.button("trail.apply")?;
    page.see("Found: 1")?;
    page.quiet()
}
