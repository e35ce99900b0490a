//! What belongs to instances: a volume attached and measured, a rule opened and found in event
//! history, a group that grows by its policy.

use browser::{Look, Result};

use crate::support::Learner;

/// An instance to attach a volume to; its zone is the one the form offers first.
const RUN: &str = "ID=$(aws ec2 run-instances --image-id ami-0c02fb55956c7d316 \
    --instance-type t3.micro --placement AvailabilityZone=us-east-1a \
    --query 'Instances[0].InstanceId' --output text)";

#[test]
fn a_volume_is_attached_measured_and_detached() -> Result<()> {
    let learner = Learner::with_lines(&[RUN, "sleep 5m"])?;
    let page = &learner.page;
    page.go("#/ec2/create-volume")?;
    learner.enter("volumes.column.name", "data")?;
    page.choose(
        learner.t("volumes.column.type"),
        &learner.words.fill("volumes.type.gp2", "name", "gp2"),
    )?;
    learner.enter("volumes.size", "100")?;
    page.accessible()?;
    learner.button("volumes.create")?;
    learner.main_says("Available")?;
    learner.button("volumes.attach")?;
    page.accessible()?;
    dialog_button(&learner, "volumes.attach")?;
    learner.main_says("In-use")?;
    page.click("tab", learner.t("volumes.tab.load"))?;
    learner.button("volumes.load.put")?;
    page.click("tab", learner.t("volumes.tab.monitoring"))?;
    learner.see("volumes.burst")?;
    learner.run()?;
    page.find("slider", "VolumeReadOps")?;
    learner.button("app.clock.pause")?;
    page.accessible()?;
    learner.button("volumes.detach")?;
    dialog_button(&learner, "volumes.detach")?;
    learner.main_says("Available")?;
    let after = learner.t("volumes.sends.detached").rsplit('.').nth(1).unwrap_or_default().trim();
    learner.main_says(after)?;
    page.quiet()
}

/// Clicks the button of the open dialog; the one that opened it may say the same.
fn dialog_button(learner: &Learner, key: &str) -> Result<()> {
    let click = "const label = arguments[0]; \
        const buttons = [...document.querySelectorAll('dialog[open] .dialog-actions button')]; \
        const found = buttons.find((b) => b.innerText.trim() === label && !b.disabled); \
        if (found) found.click(); return !!found";
    let page = &learner.page;
    page.until(&format!("the dialog's button {key}"), || {
        Ok(page.session.run(click, &[learner.t(key).into()])? == true)
    })?;
    page.until("the dialog to close", || Ok(!page.has("dialog", "")?))
}

#[test]
fn a_rule_opened_to_everybody_is_found_in_event_history() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    page.go("#/ec2/create-security-group")?;
    learner.enter("security.column.name", "web")?;
    learner.enter("security.column.description", "for the web")?;
    page.accessible()?;
    learner.button("security.create")?;
    learner.see("security.rules.inbound.none")?;
    learner.button("security.rule.add.inbound")?;
    page.choose(learner.t("security.rule.type"), "SSH")?;
    page.click("radio", learner.t("security.source.anywhere-4"))?;
    learner.see("security.rule.risk")?;
    page.accessible()?;
    dialog_button(&learner, "security.rule.save")?;
    learner.main_says(&learner.words.fill("security.warning.title", "door", "SSH"))?;
    page.accessible()?;
    learner.run()?;
    page.find("link", learner.t("security.warning.event"))?;
    learner.button("app.clock.pause")?;
    learner.link("security.warning.event")?;
    learner.main_says("AuthorizeSecurityGroupIngress")?;
    learner.main_says("0.0.0.0/0")?;
    page.quiet()
}

#[test]
fn a_group_scales_out_by_its_policy_and_shows_it_on_one_axis() -> Result<()> {
    let learner = Learner::at_the_lab(Look::default())?;
    let page = &learner.page;
    page.go("#/ec2/create-launch-template")?;
    learner.enter("templates.name", "web")?;
    page.accessible()?;
    learner.button("templates.create")?;
    learner.main_says("t3.micro")?;
    page.go("#/ec2/create-group")?;
    learner.enter("autoscaling.form.name", "web")?;
    learner.button("autoscaling.create")?;
    learner.see("autoscaling.policies.empty")?;
    learner.button("autoscaling.policy.create")?;
    dialog_button(&learner, "autoscaling.policy.create")?;
    learner.main_says("ASGAverageCPUUtilization 50")?;
    learner.type_lines(&["sleep 10m", "world load web requests 10000"])?;
    page.go("#/ec2/groups/web")?;
    learner.run()?;
    learner.main_says("AlarmHigh")?;
    let more = learner.t("autoscaling.why.more").split('{').next().unwrap_or_default().to_owned();
    learner.main_says(&format!("{more}1"))?;
    learner.button("app.clock.pause")?;
    page.accessible()?;
    page.quiet()
}
