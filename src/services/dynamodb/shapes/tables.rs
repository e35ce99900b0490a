//! Of operations on tables, their tags and their policies.

use crate::api::Timestamp;
use crate::shape;

const MODES: &[&str] = &["PROVISIONED", "PAY_PER_REQUEST"];
const TYPES: &[&str] = &["S", "N", "B"];
const KEYS: &[&str] = &["HASH", "RANGE"];

shape! {
    /// An attribute of keys, and its type.
    pub struct AttributeDefinition {
        name: String => "AttributeName" [required().len(1, 255)],
        kind: String => "AttributeType" [required().one_of(TYPES)],
    }

    /// A part of the primary key.
    pub struct KeySchemaElement {
        name: String => "AttributeName" [required().len(1, 255)],
        kind: String => "KeyType" [required().one_of(KEYS)],
    }

    /// Capacity that is asked for.
    pub struct ProvisionedThroughput {
        read: i64 => "ReadCapacityUnits" [required().min(1)],
        write: i64 => "WriteCapacityUnits" [required().min(1)],
    }

    /// A tag.
    pub struct Tag {
        key: String => "Key" [required().len(1, 128)],
        value: String => "Value" [required().len(0, 256)],
    }

    /// Input of CreateTable.
    pub struct CreateTableInput {
        definitions: Option<Vec<AttributeDefinition>> => "AttributeDefinitions",
        table: String => "TableName" [required().len(1, 1024)],
        keys: Option<Vec<KeySchemaElement>> => "KeySchema" [len(1, 2)],
        mode: Option<String> => "BillingMode" [one_of(MODES)],
        throughput: Option<ProvisionedThroughput> => "ProvisionedThroughput",
        tags: Option<Vec<Tag>> => "Tags",
        protected: Option<bool> => "DeletionProtectionEnabled",
        policy: Option<String> => "ResourcePolicy",
    }
    refused {
        "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "StreamSpecification",
        "SSESpecification", "TableClass", "WarmThroughput", "OnDemandThroughput",
        "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode", "VectorIndexes",
    }

    /// Input of UpdateTable.
    pub struct UpdateTableInput {
        table: String => "TableName" [required().len(1, 1024)],
        mode: Option<String> => "BillingMode" [one_of(MODES)],
        throughput: Option<ProvisionedThroughput> => "ProvisionedThroughput",
        protected: Option<bool> => "DeletionProtectionEnabled",
    }
    refused {
        "AttributeDefinitions", "GlobalSecondaryIndexUpdates", "StreamSpecification",
        "SSESpecification", "ReplicaUpdates", "TableClass", "MultiRegionConsistency",
        "GlobalTableWitnessUpdates", "OnDemandThroughput", "WarmThroughput",
        "GlobalTableSettingsReplicationMode", "DisassociationProtectionEnabled",
        "VectorIndexUpdates",
    }

    /// Input of operations that take a table.
    pub struct TableInput {
        table: String => "TableName" [required().len(1, 1024)],
    }

    /// Capacity that a table has.
    pub struct ThroughputDescription {
        increased: Option<Timestamp> => "LastIncreaseDateTime",
        decreased: Option<Timestamp> => "LastDecreaseDateTime",
        decreases: i64 => "NumberOfDecreasesToday",
        read: i64 => "ReadCapacityUnits",
        write: i64 => "WriteCapacityUnits",
    }

    /// How a table is paid for, once that was on demand.
    pub struct BillingModeSummary {
        mode: String => "BillingMode",
        updated: Option<Timestamp> => "LastUpdateToPayPerRequestDateTime",
    }

    /// What a table tells of itself.
    pub struct TableDescription {
        definitions: Option<Vec<AttributeDefinition>> => "AttributeDefinitions",
        name: String => "TableName",
        keys: Option<Vec<KeySchemaElement>> => "KeySchema",
        status: String => "TableStatus",
        created: Option<Timestamp> => "CreationDateTime",
        throughput: ThroughputDescription => "ProvisionedThroughput",
        bytes: i64 => "TableSizeBytes",
        count: i64 => "ItemCount",
        arn: String => "TableArn",
        id: String => "TableId",
        billing: Option<BillingModeSummary> => "BillingModeSummary",
        protected: bool => "DeletionProtectionEnabled",
    }

    /// Output of CreateTable, UpdateTable and DeleteTable.
    pub struct TableOutput {
        table: TableDescription => "TableDescription",
    }

    /// Output of DescribeTable.
    pub struct DescribeTableOutput {
        table: TableDescription => "Table",
    }

    /// Input of ListTables.
    pub struct ListTablesInput {
        start: Option<String> => "ExclusiveStartTableName" [len(3, 255)],
        limit: Option<i32> => "Limit" [min(1).max(100)],
    }

    /// Output of ListTables.
    pub struct ListTablesOutput {
        names: Vec<String> => "TableNames",
        last: Option<String> => "LastEvaluatedTableName",
    }

    /// Output of DescribeLimits.
    pub struct DescribeLimitsOutput {
        account_read: i64 => "AccountMaxReadCapacityUnits",
        account_write: i64 => "AccountMaxWriteCapacityUnits",
        table_read: i64 => "TableMaxReadCapacityUnits",
        table_write: i64 => "TableMaxWriteCapacityUnits",
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource: String => "ResourceArn" [required().len(1, 1283)],
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource: String => "ResourceArn" [required().len(1, 1283)],
        keys: Vec<String> => "TagKeys" [required()],
    }

    /// Input of ListTagsOfResource.
    pub struct ListTagsOfResourceInput {
        resource: String => "ResourceArn" [required().len(1, 1283)],
        token: Option<String> => "NextToken",
    }

    /// Output of ListTagsOfResource.
    pub struct ListTagsOfResourceOutput {
        tags: Vec<Tag> => "Tags",
        token: Option<String> => "NextToken",
    }

    /// Input of PutResourcePolicy.
    pub struct PutResourcePolicyInput {
        resource: String => "ResourceArn" [required().len(1, 1283)],
        policy: String => "Policy" [required()],
        expected: Option<String> => "ExpectedRevisionId" [len(1, 255)],
    }
    refused { "ConfirmRemoveSelfResourceAccess" }

    /// Input of GetResourcePolicy.
    pub struct GetResourcePolicyInput {
        resource: String => "ResourceArn" [required().len(1, 1283)],
    }

    /// Output of GetResourcePolicy.
    pub struct GetResourcePolicyOutput {
        policy: String => "Policy",
        revision: String => "RevisionId",
    }

    /// Input of DeleteResourcePolicy.
    pub struct DeleteResourcePolicyInput {
        resource: String => "ResourceArn" [required().len(1, 1283)],
        expected: Option<String> => "ExpectedRevisionId" [len(1, 255)],
    }

    /// Output of PutResourcePolicy and DeleteResourcePolicy.
    pub struct RevisionOutput {
        revision: Option<String> => "RevisionId",
    }
}
