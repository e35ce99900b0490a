//! What can be done with instances from their pages, as requests and changes of the world.

use super::detail::Carried;
use crate::services::Request;
use crate::services::ec2::InstanceState;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::console::GetConsoleOutputInput;
use crate::services::ec2::shapes::credits::{
    InstanceCreditSpecificationRequest, ModifyInstanceCreditSpecificationInput,
};
use crate::services::ec2::shapes::profiles::{
    AssociateIamInstanceProfileInput, DisassociateIamInstanceProfileInput,
    IamInstanceProfileSpecification, ReplaceIamInstanceProfileAssociationInput,
};
use crate::services::ec2::shapes::{
    BooleanValue, CreateTagsInput, DeleteTagsInput, InstancesInput, ModifyInstanceAttributeInput,
    MonitorInstancesInput, StartInstancesInput, StopInstancesInput, Tag, TerminateInstancesInput,
    TextValue,
};
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::{Change, Span, Time};
use crate::view::tags::{Tags, changes};

/// What changes an instance's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Start it.
    Start,
    /// Stop it.
    Stop,
    /// Boot its system anew.
    Reboot,
    /// End it for good.
    Terminate,
}

/// Reads the console of an instance: what was posted, or the latest.
pub fn console(id: &str, latest: bool) -> Request {
    let input = GetConsoleOutputInput {
        instance_id: id.to_owned(),
        latest: latest.then_some(true),
        dry_run: None,
    };
    Ec2::GetConsoleOutput(input).into()
}

impl Move {
    /// All of them, in the order of the console's menu.
    pub const ALL: [Move; 4] = [Move::Stop, Move::Start, Move::Reboot, Move::Terminate];

    /// The end of its text keys: `ec2.move.stop`.
    pub fn key(self) -> &'static str {
        match self {
            Move::Start => "start",
            Move::Stop => "stop",
            Move::Reboot => "reboot",
            Move::Terminate => "terminate",
        }
    }

    /// Whether the console offers it for an instance in this state.
    pub fn fits(self, state: InstanceState) -> bool {
        match self {
            Move::Start => state == InstanceState::Stopped,
            Move::Stop => matches!(state, InstanceState::Running | InstanceState::Pending),
            Move::Reboot => state == InstanceState::Running,
            Move::Terminate => !state.is_ending(),
        }
    }

    /// The call.
    pub fn request(self, ids: Vec<String>) -> Request {
        let instance_ids = ids;
        match self {
            Move::Start => {
                Ec2::StartInstances(StartInstancesInput { instance_ids, ..Default::default() })
            }
            Move::Stop => {
                Ec2::StopInstances(StopInstancesInput { instance_ids, ..Default::default() })
            }
            Move::Reboot => {
                Ec2::RebootInstances(InstancesInput { instance_ids, ..Default::default() })
            }
            Move::Terminate => Ec2::TerminateInstances(TerminateInstancesInput {
                instance_ids,
                ..Default::default()
            }),
        }
        .into()
    }
}

/// Turns detailed monitoring on or off.
pub fn monitor(id: &str, detailed: bool) -> Request {
    let input = MonitorInstancesInput { instance_ids: vec![id.to_owned()], ..Default::default() };
    match detailed {
        true => Ec2::MonitorInstances(input).into(),
        false => Ec2::UnmonitorInstances(input).into(),
    }
}

/// What an instance is protected from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// From being terminated.
    Termination,
    /// From being stopped.
    Stop,
}

/// Protects an instance, or no longer.
pub fn protect(id: &str, from: Protection, on: bool) -> Request {
    let value = Some(BooleanValue { value: Some(on) });
    let mut input =
        ModifyInstanceAttributeInput { instance_id: id.to_owned(), ..Default::default() };
    match from {
        Protection::Termination => input.disable_api_termination = value,
        Protection::Stop => input.disable_api_stop = value,
    }
    Ec2::ModifyInstanceAttribute(input).into()
}

/// Makes a stopped instance one of another type.
pub fn set_type(id: &str, kind: &str) -> Request {
    let input = ModifyInstanceAttributeInput {
        instance_id: id.to_owned(),
        instance_type: Some(TextValue { value: Some(kind.to_owned()) }),
        ..Default::default()
    };
    Ec2::ModifyInstanceAttribute(input).into()
}

/// Has an instance refuse traffic that is neither from nor to it, or no longer.
pub fn check_source(id: &str, on: bool) -> Request {
    let input = ModifyInstanceAttributeInput {
        instance_id: id.to_owned(),
        source_dest_check: Some(BooleanValue { value: Some(on) }),
        ..Default::default()
    };
    Ec2::ModifyInstanceAttribute(input).into()
}

/// The calls that make one set of tags of another: removals first, as the console does.
pub fn retag(id: &str, old: &Tags, new: &Tags) -> Vec<Request> {
    let (gone, set) = changes(old, new);
    let key = |key| Tag { key: Some(key), value: None };
    let gone: Vec<Tag> = gone.into_iter().map(key).collect();
    let tag = |(key, value)| Tag { key: Some(key), value: Some(value) };
    let set: Vec<Tag> = set.into_iter().map(tag).collect();
    let resources = || vec![id.to_owned()];
    let mut requests = Vec::new();
    if !gone.is_empty() {
        let input =
            DeleteTagsInput { resources: resources(), tags: Some(gone), ..Default::default() };
        requests.push(Ec2::DeleteTags(input).into());
    }
    if !set.is_empty() {
        let input = CreateTagsInput { resources: resources(), tags: set, ..Default::default() };
        requests.push(Ec2::CreateTags(input).into());
    }
    requests
}

/// Sets the credit mode of a burstable instance.
pub fn credit_mode(id: &str, unlimited: bool) -> Request {
    let mode = if unlimited { "unlimited" } else { "standard" };
    let wish = InstanceCreditSpecificationRequest {
        instance_id: id.to_owned(),
        cpu_credits: Some(mode.to_owned()),
    };
    let input = ModifyInstanceCreditSpecificationInput {
        instance_credit_specifications: vec![wish],
        ..Default::default()
    };
    Ec2::ModifyInstanceCreditSpecification(input).into()
}

/// Puts load on an instance or a volume, or takes it off.
pub fn load(id: &str, resource: Resource, amount: Option<f64>, until: Option<Time>) -> Change {
    Change::Load { instance: id.to_owned(), resource, amount, until }
}

/// Makes a status check fail, or mends it.
pub fn fault(id: &str, check: StatusCheck, failing: bool) -> Change {
    Change::Fault { instance: id.to_owned(), check, until: None, failing }
}

/// How long a load can be asked for from the page; `None` lasts.
pub const LOAD_SPANS: [Option<Span>; 5] =
    [Some(Span::mins(10)), Some(Span::mins(30)), Some(Span::hours(1)), Some(Span::hours(4)), None];

/// Gives an instance an instance profile, another one, or none: nothing to call when that is so
/// already.
pub fn set_profile(id: &str, carried: Option<&Carried>, to: &str) -> Option<Request> {
    let wish = || IamInstanceProfileSpecification { arn: None, name: Some(to.to_owned()) };
    let request = match carried {
        Some(carried) if carried.profile == to => return None,
        None if to.is_empty() => return None,
        None => Ec2::AssociateIamInstanceProfile(AssociateIamInstanceProfileInput {
            iam_instance_profile: wish(),
            instance_id: id.to_owned(),
        }),
        Some(carried) if to.is_empty() => {
            let association_id = carried.association.clone();
            Ec2::DisassociateIamInstanceProfile(DisassociateIamInstanceProfileInput {
                association_id,
            })
        }
        Some(carried) => {
            let association_id = carried.association.clone();
            Ec2::ReplaceIamInstanceProfileAssociation(ReplaceIamInstanceProfileAssociationInput {
                iam_instance_profile: wish(),
                association_id,
            })
        }
    };
    Some(request.into())
}
