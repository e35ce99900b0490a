//! What a composite alarm's actions say: JSON for programs, a mail for people.
//!
//! Layout: published messages of composite alarms. How the mail lists triggering children is ours:
//! it is known that it lists ten at most.

use super::config::Config;
use super::reason;
use crate::services::cloudwatch::alarm::evaluate::Condition;
use crate::services::cloudwatch::alarm::mail;
use crate::services::cloudwatch::json::{Object, list};
use crate::sim::scope::Scope;

/// One change of state to tell of.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// Where the alarm is.
    pub scope: Scope,
    /// Its configuration.
    pub config: &'a Config,
    /// The condition before.
    pub from: &'a Condition,
    /// The condition now.
    pub to: &'a Condition,
    /// Whether it comes late, since the alarm was muted.
    pub after_mute: bool,
}

/// The most triggering children a mail lists.
const LISTED: usize = 10;

/// The JSON that subscribers who are programs get.
pub fn json(notice: &Notice<'_>) -> String {
    let Notice { scope, config, from, to, after_mute } = notice;
    let child = |(arn, value, timestamp): (String, String, String)| {
        let state = Object::new().text("Value", &value).text("Timestamp", &timestamp).end();
        Object::new().text("Arn", &arn).raw("State", &state).end()
    };
    let children = reason::triggering(to.data.as_deref()).into_iter().map(child);
    Object::new()
        .text("AlarmName", &config.name)
        .text_or_null("AlarmDescription", config.description.as_deref())
        .text("AWSAccountId", &scope.account.to_string())
        .text("NewStateValue", to.value.name())
        .text("NewStateReason", &to.reason)
        .text("StateChangeTime", &to.since.aws_millis())
        .text("Region", scope.region.name())
        .text("AlarmArn", config.arn.as_str())
        .texts("OKActions", &config.ok_actions)
        .texts("AlarmActions", &config.alarm_actions)
        .texts("InsufficientDataActions", &config.insufficient_actions)
        .text("OldStateValue", from.value.name())
        .plain("ActionExecutedAfterMuteWindow", after_mute)
        .text("AlarmRule", &config.rule.text)
        .raw("TriggeringChildren", &list(&children.collect::<Vec<_>>()))
        .end()
}

/// The mail, up to the line SNS draws under every message.
pub fn mail(notice: &Notice<'_>) -> String {
    let Notice { scope, config, from, to, .. } = notice;
    let (name, state, at) = (&config.name, to.value.name(), to.since.mail());
    let (region, reason) = (scope.region.name(), &to.reason);
    let mut text = format!(
        "You are receiving this email because your Amazon CloudWatch Alarm \"{name}\" in the \
         {region} region has transitioned to {state} state on {at}, because \"{reason}\".\n\n{}",
        mail::link(scope.region, name),
    );
    let change = format!("{} -> {state}", from.value.name());
    let account = scope.account.to_string();
    for (label, value) in [
        ("Name", name.as_str()),
        ("Description", config.description.as_deref().unwrap_or_default()),
        ("State Change", &change),
        ("Alarm Rule", &config.rule.text),
        ("Reason for State Change", reason),
        ("Timestamp", &at),
        ("AWS Account", &account),
        ("Alarm Arn", config.arn.as_str()),
    ] {
        mail::line(&mut text, label, value, 30);
    }
    text.push_str("\nTriggering children (max. 10):\n");
    for (arn, value, _) in reason::triggering(to.data.as_deref()).into_iter().take(LISTED) {
        text.push_str(&format!("- {arn} ({value})\n"));
    }
    let lists = [&config.ok_actions, &config.alarm_actions, &config.insufficient_actions];
    text.push_str(&format!("\n{}", mail::actions(lists)));
    text
}

/// What is published, by protocol.
pub fn published(notice: &Notice<'_>) -> String {
    Object::new().text("default", &json(notice)).text("email", &mail(notice)).end()
}
