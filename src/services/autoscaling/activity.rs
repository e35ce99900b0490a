//! Scaling activities, in AWS's words.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-verify-scaling-activity.html>, and
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html>

use serde_json::json;

use super::shapes::groups::Activity as Shown;
use super::state::Place;
use crate::api::Timestamp;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// Something a group does to one of its instances.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Activity {
    /// Its id.
    pub id: String,
    /// The group, which may be gone.
    pub group: String,
    /// The group's ARN.
    pub group_arn: Arn,
    /// What it does.
    pub deed: Deed,
    /// The instance, once it is known.
    pub instance: Option<String>,
    /// Why.
    pub cause: String,
    /// When it began.
    pub start: Time,
    /// When it was over.
    pub end: Option<Time>,
    /// How it stands.
    pub status: Status,
    /// What went wrong.
    pub message: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

/// What an activity does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Launches an instance.
    Launch,
    /// Terminates one.
    Terminate,
    /// Takes one in.
    Attach,
    /// Lets one go.
    Detach,
    /// Takes one out of service for a while.
    EnterStandby,
    /// Puts it back.
    ExitStandby,
}

/// How an activity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// EC2 is at it.
    InProgress,
    /// Its instance is about to come back into service.
    PreInService,
    /// Its instance waits for a lifecycle hook, on its way in.
    MidLifecycleAction,
    /// The same on its way out.
    MidTerminatingLifecycleAction,
    /// It is done.
    Successful,
    /// It came to nothing.
    Failed,
    /// It was given up.
    Cancelled,
}

impl Status {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Status::InProgress => "InProgress",
            Status::PreInService => "PreInService",
            Status::MidLifecycleAction => "MidLifecycleAction",
            Status::MidTerminatingLifecycleAction => "MidTerminatingLifecycleAction",
            Status::Successful => "Successful",
            Status::Failed => "Failed",
            Status::Cancelled => "Cancelled",
        }
    }

    /// Whether it is not over.
    pub fn is_open(self) -> bool {
        match self {
            Status::InProgress
            | Status::PreInService
            | Status::MidLifecycleAction
            | Status::MidTerminatingLifecycleAction => true,
            Status::Successful | Status::Failed | Status::Cancelled => false,
        }
    }
}

impl Activity {
    /// What it does, in AWS's words.
    pub fn description(&self) -> String {
        let text = match self.deed {
            Deed::Launch => "Launching a new EC2 instance",
            Deed::Terminate => "Terminating EC2 instance",
            Deed::Attach => "Attaching an existing EC2 instance",
            Deed::Detach => "Detaching EC2 instance",
            Deed::EnterStandby => "Moving EC2 instance to Standby",
            Deed::ExitStandby => "Moving EC2 instance out of Standby",
        };
        match (&self.instance, self.status) {
            (Some(instance), Status::Cancelled) if self.message.is_some() => {
                format!("{text}: {instance}.  Status Reason: {}", self.reason())
            }
            (Some(instance), _) => format!("{text}: {instance}"),
            (None, Status::Failed) => format!("{text}.  Status Reason: {}", self.reason()),
            (None, _) => text.to_owned(),
        }
    }

    fn reason(&self) -> &str {
        self.message.as_deref().unwrap_or_default()
    }

    /// Ends it.
    pub(super) fn finish(&mut self, now: Time, status: Status) {
        self.status = status;
        self.end = Some(now.floor(Span::secs(1)));
    }

    /// As DescribeScalingActivities shows it; `gone`: its group is.
    pub fn shown(&self, gone: bool) -> Shown {
        let details = match &self.place {
            None => "{}".to_owned(),
            Some(place) => {
                json!({ "Subnet ID": place.subnet, "Availability Zone": place.zone }).to_string()
            }
        };
        Shown {
            activity_id: self.id.clone(),
            auto_scaling_group_name: self.group.clone(),
            description: self.description(),
            cause: self.cause.clone(),
            start_time: Timestamp(self.start),
            end_time: self.end.map(Timestamp),
            status_code: self.status.name().to_owned(),
            status_message: self.message.clone(),
            progress: match (self.status, self.deed, &self.instance) {
                (Status::InProgress, Deed::Launch, Some(_)) => 30,
                (Status::InProgress, Deed::Detach | Deed::EnterStandby, _) => 50,
                (Status::PreInService, ..) => 30,
                (Status::InProgress, ..) => 0,
                // No page shows how far a launch has come that waits; of a termination people do.
                (Status::MidLifecycleAction, ..) => 40,
                (Status::MidTerminatingLifecycleAction, ..) => 60,
                _ => 100,
            },
            details,
            auto_scaling_group_state: gone.then(|| "Deleted".to_owned()),
            auto_scaling_group_arn: self.group_arn.to_string(),
        }
    }
}

/// A sentence of a cause: `At 2025-01-06T00:10:00Z WHAT.`
pub fn at(now: Time, what: &str) -> String {
    format!("At {} {what}.", now.floor(Span::secs(1)).rfc3339())
}

/// Sentences as AWS puts them together.
pub fn joined(sentences: &[String]) -> String {
    sentences.join("  ")
}
