//! Versions of parameters: their history, and the labels by which they are called.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html>

use super::page::paged;
use super::parameters::{self, KEY, SECURE, missing, plain, sound};
use super::policies;
use super::shapes::{
    HistoryInput, HistoryOutput, LabelInput, LabelOutput, ParameterHistory, UnlabelInput,
    UnlabelOutput,
};
use super::state::{State, Stored, Version};
use crate::api::{ApiError, Timestamp};
use crate::sim::Ctx;
use crate::sim::scope::Scope;

/// How many versions are kept; the oldest goes.
pub(super) const KEPT: usize = 100;
/// How many labels a version has at most.
const LABELS: usize = 10;

/// Whether there is room for one more version: the oldest goes only if it has no label.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html>
pub(super) fn room(stored: &Stored, name: &str) -> Result<(), ApiError> {
    let oldest = stored.versions.first().filter(|_| stored.versions.len() >= KEPT);
    let Some(oldest) = oldest.filter(|oldest| !oldest.labels.is_empty()) else { return Ok(()) };
    let text = format!(
        "You attempted to create a new version of {name} by calling the PutParameter API with the \
         overwrite flag. Version {}, the oldest version, can't be deleted because it has a label \
         associated with it. Move the label to another version of the parameter, and try again.",
        oldest.number
    );
    Err(ApiError::new("ParameterMaxVersionLimitExceeded", text))
}

fn no_version(name: &str, selector: &str) -> ApiError {
    let text = format!(
        "Systems Manager could not find version {selector} of {name}. Verify the version and try \
         again."
    );
    ApiError::new("ParameterVersionNotFound", text)
}

/// The version a selector names: by its number, or by a label. AWS's text for a label nobody has is
/// not documented; it is that for a number here.
pub(super) fn selected<'a>(
    stored: &'a Stored,
    name: &str,
    selector: &str,
) -> Result<&'a Version, ApiError> {
    // No label begins with a digit.
    let number = selector.parse::<i64>().ok();
    let named = |version: &&Version| match number {
        Some(number) => version.number == number,
        None => version.labels.iter().any(|label| label == selector),
    };
    stored.versions.iter().find(named).ok_or_else(|| no_version(name, selector))
}

/// Gives the versions of a parameter, oldest first.
pub(super) fn history(
    state: &State,
    ctx: &Ctx<'_>,
    input: &HistoryInput,
) -> Result<HistoryOutput, ApiError> {
    let name = plain(&input.name, ctx.scope);
    let stored = state.parameters.get(&(ctx.scope, name.to_owned())).ok_or_else(missing)?;
    let seal = parameters::sealing(ctx.ids, input.with_decryption);
    let shown = |version: &Version| ParameterHistory {
        name: name.to_owned(),
        kind: stored.kind.to_owned(),
        key_id: (stored.kind == SECURE).then(|| KEY.to_owned()),
        modified: Timestamp(version.modified),
        modified_by: version.by.clone(),
        description: version.description.clone(),
        value: parameters::value(name, (stored.kind, version), seal),
        version: version.number,
        labels: version.labels.clone(),
        tier: version.tier.to_owned(),
        policies: policies::shown(version, ctx.now),
        data_type: "text".to_owned(),
    };
    let all = stored.versions.iter().map(shown).collect();
    let token = input.next_token.as_ref();
    let (parameters, next_token) = paged(all, token, input.max_results, 50)?;
    Ok(HistoryOutput { parameters, next_token })
}

/// The versions of a parameter and which of them is meant: the latest, unless a number says so.
fn meant<'a>(
    state: &'a mut State,
    scope: Scope,
    name: &str,
    number: Option<i64>,
) -> Result<(&'a mut Vec<Version>, usize), ApiError> {
    // It takes no ARN, and no public parameter.
    sound(name)?;
    let stored = state.parameters.get_mut(&(scope, name.to_owned())).ok_or_else(missing)?;
    let index = match number {
        None => stored.versions.len().checked_sub(1),
        Some(number) => stored.versions.iter().position(|version| version.number == number),
    };
    let unknown = || no_version(name, &number.unwrap_or_default().to_string());
    Ok((&mut stored.versions, index.ok_or_else(unknown)?))
}

/// Whether a label is one: letters, digits, `.-_`, beginning with neither a digit, aws nor ssm.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html>
fn is_label(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    !text.starts_with(|first: char| first.is_ascii_digit())
        && !lower.starts_with("aws")
        && !lower.starts_with("ssm")
        && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
}

/// Attaches labels to a version; one that another version has moves. Those that are none are told.
pub(super) fn label(
    state: &mut State,
    scope: Scope,
    input: &LabelInput,
) -> Result<LabelOutput, ApiError> {
    let (versions, index) = meant(state, scope, &input.name, input.version)?;
    let (good, invalid): (Vec<String>, Vec<String>) =
        input.labels.iter().cloned().partition(|label| is_label(label));
    let mut labels: Vec<String> = versions.get(index).map_or_else(Vec::new, |it| it.labels.clone());
    for label in good {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.len() > LABELS {
        // The bound is documented, the text is what AWS was seen to say.
        let text = "A parameter version can have maximum 10 labels. Move one or more labels to \
                    another version and try again.";
        return Err(ApiError::new("ParameterVersionLabelLimitExceeded", text));
    }
    let mut number = 0;
    for (nth, version) in versions.iter_mut().enumerate() {
        if nth == index {
            number = version.number;
            version.labels.clone_from(&labels);
        } else {
            version.labels.retain(|label| !labels.contains(label));
        }
    }
    Ok(LabelOutput { invalid, version: number })
}

/// Takes labels off a version. Those it has not got are told.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html>
pub(super) fn unlabel(
    state: &mut State,
    scope: Scope,
    input: &UnlabelInput,
) -> Result<UnlabelOutput, ApiError> {
    let (versions, index) = meant(state, scope, &input.name, Some(input.version))?;
    let mut output = UnlabelOutput::default();
    let Some(version) = versions.get_mut(index) else { return Ok(output) };
    for label in &input.labels {
        if version.labels.contains(label) {
            version.labels.retain(|own| own != label);
            output.removed.push(label.clone());
        } else {
            output.invalid.push(label.clone());
        }
    }
    Ok(output)
}
