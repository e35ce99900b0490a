//! Records from files: every form they come in, piece by piece; what is wrong with those that are
//! none; the same filters and views as over event history.

use serde_json::{Value, json};
use watchtrail::gzip;
use watchtrail::services::cloudtrail::{Attribute, Query};
use watchtrail::view::audit::evidence::{Evidence, Import, MOST, Trouble};
use watchtrail::view::audit::{Records, chain, rare, resource};
use watchtrail::view::trail::{self, Filter, Format, Look};

use crate::support::vectors;

/// The records of the vectors.
fn records() -> Vec<Value> {
    let all = vectors("ct_records");
    let records = all["records"].as_array().unwrap().iter();
    // Insights come in pairs, and the form of a service's event may be a record, too.
    records.map(|one| one["record"].clone()).filter(|one| one["eventTime"].is_string()).collect()
}

/// Files brought in, so many bytes at a time.
fn bring(files: &[(&str, &[u8])], at_once: usize) -> Evidence {
    let mut import = Import::default();
    for (name, bytes) in files {
        import.begin(name);
        for piece in bytes.chunks(at_once) {
            import.feed(piece);
            while import.work(3) {}
        }
    }
    import.finish()
}

fn log_file() -> String {
    json!({ "Records": records() }).to_string()
}

fn names(evidence: &Evidence) -> Vec<String> {
    evidence.events().map(|event| event.name.to_owned()).collect()
}

#[test]
fn every_form_gives_the_same_records() {
    let records = records();
    let file = log_file();
    let whole = bring(&[("a.json", file.as_bytes())], usize::MAX);
    assert_eq!((whole.len(), whole.files()[0].trouble.clone()), (records.len(), None));
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let looked_up: Vec<Value> = records
        .iter()
        .map(|record| {
            json!({ "EventId": record["eventID"],
            "CloudTrailEvent": record.to_string() })
        })
        .collect();
    let pretty = serde_json::to_string_pretty(&json!({ "Records": records })).unwrap();
    let (first, second) = records.split_at(20);
    let twice = format!("{}\n{}", json!({ "Records": first }), json!({ "Records": second }));
    let forms: [(&str, Vec<u8>); 8] = [
        ("log.json.gz", gzip::pack(file.as_bytes())),
        ("list.json", json!(records).to_string().into_bytes()),
        ("lines.json", lines.join("\n").into_bytes()),
        ("lookup.json", json!({ "Events": looked_up, "NextToken": "x" }).to_string().into()),
        ("pretty.json", pretty.into_bytes()),
        ("joined.json", twice.into_bytes()),
        ("mark.json", [b"\xef\xbb\xbf".as_slice(), file.as_bytes()].concat()),
        (
            "members.json.gz",
            [
                gzip::pack(json!({ "Records": first }).to_string().as_bytes()),
                gzip::pack(json!({ "Records": second }).to_string().as_bytes()),
            ]
            .concat(),
        ),
    ];
    for (name, bytes) in forms {
        for at_once in [997, usize::MAX] {
            let found = bring(&[(name, &bytes)], at_once);
            assert_eq!(found.files()[0].trouble, None, "{name}");
            assert_eq!(names(&found), names(&whole), "{name} {at_once}");
        }
    }
    // As many pieces as there are bytes.
    let packed = gzip::pack(file.as_bytes());
    assert_eq!(names(&bring(&[("a.gz", &packed)], 1)), names(&whole));
}

#[test]
fn a_record_is_shown_as_it_was_written() {
    let records = records();
    let evidence = bring(&[("a.json", log_file().as_bytes())], usize::MAX);
    for event in evidence.events() {
        let text = evidence.text(event.place).unwrap();
        let record: Value = serde_json::from_str(&text).unwrap();
        assert!(records.contains(&record), "{}", event.id);
        assert_eq!(record["eventID"], event.id);
    }
    // Members nobody has heard of are kept, too.
    let own =
        br#"{"eventVersion":"9","eventTime":"2026-03-02T09:30:00Z","eventName":"X","new":[1]}"#;
    let evidence = bring(&[("own.json", own)], 5);
    let filter = Filter { attribute: None, ..Filter::default() };
    let model = trail::evidence(&evidence, &filter, &Look::default());
    assert_eq!(model.events.unwrap().rows[0].name, "X");
    assert!(evidence.text(0).unwrap().ends_with("\"new\":[1]}"));
}

#[test]
fn the_same_event_is_taken_once() {
    let file = log_file();
    let evidence = bring(&[("a", file.as_bytes()), ("b", file.as_bytes())], 4_096);
    let [first, second] = evidence.files() else { panic!("two files") };
    assert_eq!((first.taken, first.twice), (records().len(), 0));
    assert_eq!((second.taken, second.twice), (0, records().len()));
    assert_eq!(second.trouble, None);
}

#[test]
fn files_that_are_none_are_named() {
    let file = log_file();
    let packed = gzip::pack(file.as_bytes());
    let mut spoilt = packed.clone();
    spoilt[40] ^= 0xff;
    let cut = &packed[..packed.len() / 2];
    let broken = &file.as_bytes()[..file.len() - 40];
    let digest = br#"{"awsAccountId":"1","digestStartTime":"2026-03-02T09:30:00Z","logFiles":[]}"#;
    let cases: [(&[u8], Trouble); 10] = [
        (b"eventTime,eventName\n", Trouble::NotJson),
        (b"", Trouble::Empty),
        (b"[]", Trouble::Empty),
        (br#"{"Records":[]}"#, Trouble::Empty),
        (br#"[{"name":"x"}]"#, Trouble::Strangers),
        (digest, Trouble::Digest),
        (b"PK\x03\x04", Trouble::Zip),
        (cut, Trouble::Gzip),
        (broken, Trouble::Broken),
        (
            br#"{"Records":[{"eventTime":"2026-03-02T09:30:00Z" "a"}]}"#,
            Trouble::Json(String::new()),
        ),
    ];
    for (bytes, expected) in cases {
        for at_once in [3, usize::MAX] {
            let found = bring(&[("x", bytes)], at_once).files()[0].trouble.clone();
            let found = match found {
                Some(Trouble::Json(text)) => {
                    assert!(!text.is_empty());
                    Some(Trouble::Json(String::new()))
                }
                other => other,
            };
            assert_eq!(found.as_ref(), Some(&expected), "{}", String::from_utf8_lossy(bytes));
        }
    }
    assert!(bring(&[("x", &spoilt)], usize::MAX).files()[0].trouble.is_some());
    // What came before the fault is there.
    assert!(bring(&[("x", broken)], 100).len() >= 50);
}

#[test]
fn filters_pages_and_files_are_event_historys() {
    let evidence = bring(&[("a.json", log_file().as_bytes())], usize::MAX);
    let asked =
        |key, value: &str| Filter { attribute: Some((key, value.to_owned())), ..Filter::default() };
    let of = |filter: &Filter| trail::evidence(&evidence, filter, &Look::default());
    let denied = of(&asked(Attribute::EventName, "CreateTopic")).events.unwrap();
    assert_eq!(denied.total, Some(2));
    assert!(denied.rows.iter().any(|row| row.error.as_deref() == Some("AccessDenied")));
    let everything = Filter { attribute: None, ..Filter::default() };
    let look = Look { size: 10, ..Look::default() };
    let first = trail::evidence(&evidence, &everything, &look).events.unwrap();
    assert_eq!((first.rows.len(), first.more), (10, true));
    let csv = trail::evidence_file(&evidence, &everything, Format::Csv);
    assert_eq!(csv.text.lines().count(), evidence.len() + 1);
    let json = trail::evidence_file(&evidence, &everything, Format::Json);
    let value: Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!(value["Records"].as_array().unwrap().len(), evidence.len());
    let root = evidence.search(&Query {
        attribute: Some((Attribute::Username, "root".to_owned())),
        ..Query::default()
    });
    assert!(root.len() >= 2, "a sign-in and a call");
}

#[test]
fn the_views_work_over_files_too() {
    let evidence = bring(&[("a.json", log_file().as_bytes())], usize::MAX);
    let opened = evidence.events().find(|event| event.name == "AssumeRole").unwrap();
    let found = chain::model(&evidence, Some(opened.id));
    assert_eq!(found.steps[0].kind, chain::Kind::Call);
    let called = evidence.events().find(|event| event.name == "PutMetricData").unwrap();
    let found = chain::model(&evidence, Some(called.id));
    let kinds: Vec<chain::Kind> = found.steps.iter().take(2).map(|step| step.kind).collect();
    assert_eq!(kinds, [chain::Kind::Call, chain::Kind::Opened]);
    let topic = "arn:aws:sns:us-east-1:111122223333:ops-alerts";
    let found = resource::model(&evidence, topic);
    assert!(found.deeds.iter().any(|deed| deed.act.name == "Subscribe"), "{:?}", found.deeds);
    assert_eq!(rare::model(&evidence).events, evidence.len());
}

/// A record with a number for everything.
fn numbered(n: usize) -> String {
    let (minute, second) = (n / 60 % 60, n % 60);
    let (day, hour) = (n / 86_400 + 1, n / 3_600 % 24);
    let time = format!("2026-03-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    let name = format!("Call{}", n % 7);
    let rest = format!(r#""eventName":"{name}","eventID":"{n}","readOnly":false"#);
    format!(r#"{{"eventVersion":"1.11","eventTime":"{time}",{rest}}}"#)
}

#[test]
fn two_hundred_thousand_records_and_no_more() {
    let mut import = Import::default();
    import.begin("large.json");
    import.feed(b"{\"Records\":[");
    for n in 0..=MOST {
        import.feed(numbered(n).as_bytes());
        import.feed(b",");
        if n % 1_000 == 0 {
            while import.work(500) {}
        }
    }
    import.feed(b"]}");
    let evidence = import.finish();
    assert_eq!(evidence.len(), MOST);
    assert_eq!(evidence.files()[0].trouble, Some(Trouble::Full));
    let query =
        Query { attribute: Some((Attribute::EventName, "Call3".to_owned())), ..Query::default() };
    let found = evidence.search(&query);
    assert_eq!(found.len(), (0..MOST).filter(|n| n % 7 == 3).count());
    let newest = evidence.at(found[0] as usize).unwrap();
    let expected = (0..MOST).rev().find(|n| n % 7 == 3).unwrap();
    assert_eq!(newest.id, expected.to_string());
    assert_eq!(evidence.text(newest.place), Some(numbered(expected)));
}
