//! What is checked of a group's settings.

use super::count;
use crate::api::ApiError;
use crate::services::autoscaling::errors::{no_configuration, validation};
use crate::services::autoscaling::mixed::Mixed;
use crate::services::autoscaling::shapes::groups::LaunchTemplateSpecification;
use crate::services::autoscaling::shapes::mixed::MixedInstancesPolicy;
use crate::services::autoscaling::source::{Source, Template};
use crate::services::autoscaling::state::{Place, State};
use crate::services::autoscaling::{Sight, choose};
use crate::services::ec2::network::Zone;
use crate::services::ec2::shapes::templates::LaunchTemplateSpecification as OfEc2;
use crate::services::iam::linked::AUTO_SCALING;
use crate::sim::Ctx;
use crate::sim::time::Span;

/// How instances may be chosen that have to go, beside a function of Lambda.
const TERMINATION: [&str; 7] = [
    "Default",
    "AllocationStrategy",
    "OldestInstance",
    "NewestInstance",
    "OldestLaunchTemplate",
    "OldestLaunchConfiguration",
    "ClosestToNextInstanceHour",
];

/// The least and the greatest size.
pub fn bounds(min: i32, max: i32) -> Result<(u32, u32), ApiError> {
    let (least, most) = (count("MinSize", min)?, count("MaxSize", max)?);
    if most < least {
        return Err(validation(format!(
            "Max bound, {most}, must be greater than or equal to min bound, {least}"
        )));
    }
    if most > MOST {
        // AWS has a quota on instances instead.
        return Err(ApiError::not_simulated(format!("MaxSize above {MOST}")));
    }
    Ok((least, most))
}

/// More instances than this no group is simulated with.
const MOST: u32 = 1_000;

/// How many are desired lies within the bounds.
pub fn within(desired: u32, min: u32, max: u32) -> Result<(), ApiError> {
    if (min..=max).contains(&desired) {
        return Ok(());
    }
    Err(validation(format!(
        "Desired capacity:{desired} must be between the specified min size:{min} and max size:{max}"
    )))
}

/// A length of time in whole seconds.
pub fn seconds(name: &str, given: Option<i32>) -> Result<Option<Span>, ApiError> {
    let read = |n: i32| count(name, n).map(|n| Span::secs(i64::from(n)));
    given.map(read).transpose()
}

/// -1 takes a warm-up away again.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html>
pub fn warmup(given: Option<i32>) -> Result<Option<Option<Span>>, ApiError> {
    match given {
        None => Ok(None),
        Some(-1) => Ok(Some(None)),
        Some(_) => seconds("DefaultInstanceWarmup", given).map(Some),
    }
}

/// A launch template, and the name of a launch configuration, where they are given.
type Given<'a> = (Option<&'a LaunchTemplateSpecification>, Option<&'a String>);

/// What a group is to launch from: exactly one thing, and one that is there. None is left to who
/// asks.
pub fn source(
    (state, ctx): (&State, &Ctx<'_>),
    sight: Sight<'_>,
    (given, mixed, known): (Given<'_>, Option<&MixedInstancesPolicy>, Option<&Mixed>),
) -> Result<Option<Source>, ApiError> {
    if let (Some(policy), (None, None)) = (mixed, given) {
        return super::mixed::read(ctx, sight, policy, known).map(Source::Mixed).map(Some);
    }
    match given {
        (None, None) => Ok(None),
        (Some(given), None) if mixed.is_none() => {
            template(ctx, sight, given).map(Source::Template).map(Some)
        }
        (None, Some(name)) if mixed.is_none() => {
            let known = state.configurations(ctx.scope).any(|one| one.name == *name);
            let found = known.then(|| Source::Configuration(name.clone()));
            found.ok_or_else(|| no_configuration(name)).map(Some)
        }
        _ => {
            let text = "Valid requests must contain either launchTemplate, launchConfigurationName \
                        or mixedInstancesPolicy parameter.";
            Err(validation(text))
        }
    }
}

/// Target groups, each of which must be there.
pub fn target_groups(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    given: Option<&[String]>,
) -> Result<Vec<String>, ApiError> {
    let given = given.unwrap_or_default();
    if given.iter().any(|arn| !sight.generators.has_target_group(ctx.scope, arn)) {
        let text = "Provided Target Groups may not be valid. Please ensure they exist and try \
                    again.";
        return Err(validation(text));
    }
    Ok(given.to_vec())
}

/// A placement group, which must be there. The text is ours.
pub fn placement_group(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    given: Option<&String>,
) -> Result<Option<String>, ApiError> {
    let Some(name) = given.filter(|name| !name.is_empty()) else { return Ok(None) };
    match sight.ec2.placement_group(ctx.scope, name) {
        Some(_) => Ok(Some(name.clone())),
        None => Err(validation(format!("The placement group '{name}' is unknown"))),
    }
}

/// The launch template, which must exist and name an image.
pub fn template(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    given: &LaunchTemplateSpecification,
) -> Result<Template, ApiError> {
    let asked = OfEc2 {
        launch_template_id: given.launch_template_id.clone(),
        launch_template_name: given.launch_template_name.clone(),
        version: given.version.clone(),
    };
    let wrong = |error: ApiError| {
        let begin = "You must use a valid fully-formed launch template.";
        validation(format!("{begin} {}", error.message))
    };
    let (found, _, version) = sight.ec2.specified(ctx.scope, &asked).map_err(wrong)?;
    if version.data().image_id.is_none() {
        return Err(wrong(validation("The request must contain the parameter ImageId")));
    }
    let (id, name) = (found.id.clone(), found.name.clone());
    Ok(Template { id, name, version: given.version.clone() })
}

/// Zones and the subnet in each. Of zones alone the default subnets are meant.
pub fn places(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    zones: Option<&[String]>,
    subnets: Option<&str>,
) -> Result<Vec<Place>, ApiError> {
    let known = sight.ec2.network(ctx.scope).zones();
    let place = |zone: &Zone| Place { zone: zone.name.clone(), subnet: zone.subnet.clone() };
    let mut found = Vec::new();
    for id in subnets.unwrap_or_default().split(',').map(str::trim).filter(|id| !id.is_empty()) {
        let zone = known.iter().find(|zone| zone.has_subnet && zone.subnet == id);
        let missing = || validation(format!("The subnet ID '{id}' does not exist"));
        found.push(place(zone.ok_or_else(missing)?));
    }
    let by_subnet = !found.is_empty();
    for name in zones.unwrap_or_default() {
        let zone = known.iter().find(|zone| zone.name == *name);
        let missing = || validation(format!("Invalid availability zone: [{name}]"));
        let zone = zone.ok_or_else(missing)?;
        if !by_subnet && !zone.has_subnet {
            // Whose words these are is not known: EC2 says so of a launch.
            let text = format!("No default subnet for availability zone: '{name}'.");
            return Err(validation(text));
        }
        if !by_subnet {
            found.push(place(zone));
        } else if !found.iter().any(|place| place.zone == *name) {
            let text = "The availability zones of the specified subnets and the Auto Scaling \
                        group do not match";
            return Err(validation(text));
        }
    }
    if found.is_empty() {
        return Err(validation("At least one Availability Zone or VPC Subnet is required."));
    }
    Ok(found)
}

/// Of health checks EC2's are always on. A load balancer's may be asked for, too; those of this
/// world find no fault with a single instance.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html>
pub fn health_type(given: Option<&str>) -> Result<Option<String>, ApiError> {
    let mut kinds = given.unwrap_or("EC2").split(',').map(str::trim);
    match kinds.find(|kind| !matches!(*kind, "EC2" | "ELB")) {
        None => Ok(given.map(str::to_owned)),
        Some(kind @ ("VPC_LATTICE" | "EBS")) => {
            Err(ApiError::not_simulated(format!("HealthCheckType {kind}")))
        }
        Some(kind) => Err(validation(format!("Invalid Health Check Type: {kind}"))),
    }
}

/// Only the account's own role for Auto Scaling is simulated.
pub fn role(ctx: &Ctx<'_>, given: Option<&str>) -> Result<(), ApiError> {
    match given.filter(|arn| *arn != AUTO_SCALING.arn(ctx.scope.account).as_str()) {
        None => Ok(()),
        Some(arn) => Err(ApiError::not_simulated(format!("ServiceLinkedRoleARN {arn}"))),
    }
}

/// A function of Lambda is asked first, there is at most one, and it may be a version or an alias,
/// but not the latest version by its name; the texts are ours.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/lambda-custom-termination-policy.html#lambda-custom-termination-policy-limitations>
fn function(policy: &str, nth: usize) -> Result<(), ApiError> {
    if nth > 0 {
        let text = "A Lambda function must be the first of the termination policies, and there can \
                    be only one.";
        return Err(validation(text));
    }
    if policy.split(':').nth(7) == Some("$LATEST") {
        let text = "The ARN of a termination policy's Lambda function must not have the $LATEST \
                    suffix.";
        return Err(validation(text));
    }
    Ok(())
}

/// How instances are chosen that have to go.
pub fn termination(given: Option<&[String]>) -> Result<Option<Vec<String>>, ApiError> {
    let Some(given) = given else { return Ok(None) };
    for (nth, policy) in given.iter().enumerate() {
        if choose::is_function(policy) {
            function(policy, nth)?;
            continue;
        }
        if !TERMINATION.contains(&policy.as_str()) {
            return Err(validation(format!("Invalid Termination Policy: {policy}")));
        }
    }
    Ok(Some(given.to_vec()))
}
