//! `aws cloudtrail validate-logs`: a command of the CLI's own, over calls anybody can make.
//!
//! The calls are real ones of whoever runs it, so they need permissions and leave records:
//! DescribeTrails, ListPublicKeys, GetBucketLocation, ListObjects, and a GetObject for each file.
//! <https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/validate-logs.html>

mod chain;
mod place;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::argparse::{Given, Opt, Parsed, Word, parse};
use super::config::Config;
use super::fault::{ErrorFormat, Fault};
use super::globals::Globals;
use super::{Door, Finished, assume, config};
use crate::services::s3::Body;
use crate::services::{Request, cloudtrail};
use crate::sim::{Call, Region, Time, Via, Who};
use crate::text::Texts;

pub use chain::Validation;
pub use place::Place;

/// Its name.
pub const NAME: &str = "validate-logs";

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The trail's ARN.
    pub arn: String,
    /// From when.
    pub start: Time,
    /// Until when.
    pub end: Time,
    /// The bucket, where it is not the trail's.
    pub bucket: Option<String>,
    /// The prefix, where it is not the trail's.
    pub prefix: Option<String>,
    /// The account, for the trail of an organization.
    pub account: Option<String>,
    /// The Region whose digests are looked at, where it is not the trail's home.
    pub source: Option<String>,
    /// Whether valid files are told, too.
    pub verbose: bool,
}

/// What was found of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is a digest, or a log file that the last digest before it lists.
    pub digest: bool,
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// Why it is not valid, in the words of the command.
    pub fault: Option<String>,
}

/// A file, as it is fetched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its metadata, by name without `x-amz-meta-`.
    pub metadata: BTreeMap<String, String>,
}

/// Where a trail delivers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// The bucket.
    pub bucket: String,
    /// The prefix.
    pub prefix: Option<String>,
    /// Whether it is the trail of an organization.
    pub organization: bool,
}

/// What a validation asks of AWS.
pub trait Source {
    /// The trail of an ARN.
    fn trail(&mut self, arn: &str) -> Result<Option<Trail>, Fault>;
    /// The organization's id.
    fn organization(&mut self) -> Result<String, Fault>;
    /// The public keys of a time, by fingerprint.
    fn public_keys(&mut self, from: Time, to: Time) -> Result<BTreeMap<String, String>, Fault>;
    /// The keys that begin so and come behind another, in order.
    fn list(&mut self, bucket: &str, prefix: &str, marker: &str) -> Result<Vec<String>, Fault>;
    /// An object, if it is there.
    fn object(&mut self, bucket: &str, key: &str) -> Result<Option<Object>, Fault>;
}

/// Its options.
pub fn options() -> Vec<Opt> {
    let required = |name: &str| Opt { required: true, ..Opt::text(name) };
    vec![
        required("trail-arn"),
        required("start-time"),
        Opt::text("end-time"),
        Opt::text("s3-bucket"),
        Opt::text("s3-prefix"),
        Opt::text("account-id"),
        Opt::switch("verbose"),
    ]
}

/// Runs the command: `args` is what stands behind its name.
///
/// # Errors
/// What goes wrong before anything is printed.
pub fn run(
    args: &[String],
    globals: &Globals,
    errors: ErrorFormat,
    default: &Who,
    door: &mut dyn Door,
    texts: &Texts,
) -> Result<Finished, Fault> {
    let free = args.first().is_some_and(|arg| arg == "help");
    let opts: Vec<Opt> =
        options().into_iter().map(|opt| Opt { required: opt.required && !free, ..opt }).collect();
    let word = Word { name: "help", required: false, choices: Vec::new() };
    let parsed = parse(&opts, &word, args).map_err(Fault::Usage)?;
    if parsed.word.as_deref() == Some("help") {
        return Ok(Finished::ok(format!("{}\n", texts.t("aws.help.validate-logs"))));
    }
    let unknown: Vec<String> = parsed.rest.iter().chain(&parsed.word).cloned().collect();
    if !unknown.is_empty() {
        return Err(Fault::Unknown(unknown));
    }
    let asked = read(&opts, &parsed, globals, door.world().now())?;
    let host = cloudtrail::api::SERVICE.host;
    let mut config = config::resolve(globals, door.world(), default, host, texts)?;
    let environment =
        if globals.profile.is_some() { None } else { assume::environment(door.world())? };
    config.who = match environment {
        Some(who) => who,
        None => assume::who(&config.profile, default, config.region, door, texts)?,
    };
    let mut source = AtDoor { door, config, regions: BTreeMap::new() };
    validate(&asked, &mut source, errors, texts)
}

/// Validates what a source has.
///
/// # Errors
/// What goes wrong before anything is printed.
pub fn validate(
    asked: &Asked,
    source: &mut dyn Source,
    errors: ErrorFormat,
    texts: &Texts,
) -> Result<Finished, Fault> {
    if !is_trail(&asked.arn) {
        return Err(Fault::Param(format!("Invalid trail ARN provided: {}", asked.arn)));
    }
    let (bucket, place) = match &asked.bucket {
        Some(bucket) => (bucket.clone(), Place::new(asked, asked.prefix.clone(), None)),
        None => {
            let unknown = || format!("A trail could not be found for {}", asked.arn);
            let trail = source.trail(&asked.arn)?.ok_or_else(|| Fault::General(unknown()))?;
            let organization = match (trail.organization, &asked.account) {
                (false, _) => None,
                (true, Some(_)) => Some(source.organization()?),
                (true, None) => {
                    let text = "Missing required parameter for organization trail: '--account-id'";
                    return Err(Fault::Param(text.to_owned()));
                }
            };
            (trail.bucket, Place::new(asked, trail.prefix, organization))
        }
    };
    let mut validation = Validation::new(asked, place, source);
    let ended = validation.run(&bucket);
    let Validation { stdout, mut stderr, .. } = validation;
    let exit = ended.unwrap_or_else(|fault| {
        stderr.push_str(&fault.stderr(errors, texts));
        fault.exit()
    });
    Ok(Finished { stdout, stderr, exit })
}

/// `arn:.+:cloudtrail:.+:\d{12}:trail/.+`
fn is_trail(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", partition, "cloudtrail", region, account, rest] = parts.as_slice() else {
        return false;
    };
    let number = account.len() == 12 && account.chars().all(|c| c.is_ascii_digit());
    let named = rest.strip_prefix("trail/").is_some_and(|name| !name.is_empty());
    !partition.is_empty() && !region.is_empty() && number && named
}

/// Reads the options.
fn read(opts: &[Opt], parsed: &Parsed, globals: &Globals, now: Time) -> Result<Asked, Fault> {
    let find = |name: &str| {
        let named = |index: &usize| opts.get(*index).is_some_and(|opt| opt.name == name);
        parsed.given.iter().find(|(index, _)| named(index)).map(|(_, given)| given)
    };
    let text = |name: &str| find(name).and_then(Given::first).map(str::to_owned);
    let time = |text: String| {
        let unparsable = || Fault::Param(format!("Unable to parse date value: {text}"));
        place::read(&text).ok_or_else(unparsable)
    };
    let start = time(text("start-time").unwrap_or_default())?;
    let end = text("end-time").filter(|text| !text.is_empty()).map_or(Ok(now), time)?;
    if start > end {
        let text = "Invalid time range specified: start-time must occur before end-time";
        return Err(Fault::Param(text.to_owned()));
    }
    Ok(Asked {
        arn: text("trail-arn").unwrap_or_default(),
        start,
        end,
        bucket: text("s3-bucket"),
        prefix: text("s3-prefix"),
        account: text("account-id").filter(|account| !account.is_empty()),
        source: globals.region.clone(),
        verbose: find("verbose").is_some(),
    })
}

/// AWS, asked by calls.
struct AtDoor<'a> {
    door: &'a mut dyn Door,
    config: Config,
    /// Where buckets are that were asked for.
    regions: BTreeMap<String, Region>,
}

impl AtDoor<'_> {
    fn call(
        &mut self,
        service: &str,
        op: &'static str,
        region: Region,
        input: Value,
    ) -> Result<Value, Fault> {
        let request = Request::decode(service, op, input).map_err(Fault::General)?;
        let call = Call { who: self.config.who.clone(), region, via: Via::Cli, request };
        let json = service == "cloudtrail";
        self.door.call(call).reply.map_err(|error| Fault::Service { error, op, json })
    }

    /// Where a bucket is, asked once.
    fn region(&mut self, bucket: &str) -> Result<Region, Fault> {
        if let Some(region) = self.regions.get(bucket) {
            return Ok(*region);
        }
        let input = json!({ "Bucket": bucket });
        let reply = self.call("s3api", "GetBucketLocation", self.config.region, input)?;
        let code = reply.get("LocationConstraint").and_then(Value::as_str);
        let region = code.and_then(|code| code.parse().ok()).unwrap_or(Region::US_EAST_1);
        self.regions.insert(bucket.to_owned(), region);
        Ok(region)
    }
}

/// The texts of a member of each item of a list.
fn items(reply: &Value, list: &str) -> Vec<Value> {
    reply.get(list).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn text(item: &Value, name: &str) -> Option<String> {
    item.get(name).and_then(Value::as_str).map(str::to_owned)
}

impl Source for AtDoor<'_> {
    fn trail(&mut self, arn: &str) -> Result<Option<Trail>, Fault> {
        let reply = self.call("cloudtrail", "DescribeTrails", self.config.region, json!({}))?;
        let trails = items(&reply, "trailList");
        let found = trails.iter().find(|trail| text(trail, "TrailARN").as_deref() == Some(arn));
        Ok(found.map(|trail| Trail {
            bucket: text(trail, "S3BucketName").unwrap_or_default(),
            prefix: text(trail, "S3KeyPrefix"),
            organization: trail.get("IsOrganizationTrail") == Some(&Value::Bool(true)),
        }))
    }

    fn organization(&mut self) -> Result<String, Fault> {
        let region = Region::US_EAST_1;
        let reply = self.call("organizations", "DescribeOrganization", region, json!({}))?;
        let id = reply.pointer("/Organization/Id").and_then(Value::as_str);
        Ok(id.unwrap_or_default().to_owned())
    }

    fn public_keys(&mut self, from: Time, to: Time) -> Result<BTreeMap<String, String>, Fault> {
        let input = json!({ "StartTime": from.iso_millis(), "EndTime": to.iso_millis() });
        let reply = self.call("cloudtrail", "ListPublicKeys", self.config.region, input)?;
        let keys = items(&reply, "PublicKeyList");
        let pair = |key: &Value| Some((text(key, "Fingerprint")?, text(key, "Value")?));
        Ok(keys.iter().filter_map(pair).collect())
    }

    fn list(&mut self, bucket: &str, prefix: &str, marker: &str) -> Result<Vec<String>, Fault> {
        let region = self.region(bucket)?;
        let (mut all, mut marker) = (Vec::new(), marker.to_owned());
        loop {
            let input = json!({ "Bucket": bucket, "Prefix": prefix, "Marker": marker });
            let reply = self.call("s3api", "ListObjects", region, input)?;
            all.extend(items(&reply, "Contents").iter().filter_map(|item| text(item, "Key")));
            match all.last() {
                Some(last) if reply.get("IsTruncated") == Some(&Value::Bool(true)) => {
                    marker.clone_from(last);
                }
                _ => return Ok(all),
            }
        }
    }

    fn object(&mut self, bucket: &str, key: &str) -> Result<Option<Object>, Fault> {
        let region = self.region(bucket)?;
        let input = json!({ "Bucket": bucket, "Key": key });
        let reply = match self.call("s3api", "GetObject", region, input) {
            Err(Fault::Service { error, .. }) if error.code == "NoSuchKey" => return Ok(None),
            other => other?,
        };
        let body = text(&reply, "Body").map(|wire| Body::from_wire(&wire).bytes().to_vec());
        let metadata = reply.get("Metadata").and_then(Value::as_object).into_iter().flatten();
        let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.into()));
        Ok(Some(Object {
            bytes: body.unwrap_or_default(),
            metadata: metadata.filter_map(pair).collect(),
        }))
    }
}
