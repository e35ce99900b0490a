//! How much of what AWS has quotas on is used: the namespace `AWS/Usage`, and the quotas.
//!
//! [`state`] calls as they were made · [`source`] their metrics, and that of processors ·
//! [`quota`] what there is a quota on.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html>

pub mod quota;
pub mod source;
pub mod state;

pub use source::Source;
pub use state::State;

use super::{budgets, cloudwatch, kms, logs, sns, sqs};
use crate::api::{OpSpec, ServiceSpec, spec::Event};
use crate::telemetry::MetricId;

/// The namespace.
pub const NAMESPACE: &str = "AWS/Usage";
/// How often an operation was called.
const CALLS: &str = "CallCount";
/// How much there is of something.
const RESOURCES: &str = "ResourceCount";

/// A service whose calls are counted.
struct Counted {
    /// The dimension `Service`.
    name: &'static str,
    service: &'static ServiceSpec,
    /// Whether calls that CloudTrail takes for data events are counted, too.
    data: bool,
    /// Whether AWS names its calls among what Service Quotas knows the use of.
    quotas: bool,
}

/// Those of AWS's tables that are here. Of CloudWatch and CloudWatch Logs every operation is
/// counted, of the others those whose calls CloudTrail logs in any case.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AWS-API-Usage-Metrics.html>,
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html>
static COUNTED: [Counted; 6] = [
    Counted { name: "Budgets", service: &budgets::api::SERVICE, data: false, quotas: false },
    Counted { name: "CloudWatch", service: &cloudwatch::api::SERVICE, data: true, quotas: true },
    Counted { name: "KMS", service: &kms::api::SERVICE, data: false, quotas: true },
    Counted { name: "Logs", service: &logs::api::SERVICE, data: true, quotas: true },
    Counted { name: "SNS", service: &sns::api::SERVICE, data: false, quotas: false },
    Counted { name: "SQS", service: &sqs::api::SERVICE, data: false, quotas: false },
];

/// The service as its metrics name it, if calls of the operation are counted.
fn counted(service: &ServiceSpec, operation: &OpSpec) -> Option<&'static Counted> {
    let found = COUNTED.iter().find(|one| one.service.cli == service.cli);
    found.filter(|one| one.data || operation.event == Event::Management)
}

/// A metric of the namespace.
fn metric(name: &str, [service, of, resource, class]: [&str; 4]) -> MetricId {
    let pairs = [("Service", service), ("Type", of), ("Resource", resource), ("Class", class)];
    let dimensions = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    MetricId::new(NAMESPACE, name, dimensions.to_vec())
}

/// The metric of how often an operation is called.
fn of_calls(service: &str, operation: &str) -> MetricId {
    metric(CALLS, [service, "API", operation, "None"])
}

/// The metric of how many virtual processors run.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html#service-quota-metrics>
fn of_processors(spot: bool) -> MetricId {
    let class = if spot { "Standard/Spot" } else { "Standard/OnDemand" };
    metric(RESOURCES, ["EC2", "Resource", "vCPU", class])
}
