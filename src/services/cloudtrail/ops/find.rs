//! Names of trails, and the trail that is meant.
//!
//! Texts of InvalidTrailNameException and TrailNotFoundException are AWS's; AWS documents none for
//! the other errors, so those are ours.

use crate::api::ApiError;
use crate::services::cloudtrail::State;
use crate::services::cloudtrail::trail::Trail;
use crate::sim::scope::{Arn, Scope};

/// A name that can be given to a trail.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html>
pub fn check_name(name: &str) -> Result<(), ApiError> {
    let invalid = |text: &str| Err(ApiError::new("InvalidTrailNameException", text));
    let length = name.chars().count();
    if length < 3 {
        return invalid(&format!(
            "Trail name too short. Minimum allowed length: 3 characters. Specified name length: \
             {length} characters."
        ));
    }
    if length > 128 {
        return invalid(&format!(
            "Trail name too long. Maximum allowed length: 128 characters. Specified name length: \
             {length} characters."
        ));
    }
    let whole = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if !whole(name.chars().next()) {
        return invalid("Trail name must starts with a letter or number.");
    }
    if !whole(name.chars().last()) {
        return invalid("Trail name must ends with a letter or number.");
    }
    let mark = |c: char| matches!(c, '.' | '-' | '_');
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || mark(c)) {
        return invalid(
            "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, \
             periods (.), hyphens (-), and underscores (_).",
        );
    }
    let pairs = name.chars().zip(name.chars().skip(1));
    if pairs.into_iter().any(|(one, next)| mark(one) && mark(next)) {
        return invalid("Trail name cannot have adjacent periods, hyphens or underscores.");
    }
    if name.split('.').count() == 4 && name.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return invalid("Trail name cannot be in IP address format.");
    }
    Ok(())
}

/// The ARN a request means: given, or of a trail of this name in this Region.
pub fn arn(scope: Scope, name: &str) -> Result<Arn, ApiError> {
    if !name.starts_with("arn:") {
        check_name(name)?;
        return Ok(scope.arn("cloudtrail", &format!("trail/{name}")));
    }
    let invalid = || {
        let text = format!("The ARN {name} is not that of a trail.");
        ApiError::new("CloudTrailARNInvalidException", text)
    };
    let arn = Arn::parse(name).ok_or_else(invalid)?;
    let of_trail = arn.rest().strip_prefix("trail/").is_some_and(|name| check_name(name).is_ok());
    let whole = arn.service() == "cloudtrail" && arn.region().is_some() && arn.account().is_some();
    if of_trail && whole { Ok(arn) } else { Err(invalid()) }
}

/// `TrailNotFoundException`. It tells the ARN that was looked for, whether it was given or not: so
/// in records of DeleteTrail, StartLogging and StopLogging that were called with a name.
/// <https://github.com/invictus-ir/aws_dataset>
pub fn unknown(scope: Scope, name: &str) -> ApiError {
    let meant = arn(scope, name).map_or_else(|_| name.to_owned(), |arn| arn.to_string());
    let text = format!("Unknown trail: {meant} for the user: {}", scope.account);
    ApiError::new("TrailNotFoundException", text)
}

/// `NotOrganizationMasterAccountException`. AWS documents what it means; the text is ours.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html#API_UpdateTrail_Errors>
pub fn not_management(scope: Scope) -> ApiError {
    let text = format!(
        "The account {} is not the management account or a delegated administrator of the \
         organization, and cannot create or change its trails.",
        scope.account
    );
    ApiError::new("NotOrganizationMasterAccountException", text)
}

/// A trail to look at. The trail of an organization is there in its accounts, by its ARN.
pub fn trail<'a>(state: &'a State, scope: Scope, name: &str) -> Result<&'a Trail, ApiError> {
    let found = state.trails().get(&arn(scope, name)?);
    found.filter(|it| it.covers(scope.account)).ok_or_else(|| unknown(scope, name))
}

/// A trail to change, which can be done at its home only, and with the trail of an organization by
/// whoever administers it.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html>,
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html>
pub fn at_home(state: &State, scope: Scope, name: &str) -> Result<Arn, ApiError> {
    let trail = trail(state, scope, name)?;
    if !trail.obeys(scope.account) {
        return Err(not_management(scope));
    }
    if trail.home.region == scope.region {
        return Ok(trail.arn.clone());
    }
    let text = format!(
        "The trail {} cannot be changed in {}: its home Region is {}.",
        trail.arn, scope.region, trail.home.region
    );
    Err(ApiError::new("InvalidHomeRegionException", text))
}

/// The same, to write to.
pub fn to_change<'a>(
    state: &'a mut State,
    scope: Scope,
    name: &str,
) -> Result<&'a mut Trail, ApiError> {
    let arn = at_home(state, scope, name)?;
    state.trails.get_mut(&arn).ok_or_else(|| unknown(scope, name))
}
