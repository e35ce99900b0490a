//! Following the chain of digests back, and what is printed of it.
//!
//! What the published command checks, and what it does not: that `previousDigestHashValue` is the
//! sum of the digest before, and that the signature a digest names is the one its predecessor has.
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::place::{self, Place, in_name, is_backfill, older, time_in, unparsable};
use super::{Asked, Finding, Source};
use crate::gzip;
use crate::services::cloudtrail::digest::{self, PublicKey, key::Verifier, to_sign};
use crate::shell::aws::fault::Fault;
use crate::sim::{Span, Time};

/// The longest content of a file that is looked at.
const MOST: usize = 256 * 1024 * 1024;
/// What every digest must say.
const REQUIRED: [&str; 6] = [
    "digestPublicKeyFingerprint",
    "digestS3Bucket",
    "digestS3Object",
    "previousDigestSignature",
    "digestEndTime",
    "digestStartTime",
];

/// How many are valid and how many are not.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    valid: u32,
    invalid: u32,
}

/// Keys of digests that are still to be looked at, the newest last.
#[derive(Clone, Debug, Default)]
struct Listed {
    standard: Vec<String>,
    backfill: Vec<String>,
}

/// A validation under way.
pub struct Validation<'a> {
    asked: &'a Asked,
    place: Place,
    source: &'a mut dyn Source,
    /// What was printed.
    pub stdout: String,
    /// What was complained of.
    pub stderr: String,
    /// What was found of each file, each digest before the log files it lists.
    pub findings: Vec<Finding>,
    spaced: bool,
    digests: Tally,
    backfills: Tally,
    logs: Tally,
    found: Option<(Time, Time)>,
    keys: BTreeMap<String, Option<Verifier>>,
}

/// Why a digest does not count, behind its name.
enum Wrong {
    /// It is not there.
    Missing,
    /// Anything else, in these words.
    Invalid(String),
}

fn invalid(text: impl Into<String>) -> Wrong {
    Wrong::Invalid(text.into())
}

const FORMAT: &str = "invalid format";
const SIGNATURE: &str = "signature verification failed";

/// Something that ends the command, or a fault of the digest.
enum Stop {
    Digest(Wrong),
    Command(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Command(fault)
    }
}

impl From<Wrong> for Stop {
    fn from(wrong: Wrong) -> Stop {
        Stop::Digest(wrong)
    }
}

impl<'a> Validation<'a> {
    /// A validation that begins.
    pub fn new(asked: &'a Asked, place: Place, source: &'a mut dyn Source) -> Validation<'a> {
        Validation {
            asked,
            place,
            source,
            stdout: String::new(),
            stderr: String::new(),
            findings: Vec::new(),
            spaced: true,
            digests: Tally::default(),
            backfills: Tally::default(),
            logs: Tally::default(),
            found: None,
            keys: BTreeMap::new(),
        }
    }

    /// Validates; the exit code.
    ///
    /// # Errors
    /// What ends the command early. What was printed before stays.
    pub fn run(&mut self, bucket: &str) -> Result<u8, Fault> {
        let (start, end) = (self.asked.start.rfc3339(), self.asked.end.rfc3339());
        let arn = &self.asked.arn;
        self.stdout = format!("Validating log files for trail {arn} between {start} and {end}\n\n");
        self.load_keys(self.asked.start, self.asked.end + Span::hours(2))?;
        let mut listed = self.listed(bucket)?;
        self.follow(bucket, &mut listed, false)?;
        self.follow(bucket, &mut listed, true)?;
        self.summary(&start, &end);
        let bad = self.digests.invalid + self.backfills.invalid + self.logs.invalid;
        Ok(u8::from(bad > 0))
    }

    /// Loads the public keys of a time.
    fn load_keys(&mut self, from: Time, to: Time) -> Result<(), Fault> {
        let keys = self.source.public_keys(from, to)?;
        if keys.is_empty() {
            let (from, to) = (from.rfc3339(), to.rfc3339());
            return Err(Fault::General(format!("No public keys found between {from} and {to}")));
        }
        for (fingerprint, value) in keys {
            let der = STANDARD.decode(value).unwrap_or_default();
            let verifier = PublicKey::read(&der).and_then(|key| key.verifier());
            self.keys.insert(fingerprint, verifier);
        }
        Ok(())
    }

    /// The keys of digests in the range, and of what spilled over into the hour behind it.
    fn listed(&mut self, bucket: &str) -> Result<Listed, Fault> {
        let marker = self.place.marker(self.asked.start);
        let keys = self.source.list(bucket, &self.place.folder(), &marker)?;
        let from = place::second(self.asked.start);
        let to = place::second(self.asked.end + Span::hours(1));
        let mut listed = Listed::default();
        let ours = keys.into_iter().filter(|key| self.place.has(key));
        for key in ours.take_while(|key| time_in(key) <= to.as_str()) {
            if time_in(&key) < from.as_str() {
                continue;
            }
            let list = if is_backfill(&key) { &mut listed.backfill } else { &mut listed.standard };
            list.push(key);
        }
        Ok(listed)
    }

    /// Follows one chain from its newest digest back until before the start.
    fn follow(&mut self, bucket: &str, listed: &mut Listed, backfill: bool) -> Result<(), Fault> {
        let mut bucket = bucket.to_owned();
        let mut listed =
            std::mem::take(if backfill { &mut listed.backfill } else { &mut listed.standard });
        let Some(mut key) = listed.pop() else { return Ok(()) };
        let mut last_start = in_name(&key)?;
        while self.asked.start <= last_start {
            let next = match self.digest(&bucket, &key, backfill) {
                Ok((digest, start)) => {
                    last_start = start;
                    self.valid(&digest, backfill)?;
                    let text = |name: &str| digest.get(name).and_then(Value::as_str);
                    match (text("previousDigestS3Bucket"), text("previousDigestS3Object")) {
                        (Some(before), Some(previous)) => {
                            if before != bucket {
                                bucket = before.to_owned();
                                let again = self.listed(&bucket)?;
                                listed = if backfill { again.backfill } else { again.standard };
                            }
                            Some(previous.to_owned())
                        }
                        _ => self.behind_gap(&mut listed, &key, last_start, backfill)?,
                    }
                }
                Err(Stop::Command(fault)) => return Err(fault),
                Err(Stop::Digest(wrong)) => {
                    let next = older(&mut listed, &key)?.map(|(key, _)| key);
                    self.wrong(&bucket, &key, wrong, backfill);
                    next
                }
            };
            match next {
                Some(next) => key = next,
                None => break,
            }
        }
        Ok(())
    }

    /// The digest before one that begins a chain, with a word about the time between.
    fn behind_gap(
        &mut self,
        listed: &mut Vec<String>,
        key: &str,
        last_start: Time,
        backfill: bool,
    ) -> Result<Option<String>, Fault> {
        let Some((next, end)) = older(listed, key)? else { return Ok(None) };
        let (end, start) = (end.rfc3339(), last_start.rfc3339());
        let mark = mark(backfill);
        self.complain(&format!(
            "{mark}No log files were delivered by CloudTrail between {end} and {start}"
        ));
        Ok(Some(next))
    }

    /// Fetches a digest and checks it; what it says, and when its time begins.
    fn digest(&mut self, bucket: &str, key: &str, backfill: bool) -> Result<(Value, Time), Stop> {
        let object = self.source.object(bucket, key)?.ok_or(Wrong::Missing)?;
        let unpacked = gzip::unpack(&object.bytes, MOST).map_err(|_| invalid(FORMAT))?;
        let digest: Value = serde_json::from_slice(&unpacked.bytes).map_err(|_| invalid(FORMAT))?;
        let meta = |name: &str| object.metadata.get(name);
        let (Some(signature), Some(_)) = (meta("signature"), meta("signature-algorithm")) else {
            return Err(invalid(SIGNATURE).into());
        };
        if REQUIRED.iter().any(|name| digest.get(name).is_none()) {
            return Err(invalid(FORMAT).into());
        }
        let text = |name: &str| digest.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("digestS3Bucket") != bucket || text("digestS3Object") != key {
            return Err(invalid("has been moved from its original location").into());
        }
        let print = text("digestPublicKeyFingerprint");
        if backfill && !self.keys.contains_key(print) {
            let made = meta("backfill-generation-timestamp").ok_or_else(|| invalid(FORMAT))?;
            let made = place::read(made).ok_or_else(|| invalid(unparsable(made)))?;
            self.load_keys(made - Span::hours(1), made + Span::hours(1))?;
        }
        let verifier = self.keys.get(print).ok_or_else(|| {
            let home = &self.place.home;
            invalid(format!("public key not found in region {home} for fingerprint {print}"))
        })?;
        let verifier = verifier.as_ref().ok_or_else(|| {
            invalid(format!("Unable to load PKCS #1 key with fingerprint {print}"))
        })?;
        let previous = digest.get("previousDigestSignature").and_then(Value::as_str);
        let message = to_sign(text("digestEndTime"), (bucket, key), &unpacked.bytes, previous);
        let signature = base16ct::mixed::decode_vec(signature).map_err(|_| invalid(SIGNATURE))?;
        if !verifier.verify(message.as_bytes(), &signature) {
            return Err(invalid(SIGNATURE).into());
        }
        let start = place::read(text("digestStartTime"))
            .ok_or_else(|| invalid(unparsable(text("digestStartTime"))))?;
        Ok((digest, start))
    }

    /// Counts a valid digest, and looks at the log files it lists.
    fn valid(&mut self, digest: &Value, backfill: bool) -> Result<(), Fault> {
        let text = |name: &str| digest.get(name).and_then(Value::as_str).unwrap_or_default();
        let time = |name: &str| place::read(text(name));
        if let (Some(start), Some(end)) = (time("digestStartTime"), time("digestEndTime")) {
            let (start, end) = (start.max(self.asked.start), end.min(self.asked.end));
            let (first, last) = self.found.unwrap_or((start, end));
            self.found = Some((first.min(start), last.max(end)));
        }
        self.tally(backfill).valid += 1;
        let (bucket, key) = (text("digestS3Bucket"), text("digestS3Object"));
        self.find(true, (bucket, key), None);
        self.tell(&format!("{}Digest file\ts3://{bucket}/{key}\tvalid", mark(backfill)));
        // As the published command stops: with the name of what is missing.
        let files = digest.get("logFiles").ok_or_else(|| Fault::General("'logFiles'".into()))?;
        for file in files.as_array().into_iter().flatten() {
            let text = |name: &str| file.get(name).and_then(Value::as_str).unwrap_or_default();
            self.log((text("s3Bucket"), text("s3Object")), text("hashValue"))?;
        }
        Ok(())
    }

    /// Looks at a log file.
    fn log(&mut self, (bucket, key): (&str, &str), expected: &str) -> Result<(), Fault> {
        let verdict = match self.source.object(bucket, key)? {
            None => Err("not found"),
            Some(object) => match gzip::unpack(&object.bytes, MOST) {
                Err(_) => Err(FORMAT),
                Ok(file) if file.rest > 0 => Err("unexpected data after end of compressed stream"),
                Ok(file) if digest::sum(&file.bytes) != expected => Err("hash value doesn't match"),
                Ok(_) => Ok(()),
            },
        };
        self.find(false, (bucket, key), verdict.err());
        match verdict {
            Ok(()) => {
                self.logs.valid += 1;
                self.tell(&format!("Log file\ts3://{bucket}/{key}\tvalid"));
            }
            Err(why) => {
                self.logs.invalid += 1;
                self.complain(&format!("Log file\ts3://{bucket}/{key}\tINVALID: {why}"));
            }
        }
        Ok(())
    }

    fn wrong(&mut self, bucket: &str, key: &str, wrong: Wrong, backfill: bool) {
        self.tally(backfill).invalid += 1;
        let why = match wrong {
            Wrong::Missing => "not found".to_owned(),
            Wrong::Invalid(why) => why,
        };
        self.find(true, (bucket, key), Some(&why));
        let mark = mark(backfill);
        self.complain(&format!("{mark}Digest file\ts3://{bucket}/{key}\tINVALID: {why}"));
    }

    fn find(&mut self, digest: bool, (bucket, key): (&str, &str), fault: Option<&str>) {
        let (bucket, key) = (bucket.to_owned(), key.to_owned());
        self.findings.push(Finding { digest, bucket, key, fault: fault.map(str::to_owned) });
    }

    fn tally(&mut self, backfill: bool) -> &mut Tally {
        if backfill { &mut self.backfills } else { &mut self.digests }
    }

    fn tell(&mut self, line: &str) {
        if self.asked.verbose {
            self.spaced = false;
            self.stdout.push_str(&format!("{line}\n"));
        }
    }

    fn complain(&mut self, line: &str) {
        let space = if self.spaced { "" } else { "\n" };
        self.stderr.push_str(&format!("{space}{line}\n\n"));
        self.spaced = true;
    }

    fn summary(&mut self, start: &str, end: &str) {
        if !self.spaced {
            self.stdout.push('\n');
        }
        self.stdout.push_str(&format!("Results requested for {start} to {end}\n"));
        let tallies =
            [(self.digests, "digest"), (self.backfills, "backfill digest"), (self.logs, "log")];
        let of_digests = tallies.iter().take(2);
        if of_digests.map(|(it, _)| it.valid + it.invalid).sum::<u32>() == 0 {
            self.stdout.push_str("No digests found\n");
            return;
        }
        self.stdout.push_str(&match self.found {
            None => "No valid digests found in range\n".to_owned(),
            Some((first, last)) => {
                format!("Results found for {} to {}:\n", first.rfc3339(), last.rfc3339())
            }
        });
        for (Tally { valid, invalid }, name) in tallies {
            let total = valid + invalid;
            if total == 0 {
                continue;
            }
            self.stdout.push_str(&format!("\n{valid}/{total} {name} files valid"));
            if invalid > 0 {
                self.stdout.push_str(&format!(", {invalid}/{total} {name} files INVALID"));
            }
        }
        self.stdout.push('\n');
    }
}

/// What stands before lines about digests that were made afterwards.
fn mark(backfill: bool) -> &'static str {
    if backfill { "(backfill) " } else { "" }
}
