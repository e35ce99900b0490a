//! Settings of the account: whether Systems Manager manages instances by itself.
//!
//! Default Host Management Configuration lets the Systems Manager agents of all instances of a
//! Region act in a role of the service, without an instance profile. It is off in a new account;
//! in this world it is on from the beginning, so that commands reach instances at once.
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html>

use super::shapes::{ServiceSetting, SettingOutput};
use super::state::{Setting, State};
use crate::api::{ApiError, Timestamp};
use crate::sim::scope::Scope;
use crate::sim::{Caller, Ctx};

/// The one setting that can be changed.
pub const HOSTS: &str = "/ssm/managed-instance/default-ec2-instance-management-role";
/// The role the console makes for it.
pub const ROLE: &str = "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole";
/// The value of one that is off.
const OFF: &str = "$None";

/// The others there are, which stay as they are at first.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ServiceSetting.html>
const OTHERS: [(&str, &str); 8] = [
    ("/ssm/automation/customer-script-log-destination", ""),
    ("/ssm/automation/customer-script-log-group-name", ""),
    ("/ssm/automation/enable-adaptive-concurrency", "false"),
    ("/ssm/documents/console/public-sharing-permission", "Enable"),
    ("/ssm/managed-instance/activation-tier", "standard"),
    ("/ssm/opsinsights/opscenter", "Disabled"),
    ("/ssm/parameter-store/default-parameter-tier", "Standard"),
    ("/ssm/parameter-store/high-throughput-enabled", "false"),
];

/// One of the others, by id or ARN.
fn other(scope: Scope, given: &str) -> Option<ServiceSetting> {
    let arn =
        |id: &str| format!("arn:aws:ssm:{}:{}:servicesetting{id}", scope.region, scope.account);
    let (id, value) = OTHERS.into_iter().find(|(id, _)| given == *id || given == arn(id))?;
    Some(ServiceSetting {
        id: id.to_owned(),
        value: value.to_owned(),
        modified: None,
        modified_by: Some("System".to_owned()),
        arn: arn(id),
        status: "Default".to_owned(),
    })
}

/// The setting an id or an ARN names.
fn known(scope: Scope, id: &str) -> Result<(), ApiError> {
    let arn = format!("arn:aws:ssm:{}:{}:servicesetting{HOSTS}", scope.region, scope.account);
    match id == HOSTS || id == arn {
        true => Ok(()),
        false if other(scope, id).is_some() => {
            Err(ApiError::not_simulated(format!("another value of service setting {id}")))
        }
        // The code is AWS's, the text ours.
        false => Err(ApiError::new(
            "ServiceSettingNotFound",
            format!("The service setting {id} does not exist"),
        )),
    }
}

impl State {
    /// Whether the service manages the instances of a place without their having a role.
    pub fn manages_hosts(&self, scope: Scope) -> bool {
        self.settings.get(&scope).is_none_or(|setting| setting.value != OFF)
    }
}

/// The setting as it is.
pub(super) fn get(state: &State, scope: Scope, id: &str) -> Result<SettingOutput, ApiError> {
    if let Some(setting) = other(scope, id) {
        return Ok(SettingOutput { setting });
    }
    known(scope, id)?;
    let set = state.settings.get(&scope);
    let value = set.map_or(ROLE, |set| set.value.as_str());
    let setting = ServiceSetting {
        id: HOSTS.to_owned(),
        value: value.to_owned(),
        modified: set.map(|set| Timestamp(set.modified)),
        modified_by: set.map(|set| set.by.clone()),
        arn: format!("arn:aws:ssm:{}:{}:servicesetting{HOSTS}", scope.region, scope.account),
        status: if value == OFF { "Default" } else { "Customized" }.to_owned(),
    };
    Ok(SettingOutput { setting })
}

/// Sets it; `None` means its value by default: off.
pub(super) fn set(
    state: &mut State,
    ctx: &Ctx<'_>,
    caller: &Caller,
    (id, value): (&str, Option<&str>),
) -> Result<(), ApiError> {
    known(ctx.scope, id)?;
    let value = value.unwrap_or(OFF).to_owned();
    state.settings.insert(ctx.scope, Setting { value, modified: ctx.now, by: caller.arn() });
    Ok(())
}
