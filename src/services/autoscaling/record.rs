//! How CloudTrail writes Auto Scaling's calls.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/logging-using-cloudtrail.html>

use serde_json::Value;

use super::api::Request;
use crate::services::record::{RecordShape, without_user_data};
use crate::sim::id::Ids;

const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";
const POLICY: &str = "AWS::AutoScaling::ScalingPolicy";

/// What the record keeps of a call.
pub fn shape(request: &Request, reply: Option<&Value>, _: Ids, _: u64) -> RecordShape {
    let mut shape = RecordShape::common(request, reply);
    without_user_data(&mut shape.request);
    let input = crate::api::spec::Operation::input(request);
    let given = |name: &str| input.get(name).and_then(Value::as_str).map(str::to_owned);
    if let Some(group) = given("AutoScalingGroupName") {
        shape = shape.resource(GROUP, group);
    }
    if let Some(name) = given("LaunchConfigurationName") {
        shape = shape.resource("AWS::AutoScaling::LaunchConfiguration", name);
    }
    match given("PolicyName") {
        Some(policy) => shape.resource(POLICY, policy),
        None => shape,
    }
}
