//! What stands at the door: load balancers, DNS, the edge. And the bill.

use super::super::kind::Kind;
use super::super::model::{Class, Model};
use super::super::traffic::Part;
use super::{Every, Service, minute};

/// Application Load Balancers, one target in each of two zones. Nothing is published about requests
/// while there are none, and counts of codes are left out where there was none of the code.
pub const ALB: Service = Service {
    kind: Kind::Alb,
    namespace: "AWS/ApplicationELB",
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    sets: &[
        &[("LoadBalancer", LB)],
        &[("LoadBalancer", LB), ("AvailabilityZone", "{first}")],
        &[("LoadBalancer", LB), ("AvailabilityZone", "{second}")],
        &[("LoadBalancer", LB), ("TargetGroup", TG)],
        &[("LoadBalancer", LB), ("TargetGroup", TG), ("AvailabilityZone", "{first}")],
        &[("LoadBalancer", LB), ("TargetGroup", TG), ("AvailabilityZone", "{second}")],
        &[("TargetGroup", TG)],
    ],
    parts: &[Part::All, Part::First, Part::Second, Part::All, Part::First, Part::Second],
    metrics: &[
        minute("RequestCount", "Count", "Sum", TARGETS, Model::Each(Class::All)).key(),
        minute("HTTPCode_Target_2XX_Count", "Count", "Sum", TARGETS, Model::Each(Class::Good)),
        minute("HTTPCode_Target_4XX_Count", "Count", "Sum", TARGETS, Model::Each(Class::Client)),
        minute("HTTPCode_Target_5XX_Count", "Count", "Sum", TARGETS, Model::Each(Class::Server))
            .key(),
        minute("HTTPCode_ELB_5XX_Count", "Count", "Sum", DOOR, Model::Each(Class::Refused)).key(),
        minute("HTTPCode_ELB_503_Count", "Count", "Sum", DOOR, Model::Each(Class::Refused)),
        minute("TargetResponseTime", "Seconds", "Average", TARGETS, Model::Time(80.0, 0.001)).key(),
        minute("HealthyHostCount", "Count", "Minimum", GROUP, Model::Healthy).key(),
        minute("UnHealthyHostCount", "Count", "Maximum", GROUP, Model::Unhealthy).key(),
        minute("RequestCountPerTarget", "Count", "Sum", &[3, 6], Model::PerTarget).busy(),
        minute("ActiveConnectionCount", "Count", "Sum", DOOR, Model::Busy(20.0, 180.0))
            .busy()
            .key(),
        minute("NewConnectionCount", "Count", "Sum", DOOR, Model::PerRequest(0.4)).busy(),
        minute("ProcessedBytes", "Bytes", "Sum", DOOR, Model::PerRequest(9_200.0)).busy(),
        minute("ConsumedLCUs", "Count", "Average", &[0], Model::PerRequest(0.0007)),
    ],
};

const LB: &str = "app/{name}/{id}";
const TG: &str = "targetgroup/{name}/{id}";
/// The sets of what the load balancer counts itself.
const DOOR: &[usize] = &[0, 1, 2];
/// The sets of what is counted for target groups.
const GROUP: &[usize] = &[3, 4, 5];
/// All of both.
const TARGETS: &[usize] = &[0, 1, 2, 3, 4, 5];

/// Route 53: a health check and a hosted zone. Their metrics are in us-east-1.
pub const ROUTE53: Service = Service {
    kind: Kind::Route53,
    namespace: "AWS/Route53",
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html",
    sets: &[&[("HealthCheckId", "{id}")], &[("HostedZoneId", "Z{hosted}")]],
    parts: &[],
    metrics: &[
        minute("HealthCheckStatus", "None", "Minimum", &[0], Model::Status(1.0)).key(),
        minute("HealthCheckPercentageHealthy", "Percent", "Average", &[0], Model::Status(100.0))
            .key(),
        minute("ConnectionTime", "Milliseconds", "Average", &[0], Model::Probe(25.0)).key(),
        minute("TimeToFirstByte", "Milliseconds", "Average", &[0], Model::Probe(90.0)).key(),
        minute("SSLHandshakeTime", "Milliseconds", "Average", &[0], Model::Probe(45.0)),
        minute("DNSQueries", "Count", "Sum", &[1], Model::Each(Class::All)).key(),
    ],
};

/// CloudFront distributions. Their metrics are in us-east-1.
pub const CLOUDFRONT: Service = Service {
    kind: Kind::Cloudfront,
    namespace: "AWS/CloudFront",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
    sets: &[&[("DistributionId", "{id}"), ("Region", "Global")]],
    parts: &[],
    metrics: &[
        minute("Requests", "None", "Sum", &[0], Model::PerRequest(1.0)).busy().key(),
        minute("BytesDownloaded", "None", "Sum", &[0], Model::PerRequest(48_000.0)).busy().key(),
        minute("BytesUploaded", "None", "Sum", &[0], Model::PerRequest(900.0)).busy(),
        minute("4xxErrorRate", "Percent", "Average", &[0], Model::Share(Class::Client)).key(),
        minute("5xxErrorRate", "Percent", "Average", &[0], Model::Share(Class::Server)).key(),
        minute("TotalErrorRate", "Percent", "Average", &[0], Model::Share(Class::Bad)).key(),
    ],
};

/// The bill: charges of the month so far, in us-east-1 alone.
pub const BILLING: Service = Service {
    kind: Kind::Billing,
    namespace: "AWS/Billing",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html",
    sets: &[
        &[("Currency", "USD")],
        &[("Currency", "USD"), ("ServiceName", "AmazonEC2")],
        &[("Currency", "USD"), ("ServiceName", "AmazonRDS")],
        &[("Currency", "USD"), ("ServiceName", "AmazonS3")],
        &[("Currency", "USD"), ("ServiceName", "AmazonCloudWatch")],
    ],
    parts: &[],
    metrics: &[minute("EstimatedCharges", "None", "Maximum", &[0, 1, 2, 3, 4], Model::Charges)
        .every(Every::SixHours)
        .key()],
};

/// What part of the bill each set of dimensions stands for.
pub const BILL_SHARES: [f64; 5] = [1.0, 0.55, 0.25, 0.15, 0.05];
