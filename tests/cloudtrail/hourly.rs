//! Digests hour after hour, and a week of three trails checked by other eyes: this file reads the
//! exported files itself, sums them itself, and opens signatures with other arithmetic.
//!
//! The procedure: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html>

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::decompress_to_vec;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use watchtrail::learn::bundle;
use watchtrail::native::{self, Io};
use watchtrail::sim::{Span, World};

use super::digests::opens;
use super::trails::{lab, open_bucket, trail};
use crate::support::Lab;

/// Runs a script: command, exit, stdout, stderr of each line.
fn run(script: &str) -> Vec<Value> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io { stdin: &mut script.as_bytes(), stdout: &mut stdout, stderr: &mut stderr };
    native::main(["run", "-", "--json"].map(Into::into), &mut io);
    assert_eq!(String::from_utf8(stderr).unwrap(), "");
    let text = String::from_utf8(stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The beginning of scripts: a bucket that lets CloudTrail in, and a trail that logs.
const BEGIN: &str = concat!(
    "aws s3api create-bucket --bucket evidence\n",
    "aws s3api put-bucket-policy --bucket evidence --policy ",
    r#"'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","#,
    r#""Principal":{"Service":"cloudtrail.amazonaws.com"},"#,
    r#""Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::evidence"},"#,
    r#"{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"#,
    r#""Action":"s3:PutObject","Resource":"arn:aws:s3:::evidence/*","#,
    r#""Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}]}'"#,
    r#"
aws cloudtrail create-trail --name audit --s3-bucket-name evidence --enable-log-file-validation
aws cloudtrail start-logging --name audit
ARN=arn:aws:cloudtrail:us-east-1:123456789012:trail/audit
aws sns create-topic --name first
sleep 90m
aws sns create-topic --name second
sleep 2h
"#
);

fn with(lines: &str) -> Vec<Value> {
    let all = run(&format!("{BEGIN}{lines}"));
    let bad: Vec<&Value> = all.iter().filter(|line| line["exit"] == 254).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    all
}

const VALIDATE: &str =
    "aws cloudtrail validate-logs --trail-arn $ARN --start-time 2025-01-06T00:00:00Z";
/// Keys of log files, the oldest first.
const FIRST: &str = "KEY=$(aws s3api list-objects-v2 --bucket evidence \
    --prefix AWSLogs/123456789012/CloudTrail/ --query 'Contents[0].Key' --output text)";

/// Row: Digest files + validation detects tamper/deletion.
/// row: Digest files + validation detects tamper/deletion
#[test]
fn j_validate_logs_finds_an_edited_and_a_removed_file() {
    let clean = with(VALIDATE);
    let line = clean.last().unwrap();
    let stdout = line["stdout"].as_str().unwrap();
    assert_eq!((&line["exit"], line["stderr"].as_str()), (&json!(0), Some("")), "{stdout}");
    assert!(stdout.contains("3/3 digest files valid\n"), "{stdout}");
    assert!(!stdout.contains("INVALID"), "{stdout}");

    let edited = with(&format!(
        "{FIRST}\necho edited > edited.json\n\
         aws s3api put-object --bucket evidence --key $KEY --body edited.json\n{VALIDATE}"
    ));
    let line = edited.last().unwrap();
    assert_eq!(line["exit"], 1, "{line}");
    assert!(line["stderr"].as_str().unwrap().contains("\tINVALID: invalid format\n"), "{line}");

    let removed =
        with(&format!("{FIRST}\naws s3api delete-object --bucket evidence --key $KEY\n{VALIDATE}"));
    let line = removed.last().unwrap();
    assert_eq!(line["exit"], 1, "{line}");
    assert!(line["stderr"].as_str().unwrap().contains("\tINVALID: not found\n"), "{line}");
    assert!(line["stdout"].as_str().unwrap().contains(", 1/"), "{line}");
}

#[test]
fn validate_logs_makes_calls_that_leave_records() {
    let script = format!(
        "{VALIDATE}\nsleep 20m\naws cloudtrail lookup-events --lookup-attributes \
         AttributeKey=EventName,AttributeValue=ListPublicKeys --query 'Events[].EventName' \
         --output text"
    );
    let line = with(&script);
    assert_eq!(line.last().unwrap()["stdout"], "ListPublicKeys\n");
}

/// The digests of a trail in a bucket, unpacked, the oldest first.
fn digests(world: &World, bucket: &str) -> Vec<Value> {
    let objects = &world.s3().buckets()[bucket].objects;
    let digests = objects.present().filter(|(key, ..)| key.contains("/CloudTrail-Digest/"));
    digests.map(|(_, _, put)| serde_json::from_slice(&inflate(put.body.bytes())).unwrap()).collect()
}

/// What a gzip file without extras holds.
fn inflate(file: &[u8]) -> Vec<u8> {
    assert_eq!(&file[..4], [0x1f, 0x8b, 8, 0]);
    decompress_to_vec(&file[10..file.len() - 8]).unwrap()
}

fn validated(input: Value) -> Lab {
    let mut lab = lab();
    let mut input = input;
    input["EnableLogFileValidation"] = json!(true);
    trail(&mut lab, input);
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    lab
}

fn hours(digests: &[Value]) -> Vec<String> {
    let hour =
        |digest: &Value| digest["digestEndTime"].as_str().unwrap().get(11..16).unwrap().to_owned();
    digests.iter().map(hour).collect()
}

#[test]
fn there_is_a_digest_each_hour_also_when_nothing_was_delivered() {
    let mut lab = validated(json!({ "Name": "main" }));
    lab.sleep(Span::hours(4));
    let found = digests(&lab.world, "trail-logs");
    assert_eq!(hours(&found), ["01:00", "02:00", "03:00", "04:00"]);
    assert_eq!(found[0]["previousDigestSignature"], Value::Null, "it begins a chain");
    assert_eq!(found[0]["logFiles"].as_array().unwrap().len(), 1, "the call that began it");
    for (before, digest) in found.iter().zip(&found[1..]) {
        assert_eq!(digest["previousDigestS3Object"], before["digestS3Object"]);
        assert_eq!(digest["digestStartTime"], before["digestEndTime"]);
    }
    assert_eq!(found[3]["logFiles"], json!([]));
    assert_eq!(found[3]["newestEventTime"], Value::Null);
    let status = lab.ok("cloudtrail", "GetTrailStatus", json!({ "Name": "main" }));
    assert_eq!(status["LatestDigestDeliveryTime"], "2025-01-06T04:00:00+00:00", "{status}");
}

#[test]
fn a_trail_that_stops_makes_one_more_and_later_begins_a_new_chain() {
    let mut lab = validated(json!({ "Name": "main" }));
    lab.sleep(Span::mins(90));
    lab.ok("cloudtrail", "StopLogging", json!({ "Name": "main" }));
    lab.sleep(Span::hours(3));
    let found = digests(&lab.world, "trail-logs");
    assert_eq!(hours(&found), ["01:00", "02:00"]);
    let last = found[1]["logFiles"].as_array().unwrap();
    assert_eq!(last.len(), 1, "the file with the call that stopped it");
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    lab.sleep(Span::hours(1));
    let found = digests(&lab.world, "trail-logs");
    assert_eq!(hours(&found), ["01:00", "02:00", "05:00"]);
    assert_eq!(found[2]["previousDigestS3Object"], Value::Null);
    // Off and on again within the hour: the chain goes on.
    lab.ok("cloudtrail", "StopLogging", json!({ "Name": "main" }));
    lab.sleep(Span::mins(10));
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    lab.sleep(Span::hours(1));
    let found = digests(&lab.world, "trail-logs");
    assert_eq!(found[3]["previousDigestS3Object"], found[2]["digestS3Object"]);
}

#[test]
fn a_bucket_that_shuts_keeps_digests_waiting_and_the_chain_whole() {
    let mut lab = validated(json!({ "Name": "main" }));
    lab.sleep(Span::mins(65));
    lab.ok("s3api", "DeleteBucketPolicy", json!({ "Bucket": "trail-logs" }));
    lab.sleep(Span::hours(2));
    let status = lab.ok("cloudtrail", "GetTrailStatus", json!({ "Name": "main" }));
    assert_eq!(status["LatestDigestDeliveryError"], "AccessDenied", "{status}");
    assert_eq!(hours(&digests(&lab.world, "trail-logs")), ["01:00"]);
    super::trails::set_policy(&mut lab, "trail-logs", &super::trails::policy("trail-logs"));
    lab.sleep(Span::hours(1));
    let found = digests(&lab.world, "trail-logs");
    assert_eq!(hours(&found), ["01:00", "02:00", "03:00", "04:00"]);
    assert_eq!(found[3]["previousDigestS3Object"], found[2]["digestS3Object"]);
}

#[test]
fn a_deleted_trail_closes_its_last_hour() {
    let mut lab = validated(json!({ "Name": "main" }));
    lab.sleep(Span::mins(90));
    lab.ok("cloudtrail", "DeleteTrail", json!({ "Name": "main" }));
    lab.sleep(Span::hours(4));
    assert_eq!(hours(&digests(&lab.world, "trail-logs")), ["01:00", "02:00"]);
}

/// A week of three trails: of every Region with a prefix, of one Region, of another.
fn week() -> Lab {
    let mut lab = lab();
    open_bucket(&mut lab, "all-regions");
    let on = |name: &str, multi: bool, bucket: &str| {
        json!({
            "Name": name, "S3BucketName": bucket, "EnableLogFileValidation": true,
            "IsMultiRegionTrail": multi, "S3KeyPrefix": if multi { "audit" } else { "" },
        })
    };
    trail(&mut lab, on("everywhere", true, "all-regions"));
    trail(&mut lab, on("main", false, "trail-logs"));
    trail(&mut lab, on("other", false, "trail-logs"));
    for name in ["everywhere", "main", "other"] {
        lab.ok("cloudtrail", "StartLogging", json!({ "Name": name }));
    }
    for day in 0..7 {
        lab.ok("sns", "CreateTopic", json!({ "Name": format!("topic-{day}") }));
        lab.sleep(Span::hours(9));
        lab.ok("iam", "CreateUser", json!({ "UserName": format!("user-{day}") }));
        lab.sleep(Span::hours(15));
    }
    lab
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

/// Follows every chain of a bundle from each of its newest digests; how many files were seen.
fn check(files: &BTreeMap<String, Vec<u8>>) -> (usize, usize) {
    let json = |name: &str| -> Value { serde_json::from_slice(&files[name]).unwrap() };
    let (signatures, keys) = (json("_objects.json"), json("_public_keys.json"));
    let sum = |bytes: &[u8]| format!("{:x}", BigHex(&Sha256::digest(bytes)));
    let mut logs = BTreeSet::new();
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    for (path, file) in files.iter().filter(|(path, _)| path.contains("/CloudTrail-Digest/")) {
        let content = inflate(file);
        let digest: Value = serde_json::from_slice(&content).unwrap();
        let place =
            format!("{}/{}", text(&digest, "digestS3Bucket"), text(&digest, "digestS3Object"));
        assert_eq!(&place, path);
        let region = path.split("/CloudTrail-Digest/").nth(1).unwrap().split('/').next().unwrap();
        let key = keys[region]
            .as_array()
            .unwrap()
            .iter()
            .find(|key| key["Fingerprint"] == digest["digestPublicKeyFingerprint"]);
        let der = STANDARD.decode(text(key.unwrap(), "Value")).unwrap();
        let previous = digest["previousDigestSignature"].as_str().unwrap_or("null");
        let message =
            format!("{}\n{place}\n{}\n{previous}", text(&digest, "digestEndTime"), sum(&content));
        let signature = text(&signatures[path], "signature");
        let bytes: Vec<u8> = (0..signature.len() / 2)
            .map(|at| u8::from_str_radix(signature.get(2 * at..2 * at + 2).unwrap(), 16).unwrap())
            .collect();
        assert!(opens(&der, message.as_bytes(), &bytes), "{path}");
        for file in digest["logFiles"].as_array().unwrap() {
            let log = format!("{}/{}", text(file, "s3Bucket"), text(file, "s3Object"));
            assert_eq!(sum(&inflate(&files[&log])), text(file, "hashValue"), "{log}");
            assert!(logs.insert(log), "listed twice");
        }
        let said = json!({ "sum": sum(&content), "signature": signature });
        assert!(seen.insert(place, said).is_none());
        if let Some(before) = digest["previousDigestS3Object"].as_str() {
            // The keys of a chain sort by time, so the digest before was seen before.
            let before = &seen[&format!("{}/{before}", text(&digest, "previousDigestS3Bucket"))];
            assert_eq!(before["sum"], digest["previousDigestHashValue"], "{path}");
            assert_eq!(before["signature"], digest["previousDigestSignature"], "{path}");
        }
    }
    let delivered = files.keys().filter(|path| path.contains("/CloudTrail/"));
    let unlisted: Vec<&String> = delivered.filter(|path| !logs.contains(*path)).collect();
    assert!(unlisted.is_empty(), "{unlisted:?}");
    (seen.len(), logs.len())
}

/// Bytes, written in hexadecimal digits by the standard library.
struct BigHex<'a>(&'a [u8]);

impl std::fmt::LowerHex for BigHex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Row: Take it out: files that AWS's own procedure finds whole.
#[test]
fn j_a_week_of_three_trails_passes_the_published_procedure() {
    let lab = week();
    let exported = bundle::files(&lab.world);
    let files: BTreeMap<String, Vec<u8>> =
        exported.iter().map(|file| (file.path.clone(), file.body.bytes().to_vec())).collect();
    let (digests, logs) = check(&files);
    assert_eq!(digests, 7 * 24 * (17 + 1 + 1), "one an hour, Region and trail");
    assert!(logs >= 7 * 2 * 3 / 2, "{logs}");
    let trails: Value = serde_json::from_slice(&files["_trails.json"]).unwrap();
    let names: Vec<&str> =
        trails.as_array().unwrap().iter().map(|trail| text(trail, "Name")).collect();
    assert_eq!(names, ["everywhere", "main", "other"]);
    let buckets: Value = serde_json::from_slice(&files["_buckets.json"]).unwrap();
    assert_eq!(buckets, json!({ "all-regions": "us-east-1", "trail-logs": "us-east-1" }));

    let zip = bundle::zip(&exported).unwrap();
    let archive = rawzip::ZipArchive::from_slice(&zip).unwrap();
    assert_eq!(archive.entries_hint(), exported.len() as u64);
    for (entry, file) in archive.entries().zip(&exported) {
        let entry = entry.unwrap();
        assert_eq!(entry.file_path().as_ref(), file.path.as_bytes());
        let inside = archive.get_entry(entry.wayfinder()).unwrap();
        assert_eq!(inside.data(), file.body.bytes());
    }
}

#[test]
fn a_command_writes_the_bundle_into_a_folder() {
    let folder = std::env::temp_dir().join(format!("watchtrail-export-{}", std::process::id()));
    let mut stdout = Vec::new();
    let mut stderr = Vec::new();
    let mut script = BEGIN.as_bytes();
    let mut io = Io { stdin: &mut script, stdout: &mut stdout, stderr: &mut stderr };
    let path = folder.to_string_lossy().into_owned();
    let args = ["run", "-", "--export-s3", &path].map(Into::into);
    assert_eq!(native::main(args, &mut io), 0, "{}", String::from_utf8_lossy(&stderr));
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.clone()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(check(&files).0, 3);
}
