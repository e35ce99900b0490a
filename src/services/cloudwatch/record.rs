//! How CloudTrail writes these calls.

use serde_json::Value;

use super::api::Request;
use crate::api::Timestamp;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;
use crate::sim::time::Time;

/// What the record keeps of a call: of published data only the namespace, and instants as Java
/// writes them. Event history names the alarms a call changes.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    match request {
        Request::PutMetricData(input) => {
            shape.request = serde_json::json!({ "namespace": input.namespace });
        }
        Request::GetMetricData(input) => {
            put(&mut shape.request, "startTime", Some(input.start_time));
            put(&mut shape.request, "endTime", Some(input.end_time));
        }
        Request::GetMetricStatistics(input) => {
            put(&mut shape.request, "startTime", Some(input.start_time));
            put(&mut shape.request, "endTime", Some(input.end_time));
        }
        Request::GetInsightRuleReport(input) => {
            put(&mut shape.request, "startTime", Some(input.start_time));
            put(&mut shape.request, "endTime", Some(input.end_time));
        }
        Request::DescribeAlarmHistory(input) => {
            put(&mut shape.request, "startDate", input.start_date);
            put(&mut shape.request, "endDate", input.end_date);
        }
        Request::PutAlarmMuteRule(input) => {
            put(&mut shape.request, "startDate", input.start_date);
            put(&mut shape.request, "expireDate", input.expire_date);
        }
        _ => {}
    }
    let shape = alarms(request)
        .into_iter()
        .fold(shape, |shape, name| shape.resource("AWS::CloudWatch::Alarm", name));
    dashboards(request)
        .into_iter()
        .fold(shape, |shape, name| shape.resource("AWS::CloudWatch::Dashboard", name))
}

/// The dashboards a call changes.
fn dashboards(request: &Request) -> Vec<&String> {
    match request {
        Request::PutDashboard(input) => vec![&input.dashboard_name],
        Request::DeleteDashboards(input) => input.dashboard_names.iter().collect(),
        _ => Vec::new(),
    }
}

/// The alarms a call changes.
fn alarms(request: &Request) -> Vec<&String> {
    match request {
        Request::PutMetricAlarm(input) => vec![&input.alarm_name],
        Request::PutCompositeAlarm(input) => vec![&input.alarm_name],
        Request::SetAlarmState(input) => vec![&input.alarm_name],
        Request::DeleteAlarms(input)
        | Request::EnableAlarmActions(input)
        | Request::DisableAlarmActions(input) => input.alarm_names.iter().collect(),
        _ => Vec::new(),
    }
}

fn put(request: &mut Value, member: &str, time: Option<Timestamp>) {
    if let (Some(place), Some(time)) = (request.get_mut(member), time) {
        *place = Value::from(java_date(time.0));
    }
}

/// `Jan 6, 2025, 9:05:00 AM`: Java's medium form of a date, which CloudTrail shows for the Query
/// services.
fn java_date(time: Time) -> String {
    time.format("%b %-d, %Y, %-I:%M:%S %p")
}
