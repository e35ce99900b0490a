//! Where the simulator is simpler than AWS, or had to choose: text keys, and AWS's page.

/// Each simplification, in the order the page shows them.
pub const DECISIONS: &[(&str, &str)] = &[
    ("cli", "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-commandstructure.html"),
    (
        "window",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
    ),
    (
        "range",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    ),
    (
        "alarm-kinds",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Alarms.html",
    ),
    (
        "composite",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html",
    ),
    (
        "mute",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html",
    ),
    (
        "math",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html",
    ),
    (
        "generators",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html",
    ),
    (
        "streams",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Metric-Streams.html",
    ),
    ("firehose", "https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html"),
    (
        "budgets",
        "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    ),
    (
        "alarm-history",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html",
    ),
    (
        "alarm-actions",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
    ),
    (
        "reason-text",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html",
    ),
    (
        "points",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html",
    ),
    (
        "entities",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/adding-your-own-related-telemetry.html",
    ),
    (
        "credits",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-monitoring-cpu-credits.html",
    ),
    (
        "burst",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html",
    ),
    ("volumes", "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html"),
    (
        "recovery",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-configuration-recovery.html",
    ),
    ("ebs-balance", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html"),
    (
        "user-data",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
    ),
    ("key-pairs", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html"),
    ("subnets", "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html"),
    (
        "memory",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html",
    ),
    (
        "dashboards",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
    ),
    (
        "widgets",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create-and-work-with-widgets.html",
    ),
    (
        "cost",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html",
    ),
    ("launch", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html"),
    ("types", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html"),
    ("images", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIs.html"),
    (
        "addresses",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
    ),
    ("zones", "https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html"),
    (
        "regions",
        "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
    ),
    (
        "groups",
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html",
    ),
    (
        "target-tracking",
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
    ),
    (
        "run-command",
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command.html",
    ),
    ("topics", "https://docs.aws.amazon.com/sns/latest/dg/sns-create-topic.html"),
    ("protocols", "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html"),
    ("mail", "https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html"),
    (
        "managed",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    ),
    ("principals", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id.html"),
    ("remedy", "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"),
    (
        "encoded",
        "https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
    ),
    (
        "organizations",
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_introduction.html",
    ),
    (
        "sign-in",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html",
    ),
    (
        "history-delay",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html",
    ),
    ("trails", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trails.html"),
    (
        "insights",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html",
    ),
    ("lake", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake.html"),
    (
        "network-activity",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html",
    ),
    (
        "instance-sessions",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html",
    ),
    (
        "audit-views",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-work-with-trails-analyze-logs.html",
    ),
    (
        "export",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-console.html",
    ),
    ("s3", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html"),
    (
        "s3-tags",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html",
    ),
    ("s3-cli", "https://docs.aws.amazon.com/cli/latest/reference/s3/"),
    (
        "logs",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    ),
    (
        "logs-insights",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html",
    ),
    ("kms", "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"),
    ("lambda", "https://docs.aws.amazon.com/lambda/latest/dg/welcome.html"),
    (
        "sqs",
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html",
    ),
    (
        "dynamodb",
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html",
    ),
    (
        "digests",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    ),
    (
        "throttling",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
    ),
    ("bounds", "https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html"),
    ("config", "https://docs.aws.amazon.com/config/latest/developerguide/WhatIsConfig.html"),
];
