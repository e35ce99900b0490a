//! DescribeInstanceStatus.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html>

use serde_json::{Value, json};

use super::named;
use crate::api::ApiError;
use crate::services::ec2::errors::dry_run;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::history::Health;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::moves;
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::{DescribeInstanceStatusInput, DescribeInstanceStatusOutput};
use crate::services::ec2::state::{Instance, State};
use crate::services::ec2::view::instant;
use crate::sim::Ctx;
use crate::sim::command::StatusCheck;
use crate::sim::time::Time;

const FILTERS: Table = &[
    ("attached-ebs-status.status", "AttachedEbsStatus.Status"),
    ("availability-zone", "AvailabilityZone"),
    ("availability-zone-id", "AvailabilityZoneId"),
    ("event.code", ""),
    ("event.description", ""),
    ("event.instance-event-id", ""),
    ("event.not-after", ""),
    ("event.not-before", ""),
    ("event.not-before-deadline", ""),
    ("instance-state-code", "InstanceState.Code"),
    ("instance-state-name", "InstanceState.Name"),
    ("instance-status.reachability", "InstanceStatus.Details.Status"),
    ("instance-status.status", "InstanceStatus.Status"),
    ("operator.managed", "Operator.Managed"),
    ("operator.principal", ""),
    ("system-status.reachability", "SystemStatus.Details.Status"),
    ("system-status.status", "SystemStatus.Status"),
];

/// Describes the status checks of instances that run, or of all.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeInstanceStatusInput,
) -> Result<DescribeInstanceStatusOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.instance_ids.as_deref().unwrap_or_default();
    let chosen = named(state, ctx.scope, ids)?;
    dry_run(input.dry_run)?;
    let all = input.include_all_instances.unwrap_or(false);
    let found: Vec<Value> = state
        .instances(ctx.scope)
        .into_iter()
        .filter(|instance| all || instance.state == InstanceState::Running)
        .filter(|instance| ids.is_empty() || chosen.iter().any(|other| other.id == instance.id))
        .map(|instance| item(state, ctx.now, instance))
        .filter(|item| filters.pass(item))
        .collect();
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("instancesSet", !ids.is_empty()),
        limit: 1000,
    };
    let (instance_statuses, next_token) = page(found, &asked)?;
    Ok(DescribeInstanceStatusOutput { instance_statuses, next_token })
}

fn item(state: &State, now: Time, instance: &Instance) -> Value {
    let zone = state.network(instance.scope).zone(instance.zone);
    let history = state.history(&instance.id);
    let health = |check| history.and_then(|history| history.health(check, now));
    let mut item = json!({
        "AvailabilityZone": zone.name,
        "AvailabilityZoneId": zone.id,
        "Operator": { "Managed": false },
        "InstanceId": instance.id,
        "InstanceState": { "Code": instance.state.code(), "Name": instance.state.name() },
        "InstanceStatus": summary(health(StatusCheck::Instance)),
        "SystemStatus": summary(health(StatusCheck::System)),
    });
    // Attached volumes are checked on Nitro instances only.
    let nitro = instance.instance_type().is_some_and(|kind| kind.family.nitro);
    if let (true, Value::Object(members)) = (nitro, &mut item) {
        let volumes = summary(health(StatusCheck::Ebs));
        members.insert("AttachedEbsStatus".to_owned(), volumes);
    }
    item
}

fn summary(health: Option<Health>) -> Value {
    let status = moves::status(health);
    let detail = |status: &str| json!({ "Name": "reachability", "Status": status });
    let details = match health {
        None => return json!({ "Status": status }),
        Some(Health::Initializing) => detail("initializing"),
        Some(Health::Ok) => detail("passed"),
        Some(Health::Impaired { since }) => {
            let since = instant(since);
            json!({ "ImpairedSince": since, "Name": "reachability", "Status": "failed" })
        }
    };
    json!({ "Details": [details], "Status": status })
}
