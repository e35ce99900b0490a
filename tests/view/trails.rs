//! The pages of trails.

use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::text::Lang;
use watchtrail::view::trails::selectors::Draft;
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
