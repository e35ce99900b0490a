//! An instance: its launch with tags and a type, its metrics, its monitoring; forms as commands.

use browser::{Look, Result};

use crate::support::Learner;

impl Learner {
    /// Unfolds the command a form is going to send and checks how it begins.
    fn command_is(&self, command: &str) -> Result<()> {
        self.button("app.cli.title")?;
        self.main_says(command)
    }
}

#[test]
fn an_instance_is_launched_with_tags_and_a_type_and_can_be_measured_every_minute() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    page.go("#/ec2/launch")?;
    learner.enter("ec2.launch.name", "web")?;
    learner.button("app.tags.add")?;
    learner.enter("app.tags.key", "Team")?;
    learner.enter("app.tags.value", "shop")?;
    page.choose(learner.t("ec2.launch.type"), "t3.small")?;
    learner.command_is("aws ec2 run-instances")?;
    learner.main_says("Tags=[{Key=Name,Value=web},{Key=Team,Value=shop}]")?;
    learner.main_says("--instance-type t3.small")?;
    learner.button("ec2.launch.submit")?;
    learner.main_says("Pending")?;
    learner.run_until_main_says("Running")?;
    learner.main_says("t3.small")?;
    page.click("link", "web")?;
    page.click("tab", learner.t("ec2.tab.tags"))?;
    learner.main_says("Team")?;
    learner.main_says("shop")?;
    // Basic monitoring at first: a point every five minutes.
    page.click("tab", learner.t("ec2.tab.monitoring"))?;
    learner.see("ec2.monitoring.basic")?;
    assert!(!page.has("slider", "CPUUtilization")?, "a graph before the first datapoint");
    learner.command_is("aws ec2 monitor-instances")?;
    learner.button("ec2.monitoring.to-detailed")?;
    learner.see("ec2.monitoring.detailed")?;
    learner.run()?;
    page.find("slider", "CPUUtilization")?;
    learner.button("app.clock.pause")?;
    learner.main_says("Average · 1 m · Percent")?;
    assert!(!page.text()?.contains("The first point stands for"), "there is a point already");
    learner.main_says("aws ec2 unmonitor-instances")?;
    page.accessible()?;
    learner.button("ec2.monitoring.to-basic")?;
    learner.see("ec2.monitoring.basic")?;
    page.quiet()
}

#[test]
fn each_form_shows_its_command_before_it_is_sent() -> Result<()> {
    let learner = Learner::open("#/sns/create-topic")?;
    let page = &learner.page;
    learner.button("app.cli.title")?;
    learner.see("app.cli.incomplete")?;
    learner.enter("sns.create.name", "ops-alerts")?;
    learner.main_says("aws sns create-topic")?;
    learner.main_says("--name ops-alerts")?;
    learner.button("sns.topics.create")?;
    page.go("#/sns/create-subscription")?;
    learner.enter("sns.column.endpoint", "jiwoo@example.com")?;
    learner.command_is("aws sns subscribe")?;
    learner.main_says("--notification-endpoint jiwoo@example.com")?;
    page.go("#/iam/users/jiwoo")?;
    learner.button("iam.attach.open")?;
    learner.enter("iam.attach.search", "AmazonSNSFullAccess")?;
    page.click("radio", "AmazonSNSFullAccess")?;
    page.accessible()?;
    learner.command_is("aws iam attach-user-policy")?;
    learner.main_says("--policy-arn arn:aws:iam::aws:policy/AmazonSNSFullAccess")?;
    page.quiet()
}
