//! What an alarm watches for, in words.

use crate::services::cloudwatch::alarm::config::Comparison;
use crate::services::cloudwatch::alarm::fires::{Kind, Verb};
use crate::services::cloudwatch::alarm::{Config, StateValue, Treat};
use crate::sim::time::Span;
use crate::text::Texts;
use crate::view::chart::scale::plain;

use super::draft::band_of;

/// `>`, `≥`, `<`, `≤`.
pub fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::GreaterOrEqual => ">=",
        Comparison::Greater => ">",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Outside => "<>",
        Comparison::Below => "<",
        Comparison::Above => ">",
    }
}

/// `CPUUtilization > 70 for 3 datapoints within 20 minutes`, as the console words it.
pub fn condition(config: &Config, texts: &Texts) -> String {
    let within = config.period().times(i64::from(config.n()));
    let sign = sign(config.comparison);
    let (metric, threshold) = (config.watches(), against(config, texts));
    let (within, points) = (span(within, texts), points(config.m(), texts));
    let side = side(config, texts);
    let args: [(&str, &dyn std::fmt::Display); 6] = [
        ("metric", &metric),
        ("sign", &sign),
        ("threshold", &threshold),
        ("points", &points),
        ("within", &within),
        ("side", &side),
    ];
    let banded = config.threshold.band().is_some();
    texts.fill(if banded { "alarms.condition.band" } else { "alarms.condition" }, &args)
}

/// On which side of its band an alarm goes off: `outside the band (width: 2)`. Of a band that is
/// computed of more than a metric the width is in its expression.
fn side(config: &Config, texts: &Texts) -> String {
    let side = texts.t(match config.comparison {
        Comparison::Below => "alarms.side.below",
        Comparison::Above => "alarms.side.above",
        _ => "alarms.side.outside",
    });
    match band_of(config) {
        Some((_, width)) => texts.fill("alarms.side.width", &[("side", &side), ("width", &width)]),
        None => side.to_owned(),
    }
}

/// What values are held against: the threshold's number, or the band, and on which side of it.
pub fn against(config: &Config, texts: &Texts) -> String {
    match config.threshold.fixed() {
        Some(threshold) => plain(threshold, 4),
        None => texts
            .t(match config.comparison {
                Comparison::Below => "alarms.band.below",
                Comparison::Above => "alarms.band.above",
                _ => "alarms.band.outside",
            })
            .to_owned(),
    }
}

/// `1 datapoint`, `3 datapoints`.
pub fn points(count: u32, texts: &Texts) -> String {
    let key = if count == 1 { "alarms.point" } else { "alarms.points" };
    texts.fill(key, &[("n", &count)])
}

/// `5 minutes`, `1 hour`, `30 seconds`: in the greatest unit that fits whole.
pub fn span(span: Span, texts: &Texts) -> String {
    let secs = span.as_secs();
    let (key, count) = match secs {
        s if s % 86_400 == 0 && s > 0 => ("day", s / 86_400),
        s if s % 3_600 == 0 && s > 0 => ("hour", s / 3_600),
        s if s % 60 == 0 && s > 0 => ("minute", s / 60),
        s => ("second", s),
    };
    let many = if count == 1 { "" } else { "s" };
    texts.fill(&format!("alarms.span.{key}{many}"), &[("n", &count)])
}

/// A length in a few characters of the language: `4 m 30 s`.
pub fn length(span: Span, texts: &Texts) -> String {
    let secs = span.as_secs();
    let parts = [
        ("day", secs / 86_400),
        ("hour", secs % 86_400 / 3_600),
        ("minute", secs % 3_600 / 60),
        ("second", secs % 60),
    ];
    let parts = parts.iter().filter(|(_, count)| *count > 0);
    let one =
        |(unit, count): &(&str, i64)| texts.fill(&format!("app.unit.{unit}"), &[("n", count)]);
    let said: Vec<String> = parts.map(one).collect();
    match said.is_empty() {
        true => texts.fill("app.unit.second", &[("n", &0)]),
        false => said.join(" "),
    }
}

/// The key of a state's name as the console shows it.
pub fn state(value: StateValue) -> &'static str {
    match value {
        StateValue::Ok => "alarms.state.ok",
        StateValue::Alarm => "alarms.state.alarm",
        StateValue::InsufficientData => "alarms.state.insufficient",
    }
}

/// The key of what a treatment of missing data is called.
pub fn treat(treat: Treat) -> &'static str {
    match treat {
        Treat::Breaching => "alarms.treat.breaching",
        Treat::NotBreaching => "alarms.treat.not-breaching",
        Treat::Ignore => "alarms.treat.ignore",
        Treat::Missing => "alarms.treat.missing",
    }
}

/// The key of what a treatment of missing data does, in one line.
pub fn treat_means(treat: Treat) -> &'static str {
    match treat {
        Treat::Breaching => "alarms.treat-means.breaching",
        Treat::NotBreaching => "alarms.treat-means.not-breaching",
        Treat::Ignore => "alarms.treat-means.ignore",
        Treat::Missing => "alarms.treat-means.missing",
    }
}

/// The dimensions: `InstanceId = i-…`.
pub fn dimensions(pairs: &[(String, String)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name} = {value}"));
    pairs.collect::<Vec<_>>().join(", ")
}

/// An action in few words: `SNS ops-alerts`, `EC2 Stop`, `Lambda f`.
pub fn action(arn: &str) -> String {
    let last = last_part(arn);
    match Kind::of(arn) {
        Some(Kind::Ec2) => match Verb::of(arn) {
            Some(verb) => format!("EC2 {}", verb.name()),
            None => format!("EC2 {last}"),
        },
        Some(Kind::Lambda) => {
            let name = arn.split_once(":function:").map_or(last, |(_, name)| name);
            format!("Lambda {name}")
        }
        Some(Kind::AutoScaling) => format!("Auto Scaling {last}"),
        Some(Kind::SystemsManager) => format!("Systems Manager {last}"),
        Some(Kind::Investigation) => format!("CloudWatch investigations {last}"),
        Some(Kind::Sns) | None => format!("SNS {last}"),
    }
}

/// The name an ARN ends in: `ops-alerts`.
pub fn last_part(arn: &str) -> &str {
    arn.rsplit([':', '/']).next().unwrap_or(arn)
}
