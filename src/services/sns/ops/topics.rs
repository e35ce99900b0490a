//! Topics.

use std::collections::BTreeMap;

use super::{arn, invalid, page, topic};
use crate::access::Policy;
use crate::api::ApiError;
use crate::services::iam::{Accounts, Nobody};
use crate::services::sns::api::{
    AttributesOutput, CreateTopicInput, CreateTopicOutput, ListInput, ListTopicsOutput,
    SetTopicAttributesInput, TopicInput, TopicItem,
};
use crate::services::sns::state::{State, Topic};
use crate::services::sns::{Fact, policy};
use crate::sim::Ctx;
use crate::sim::scope::AccountId;

/// The delivery policy of a topic nobody configured.
const EFFECTIVE_DELIVERY: &str = "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,\
    \"maxDelayTarget\":20,\"numRetries\":3,\"numMaxDelayRetries\":0,\"numNoDelayRetries\":0,\
    \"numMinDelayRetries\":0,\"backoffFunction\":\"linear\"},\
    \"disableSubscriptionOverrides\":false,\
    \"defaultRequestPolicy\":{\"headerContentType\":\"text/plain; charset=UTF-8\"}}}";

/// Attributes AWS knows and we do not simulate.
const REFUSED: [&str; 14] = [
    "ApplicationFailureFeedbackRoleArn",
    "ArchivePolicy",
    "ContentBasedDeduplication",
    "DeliveryPolicy",
    "FifoThroughputScope",
    "FifoTopic",
    "FirehoseFailureFeedbackRoleArn",
    "HTTPFailureFeedbackRoleArn",
    "KmsMasterKeyId",
    "LambdaFailureFeedbackRoleArn",
    "MaximumMessageSize",
    "SQSFailureFeedbackRoleArn",
    "SignatureVersion",
    "TracingConfig",
];

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &Accounts,
    input: &CreateTopicInput,
) -> Result<CreateTopicOutput, ApiError> {
    if !is_name(&input.name) {
        return Err(invalid("Topic Name"));
    }
    let arn = ctx.scope.arn("sns", &input.name);
    super::tags::own(input.tags.as_deref().unwrap_or_default())?;
    let given = input.tags.iter().flatten();
    let tags: BTreeMap<String, String> =
        given.map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    let text = policy::default(&arn, ctx.scope.account);
    let parsed = Policy::parse(&text).map_err(|error| invalid(&error))?;
    let mut topic = Topic {
        scope: ctx.scope,
        created: ctx.now,
        display_name: String::new(),
        policy: (text, parsed),
        tags,
        deleted: 0,
    };
    for (name, value) in input.attributes.iter().flatten() {
        set_attribute(iam, &mut topic, name, value).map_err(|error| reason("Attributes", error))?;
    }
    match state.topics.get(&arn) {
        Some(old) if old.display_name != topic.display_name || old.policy.0 != topic.policy.0 => {
            if input.attributes.is_some() {
                return Err(invalid(
                    "Attributes Reason: Topic already exists with different attributes",
                ));
            }
        }
        Some(old) if input.tags.is_some() && old.tags != topic.tags => {
            return Err(invalid("Tags Reason: Topic already exists with different tags"));
        }
        Some(_) => {}
        None => {
            state.topics.insert(arn.clone(), topic);
            ctx.fact(Fact::TopicCreated { topic: arn.clone() });
        }
    }
    Ok(CreateTopicOutput { topic_arn: arn.to_string() })
}

pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &TopicInput) -> Result<(), ApiError> {
    let arn = arn(ctx, "TopicArn", &input.topic_arn)?;
    if state.topics.remove(&arn).is_some() {
        state.subscriptions.retain(|_, subscription| subscription.topic != arn);
        ctx.fact(Fact::TopicDeleted { topic: arn });
    }
    Ok(())
}

pub fn list(state: &State, ctx: &Ctx<'_>, input: &ListInput) -> Result<ListTopicsOutput, ApiError> {
    let here = state.topics.iter().filter(|(_, topic)| topic.scope == ctx.scope);
    let topics = here.map(|(arn, _)| TopicItem { topic_arn: arn.to_string() }).collect();
    let (topics, next_token) = page(topics, input.next_token.as_ref())?;
    Ok(ListTopicsOutput { topics, next_token })
}

pub fn attributes(
    state: &State,
    ctx: &Ctx<'_>,
    input: &TopicInput,
) -> Result<AttributesOutput, ApiError> {
    let (arn, topic) = topic(state, ctx, &input.topic_arn)?;
    let pending = state.of_topic(&arn).filter(|(_, s)| s.is_pending()).count();
    let confirmed = state.of_topic(&arn).count() - pending;
    let owner = arn.account().unwrap_or(AccountId::HOME);
    let attributes = [
        ("DisplayName", topic.display_name.clone()),
        ("EffectiveDeliveryPolicy", EFFECTIVE_DELIVERY.to_owned()),
        ("Owner", owner.to_string()),
        ("Policy", topic.policy.0.clone()),
        ("SubscriptionsConfirmed", confirmed.to_string()),
        ("SubscriptionsDeleted", topic.deleted.to_string()),
        ("SubscriptionsPending", pending.to_string()),
        ("TopicArn", arn.to_string()),
    ];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value));
    Ok(AttributesOutput { attributes: attributes.into() })
}

pub fn set(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &SetTopicAttributesInput,
) -> Result<(), ApiError> {
    let (arn, _) = topic(state, ctx, &input.topic_arn)?;
    let value = input.attribute_value.as_deref().unwrap_or_default();
    match state.topics.get_mut(&arn) {
        Some(topic) => set_attribute(iam, topic, &input.attribute_name, value),
        None => Ok(()),
    }
}

fn set_attribute(
    iam: &Accounts,
    topic: &mut Topic,
    name: &str,
    value: &str,
) -> Result<(), ApiError> {
    match name {
        "DisplayName" if value.chars().count() > 100 => Err(invalid("DisplayName")),
        "DisplayName" => {
            topic.display_name = value.to_owned();
            Ok(())
        }
        "Policy" => {
            let policy = Policy::parse(value).map_err(|_| invalid("Policy Error: null"))?;
            if !policy::is_in_scope(&policy) {
                return Err(invalid("Policy statement action out of service scope!"));
            }
            iam.know(&policy).map_err(nobody)?;
            topic.policy = (value.to_owned(), policy);
            Ok(())
        }
        // The default of a standard topic, given explicitly, changes nothing.
        "FifoTopic" if value == "false" => Ok(()),
        _ if REFUSED.contains(&name) => Err(ApiError::not_simulated(format!("attribute {name}"))),
        _ => Err(invalid("AttributeName")),
    }
}

/// The words: <https://github.com/hashicorp/terraform-provider-aws/issues/26041>,
/// <https://github.com/serverless/serverless/issues/5519>,
/// <https://github.com/aws/serverless-application-model/issues/1591>
pub fn nobody(nobody: Nobody) -> ApiError {
    match nobody {
        Nobody::Unnamed | Nobody::Service => invalid("Policy Error: null"),
        Nobody::Unknown => invalid("Policy Error: PrincipalNotFound"),
    }
}

/// Puts the member in front of the reason, as CreateTopic does.
fn reason(member: &str, error: ApiError) -> ApiError {
    match error.message.strip_prefix("Invalid parameter: ") {
        Some(rest) => invalid(&format!("{member} Reason: {rest}")),
        None => error,
    }
}

/// 1 to 256 letters, digits, `_` and `-`.
fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    (1..=256).contains(&name.len()) && name.chars().all(allowed)
}
