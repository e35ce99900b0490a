//! The mail about a change of state, laid out as AWS lays it out.
//!
//! Layout: published alarm mails; values start at column 30 of the details and at column 39 of the
//! metric. They show one action a state and one dimension: how several are set apart, and that none
//! is `[]`, is ours.

use super::config::Config;
use super::contributor::Contributor;
use super::message::Notice;
use super::watched::{Measure, Source};
use crate::sim::real::java_double;
use crate::sim::scope::Region;
use crate::sim::time::Time;

/// The text up to the line SNS draws under every message.
pub fn text(notice: &Notice<'_>) -> String {
    let Notice { scope, config, from, to } = notice;
    let (name, state, at) = (&config.name, to.value.name(), to.since.mail());
    let region = scope.region.name();
    let mut text = format!(
        "You are receiving this email because your Amazon CloudWatch Alarm \"{name}\" in the \
         {region} region has entered the {state} state, because \"{}\" at \"{at}\".\n\n\
         {}",
        to.reason,
        link(scope.region, name),
    );
    let change = format!("{} -> {state}", from.value.name());
    let account = scope.account.to_string();
    for (label, value) in [
        ("Name", name.as_str()),
        ("Description", config.description.as_deref().unwrap_or_default()),
        ("State Change", &change),
        ("Reason for State Change", &to.reason),
        ("Timestamp", &at),
        ("AWS Account", &account),
        ("Alarm Arn", config.arn.as_str()),
    ] {
        line(&mut text, label, value, 30);
    }
    text.push_str(&threshold(config));
    match config.measure() {
        Some(measure) => metric(&mut text, config, measure),
        None => metrics(&mut text, config),
    }
    let lists = [&config.ok_actions, &config.alarm_actions, &config.insufficient_actions];
    text.push_str(&format!("\n\n{}", actions(lists)));
    text
}

/// The mail about one time series of an alarm over several, as people got it in 2026.
pub fn of_contributor(notice: &Notice<'_>, contributor: &Contributor) -> String {
    let Notice { scope, config, from, to } = notice;
    let (name, state, at) = (&config.name, to.value.name(), to.since.mail());
    let (region, id) = (scope.region.name(), contributor.id.as_str());
    let mut text = format!(
        "You are receiving this email because your Amazon CloudWatch Alarm \"{name}\" \
         contributor \"{id}\" in the {region} region has entered the {state} state, because \
         \"{}\" at \"{at}\".\n\n{}",
        to.reason,
        contributor_link(scope.region, name, contributor, to.since),
    );
    let account = scope.account.to_string();
    for (label, value) in [
        ("Name", name.as_str()),
        ("Description", config.description.as_deref().unwrap_or_default()),
        ("AWS Account", &account),
        ("Alarm Arn", config.arn.as_str()),
    ] {
        line(&mut text, label, value, 30);
    }
    text.push_str("\nContributor Details:\n");
    let change = format!("{} -> {state}", from.value.name());
    for (label, value) in [
        ("Id", id),
        ("State Change", &change),
        ("Reason for State Change", &to.reason),
        ("Timestamp", &at),
    ] {
        line(&mut text, label, value, 30);
    }
    text.push_str("\nContributor Attributes:\n");
    for (name, value) in &contributor.attributes {
        text.push_str(&format!("- {name:<26}{value}\n"));
    }
    let against = config.threshold.fixed().map(java_double).unwrap_or_default();
    text.push_str(&format!(
        "\nThreshold:\n- The alarm is in the ALARM state when the metric is {} {against} for at \
         least {} of the last {} period(s) of {} seconds. \n\nMonitored Metrics:\n",
        config.comparison.name(),
        config.m(),
        config.n(),
        config.period_secs,
    ));
    for query in config.metric.queries() {
        line(&mut text, "MetricExpression", query.expression().unwrap_or_default(), 30);
        line(&mut text, "MetricLabel", query.label.as_deref().unwrap_or("No Label"), 30);
    }
    let lists = [&config.ok_actions, &config.alarm_actions, &config.insufficient_actions];
    text.push_str(&format!("\n{}", actions(lists)));
    text
}

/// Where to see a contributor, and the heading of what follows.
fn contributor_link(region: Region, name: &str, contributor: &Contributor, at: Time) -> String {
    let (code, name, id) = (region.code(), escaped(name), &contributor.id);
    let at = at.format("%Y-%m-%dT%H*3a%M*3a%S%.3fZ");
    format!(
        "View this alarm in the AWS Management Console:\n\
         https://{code}.console.aws.amazon.com/cloudwatch/home?region={code}#alarmsV2:alarm/{name}\
         ?~(contributorAttributesFilter~(tokens~(~(propertyKey~'ContributorId~operator~'*3d~value~\
         '{id}))~operation~'and)~timestamp~'{at})\n\nAlarm Details:\n"
    )
}

/// Where to see the alarm, and the heading of what follows.
pub fn link(region: Region, name: &str) -> String {
    let (code, name) = (region.code(), escaped(name));
    format!(
        "View this alarm in the AWS Management Console:\n\
         https://{code}.console.aws.amazon.com/cloudwatch/deeplink.js?region={code}\
         #alarmsV2:alarm/{name}\n\nAlarm Details:\n"
    )
}

/// The actions of the states OK, ALARM and INSUFFICIENT_DATA.
pub fn actions(lists: [&Vec<String>; 3]) -> String {
    let mut text = "State Change Actions:\n".to_owned();
    for (label, actions) in ["OK", "ALARM", "INSUFFICIENT_DATA"].into_iter().zip(lists) {
        let actions: Vec<String> = actions.iter().map(|arn| format!("[{arn}]")).collect();
        text.push_str(&format!("- {label}: {}\n", actions.join(" ")));
    }
    text
}

/// `- Name:                       web-cpu-high`.
pub fn line(text: &mut String, label: &str, value: &str, column: usize) {
    let label = format!("- {label}:");
    text.push_str(&format!("{label:column$}{value}\n"));
}

/// The metric an alarm watches.
fn metric(text: &mut String, config: &Config, measure: &Measure) {
    text.push_str("\nMonitored Metric:\n");
    metric_lines(text, config, measure);
    line(text, "TreatMissingData", config.treat().name(), 39);
}

/// The expressions an alarm watches, and the metrics they are of. Published mails show the first
/// two lines of each; the layout of the rest is ours.
fn metrics(text: &mut String, config: &Config) {
    text.push_str("\nMonitored Metrics:\n");
    for query in config.metric.queries() {
        match &query.of {
            Source::Expression { text: expression, .. } => {
                line(text, "MetricExpression", expression, 39);
                line(text, "MetricLabel", query.label.as_deref().unwrap_or("not specified"), 39);
            }
            Source::Metric(measure) => {
                line(text, &format!("Metric {}", query.id), "", 39);
                metric_lines(text, config, measure);
            }
        }
    }
    line(text, "TreatMissingData", config.treat().name(), 39);
}

fn metric_lines(text: &mut String, config: &Config, measure: &Measure) {
    let period = format!("{} seconds", config.period_secs);
    for (label, value) in [
        ("MetricNamespace", measure.id.namespace.as_str()),
        ("MetricName", &measure.id.name),
        ("Dimensions", &dimensions(&measure.dimensions)),
        ("Period", &period),
        ("Statistic", &measure.stat_name),
        ("Unit", measure.unit.unwrap_or("not specified")),
    ] {
        line(text, label, value, 39);
    }
}

fn threshold(config: &Config) -> String {
    let what = if config.measure().is_some() { "metric" } else { "expression" };
    let against = match config.threshold.fixed() {
        Some(threshold) => java_double(threshold),
        None => "the band".to_owned(),
    };
    format!(
        "\nThreshold:\n- The alarm is in the ALARM state when the {what} is {} {against} for at \
         least {} of the last {} period(s) of {} seconds.\n",
        config.comparison.name(),
        config.m(),
        config.n(),
        config.period_secs,
    )
}

fn dimensions(pairs: &[(String, String)]) -> String {
    let one = |(name, value): &(String, String)| format!("{name} = {value}");
    let all: Vec<String> = pairs.iter().map(one).collect();
    format!("[{}]", all.join(", "))
}

/// A name inside a link: everything but letters, digits and `-._~` is escaped.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
