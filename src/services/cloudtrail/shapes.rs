//! Shapes of trails and their selectors.
//!
//! Members: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Types.html>

use crate::api::Timestamp;
use crate::shape;

shape! {
    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: Option<String> => "Value" [len(0, 256)],
    }

    /// Input of CreateTrail.
    pub struct CreateTrailInput {
        name: String => "Name" [required()],
        bucket: String => "S3BucketName" [required()],
        prefix: Option<String> => "S3KeyPrefix",
        topic: Option<String> => "SnsTopicName",
        global: Option<bool> => "IncludeGlobalServiceEvents",
        multi: Option<bool> => "IsMultiRegionTrail",
        validation: Option<bool> => "EnableLogFileValidation",
        logs_group: Option<String> => "CloudWatchLogsLogGroupArn",
        logs_role: Option<String> => "CloudWatchLogsRoleArn",
        key: Option<String> => "KmsKeyId",
        organization: Option<bool> => "IsOrganizationTrail",
        tags: Option<Vec<Tag>> => "TagsList" [len(0, 200)],
        recursive: Option<bool> => "RecursiveLogging",
    }

    /// Input of UpdateTrail.
    pub struct UpdateTrailInput {
        name: String => "Name" [required()],
        bucket: Option<String> => "S3BucketName",
        prefix: Option<String> => "S3KeyPrefix",
        topic: Option<String> => "SnsTopicName",
        global: Option<bool> => "IncludeGlobalServiceEvents",
        multi: Option<bool> => "IsMultiRegionTrail",
        validation: Option<bool> => "EnableLogFileValidation",
        logs_group: Option<String> => "CloudWatchLogsLogGroupArn",
        logs_role: Option<String> => "CloudWatchLogsRoleArn",
        key: Option<String> => "KmsKeyId",
        organization: Option<bool> => "IsOrganizationTrail",
        recursive: Option<bool> => "RecursiveLogging",
    }

    /// What CreateTrail and UpdateTrail give: the settings.
    pub struct SettingsOutput {
        name: String => "Name",
        bucket: String => "S3BucketName",
        prefix: Option<String> => "S3KeyPrefix",
        topic: Option<String> => "SnsTopicName",
        topic_arn: Option<String> => "SnsTopicARN",
        global: bool => "IncludeGlobalServiceEvents",
        multi: bool => "IsMultiRegionTrail",
        arn: String => "TrailARN",
        validation: bool => "LogFileValidationEnabled",
        logs_group: Option<String> => "CloudWatchLogsLogGroupArn",
        logs_role: Option<String> => "CloudWatchLogsRoleArn",
        key: Option<String> => "KmsKeyId",
        organization: bool => "IsOrganizationTrail",
        recursive: Option<bool> => "RecursiveLogging",
    }

    /// A request that names a trail.
    pub struct NameInput {
        name: String => "Name" [required()],
    }

    /// Input of DescribeTrails.
    pub struct DescribeTrailsInput {
        names: Option<Vec<String>> => "trailNameList",
        shadows: Option<bool> => "includeShadowTrails",
    }

    /// A trail.
    pub struct TrailItem {
        name: String => "Name",
        bucket: String => "S3BucketName",
        prefix: Option<String> => "S3KeyPrefix",
        topic: Option<String> => "SnsTopicName",
        topic_arn: Option<String> => "SnsTopicARN",
        global: bool => "IncludeGlobalServiceEvents",
        multi: bool => "IsMultiRegionTrail",
        home: String => "HomeRegion",
        arn: String => "TrailARN",
        validation: bool => "LogFileValidationEnabled",
        logs_group: Option<String> => "CloudWatchLogsLogGroupArn",
        logs_role: Option<String> => "CloudWatchLogsRoleArn",
        key: Option<String> => "KmsKeyId",
        custom: bool => "HasCustomEventSelectors",
        insights: bool => "HasInsightSelectors",
        organization: bool => "IsOrganizationTrail",
        recursive: Option<bool> => "RecursiveLogging",
    }

    /// Output of DescribeTrails.
    pub struct DescribeTrailsOutput {
        trails: Vec<TrailItem> => "trailList",
    }

    /// Output of GetTrail.
    pub struct GetTrailOutput {
        trail: TrailItem => "Trail",
    }

    /// Input of ListTrails.
    pub struct ListTrailsInput {
        next_token: Option<String> => "NextToken",
    }

    /// A trail in a list.
    pub struct TrailInfo {
        arn: String => "TrailARN",
        name: String => "Name",
        home: String => "HomeRegion",
    }

    /// Output of ListTrails.
    pub struct ListTrailsOutput {
        trails: Vec<TrailInfo> => "Trails",
        next_token: Option<String> => "NextToken",
    }

    /// Output of GetTrailStatus. Instants that never came are empty texts.
    pub struct TrailStatus {
        logging: bool => "IsLogging",
        delivery_error: Option<String> => "LatestDeliveryError",
        notification_error: Option<String> => "LatestNotificationError",
        delivered: Option<Timestamp> => "LatestDeliveryTime",
        notified: Option<Timestamp> => "LatestNotificationTime",
        started: Option<Timestamp> => "StartLoggingTime",
        stopped: Option<Timestamp> => "StopLoggingTime",
        logs_error: Option<String> => "LatestCloudWatchLogsDeliveryError",
        logs_delivered: Option<Timestamp> => "LatestCloudWatchLogsDeliveryTime",
        digest_delivered: Option<Timestamp> => "LatestDigestDeliveryTime",
        digest_error: Option<String> => "LatestDigestDeliveryError",
        delivery_attempt: String => "LatestDeliveryAttemptTime",
        notification_attempt: String => "LatestNotificationAttemptTime",
        notification_succeeded: String => "LatestNotificationAttemptSucceeded",
        delivery_succeeded: String => "LatestDeliveryAttemptSucceeded",
        started_text: String => "TimeLoggingStarted",
        stopped_text: String => "TimeLoggingStopped",
    }

    /// What data events a basic selector takes.
    pub struct DataResource {
        kind: Option<String> => "Type",
        values: Option<Vec<String>> => "Values",
    }

    /// A basic event selector.
    pub struct EventSelector {
        read_write: Option<String> => "ReadWriteType",
        management: Option<bool> => "IncludeManagementEvents",
        data: Option<Vec<DataResource>> => "DataResources",
        exclude: Option<Vec<String>> => "ExcludeManagementEventSources",
    }

    /// What one field of an event must be.
    pub struct FieldSelector {
        field: String => "Field" [required().len(1, 1000)],
        equals: Option<Vec<String>> => "Equals" [len(1, usize::MAX).items(1, 2048)],
        starts_with: Option<Vec<String>> => "StartsWith" [len(1, usize::MAX).items(1, 2048)],
        ends_with: Option<Vec<String>> => "EndsWith" [len(1, usize::MAX).items(1, 2048)],
        not_equals: Option<Vec<String>> => "NotEquals" [len(1, usize::MAX).items(1, 2048)],
        not_starts_with: Option<Vec<String>> => "NotStartsWith"
            [len(1, usize::MAX).items(1, 2048)],
        not_ends_with: Option<Vec<String>> => "NotEndsWith" [len(1, usize::MAX).items(1, 2048)],
    }

    /// An advanced event selector.
    pub struct AdvancedEventSelector {
        name: Option<String> => "Name" [len(0, 1000)],
        fields: Vec<FieldSelector> => "FieldSelectors" [required().len(1, usize::MAX)],
    }

    /// Input of PutEventSelectors.
    pub struct PutEventSelectorsInput {
        trail: String => "TrailName" [required()],
        basic: Option<Vec<EventSelector>> => "EventSelectors",
        advanced: Option<Vec<AdvancedEventSelector>> => "AdvancedEventSelectors",
    }

    /// Input of GetEventSelectors.
    pub struct GetEventSelectorsInput {
        trail: String => "TrailName" [required()],
    }

    /// The selectors of a trail.
    pub struct SelectorsOutput {
        arn: String => "TrailARN",
        basic: Option<Vec<EventSelector>> => "EventSelectors",
        advanced: Option<Vec<AdvancedEventSelector>> => "AdvancedEventSelectors",
    }

    /// Unusual activity to look for.
    pub struct InsightSelector {
        kind: Option<String> => "InsightType",
        categories: Option<Vec<String>> => "EventCategories",
    }

    /// Input of PutInsightSelectors.
    pub struct PutInsightSelectorsInput {
        trail: Option<String> => "TrailName",
        selectors: Vec<InsightSelector> => "InsightSelectors" [required()],
    }
    refused { "EventDataStore", "InsightsDestination" }

    /// Input of GetInsightSelectors.
    pub struct GetInsightSelectorsInput {
        trail: Option<String> => "TrailName",
    }
    refused { "EventDataStore" }

    /// What unusual activity a trail looks for.
    pub struct InsightSelectorsOutput {
        arn: String => "TrailARN",
        selectors: Vec<InsightSelector> => "InsightSelectors",
    }

    /// Input of AddTags and RemoveTags.
    pub struct TagsInput {
        resource: String => "ResourceId" [required()],
        tags: Vec<Tag> => "TagsList" [required().len(0, 200)],
    }

    /// Input of ListTags.
    pub struct ListTagsInput {
        resources: Vec<String> => "ResourceIdList" [required()],
        next_token: Option<String> => "NextToken",
    }

    /// The tags of a trail.
    pub struct ResourceTag {
        resource: String => "ResourceId",
        tags: Vec<Tag> => "TagsList",
    }

    /// Output of ListTags.
    pub struct ListTagsOutput {
        tags: Vec<ResourceTag> => "ResourceTagList",
        next_token: Option<String> => "NextToken",
    }

    /// Input of RegisterOrganizationDelegatedAdmin.
    pub struct RegisterAdminInput {
        account: String => "MemberAccountId" [required().len(12, 16)],
    }

    /// Input of DeregisterOrganizationDelegatedAdmin.
    pub struct DeregisterAdminInput {
        account: String => "DelegatedAdminAccountId" [required().len(12, 16)],
    }
}
