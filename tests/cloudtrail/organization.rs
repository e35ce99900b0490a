//! Trails of an organization: who may make them, what is in which account, where files go.

use serde_json::{Value, json};
use watchtrail::services::cloudtrail::State;
use watchtrail::sim::{AccountId, Region, Span};

use super::trails::{BUCKET, open_bucket, set_policy};
use crate::support::Lab;

const SERVICE: &str = "cloudtrail.amazonaws.com";
const ARN: &str = "arn:aws:cloudtrail:us-east-1:123456789012:trail/all";

fn keys(lab: &Lab) -> Vec<String> {
    let objects = &lab.world.s3().buckets()[BUCKET].objects;
    objects.present().map(|(key, ..)| key.to_owned()).collect()
}

fn organization(lab: &mut Lab) -> String {
    let told = lab.org("DescribeOrganization", json!({}));
    told["Organization"]["Id"].as_str().unwrap().to_owned()
}

/// An organization with a member, a bucket, and the trail of all accounts, which logs.
fn covered(more: Value) -> (Lab, String, String) {
    let (mut lab, member) = Lab::with_member("shop");
    open_bucket(&mut lab, BUCKET);
    lab.org("EnableAWSServiceAccess", json!({ "ServicePrincipal": SERVICE }));
    let mut input = json!({ "Name": "all", "S3BucketName": BUCKET, "IsOrganizationTrail": true });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = lab.ok("cloudtrail", "CreateTrail", input);
    assert_eq!((&made["TrailARN"], &made["IsOrganizationTrail"]), (&json!(ARN), &json!(true)));
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "all" }));
    let id = organization(&mut lab);
    (lab, member, id)
}

fn make(lab: &mut Lab) -> String {
    let input = json!({ "Name": "all", "S3BucketName": BUCKET, "IsOrganizationTrail": true });
    let error = lab.fails("cloudtrail", "CreateTrail", input);
    error["code"].as_str().unwrap().to_owned()
}

fn code(lab: &mut Lab, key: &str, op: &str, input: Value) -> String {
    lab.signed(key, "cloudtrail", op, input).reply.unwrap_err().code
}

#[test]
fn only_the_management_account_of_an_organization_that_trusts_cloudtrail_makes_one() {
    let mut lab = Lab::new();
    open_bucket(&mut lab, BUCKET);
    assert_eq!(make(&mut lab), "OrganizationsNotInUseException");
    lab.org("CreateOrganization", json!({ "FeatureSet": "CONSOLIDATED_BILLING" }));
    assert_eq!(make(&mut lab), "OrganizationNotInAllFeaturesModeException");
    lab.org("DeleteOrganization", json!({}));
    lab.org("CreateOrganization", json!({}));
    assert_eq!(make(&mut lab), "CloudTrailAccessNotEnabledException");
    let member = lab.member("shop");
    lab.org("EnableAWSServiceAccess", json!({ "ServicePrincipal": SERVICE }));
    let key = lab.enter(&member);
    let input = json!({ "Name": "all", "S3BucketName": BUCKET, "IsOrganizationTrail": true });
    let refused = code(&mut lab, &key, "CreateTrail", input);
    assert_eq!(refused, "NotOrganizationMasterAccountException");
    // The bucket must let it write below the organization's id, not below the account's alone.
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "Service": SERVICE }, "Action": "s3:GetBucketAcl",
          "Resource": format!("arn:aws:s3:::{BUCKET}") },
        { "Effect": "Allow", "Principal": { "Service": SERVICE }, "Action": "s3:PutObject",
          "Resource": format!("arn:aws:s3:::{BUCKET}/AWSLogs/123456789012/*") },
    ] });
    set_policy(&mut lab, BUCKET, &policy);
    assert_eq!(make(&mut lab), "InsufficientS3BucketPolicyException");
    let id = organization(&mut lab);
    let wider = policy.to_string().replace("AWSLogs/123456789012", &format!("AWSLogs/{id}"));
    set_policy(&mut lab, BUCKET, &serde_json::from_str(&wider).unwrap());
    let input = json!({ "Name": "all", "S3BucketName": BUCKET, "IsOrganizationTrail": true });
    lab.ok("cloudtrail", "CreateTrail", input);
    let role = "AWSServiceRoleForCloudTrail";
    for account in ["123456789012", &member] {
        let iam = lab.world.accounts().of(AccountId::parse(account).unwrap());
        assert!(iam.roles().contains_key(role), "{account}");
    }
    let records = lab.world.cloudtrail().records();
    let linked = records.iter().find(|one| one.event_name == "CreateServiceLinkedRole").unwrap();
    assert_eq!(linked.caller.account, AccountId::HOME);
}

/// row: Organization trail
#[test]
fn h_organization_trail_of_two_accounts_that_no_member_can_stop() {
    let (mut lab, member, id) = covered(json!({ "IsMultiRegionTrail": true }));
    let key = lab.enter(&member);
    let all = lab.signed(&key, "cloudtrail", "DescribeTrails", json!({})).reply.unwrap();
    let [seen] = all["trailList"].as_array().unwrap().as_slice() else { panic!("{all}") };
    assert_eq!((&seen["TrailARN"], &seen["IsOrganizationTrail"]), (&json!(ARN), &json!(true)));
    let named = || json!({ "Name": ARN });
    for op in ["GetTrail", "GetTrailStatus"] {
        lab.signed(&key, "cloudtrail", op, named()).reply.unwrap();
    }
    let listed = lab.signed(&key, "cloudtrail", "ListTrails", json!({})).reply.unwrap();
    assert_eq!(listed["Trails"][0]["TrailARN"], ARN);
    // By its name it would be one of the member's own, and there is none.
    let own = code(&mut lab, &key, "GetTrail", json!({ "Name": "all" }));
    assert_eq!(own, "TrailNotFoundException");
    for op in ["StopLogging", "DeleteTrail", "UpdateTrail"] {
        let refused = code(&mut lab, &key, op, named());
        assert_eq!(refused, "NotOrganizationMasterAccountException", "{op}");
    }
    let selectors = json!({ "TrailName": ARN, "EventSelectors": [] });
    let refused = code(&mut lab, &key, "PutEventSelectors", selectors);
    assert_eq!(refused, "NotOrganizationMasterAccountException");
    lab.sleep(Span::mins(6));
    let keys = keys(&lab);
    let has = |account: &str| {
        let folder = format!("AWSLogs/{id}/{account}/CloudTrail/us-east-1/2025/01/06/");
        keys.iter().any(|key| key.starts_with(&format!("{folder}{account}_CloudTrail_us-east-1_")))
    };
    assert!(has("123456789012") && has(&member), "{keys:?}");
    assert!(keys.iter().all(|key| key.starts_with(&format!("AWSLogs/{id}/"))), "{keys:?}");
    let status = lab.signed(&key, "cloudtrail", "GetTrailStatus", named()).reply.unwrap();
    assert_eq!(status["IsLogging"], true);
    assert!(status["LatestDeliveryTime"].is_string() || status["LatestDeliveryTime"].is_number());
    // That it was tried is in the file of the member.
    let trail = &lab.world.cloudtrail().trails().values().next().unwrap();
    let account = AccountId::parse(&member).unwrap();
    let (_, place) = trail.places.iter().find(|(scope, _)| scope.account == account).unwrap();
    let tried = |state: &State| state.records().iter().any(|it| it.event_name == "StopLogging");
    assert!(place.files.last().is_some() && tried(lab.world.cloudtrail()));
}

#[test]
fn accounts_that_come_later_are_covered_and_digests_are_made_for_each() {
    let (mut lab, member, id) = covered(json!({ "EnableLogFileValidation": true }));
    let later = lab.member("bank");
    let account = AccountId::parse(&later).unwrap();
    let iam = lab.world.accounts().of(account);
    assert!(iam.roles().contains_key("AWSServiceRoleForCloudTrail"));
    let key = lab.enter(&later);
    lab.signed(&key, "sns", "CreateTopic", json!({ "Name": "orders" })).reply.unwrap();
    lab.sleep(Span::hours(2));
    let keys = keys(&lab);
    for of in ["123456789012", &member, &later] {
        let folder = format!("AWSLogs/{id}/{of}/CloudTrail-Digest/us-east-1/2025/01/06/");
        let name = format!("{folder}{of}_CloudTrail-Digest_us-east-1_all_us-east-1_20250106T01");
        assert!(keys.iter().any(|key| key.starts_with(&name)), "{of} {keys:?}");
    }
    let files = format!("AWSLogs/{id}/{later}/CloudTrail/us-east-1/");
    assert!(keys.iter().any(|key| key.starts_with(&files)), "{keys:?}");
}

#[test]
fn what_is_converted_or_trusted_no_longer_is_the_management_accounts_alone() {
    let (mut lab, member, id) = covered(json!({}));
    let back = json!({ "Name": "all", "IsOrganizationTrail": false });
    assert_eq!(lab.ok("cloudtrail", "UpdateTrail", back)["IsOrganizationTrail"], false);
    let key = lab.enter(&member);
    let seen = lab.signed(&key, "cloudtrail", "DescribeTrails", json!({})).reply.unwrap();
    assert_eq!(seen["trailList"], json!([]));
    let again = json!({ "Name": "all", "IsOrganizationTrail": true });
    assert_eq!(lab.ok("cloudtrail", "UpdateTrail", again)["IsOrganizationTrail"], true);
    let seen = lab.signed(&key, "cloudtrail", "DescribeTrails", json!({})).reply.unwrap();
    assert_eq!(seen["trailList"][0]["TrailARN"], ARN);
    lab.org("DisableAWSServiceAccess", json!({ "ServicePrincipal": SERVICE }));
    let told = lab.ok("cloudtrail", "GetTrail", json!({ "Name": "all" }));
    assert_eq!(told["Trail"]["IsOrganizationTrail"], false);
    lab.sleep(Span::mins(6));
    let last = lab.world.cloudtrail().trails().values().next().unwrap();
    let place = last.place(Region::US_EAST_1).unwrap();
    assert!(place.files.last().unwrap().key.starts_with("AWSLogs/123456789012/"), "{id}");
}

#[test]
fn a_delegated_administrator_makes_and_stops_trails_that_are_the_management_accounts() {
    let (mut lab, member) = Lab::with_member("audit");
    open_bucket(&mut lab, BUCKET);
    lab.org("EnableAWSServiceAccess", json!({ "ServicePrincipal": SERVICE }));
    let delegation = json!({ "AccountId": member, "ServicePrincipal": SERVICE });
    lab.org("RegisterDelegatedAdministrator", delegation);
    let key = lab.enter(&member);
    let input = json!({ "Name": "all", "S3BucketName": BUCKET, "IsOrganizationTrail": true });
    let made = lab.signed(&key, "cloudtrail", "CreateTrail", input).reply.unwrap();
    assert_eq!(made["TrailARN"], ARN);
    for op in ["StartLogging", "StopLogging"] {
        lab.signed(&key, "cloudtrail", op, json!({ "Name": ARN })).reply.unwrap();
    }
    let convert = json!({ "Name": ARN, "IsOrganizationTrail": false });
    let refused = code(&mut lab, &key, "UpdateTrail", convert);
    assert_eq!(refused, "NotOrganizationMasterAccountException");
}
