//! Up to ten messages in one call.
//!
//! <https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html>. What is wrong with one
//! message AWS finds before it takes any (recorded): then the call fails, not the message.

use super::publish::{self, Draft, MAX_BYTES};
use super::topic;
use crate::api::ApiError;
use crate::services::sns::api::{
    PublishBatchEntry, PublishBatchInput, PublishBatchOutput, PublishBatchResult,
};
use crate::services::sns::state::State;
use crate::sim::Ctx;

/// How many messages a call has at most.
const MOST: usize = 10;
/// How long the id of one is at most.
const ID: usize = 80;

pub fn publish(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PublishBatchInput,
) -> Result<PublishBatchOutput, ApiError> {
    let entries = &input.entries;
    if entries.is_empty() {
        let text = "The batch request doesn't contain any entries.";
        return Err(ApiError::new("EmptyBatchRequest", text));
    }
    if entries.len() > MOST {
        let text = "The batch request contains more entries than permissible.";
        return Err(ApiError::new("TooManyEntriesInBatchRequest", text));
    }
    let (arn, _) = topic(state, ctx, &input.topic_arn)?;
    check_ids(entries)?;
    let drafts = entries.iter().map(draft).collect::<Result<Vec<Draft>, ApiError>>()?;
    if drafts.iter().map(Draft::length).sum::<usize>() > MAX_BYTES {
        let text = "The length of all the messages put together is more than the limit.";
        return Err(ApiError::new("BatchRequestTooLong", text));
    }
    let sent = entries.iter().zip(&drafts).map(|(entry, draft)| PublishBatchResult {
        id: entry.id.clone(),
        message_id: publish::send(state, ctx, &arn, draft),
    });
    Ok(PublishBatchOutput { successful: sent.collect(), failed: Vec::new() })
}

fn draft(entry: &PublishBatchEntry) -> Result<Draft, ApiError> {
    publish::draft(
        &entry.message,
        entry.subject.as_ref(),
        entry.message_structure.as_deref(),
        entry.message_attributes.as_ref(),
    )
}

fn check_ids(entries: &[PublishBatchEntry]) -> Result<(), ApiError> {
    for (nth, entry) in entries.iter().enumerate() {
        if entries.iter().take(nth).any(|other| other.id == entry.id) {
            let text = "Two or more batch entries in the request have the same Id.";
            return Err(ApiError::new("BatchEntryIdsNotDistinct", text));
        }
    }
    for id in entries.iter().map(|entry| &entry.id) {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let fault = match () {
            () if id.len() > ID => "is too long",
            () if id.is_empty() || !id.chars().all(allowed) => {
                "contains an impermissible character"
            }
            () => continue,
        };
        let text = format!("The Id of a batch entry in the batch request {fault}: {id}");
        return Err(ApiError::new("InvalidBatchEntryId", text));
    }
    Ok(())
}
