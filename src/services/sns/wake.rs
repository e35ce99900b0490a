//! What SNS does as time passes: deliveries, and the end of patience with pending subscriptions.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::{Fact, Undelivered};
use super::mail;
use super::ops::publish;
use super::state::{Protocol, State, Subscription, Topic};
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::{Actor, Request, ServiceCall, Token, lambda, sqs};
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::queue::Phase;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Span;

/// An unconfirmed subscription is removed after this time.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html>
pub const PENDING_LIFE: Span = Span::hours(48);

/// What SNS asked to be woken for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// A message is to reach a subscription.
    Deliver {
        /// The subscription.
        subscription: Arn,
        /// The message.
        message: Box<Message>,
    },
    /// A pending subscription's time is over.
    Expire {
        /// The subscription.
        subscription: Arn,
    },
}

/// A message on its way to one subscription.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// Its subject.
    pub subject: Option<String>,
    /// The text for the subscription's protocol.
    pub text: String,
    /// The text for everybody else, where that is another one.
    pub default: Option<String>,
    /// Its attributes.
    pub attributes: BTreeMap<String, Attribute>,
}

/// An attribute of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// Its type: `String`, `Number`, `String.Array`, `Binary`, or one of these with a label.
    pub kind: String,
    /// Its value; of bytes, in base64.
    pub value: String,
}

/// What SNS remembers of a message while a service takes it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct DeliveryToken {
    /// The subscription.
    pub subscription: Arn,
    /// What receives it.
    pub endpoint: String,
    /// The message's id.
    pub message_id: String,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        match self {
            Wake::Deliver { .. } => Phase::Deliveries,
            Wake::Expire { .. } => Phase::Lifecycle,
        }
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        let (Wake::Deliver { subscription, .. } | Wake::Expire { subscription }) = self;
        Scope {
            account: subscription.account().unwrap_or(AccountId::HOME),
            region: subscription.region().unwrap_or(Region::US_EAST_1),
        }
    }
}

/// Runs one wake-up.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, wake: Wake) {
    match wake {
        Wake::Deliver { subscription, message } => deliver(state, ctx, subscription, &message),
        Wake::Expire { subscription } => expire(state, ctx, subscription),
    }
}

fn deliver(state: &State, ctx: &mut Ctx<'_>, arn: Arn, message: &Message) {
    let found = state.subscriptions.get(&arn);
    let topic = found.and_then(|subscription| state.topics.get(&subscription.topic));
    let (Some(subscription), Some(topic)) = (found, topic) else {
        ctx.fact(Fact::NotDelivered {
            subscription: arn,
            endpoint: String::new(),
            message_id: message.id.clone(),
            reason: Undelivered::Deleted,
        });
        return;
    };
    let endpoint = subscription.endpoint.clone();
    let message_id = message.id.clone();
    if subscription.is_pending() {
        let reason = Undelivered::PendingConfirmation;
        ctx.fact(Fact::NotDelivered { subscription: arn, endpoint, message_id, reason });
        return;
    }
    if let Err(miss) = subscription.filter.admits(message) {
        let reason = Undelivered::Filtered(Box::new(miss));
        ctx.fact(Fact::NotDelivered { subscription: arn, endpoint, message_id, reason });
        return;
    }
    let subject = message.subject.as_deref();
    let mail = match subscription.protocol {
        Protocol::Sqs => {
            let body = match subscription.raw {
                true => message.text.clone(),
                false => publish::envelope(ctx.now, &arn, subscription, message),
            };
            let token = DeliveryToken { subscription: arn, endpoint, message_id };
            return hand(ctx, topic, subscription, token, sending(subscription, body));
        }
        Protocol::Lambda => {
            let event = publish::event(ctx.now, &arn, subscription, message);
            let token = DeliveryToken { subscription: arn, endpoint, message_id };
            return hand(ctx, topic, subscription, token, invocation(subscription, event));
        }
        Protocol::Email => mail::notification(topic, &arn, subscription, subject, &message.text),
        Protocol::EmailJson => {
            let text = publish::envelope(ctx.now, &arn, subscription, message);
            mail::notification(topic, &arn, subscription, subject, &text)
        }
    };
    let delivered = ctx.fact(Fact::Delivered { subscription: arn, endpoint, message_id });
    ctx.fact_because(Cause::Fact(delivered), Fact::EmailSent(mail));
}

/// As whom SNS calls what subscribed.
/// <https://docs.aws.amazon.com/sns/latest/dg/lambda-console.html>
const PRINCIPAL: &str = "sns.amazonaws.com";

/// Hands a message to another service: a call like any other, which its policy must allow.
fn hand(
    ctx: &mut Ctx<'_>,
    topic: &Topic,
    subscription: &Subscription,
    token: DeliveryToken,
    request: Request,
) {
    let actor = Actor::Service { principal: PRINCIPAL, source: subscription.topic.clone() };
    let token = Token::Sns(token);
    ctx.wake(ctx.now, ServiceCall { actor, scope: topic.scope, request, token });
}

/// The invocation of a function, which nobody waits for.
fn invocation(subscription: &Subscription, event: String) -> Request {
    let input = lambda::shapes::InvokeInput {
        function_name: subscription.endpoint.clone(),
        invocation_type: Some("Event".to_owned()),
        payload: Some(event),
        ..Default::default()
    };
    lambda::api::Request::Invoke(input).into()
}

/// The message for a queue, which is named by its ARN.
fn sending(subscription: &Subscription, body: String) -> Request {
    let arn = Arn::parse(&subscription.endpoint);
    let url = arn.and_then(|arn| {
        let scope = Scope { account: arn.account()?, region: arn.region()? };
        Some(sqs::state::url_of(&scope, arn.rest()))
    });
    let input = sqs::shapes::SendMessageInput { url: url.unwrap_or_default(), body, delay: None };
    sqs::api::Request::SendMessage(input).into()
}

/// What became of a message that was handed to another service. Errors like these SNS does not try
/// again. <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>
pub fn called(ctx: &mut Ctx<'_>, token: &DeliveryToken, reply: &Result<Value, ApiError>) {
    let DeliveryToken { subscription, endpoint, message_id } = token.clone();
    let reason = match reply {
        Ok(_) => {
            ctx.fact(Fact::Delivered { subscription, endpoint, message_id });
            return;
        }
        Err(ApiError { stage: Stage::Access(_), .. }) => Undelivered::NotAllowed,
        Err(_) => Undelivered::NotTaken,
    };
    ctx.fact(Fact::NotDelivered { subscription, endpoint, message_id, reason });
}

fn expire(state: &mut State, ctx: &mut Ctx<'_>, arn: Arn) {
    let pending = state.subscriptions.get(&arn).is_some_and(|found| found.is_pending());
    if !pending {
        return;
    }
    if let Some(gone) = state.subscriptions.remove(&arn) {
        ctx.fact(Fact::SubscriptionExpired { subscription: arn, endpoint: gone.endpoint });
    }
}
