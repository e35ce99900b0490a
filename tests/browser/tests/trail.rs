//! CloudTrail's event history: looked up by one attribute and a time range, an event opened, all
//! of it downloaded.

use browser::{Downloads, Result};
use serde_json::Value;

use crate::support::{LAB, Learner};

fn recorded() -> Result<Learner> {
    let learner = Learner::with_lines(&LAB)?;
    learner.page.go("#/cloudtrail/events")?;
    learner.main_says("RunInstances")?;
    Ok(learner)
}

/// The names of the events in the list.
fn listed(learner: &Learner) -> Result<Vec<String>> {
    let names = "return [...document.querySelectorAll('.trail-list tbody th')] \
        .map((cell) => cell.innerText.trim())";
    let names = learner.page.session.run(names, &[])?;
    let names = names.as_array().into_iter().flatten();
    Ok(names.filter_map(Value::as_str).map(str::to_owned).collect())
}

fn lists(learner: &Learner, wanted: &[&str]) -> Result<()> {
    learner.page.until(&format!("the list to be {wanted:?}"), || Ok(listed(learner)? == wanted))
}

#[test]
fn event_history_is_looked_up_by_one_attribute_and_a_time_range() -> Result<()> {
    let learner = recorded()?;
    let page = &learner.page;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventName"))?;
    learner.enter("trail.value", "CreateTopic")?;
    learner.button("app.cli.title")?;
    learner.main_says("aws cloudtrail lookup-events")?;
    learner.main_says("AttributeKey=EventName,AttributeValue=CreateTopic")?;
    learner.button("trail.apply")?;
    lists(&learner, &["CreateTopic", "CreateTopic"])?;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.Username"))?;
    learner.enter("trail.value", "admin")?;
    learner.button("trail.apply")?;
    lists(&learner, &["AttachUserPolicy"])?;
    // Everything is of the first minutes, so a later range is empty.
    page.choose(learner.t("trail.range"), learner.t("trail.range.between"))?;
    learner.enter("trail.range.from", "2025-01-06 00:10")?;
    learner.enter("trail.range.to", "nonsense")?;
    learner.see("trail.range.bad")?;
    learner.enter("trail.range.to", "2025-01-06 00:09")?;
    learner.see("trail.range.order")?;
    learner.enter("trail.range.to", "2025-01-06 00:20")?;
    learner.button("trail.apply")?;
    learner.see("trail.empty.match")?;
    learner.enter("trail.range.from", "2025-01-06 00:00:30")?;
    learner.button("trail.apply")?;
    lists(&learner, &["AttachUserPolicy"])?;
    learner.button("trail.clear")?;
    learner.main_says("RunInstances")?;
    page.quiet()
}

#[test]
fn an_event_opens_with_its_record_and_why_it_was_refused() -> Result<()> {
    let learner = recorded()?;
    let page = &learner.page;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.EventName"))?;
    learner.enter("trail.value", "CreateTopic")?;
    learner.button("trail.apply")?;
    lists(&learner, &["CreateTopic", "CreateTopic"])?;
    let refused = page.nth("link", "Open CreateTopic", 1)?;
    page.session.click(&refused)?;
    learner.see("trail.record")?;
    let record = "return [...document.querySelectorAll('.trail-opened pre')] \
        .map((code) => code.innerText).find((text) => text.includes('eventVersion'))";
    let record = page.session.run(record, &[])?;
    let record: Value =
        serde_json::from_str(record.as_str().unwrap_or_default()).map_err(|e| e.to_string())?;
    for (place, value) in [
        ("/eventName", "CreateTopic"),
        ("/eventSource", "sns.amazonaws.com"),
        ("/errorCode", "AccessDenied"),
        ("/userIdentity/userName", "jiwoo"),
        ("/awsRegion", "us-east-1"),
        ("/eventTime", "2025-01-06T00:01:00Z"),
    ] {
        assert_eq!(record.pointer(place).and_then(Value::as_str), Some(value), "{place}");
    }
    learner.main_says("AWSCloudTrail_ReadOnlyAccess")?;
    page.accessible()?;
    learner.button("trail.close")?;
    page.gone(learner.t("trail.record"))?;
    page.quiet()
}

#[test]
fn event_history_is_downloaded_as_csv_and_json() -> Result<()> {
    let learner = recorded()?;
    let page = &learner.page;
    let downloads = Downloads::of(page)?;
    page.choose(learner.t("trail.by"), learner.t("trail.attribute.Username"))?;
    learner.enter("trail.value", "jiwoo")?;
    learner.button("trail.apply")?;
    page.until("jiwoo's events alone", || {
        Ok(!listed(&learner)?.contains(&"AttachUserPolicy".to_owned()))
    })?;
    let names = listed(&learner)?;
    learner.button("trail.csv")?;
    let csv = downloads.read(page, "event_history.csv")?;
    let mut lines = csv.lines();
    let head = lines.next().unwrap_or_default();
    assert!(head.starts_with("User name,AWS access key,Event time,Event source,Event name"));
    let fields = |line: &str| line.split(',').nth(4).unwrap_or_default().to_owned();
    assert_eq!(lines.map(fields).collect::<Vec<_>>(), names, "{csv}");
    learner.button("trail.json")?;
    let json = downloads.read(page, "event_history.json")?;
    let json: Value = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let records = json.get("Records").and_then(Value::as_array).ok_or("no records")?;
    let name = |record: &Value| {
        assert_eq!(record.pointer("/userIdentity/userName"), Some(&Value::from("jiwoo")));
        record.get("eventName").and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    assert_eq!(records.iter().map(name).collect::<Vec<_>>(), names);
    page.quiet()
}
