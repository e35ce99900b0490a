//! Messages: sent, received, deleted.

use std::collections::BTreeMap;
use std::rc::Rc;

use base16ct::lower;
use md5::{Digest as _, Md5};

use super::super::messages::{Hold, Message as Kept, Sight};
use super::super::shapes::{
    ChangeMessageVisibilityInput, DeleteMessageInput, Message, ReceiveMessageInput,
    ReceiveMessageOutput, SendMessageInput, SendMessageOutput,
};
use super::super::state::{Queue, State};
use super::{found, found_mut, invalid};
use crate::api::ApiError;
use crate::sim::time::{Span, Time};
use crate::sim::{Caller, Ctx};

/// How many messages may be received and not yet deleted.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html>
const MAX_HELD: usize = 120_000;
/// How long a receipt handle is: ours.
const HANDLE: usize = 184;

fn md5(text: &str) -> String {
    lower::encode_string(&Md5::digest(text.as_bytes()))
}

/// A number of a request within its bounds.
fn within(
    name: &str,
    given: Option<i32>,
    (least, most): (i32, i32),
    rule: &str,
) -> Result<Option<i64>, ApiError> {
    match given {
        Some(number) if !(least..=most).contains(&number) => Err(invalid(format!(
            "Value {number} for parameter {name} is invalid. Reason: {rule}, if provided."
        ))),
        given => Ok(given.map(i64::from)),
    }
}

pub fn send(
    state: &mut State,
    ctx: &Ctx<'_>,
    caller: &Caller,
    input: &SendMessageInput,
) -> Result<SendMessageOutput, ApiError> {
    let settings = found(state, ctx, &input.url)?.settings.clone();
    if input.body.is_empty() {
        let text = "The request must contain the parameter MessageBody.";
        return Err(ApiError::new("MissingParameter", text));
    }
    if input.body.len() as i64 > settings.size {
        return Err(invalid(format!(
            "One or more parameters are invalid. Reason: Message must be shorter than {} bytes.",
            settings.size
        )));
    }
    let rule = "Must be >= 0 and <= 900";
    let delay = within("DelaySeconds", input.delay, (0, 900), rule)?.unwrap_or(settings.delay);
    let id = ctx.ids.uuid("sqs:message", state.sent);
    state.sent += 1;
    let message = Kept {
        id: id.clone(),
        body: input.body.clone(),
        sender: caller.user_id(),
        sent: ctx.now,
        ready: ctx.now + Span::secs(delay),
        gone: ctx.now + Span::secs(settings.retention),
        deleted: false,
        holds: Vec::new(),
    };
    let queue = found_mut(state, ctx, &input.url)?;
    Rc::make_mut(&mut queue.messages).push(message);
    Ok(SendMessageOutput { md5: md5(&input.body), id })
}

/// Gives what is there now. In AWS a call may wait for messages; here a call takes no time.
pub fn receive(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ReceiveMessageInput,
) -> Result<ReceiveMessageOutput, ApiError> {
    let queue = found(state, ctx, &input.url)?;
    let rule = "Must be between 1 and 10";
    let most = within("MaxNumberOfMessages", input.most, (1, 10), rule)?.unwrap_or(1) as usize;
    within("WaitTimeSeconds", input.wait, (0, 20), "Must be >= 0 and <= 20")?;
    let rule = "Must be >= 0 and <= 43200";
    let hidden = within("VisibilityTimeout", input.visibility, (0, 43_200), rule)?;
    let hidden = Span::secs(hidden.unwrap_or(queue.settings.visibility));
    let held = queue.messages.iter().filter(|message| message.at(ctx.now) == Sight::Held).count();
    if held >= MAX_HELD {
        let text = "Too many messages in flight for the queue.";
        return Err(ApiError::new("OverLimit", text).http(403));
    }
    let names = [&input.old_names, &input.names];
    let names: Vec<&str> = names.into_iter().flatten().flatten().map(String::as_str).collect();
    let first = state.received;
    let queue = found_mut(state, ctx, &input.url)?;
    let messages = take(queue, ctx, (most, hidden), first, &names);
    state.received += messages.len() as u64;
    Ok(ReceiveMessageOutput { messages: Some(messages).filter(|all| !all.is_empty()) })
}

/// Takes the oldest that are visible, and hides them.
fn take(
    queue: &mut Queue,
    ctx: &Ctx<'_>,
    (most, hidden): (usize, Span),
    first: u64,
    names: &[&str],
) -> Vec<Message> {
    let mut taken = Vec::new();
    let visible = |message: &&mut Kept| message.at(ctx.now) == Sight::Visible;
    for message in Rc::make_mut(&mut queue.messages).iter_mut().filter(visible).take(most) {
        let nth = first + taken.len() as u64;
        let handle = ctx.ids.base64("sqs:receipt", nth, ['+', '/'], HANDLE);
        let hold = Hold { from: ctx.now, until: ctx.now + hidden, handle: handle.clone() };
        message.holds.push(hold);
        let attributes = told(message, names);
        taken.push(Message {
            id: message.id.clone(),
            handle,
            md5: md5(&message.body),
            body: message.body.clone(),
            attributes: Some(attributes).filter(|all| !all.is_empty()),
        });
    }
    Rc::make_mut(&mut queue.asked).push((ctx.now, taken.len() as u32));
    taken
}

/// What a message tells of itself, as far as it is asked for.
fn told(message: &Kept, names: &[&str]) -> BTreeMap<String, String> {
    let millis = |time: Time| time.as_millis().to_string();
    let first = message.holds.first().map_or(message.sent, |hold| hold.from);
    let all = [
        ("ApproximateFirstReceiveTimestamp", millis(first)),
        ("ApproximateReceiveCount", message.holds.len().to_string()),
        ("SenderId", message.sender.clone()),
        ("SentTimestamp", millis(message.sent)),
    ];
    let asked = |name: &str| names.iter().any(|other| *other == "All" || *other == name);
    let asked = all.into_iter().filter(|(name, _)| asked(name));
    asked.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Deletes a message by the handle of its newest receipt; an older one deletes nothing.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html>
pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteMessageInput,
) -> Result<(), ApiError> {
    let queue = found_mut(state, ctx, &input.url)?;
    let has = |message: &&mut Kept| message.holds.iter().any(|hold| hold.handle == input.handle);
    let message = Rc::make_mut(&mut queue.messages).iter_mut().find(has);
    let message = message.ok_or_else(|| no_handle(&input.handle))?;
    let newest = message.holds.last().is_some_and(|hold| hold.handle == input.handle);
    if newest && message.gone > ctx.now {
        (message.gone, message.deleted) = (ctx.now, true);
    }
    Ok(())
}

fn no_handle(handle: &str) -> ApiError {
    let text = format!("The input receipt handle \"{handle}\" is not a valid receipt handle.");
    ApiError::new("ReceiptHandleIsInvalid", text).http(404)
}

/// Hides a message for so long from now on; for no time, and others see it at once. Together it is
/// hidden twelve hours at most.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html>
pub fn change(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ChangeMessageVisibilityInput,
) -> Result<(), ApiError> {
    let rule = "VisibilityTimeout must be an integer between 0 and 43200";
    if !(0..=43_200).contains(&input.visibility) {
        return Err(invalid(format!(
            "Value {} for parameter VisibilityTimeout is invalid. Reason: {rule}.",
            input.visibility
        )));
    }
    let queue = found_mut(state, ctx, &input.url)?;
    let has = |message: &&mut Kept| message.holds.iter().any(|hold| hold.handle == input.handle);
    let message = Rc::make_mut(&mut queue.messages).iter_mut().find(has);
    let message = message.ok_or_else(|| no_handle(&input.handle))?;
    let held = message.at(ctx.now) == Sight::Held;
    let hold = message.holds.last_mut().filter(|hold| held && hold.handle == input.handle);
    let Some(hold) = hold else {
        return Err(invalid(format!(
            "Value {} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is \
             not available for visibility timeout change.",
            input.handle
        )));
    };
    let until = ctx.now + Span::secs(i64::from(input.visibility));
    if until > hold.from + Span::hours(12) {
        return Err(invalid(format!(
            "Value {} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout \
             for the message is beyond the limit [43200 seconds].",
            input.visibility
        )));
    }
    hold.until = until;
    Ok(())
}
