//! What can be done with Elastic IP addresses from their page, as requests.

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::addresses::{
    AllocateAddressInput, AssociateAddressInput, DisassociateAddressInput, ReleaseAddressInput,
};

/// Allocates an address.
pub fn allocate() -> Request {
    Ec2::AllocateAddress(AllocateAddressInput::default()).into()
}

/// Associates an address with an instance, if one is chosen.
pub fn associate(id: &str, instance: &str) -> Option<Request> {
    let input = AssociateAddressInput {
        allocation_id: Some(id.to_owned()),
        instance_id: Some(instance.to_owned()),
        ..AssociateAddressInput::default()
    };
    (!instance.is_empty()).then(|| Ec2::AssociateAddress(input).into())
}

/// Takes an address from its instance.
pub fn disassociate(association: &str) -> Request {
    let input = DisassociateAddressInput {
        association_id: Some(association.to_owned()),
        ..DisassociateAddressInput::default()
    };
    Ec2::DisassociateAddress(input).into()
}

/// Gives an address back.
pub fn release(id: &str) -> Request {
    let input = ReleaseAddressInput {
        allocation_id: Some(id.to_owned()),
        ..ReleaseAddressInput::default()
    };
    Ec2::ReleaseAddress(input).into()
}
