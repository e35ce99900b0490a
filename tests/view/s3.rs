//! The pages of S3: buckets, folders, versions, what an object holds, what can be done.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::gzip;
use watchtrail::learn::bet::Said;
use watchtrail::services::Request;
use watchtrail::services::s3::Body;
use watchtrail::services::s3::state::{PublicAccessBlock, Versioning};
use watchtrail::sim::{Region, Scope};
use watchtrail::view::route::{BucketQuery, BucketTab};
use watchtrail::view::s3::bucket::{Detail, Entry, contents, detail};
use watchtrail::view::s3::content::{self, Kind};
use watchtrail::view::s3::{act, bucket_reads, list, object, size};

use crate::support::Lab;

fn send(lab: &mut Lab, request: &Request) {
    lab.ok("s3api", request.spec().name, request.input());
}

fn lab() -> Lab {
    let mut lab = Lab::new();
    for request in act::create("evidence", Region::US_EAST_1, true, false) {
        send(&mut lab, &request);
    }
    for (key, text) in
        [("a.txt", "one"), ("logs/1/x.json", "{}"), ("logs/2/y", "2"), ("a.txt", "two")]
    {
        let body = Body::new(text.as_bytes().to_vec());
        send(&mut lab, &act::put("evidence", key, &body, "text/plain"));
    }
    lab
}

fn page(lab: &Lab, prefix: &str, versions: bool) -> Detail {
    let query = BucketQuery { prefix: prefix.to_owned(), versions, ..BucketQuery::of("evidence") };
    detail(&lab.world, &query).unwrap()
}

fn shown(page: &Detail) -> Vec<String> {
    let line = |entry: &Entry| match entry {
        Entry::Folder { name, prefix } => format!("{name}/ -> {prefix}"),
        Entry::Object(it) => {
            let state = match (it.marker, it.latest) {
                (true, _) => " marker",
                (false, true) => "",
                (false, false) => " older",
            };
            format!("{} {}{state}", it.name, it.size)
        }
    };
    page.entries.iter().map(line).collect()
}

#[test]
fn buckets_are_listed_with_what_is_in_them() {
    let mut lab = lab();
    for request in act::create("other", Region::US_EAST_1, false, true) {
        send(&mut lab, &request);
    }
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    let rows = list(&lab.world, scope);
    let found: Vec<_> =
        rows.iter().map(|row| (row.name.as_str(), row.objects, row.bytes, row.versions)).collect();
    assert_eq!(found, [("evidence", 3, 9, true), ("other", 0, 0, true)]);
    assert!(rows.iter().all(|row| !row.public));
    let elsewhere = act::create("eu", "eu-west-1".parse().unwrap(), false, false);
    assert_eq!(
        elsewhere[0].input()["CreateBucketConfiguration"],
        json!({ "LocationConstraint": "eu-west-1" })
    );
    assert_eq!([size(0), size(1023), size(1536)], ["0 B", "1023 B", "1.5 KB"]);
}

#[test]
fn folders_and_versions_are_shown() {
    let mut lab = lab();
    assert_eq!(shown(&page(&lab, "", false)), ["logs/ -> logs/", "a.txt 3"]);
    let deep = page(&lab, "logs/1/", false);
    assert_eq!(shown(&deep), ["x.json 2"]);
    let path: Vec<_> = deep.path.iter().map(|(name, to)| format!("{name} {to}")).collect();
    assert_eq!(path, ["logs logs/", "1 logs/1/"]);
    send(&mut lab, &act::remove("evidence", "a.txt", None));
    assert_eq!(shown(&page(&lab, "", false)), ["logs/ -> logs/"]);
    let all = page(&lab, "", true);
    assert_eq!(shown(&all), ["logs/ -> logs/", "a.txt 0 marker", "a.txt 3 older", "a.txt 3 older"]);
    assert_eq!(all.count, 5);
    let page = object::detail(&lab.world, "evidence", "a.txt", None).unwrap();
    assert!(page.marker && page.latest && page.versions.len() == 3);
    assert_eq!(object::folder("evidence", "logs/1/x.json").prefix, "logs/1/");
    for request in act::empty("evidence", &contents(&lab.world, "evidence")) {
        send(&mut lab, &request);
    }
    assert_eq!(contents(&lab.world, "evidence"), []);
    send(&mut lab, &act::delete("evidence"));
}

#[test]
fn lifecycle_rules_are_told_line_by_line() {
    let mut lab = lab();
    let rule = json!({
        "ID": "old", "Status": "Enabled", "Filter": { "And": {
            "Prefix": "logs/", "Tags": [{ "Key": "a", "Value": "b" }], "ObjectSizeLessThan": 9,
        } },
        "Transitions": [{ "Days": 30, "StorageClass": "STANDARD_IA" }],
        "Expiration": { "Days": 90 },
        "NoncurrentVersionExpiration": { "NoncurrentDays": 7, "NewerNoncurrentVersions": 2 },
    });
    let rules = json!({ "Bucket": "evidence", "LifecycleConfiguration": { "Rules": [rule] } });
    lab.ok("s3api", "PutBucketLifecycleConfiguration", rules);
    let page = page(&lab, "", false);
    let told = |lines: &[Said]| -> Vec<String> {
        let args =
            |line: &Said| line.args.iter().map(|(_, it)| format!(" {it}")).collect::<String>();
        lines.iter().map(|line| format!("{}{}", line.key, args(line))).collect()
    };
    let [rule] = page.rules.as_slice() else { panic!("{:?}", page.rules) };
    assert!(rule.enabled && rule.id == "old");
    let about = ["s3.rules.prefix logs/", "s3.rules.tag a b", "s3.rules.under 9"];
    assert_eq!(told(&rule.about), about);
    let acts =
        ["s3.rules.move.days STANDARD_IA 30", "s3.rules.end.days 90", "s3.rules.old.end 7 2"];
    assert_eq!(told(&rule.acts), acts);
}

#[test]
fn packed_json_is_laid_out_and_packed_again_when_edited() {
    let body = Body::new(gzip::pack(br#"{"Records":[{"eventName":"StopLogging"}]}"#));
    let shown = content::content(&body);
    assert_eq!((shown.kind, shown.packed, shown.cut), (Kind::Json, true, false));
    assert!(shown.text.contains("\n      \"eventName\": \"StopLogging\"\n"), "{}", shown.text);
    let (text, packed) = content::editable(&body).unwrap();
    let edited = content::edited(&text.replace("StopLogging", "GetTrail"), packed);
    assert_eq!(content::content(&edited).text, shown.text.replace("StopLogging", "GetTrail"));
    let bytes = content::content(&Body::new([0, 255, 65]));
    assert_eq!(bytes.kind, Kind::Bytes);
    assert_eq!(bytes.text, format!("00000000  {:<47}  ..A", "00 ff 41"));
    assert_eq!(content::editable(&Body::new([0, 255])), None);
    assert_eq!(content::content(&Body::new(*b"12")).kind, Kind::Text);
    let long = Body::new("가".repeat(content::MOST).into_bytes());
    assert!(content::content(&long).cut);
}

#[test]
fn what_is_changed_on_the_page_is_changed() {
    let mut lab = lab();
    let account = lab.world.account().to_string();
    let policy = act::trail_policy("evidence", &account);
    assert_eq!(act::policy_problem("evidence", &policy), None);
    assert_eq!(
        act::policy_problem("evidence", "{").as_deref(),
        Some("Policies must be valid JSON and the first byte must be '{'")
    );
    assert_eq!(act::policy_problem("evidence", ""), None);
    let block = PublicAccessBlock { restrict: false, ..PublicAccessBlock::ALL };
    let tags = [("team".to_owned(), "audit".to_owned())].into();
    let mut requests = vec![
        act::set_policy("evidence", &policy),
        act::block("evidence", block),
        act::lock("evidence", "GOVERNANCE", Some(30)),
    ];
    requests.extend(act::retag("evidence", &tags));
    for request in &requests {
        send(&mut lab, request);
    }
    let shown = page(&lab, "", false);
    assert_eq!((shown.block, &shown.tags, shown.public), (Some(block), &tags, false));
    assert_eq!(shown.versioning, Some(Versioning::Enabled));
    assert!(shown.lock.is_some() && shown.policy.as_deref() == Some(policy.as_str()));
    send(&mut lab, &act::put("evidence", "kept", &Body::new(*b"x"), ""));
    let of = |lab: &Lab| object::detail(&lab.world, "evidence", "kept", None).unwrap();
    let kept = of(&lab);
    assert!(kept.lockable && kept.locked.is_some_and(|it| !it.held && it.until.is_some()));
    send(&mut lab, &act::hold("evidence", "kept", kept.version.as_deref(), true));
    assert!(of(&lab).locked.is_some_and(|it| it.held));
    send(&mut lab, &act::set_policy("evidence", " "));
    for request in act::retag("evidence", &[].into()) {
        send(&mut lab, &request);
    }
    let shown = page(&lab, "", false);
    assert_eq!((shown.policy, shown.tags.len()), (None, 0));
    let reply = lab.ok("s3api", "GetObject", act::get("evidence", "kept", None).input());
    assert_eq!(act::got(&reply), Some(Body::new(*b"x")));
}

#[test]
fn each_side_asks_what_it_shows() {
    let asked = |tab, versions| -> Vec<&str> {
        let query = BucketQuery { tab, versions, ..BucketQuery::of("b") };
        bucket_reads(&query).iter().map(|request| request.spec().name).collect()
    };
    assert_eq!(asked(BucketTab::Objects, false), ["ListObjectsV2"]);
    assert_eq!(asked(BucketTab::Objects, true), ["ListObjectVersions"]);
    assert_eq!(asked(BucketTab::Properties, false).len(), 5);
    assert_eq!(asked(BucketTab::Permissions, false)[0], "GetPublicAccessBlock");
}

#[test]
fn an_object_is_tagged_from_its_page() {
    let mut lab = lab();
    let shown = |lab: &Lab| object::detail(&lab.world, "evidence", "a.txt", None).unwrap().tags;
    let tags = [("class".to_owned(), "note".to_owned())].into();
    send(&mut lab, &act::tag_object("evidence", "a.txt", None, &tags));
    assert_eq!(shown(&lab), tags);
    send(&mut lab, &act::tag_object("evidence", "a.txt", None, &Default::default()));
    assert!(shown(&lab).is_empty());
}
