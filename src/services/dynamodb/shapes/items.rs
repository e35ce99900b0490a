//! Of operations on items.

use std::collections::BTreeMap;

use super::value::AttributeValue;
use crate::shape;

const RETURNED: &[&str] = &["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"];
const CAPACITY: &[&str] = &["INDEXES", "TOTAL", "NONE"];
const COLLECTIONS: &[&str] = &["SIZE", "NONE"];
const SELECT: &[&str] =
    &["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"];

/// Attributes by their names.
type Attributes = BTreeMap<String, AttributeValue>;
/// What `#name` stands for.
type Names = BTreeMap<String, String>;

shape! {
    /// Units that were consumed, of a table alone.
    pub struct Capacity {
        units: f64 => "CapacityUnits",
    }

    /// Units that were consumed.
    pub struct ConsumedCapacity {
        name: String => "TableName",
        units: f64 => "CapacityUnits",
        table: Option<Capacity> => "Table",
    }

    /// Input of PutItem.
    pub struct PutItemInput {
        table: String => "TableName" [required().len(1, 1024)],
        item: Attributes => "Item" [required()],
        returned: Option<String> => "ReturnValues" [one_of(RETURNED)],
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        collections: Option<String> => "ReturnItemCollectionMetrics" [one_of(COLLECTIONS)],
        condition: Option<String> => "ConditionExpression",
        names: Option<Names> => "ExpressionAttributeNames",
        values: Option<Attributes> => "ExpressionAttributeValues",
    }
    refused { "Expected", "ConditionalOperator", "ReturnValuesOnConditionCheckFailure" }

    /// Input of DeleteItem.
    pub struct DeleteItemInput {
        table: String => "TableName" [required().len(1, 1024)],
        key: Attributes => "Key" [required()],
        returned: Option<String> => "ReturnValues" [one_of(RETURNED)],
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        collections: Option<String> => "ReturnItemCollectionMetrics" [one_of(COLLECTIONS)],
        condition: Option<String> => "ConditionExpression",
        names: Option<Names> => "ExpressionAttributeNames",
        values: Option<Attributes> => "ExpressionAttributeValues",
    }
    refused { "Expected", "ConditionalOperator", "ReturnValuesOnConditionCheckFailure" }

    /// Input of UpdateItem.
    pub struct UpdateItemInput {
        table: String => "TableName" [required().len(1, 1024)],
        key: Attributes => "Key" [required()],
        returned: Option<String> => "ReturnValues" [one_of(RETURNED)],
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        collections: Option<String> => "ReturnItemCollectionMetrics" [one_of(COLLECTIONS)],
        update: Option<String> => "UpdateExpression",
        condition: Option<String> => "ConditionExpression",
        names: Option<Names> => "ExpressionAttributeNames",
        values: Option<Attributes> => "ExpressionAttributeValues",
    }
    refused {
        "AttributeUpdates", "Expected", "ConditionalOperator",
        "ReturnValuesOnConditionCheckFailure",
    }

    /// Output of PutItem, DeleteItem and UpdateItem. Without anything asked for it is empty.
    pub struct WriteOutput {
        attributes: Option<Attributes> => "Attributes",
        capacity: Option<ConsumedCapacity> => "ConsumedCapacity",
    }

    /// Input of GetItem.
    pub struct GetItemInput {
        table: String => "TableName" [required().len(1, 1024)],
        key: Attributes => "Key" [required()],
        consistent: Option<bool> => "ConsistentRead",
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        projection: Option<String> => "ProjectionExpression",
        names: Option<Names> => "ExpressionAttributeNames",
    }
    refused { "AttributesToGet" }

    /// Output of GetItem. Without such an item it is empty.
    pub struct GetItemOutput {
        item: Option<Attributes> => "Item",
        capacity: Option<ConsumedCapacity> => "ConsumedCapacity",
    }

    /// Input of Query.
    pub struct QueryInput {
        table: String => "TableName" [required().len(1, 1024)],
        select: Option<String> => "Select" [one_of(SELECT)],
        limit: Option<i32> => "Limit" [min(1)],
        consistent: Option<bool> => "ConsistentRead",
        forward: Option<bool> => "ScanIndexForward",
        start: Option<Attributes> => "ExclusiveStartKey",
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        projection: Option<String> => "ProjectionExpression",
        filter: Option<String> => "FilterExpression",
        keys: Option<String> => "KeyConditionExpression",
        names: Option<Names> => "ExpressionAttributeNames",
        values: Option<Attributes> => "ExpressionAttributeValues",
    }
    refused {
        "IndexName", "AttributesToGet", "KeyConditions", "QueryFilter", "ConditionalOperator",
    }

    /// Input of Scan.
    pub struct ScanInput {
        table: String => "TableName" [required().len(1, 1024)],
        limit: Option<i32> => "Limit" [min(1)],
        select: Option<String> => "Select" [one_of(SELECT)],
        start: Option<Attributes> => "ExclusiveStartKey",
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        projection: Option<String> => "ProjectionExpression",
        filter: Option<String> => "FilterExpression",
        names: Option<Names> => "ExpressionAttributeNames",
        values: Option<Attributes> => "ExpressionAttributeValues",
        consistent: Option<bool> => "ConsistentRead",
    }
    refused {
        "IndexName", "AttributesToGet", "ScanFilter", "ConditionalOperator", "TotalSegments",
        "Segment",
    }

    /// Output of Query and Scan.
    pub struct ItemsOutput {
        items: Option<Vec<Attributes>> => "Items",
        count: i32 => "Count",
        scanned: i32 => "ScannedCount",
        last: Option<Attributes> => "LastEvaluatedKey",
        capacity: Option<ConsumedCapacity> => "ConsumedCapacity",
    }

    /// Items of one table that are asked for.
    pub struct KeysAndAttributes {
        keys: Vec<Attributes> => "Keys" [required().len(1, 100)],
        consistent: Option<bool> => "ConsistentRead",
        projection: Option<String> => "ProjectionExpression",
        names: Option<Names> => "ExpressionAttributeNames",
    }
    refused { "AttributesToGet" }

    /// Input of BatchGetItem.
    pub struct BatchGetItemInput {
        requests: BTreeMap<String, KeysAndAttributes> => "RequestItems" [required()],
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
    }

    /// Output of BatchGetItem.
    pub struct BatchGetItemOutput {
        responses: BTreeMap<String, Vec<Attributes>> => "Responses",
        left: BTreeMap<String, KeysAndAttributes> => "UnprocessedKeys",
        capacity: Option<Vec<ConsumedCapacity>> => "ConsumedCapacity",
    }

    /// An item to be put.
    pub struct PutRequest {
        item: Attributes => "Item" [required()],
    }

    /// An item to be deleted.
    pub struct DeleteRequest {
        key: Attributes => "Key" [required()],
    }

    /// One of the two.
    pub struct WriteRequest {
        put: Option<PutRequest> => "PutRequest",
        delete: Option<DeleteRequest> => "DeleteRequest",
    }

    /// Input of BatchWriteItem.
    pub struct BatchWriteItemInput {
        requests: BTreeMap<String, Vec<WriteRequest>> => "RequestItems" [required()],
        capacity: Option<String> => "ReturnConsumedCapacity" [one_of(CAPACITY)],
        collections: Option<String> => "ReturnItemCollectionMetrics" [one_of(COLLECTIONS)],
    }

    /// Output of BatchWriteItem.
    pub struct BatchWriteItemOutput {
        left: BTreeMap<String, Vec<WriteRequest>> => "UnprocessedItems",
        capacity: Option<Vec<ConsumedCapacity>> => "ConsumedCapacity",
    }
}
