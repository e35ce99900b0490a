//! How CloudTrail writes these calls.

use serde_json::Value;

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call: of published data only the namespace. Event history names the
/// alarms a call changes.
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    if let Request::PutMetricData(input) = request {
        shape.request = serde_json::json!({ "namespace": input.namespace });
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
