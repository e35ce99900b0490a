//! What the pages of EC2 show: instances, one instance, the form that launches them.

pub mod act;
pub mod agent;
pub mod credits;
pub mod detail;
pub mod launch;
pub mod list;
pub mod metrics;

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::{
    DescribeImagesInput, DescribeInstanceAttributeInput, DescribeInstanceStatusInput,
    DescribeInstanceTypesInput, DescribeInstancesInput, DescribeSecurityGroupsInput,
    DescribeVpcsInput,
};
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::roles::ListByPathInput;

/// What the list of instances asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![
        Ec2::DescribeInstances(DescribeInstancesInput::default()).into(),
        Ec2::DescribeInstanceStatus(DescribeInstanceStatusInput::default()).into(),
    ]
}

/// What the page of one instance asks AWS when it is opened.
pub fn detail_reads(id: &str) -> Vec<Request> {
    let ids = Some(vec![id.to_owned()]);
    let attribute = |name: &str| {
        let (instance_id, attribute) = (id.to_owned(), name.to_owned());
        let input = DescribeInstanceAttributeInput { instance_id, attribute, ..Default::default() };
        Ec2::DescribeInstanceAttribute(input).into()
    };
    let instances = DescribeInstancesInput { instance_ids: ids.clone(), ..Default::default() };
    let status = DescribeInstanceStatusInput {
        instance_ids: ids,
        include_all_instances: Some(true),
        ..Default::default()
    };
    vec![
        Ec2::DescribeInstances(instances).into(),
        Ec2::DescribeInstanceStatus(status).into(),
        attribute("disableApiTermination"),
        attribute("disableApiStop"),
    ]
}

/// What the launch form asks AWS when it is opened.
pub fn launch_reads() -> Vec<Request> {
    let owners = Some(vec!["amazon".to_owned()]);
    vec![
        Ec2::DescribeImages(DescribeImagesInput { owners, ..Default::default() }).into(),
        Ec2::DescribeInstanceTypes(DescribeInstanceTypesInput::default()).into(),
        Ec2::DescribeVpcs(DescribeVpcsInput::default()).into(),
        Ec2::DescribeSecurityGroups(DescribeSecurityGroupsInput::default()).into(),
        Iam::ListInstanceProfiles(ListByPathInput::default()).into(),
    ]
}
