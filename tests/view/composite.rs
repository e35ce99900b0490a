//! The pages of composite alarms and mute rules: why a composite alarm was in its state at any past
//! instant (which child decided, suppression and mutes told), the builder, the rules of muting.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::composite::explain::{Kind, Node};
use watchtrail::services::cloudwatch::composite::suppress::SuppressedBy;
use watchtrail::services::cloudwatch::mutes::Status;
use watchtrail::sim::zone::Zone;
use watchtrail::sim::{Region, Scope, Span, Time};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::alarms::build::{self, Check};
use watchtrail::view::alarms::{chain, composite, list, mutes};

use crate::support::{self, Lab};

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

fn texts() -> Texts {
    let mut texts = Texts::new(Lang::En);
    texts.add(&support::read("static/text/en/alarms.json")).unwrap();
    texts
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn page(lab: &Lab, name: &str, at: Option<Time>) -> composite::Model {
    composite::model(&lab.world, scope(lab), name, at, &texts()).unwrap()
}

/// `site` looks at `web` and `db`; `deploy` suppresses it. Each step a minute after the other.
fn story() -> Lab {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    for name in ["web", "db", "deploy"] {
        lab.put_child(name);
        lab.set(name, "OK");
    }
    let changes = json!({ "AlarmActions": [TOPIC], "ActionsSuppressor": "deploy",
        "ActionsSuppressorWaitPeriod": 90, "ActionsSuppressorExtensionPeriod": 60 });
    lab.put_composite("site", "(ALARM(web) OR ALARM(db)) AND NOT ALARM(deploy)", changes);
    lab.sleep(Span::mins(10));
    lab.set("db", "ALARM");
    lab.sleep(Span::mins(1));
    lab.set("web", "ALARM");
    lab.sleep(Span::mins(5));
    lab
}

/// The terms with whether they hold, inner ones indented.
fn lines(node: &Node, deep: usize, out: &mut Vec<String>) {
    let seen = match &node.kind {
        Kind::Alarm(seen) => {
            let state = seen.state.map_or("none", |(state, _)| state.name());
            format!(" [{state}{}]", if seen.decided { ", decided" } else { "" })
        }
        Kind::AtLeast { found, total } => format!(" [{found}/{total}]"),
        _ => String::new(),
    };
    out.push(format!("{}{} {}{seen}", "  ".repeat(deep), node.holds, node.text));
    node.parts.iter().for_each(|part| lines(part, deep + 1, out));
}

fn tree(model: &composite::Model) -> Vec<String> {
    let mut out = Vec::new();
    lines(&model.why.as_ref().unwrap().tree, 0, &mut out);
    out
}

#[test]
fn why_is_a_tree_at_every_past_moment() {
    let lab = story();
    let begun = Time::parse("2025-01-06T00:10:00Z").unwrap();
    let now = page(&lab, "site", None);
    assert_eq!((now.state, now.live), (StateValue::Alarm, true));
    assert_eq!(
        tree(&now),
        [
            "true (ALARM(web) OR ALARM(db)) AND NOT ALARM(deploy)",
            "  true ALARM(web) OR ALARM(db)",
            "    true ALARM(web) [ALARM]",
            "    true ALARM(db) [ALARM, decided]",
            "  true NOT ALARM(deploy)",
            "    false ALARM(deploy) [OK]",
        ]
    );
    // At the moment db changed, web was still OK, and the actions waited.
    let then = page(&lab, "site", Some(begun));
    assert_eq!(tree(&then)[2], "    false ALARM(web) [OK]");
    let why = then.why.unwrap();
    assert_eq!(why.change.condition.value, StateValue::Alarm);
    assert_eq!(why.suppressed, Some((SuppressedBy::WaitPeriod, begun)));
    // Before it nothing held, and the state was OK.
    let before = page(&lab, "site", Some(begun - Span::secs(1)));
    assert_eq!(tree(&before)[0], "false (ALARM(web) OR ALARM(db)) AND NOT ALARM(deploy)");
    assert_eq!(before.why.unwrap().change.condition.value, StateValue::Ok);
    let children: Vec<&str> = now.children.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(children, ["web", "db", "deploy"]);
    assert_eq!(now.ribbon.state_at(begun - Span::secs(1)), Some(StateValue::Ok));
    assert_eq!(now.ribbon.state_at(begun + Span::secs(1)), Some(StateValue::Alarm));
    assert_eq!(now.changes[0].at, begun);
}

#[test]
fn the_chain_goes_from_the_child_over_the_wait_to_the_topic() {
    let lab = story();
    let told = page(&lab, "site", None).chain.unwrap();
    let titles: Vec<&str> = told.before.iter().map(|hop| hop.title.as_str()).collect();
    assert_eq!(titles, ["db → ALARM", "ALARM"]);
    let branch: Vec<(&str, &str)> =
        told.branches[0].iter().map(|hop| (hop.title.as_str(), hop.detail.as_str())).collect();
    assert_eq!(
        branch,
        [
            ("Actions wait: suppressor deploy", "waits for the suppressor alarm"),
            ("SNS ops-alerts", "published"),
            ("Nobody", "The topic has no subscription."),
        ]
    );
    assert!(chain::broke(&told));
}

#[test]
fn cycles_and_mutes_are_told() {
    let mut lab = story();
    lab.put_composite("outer", "ALARM(site)", json!({}));
    lab.put_composite("site", "ALARM(outer)", json!({}));
    let why = page(&lab, "site", None).why.unwrap();
    assert_eq!(why.cycle, ["site", "outer"]);
    let rule = json!({ "Schedule": { "Expression": "at(2025-01-06T00:00)", "Duration": "PT1H" } });
    let input = json!({ "Name": "night", "Rule": rule, "MuteTargets": { "AlarmNames": ["site"] } });
    lab.ok("cloudwatch", "PutAlarmMuteRule", input);
    let muted = page(&lab, "site", None).why.unwrap().muted.unwrap();
    assert_eq!(muted.rule.rest(), "alarm-mute-rule:night");
    let rows = list::model(&lab.world, scope(&lab), &texts()).rows;
    let site = rows.iter().find(|row| row.name == "site").unwrap();
    assert!(site.muted && !site.suppressed);
    assert_eq!(site.condition, "ALARM(outer)");
}

#[test]
fn the_builder_says_what_the_rule_would_be_and_where_it_is_wrong() {
    let lab = story();
    let model = build::model(&lab.world, scope(&lab), None, None);
    assert_eq!(model.check("  "), Check::Empty);
    let Check::Wrong(mistake) = model.check("ALARM(web) XOR OK(db)") else { panic!() };
    let (before, wrong, after) = build::cut("ALARM(web) XOR OK(db)", &mistake);
    assert_eq!(
        (before.as_str(), wrong.as_str(), after.as_str()),
        ("ALARM(web) ", "XOR", " OK(db)")
    );
    let Check::Reads { state, missing, .. } = model.check("ALARM(web) AND OK(nobody)") else {
        panic!()
    };
    assert_eq!((state, missing), (StateValue::Ok, vec!["nobody".to_owned()]));
    // Clicked together.
    let web = build::term(false, "ALARM", "web");
    let rule = build::join("", "AND", &web);
    let rule = build::join(&rule, "OR", &build::term(true, "OK", "my db"));
    assert_eq!(rule, "ALARM(web) OR NOT OK(\"my db\")");
    let rule = build::wrap(&rule, true);
    assert_eq!(build::join(&format!("{rule} AND"), "OR", &web), format!("{rule} AND {web}"));
    let both = ["web".to_owned(), "db".to_owned()];
    assert_eq!(build::at_least("50%", false, "ALARM", &both), "AT_LEAST(50%, ALARM, (web, db))");
    // An alarm that exists is read back as it was.
    let model = build::model(&lab.world, scope(&lab), Some("site"), None);
    let config = lab.world.cloudwatch().composite(scope(&lab), "site").unwrap().config().clone();
    let (one, other) = (model.draft.request().unwrap(), composite::put(&config));
    assert_eq!(one.input(), other.input());
    assert_eq!(build::Draft::default().request(), None);
}

#[test]
fn mute_rules_are_listed_with_their_windows_and_what_is_owed() {
    let mut lab = story();
    let draft = mutes::Draft {
        name: "now".to_owned(),
        expression: "at(2025-01-06T00:16)".to_owned(),
        duration: "PT1H".to_owned(),
        targets: vec!["web".to_owned(), "site".to_owned()],
        ..mutes::Draft::default()
    };
    let now = lab.world.now();
    assert_eq!(draft.windows(now).unwrap().len(), 1);
    let request = draft.request().unwrap();
    lab.ok("cloudwatch", "PutAlarmMuteRule", request.input());
    lab.set("web", "OK");
    lab.set("db", "OK");
    let model = mutes::model(&lab.world, scope(&lab));
    let row = &model.rows[0];
    assert_eq!((row.name.as_str(), row.status), ("now", Status::Active));
    assert_eq!(row.schedule, "at(2025-01-06T00:16) · PT1H · UTC");
    assert_eq!(row.window.unwrap().1, Time::parse("2025-01-06T01:16:00Z").unwrap());
    let blank = mutes::Draft::default();
    assert!(blank.is_blank() && blank.windows(now).is_none());
    let weekly = blank.with("alarms.mute.sample.weekly", now).windows(now).unwrap();
    assert_eq!(weekly.len(), 3);
    // One that mutes once still does so from the next minute on when the clock has moved.
    let once = mutes::Draft::on("web", now).at(now + Span::mins(7));
    assert_eq!(once.sample, "alarms.mute.sample.once");
    assert_eq!(once.windows(now).unwrap()[0].0, now.floor(Span::mins(1)) + Span::mins(8));
    assert_eq!(weekly[0].0, Time::parse("2025-01-12T02:00:00Z").unwrap());
    for (_, expression, duration) in mutes::samples(now, Zone::UTC) {
        let duration = duration.to_owned();
        assert!(mutes::Draft { expression, duration, ..draft.clone() }.windows(now).is_some());
    }
    let wrong = mutes::Draft { duration: "4h".to_owned(), ..draft };
    assert_eq!(wrong.windows(now), None);
}

/// One that begins with the next minute does so by the clock of its time zone; what exists is read
/// back as it was, and its windows end with it.
#[test]
fn a_mute_rule_is_changed_as_it_was_made() {
    let mut lab = story();
    let now = lab.world.now();
    let seoul = mutes::Draft { timezone: "Asia/Seoul".to_owned(), ..mutes::Draft::on("web", now) };
    let soon = now.floor(Span::mins(1)) + Span::mins(1);
    assert_eq!(seoul.at(now).windows(now).unwrap()[0].0, soon);
    let draft = mutes::Draft {
        description: "planned work".to_owned(),
        start: "2025-01-06T23:30".to_owned(),
        expire: "2025-01-08T00:30".to_owned(),
        ..mutes::Draft::on("web", now).with("alarms.mute.sample.nightly", now)
    };
    let at = |text: &str| Time::parse(text).unwrap();
    let expected = [
        (at("2025-01-06T23:30:00Z"), at("2025-01-07T01:00:00Z")),
        (at("2025-01-07T23:00:00Z"), at("2025-01-08T00:30:00Z")),
    ];
    assert_eq!(draft.windows(now).unwrap(), expected);
    lab.ok("cloudwatch", "PutAlarmMuteRule", draft.request().unwrap().input());
    let row = mutes::model(&lab.world, scope(&lab)).rows.remove(0);
    assert_eq!(row.draft, mutes::Draft { sample: "", ..draft.clone() });
    let turned = mutes::Draft { expire: "2025-01-05T00:00".to_owned(), ..draft.clone() };
    assert_eq!((draft.dates(), turned.dates()), (mutes::Dates::Fine, mutes::Dates::Turned));
    let unread = mutes::Draft { expire: "tomorrow".to_owned(), ..draft };
    assert_eq!((unread.dates(), unread.request()), (mutes::Dates::Unread, None));
}

/// The suppressor that holds actions back is named, and what it held back did not simply go on.
#[test]
fn a_suppressor_is_named_as_such() {
    let mut lab = story();
    lab.set("deploy", "ALARM");
    lab.sleep(Span::mins(3));
    let model = page(&lab, "site", None);
    assert!(model.is_suppressor("deploy") && !model.is_suppressor("web"));
    let changed = story();
    let chain = page(&changed, "site", None).chain.unwrap();
    let first = &chain.branches[0][0];
    assert_eq!(
        (first.title.as_str(), first.went),
        ("Actions wait: suppressor deploy", chain::Went::Held)
    );
}

#[test]
fn what_is_typed_of_a_composite_alarm_is_kept() {
    let lab = story();
    let model = build::model(&lab.world, scope(&lab), None, None);
    let tags = vec![("team".to_owned(), "shop".to_owned())];
    let draft = build::Draft { name: "site".to_owned(), tags, ..model.draft };
    let draft = draft.with("web", scope(&lab)).with("web", scope(&lab)).with("db", scope(&lab));
    assert_eq!(draft.rule, "ALARM(web) AND ALARM(db)");
    let kept = build::Draft::from_value(&draft.to_value());
    assert_eq!(kept, Some(draft));
    // It has the name of one that exists, which it would replace: what it does not name is reset.
    let model = build::model(&lab.world, scope(&lab), None, kept);
    let changes: Vec<(String, bool)> =
        model.replaced.unwrap().into_iter().map(|one| (one.member, one.reset)).collect();
    let expected = [
        ("ActionsSuppressor", true),
        ("ActionsSuppressorExtensionPeriod", true),
        ("ActionsSuppressorWaitPeriod", true),
        ("AlarmActions", true),
        ("AlarmRule", false),
    ];
    assert_eq!(changes, expected.map(|(name, reset)| (name.to_owned(), reset)));
    let sent = model.draft.request().unwrap().input();
    assert_eq!(sent["Tags"], json!([{ "Key": "team", "Value": "shop" }]));
}
