//! Auto Scaling's operations.
//!
//! Actions and resources:
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html>

use super::shapes::configurations::{
    CreateLaunchConfigurationInput, DeleteLaunchConfigurationInput,
    DescribeLaunchConfigurationsInput, DescribeLaunchConfigurationsOutput,
};
use super::shapes::groups::{
    ActivitiesOutput, ActivityOutput, AttachInstancesInput, CreateAutoScalingGroupInput,
    DeleteAutoScalingGroupInput, DescribeAutoScalingGroupsInput, DescribeAutoScalingGroupsOutput,
    DescribeAutoScalingInstancesInput, DescribeAutoScalingInstancesOutput,
    DescribeScalingActivitiesInput, DetachInstancesInput, DetachInstancesOutput, EnterStandbyInput,
    ExitStandbyInput, SetDesiredCapacityInput, SetInstanceHealthInput, SetInstanceProtectionInput,
    StandbyOutput, Tag, TerminateInstanceInput, UpdateAutoScalingGroupInput,
};
use super::shapes::hooks::{
    CompleteLifecycleActionInput, DeleteLifecycleHookInput, DescribeLifecycleHooksInput,
    DescribeLifecycleHooksOutput, LifecycleHookTypesOutput, PutLifecycleHookInput,
    RecordLifecycleActionHeartbeatInput,
};
use super::shapes::policies::{
    DeletePolicyInput, DescribePoliciesInput, DescribePoliciesOutput, ExecutePolicyInput,
    PutScalingPolicyInput, PutScalingPolicyOutput,
};
use super::shapes::rest::{
    AccountLimitsOutput, DeleteScheduledInput, DescribeScheduledInput, DescribeScheduledOutput,
    DescribeTagsInput, DescribeTagsOutput, DisableMetricsCollectionInput,
    EnableMetricsCollectionInput, ProcessesInput, PutScheduledInput, TagsInput,
};
use super::source;
use crate::api;
use crate::api::shape::Empty;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording};
use crate::services::ec2::shapes::profiles::IamInstanceProfileSpecification;
use crate::services::ec2::shapes::templates as ec2;
use crate::sim::scope::{Arn, Scope};

/// What Auto Scaling's operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "autoscaling",
    title: "Amazon EC2 Auto Scaling",
    action_prefix: "autoscaling",
    event_source: "autoscaling.amazonaws.com",
    event_version: "1.09",
    api_version: None,
    protocol: crate::api::Protocol::Query,
    wording: Wording::denied("AccessDenied", 403),
    throttled: ("Throttling", "Rate exceeded"),
    global: false,
    host: "autoscaling.{region}.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit: Some("MaxRecords"), results })
}

/// A permission on a group, whose ARN holds an id that no policy needs to know.
fn group(scope: &Scope, name: &str) -> Check {
    let rest = format!("autoScalingGroup:*:autoScalingGroupName/{name}");
    Check::on(scope.arn("autoscaling", &rest))
}

/// The same on the group of a policy, which may be named by its ARN alone.
fn of_policy(scope: &Scope, name: Option<&String>, policy: &str) -> Check {
    let by_arn = Arn::parse(policy).and_then(|arn| group_of(&arn));
    group(scope, name.cloned().or(by_arn).as_deref().unwrap_or("*"))
}

/// A permission on a launch configuration, whose ARN holds an id, too.
fn configuration(scope: &Scope, name: &str) -> Check {
    let rest = format!("launchConfiguration:*:launchConfigurationName/{name}");
    Check::on(scope.arn("autoscaling", &rest))
}

/// The group in the ARN of a policy:
/// `scalingPolicy:ID:autoScalingGroupName/GROUP:policyName/NAME`.
pub fn group_of(policy: &Arn) -> Option<String> {
    let (_, rest) = policy.rest().split_once(":autoScalingGroupName/")?;
    rest.rsplit_once(":policyName/").map(|(group, _)| group.to_owned())
}

/// The launch template a request names for a group: whoever names one with an instance profile
/// passes its role on.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html>
pub fn template(request: &Request) -> Option<ec2::LaunchTemplateSpecification> {
    let named = match request {
        Request::CreateAutoScalingGroup(input) => input.launch_template.clone()?,
        Request::UpdateAutoScalingGroup(input) => input.launch_template.clone()?,
        _ => return None,
    };
    Some(ec2::LaunchTemplateSpecification {
        launch_template_id: named.launch_template_id,
        launch_template_name: named.launch_template_name,
        version: named.version,
    })
}

/// The instance profile a launch configuration is to give instances.
pub fn profile(request: &Request) -> Option<IamInstanceProfileSpecification> {
    let Request::CreateLaunchConfiguration(input) = request else { return None };
    input.iam_instance_profile.as_deref().map(source::profile)
}

fn tagged(check: Check, tags: &[Tag]) -> Check {
    if tags.is_empty() {
        return check;
    }
    check.tags(tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_deref().unwrap_or(""))))
}

/// The right to hand Auto Scaling the role in which it tells of lifecycle actions.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html>
fn passed(role: &str) -> Check {
    let to = vec!["autoscaling.amazonaws.com".to_owned()];
    Check::on(role).action("iam:PassRole").key("iam:PassedToService", to)
}

fn create(scope: &Scope, input: &CreateAutoScalingGroupInput) -> Vec<Check> {
    let group = group(scope, &input.auto_scaling_group_name);
    let mut checks = vec![tagged(group, input.tags.as_deref().unwrap_or_default())];
    let hooks = input.lifecycle_hook_specification_list.iter().flatten();
    checks.extend(hooks.filter_map(|hook| hook.role_arn.as_deref()).map(passed));
    checks
}

fn put_hook(scope: &Scope, input: &PutLifecycleHookInput) -> Vec<Check> {
    let mut checks = vec![group(scope, &input.auto_scaling_group_name)];
    checks.extend(input.role_arn.as_deref().map(passed));
    checks
}

/// Groups, instances, policies: what each operation needs permission for. An instance belongs to
/// a group that only the state knows, so the permission on it is one on any group.
fn any_group(scope: &Scope) -> Check {
    group(scope, "*")
}

fn tags(scope: &Scope, tags: &[Tag]) -> Vec<Check> {
    let on = |tag: &Tag| {
        let name = tag.resource_id.as_deref().unwrap_or("*");
        tagged(group(scope, name), std::slice::from_ref(tag))
    };
    tags.iter().map(on).collect()
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a group, which launches instances until it has as many as desired.
    CreateAutoScalingGroup(Box<CreateAutoScalingGroupInput>) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| create(scope, input),
    }

    /// Changes a group; what is not said stays as it is.
    UpdateAutoScalingGroup(Box<UpdateAutoScalingGroupInput>) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Deletes a group without instances, or by force with all it has.
    DeleteAutoScalingGroup(DeleteAutoScalingGroupInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Describes groups with their instances.
    DescribeAutoScalingGroups(DescribeAutoScalingGroupsInput) -> DescribeAutoScalingGroupsOutput {
        access: List, event: Management, pages: pages(&["AutoScalingGroups"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Describes instances of groups.
    DescribeAutoScalingInstances(DescribeAutoScalingInstancesInput)
        -> DescribeAutoScalingInstancesOutput
    {
        access: List, event: Management, pages: pages(&["AutoScalingInstances"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Makes a launch configuration.
    CreateLaunchConfiguration(Box<CreateLaunchConfigurationInput>) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| configuration(scope, &input.launch_configuration_name),
    }

    /// Describes launch configurations.
    DescribeLaunchConfigurations(DescribeLaunchConfigurationsInput)
        -> DescribeLaunchConfigurationsOutput
    {
        access: List, event: Management, pages: pages(&["LaunchConfigurations"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes a launch configuration that no group uses.
    DeleteLaunchConfiguration(DeleteLaunchConfigurationInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| configuration(scope, &input.launch_configuration_name),
    }

    /// Sets how many instances a group is to have.
    SetDesiredCapacity(SetDesiredCapacityInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Makes a scaling policy, or changes the one of that name.
    PutScalingPolicy(Box<PutScalingPolicyInput>) -> PutScalingPolicyOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Describes scaling policies with the alarms that execute them.
    DescribePolicies(DescribePoliciesInput) -> DescribePoliciesOutput {
        access: List, event: Management, pages: pages(&["ScalingPolicies"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes a scaling policy, and the alarms it made.
    DeletePolicy(DeletePolicyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope|
            of_policy(scope, input.auto_scaling_group_name.as_ref(), &input.policy_name),
    }

    /// Executes a scaling policy.
    ExecutePolicy(ExecutePolicyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope|
            of_policy(scope, input.auto_scaling_group_name.as_ref(), &input.policy_name),
    }

    /// Describes what groups did and why.
    DescribeScalingActivities(DescribeScalingActivitiesInput) -> ActivitiesOutput {
        access: List, event: Management, pages: pages(&["Activities"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lets a group send metrics about itself.
    EnableMetricsCollection(EnableMetricsCollectionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Ends that.
    DisableMetricsCollection(DisableMetricsCollectionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Terminates one instance of a group.
    TerminateInstanceInAutoScalingGroup(TerminateInstanceInput) -> ActivityOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| any_group(scope),
    }

    /// Takes running instances into a group.
    AttachInstances(AttachInstancesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Lets instances out of a group.
    DetachInstances(DetachInstancesInput) -> DetachInstancesOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Takes instances out of service for a while.
    EnterStandby(EnterStandbyInput) -> StandbyOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Puts instances back into service.
    ExitStandby(ExitStandbyInput) -> StandbyOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Says that an instance is healthy or not.
    SetInstanceHealth(SetInstanceHealthInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| any_group(scope),
    }

    /// Protects instances from scaling in, or no longer.
    SetInstanceProtection(SetInstanceProtectionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Suspends processes of a group, all if none is named.
    SuspendProcesses(ProcessesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Resumes processes of a group, all if none is named.
    ResumeProcesses(ProcessesInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Makes a scheduled action, or changes the one of that name.
    PutScheduledUpdateGroupAction(PutScheduledInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Describes scheduled actions that are still to come.
    DescribeScheduledActions(DescribeScheduledInput) -> DescribeScheduledOutput {
        access: List, event: Management, pages: pages(&["ScheduledUpdateGroupActions"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes a scheduled action.
    DeleteScheduledAction(DeleteScheduledInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Adds tags to groups.
    CreateOrUpdateTags(TagsInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| tags(scope, &input.tags),
    }

    /// Removes tags from groups.
    DeleteTags(TagsInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| tags(scope, &input.tags),
    }

    /// Describes tags of groups.
    DescribeTags(DescribeTagsInput) -> DescribeTagsOutput {
        access: Read, event: Management, pages: pages(&["Tags"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Makes a lifecycle hook, or changes the one of that name.
    PutLifecycleHook(PutLifecycleHookInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| put_hook(scope, input),
    }

    /// Describes the lifecycle hooks of a group.
    DescribeLifecycleHooks(DescribeLifecycleHooksInput) -> DescribeLifecycleHooksOutput {
        access: List, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Tells on which ways instances may wait.
    DescribeLifecycleHookTypes(Empty) -> LifecycleHookTypesOutput {
        access: List, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes a lifecycle hook.
    DeleteLifecycleHook(DeleteLifecycleHookInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Says that an instance need not wait any longer.
    CompleteLifecycleAction(CompleteLifecycleActionInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Lets an instance wait on.
    RecordLifecycleActionHeartbeat(RecordLifecycleActionHeartbeatInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| group(scope, &input.auto_scaling_group_name),
    }

    /// Tells how many groups an account may have, and has.
    DescribeAccountLimits(Empty) -> AccountLimitsOutput {
        access: List, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }
}
