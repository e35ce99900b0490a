//! Members of the requests and replies about MFA devices.

use super::{Tag, UserItem};
use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of CreateVirtualMFADevice.
    pub struct CreateDeviceInput {
        path: Option<String> => "Path" [len(1, 512)],
        virtual_mfa_device_name: String => "VirtualMFADeviceName" [required().len(1, 226)],
        tags: Option<Vec<Tag>> => "Tags" [len(0, 50)],
    }

    /// Input of EnableMFADevice and ResyncMFADevice.
    pub struct EnableDeviceInput {
        user_name: String => "UserName" [required().len(1, 128)],
        serial_number: String => "SerialNumber" [required().len(9, 256)],
        authentication_code1: String => "AuthenticationCode1" [required().len(6, 6)],
        authentication_code2: String => "AuthenticationCode2" [required().len(6, 6)],
    }

    /// Input of DeactivateMFADevice.
    pub struct DeactivateDeviceInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
        serial_number: String => "SerialNumber" [required().len(9, 256)],
    }

    /// Input of DeleteVirtualMFADevice.
    pub struct DeviceInput {
        serial_number: String => "SerialNumber" [required().len(9, 256)],
    }

    /// Input of ListMFADevices.
    pub struct ListDevicesInput {
        user_name: Option<String> => "UserName" [len(1, 128)],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }

    /// Input of ListVirtualMFADevices.
    pub struct ListVirtualDevicesInput {
        assignment_status: Option<String> => "AssignmentStatus" [
            one_of(&["Assigned", "Unassigned", "Any"])
        ],
        marker: Option<String> => "Marker" [len(1, 320)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
    }
}

shape! {
    /// A virtual MFA device.
    pub struct VirtualDevice {
        serial_number: String => "SerialNumber",
        base32_string_seed: Option<String> => "Base32StringSeed",
        user: Option<UserItem> => "User",
        enable_date: Option<Timestamp> => "EnableDate",
        tags: Option<Vec<Tag>> => "Tags",
    }

    /// Output of CreateVirtualMFADevice.
    pub struct CreateDeviceOutput {
        virtual_mfa_device: VirtualDevice => "VirtualMFADevice",
    }

    /// An MFA device of a user, or of the root user, who has no name.
    pub struct DeviceItem {
        user_name: Option<String> => "UserName",
        serial_number: String => "SerialNumber",
        enable_date: Timestamp => "EnableDate",
    }

    /// Output of ListMFADevices.
    pub struct ListDevicesOutput {
        mfa_devices: Vec<DeviceItem> => "MFADevices",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of ListVirtualMFADevices.
    pub struct ListVirtualDevicesOutput {
        virtual_mfa_devices: Vec<VirtualDevice> => "VirtualMFADevices",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}
