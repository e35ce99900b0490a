//! What opening a page asks of AWS.

use super::Route;
use crate::services::Request;
use crate::sim::{Region, Scope, World};
use crate::view::{
    addresses, alarms, audit, autoscaling, backends, budgets, contributors, dashboards, detectors,
    ec2, iam, insights, logs, metrics, network, observability, organizations, s3, security,
    services, sns, ssm, streams, templates, trail, trails, volumes,
};

impl Route {
    /// The reads that opening or refreshing the page sends.
    pub fn reads(&self, world: &World, region: Region) -> Vec<Request> {
        match self {
            Route::Instances => ec2::list_reads(),
            Route::Launch => ec2::launch_reads(),
            Route::Instance(id) => ec2::detail_reads(id),
            Route::Volumes => volumes::list_reads(),
            Route::CreateVolume => volumes::create_reads(),
            Route::Volume(id) => volumes::detail_reads(id),
            Route::SecurityGroups => security::list_reads(),
            Route::CreateSecurityGroup => security::create_reads(),
            Route::SecurityGroup(id) => security::detail_reads(id),
            Route::Subnets => network::list_reads(),
            Route::CreateSubnet => network::create_reads(),
            Route::Subnet(id) => network::detail_reads(id),
            Route::PlacementGroups => network::groups_reads(),
            Route::PrefixLists => network::lists_reads(),
            Route::Addresses => addresses::reads(),
            Route::Templates => templates::reads(),
            Route::CreateTemplate => templates::create_reads(),
            Route::Groups => autoscaling::list_reads(),
            Route::CreateGroup => autoscaling::create_reads(),
            Route::Group(name) => autoscaling::detail_reads(name),
            Route::LogGroups => logs::list_reads(),
            Route::LogsInsights(_) => insights::reads(),
            Route::LogGroup { group, stream } => logs::group_reads(group, stream.as_deref()),
            Route::Topics => sns::topics_reads(),
            Route::Topic(name) => sns::topic_reads(sns::topic::arn(world, region, name).as_str()),
            Route::Subscriptions => sns::subscriptions_reads(),
            Route::CreateSubscription(_) => sns::topics_reads(),
            Route::Commands => ssm::commands_reads(),
            Route::SendCommand => ssm::send_reads(),
            Route::Command(id) => ssm::command_reads(id),
            Route::Parameters => ssm::parameters_reads(),
            Route::Buckets => s3::list_reads(),
            Route::Bucket(query) => s3::bucket_reads(query),
            Route::Object { bucket, key, version } => {
                s3::object_reads(bucket, key, version.as_deref())
            }
            Route::Users => iam::users_reads(),
            Route::User(name) => iam::user_reads(name),
            Route::UserGroups => iam::groups::list_reads(),
            Route::UserGroup(name) => iam::groups::reads(name),
            Route::CredentialReport => iam::report::reads(world),
            Route::Roles => iam::roles_reads(),
            Route::Role(name) => iam::role_reads(name),
            Route::Policies => iam::policies_reads(),
            Route::Outsiders => iam::outsiders::reads(world, region),
            Route::Policy(arn) => iam::policy_reads(world, arn),
            Route::Organizations => organizations::reads(world),
            Route::Alarms => alarms::list_reads(),
            Route::Alarm { name, .. } => alarms::detail_reads(world, region, name),
            Route::CreateComposite => alarms::build_reads(),
            Route::MuteRules => alarms::mutes_reads(),
            Route::Backtest(name) => alarms::backtest_reads(name),
            Route::CreateAlarm(_) | Route::EditAlarm(_) => alarms::wizard_reads(),
            Route::Detectors => detectors::reads(),
            Route::Contributors(None) => contributors::list_reads(),
            Route::Contributors(Some(name)) => contributors::detail_reads(world, name),
            Route::Backends(kind) => backends::list_reads(*kind),
            Route::Backend { kind, name } => {
                let scope = Scope { account: world.account(), region };
                backends::detail_reads(scope, *kind, name)
            }
            Route::Streams => streams::list_reads(),
            Route::Stream(name) => streams::detail_reads(world, region, name),
            Route::Budgets => budgets::list_reads(world),
            Route::Budget(name) => budgets::one_reads(world, name),
            Route::Dashboards => dashboards::list_reads(),
            Route::Dashboard(query) => dashboards::reads(&query.name),
            Route::Metrics(query) => {
                let scope = Scope { account: world.account(), region };
                let reads = metrics::reads(&query.into(), world.now());
                metrics::linked::widened(world, scope, reads)
            }
            Route::Observability => {
                observability::reads(world, Scope { account: world.account(), region })
            }
            Route::Services(word) => services::reads(word.as_deref(), world.now()),
            Route::Events(address) => trail::reads(&trail::Filter::of(address), world.now()),
            Route::Trails => trails::list_reads(world, region),
            Route::Trail(arn) => trails::one_reads(world, arn),
            Route::Insights(_) => trails::unusual::reads(),
            Route::Event(id) => trail::reads(&trail::Filter::one(id), world.now()),
            Route::Audit(query) => audit::page::reads(query),
            _ => Vec::new(),
        }
    }
}
