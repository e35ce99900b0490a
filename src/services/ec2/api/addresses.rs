//! Elastic IP addresses.

macro_rules! addresses {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Allocates an Elastic IP address.
            AllocateAddress(AllocateAddressInput) -> AllocateAddressOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::creation(
                    scope, "elastic-ip", "AllocateAddress", input.tag_specifications.as_ref(),
                ),
            }

            /// Associates an Elastic IP address with an instance.
            AssociateAddress(AssociateAddressInput) -> AssociateAddressOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    let user = input.instance_id.as_ref().or(input.network_interface_id.as_ref());
                    let address = needs::address(scope, input.allocation_id.as_ref());
                    let user = user.map(|id| needs::on(scope, id));
                    std::iter::once(address).chain(user).collect::<Vec<_>>()
                },
            }

            /// Takes an Elastic IP address from its instance.
            DisassociateAddress(DisassociateAddressInput) -> Empty {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::every(scope, "elastic-ip"),
            }

            /// Gives an Elastic IP address back.
            ReleaseAddress(ReleaseAddressInput) -> Empty {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::address(scope, input.allocation_id.as_ref()),
            }

            /// Describes Elastic IP addresses.
            DescribeAddresses(DescribeAddressesInput) -> DescribeAddressesOutput {
                access: List, event: Management, pages: None, rate: DESCRIBE,
                needs: |input, scope| Check::any(),
            }
        }
    };
}
