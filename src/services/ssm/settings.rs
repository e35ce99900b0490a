//! Settings of the account: whether Systems Manager manages instances by itself, and the others.
//!
//! Default Host Management Configuration lets the Systems Manager agents of all instances of a
//! Region act in a role of the service, without an instance profile. It is off in a new account;
//! in this world it is on from the beginning, so that commands reach instances at once. The tier
//! of parameters decides where a parameter is put that names none. What the others rule (documents
//! that are shared, Automation, OpsCenter, machines outside AWS, a larger throughput) is not
//! simulated: they are kept and told.
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html>

use super::shapes::{ServiceSetting, SettingOutput};
use super::state::{Setting, State};
use crate::api::{ApiError, Timestamp};
use crate::sim::scope::Scope;
use crate::sim::{Caller, Ctx};

/// The setting that says in which role the agents of all instances act.
pub const HOSTS: &str = "/ssm/managed-instance/default-ec2-instance-management-role";
/// The role the console makes for it.
pub const ROLE: &str = "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole";
/// The value of one that is off.
const OFF: &str = "$None";
/// The setting that says where parameters go that name no tier.
const TIER: &str = "/ssm/parameter-store/default-parameter-tier";

/// A setting: its id, its value by default, and the values it may have; any if none are named.
type Row = (&'static str, &'static str, &'static [&'static str]);

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html>
const ALL: [Row; 9] = [
    (HOSTS, OFF, &[]),
    ("/ssm/automation/customer-script-log-destination", "", &["CloudWatch"]),
    ("/ssm/automation/customer-script-log-group-name", "", &[]),
    ("/ssm/automation/enable-adaptive-concurrency", "false", &["true", "false"]),
    ("/ssm/documents/console/public-sharing-permission", "Enable", &["Enable", "Disable"]),
    ("/ssm/managed-instance/activation-tier", "standard", &["standard", "advanced"]),
    ("/ssm/opsinsights/opscenter", "Disabled", &["Enabled", "Disabled"]),
    (TIER, "Standard", &["Standard", "Advanced", "Intelligent-Tiering"]),
    ("/ssm/parameter-store/high-throughput-enabled", "false", &["true", "false"]),
];

/// The ARN of a setting.
fn arn(scope: Scope, id: &str) -> String {
    format!("arn:aws:ssm:{}:{}:servicesetting{id}", scope.region, scope.account)
}

/// The setting an id or an ARN names.
fn known(scope: Scope, given: &str) -> Result<Row, ApiError> {
    let row = ALL.into_iter().find(|(id, ..)| given == *id || given == arn(scope, id));
    // The code is AWS's, the text ours.
    row.ok_or_else(|| {
        let text = format!("The service setting {given} does not exist");
        ApiError::new("ServiceSettingNotFound", text)
    })
}

impl State {
    /// Whether the service manages the instances of a place without their having a role.
    pub fn manages_hosts(&self, scope: Scope) -> bool {
        self.settings.get(&(scope, HOSTS)).is_none_or(|setting| setting.value != OFF)
    }

    /// Where parameters go that name no tier.
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-default-tier.html>
    pub(super) fn default_tier(&self, scope: Scope) -> &str {
        self.settings.get(&(scope, TIER)).map_or("Standard", |setting| setting.value.as_str())
    }
}

/// The setting as it is.
pub(super) fn get(state: &State, scope: Scope, given: &str) -> Result<SettingOutput, ApiError> {
    let (id, usual, _) = known(scope, given)?;
    let set = state.settings.get(&(scope, id));
    let begins = if id == HOSTS { ROLE } else { usual };
    let value = set.map_or(begins, |set| set.value.as_str());
    let by = set.map(|set| set.by.clone());
    let setting = ServiceSetting {
        id: id.to_owned(),
        value: value.to_owned(),
        modified: set.map(|set| Timestamp(set.modified)),
        modified_by: by.or_else(|| (id != HOSTS).then(|| "System".to_owned())),
        arn: arn(scope, id),
        status: if value == usual { "Default" } else { "Customized" }.to_owned(),
    };
    Ok(SettingOutput { setting })
}

/// Sets it; `None` means its value by default. Of a value that does not fit AWS documents no code:
/// text and code are ours.
pub(super) fn set(
    state: &mut State,
    ctx: &Ctx<'_>,
    caller: &Caller,
    (given, value): (&str, Option<&str>),
) -> Result<(), ApiError> {
    let (id, usual, values) = known(ctx.scope, given)?;
    let value = value.unwrap_or(usual);
    if value != usual && !values.is_empty() && !values.contains(&value) {
        let text = format!("Invalid value {value} for service setting {id}");
        return Err(ApiError::new("ValidationException", text));
    }
    let (modified, by) = (ctx.now, caller.arn());
    let set = Setting { value: value.to_owned(), modified, by };
    state.settings.insert((ctx.scope, id), set);
    Ok(())
}
