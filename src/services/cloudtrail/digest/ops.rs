//! The operation that gives public keys.

use super::key::SigningKey;
use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail::api::{ListPublicKeysInput, ListPublicKeysOutput, PublicKeyItem};
use crate::sim::scope::{Region, Scope};
use crate::sim::time::Time;

/// AWS changes its keys; ours stay as long as a world can last.
const VALID: (Time, Time) = (Time::from_secs(0), Time::from_secs(32_598_374_400));

/// The public keys of the Region that are valid at some time of a range, which is now unless told.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html>
pub fn keys(
    now: Time,
    scope: Scope,
    input: &ListPublicKeysInput,
) -> Result<ListPublicKeysOutput, ApiError> {
    if input.next_token.is_some() {
        return Err(ApiError::new("InvalidTokenException", "The token is not valid."));
    }
    let start = input.start_time.map_or(now, |time| time.0);
    let end = input.end_time.map_or(now.max(start), |time| time.0);
    if start > end {
        let text = format!("The start time {start} is after the end time {end}.");
        return Err(ApiError::new("InvalidTimeRangeException", text));
    }
    let (from, to) = VALID;
    let keys = if start < to && end >= from { vec![item(scope.region)] } else { Vec::new() };
    Ok(ListPublicKeysOutput { keys })
}

/// The public key of a Region.
pub fn item(region: Region) -> PublicKeyItem {
    let key = SigningKey::of(region).public();
    PublicKeyItem {
        value: key.value(),
        validity_start: Timestamp(VALID.0),
        validity_end: Timestamp(VALID.1),
        fingerprint: key.fingerprint(),
    }
}
