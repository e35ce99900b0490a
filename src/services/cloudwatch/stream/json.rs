//! The JSON form: a line a metric and minute.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-json.html>

use serde_json::{Map, Value, json};

use super::Update;
use crate::sim::scope::Scope;

/// How large a record for Firehose may be.
/// <https://docs.aws.amazon.com/firehose/latest/APIReference/API_Record.html>
const LARGEST: usize = 1_024_000;

/// An update of an account's metric as a stream writes it.
pub fn record((name, scope): (&str, Scope), update: Update<'_>) -> Value {
    let Update { id, time, unit, mut bin, wanted } = update;
    let dimensions: Map<String, Value> =
        id.dimensions.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut value = json!({ "max": bin.max, "min": bin.min, "sum": bin.sum, "count": bin.count });
    for (name, stat) in wanted {
        if let (Some(members), Some(number)) = (value.as_object_mut(), bin.value(stat)) {
            members.insert(name.to_owned(), json!(number));
        }
    }
    json!({
        "metric_stream_name": name,
        "account_id": scope.account.to_string(),
        "region": scope.region.code(),
        "namespace": id.namespace,
        "metric_name": id.name,
        "dimensions": dimensions,
        "timestamp": time.as_millis(),
        "value": value,
        "unit": unit,
    })
}

/// "Each Firehose record contains multiple metric stream records, separated by a newline."
pub(super) fn pack(of: (&str, Scope), updates: Vec<Update<'_>>) -> Vec<Vec<u8>> {
    let mut records: Vec<Vec<u8>> = Vec::new();
    for update in updates {
        let line = format!("{}\n", record(of, update)).into_bytes();
        match records.last_mut().filter(|last| last.len() + line.len() <= LARGEST) {
            Some(last) => last.extend(line),
            None => records.push(line),
        }
    }
    records
}
