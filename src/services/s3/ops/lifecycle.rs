//! Lifecycle rules: put, told, taken away.

use super::{invalid, malformed, rules};
use crate::api::{ApiError, Shape as _};
use crate::services::s3::lifecycle::{self, Lifecycle, Rule};
use crate::services::s3::shapes::{
    BucketInput, LifecycleOutput, LifecycleRule, PutLifecycleInput, PutLifecycleOutput,
};
use crate::services::s3::state::State;
use crate::sim::Ctx;

/// The most rules of a bucket.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html>
const MOST: u64 = 1000;
/// Below which size objects stay where they are: the default since September 2024, and the other.
const LEAST: [&str; 2] = ["all_storage_classes_128K", "varies_by_storage_class"];

fn least(moves_small: bool) -> String {
    let [all, varies] = LEAST;
    if moves_small { varies } else { all }.to_owned()
}

pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutLifecycleInput,
) -> Result<PutLifecycleOutput, ApiError> {
    state.bucket(&input.bucket)?;
    let given = input.configuration.as_ref().map(|given| given.rules.clone()).unwrap_or_default();
    if given.is_empty() || given.len() as u64 > MOST {
        return Err(malformed());
    }
    let (mut told, mut rules) = (Vec::new(), Vec::<Rule>::new());
    for (nth, mut rule) in (0..).zip(given) {
        // S3 makes up the id that is not given.
        let number = state.written * MOST + nth;
        let made_up = || ctx.ids.base64("s3:rule", number, ['+', '/'], 48);
        let id = rule.id.clone().filter(|id| !id.is_empty()).unwrap_or_else(made_up);
        if rules.iter().any(|other| other.id == id) {
            return Err(invalid("Rule ID must be unique. Found same ID for more than one rule"));
        }
        rules.push(rules::read(&rule, id.clone())?);
        rule.id = Some(id);
        told.push(rule);
    }
    let moves_small = input.least.as_deref().is_some_and(|least| least.starts_with("varies"));
    let given = told.write().to_string();
    let lifecycle = Lifecycle { given, moves_small, rules };
    state.bucket_mut(&input.bucket)?.lifecycle = Some(lifecycle);
    lifecycle::expect(state, ctx);
    Ok(PutLifecycleOutput { least: least(moves_small) })
}

pub fn get(state: &State, input: &BucketInput) -> Result<LifecycleOutput, ApiError> {
    let none = || {
        let text = "The lifecycle configuration does not exist";
        ApiError::new("NoSuchLifecycleConfiguration", text).http(404)
    };
    let lifecycle = state.bucket(&input.bucket)?.lifecycle.as_ref().ok_or_else(none)?;
    let given = serde_json::from_str(&lifecycle.given).map_err(|_| none())?;
    let rules = Vec::<LifecycleRule>::read(given).map_err(|_| none())?;
    Ok(LifecycleOutput { rules, least: least(lifecycle.moves_small) })
}

pub fn delete(state: &mut State, input: &BucketInput) -> Result<(), ApiError> {
    state.bucket_mut(&input.bucket)?.lifecycle = None;
    Ok(())
}
