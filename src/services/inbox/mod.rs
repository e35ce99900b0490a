//! The learner's mailbox: where mail the simulated world sends arrives. Not an AWS service.

use crate::services::{Request, sns};
use crate::sim::Cause;
use crate::sim::append::Append;
use crate::sim::time::Time;

/// A mail as it was sent.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Mail {
    /// Sender as a mail program shows it.
    pub from: String,
    /// Recipient.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text. A line that is exactly [`Mail::link`]'s label is shown as a link.
    pub body: String,
    /// The link it carries.
    pub link: Option<Link>,
}

/// What a link in a mail does when it is followed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The text of the link.
    pub label: String,
    /// Where it leads, as AWS writes it.
    pub url: String,
    /// What following it asks of SNS.
    pub action: LinkAction,
}

/// The calls behind links.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkAction {
    /// Confirms a subscription.
    Confirm {
        /// The topic.
        topic: String,
        /// The token.
        token: String,
    },
    /// Ends a subscription.
    Unsubscribe {
        /// The subscription.
        subscription: String,
    },
}

impl LinkAction {
    /// The call that following the link makes, by nobody in particular.
    pub fn request(&self) -> Request {
        let request = match self {
            LinkAction::Confirm { topic, token } => {
                sns::api::Request::ConfirmSubscription(sns::api::ConfirmSubscriptionInput {
                    topic_arn: topic.clone(),
                    token: token.clone(),
                    ..Default::default()
                })
            }
            LinkAction::Unsubscribe { subscription } => {
                sns::api::Request::Unsubscribe(sns::api::SubscriptionInput {
                    subscription_arn: subscription.clone(),
                })
            }
        };
        request.into()
    }
}

/// A mail in the mailbox.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Received {
    /// When it arrived.
    pub time: Time,
    /// Because of what.
    pub cause: Cause,
    /// The mail.
    pub mail: Mail,
}

/// All mail, oldest first, whoever it is for.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    mails: Append<Received>,
}

impl State {
    /// All mail, oldest first.
    pub fn mails(&self) -> &Append<Received> {
        &self.mails
    }

    /// A mail arrives.
    pub fn receive(&mut self, time: Time, cause: Cause, mail: &Mail) {
        self.mails.push(Received { time, cause, mail: mail.clone() });
    }
}
