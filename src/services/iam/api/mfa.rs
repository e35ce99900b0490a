//! MFA devices.

macro_rules! mfa {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes a virtual MFA device that nobody uses yet.
            CreateVirtualMFADevice(CreateDeviceInput) -> CreateDeviceOutput {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| create_device(scope, input),
            }

            /// Lets a user sign in with an MFA device.
            EnableMFADevice(EnableDeviceInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Takes an MFA device from its user.
            DeactivateMFADevice(DeactivateDeviceInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Brings an MFA device that has drifted back into step.
            ResyncMFADevice(EnableDeviceInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| user(scope, &input.user_name),
            }

            /// Deletes a virtual MFA device that nobody uses.
            DeleteVirtualMFADevice(DeviceInput) -> Empty {
                access: Write, event: Management, pages: None, rate: None,
                needs: |input, scope| Check::on(&input.serial_number),
            }

            /// Lists the MFA devices of a user, the caller if none is named.
            ListMFADevices(ListDevicesInput) -> ListDevicesOutput {
                access: List, event: Management, pages: pages(&["MFADevices"]), rate: None,
                needs: |input, scope| user_or_caller(scope, input.user_name.as_ref()),
            }

            /// Lists virtual MFA devices.
            ListVirtualMFADevices(ListVirtualDevicesInput) -> ListVirtualDevicesOutput {
                access: List, event: Management, pages: pages(&["VirtualMFADevices"]), rate: None,
                needs: |input, scope| Check::any(),
            }
        }
    };
}
