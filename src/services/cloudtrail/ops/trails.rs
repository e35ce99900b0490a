//! Trails: made, changed, deleted, started and stopped.
//!
//! Texts of the errors about buckets, topics and the number of trails are those AWS answers.

use std::collections::{BTreeMap, BTreeSet};

use super::find::{at_home, check_name, not_management, to_change, unknown};
use super::tags::checked;
use super::{Reach, Sight, Standing};
use crate::api::ApiError;
use crate::services::cloudtrail::api::Request;
use crate::services::cloudtrail::facts::Fact;
use crate::services::cloudtrail::insights::Watch;
use crate::services::cloudtrail::logs::{self, ToLogs};
use crate::services::cloudtrail::select::Selectors;
use crate::services::cloudtrail::shapes::{
    CreateTrailInput, NameInput, SettingsOutput, UpdateTrailInput,
};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::{Place, Settings, Trail};
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::scope::{Arn, Region, Scope};

/// The most trails of a Region; one of every Region counts in each.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html>
const MAX_TRAILS: usize = 5;

/// What a trail will be set to, with what of it has to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The trail.
    pub arn: Arn,
    /// Its account and home.
    pub scope: Scope,
    /// Its settings.
    pub settings: Settings,
    /// Whether the bucket or the prefix is new.
    pub bucket: bool,
    /// Whether the topic is new.
    pub topic: bool,
    /// Whether the key, the bucket or the prefix is new.
    pub key: bool,
    /// Whether the log group or the role is new.
    pub logs: bool,
}

/// What a request would set a trail to; nothing if it sets none or is at fault in itself.
pub fn planned(
    state: &State,
    scope: Scope,
    standing: &Standing,
    request: &Request,
) -> Option<Plan> {
    match request {
        Request::CreateTrail(input) => to_create(state, scope, standing, input).ok(),
        Request::UpdateTrail(input) => to_update(state, scope, standing, input).ok(),
        _ => None,
    }
}

fn to_create(
    state: &State,
    caller: Scope,
    standing: &Standing,
    input: &CreateTrailInput,
) -> Result<Plan, ApiError> {
    check_name(&input.name)?;
    let organization = match input.organization {
        Some(true) => Some(standing.open(caller)?),
        _ => None,
    };
    // Also what a delegated administrator makes is the management account's.
    let account = organization.as_ref().map_or(caller.account, |(_, management)| *management);
    let scope = Scope { account, ..caller };
    let arn = scope.arn("cloudtrail", &format!("trail/{}", input.name));
    if state.trails().contains_key(&arn) {
        let text = format!("Trail {} already exists for customer: {}", input.name, scope.account);
        return Err(ApiError::new("TrailAlreadyExistsException", text));
    }
    let multi = input.multi.unwrap_or_default();
    fits(state, scope, multi, None)?;
    let global = input.global.unwrap_or(true);
    everywhere(multi, global)?;
    let settings = Settings {
        bucket: bucket(&input.bucket)?,
        prefix: prefix(input.prefix.as_deref())?,
        topic: topic(scope, input.topic.as_deref())?,
        logs: logs::target(scope, None, (&input.logs_group, &input.logs_role))?,
        key: key(input.key.as_deref())?,
        global,
        multi,
        validation: input.validation.unwrap_or_default(),
        recursive: input.recursive,
        organization: organization.map(|(id, _)| id),
    };
    let (topic, logs) = (settings.topic.is_some(), settings.logs.is_some());
    let key = settings.key.is_some();
    Ok(Plan { arn, scope, settings, bucket: true, topic, key, logs })
}

fn to_update(
    state: &State,
    scope: Scope,
    standing: &Standing,
    input: &UpdateTrailInput,
) -> Result<Plan, ApiError> {
    let arn = at_home(state, scope, &input.name)?;
    let trail = state.trails().get(&arn).ok_or_else(|| unknown(scope, &input.name))?;
    let mut settings = trail.settings.clone();
    settings.organization = converted(trail, scope, standing, input.organization)?;
    settings.multi = input.multi.unwrap_or(settings.multi);
    settings.global = input.global.unwrap_or(settings.global);
    settings.validation = input.validation.unwrap_or(settings.validation);
    settings.recursive = input.recursive.or(settings.recursive);
    if settings.multi && !trail.settings.multi {
        fits(state, scope, true, Some(&arn))?;
    }
    everywhere(settings.multi, settings.global)?;
    if let Some(given) = &input.bucket {
        settings.bucket = bucket(given)?;
    }
    if let Some(given) = &input.prefix {
        settings.prefix = prefix(Some(given))?;
    }
    if let Some(given) = &input.topic {
        settings.topic = topic(scope, Some(given))?;
    }
    if let Some(given) = &input.key {
        settings.key = key(Some(given))?;
    }
    let given = (&input.logs_group, &input.logs_role);
    settings.logs = logs::target(trail.home, settings.logs, given)?;
    let logs = settings.logs.is_some() && (given.0.is_some() || given.1.is_some());
    let moved = settings.organization != trail.settings.organization;
    let bucket = input.bucket.is_some() || input.prefix.is_some() || moved;
    let topic = input.topic.is_some() && settings.topic.is_some();
    let key = settings.key.is_some() && (bucket || input.key.is_some());
    Ok(Plan { arn, scope: trail.home, settings, bucket, topic, key, logs })
}

/// The organization whose trail it becomes or remains. Only the management account makes a trail
/// one of the organization, or of its own account alone.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html>
fn converted(
    trail: &Trail,
    scope: Scope,
    standing: &Standing,
    asked: Option<bool>,
) -> Result<Option<String>, ApiError> {
    let before = &trail.settings.organization;
    match asked {
        Some(wanted) if wanted != before.is_some() => {
            if trail.home.account != scope.account {
                return Err(not_management(scope));
            }
            match wanted.then(|| standing.open(scope)).transpose()? {
                Some((_, management)) if management != scope.account => Err(not_management(scope)),
                open => Ok(open.map(|(id, _)| id)),
            }
        }
        _ => Ok(before.clone()),
    }
}

/// Whether there is room for one more in every Region it would be in.
fn fits(state: &State, scope: Scope, multi: bool, but: Option<&Arn>) -> Result<(), ApiError> {
    let own = |trail: &&Trail| trail.home.account == scope.account && Some(&trail.arn) != but;
    for region in Region::all().filter(|region| multi || *region == scope.region) {
        let there = state.trails().values().filter(own).filter(|trail| trail.is_in(region));
        if there.count() >= MAX_TRAILS {
            let text =
                format!("User: {} already has {MAX_TRAILS} trails in {region}.", scope.account);
            return Err(ApiError::new("MaximumNumberOfTrailsExceededException", text));
        }
    }
    Ok(())
}

fn everywhere(multi: bool, global: bool) -> Result<(), ApiError> {
    if !multi || global {
        return Ok(());
    }
    let text = "Multi-Region trail must include global service events.";
    Err(ApiError::new("InvalidParameterCombinationException", text))
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
fn bucket(name: &str) -> Result<String, ApiError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    if (3..=63).contains(&name.len()) && name.chars().all(fits) {
        return Ok(name.to_owned());
    }
    let text = format!("Bucket name {name} does not conform with the rules for bucket names.");
    Err(ApiError::new("InvalidS3BucketNameException", text))
}

fn prefix(given: Option<&str>) -> Result<Option<String>, ApiError> {
    let given = given.filter(|prefix| !prefix.is_empty());
    if given.is_some_and(|prefix| prefix.chars().count() > 200) {
        let text = "The S3 key prefix has more than 200 characters.";
        return Err(ApiError::new("InvalidS3PrefixException", text));
    }
    Ok(given.map(|prefix| prefix.trim_end_matches('/').to_owned()))
}

/// A topic by its ARN, or by its name in the trail's Region.
fn topic(scope: Scope, given: Option<&str>) -> Result<Option<(String, Arn)>, ApiError> {
    let Some(given) = given.filter(|topic| !topic.is_empty()) else { return Ok(None) };
    let invalid = || {
        let text = format!("The SNS topic name {given} is not valid.");
        ApiError::new("InvalidSnsTopicNameException", text)
    };
    if given.starts_with("arn:") {
        let arn = Arn::parse(given).filter(|arn| arn.service() == "sns" && arn.region().is_some());
        return Ok(Some((given.to_owned(), arn.ok_or_else(invalid)?)));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if given.len() > 256 || !given.chars().all(fits) {
        return Err(invalid());
    }
    Ok(Some((given.to_owned(), scope.arn("sns", given))))
}

/// A key. Whoever asks has found its ARN behind an id or an alias.
fn key(given: Option<&str>) -> Result<Option<Arn>, ApiError> {
    let Some(given) = given.filter(|key| !key.is_empty()) else { return Ok(None) };
    let arn = Arn::parse(given).filter(|arn| arn.service() == "kms" && arn.region().is_some());
    // The code is AWS's, the text is ours.
    let text = format!("The KMS key {given} is not valid.");
    arn.map(Some).ok_or_else(|| ApiError::new("InvalidKmsKeyIdException", text))
}

/// Whether CloudTrail may use what the trail names.
fn usable(plan: &Plan, sight: &Sight) -> Result<(), ApiError> {
    let bucket = &plan.settings.bucket;
    match sight.bucket {
        Reach::Missing => {
            let text = format!("S3 bucket {bucket} does not exist!");
            return Err(ApiError::new("S3BucketDoesNotExistException", text));
        }
        Reach::Refused => {
            let text = format!("Incorrect S3 bucket policy is detected for bucket: {bucket}");
            return Err(ApiError::new("InsufficientS3BucketPolicyException", text));
        }
        Reach::Unasked | Reach::Open => {}
    }
    let key = plan.settings.key.as_ref().map(Arn::as_str).unwrap_or_default();
    match sight.key {
        Reach::Missing => {
            // The code is AWS's, the text is ours.
            let text = format!("KMS key {key} does not exist.");
            return Err(ApiError::new("KmsKeyNotFoundException", text));
        }
        Reach::Refused => {
            let text =
                format!("Insufficient permissions to access S3 bucket {bucket} or KMS key {key}.");
            return Err(ApiError::new("InsufficientEncryptionPolicyException", text));
        }
        Reach::Unasked | Reach::Open => {}
    }
    match sight.topic {
        Reach::Missing | Reach::Refused => {
            let text = "SNS Topic does not exist or the topic policy is incorrect!";
            return Err(ApiError::new("InsufficientSnsTopicPolicyException", text));
        }
        Reach::Unasked | Reach::Open => {}
    }
    logs::usable(sight)
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: &Sight,
    input: &CreateTrailInput,
) -> Result<SettingsOutput, ApiError> {
    let plan = to_create(state, ctx.scope, &sight.standing, input)?;
    let tags = checked(&[], input.tags.as_deref().unwrap_or_default())?;
    usable(&plan, sight)?;
    let trail = Trail {
        number: state.made,
        name: input.name.clone(),
        arn: plan.arn.clone(),
        home: plan.scope,
        created: ctx.now,
        settings: plan.settings,
        selectors: Selectors::default(),
        watch: Watch::default(),
        tags,
        logging: false,
        started: None,
        stopped: None,
        why: ctx.cause,
        places: BTreeMap::new(),
        accounts: BTreeSet::new(),
        administrators: BTreeSet::new(),
        logs: ToLogs::default(),
        due: None,
        digest_due: None,
        closing: false,
    };
    let output = output(&trail);
    state.made += 1;
    state.trails.insert(plan.arn.clone(), trail);
    ctx.fact(Fact::TrailCreated { trail: plan.arn });
    Ok(output)
}

pub fn update(
    state: &mut State,
    scope: Scope,
    sight: &Sight,
    input: &UpdateTrailInput,
) -> Result<SettingsOutput, ApiError> {
    let plan = to_update(state, scope, &sight.standing, input)?;
    usable(&plan, sight)?;
    let trail = to_change(state, scope, &input.name)?;
    trail.settings = plan.settings;
    if trail.settings.organization.is_none() {
        trail.accounts.clear();
        trail.administrators.clear();
    }
    Ok(output(trail))
}

fn output(trail: &Trail) -> SettingsOutput {
    let Settings {
        bucket,
        prefix,
        topic,
        logs,
        key,
        global,
        multi,
        validation,
        recursive,
        organization,
    } = trail.settings.clone();
    SettingsOutput {
        name: trail.name.clone(),
        bucket,
        prefix,
        topic: topic.as_ref().map(|(name, _)| name.clone()),
        topic_arn: topic.map(|(_, arn)| arn.to_string()),
        global,
        multi,
        arn: trail.arn.to_string(),
        validation,
        logs_group: logs.as_ref().map(|logs| logs.given.clone()),
        logs_role: logs.map(|logs| logs.role.to_string()),
        key: key.map(|key| key.to_string()),
        organization: organization.is_some(),
        recursive,
    }
}

/// Deletes a trail. What it has gathered, and that it was deleted, it still delivers.
pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &NameInput) -> Result<(), ApiError> {
    let arn = at_home(state, ctx.scope, &input.name)?;
    if let Some(mut trail) = state.trails.remove(&arn) {
        trail.closing = trail.logging;
        trail.logging = false;
        trail.watch = Watch::default();
        let waits = |place: &Place| place.waiting() > 0;
        if trail.closing || trail.places.values().any(waits) {
            state.former.push(trail);
        }
    }
    ctx.fact(Fact::TrailDeleted { trail: arn });
    Ok(())
}

/// Begins to log. Saying so again changes nothing.
pub fn start(state: &mut State, ctx: &mut Ctx<'_>, input: &NameInput) -> Result<(), ApiError> {
    let trail = to_change(state, ctx.scope, &input.name)?;
    if !trail.logging {
        trail.logging = true;
        trail.started = Some(ctx.now);
        trail.why = Cause::Fact(ctx.fact(Fact::LoggingStarted { trail: trail.arn.clone() }));
    }
    Ok(())
}

/// Ceases to log: the call is the last it takes.
pub fn stop(state: &mut State, ctx: &mut Ctx<'_>, input: &NameInput) -> Result<(), ApiError> {
    let trail = to_change(state, ctx.scope, &input.name)?;
    if trail.logging {
        (trail.logging, trail.closing) = (false, true);
        trail.stopped = Some(ctx.now);
        ctx.fact(Fact::LoggingStopped { trail: trail.arn.clone() });
    }
    Ok(())
}
