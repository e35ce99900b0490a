//! What can be done with trails from their pages, as requests.

use serde_json::json;

use crate::services::Request;
use crate::services::cloudtrail::api::Request as CloudTrail;
use crate::services::cloudtrail::insights::Kind;
use crate::services::cloudtrail::shapes::{
    CreateTrailInput, InsightSelector, NameInput, PutInsightSelectorsInput, Tag, TagsInput,
};
use crate::services::cloudtrail::trail::PRINCIPAL;
use crate::services::organizations::api::Request as Organizations;
use crate::services::organizations::shapes::ServiceInput;
use crate::services::s3::api::Request as S3;
use crate::services::s3::shapes::{
    CreateBucketConfiguration, CreateBucketInput, PutBucketPolicyInput,
};
use crate::sim::{AccountId, Region, Scope, Time, World, digest};
use crate::view::tags::{Tags, changes};

/// What is typed into the form that makes a trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// Whether the bucket is there already.
    pub existing: bool,
    /// The bucket.
    pub bucket: String,
    /// What stands before `AWSLogs`.
    pub prefix: String,
    /// Whether it is a trail of every Region. The console makes no other.
    pub multi: bool,
    /// Whether digests are made.
    pub validation: bool,
    /// The topic to be told, if any.
    pub topic: String,
    /// What unusual activity it looks for.
    pub insights: Vec<Kind>,
    /// Whether it is the organization's.
    pub organization: bool,
    /// The organization whose trail it can be, if the account may make one.
    pub may: Option<Whole>,
}

/// An organization, for a trail of all its accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// `o-…`.
    pub id: String,
    /// The management account, whose trail it will be.
    pub management: AccountId,
    /// Whether CloudTrail has access to it already.
    pub trusted: bool,
}

impl Whole {
    /// The organization whose trails an account may make.
    pub fn of(world: &World, account: AccountId) -> Option<Whole> {
        let of = world.organizations().of(account).filter(|of| of.all_features)?;
        let delegated = of.delegated.contains_key(&(account, PRINCIPAL.to_owned()));
        let trusted = of.services.contains_key(PRINCIPAL);
        let (id, management) = (of.id.clone(), of.management);
        (management == account || delegated).then_some(Whole { id, management, trusted })
    }
}

impl Form {
    /// The form as the console opens it, with the name the console gives a new bucket.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-a-trail-using-the-console-first-time.html>
    pub fn new(scope: Scope, now: Time, may: Option<Whole>) -> Form {
        let letters = digest::fingerprint(&(scope, now));
        Form {
            name: String::new(),
            existing: false,
            bucket: format!("aws-cloudtrail-logs-{}-{letters:08x}", scope.account),
            prefix: String::new(),
            multi: true,
            validation: true,
            topic: String::new(),
            insights: Vec::new(),
            organization: false,
            may,
        }
    }

    /// The calls the console makes: a bucket that lets the trail in, the trail, and its start.
    /// Nothing while there is no name.
    pub fn requests(&self, scope: Scope) -> Vec<Request> {
        let name = self.name.trim().to_owned();
        let bucket = self.bucket.trim().to_owned();
        if name.is_empty() || bucket.is_empty() {
            return Vec::new();
        }
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut requests = Vec::new();
        let whole = self.may.as_ref().filter(|_| self.organization);
        // The console lets CloudTrail into the organization when that is wanted first.
        if whole.is_some_and(|whole| !whole.trusted) {
            requests.push(trust());
        }
        let caller = scope.account;
        let scope = self.home(scope);
        let arn = scope.arn("cloudtrail", &format!("trail/{name}"));
        if !self.existing {
            let prefix = text(&self.prefix);
            let whole = whole.map(|whole| whole.id.as_str());
            let policy = policy((&bucket, prefix.as_deref()), scope, whole, arn.as_str());
            let input =
                PutBucketPolicyInput { bucket: bucket.clone(), policy, ..Default::default() };
            requests.push(create_bucket(&bucket, scope.region));
            requests.push(S3::PutBucketPolicy(input).into());
        }
        let input = CreateTrailInput {
            name: name.clone(),
            bucket,
            prefix: text(&self.prefix),
            topic: text(&self.topic),
            global: Some(true),
            multi: Some(self.multi),
            validation: Some(self.validation),
            organization: whole.map(|_| true),
            ..CreateTrailInput::default()
        };
        requests.push(CloudTrail::CreateTrail(input).into());
        // By its name, the trail would be one of the caller's own account.
        let named = if scope.account == caller { &name } else { arn.as_str() };
        requests.push(start(named));
        if !self.insights.is_empty() {
            requests.push(insights(named, &self.insights));
        }
        requests
    }

    /// The account and Region the trail will be of.
    pub fn home(&self, scope: Scope) -> Scope {
        let whole = self.may.as_ref().filter(|_| self.organization);
        Scope { account: whole.map_or(scope.account, |whole| whole.management), ..scope }
    }
}

fn create_bucket(bucket: &str, region: Region) -> Request {
    let configuration = (region != Region::US_EAST_1)
        .then(|| CreateBucketConfiguration { location_constraint: Some(region.to_string()) });
    let input =
        CreateBucketInput { bucket: bucket.to_owned(), configuration, ..Default::default() };
    S3::CreateBucket(input).into()
}

/// The policy that lets one trail into a bucket.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html>
pub fn policy(
    (bucket, prefix): (&str, Option<&str>),
    scope: Scope,
    organization: Option<&str>,
    trail: &str,
) -> String {
    let prefix = prefix.map(|prefix| format!("{}/", prefix.trim_end_matches('/')));
    let folder = format!("{}AWSLogs", prefix.unwrap_or_default());
    let service = json!({ "Service": "cloudtrail.amazonaws.com" });
    let write = |sid: &str, of: &str| {
        json!({
            "Sid": sid,
            "Effect": "Allow",
            "Principal": service,
            "Action": "s3:PutObject",
            "Resource": format!("arn:aws:s3:::{bucket}/{folder}/{of}/*"),
            "Condition": { "StringEquals": {
                "s3:x-amz-acl": "bucket-owner-full-control",
                "aws:SourceArn": trail,
            } },
        })
    };
    let mut statements = vec![
        json!({
            "Sid": "AWSCloudTrailAclCheck20150319",
            "Effect": "Allow",
            "Principal": service,
            "Action": "s3:GetBucketAcl",
            "Resource": format!("arn:aws:s3:::{bucket}"),
            "Condition": { "StringEquals": { "aws:SourceArn": trail } },
        }),
        write("AWSCloudTrailWrite20150319", &scope.account.to_string()),
    ];
    let whole = organization.map(|id| write("AWSCloudTrailOrganizationWrite20150319", id));
    statements.extend(whole);
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// Lets CloudTrail into the organization.
fn trust() -> Request {
    let input = ServiceInput { service_principal: PRINCIPAL.to_owned() };
    Organizations::EnableAWSServiceAccess(input).into()
}

/// Makes a trail log.
pub fn start(name: &str) -> Request {
    CloudTrail::StartLogging(NameInput { name: name.to_owned() }).into()
}

/// Makes it cease to.
pub fn stop(name: &str) -> Request {
    CloudTrail::StopLogging(NameInput { name: name.to_owned() }).into()
}

/// Says what unusual activity it looks for.
pub fn insights(name: &str, kinds: &[Kind]) -> Request {
    let selector =
        |kind: &Kind| InsightSelector { kind: Some(kind.name().to_owned()), categories: None };
    let selectors = kinds.iter().map(selector).collect();
    let input = PutInsightSelectorsInput { trail: Some(name.to_owned()), selectors };
    CloudTrail::PutInsightSelectors(input).into()
}

/// Deletes it.
pub fn delete(name: &str) -> Request {
    CloudTrail::DeleteTrail(NameInput { name: name.to_owned() }).into()
}

/// The calls that make one set of a trail's tags of another: removals first.
pub fn retag(arn: &str, old: &Tags, new: &Tags) -> Vec<Request> {
    let (gone, set) = changes(old, new);
    let input = |tags: Vec<Tag>| TagsInput { resource: arn.to_owned(), tags };
    let bare = |key: String| Tag { key, value: None };
    let full = |(key, value): (String, String)| Tag { key, value: Some(value) };
    let mut requests = Vec::new();
    if !gone.is_empty() {
        let tags = gone.into_iter().map(bare).collect();
        requests.push(CloudTrail::RemoveTags(input(tags)).into());
    }
    if !set.is_empty() {
        let tags = set.into_iter().map(full).collect();
        requests.push(CloudTrail::AddTags(input(tags)).into());
    }
    requests
}
