//! What the service checks of an alarm's action when the alarm is made.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>. Messages: as
//! people met them; `Unsupported AWS vendor` is known by its beginning only, and those about math,
//! about states and about the check of an instance are ours.

use super::validation;
use crate::api::ApiError;
use crate::services::cloudwatch::alarm::config::Limit;
use crate::services::cloudwatch::alarm::fires::{Kind, Verb};
use crate::services::cloudwatch::alarm::watched::{Measure, Watched};
use crate::sim::scope::{Arn, Scope};
use crate::telemetry::MetricId;

/// What an alarm watches, as far as its actions depend on it.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    /// Other alarms.
    Composite,
    /// One time series.
    Metric(&'a Watched, &'a Limit),
    /// Several time series.
    Several,
}

/// The actions of an alarm: for OK, for ALARM, for INSUFFICIENT_DATA.
pub type Lists<'a> = [&'a Option<Vec<String>>; 3];

/// Checks the actions of an alarm and hands them out. Whether a target exists or works is not
/// checked: that shows when the action runs.
pub fn read(lists: Lists<'_>, of: Of<'_>, scope: Scope) -> Result<[Vec<String>; 3], ApiError> {
    let [ok, alarm, insufficient] = lists;
    for action in [ok, alarm, insufficient].into_iter().flatten().flatten() {
        check(action, scope, of)?;
    }
    if let (Of::Metric(..) | Of::Several, [ok, _, insufficient]) = (of, lists) {
        [ok, insufficient].into_iter().flatten().flatten().try_for_each(|arn| check_state(arn))?;
    }
    if matches!(of, Of::Several) {
        insufficient.iter().flatten().try_for_each(|arn| without_data(arn))?;
    }
    Ok(lists.map(|list| list.clone().unwrap_or_default()))
}

/// A composite alarm takes no actions on instances and none of Auto Scaling (AWS says that it
/// cannot, its message is not known), and neither does an alarm over several time series.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>
fn check(action: &str, scope: Scope, of: Of<'_>) -> Result<(), ApiError> {
    let refused = |text: &str| Err(validation(text));
    match (of, Kind::of(action)) {
        (Of::Composite, Some(Kind::Ec2)) => {
            return refused("EC2 actions are not supported for composite alarms");
        }
        (Of::Composite, Some(Kind::AutoScaling)) => {
            return refused("Auto Scaling actions are not supported for composite alarms");
        }
        (Of::Several, Some(Kind::AutoScaling)) => {
            return refused("Autoscaling actions are not available for Multi Time Series alarms");
        }
        _ => {}
    }
    match (check_arn(action, scope)?, of) {
        (Kind::Ec2, Of::Metric(metric, _)) => instance_action(action, metric.measure()),
        (Kind::Ec2, _) => instance_action(action, None),
        (Kind::AutoScaling, Of::Metric(_, threshold)) if threshold.band().is_some() => {
            refused("autoscaling actions not supported when ThresholdMetricId is set")
        }
        _ => Ok(()),
    }
}

/// A time series is there only while there is data.
fn without_data(action: &str) -> Result<(), ApiError> {
    match Kind::of(action) {
        Some(kind) if kind.is_of_contributors() => Err(validation(
            "InsufficientData actions are not supported for contributor-level action types in \
             Multi Time Series alarms",
        )),
        _ => Ok(()),
    }
}

/// Whether it is the ARN of an action here.
fn check_arn(action: &str, scope: Scope) -> Result<Kind, ApiError> {
    let wrong = || validation(format!("Invalid arn syntax: {action}"));
    let arn = Arn::parse(action).filter(|arn| !arn.rest().is_empty()).ok_or_else(wrong)?;
    let mut parts = action.split(':').skip(1);
    let (partition, service) = (parts.next().unwrap_or_default(), arn.service());
    if partition != "aws" {
        let text = format!("Invalid partition {partition} specified. Only aws is supported.");
        return Err(validation(text));
    }
    let Some(kind) = Kind::of(action) else {
        return Err(validation(format!("Unsupported AWS vendor {service}")));
    };
    let (region, own) = (parts.nth(1).unwrap_or_default(), scope.region.code());
    if region != own && service != "ssm-incidents" {
        let text = format!("Invalid region {region} specified. Only {own} is supported.");
        return Err(validation(text));
    }
    let begins = |what: &str| arn.rest().strip_prefix(what).is_some_and(|rest| !rest.is_empty());
    let good = match kind {
        Kind::Ec2 => return Ok(kind),
        Kind::Sns => true,
        Kind::Lambda => begins("function:"),
        Kind::AutoScaling => begins("scalingPolicy:"),
        Kind::SystemsManager => begins("opsitem:") || begins("responseplan/"),
        Kind::Investigation => begins("investigation-group/"),
    };
    // Every one of them names an account.
    if good && arn.account().is_some() { Ok(kind) } else { Err(wrong()) }
}

/// OpsItems, incidents and investigations are for the state ALARM alone.
fn check_state(action: &str) -> Result<(), ApiError> {
    match Kind::of(action) {
        Some(Kind::SystemsManager | Kind::Investigation) => {
            Err(validation(format!("The action {action} is supported for the ALARM state only")))
        }
        _ => Ok(()),
    }
}

/// Actions on instances need the metric of one instance.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingAlarmActions.html>
fn instance_action(action: &str, measure: Option<&Measure>) -> Result<(), ApiError> {
    let Some(verb) = Verb::of(action) else {
        return Err(validation(format!("Invalid arn syntax: {action}")));
    };
    let begins = format!("Invalid use of EC2 '{}' action.", verb.name());
    let Some(measure) = measure else {
        let text = format!("{begins} It is not supported for metric math expressions.");
        return Err(validation(text));
    };
    let instance = measure.dimensions.iter().find(|(name, _)| name == "InstanceId");
    match instance {
        // Recorded: <https://github.com/marklogic/cloud-enablement-aws/issues/82>.
        None => Err(validation(
            "Invalid use of EC2 action. An EC2 action can only be used if the alarm is \
             monitoring an EC2 instance.",
        )),
        Some((_, id)) if !is_instance(id) => {
            Err(validation(format!("{begins} {id} is not a valid EC2 instance.")))
        }
        Some(_) if verb == Verb::Recover && is_instance_check(&measure.id) => Err(validation(
            format!("{begins} It is not supported for the metric {INSTANCE_CHECK}."),
        )),
        Some(_) => Ok(()),
    }
}

/// The check of what is inside an instance: another host would not help. An alarm on any other
/// metric of one instance takes the action Recover. AWS says so; its message is not known.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingAlarmActions.html>
const INSTANCE_CHECK: &str = "StatusCheckFailed_Instance";

fn is_instance_check(metric: &MetricId) -> bool {
    metric.namespace == "AWS/EC2" && metric.name == INSTANCE_CHECK
}

/// `i-` and 8 or 17 hexadecimal digits.
fn is_instance(id: &str) -> bool {
    let digits = id.strip_prefix("i-").unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}
