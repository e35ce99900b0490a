//! What computes, queues and carries: functions, queues, NAT gateways, containers.

use super::super::kind::{Kind, Lever};
use super::super::model::{Class, Model};
use super::{Service, minute};

/// Lambda functions. Nothing is published while nothing is invoked; what is throttled is neither an
/// invocation nor an error. Without dimensions: all functions of the Region.
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html>
pub const LAMBDA: Service = Service {
    kind: Kind::Lambda,
    namespace: "AWS/Lambda",
    page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
    sets: &[
        &[("FunctionName", "{name}")],
        &[("FunctionName", "{name}"), ("Resource", "{name}")],
        &[],
    ],
    parts: &[],
    metrics: &[
        minute("Invocations", "Count", "Sum", &[0, 1, 2], Model::Each(Class::Taken)).key(),
        minute("Errors", "Count", "Sum", &[0, 1, 2], Model::OfEach(Class::Server)).key(),
        minute("Throttles", "Count", "Sum", &[0, 1, 2], Model::OfEach(Class::Refused)).key(),
        minute("Duration", "Milliseconds", "Average", &[0, 1, 2], Model::Time(120.0, 1.0)).key(),
        minute("ConcurrentExecutions", "Count", "Maximum", &[0, 1, 2], Model::AtOnce(120.0))
            .total()
            .key(),
        minute("UnreservedConcurrentExecutions", "Count", "Maximum", &[2], Model::AtOnce(120.0))
            .total(),
        minute("ClaimedAccountConcurrency", "Count", "Maximum", &[2], Model::AtOnce(120.0)).total(),
    ],
};

/// SQS queues. One that nobody has used for six hours sleeps.
pub const SQS: Service = Service {
    kind: Kind::Sqs,
    namespace: "AWS/SQS",
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
    sets: &[&[("QueueName", "{name}")]],
    parts: &[],
    metrics: &[
        minute("NumberOfMessagesSent", "Count", "Sum", &[0], Model::PerRequest(1.0)).key(),
        minute("NumberOfMessagesReceived", "Count", "Sum", &[0], Model::PerRequest(1.0)).key(),
        minute("NumberOfMessagesDeleted", "Count", "Sum", &[0], Model::PerRequest(1.0)).key(),
        minute("NumberOfEmptyReceives", "Count", "Sum", &[0], Model::IdleWhole(0.0, 40.0)),
        minute("SentMessageSize", "Bytes", "Average", &[0], Model::Size(1_200.0)),
        minute(
            "ApproximateNumberOfMessagesVisible",
            "Count",
            "Average",
            &[0],
            Model::SetWhole(Lever::Backlog, 0.0, 12.0),
        )
        .key(),
        minute(
            "ApproximateNumberOfMessagesNotVisible",
            "Count",
            "Average",
            &[0],
            Model::BusyWhole(0.0, 9.0),
        )
        .key(),
        minute("ApproximateNumberOfMessagesDelayed", "Count", "Average", &[0], Model::Fixed(0.0)),
        minute("ApproximateAgeOfOldestMessage", "Seconds", "Maximum", &[0], Model::Age).key(),
    ],
};

/// NAT gateways.
pub const NAT: Service = Service {
    kind: Kind::Nat,
    namespace: "AWS/NATGateway",
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
    sets: &[&[("NatGatewayId", "{id}")]],
    parts: &[],
    metrics: &[
        minute(
            "ActiveConnectionCount",
            "Count",
            "Maximum",
            &[0],
            Model::SetWhole(Lever::Connections, 10.0, 400.0),
        )
        .key(),
        minute("ConnectionAttemptCount", "Count", "Sum", &[0], Model::PerRequest(1.0)).key(),
        minute("ConnectionEstablishedCount", "Count", "Sum", &[0], Model::Whole(Class::Good)).key(),
        minute("ErrorPortAllocation", "Count", "Sum", &[0], Model::Whole(Class::Server)).key(),
        minute("PacketsDropCount", "Count", "Sum", &[0], Model::Fixed(0.0)).key(),
        minute("IdleTimeoutCount", "Count", "Sum", &[0], Model::IdleWhole(0.0, 6.0)),
        minute("BytesInFromSource", "Bytes", "Sum", &[0], Model::PerRequest(6_000.0)).key(),
        minute("BytesOutToDestination", "Bytes", "Sum", &[0], Model::PerRequest(6_000.0)).key(),
        minute("BytesInFromDestination", "Bytes", "Sum", &[0], Model::PerRequest(52_000.0)).key(),
        minute("BytesOutToSource", "Bytes", "Sum", &[0], Model::PerRequest(52_000.0)).key(),
        minute("PacketsInFromSource", "Count", "Sum", &[0], Model::PerRequest(14.0)),
        minute("PacketsOutToDestination", "Count", "Sum", &[0], Model::PerRequest(14.0)),
        minute("PacketsInFromDestination", "Count", "Sum", &[0], Model::PerRequest(46.0)),
        minute("PacketsOutToSource", "Count", "Sum", &[0], Model::PerRequest(46.0)),
        minute("PeakBytesPerSecond", "Count", "Maximum", &[0], Model::PerRequest(3_400.0)),
        minute("PeakPacketsPerSecond", "Count", "Maximum", &[0], Model::PerRequest(3.0)),
    ],
};

/// ECS services on Fargate, in the cluster `default`: each of two tasks sends a sample a minute, so
/// that their number counts the tasks.
pub const ECS: Service = Service {
    kind: Kind::Ecs,
    namespace: "AWS/ECS",
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html",
    sets: &[&[("ClusterName", "default"), ("ServiceName", "{name}")]],
    parts: &[],
    metrics: &[
        minute("CPUUtilization", "Percent", "Average", &[0], Model::Tasks(Lever::Cpu, 8.0, 55.0))
            .key(),
        minute(
            "MemoryUtilization",
            "Percent",
            "Average",
            &[0],
            Model::Tasks(Lever::Memory, 35.0, 60.0),
        )
        .key(),
    ],
};
