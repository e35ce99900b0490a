//! What the small world of each concept shows once its script has run.

use serde_json::Value;

use super::mini::{Mark, Outcome, Row, Stage};
use crate::sim::scope::{Region, Scope};
use crate::view::alarms::why::Why;
use crate::view::cost::{self, dollars};
use crate::view::iam::trial::{self, Asked};

/// What a world shows.
pub(super) fn outcome(stage: &Stage<'_>) -> Outcome {
    match stage.id {
        "services" => services(stage),
        "metrics" => metrics(stage),
        "alarms" => alarms(stage),
        "notifications" => notifications(stage),
        "records" => records(stage),
        "trails" => trails(stage),
        "permissions" => permissions(stage),
        "costs" => costs(stage),
        "moved-on" => moved_on(stage),
        _ => Outcome::default(),
    }
}

fn rows(rows: Vec<Row>) -> Outcome {
    Outcome { rows, ..Outcome::default() }
}

/// A text of an answer.
fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value.get(member).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// `00:05` of `2025-01-06T00:05:00+00:00`.
fn minute(time: &str) -> &str {
    time.get(11..16).unwrap_or(time)
}

/// The points of an answer of `GetMetricStatistics`, in order: when, and the value.
fn points(answer: &Value, stat: &str) -> Vec<(String, f64)> {
    let value = |point: &Value| {
        let extended = point.pointer(&format!("/ExtendedStatistics/{stat}"));
        extended.or_else(|| point.get(stat)).and_then(Value::as_f64)
    };
    let point = |one: &Value| Some((text(one, "/Timestamp").to_owned(), value(one)?));
    let mut all: Vec<_> = list(answer, "Datapoints").iter().filter_map(point).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

/// A number with at most two decimals.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The newest record that a look into event history gave.
fn record(stage: &Stage<'_>) -> Option<Value> {
    let events = stage.json("lookup-events");
    let event = list(&events, "Events").first()?;
    serde_json::from_str(text(event, "/CloudTrailEvent")).ok()
}

fn services(stage: &Stage<'_>) -> Outcome {
    let points = points(&stage.json("get-metric-statistics"), "Average");
    let told: Vec<String> =
        points.iter().map(|(time, value)| format!("{} {}%", minute(time), short(*value))).collect();
    let last = points.last().map(|(time, _)| minute(time).to_owned());
    // The last window that ends before what is asked for.
    let ended = last.is_none_or(|last| last.as_str() < "00:45");
    let answer = stage.json("describe-instances");
    let instance = answer.pointer("/Reservations/0/Instances/0").unwrap_or(&Value::Null);
    let state = text(instance, "/State/Name");
    let tag = text(instance, "/Tags/0/Value");
    let config = match (stage.value("act"), tag) {
        ("stop", _) => format!("running → {state}"),
        (_, "") => stage.say("same"),
        (_, tag) => format!("Name: – → {tag}"),
    };
    let changed = config != stage.say("same");
    let recorded = record(stage);
    let trail = recorded.as_ref().map_or_else(
        || stage.say("unrecorded"),
        |record| {
            let who = text(record, "/userIdentity/userName");
            let when = text(record, "/eventTime");
            format!("{} · {who} · {when}", text(record, "/eventName"))
        },
    );
    let marked = |is| if is { Mark::Yes } else { Mark::No };
    let mut found = vec![
        stage.row("cloudwatch", told.join(" · "), Mark::Plain),
        stage.row("cloudtrail", trail, marked(recorded.is_some())),
        stage.row("config", config, marked(changed)),
    ];
    if ended {
        found.insert(1, stage.row("silent", stage.say("silent"), Mark::No));
    }
    rows(found)
}

fn metrics(stage: &Stage<'_>) -> Outcome {
    let stat = stage.value("stat");
    let points = points(&stage.json("get-metric-statistics"), stat);
    if points.is_empty() {
        return rows(vec![stage.row("none", stage.say("none"), Mark::No)]);
    }
    let row = |(time, value): &(String, f64)| Row {
        label: minute(time).to_owned(),
        value: short(*value),
        mark: Mark::Plain,
    };
    rows(points.iter().map(row).collect())
}

fn alarms(stage: &Stage<'_>) -> Outcome {
    if let Some(refused) = stage.line("put-metric-alarm").filter(|line| line.exit != 0) {
        return rows(vec![stage.row("refused", refused.stderr.trim(), Mark::No)]);
    }
    let world = stage.sim.world();
    let scope = Scope { account: world.account(), region: Region::US_EAST_1 };
    let alarm = world.cloudwatch().region(scope).and_then(|all| all.alarms().get("load-high"));
    let Some(alarm) = alarm else { return Outcome::default() };
    let why = Why::of(world, scope, alarm, world.now(), "");
    let state = alarm.value().name();
    let mark = match state {
        "ALARM" => Mark::No,
        "OK" => Mark::Yes,
        _ => Mark::Waiting,
    };
    let mut found = vec![stage.row("state", state, mark)];
    found.extend(why.iter().map(|why| stage.row("rule", why.rule(stage.texts), Mark::Plain)));
    let history = stage.json("describe-alarm-history");
    found.extend(list(&history, "AlarmHistoryItems").iter().map(|item| Row {
        label: minute(text(item, "/Timestamp")).to_owned(),
        value: text(item, "/HistorySummary").to_owned(),
        mark: Mark::Plain,
    }));
    let cells = why.map(|why| why.cells(stage.texts).0).unwrap_or_default();
    Outcome { rows: found, cells, code: None }
}

fn notifications(stage: &Stage<'_>) -> Outcome {
    let history = stage.json("describe-alarm-history");
    let items = list(&history, "AlarmHistoryItems");
    let of = |kind: &str| {
        items.iter().rev().find(|item| text(item, "/HistoryItemType") == kind).map(|item| {
            (text(item, "/HistorySummary").to_owned(), text(item, "/HistoryData").to_owned())
        })
    };
    let moved = of("StateUpdate").map_or_else(String::new, |(summary, _)| summary);
    let action = of("Action");
    let acted = action.as_ref().map_or_else(|| stage.say("no-action"), |(said, _)| said.clone());
    let went = action.as_ref().is_some_and(|(said, _)| said.starts_with("Successfully"));
    let answer = stage.json("list-subscriptions-by-topic");
    let arn = list(&answer, "Subscriptions").first().map(|one| text(one, "/SubscriptionArn"));
    let waits = arn == Some("PendingConfirmation");
    let mails = stage.sim.world().inbox().mails().iter();
    let alarms = mails.filter(|mail| mail.mail.subject.starts_with("ALARM:")).count();
    let subscribed = stage.say(if waits { "pending" } else { "confirmed" });
    let mailed = stage.say(if alarms > 0 { "mail" } else { "no-mail" });
    let marked = |is| if is { Mark::Yes } else { Mark::No };
    rows(vec![
        stage.row("state", moved, Mark::Yes),
        stage.row("action", acted, marked(went)),
        stage.row("subscription", subscribed, if waits { Mark::Waiting } else { Mark::Yes }),
        stage.row("mail", mailed, marked(alarms > 0)),
    ])
}

fn records(stage: &Stage<'_>) -> Outcome {
    let answered = stage.line("sns create-topic");
    let failed = answered.filter(|line| line.exit != 0);
    let reply = failed.map_or_else(|| stage.say("allowed"), |line| line.stderr.trim().to_owned());
    let mark = if failed.is_some() { Mark::No } else { Mark::Yes };
    let mut found = vec![stage.row("reply", reply, mark)];
    let Some(record) = record(stage) else { return rows(found) };
    let issuer = "/userIdentity/sessionContext/sessionIssuer/arn";
    let members = [
        ("when", "/eventTime"),
        ("what", "/eventName"),
        ("type", "/userIdentity/type"),
        ("arn", "/userIdentity/arn"),
        ("issuer", issuer),
        ("where", "/sourceIPAddress"),
        ("error", "/errorCode"),
    ];
    let members = members.iter().map(|(label, path)| (label, text(&record, path)));
    let told = members.filter(|(_, value)| !value.is_empty());
    found.extend(told.map(|(label, value)| stage.row(label, value, Mark::Plain)));
    let code = serde_json::to_string_pretty(&record).ok();
    Outcome { rows: found, code, cells: Vec::new() }
}

/// The second in which the act happened has passed; as AWS writes it.
const ACT: &str = "2025-01-06T02:00:01";

fn trails(stage: &Stage<'_>) -> Outcome {
    let found = record(stage);
    let listed = stage.json("list-objects-v2");
    let since = |folder: &str| {
        let keys = list(&listed, "Contents").iter();
        let mut keys = keys.filter(|one| text(one, "/LastModified") > ACT);
        keys.find(|one| text(one, "/Key").contains(folder)).map(|one| text(one, "/Key").to_owned())
    };
    let (file, digest) = (since("/CloudTrail/"), since("/CloudTrail-Digest/"));
    let row = |label: &str, key: Option<String>, waiting: &str| match key {
        Some(key) => stage.row(label, key, Mark::Yes),
        None => stage.row(label, stage.say(waiting), Mark::Waiting),
    };
    let digest = match stage.is_on("validation") {
        true => row("digest", digest, "not-yet"),
        false => stage.row("digest", stage.say("no-digest"), Mark::No),
    };
    let event = found
        .map(|record| format!("{} · {}", text(&record, "/eventName"), text(&record, "/eventTime")));
    rows(vec![row("history", event, "not-yet"), row("file", file, "not-yet"), digest])
}

fn permissions(stage: &Stage<'_>) -> Outcome {
    let world = stage.sim.world();
    let ground = trial::ground(world);
    let asked = Asked {
        principal: format!("arn:aws:iam::{}:user/hana", world.account()),
        action: "ec2:StopInstances".to_owned(),
        resource: "*".to_owned(),
        ..Asked::default()
    };
    let mut found = Vec::new();
    if let Ok(answer) = trial::answer(&ground, &asked, stage.texts) {
        for kind in answer.kinds {
            let lines = kind.policies.iter().flat_map(|policy| {
                policy.statements.iter().map(move |line| (policy.name.clone(), line))
            });
            let told: Vec<(String, bool)> = lines
                .map(|(name, line)| (format!("{name}: {}", line.says), line.allows && line.matches))
                .collect();
            let good = told.iter().any(|(_, good)| *good);
            let said: Vec<String> = told.into_iter().map(|(said, _)| said).collect();
            let (value, mark) = match said.is_empty() {
                true => (stage.say("none"), Mark::Plain),
                false => (said.join(" · "), if good { Mark::Yes } else { Mark::No }),
            };
            found.push(Row { label: kind.title, value, mark });
        }
    }
    let call = stage.line("stop-instances");
    let failed = call.filter(|line| line.exit != 0);
    let reply = failed.map_or_else(|| stage.say("stopped"), |line| line.stderr.trim().to_owned());
    found.push(stage.row("reply", reply, if failed.is_some() { Mark::No } else { Mark::Yes }));
    if let Some(record) = record(stage) {
        let error = text(&record, "/errorCode");
        let said = if error.is_empty() { stage.say("no-error") } else { error.to_owned() };
        found.push(stage.row("record", said, Mark::Plain));
    }
    rows(found)
}

fn costs(stage: &Stage<'_>) -> Outcome {
    let model = cost::model(stage.sim.world());
    let lines = model.lines.iter().filter(|line| line.units > 0).map(|line| Row {
        label: stage.texts.t(&format!("cost.item.{}", line.item.key())).to_owned(),
        value: line.arithmetic(),
        mark: Mark::Plain,
    });
    let sum = stage.row("sum", dollars(model.total), Mark::Yes);
    rows(lines.chain([sum]).collect())
}

fn moved_on(stage: &Stage<'_>) -> Outcome {
    let asked = stage.lines.iter().filter(|line| line.command.contains("lookup-events"));
    let row = |line: &crate::shell::run::Printed| {
        // What is printed behind the answer names the service that was called.
        let answer = line.stdout.trim_end();
        let (answer, service) = answer.rsplit_once('\n').unwrap_or((answer, ""));
        let events: Value = serde_json::from_str(answer).unwrap_or_default();
        let there = !list(&events, "Events").is_empty();
        let region = line.command.split("--region ").nth(1)?.split(' ').next()?;
        let said = stage.say(if there { "there" } else { "not-there" });
        let mark = if there { Mark::Yes } else { Mark::No };
        let label = stage.row(service, said, mark);
        Some(Row { label: format!("{} · {region}", label.label), ..label })
    };
    let mut found: Vec<Row> = Vec::new();
    for row in asked.filter_map(row) {
        if !found.contains(&row) {
            found.push(row);
        }
    }
    rows(found)
}
