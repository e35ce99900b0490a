//! The pages of CloudWatch alarms.
//!
//! [`list`] all alarms · [`detail`] one of them, [`plot`] its line · [`why`] an evaluation laid
//! open · [`ribbon`] its states over time, and those other settings would have made · [`chain`]
//! who heard of a change · [`words`] conditions in words · [`draft`], [`wizard`] making and
//! changing alarms, [`rows`] on metric math · [`request`] an alarm as the call that makes it ·
//! [`backtest`] other settings over the whole history, [`score`] how well they would have done ·
//! [`composite`] a composite alarm, [`build`] making one · [`mutes`] mute rules · [`replaced`] what
//! an update changes · [`tags`] the tags of an alarm.

pub mod backtest;
pub mod build;
pub mod chain;
pub mod composite;
pub mod detail;
pub mod draft;
pub mod list;
pub mod mutes;
pub mod plot;
pub mod predict;
pub mod replaced;
pub mod request;
pub mod ribbon;
pub mod rows;
pub mod score;
pub mod tags;
pub mod why;
pub mod wizard;
pub mod words;

use serde_json::json;

use crate::services::Request;
use crate::sim::World;
use crate::sim::scope::{Region, Scope};

/// What the list asks AWS for.
pub fn list_reads() -> Vec<Request> {
    requests(&[("DescribeAlarms", json!({ "AlarmTypes": ["CompositeAlarm", "MetricAlarm"] }))])
}

/// What the page of an alarm asks AWS for. Composite alarms must be asked for by their type.
pub fn detail_reads(world: &World, region: Region, name: &str) -> Vec<Request> {
    let composite = world.cloudwatch().composite(scope(world, region), name).is_some();
    let types = if composite { json!(["CompositeAlarm"]) } else { json!(["MetricAlarm"]) };
    let alarm = json!({ "AlarmNames": [name], "AlarmTypes": types });
    let history = json!({ "AlarmName": name, "AlarmTypes": types });
    requests(&[("DescribeAlarms", alarm), ("DescribeAlarmHistory", history)])
}

/// What the builder of composite alarms asks AWS for.
pub fn build_reads() -> Vec<Request> {
    let mut reads = list_reads();
    reads.extend(Request::decode("sns", "ListTopics", json!({})));
    reads
}

/// What the page of mute rules asks AWS for.
pub fn mutes_reads() -> Vec<Request> {
    requests(&[("ListAlarmMuteRules", json!({}))])
}

/// What the backtest of an alarm asks AWS for.
pub fn backtest_reads(name: &str) -> Vec<Request> {
    requests(&[("DescribeAlarms", json!({ "AlarmNames": [name] }))])
}

/// What the wizard asks AWS for.
pub fn wizard_reads() -> Vec<Request> {
    let mut reads = requests(&[("ListMetrics", json!({}))]);
    reads.extend(Request::decode("sns", "ListTopics", json!({})));
    reads
}

fn requests(calls: &[(&str, serde_json::Value)]) -> Vec<Request> {
    let one = |(op, input): &(&str, serde_json::Value)| {
        Request::decode("cloudwatch", op, input.clone()).ok()
    };
    calls.iter().filter_map(one).collect()
}

/// Where the pages look: the home account in a Region.
pub fn scope(world: &World, region: Region) -> Scope {
    Scope { account: world.account(), region }
}
