//! Subscriptions: asked for, confirmed, ended.

use std::collections::BTreeMap;

use super::settings::Settings;
use super::{arn, invalid, page, topic};
use crate::api::ApiError;
use crate::services::sns::api::{
    AttributesOutput, ConfirmSubscriptionInput, ListInput, ListSubscriptionsByTopicInput,
    ListSubscriptionsOutput, SubscribeInput, SubscriptionInput, SubscriptionItem,
    SubscriptionOutput,
};
use crate::services::sns::state::{Protocol, State, Subscription};
use crate::services::sns::wake::{PENDING_LIFE, Wake};
use crate::services::sns::{Fact, mail};
use crate::sim::caller::Identity;
use crate::sim::fact::Cause;
use crate::sim::scope::{AccountId, Arn};
use crate::sim::{Caller, Ctx};

/// Protocols AWS has and we do not simulate.
const REFUSED: [&str; 5] = ["http", "https", "sms", "application", "firehose"];

pub fn subscribe(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &SubscribeInput,
) -> Result<SubscriptionOutput, ApiError> {
    let protocol = protocol(&input.protocol)?;
    let (topic_arn, _) = topic(state, ctx, &input.topic_arn)?;
    let settings = Settings::read(protocol, input.attributes.as_ref())?;
    let endpoint = input.endpoint.clone().unwrap_or_default();
    check_endpoint(ctx, protocol, &endpoint)?;
    let old = state
        .of_topic(&topic_arn)
        .find(|(_, old)| old.protocol == protocol && old.endpoint.eq_ignore_ascii_case(&endpoint));
    let (arn, pending) = match old {
        Some((_, old)) if input.attributes.is_some() && !settings.are_of(old) => {
            return Err(invalid(
                "Attributes Reason: Subscription already exists with different attributes",
            ));
        }
        Some((arn, old)) => (arn.clone(), old.is_pending()),
        None => {
            let arn = insert(state, ctx, topic_arn, (protocol, settings), endpoint);
            (arn, protocol.is_mail())
        }
    };
    if pending {
        ask(state, ctx, &arn);
    }
    let shown = !pending || input.return_subscription_arn == Some(true);
    let subscription_arn = if shown { arn.to_string() } else { "pending confirmation".to_owned() };
    Ok(SubscriptionOutput { subscription_arn })
}

fn insert(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    topic: Arn,
    (protocol, Settings { raw, filter }): (Protocol, Settings),
    endpoint: String,
) -> Arn {
    let ordinal = state.subscribed;
    state.subscribed += 1;
    let id = ctx.ids.uuid("sns:subscription", ordinal);
    let name = topic.rest().to_owned();
    let arn = ctx.scope.arn("sns", &format!("{name}:{id}"));
    let subscription = Subscription {
        topic,
        protocol,
        endpoint,
        asked: ctx.now,
        token: ctx.ids.hex("sns:token", ordinal, 64),
        confirmed: (!protocol.is_mail()).then_some(ctx.now),
        raw,
        filter,
        authenticated: !protocol.is_mail(),
    };
    let confirmed = (!subscription.is_pending()).then(|| subscription.endpoint.clone());
    state.subscriptions.insert(arn.clone(), subscription);
    if let Some(endpoint) = confirmed {
        // What its owner subscribes need not be confirmed.
        ctx.fact(Fact::SubscriptionConfirmed { subscription: arn.clone(), endpoint });
        return arn;
    }
    ctx.wake(ctx.now + PENDING_LIFE, Wake::Expire { subscription: arn.clone() });
    arn
}

/// Sends the mail that asks for confirmation; asking again sends it again.
fn ask(state: &State, ctx: &mut Ctx<'_>, arn: &Arn) {
    let Some(subscription) = state.subscriptions.get(arn) else { return };
    let Some(topic) = state.topics.get(&subscription.topic) else { return };
    let endpoint = subscription.endpoint.clone();
    let asked = ctx.fact(Fact::SubscriptionPending { subscription: arn.clone(), endpoint });
    let mail = mail::confirmation(topic, subscription);
    ctx.fact_because(Cause::Fact(asked), Fact::EmailSent(mail));
}

pub fn confirm(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &ConfirmSubscriptionInput,
) -> Result<SubscriptionOutput, ApiError> {
    let (topic_arn, _) = topic(state, ctx, &input.topic_arn)?;
    if input.token.len() != 64 || !input.token.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(invalid("Token"));
    }
    let signed = caller.identity != Identity::Anonymous;
    let found = state
        .subscriptions
        .iter_mut()
        .find(|(_, s)| s.topic == topic_arn && s.token == input.token);
    let Some((arn, subscription)) = found else {
        return Err(ApiError::new("InvalidParameter", "Invalid token"));
    };
    if subscription.is_pending() {
        subscription.confirmed = Some(ctx.now);
        subscription.authenticated =
            signed && input.authenticate_on_unsubscribe.as_deref() == Some("true");
        let endpoint = subscription.endpoint.clone();
        ctx.fact(Fact::SubscriptionConfirmed { subscription: arn.clone(), endpoint });
    }
    Ok(SubscriptionOutput { subscription_arn: arn.to_string() })
}

pub fn unsubscribe(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &SubscriptionInput,
) -> Result<(), ApiError> {
    if input.subscription_arn == "PendingConfirmation" {
        let text = "SubscriptionArn Reason: An ARN must have at least 6 elements, not 1";
        return Err(invalid(text));
    }
    let arn = arn(ctx, "SubscriptionArn", &input.subscription_arn)?;
    let Some(subscription) = state.subscriptions.get(&arn) else { return Ok(()) };
    if subscription.authenticated && caller.identity == Identity::Anonymous {
        let text = "This subscription can only be ended by its owner or the topic's owner";
        return Err(ApiError::new("AuthorizationError", text).http(403));
    }
    if subscription.is_pending() {
        // The owner of the topic cannot delete what nobody has confirmed.
        // https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
        return Err(invalid("This subscription is pending confirmation and cannot be deleted"));
    }
    if let Some(gone) = state.subscriptions.remove(&arn) {
        if let Some(topic) = state.topics.get_mut(&gone.topic) {
            topic.deleted += 1;
        }
        ctx.fact(Fact::Unsubscribed { subscription: arn, endpoint: gone.endpoint });
    }
    Ok(())
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListInput,
) -> Result<ListSubscriptionsOutput, ApiError> {
    let here = state.subscriptions.iter().filter(|(arn, _)| {
        arn.region() == Some(ctx.scope.region) && arn.account() == Some(ctx.scope.account)
    });
    let (subscriptions, next_token) = page(here.map(item).collect(), input.next_token.as_ref())?;
    Ok(ListSubscriptionsOutput { subscriptions, next_token })
}

pub fn list_by_topic(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListSubscriptionsByTopicInput,
) -> Result<ListSubscriptionsOutput, ApiError> {
    let (arn, _) = topic(state, ctx, &input.topic_arn)?;
    let items = state.of_topic(&arn).map(item).collect();
    let (subscriptions, next_token) = page(items, input.next_token.as_ref())?;
    Ok(ListSubscriptionsOutput { subscriptions, next_token })
}

pub fn attributes(
    state: &State,
    ctx: &Ctx<'_>,
    input: &SubscriptionInput,
) -> Result<AttributesOutput, ApiError> {
    let arn = arn(ctx, "SubscriptionArn", &input.subscription_arn)?;
    let missing = || ApiError::new("NotFound", "Subscription does not exist").http(404);
    let subscription = state.subscriptions.get(&arn).ok_or_else(missing)?;
    let attributes = [
        ("ConfirmationWasAuthenticated", subscription.authenticated.to_string()),
        ("Endpoint", subscription.endpoint.clone()),
        ("Owner", owner(&arn)),
        ("PendingConfirmation", subscription.is_pending().to_string()),
        ("Protocol", subscription.protocol.name().to_owned()),
        ("RawMessageDelivery", subscription.raw.to_string()),
        ("SubscriptionArn", arn.to_string()),
        ("TopicArn", subscription.topic.to_string()),
    ];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value));
    let mut attributes = BTreeMap::from(attributes);
    if let Some(policy) = &subscription.filter.policy {
        attributes.insert("FilterPolicy".to_owned(), policy.clone());
        let scope = subscription.filter.scope.name().to_owned();
        attributes.insert("FilterPolicyScope".to_owned(), scope);
    }
    Ok(AttributesOutput { attributes })
}

fn item((arn, subscription): (&Arn, &Subscription)) -> SubscriptionItem {
    let pending = subscription.is_pending();
    SubscriptionItem {
        subscription_arn: if pending { "PendingConfirmation".to_owned() } else { arn.to_string() },
        owner: owner(arn),
        protocol: subscription.protocol.name().to_owned(),
        endpoint: subscription.endpoint.clone(),
        topic_arn: subscription.topic.to_string(),
    }
}

fn owner(arn: &Arn) -> String {
    arn.account().unwrap_or(AccountId::HOME).to_string()
}

fn protocol(text: &str) -> Result<Protocol, ApiError> {
    match text {
        "email" => Ok(Protocol::Email),
        "email-json" => Ok(Protocol::EmailJson),
        "lambda" => Ok(Protocol::Lambda),
        "sqs" => Ok(Protocol::Sqs),
        _ if REFUSED.contains(&text) => Err(ApiError::not_simulated(format!("protocol {text}"))),
        _ => Err(invalid(&format!("Amazon SNS does not support this protocol string: {text}"))),
    }
}

/// An address, or the ARN of a function or a queue in the caller's account and Region. Those of
/// other accounts AWS takes, too.
fn check_endpoint(ctx: &Ctx<'_>, protocol: Protocol, endpoint: &str) -> Result<(), ApiError> {
    if protocol.is_mail() {
        return if is_address(endpoint) { Ok(()) } else { Err(invalid("Email address")) };
    }
    let (service, begins, wrong) = match protocol {
        Protocol::Sqs => ("sqs", "", "SQS endpoint ARN"),
        _ => ("lambda", "function:", "Lambda endpoint ARN"),
    };
    let arn = Arn::parse(endpoint).filter(|arn| {
        let named = arn.rest().strip_prefix(begins).is_some_and(|name| !name.is_empty());
        arn.service() == service && named && arn.account().is_some()
    });
    match arn {
        None => Err(invalid(wrong)),
        Some(arn) if arn.rest().ends_with(".fifo") => Err(invalid(
            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard \
             SNS topics",
        )),
        Some(arn) if arn.account() != Some(ctx.scope.account) => {
            Err(ApiError::not_simulated("Endpoint of another account (sns Subscribe)"))
        }
        Some(arn) if arn.region() != Some(ctx.scope.region) => {
            Err(ApiError::not_simulated("Endpoint of another Region (sns Subscribe)"))
        }
        Some(_) => Ok(()),
    }
}

/// What SNS takes for an address: something on both sides of one `@`, no blanks.
fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !text.contains(char::is_whitespace)
        && !host.contains('@')
}
