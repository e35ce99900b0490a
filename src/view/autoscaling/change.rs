//! What changes a group that is there, as requests: sizes, processes, schedules, instances.

use crate::api::Timestamp;
use crate::services::Request;
use crate::services::autoscaling::api::Request as Call;
pub use crate::services::autoscaling::ops::processes::PROCESSES;
use crate::services::autoscaling::shapes::groups::{
    AttachInstancesInput, DetachInstancesInput, EnterStandbyInput, ExitStandbyInput,
    SetInstanceProtectionInput, UpdateAutoScalingGroupInput,
};
use crate::services::autoscaling::shapes::rest::{
    DeleteScheduledInput, ProcessesInput, PutScheduledInput,
};
use crate::sim::Time;

/// Sizes as they are typed: as many as desired, at least, at most.
pub type Typed = (String, String, String);

/// Sets the sizes of a group; nothing as long as a number is none.
pub fn resize(group: &str, (desired, min, max): &Typed) -> Option<Request> {
    let input = UpdateAutoScalingGroupInput {
        auto_scaling_group_name: group.to_owned(),
        min_size: Some(min.trim().parse().ok()?),
        max_size: Some(max.trim().parse().ok()?),
        desired_capacity: Some(desired.trim().parse().ok()?),
        ..Default::default()
    };
    Some(Call::UpdateAutoScalingGroup(Box::new(input)).into())
}

/// Suspends a process of a group, or resumes it.
pub fn suspend(group: &str, process: &str, on: bool) -> Request {
    let input = ProcessesInput {
        auto_scaling_group_name: group.to_owned(),
        scaling_processes: Some(vec![process.to_owned()]),
    };
    match on {
        true => Call::SuspendProcesses(input).into(),
        false => Call::ResumeProcesses(input).into(),
    }
}

/// What the form for a scheduled action says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// The sizes it sets; what is empty stays.
    pub sizes: Typed,
    /// When it is due first; may be empty for one that comes again.
    pub start: String,
    /// A cron expression; empty for one that comes once.
    pub recurrence: String,
    /// The time zone of that; empty for UTC.
    pub zone: String,
}

impl Plan {
    /// Makes it; nothing as long as its name, sizes or time are missing or none.
    pub fn request(&self, group: &str) -> Option<Request> {
        let (desired, min, max) = &self.sizes;
        let start = given(&self.start).map(|text| Time::parse(&text).ok_or(()));
        let input = PutScheduledInput {
            auto_scaling_group_name: group.to_owned(),
            scheduled_action_name: given(&self.name)?,
            start_time: start.transpose().ok()?.map(Timestamp),
            recurrence: given(&self.recurrence),
            min_size: size(min)?,
            max_size: size(max)?,
            desired_capacity: size(desired)?,
            time_zone: given(&self.zone).filter(|_| given(&self.recurrence).is_some()),
            ..Default::default()
        };
        let sizes = [input.min_size, input.max_size, input.desired_capacity];
        let timed = input.start_time.is_some() || input.recurrence.is_some();
        let whole = timed && sizes.iter().any(Option::is_some);
        whole.then(|| Call::PutScheduledUpdateGroupAction(input).into())
    }
}

/// A size that may be left empty; nothing if it is no number.
fn size(text: &str) -> Option<Option<i32>> {
    given(text).map(|text| text.parse().ok()).map_or(Some(None), |size| Some(Some(size?)))
}

fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Deletes a scheduled action.
pub fn delete_schedule(group: &str, action: &str) -> Request {
    let input = DeleteScheduledInput {
        auto_scaling_group_name: group.to_owned(),
        scheduled_action_name: action.to_owned(),
    };
    Call::DeleteScheduledAction(input).into()
}

/// Takes running instances in; nothing as long as none is chosen.
pub fn attach(group: &str, ids: &[String]) -> Option<Request> {
    let input = AttachInstancesInput {
        instance_ids: Some(ids.to_vec()),
        auto_scaling_group_name: group.to_owned(),
    };
    (!ids.is_empty()).then(|| Call::AttachInstances(input).into())
}

/// Lets an instance go, which runs on; `fewer` lowers the number desired with it.
pub fn detach(group: &str, id: &str, fewer: bool) -> Request {
    let input = DetachInstancesInput {
        instance_ids: Some(vec![id.to_owned()]),
        auto_scaling_group_name: group.to_owned(),
        should_decrement_desired_capacity: fewer,
    };
    Call::DetachInstances(input).into()
}

/// Takes an instance out of service for a while; `fewer`: the group is to have one less meanwhile.
pub fn enter_standby(group: &str, id: &str, fewer: bool) -> Request {
    let input = EnterStandbyInput {
        instance_ids: Some(vec![id.to_owned()]),
        auto_scaling_group_name: group.to_owned(),
        should_decrement_desired_capacity: fewer,
    };
    Call::EnterStandby(input).into()
}

/// Puts an instance back into service.
pub fn exit_standby(group: &str, id: &str) -> Request {
    let input = ExitStandbyInput {
        instance_ids: Some(vec![id.to_owned()]),
        auto_scaling_group_name: group.to_owned(),
    };
    Call::ExitStandby(input).into()
}

/// Protects an instance from scaling in, or no longer.
pub fn protect(group: &str, id: &str, on: bool) -> Request {
    let input = SetInstanceProtectionInput {
        instance_ids: vec![id.to_owned()],
        auto_scaling_group_name: group.to_owned(),
        protected_from_scale_in: on,
    };
    Call::SetInstanceProtection(input).into()
}
