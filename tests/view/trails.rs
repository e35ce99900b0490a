//! The pages of trails.

use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::gzip;
use watchtrail::services::cloudtrail::insights::Kind;
use watchtrail::services::s3;
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::text::Lang;
use watchtrail::view::trails::check::{self, Ask, Verdict};
use watchtrail::view::trails::selectors::Draft;
use watchtrail::view::trails::unusual::{self, Story};
use watchtrail::view::trails::{self, State, act};

use super::denial::texts;
use crate::support::Lab;

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

/// What the form sends when only the name was typed.
fn made() -> Lab {
    let mut lab = Lab::new();
    let mut form = act::Form::new(scope(&lab), lab.world.now(), None);
    form.name = "main".to_owned();
    for request in form.requests(scope(&lab)) {
        let (service, op) = (request.service().cli, request.spec().name);
        lab.ok(service, op, request.input());
    }
    lab
}

fn one(lab: &Lab) -> trails::one::One {
    let arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/main";
    trails::one::model(&lab.world, Region::US_EAST_1, arn, &texts(Lang::En, &["denial"])).unwrap()
}

#[test]
fn h_a_trail_made_as_in_the_console_is_of_every_region_validates_and_logs_at_once() {
    let mut lab = made();
    let [row] = trails::list(&lab.world, scope(&lab)).rows.try_into().unwrap();
    assert!(row.multi && row.validation);
    assert_eq!(row.state, State::Logging);
    assert!(row.bucket.starts_with("aws-cloudtrail-logs-123456789012-"), "{}", row.bucket);
    assert_eq!(row.bucket.len(), "aws-cloudtrail-logs-123456789012-".len() + 8);
    lab.sleep(Span::mins(5));
    let page = one(&lab);
    let [file] = page.files.try_into().unwrap();
    assert_eq!(file.events, 1);
    assert!(file.key.starts_with("AWSLogs/123456789012/CloudTrail/us-east-1/"));
    let shown: Vec<(usize, bool)> =
        page.regions.iter().map(|region| (region.waiting, region.error.is_some())).collect();
    assert_eq!(shown, [(0, false)]);
}

#[test]
fn the_page_says_why_files_do_not_arrive() {
    let mut lab = made();
    let bucket = trails::list(&lab.world, scope(&lab)).rows[0].bucket.clone();
    lab.ok("s3api", "DeleteBucketPolicy", json!({ "Bucket": bucket }));
    lab.sleep(Span::mins(5));
    let page = one(&lab);
    assert_eq!(page.state, State::Failing("AccessDenied".to_owned()));
    assert_eq!(page.regions[0].error.as_deref(), Some("AccessDenied"));
    assert!(page.regions[0].why.is_some());
    assert_eq!(page.regions[0].waiting, 2);
    assert!(page.files.is_empty());
}

#[test]
fn h_basic_and_advanced_event_selectors_are_edited_without_losing_any() {
    let mut lab = made();
    let arn = one(&lab).arn;
    let mut put = |draft: &Draft| -> Value {
        let input = draft.request(&arn).unwrap().input();
        lab.ok("cloudtrail", "PutEventSelectors", input);
        serde_json::from_str(&one(&lab).selectors_json).unwrap()
    };
    let mut draft = Draft::of(&Default::default());
    assert!(draft.read && draft.write && draft.management && !draft.advanced);
    (draft.read, draft.no_kms) = (false, true);
    draft.objects = "arn:aws:s3:::a/\n\n arn:aws:s3:::b/logs ".to_owned();
    assert_eq!(
        put(&draft),
        json!([{
            "ReadWriteType": "WriteOnly", "IncludeManagementEvents": true,
            "DataResources": [{ "Type": "AWS::S3::Object",
                "Values": ["arn:aws:s3:::a/", "arn:aws:s3:::b/logs"] }],
            "ExcludeManagementEventSources": ["kms.amazonaws.com"],
        }])
    );
    draft.advanced = true;
    let advanced = put(&draft);
    assert_eq!(advanced[1]["FieldSelectors"][1]["Equals"], json!(["AWS::S3::Object"]));
    draft.json = "[{".to_owned();
    assert!(draft.request(&arn).is_none() && draft.advanced().is_err());
    let (mut none, read) = (Draft::of(&Default::default()), false);
    (none.read, none.write) = (read, false);
    assert!(none.request(&arn).is_none());
}

/// Row H: Insights events.
#[test]
fn h_the_page_of_insights_tells_why_an_event_began_in_numbers() {
    let mut lab = made();
    let request = act::insights("main", &[Kind::CallRate]);
    lab.ok("cloudtrail", request.spec().name, request.input());
    let page = |lab: &Lab, opened: Option<&str>| {
        let texts = texts(Lang::En, &["unusual"]);
        unusual::model(&lab.world, scope(lab), opened, &texts)
    };
    let start = lab.world.now();
    let [trail] = page(&lab, None).trails.try_into().unwrap();
    assert_eq!((trail.name.as_str(), trail.ready), ("main", Some(start + Span::hours(36))));
    lab.sleep(Span::hours(36));
    assert_eq!(page(&lab, None).trails[0].ready, None);
    for count in [12, 11] {
        for n in 0..count {
            lab.ok("sns", "CreateTopic", json!({ "Name": format!("t{n}") }));
        }
        lab.sleep(Span::mins(1));
    }
    let began = start + Span::hours(36);
    lab.sleep(Span::mins(14));
    let [row] = page(&lab, None).rows.try_into().unwrap();
    assert_eq!((row.name, row.start, row.end), ("CreateTopic", began, None));
    lab.sleep(Span::mins(10));
    let opened = page(&lab, Some(&row.id)).detail.unwrap();
    assert_eq!(opened.row.end, Some(began + Span::mins(2)));
    assert_eq!(
        opened.story,
        Story {
            trail: "arn:aws:cloudtrail:us-east-1:123456789012:trail/main".to_owned(),
            first: Some(12),
            before: 0,
            least: 10.0,
            lasted: Some((2, 23)),
        }
    );
    let dots: Vec<f64> = opened.chart.series[0].dots.iter().map(|dot| dot.value).collect();
    assert_eq!((dots.len(), dots[30], dots[31], dots[32]), (56, 12.0, 11.0, 0.0));
    assert_eq!(dots.iter().sum::<f64>(), 23.0);
    let [users, ..] = opened.attributions.as_slice() else { panic!() };
    let user = "arn:aws:iam::123456789012:user/admin".to_owned();
    assert_eq!(users.values, [(user, Some(11.5), None)]);
    assert_eq!(opened.records.len(), 2);
    assert_eq!(page(&lab, Some("gone")).detail, None);
}

#[test]
fn the_form_switches_insights_on_when_it_is_asked_to() {
    let lab = Lab::new();
    let mut form = act::Form::new(scope(&lab), lab.world.now(), None);
    form.name = "main".to_owned();
    let names = |form: &act::Form| -> Vec<&'static str> {
        form.requests(scope(&lab)).iter().map(|request| request.spec().name).collect()
    };
    assert!(!names(&form).contains(&"PutInsightSelectors"));
    form.insights = vec![Kind::ErrorRate];
    assert_eq!(names(&form).last(), Some(&"PutInsightSelectors"));
}

#[test]
fn h_the_page_checks_the_chain_digest_by_digest_and_log_by_log() {
    let mut lab = made();
    let asked = |lab: &Lab| {
        let arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/main".to_owned();
        let ask = Ask {
            arn,
            account: lab.world.account(),
            region: Region::US_EAST_1,
            back: Span::hours(6),
        };
        check::check(&lab.world, &ask, &texts(Lang::En, &["aws"])).unwrap()
    };
    assert_eq!((asked(&lab).digests.len(), one(&lab).digests.len()), (0, 0));
    for name in ["a", "b", "c"] {
        lab.sleep(Span::mins(61));
        lab.ok("sns", "CreateTopic", json!({ "Name": name }));
    }
    lab.sleep(Span::mins(61));
    assert!(one(&lab).digests.contains(&Region::US_EAST_1));
    let found = asked(&lab);
    assert!(found.is_whole(), "{found:?}");
    let [(digests, _), (logs, _)] = found.tally();
    assert_eq!((digests, logs), (4, 4));
    let log = |at: usize| found.digests[at].logs[0].clone();
    let (edited, removed) = (log(0), log(1));
    let edit = |lab: &mut Lab, body: &str| {
        let object = json!({ "Bucket": edited.bucket, "Key": edited.key, "Body": body });
        lab.ok("s3api", "PutObject", object);
    };
    edit(&mut lab, "{}");
    lab.ok("s3api", "DeleteObject", json!({ "Bucket": removed.bucket, "Key": removed.key }));
    let again = asked(&lab);
    assert!(!again.is_whole());
    assert_eq!(again.digests[0].logs[0].verdict, Verdict::Other("invalid format".to_owned()));
    assert_eq!(again.digests[1].logs[0].verdict, Verdict::Missing);
    // Another content in the right form: the hash tells.
    edit(&mut lab, &s3::Body::new(gzip::pack(b"{}")).to_wire());
    assert_eq!(asked(&lab).digests[0].logs[0].verdict, Verdict::HashDiffers);
    // A digest that is gone: nothing vouches for its logs.
    let gone = &found.digests[2].file;
    lab.ok("s3api", "DeleteObject", json!({ "Bucket": gone.bucket, "Key": gone.key }));
    let last = asked(&lab);
    let digests = last.digests.iter();
    let missing = digests.filter(|digest| digest.file.verdict == Verdict::Missing);
    assert_eq!(missing.map(|digest| digest.logs.len()).collect::<Vec<_>>(), [0]);
    assert!(last.command.starts_with("aws cloudtrail validate-logs --trail-arn "));
}
