//! What CloudWatch and CloudTrail cost in us-east-1, in billionths of a dollar, as AWS published
//! it.
//!
//! <https://aws.amazon.com/cloudwatch/pricing/>, <https://aws.amazon.com/cloudtrail/pricing/>

/// AWS's page.
pub const PAGE: &str = "https://aws.amazon.com/cloudwatch/pricing/";
/// AWS's page of the trails.
pub const TRAILS_PAGE: &str = "https://aws.amazon.com/cloudtrail/pricing/";

/// The month in which the prices were looked up.
pub const LOOKED_UP: &str = "2026-05";

/// A price for so many units; what is beyond them has the next price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// How many units it is for; `None` for all further ones.
    pub units: Option<u64>,
    /// The price of a unit in billionths of a dollar.
    pub nanos: u64,
}

const fn flat(nanos: u64) -> [Tier; 1] {
    [Tier { units: None, nanos }]
}

/// A custom metric, or one of detailed monitoring, a month.
pub const METRIC: [Tier; 4] = [
    Tier { units: Some(10_000), nanos: 300_000_000 },
    Tier { units: Some(240_000), nanos: 100_000_000 },
    Tier { units: Some(750_000), nanos: 50_000_000 },
    Tier { units: None, nanos: 20_000_000 },
];
/// A metric that an alarm of standard resolution watches, a month.
pub const ALARM: [Tier; 1] = flat(100_000_000);
/// A metric that a high-resolution alarm watches, a month.
pub const FAST_ALARM: [Tier; 1] = flat(300_000_000);
/// A composite alarm, a month.
pub const COMPOSITE: [Tier; 1] = flat(500_000_000);
/// A dashboard, a month.
pub const DASHBOARD: [Tier; 1] = flat(3_000_000_000);
/// A metric asked for with GetMetricData: $0.01 per 1,000.
pub const GET_METRIC_DATA: [Tier; 1] = flat(10_000);
/// A metric update that a stream carries: $0.003 per 1,000.
pub const STREAMED: [Tier; 1] = flat(3_000);
/// Any other request: $0.01 per 1,000.
pub const REQUEST: [Tier; 1] = flat(10_000);

/// A management event that a further trail takes: $2.00 per 100,000. The first copy of a Region
/// costs nothing.
pub const COPY: [Tier; 1] = flat(20_000);
/// A data event that a trail takes: $0.10 per 100,000.
pub const DATA_EVENT: [Tier; 1] = flat(1_000);
/// A management event that Insights look at, for each kind: $0.35 per 100,000.
pub const INSIGHTS: [Tier; 1] = flat(3_500);

/// Metrics that cost nothing: custom ones and those of detailed monitoring together.
pub const FREE_METRICS: u64 = 10;
/// Metrics of standard alarms that cost nothing.
pub const FREE_ALARMS: u64 = 10;
/// Dashboards that cost nothing, of at most [`FREE_DASHBOARD_METRICS`] metrics each.
pub const FREE_DASHBOARDS: u64 = 3;
/// The most metrics of a dashboard that costs nothing.
pub const FREE_DASHBOARD_METRICS: usize = 50;
/// Requests that cost nothing; those of GetMetricData always cost.
pub const FREE_REQUESTS: u64 = 1_000_000;

/// The metrics that detailed monitoring of an instance is charged for.
/// <https://aws.amazon.com/cloudwatch/pricing/> (example: EC2 detailed monitoring, seven metrics)
pub const DETAILED: u64 = 7;

/// The days of a month, for what is counted by the day.
pub const DAYS: u64 = 30;
