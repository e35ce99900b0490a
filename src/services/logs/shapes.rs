//! Shapes of log groups, streams and events. Instants are milliseconds since 1970.
//!
//! Members: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html>

use std::collections::BTreeMap;

use crate::shape;

shape! {
    /// Input of CreateLogGroup.
    pub struct CreateLogGroupInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        kms_key: Option<String> => "kmsKeyId" [len(0, 256)],
        tags: Option<BTreeMap<String, String>> => "tags",
    }
    refused { "logGroupClass", "deletionProtectionEnabled" }

    /// Input of AssociateKmsKey.
    pub struct AssociateKmsKeyInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        kms_key: String => "kmsKeyId" [required().len(0, 256)],
    }
    refused { "resourceIdentifier" }

    /// Input of DisassociateKmsKey.
    pub struct DisassociateKmsKeyInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
    }
    refused { "resourceIdentifier" }

    /// A request that names a group.
    pub struct GroupInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
    }

    /// Input of DescribeLogGroups.
    pub struct DescribeLogGroupsInput {
        prefix: Option<String> => "logGroupNamePrefix" [len(1, usize::MAX)],
        pattern: Option<String> => "logGroupNamePattern",
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
    }
    refused {
        "accountIdentifiers", "includeLinkedAccounts", "logGroupClass", "logGroupIdentifiers",
    }

    /// A group. Asked for by a pattern, it has its name, its ARN and its age alone.
    pub struct LogGroup {
        name: String => "logGroupName",
        created: i64 => "creationTime",
        retention: Option<i32> => "retentionInDays",
        filters: Option<i32> => "metricFilterCount",
        arn: String => "arn",
        bytes: Option<i64> => "storedBytes",
        kms_key: Option<String> => "kmsKeyId",
        class: Option<String> => "logGroupClass",
        plain_arn: Option<String> => "logGroupArn",
        protected: Option<bool> => "deletionProtectionEnabled",
    }

    /// Output of DescribeLogGroups.
    pub struct DescribeLogGroupsOutput {
        groups: Vec<LogGroup> => "logGroups",
        next_token: Option<String> => "nextToken",
    }

    /// A request that names a stream.
    pub struct StreamInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        stream: String => "logStreamName" [required().len(1, usize::MAX)],
    }

    /// Input of DescribeLogStreams.
    pub struct DescribeLogStreamsInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        identifier: Option<String> => "logGroupIdentifier" [len(1, usize::MAX)],
        prefix: Option<String> => "logStreamNamePrefix" [len(1, usize::MAX)],
        order: Option<String> => "orderBy",
        descending: Option<bool> => "descending",
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
    }

    /// A stream.
    pub struct LogStream {
        name: String => "logStreamName",
        created: i64 => "creationTime",
        first: Option<i64> => "firstEventTimestamp",
        last: Option<i64> => "lastEventTimestamp",
        ingested: Option<i64> => "lastIngestionTime",
        token: Option<String> => "uploadSequenceToken",
        arn: String => "arn",
        bytes: i64 => "storedBytes",
    }

    /// Output of DescribeLogStreams.
    pub struct DescribeLogStreamsOutput {
        streams: Vec<LogStream> => "logStreams",
        next_token: Option<String> => "nextToken",
    }

    /// An event to be put.
    pub struct InputLogEvent {
        timestamp: i64 => "timestamp" [required().min(0)],
        message: String => "message" [required().len(1, usize::MAX)],
    }

    /// Input of PutLogEvents.
    pub struct PutLogEventsInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        stream: String => "logStreamName" [required().len(1, usize::MAX)],
        events: Vec<InputLogEvent> => "logEvents" [required().len(1, usize::MAX)],
        token: Option<String> => "sequenceToken" [len(1, usize::MAX)],
    }
    refused { "entity" }

    /// Which events were not taken.
    pub struct RejectedInfo {
        too_new: Option<i32> => "tooNewLogEventStartIndex",
        too_old: Option<i32> => "tooOldLogEventEndIndex",
        expired: Option<i32> => "expiredLogEventEndIndex",
    }

    /// Output of PutLogEvents.
    pub struct PutLogEventsOutput {
        token: String => "nextSequenceToken",
        rejected: Option<RejectedInfo> => "rejectedLogEventsInfo",
    }

    /// Input of GetLogEvents.
    pub struct GetLogEventsInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        identifier: Option<String> => "logGroupIdentifier" [len(1, usize::MAX)],
        stream: String => "logStreamName" [required().len(1, usize::MAX)],
        start: Option<i64> => "startTime" [min(0)],
        end: Option<i64> => "endTime" [min(0)],
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
        head: Option<bool> => "startFromHead",
    }
    refused { "unmask" }

    /// An event of one stream.
    pub struct OutputLogEvent {
        timestamp: i64 => "timestamp",
        message: String => "message",
        ingested: i64 => "ingestionTime",
    }

    /// Output of GetLogEvents.
    pub struct GetLogEventsOutput {
        events: Vec<OutputLogEvent> => "events",
        forward: String => "nextForwardToken",
        backward: String => "nextBackwardToken",
    }

    /// Input of FilterLogEvents.
    pub struct FilterLogEventsInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        identifier: Option<String> => "logGroupIdentifier" [len(1, usize::MAX)],
        streams: Option<Vec<String>> => "logStreamNames"
            [len(1, usize::MAX).items(1, usize::MAX)],
        prefix: Option<String> => "logStreamNamePrefix" [len(1, usize::MAX)],
        start: Option<i64> => "startTime" [min(0)],
        end: Option<i64> => "endTime" [min(0)],
        pattern: Option<String> => "filterPattern",
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
        interleaved: Option<bool> => "interleaved",
    }
    refused { "unmask" }

    /// An event of any stream.
    pub struct FilteredLogEvent {
        stream: String => "logStreamName",
        timestamp: i64 => "timestamp",
        message: String => "message",
        ingested: i64 => "ingestionTime",
        id: String => "eventId",
    }

    /// A stream that was looked through. AWS gives none any more.
    pub struct SearchedLogStream {
        stream: Option<String> => "logStreamName",
        whole: Option<bool> => "searchedCompletely",
    }

    /// Output of FilterLogEvents.
    pub struct FilterLogEventsOutput {
        events: Vec<FilteredLogEvent> => "events",
        searched: Vec<SearchedLogStream> => "searchedLogStreams",
        next_token: Option<String> => "nextToken",
    }

    /// Input of PutRetentionPolicy.
    pub struct PutRetentionPolicyInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        days: i32 => "retentionInDays" [required()],
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        arn: String => "resourceArn" [required().len(1, usize::MAX)],
        tags: BTreeMap<String, String> => "tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        arn: String => "resourceArn" [required().len(1, usize::MAX)],
        keys: Vec<String> => "tagKeys" [required().items(1, usize::MAX)],
    }

    /// Input of ListTagsForResource.
    pub struct ListTagsForResourceInput {
        arn: String => "resourceArn" [required().len(1, usize::MAX)],
    }

    /// Output of ListTagsForResource.
    pub struct ListTagsForResourceOutput {
        tags: BTreeMap<String, String> => "tags",
    }

    /// What a metric filter tells, and to which metric.
    pub struct MetricTransformation {
        name: String => "metricName" [required()],
        namespace: String => "metricNamespace" [required()],
        value: String => "metricValue" [required()],
        default: Option<f64> => "defaultValue",
        dimensions: Option<BTreeMap<String, String>> => "dimensions",
        unit: Option<String> => "unit",
    }

    /// Input of PutMetricFilter.
    pub struct PutMetricFilterInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        name: String => "filterName" [required().len(1, usize::MAX)],
        pattern: String => "filterPattern" [required()],
        transformations: Vec<MetricTransformation> => "metricTransformations"
            [required().len(1, usize::MAX)],
    }
    refused {
        "applyOnTransformedLogs", "fieldSelectionCriteria", "emitSystemFieldDimensions",
    }

    /// Input of DeleteMetricFilter.
    pub struct DeleteMetricFilterInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        name: String => "filterName" [required().len(1, usize::MAX)],
    }

    /// Input of DescribeMetricFilters.
    pub struct DescribeMetricFiltersInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        prefix: Option<String> => "filterNamePrefix" [len(1, usize::MAX)],
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
        metric: Option<String> => "metricName",
        namespace: Option<String> => "metricNamespace",
    }

    /// A metric filter.
    pub struct MetricFilterItem {
        name: String => "filterName",
        pattern: String => "filterPattern",
        transformations: Vec<MetricTransformation> => "metricTransformations",
        created: i64 => "creationTime",
        group: String => "logGroupName",
        transformed: bool => "applyOnTransformedLogs",
    }

    /// Output of DescribeMetricFilters.
    pub struct DescribeMetricFiltersOutput {
        filters: Vec<MetricFilterItem> => "metricFilters",
        next_token: Option<String> => "nextToken",
    }

    /// Input of TestMetricFilter.
    pub struct TestMetricFilterInput {
        pattern: String => "filterPattern" [required()],
        messages: Vec<String> => "logEventMessages"
            [required().len(1, usize::MAX).items(1, usize::MAX)],
    }

    /// An event that a pattern matches.
    pub struct MetricFilterMatch {
        number: i64 => "eventNumber",
        message: String => "eventMessage",
        values: BTreeMap<String, String> => "extractedValues",
    }

    /// Output of TestMetricFilter.
    pub struct TestMetricFilterOutput {
        matches: Vec<MetricFilterMatch> => "matches",
    }

    /// Input of StartQuery. Instants are seconds since 1970.
    pub struct StartQueryInput {
        language: Option<String> => "queryLanguage" [one_of(&["CWLI", "SQL", "PPL"])],
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        groups: Option<Vec<String>> => "logGroupNames",
        identifiers: Option<Vec<String>> => "logGroupIdentifiers",
        start: i64 => "startTime" [required().min(0)],
        end: i64 => "endTime" [required().min(0)],
        text: String => "queryString" [required()],
        limit: Option<i32> => "limit" [min(1)],
    }

    /// Output of StartQuery.
    pub struct StartQueryOutput {
        id: String => "queryId",
    }

    /// A request that names a query.
    pub struct QueryInput {
        id: String => "queryId" [required()],
    }

    /// Output of StopQuery.
    pub struct StopQueryOutput {
        success: bool => "success",
    }

    /// What a row holds in a column.
    pub struct ResultField {
        field: String => "field",
        value: String => "value",
    }

    /// How much was looked at.
    pub struct QueryStatistics {
        matched: f64 => "recordsMatched",
        scanned: f64 => "recordsScanned",
        records_skipped: f64 => "estimatedRecordsSkipped",
        bytes: f64 => "bytesScanned",
        bytes_skipped: f64 => "estimatedBytesSkipped",
        groups: f64 => "logGroupsScanned",
    }

    /// Output of GetQueryResults.
    pub struct GetQueryResultsOutput {
        language: String => "queryLanguage",
        results: Vec<Vec<ResultField>> => "results",
        statistics: QueryStatistics => "statistics",
        status: String => "status",
    }

    /// Input of DescribeQueries.
    pub struct DescribeQueriesInput {
        group: Option<String> => "logGroupName" [len(1, usize::MAX)],
        status: Option<String> => "status" [one_of(&[
            "Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown",
        ])],
        most: Option<i32> => "maxResults" [min(1)],
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        language: Option<String> => "queryLanguage" [one_of(&["CWLI", "SQL", "PPL"])],
    }

    /// A query that was run.
    pub struct QueryInfo {
        language: String => "queryLanguage",
        id: String => "queryId",
        text: String => "queryString",
        status: String => "status",
        created: i64 => "createTime",
        group: Option<String> => "logGroupName",
    }

    /// Output of DescribeQueries.
    pub struct DescribeQueriesOutput {
        queries: Vec<QueryInfo> => "queries",
        next_token: Option<String> => "nextToken",
    }

    /// Input of PutSubscriptionFilter.
    pub struct PutSubscriptionFilterInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        name: String => "filterName" [required().len(1, usize::MAX)],
        pattern: String => "filterPattern" [required()],
        destination: String => "destinationArn" [required().len(1, usize::MAX)],
        role: Option<String> => "roleArn" [len(1, usize::MAX)],
        distribution: Option<String> => "distribution",
    }
    refused { "applyOnTransformedLogs", "fieldSelectionCriteria", "emitSystemFields" }

    /// Input of DeleteSubscriptionFilter.
    pub struct DeleteSubscriptionFilterInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        name: String => "filterName" [required().len(1, usize::MAX)],
    }

    /// Input of DescribeSubscriptionFilters.
    pub struct DescribeSubscriptionFiltersInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        prefix: Option<String> => "filterNamePrefix" [len(1, usize::MAX)],
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
    }

    /// A subscription filter.
    pub struct SubscriptionFilterItem {
        name: String => "filterName",
        group: String => "logGroupName",
        pattern: String => "filterPattern",
        destination: String => "destinationArn",
        role: Option<String> => "roleArn",
        distribution: String => "distribution",
        transformed: bool => "applyOnTransformedLogs",
        created: i64 => "creationTime",
    }

    /// Output of DescribeSubscriptionFilters.
    pub struct DescribeSubscriptionFiltersOutput {
        filters: Vec<SubscriptionFilterItem> => "subscriptionFilters",
        next_token: Option<String> => "nextToken",
    }

    /// Input of PutResourcePolicy.
    pub struct PutResourcePolicyInput {
        name: Option<String> => "policyName",
        document: Option<String> => "policyDocument" [len(1, usize::MAX)],
    }
    refused { "resourceArn", "expectedRevisionId" }

    /// A policy of the account on its log groups.
    pub struct ResourcePolicyItem {
        name: String => "policyName",
        document: String => "policyDocument",
        updated: i64 => "lastUpdatedTime",
        scope: String => "policyScope",
    }

    /// Output of PutResourcePolicy.
    pub struct PutResourcePolicyOutput {
        policy: ResourcePolicyItem => "resourcePolicy",
    }

    /// Input of DeleteResourcePolicy.
    pub struct DeleteResourcePolicyInput {
        name: Option<String> => "policyName",
    }
    refused { "resourceArn", "expectedRevisionId" }

    /// Input of DescribeResourcePolicies.
    pub struct DescribeResourcePoliciesInput {
        next_token: Option<String> => "nextToken" [len(1, usize::MAX)],
        limit: Option<i32> => "limit" [min(1)],
    }
    refused { "resourceArn", "policyScope" }

    /// Output of DescribeResourcePolicies.
    pub struct DescribeResourcePoliciesOutput {
        policies: Vec<ResourcePolicyItem> => "resourcePolicies",
        next_token: Option<String> => "nextToken",
    }

    /// Input of TagLogGroup.
    pub struct TagLogGroupInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        tags: BTreeMap<String, String> => "tags" [required()],
    }

    /// Input of UntagLogGroup.
    pub struct UntagLogGroupInput {
        group: String => "logGroupName" [required().len(1, usize::MAX)],
        tags: Vec<String> => "tags" [required()],
    }
}

impl StartQueryInput {
    /// The groups it names, whichever way, by name.
    pub fn named(&self) -> Vec<&str> {
        let lists = [&self.groups, &self.identifiers].into_iter().flatten().flatten();
        self.group.iter().chain(lists).map(|given| super::state::name_in(given)).collect()
    }
}
