//! Virtual MFA devices. Their codes are simplified: any six digits but `000000` are right, and the
//! two that enable a device must differ, as two codes in a row do.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{
    check, conflict, exists, limit, missing, name_or_caller, now, page, tags, user, users,
};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::extra::{Device, ROOT};
use crate::services::iam::shapes::mfa::{
    CreateDeviceInput, CreateDeviceOutput, DeactivateDeviceInput, DeviceInput, DeviceItem,
    EnableDeviceInput, ListDevicesInput, ListDevicesOutput, ListVirtualDevicesInput,
    ListVirtualDevicesOutput, VirtualDevice,
};
use crate::services::iam::state::State;
use crate::sim::scope::AccountId;
use crate::sim::{Caller, Ctx};

/// MFA devices a user may have:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_DEVICES: usize = 8;

/// Whether a code could be a device's: see the module.
pub fn is_right(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) && code != "000000"
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateDeviceInput,
) -> Result<CreateDeviceOutput, ApiError> {
    let (path, name) = (input.path.as_deref().unwrap_or("/"), &input.virtual_mfa_device_name);
    check::name("virtualMFADeviceName", name)?;
    check::path("path", path)?;
    let given = input.tags.as_deref().unwrap_or_default();
    check::tags(given, false)?;
    let arn = ctx.scope.global_arn("iam", &format!("mfa{path}{name}"));
    if state.extra.devices.contains_key(arn.as_str()) {
        let text = "MFADevice entity at the same path and name already exists.";
        return Err(exists(text.to_owned()));
    }
    let seed = ctx.ids.base32("", "iam:mfa", state.extra.devices_made, 32);
    state.extra.devices_made += 1;
    let tags = given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    let device = Device { arn: arn.clone(), tags, owner: None };
    state.extra.devices.insert(arn.to_string(), device);
    ctx.fact(Fact::DeviceCreated { device: arn.clone() });
    let virtual_mfa_device = VirtualDevice {
        serial_number: arn.to_string(),
        base32_string_seed: Some(STANDARD.encode(seed)),
        tags: Some(given.to_vec()).filter(|tags| !tags.is_empty()),
        ..VirtualDevice::default()
    };
    Ok(CreateDeviceOutput { virtual_mfa_device })
}

pub fn none(serial: &str) -> ApiError {
    missing(format!("VirtualMFADevice with serial number {serial} doesn't exist."))
}

/// Whose device: a user's, or the root user's, who alone can say so, by the name that the record of
/// the console's call has. AWS lets it do so in the console alone, which the fidelity page tells.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_cliapi.html>
fn owner<'a>(
    state: &State,
    caller: &'a Caller,
    given: Option<&'a String>,
) -> Result<&'a str, ApiError> {
    if caller.is_root() && given.is_none_or(|name| name == ROOT) {
        return Ok(ROOT);
    }
    let name = name_or_caller(given, caller)?;
    user(state, name)?;
    Ok(name)
}

pub fn enable(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &EnableDeviceInput,
) -> Result<(), ApiError> {
    let (name, serial) = (owner(state, caller, Some(&input.user_name))?, &input.serial_number);
    if state.devices_of(name).count() >= MAX_DEVICES {
        return Err(limit(format!("Cannot exceed quota for MFADevicesPerUser: {MAX_DEVICES}")));
    }
    let device = state.extra.devices.get_mut(serial).ok_or_else(|| none(serial))?;
    if device.owner.is_some() {
        return Err(exists("MFA Device is already in use.".to_owned()));
    }
    codes(input)?;
    device.owner = Some((name.to_owned(), now(ctx)));
    let device = device.arn.clone();
    ctx.fact(Fact::DeviceEnabled { user: name.to_owned(), device });
    Ok(())
}

/// Two codes in a row: see the module.
fn codes(input: &EnableDeviceInput) -> Result<(), ApiError> {
    let (first, second) = (&input.authentication_code1, &input.authentication_code2);
    if is_right(first) && is_right(second) && first != second {
        return Ok(());
    }
    let text = "Authentication code for device is not valid.";
    Err(ApiError::new("InvalidAuthenticationCode", text).http(403))
}

/// The device with a number, if it is this user's.
fn own<'a>(state: &'a mut State, name: &str, serial: &str) -> Result<&'a mut Device, ApiError> {
    let owned = |device: &&mut Device| device.owner.as_ref().is_some_and(|(of, _)| of == name);
    let device = state.extra.devices.get_mut(serial).filter(owned);
    device.ok_or_else(|| missing("MFA device invalid for user.".to_owned()))
}

/// Takes two codes by which the server finds how far a device's clock is off. Clocks of devices are
/// right here, so that nothing is left to change.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_sync.html>
pub fn resync(
    state: &mut State,
    caller: &Caller,
    input: &EnableDeviceInput,
) -> Result<(), ApiError> {
    let name = owner(state, caller, Some(&input.user_name))?;
    own(state, name, &input.serial_number)?;
    codes(input)
}

pub fn deactivate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &DeactivateDeviceInput,
) -> Result<(), ApiError> {
    let name = owner(state, caller, input.user_name.as_ref())?;
    let device = own(state, name, &input.serial_number)?;
    device.owner = None;
    let device = device.arn.clone();
    ctx.fact(Fact::DeviceDeactivated { user: name.to_owned(), device });
    Ok(())
}

pub fn delete(state: &mut State, ctx: &mut Ctx<'_>, input: &DeviceInput) -> Result<(), ApiError> {
    let serial = &input.serial_number;
    let device = state.extra.devices.get(serial).ok_or_else(|| none(serial))?;
    if device.owner.is_some() {
        return Err(conflict("MFA VirtualDevice in use. Must deactivate first."));
    }
    let device = device.arn.clone();
    state.extra.devices.remove(serial);
    ctx.fact(Fact::DeviceDeleted { device });
    Ok(())
}

pub fn list(
    state: &State,
    caller: &Caller,
    input: &ListDevicesInput,
) -> Result<ListDevicesOutput, ApiError> {
    let name = owner(state, caller, input.user_name.as_ref())?;
    let item = |device: &Device| {
        let (of, since) = device.owner.as_ref()?;
        let serial_number = device.arn.to_string();
        // The root user has no name.
        let user_name = Some(of.clone()).filter(|of| of != ROOT);
        Some(DeviceItem { user_name, serial_number, enable_date: Timestamp(*since) })
    };
    let devices = state.devices_of(name).filter_map(item).collect();
    let (mfa_devices, is_truncated, marker) =
        page(devices, input.marker.as_ref(), input.max_items)?;
    Ok(ListDevicesOutput { mfa_devices, is_truncated, marker })
}

pub fn list_virtual(
    state: &State,
    account: AccountId,
    input: &ListVirtualDevicesInput,
) -> Result<ListVirtualDevicesOutput, ApiError> {
    let wanted = match input.assignment_status.as_deref() {
        Some("Assigned") => Some(true),
        Some("Unassigned") => Some(false),
        _ => None,
    };
    let devices = state.extra.devices.values();
    let devices = devices.filter(|device| wanted.is_none_or(|is| device.owner.is_some() == is));
    let item = |device: &Device| VirtualDevice {
        serial_number: device.arn.to_string(),
        base32_string_seed: None,
        user: device.owner.as_ref().and_then(|(name, _)| match name.as_str() {
            ROOT => Some(users::root(state, account)),
            name => Some(users::item(name, state.users.get(name)?, false)),
        }),
        enable_date: device.owner.as_ref().map(|(_, since)| Timestamp(*since)),
        tags: Some(tags::shown(&device.tags)).filter(|tags| !tags.is_empty()),
    };
    let devices = devices.map(item).collect();
    let (virtual_mfa_devices, is_truncated, marker) =
        page(devices, input.marker.as_ref(), input.max_items)?;
    Ok(ListVirtualDevicesOutput { virtual_mfa_devices, is_truncated, marker })
}
