//! How CloudTrail writes these calls.

use serde_json::Value;

use super::api::Request;
use crate::services::record::RecordShape;
use crate::sim::id::Ids;

/// What the record keeps of a call: of published data only which metrics it is for. Event history
/// names the alarms a call changes.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html>
pub fn shape(request: &Request, reply: Option<&Value>, _ids: Ids, _call: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    if let Request::PutMetricData(_) = request {
        published(&mut shape.request);
    }
    let shape = alarms(request)
        .into_iter()
        .fold(shape, |shape, name| shape.resource("AWS::CloudWatch::Alarm", name));
    dashboards(request)
        .into_iter()
        .fold(shape, |shape, name| shape.resource("AWS::CloudWatch::Dashboard", name))
}

/// Leaves of each datum what names its metric. AWS shows no record of data with an entity: here it
/// is written as it was sent, and of its data the same as of other.
fn published(request: &mut Value) {
    let name = |request: &mut Value| {
        let data = request.get_mut("metricData").and_then(Value::as_array_mut);
        let data = data.into_iter().flatten().filter_map(Value::as_object_mut);
        data.for_each(|datum| datum.retain(|key, _| key == "metricName" || key == "dimensions"));
    };
    name(request);
    let with = request.get_mut("entityMetricData").and_then(Value::as_array_mut);
    with.into_iter().flatten().for_each(name);
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
