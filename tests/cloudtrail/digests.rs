//! Digest files: what they say, what is signed, and what `validate-logs` finds in bundles.

use std::collections::BTreeMap;

use base16ct::{lower, mixed};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use num_bigint::BigUint;
use serde_json::{Value, json};
use watchtrail::gzip;
use watchtrail::services::cloudtrail::digest::{
    Digest, LogFile, PublicKey, SigningKey, document::Signed, sum, to_sign,
};
use watchtrail::shell::aws::fault::{ErrorFormat, Fault};
use watchtrail::shell::aws::validate_logs::{Asked, Object, Source, Trail, validate};
use watchtrail::sim::{AccountId, Region, Time};
use watchtrail::text::Lang;

use crate::cli::texts;
use crate::support::{Lab, vectors};

const ARN: &str = "arn:aws:cloudtrail:us-east-1:123456789012:trail/lab-trail";
const BUCKET: &str = "lab-trail-bucket";

fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

/// Opens a signature with other arithmetic than made it: RFC 8017, 8.2.2, step by step.
pub fn opens(der: &[u8], message: &[u8], signature: &[u8]) -> bool {
    // 30 82 len 02 82 01 01 00 MODULUS 02 03 01 00 01
    let (modulus, exponent) = (&der[9..265], &der[267..]);
    assert_eq!((der.len(), &der[265..267]), (270, [2, 3].as_slice()));
    let number = BigUint::from_bytes_be(signature);
    let opened = number
        .modpow(&BigUint::from_bytes_be(exponent), &BigUint::from_bytes_be(modulus))
        .to_bytes_be();
    let mut expected = format!("1{}00", "ff".repeat(202));
    expected.push_str("3031300d060960864801650304020105000420");
    expected.push_str(&sum(message));
    signature.len() == 256 && lower::encode_string(&opened).trim_start_matches('0') == expected
}

#[test]
fn the_vector_says_what_is_signed_and_verifies() {
    let vector = vectors("ct_digest_vector");
    let key = &vector["public_key"];
    let der = STANDARD.decode(key["Value"].as_str().unwrap()).unwrap();
    let read = PublicKey::read(&der).unwrap();
    assert_eq!((read.value().as_str(), read.der()), (key["Value"].as_str().unwrap(), der.clone()));
    assert_eq!(read.fingerprint(), key["Fingerprint"]);
    let verifier = read.verifier().unwrap();
    for case in vector["digests"].as_array().unwrap() {
        let (text, path) = (case["digest_text"].as_str().unwrap(), &case["s3_path"]);
        assert_eq!(sum(text.as_bytes()), case["digest_sha256"]);
        let digest: Value = serde_json::from_str(text).unwrap();
        let place = path.as_str().unwrap().split_once('/').unwrap();
        let previous = digest["previousDigestSignature"].as_str();
        let end = digest["digestEndTime"].as_str().unwrap();
        let message = to_sign(end, place, text.as_bytes(), previous);
        assert_eq!(message, case["string_to_sign"]);
        let signature = mixed::decode_vec(case["signature_hex"].as_str().unwrap()).unwrap();
        assert!(verifier.verify(message.as_bytes(), &signature), "{path}");
        assert!(opens(&der, message.as_bytes(), &signature), "{path}");
        assert!(!verifier.verify(format!("{message} ").as_bytes(), &signature), "{path}");
    }
    for file in vector["log_files"].as_array().unwrap() {
        assert_eq!(sum(file["text"].as_str().unwrap().as_bytes()), file["sha256"]);
    }
}

#[test]
fn ours_open_by_other_arithmetic() {
    for region in Region::all() {
        let key = SigningKey::of(region);
        let message = format!("a message of {region}");
        let signature = key.sign(message.as_bytes());
        assert!(opens(&key.public().der(), message.as_bytes(), &signature), "{region}");
    }
}

/// The vector's documents, signed with our key.
struct Chain {
    digests: Vec<Digest>,
    logs: Vec<(String, String)>,
}

fn key_at(end: &str) -> String {
    format!(
        "AWSLogs/123456789012/CloudTrail-Digest/us-east-1/2026/01/10/\
         123456789012_CloudTrail-Digest_us-east-1_lab-trail_us-east-1_{end}.json.gz"
    )
}

impl Chain {
    fn new() -> Chain {
        let vector = vectors("ct_digest_vector");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let logs = vector["log_files"].as_array().unwrap().iter();
        let logs = logs.map(|file| {
            let path = text(&file["s3_path"]);
            (path.split_once('/').unwrap().1.to_owned(), text(&file["text"]))
        });
        let digests = vector["digests"].as_array().unwrap().iter().map(|case| {
            let said: Value = serde_json::from_str(case["digest_text"].as_str().unwrap()).unwrap();
            let files = said["logFiles"].as_array().unwrap().iter();
            Digest {
                account: AccountId::HOME,
                region: Region::US_EAST_1,
                start: time(&text(&said["digestStartTime"])),
                end: time(&text(&said["digestEndTime"])),
                bucket: BUCKET.to_owned(),
                key: text(&said["digestS3Object"]),
                previous: None,
                files: files
                    .map(|file| LogFile {
                        bucket: text(&file["s3Bucket"]),
                        key: text(&file["s3Object"]),
                        sum: text(&file["hashValue"]),
                        newest: time(&text(&file["newestEventTime"])),
                        oldest: time(&text(&file["oldestEventTime"])),
                    })
                    .collect(),
            }
        });
        Chain { digests: digests.collect(), logs: logs.collect() }
    }

    /// Signs the digests one behind the other.
    fn signed(&mut self) -> Vec<Signed> {
        let mut all: Vec<Signed> = Vec::new();
        for digest in &mut self.digests {
            digest.previous = all.last().map(|before| before.next.clone());
            all.push(digest.sign());
        }
        all
    }

    fn bundle(&mut self) -> Bundle {
        let mut bundle = Bundle::default();
        for (key, text) in &self.logs {
            bundle.put(key, gzip::pack(text.as_bytes()));
        }
        for signed in self.signed() {
            bundle.sign(&signed);
        }
        let public = SigningKey::of(Region::US_EAST_1).public();
        bundle.keys.insert(public.fingerprint(), public.value());
        bundle
    }
}

#[test]
fn a_digest_has_the_members_of_aws_in_its_order() {
    let vector = vectors("ct_digest_vector");
    let mut chain = Chain::new();
    let public = SigningKey::of(Region::US_EAST_1).public();
    let theirs = vector["public_key"]["Fingerprint"].as_str().unwrap();
    let mut signed: Option<Signed> = None;
    for (digest, case) in chain.digests.iter_mut().zip(vector["digests"].as_array().unwrap()) {
        digest.previous = signed.as_ref().map(|before| before.next.clone());
        let mut expected = case["digest_text"].as_str().unwrap().to_owned();
        if let Some(previous) = &digest.previous {
            // Another key signed the vector, so what follows from signatures is another, too.
            let said: Value = serde_json::from_str(&expected).unwrap();
            let theirs = |name: &str| said[name].as_str().unwrap().to_owned();
            expected = expected
                .replace(&theirs("previousDigestSignature"), &previous.signature)
                .replace(&theirs("previousDigestHashValue"), &previous.sum);
        }
        assert_eq!(digest.text(), expected.replace(theirs, &public.fingerprint()));
        signed = Some(digest.sign());
    }
}

/// A bundle of files, as they would lie in S3.
#[derive(Clone, Default)]
struct Bundle {
    objects: BTreeMap<String, Object>,
    keys: BTreeMap<String, String>,
}

impl Bundle {
    fn put(&mut self, key: &str, bytes: Vec<u8>) {
        self.objects.entry(key.to_owned()).or_default().bytes = bytes;
    }

    fn sign(&mut self, signed: &Signed) {
        let key = signed.next.key.clone();
        self.put(&key, gzip::pack(signed.text.as_bytes()));
        let metadata = [
            ("signature".to_owned(), signed.signature.clone()),
            ("signature-algorithm".to_owned(), "SHA256withRSA".to_owned()),
        ];
        self.objects.get_mut(&key).unwrap().metadata = metadata.into();
    }

    fn digest_keys(&self) -> Vec<String> {
        self.objects.keys().filter(|key| key.contains("CloudTrail-Digest")).cloned().collect()
    }
}

impl Source for Bundle {
    fn trail(&mut self, arn: &str) -> Result<Option<Trail>, Fault> {
        let trail = Trail { bucket: BUCKET.to_owned(), prefix: None, organization: false };
        Ok((arn == ARN).then_some(trail))
    }

    fn organization(&mut self) -> Result<String, Fault> {
        unreachable!("no trail of an organization")
    }

    fn public_keys(&mut self, _: Time, _: Time) -> Result<BTreeMap<String, String>, Fault> {
        Ok(self.keys.clone())
    }

    fn list(&mut self, _: &str, prefix: &str, marker: &str) -> Result<Vec<String>, Fault> {
        let keys = self.objects.keys();
        Ok(keys.filter(|key| key.starts_with(prefix) && key.as_str() > marker).cloned().collect())
    }

    fn object(&mut self, bucket: &str, key: &str) -> Result<Option<Object>, Fault> {
        assert_eq!(bucket, BUCKET);
        Ok(self.objects.get(key).cloned())
    }
}

/// The bundle of this name.
fn bundle(name: &str) -> Bundle {
    issued_anew(name).unwrap_or_else(|| damaged(name))
}

/// A bundle whose digests CloudTrail itself signed otherwise.
fn issued_anew(name: &str) -> Option<Bundle> {
    let mut chain = Chain::new();
    match name {
        "first_digest_reissued" => {
            let whole = chain.bundle();
            chain.digests[0].files.pop();
            let mut bundle = whole;
            bundle.sign(&chain.digests[0].sign());
            Some(bundle)
        }
        "logging_gap" => {
            let mut whole = chain.bundle();
            let empty = key_at("20260110T110000Z");
            whole.objects.remove(&empty).unwrap();
            chain.digests[2].previous = None;
            whole.sign(&chain.digests[2].sign());
            Some(whole)
        }
        "previous_hash_false" => {
            let mut whole = chain.bundle();
            chain.digests[2].previous.as_mut().unwrap().sum = "0".repeat(64);
            whole.sign(&chain.digests[2].sign());
            Some(whole)
        }
        _ => None,
    }
}

/// A bundle that somebody changed, or nobody.
fn damaged(name: &str) -> Bundle {
    let mut chain = Chain::new();
    let mut bundle = chain.bundle();
    let empty = key_at("20260110T110000Z");
    let (log, text) = chain.logs[0].clone();
    match name {
        "good" => {}
        "digest_deleted" => drop(bundle.objects.remove(&empty).unwrap()),
        "digest_edited" => {
            let file = gzip::unpack(&bundle.objects[&empty].bytes, 1 << 20).unwrap().bytes;
            let edited = String::from_utf8(file).unwrap().replace("10:00:00Z", "10:00:01Z");
            bundle.put(&empty, gzip::pack(edited.as_bytes()));
        }
        "digest_moved" => {
            let object = bundle.objects.remove(&key_at("20260110T120000Z")).unwrap();
            bundle.objects.insert(key_at("20260110T120001Z"), object);
        }
        "digest_not_json" => bundle.put(&empty, gzip::pack(b"no JSON")),
        "key_in_spki_form" => {
            for value in bundle.keys.values_mut() {
                let der = STANDARD.decode(&value).unwrap();
                let mut spki =
                    mixed::decode_vec("30820122300d06092a864886f70d01010105000382010f00").unwrap();
                spki.extend(der);
                *value = STANDARD.encode(spki);
            }
        }
        "key_not_listed" => {
            let value = bundle.keys.pop_first().unwrap().1;
            bundle.keys.insert("0".repeat(32), value);
        }
        "no_keys_in_range" => bundle.keys.clear(),
        "no_signature_metadata" => {
            for key in bundle.digest_keys() {
                bundle.objects.get_mut(&key).unwrap().metadata.clear();
            }
        }
        "log_deleted" => drop(bundle.objects.remove(&log).unwrap()),
        "log_edited" => bundle.put(&log, gzip::pack(text.replace("Describe", "Delete").as_bytes())),
        "log_not_gzip" => bundle.put(&log, text.into_bytes()),
        "log_regzipped" => {
            let mut again = gzip::pack(text.as_bytes());
            again[4] = 1;
            bundle.put(&log, again);
        }
        "log_trailing" => {
            let mut longer = gzip::pack(text.as_bytes());
            longer.extend(b"more");
            bundle.put(&log, longer);
        }
        other => panic!("{other}: no such bundle"),
    }
    bundle
}

fn asked(args: &str) -> Asked {
    let words: Vec<&str> = args.split(' ').collect();
    let after = |name: &str| words[words.iter().position(|word| *word == name).unwrap() + 1];
    Asked {
        arn: ARN.to_owned(),
        start: time(after("--start-time")),
        end: time(after("--end-time")),
        bucket: None,
        prefix: None,
        account: None,
        source: None,
        verbose: words.contains(&"--verbose"),
    }
}

#[test]
fn validate_logs_says_of_each_bundle_what_the_published_command_says() {
    let vector = vectors("ct_digest_vector");
    let theirs = vector["public_key"]["Fingerprint"].as_str().unwrap();
    let ours = SigningKey::of(Region::US_EAST_1).public().fingerprint();
    let runs = vector["cli_runs"].as_array().unwrap();
    assert_eq!(runs.len(), 18);
    for run in runs {
        let name = run["bundle"].as_str().unwrap();
        let asked = asked(run["args"].as_str().unwrap());
        let mut bundle = bundle(name);
        let found = validate(&asked, &mut bundle, ErrorFormat::Enhanced, &texts(Lang::En)).unwrap();
        let stdout = run["stdout"].as_str().unwrap();
        assert_eq!(found.stdout, stdout, "{name}");
        let (stderr, exit) = (run["stderr"].as_str().unwrap(), run["exit"].as_u64().unwrap());
        let (stderr, exit) = match stderr.strip_prefix("RuntimeError: ") {
            // What the vector's harness caught, the command prints as it prints all errors.
            Some(text) => {
                let text = text.split("  (").next().unwrap();
                (format!("\naws: [ERROR]: {text}\n"), 255)
            }
            None => (stderr.replace(theirs, &ours), exit),
        };
        assert_eq!((found.stderr, u64::from(found.exit)), (stderr, exit), "{name}");
    }
}

#[test]
fn wrong_arguments_are_refused_before_anything_is_printed() {
    let mut asked = asked("--start-time 2026-01-10T09:00:00Z --end-time 2026-01-10T13:00:00Z");
    asked.arn = "lab-trail".to_owned();
    let fault = validate(&asked, &mut bundle("good"), ErrorFormat::Enhanced, &texts(Lang::En));
    assert_eq!(fault, Err(Fault::Param("Invalid trail ARN provided: lab-trail".to_owned())));
    asked.arn = ARN.replace("lab", "other");
    let fault = validate(&asked, &mut bundle("good"), ErrorFormat::Enhanced, &texts(Lang::En));
    let text = format!("A trail could not be found for {}", asked.arn);
    assert_eq!(fault, Err(Fault::General(text)));
}

#[test]
fn a_range_without_digests_says_so() {
    let asked = asked("--start-time 2026-01-11T09:00:00Z --end-time 2026-01-11T13:00:00Z");
    let found =
        validate(&asked, &mut bundle("good"), ErrorFormat::Enhanced, &texts(Lang::En)).unwrap();
    assert_eq!(found.exit, 0);
    assert!(found.stdout.ends_with("No digests found\n"), "{}", found.stdout);
}

#[test]
fn list_public_keys_gives_the_regions_key() {
    let mut lab = Lab::new();
    let reply = lab.ok("cloudtrail", "ListPublicKeys", json!({}));
    let key = &reply["PublicKeyList"][0];
    let ours = SigningKey::of(Region::US_EAST_1).public();
    assert_eq!(key["Fingerprint"], ours.fingerprint());
    assert_eq!(key["Value"], ours.value());
    let never = json!({ "StartTime": "1960-01-01T00:00:00Z", "EndTime": "1961-01-01T00:00:00Z" });
    let reply = lab.ok("cloudtrail", "ListPublicKeys", never);
    assert_eq!(reply["PublicKeyList"], json!([]));
    let wrong = json!({ "StartTime": "2025-01-02T00:00:00Z", "EndTime": "2025-01-01T00:00:00Z" });
    let error = lab.fails("cloudtrail", "ListPublicKeys", wrong);
    assert_eq!(error["code"], "InvalidTimeRangeException");
}
