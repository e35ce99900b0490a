//! The instances that commands can be sent to.

use super::Sight;
use super::page::paged;
use super::shapes::{DescribeInstancesInput, DescribeInstancesOutput, InstanceInformation};
use crate::api::{ApiError, Timestamp};
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::network;
use crate::services::ec2::state::Instance;
use crate::sim::time::{Span, Time};
use crate::sim::{Ctx, timing};

/// Whether an instance can be sent commands: it runs, its image brings the agent (every one here
/// does), and the agent reports and has had the time to. That one whose agent fell silent is
/// refused at once, instead of being waited for, is ours.
pub(super) fn is_managed(sight: &Sight<'_>, instance: &Instance, now: Time) -> bool {
    let runs = instance.state == InstanceState::Running;
    let reports = sight.reporting.contains(&instance.id);
    runs && instance.started + timing::AGENT_REPORTS <= now && reports
}

/// Lists the instances commands can be sent to.
pub(super) fn managed(
    ctx: &Ctx<'_>,
    sight: &Sight<'_>,
    input: &DescribeInstancesInput,
) -> Result<DescribeInstancesOutput, ApiError> {
    let tag = |id: &str, fits: &dyn Fn(&String, &String) -> bool| {
        sight
            .ec2
            .tags(ctx.scope, id)
            .is_some_and(|tags| tags.iter().any(|(key, value)| fits(key, value)))
    };
    let mut found = Vec::new();
    for instance in sight.ec2.instances(ctx.scope) {
        let mut fits = is_managed(sight, instance, ctx.now);
        for filter in input.filters.iter().flatten() {
            fits &= match filter.key.as_str() {
                "InstanceIds" => filter.values.contains(&instance.id),
                "PingStatus" => filter.values.iter().any(|value| value == "Online"),
                "tag-key" => tag(&instance.id, &|key, _| filter.values.contains(key)),
                other => match other.strip_prefix("tag:") {
                    Some(name) => tag(&instance.id, &|key, value| {
                        key == name && filter.values.contains(value)
                    }),
                    None => return Err(ApiError::not_simulated(format!("Filters key {other}"))),
                },
            };
        }
        if fits {
            found.push(information(instance, ctx.now));
        }
    }
    let token = input.next_token.as_ref();
    let (instances, next_token) = paged(found, token, input.max_results, 50)?;
    Ok(DescribeInstancesOutput { instances, next_token })
}

fn information(instance: &Instance, now: Time) -> InstanceInformation {
    let image = instance.image().map_or("", |image| image.model.name);
    let (kind, name, version) = match image {
        name if name.contains("Windows") => ("Windows", "Microsoft Windows Server", "10.0"),
        name if name.contains("ubuntu") => ("Linux", "Ubuntu", "22.04"),
        name if name.contains("al2023") => ("Linux", "Amazon Linux", "2023"),
        _ => ("Linux", "Amazon Linux", "2"),
    };
    InstanceInformation {
        instance_id: instance.id.clone(),
        ping_status: "Online".to_owned(),
        last_ping: Timestamp(now.floor(Span::mins(5)).max(instance.started)),
        agent_version: "3.3.1611.0".to_owned(),
        is_latest: true,
        platform_type: kind.to_owned(),
        platform_name: name.to_owned(),
        platform_version: version.to_owned(),
        resource_type: "EC2Instance".to_owned(),
        ip_address: instance.interface.private.to_string(),
        computer_name: network::private_name(instance.scope.region, instance.interface.private),
    }
}
