//! The first lab by mouse, one test a promise of it.

use browser::{Look, Result};

use crate::support::Learner;

fn launch(learner: &Learner) -> Result<()> {
    learner.to("instances")?;
    learner.button("ec2.list.launch")?;
    learner.enter("ec2.launch.name", "web")?;
    learner.button("ec2.launch.submit")?;
    learner.page.see("pending")?;
    learner.run_until("running")
}

fn make_topic(learner: &Learner) -> Result<()> {
    learner.to("topics")?;
    learner.button("sns.topics.create")?;
    learner.enter("sns.create.name", "ops-alerts")?;
    learner.button("sns.topics.create")
}

fn allow_topics(learner: &Learner) -> Result<()> {
    learner.sign_in("admin")?;
    learner.to("users")?;
    learner.page.click("link", "jiwoo")?;
    learner.button("iam.attach.open")?;
    learner.enter("iam.attach.search", "AmazonSNSFullAccess")?;
    learner.page.click("radio", "AmazonSNSFullAccess")?;
    learner.button("iam.attach.submit")?;
    learner.page.see("AmazonSNSFullAccess")?;
    learner.sign_in("jiwoo")
}

fn subscribe(learner: &Learner) -> Result<()> {
    learner.to("subscriptions")?;
    learner.button("sns.subscribe.open")?;
    learner.enter("sns.column.endpoint", "jiwoo@example.com")?;
    learner.button("sns.subscribe.open")?;
    learner.see("sns.subscribe.inbox")
}

#[test]
fn launches_an_instance_whose_metrics_appear() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    launch(&learner)?;
    learner.to("metrics")?;
    learner.page.quiet()
}

#[test]
fn a_refused_topic_says_why_and_can_be_allowed() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    make_topic(&learner)?;
    learner.page.see("AuthorizationError")?;
    learner.page.see(
        "User: arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: \
         SNS:CreateTopic on resource: arn:aws:sns:us-east-1:123456789012:ops-alerts because no \
         identity-based policy allows the SNS:CreateTopic action",
    )?;
    learner.page.see("AmazonEC2FullAccess")?;
    learner.page.see("AWSCloudTrail_ReadOnlyAccess")?;
    allow_topics(&learner)?;
    make_topic(&learner)?;
    learner.page.see(&learner.words.fill("sns.create.done", "name", "ops-alerts"))?;
    learner.page.quiet()
}

#[test]
fn a_subscription_is_confirmed_in_the_inbox() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    allow_topics(&learner)?;
    make_topic(&learner)?;
    learner.page.see(&learner.words.fill("sns.create.done", "name", "ops-alerts"))?;
    subscribe(&learner)?;
    learner.page.see("PendingConfirmation")?;
    learner.to("inbox")?;
    learner.page.click("link", "AWS Notification - Subscription Confirmation")?;
    learner.page.click("button", "Confirm subscription")?;
    learner.see("inbox.mail.confirmed")?;
    learner.page.quiet()
}
