//! What `validate-logs` finds of a trail's files, digest by digest and log by log, as a page can
//! show it. It is the same check over the same files, read where they lie: it makes no calls, so it
//! needs no permissions and leaves no records.

use std::collections::BTreeMap;

use crate::services::cloudtrail::{Trail as Kept, digest};
use crate::shell::aws::fault::{ErrorFormat, Fault};
use crate::shell::aws::validate_logs::{Asked, Finding, Object, Place, Source, Trail, Validation};
use crate::sim::{AccountId, Arn, Region, Span, Time, World};
use crate::text::Texts;

/// What is to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The trail.
    pub arn: String,
    /// Whose events.
    pub account: AccountId,
    /// Where.
    pub region: Region,
    /// How far back.
    pub back: Span,
}

/// How far back one can check on the page.
pub const BACK: [Span; 3] = [Span::hours(6), Span::days(1), Span::days(7)];

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// From when.
    pub from: Time,
    /// Until when.
    pub to: Time,
    /// Digests, newest first.
    pub digests: Vec<Digest>,
    /// What ended the check early, in the command's words.
    pub ended: Option<String>,
    /// The command that finds the same by calls.
    pub command: String,
}

/// A digest file.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    /// The file.
    pub file: File,
    /// The log files it lists. Those of a digest that is not valid are not looked at.
    pub logs: Vec<File>,
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// What was found of it.
    pub verdict: Verdict,
}

/// What was found of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it was delivered.
    Valid,
    /// It is not there.
    Missing,
    /// Its content is another one.
    HashDiffers,
    /// Its signature is not of it.
    Signature,
    /// Something else, in the command's words.
    Other(String),
}

impl Verdict {
    fn of(finding: &Finding) -> Verdict {
        match finding.fault.as_deref() {
            None => Verdict::Valid,
            Some("not found") => Verdict::Missing,
            Some("hash value doesn't match") => Verdict::HashDiffers,
            Some("signature verification failed") => Verdict::Signature,
            Some(other) => Verdict::Other(other.to_owned()),
        }
    }
}

impl Check {
    /// How many files of each kind are valid, of how many: digests, and log files.
    pub fn tally(&self) -> [(usize, usize); 2] {
        let valid = |file: &&File| file.verdict == Verdict::Valid;
        let digests = self.digests.iter().map(|digest| &digest.file);
        let logs = self.digests.iter().flat_map(|digest| &digest.logs);
        [
            (digests.clone().filter(valid).count(), digests.count()),
            (logs.clone().filter(valid).count(), logs.count()),
        ]
    }

    /// Whether all of them are.
    pub fn is_whole(&self) -> bool {
        self.ended.is_none() && self.tally().iter().all(|(valid, all)| valid == all)
    }
}

/// Regions in which a trail has made digests of an account.
pub fn regions(trail: &Kept, account: AccountId) -> Vec<Region> {
    let made = trail
        .places
        .iter()
        .filter(|(of, place)| of.account == account && place.digests.delivered.is_some());
    made.map(|(of, _)| of.region).collect()
}

/// Checks the files of a trail that is there; nothing when it is not.
pub fn check(world: &World, ask: &Ask, texts: &Texts) -> Option<Check> {
    let trail = world.cloudtrail().trails().get(&Arn::parse(&ask.arn)?)?;
    let (from, to) = (world.now() - ask.back, world.now());
    let organization = &trail.settings.organization;
    let asked = Asked {
        arn: ask.arn.clone(),
        start: from,
        end: to,
        bucket: None,
        prefix: None,
        account: Some(ask.account.to_string()),
        source: Some(ask.region.to_string()),
        verbose: true,
    };
    let place = Place::new(&asked, trail.settings.prefix.clone(), organization.clone());
    let mut source = Files { world, region: ask.region };
    let mut validation = Validation::new(&asked, place, &mut source);
    let ended = validation.run(&trail.settings.bucket).err();
    let findings = std::mem::take(&mut validation.findings);
    Some(Check {
        from,
        to,
        digests: grouped(&findings),
        ended: ended.map(|fault| fault.stderr(ErrorFormat::Enhanced, texts).trim().to_owned()),
        command: command(ask, (from, to), organization.is_some()),
    })
}

fn grouped(findings: &[Finding]) -> Vec<Digest> {
    let mut digests: Vec<Digest> = Vec::new();
    for finding in findings {
        let verdict = Verdict::of(finding);
        let (bucket, key) = (finding.bucket.clone(), finding.key.clone());
        let file = File { bucket, key, verdict };
        match digests.last_mut().filter(|_| !finding.digest) {
            Some(digest) => digest.logs.push(file),
            None => digests.push(Digest { file, logs: Vec::new() }),
        }
    }
    digests
}

/// The same as a command.
fn command(ask: &Ask, (from, to): (Time, Time), of_organization: bool) -> String {
    let account =
        if of_organization { format!(" --account-id {}", ask.account) } else { String::new() };
    format!(
        "aws cloudtrail validate-logs --trail-arn {} --start-time {} --end-time {} --verbose \
         --region {}{account}",
        ask.arn,
        from.rfc3339(),
        to.rfc3339(),
        ask.region
    )
}

/// The files, where they lie.
struct Files<'a> {
    world: &'a World,
    region: Region,
}

impl Source for Files<'_> {
    fn trail(&mut self, _arn: &str) -> Result<Option<Trail>, Fault> {
        Ok(None)
    }

    fn organization(&mut self) -> Result<String, Fault> {
        Ok(String::new())
    }

    fn public_keys(&mut self, _from: Time, _to: Time) -> Result<BTreeMap<String, String>, Fault> {
        let key = digest::ops::item(self.region);
        Ok(BTreeMap::from([(key.fingerprint, key.value)]))
    }

    fn list(&mut self, bucket: &str, prefix: &str, marker: &str) -> Result<Vec<String>, Fault> {
        let Ok(bucket) = self.world.s3().bucket(bucket) else { return Ok(Vec::new()) };
        let keys = bucket.objects.present().map(|(key, ..)| key.as_str());
        let fits = |key: &&str| key.starts_with(prefix) && *key > marker;
        let mut keys: Vec<String> = keys.filter(fits).map(str::to_owned).collect();
        keys.sort_unstable();
        Ok(keys)
    }

    fn object(&mut self, bucket: &str, key: &str) -> Result<Option<Object>, Fault> {
        let Ok(bucket) = self.world.s3().bucket(bucket) else { return Ok(None) };
        let put = bucket.objects.current(key).and_then(|version| version.object());
        Ok(put
            .map(|put| Object { bytes: put.body.bytes().to_vec(), metadata: put.metadata.clone() }))
    }
}
