//! From a resource of an event to its page.

use crate::view::audit::act::last;
use crate::view::route::{DashboardQuery, Route};

/// The page of a resource, where there is one.
pub fn page(kind: &str, name: &str) -> Option<Route> {
    let short = last(name).to_owned();
    Some(match kind {
        "AWS::EC2::Instance" => Route::Instance(short),
        "AWS::EC2::Volume" => Route::Volume(short),
        "AWS::EC2::SecurityGroup" => Route::SecurityGroup(short),
        "AWS::EC2::Subnet" => Route::Subnet(short),
        "AWS::EC2::EIP" => Route::Addresses,
        "AWS::EC2::PlacementGroup" => Route::PlacementGroups,
        "AWS::EC2::LaunchTemplate" => Route::Templates,
        "AWS::AutoScaling::AutoScalingGroup" => Route::Group(short),
        "AWS::SNS::Topic" => Route::Topic(short),
        "AWS::CloudWatch::Alarm" => Route::alarm(&short),
        "AWS::CloudWatch::Dashboard" => Route::Dashboard(DashboardQuery::of(&short)),
        "AWS::IAM::User" => Route::User(short),
        "AWS::IAM::Role" => Route::Role(short),
        "AWS::IAM::Policy" if name.starts_with("arn:") => Route::Policy(name.to_owned()),
        _ => return None,
    })
}
