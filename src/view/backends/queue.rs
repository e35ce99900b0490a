//! An SQS queue: its settings, and about how many messages are in it. What messages say nobody sees
//! who does not receive them.

use serde_json::json;

use super::{Detail, Kind, Row, Value, act};
use crate::services::Request;
use crate::services::sqs::Queue;
use crate::services::sqs::messages::Sight;
use crate::services::sqs::state::url_of;
use crate::sim::time::Time;
use crate::sim::{Scope, World};
use crate::view::iam::document::pretty;

pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let here = world.sqs().queues().values().filter(|queue| queue.scope == scope);
    here.map(|queue| row(queue, world.now())).collect()
}

fn row(queue: &Queue, now: Time) -> Row {
    let cells = vec![
        count(queue, now, Sight::Visible),
        count(queue, now, Sight::Held),
        Value::At(queue.created),
    ];
    Row { name: queue.name.clone(), cells }
}

fn count(queue: &Queue, now: Time, sight: Sight) -> Value {
    let seen = queue.messages.iter().filter(|message| message.at(now) == sight);
    Value::Number(seen.count() as u64)
}

pub fn detail(world: &World, scope: Scope, name: &str) -> Option<Detail> {
    let now = world.now();
    let queue = world.sqs().queues().get(&scope.arn("sqs", name))?;
    let settings = &queue.settings;
    let seconds = |secs: i64| Value::Text(format!("{secs} s"));
    let encrypted = if settings.encrypted { "backends.on" } else { "backends.off" };
    Some(Detail {
        kind: Kind::Queue,
        name: queue.name.clone(),
        handle: queue.url(),
        arn: queue.arn().to_string(),
        status: None,
        facts: vec![
            ("backends.url", Value::Text(queue.url())),
            ("backends.visible", count(queue, now, Sight::Visible)),
            ("backends.held", count(queue, now, Sight::Held)),
            ("backends.delayed", count(queue, now, Sight::Delayed)),
            ("backends.visibility", seconds(settings.visibility)),
            ("backends.retention", seconds(settings.retention)),
            ("backends.delay", seconds(settings.delay)),
            ("backends.encrypted", Value::Key(encrypted)),
            ("backends.created", Value::At(queue.created)),
            ("backends.modified", Value::At(queue.modified)),
        ],
        policy: queue.policy.as_ref().map(|(text, _)| pretty(text)),
        statements: Vec::new(),
        tags: queue.tags.clone(),
        sheet: None,
        metrics: ("AWS/SQS", "QueueName"),
    })
}

pub fn reads(scope: Scope, name: &str) -> Vec<Request> {
    let url = url_of(&scope, name);
    let calls = [
        ("GetQueueAttributes", json!({ "QueueUrl": url, "AttributeNames": ["All"] })),
        ("ListQueueTags", json!({ "QueueUrl": url })),
    ];
    calls.into_iter().filter_map(|(op, input)| act::call(Kind::Queue, op, input)).collect()
}
