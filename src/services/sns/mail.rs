//! The mails SNS sends, laid out as AWS lays them out.

use crate::services::inbox::{Link, LinkAction, Mail};
use crate::sim::scope::Arn;

use super::state::{Subscription, Topic};

/// `AWS Notifications <no-reply@sns.amazonaws.com>`; a topic's display name takes the place of
/// the first words.
fn sender(topic: &Topic) -> String {
    let name =
        if topic.display_name.is_empty() { "AWS Notifications" } else { &topic.display_name };
    format!("{name} <no-reply@sns.amazonaws.com>")
}

/// The mail that asks an address to confirm a subscription.
pub fn confirmation(topic: &Topic, subscription: &Subscription) -> Mail {
    let (arn, region) = (&subscription.topic, topic.scope.region);
    let label = "Confirm subscription".to_owned();
    let body = format!(
        "You have chosen to subscribe to the topic: \n{arn}\n\nTo confirm this subscription, \
         click or visit the link below (If this was in error no action is necessary): \n{label}\n\n\
         Please do not reply directly to this email. If you wish to remove yourself from \
         receiving all \
         future SNS subscription confirmation requests please send an email to sns-opt-out"
    );
    let url = format!(
        "https://sns.{region}.amazonaws.com/confirmation.html?TopicArn={arn}&Token={}&Endpoint={}",
        subscription.token, subscription.endpoint
    );
    let action = LinkAction::Confirm { topic: arn.to_string(), token: subscription.token.clone() };
    Mail {
        from: sender(topic),
        to: subscription.endpoint.clone(),
        subject: "AWS Notification - Subscription Confirmation".to_owned(),
        body,
        link: Some(Link { label, url, action }),
    }
}

/// The mail that carries a message to an `email` subscriber.
pub fn notification(
    topic: &Topic,
    arn: &Arn,
    subscription: &Subscription,
    subject: Option<&str>,
    message: &str,
) -> Mail {
    let url = format!(
        "https://sns.{}.amazonaws.com/unsubscribe.html?SubscriptionArn={arn}&Endpoint={}",
        topic.scope.region, subscription.endpoint
    );
    let body = format!(
        "{message}\n\n--\nIf you wish to stop receiving notifications from this topic, please \
         click or visit the link below to unsubscribe:\n{url}\n\nPlease do not reply directly \
         to this \
         email. If you have any questions or comments regarding this email, please contact us at \
         https://aws.amazon.com/support"
    );
    let action = LinkAction::Unsubscribe { subscription: arn.to_string() };
    Mail {
        from: sender(topic),
        to: subscription.endpoint.clone(),
        subject: subject.unwrap_or("AWS Notification Message").to_owned(),
        body,
        link: Some(Link { label: url.clone(), url, action }),
    }
}
