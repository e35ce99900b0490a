//! Members of the requests and replies about key pairs.

use serde_json::Value;

use super::{Filter, TagSpecification};
use crate::shape;

shape! {
    /// Input of CreateKeyPair.
    pub struct CreateKeyPairInput {
        key_name: String => "KeyName" [required()],
        key_type: Option<String> => "KeyType",
        tag_specifications: Option<Vec<TagSpecification>> => "TagSpecifications",
        key_format: Option<String> => "KeyFormat",
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of CreateKeyPair.
    pub struct KeyPairOutput {
        key_pair_id: String => "KeyPairId",
        tags: Option<Value> => "Tags",
        key_name: String => "KeyName",
        key_fingerprint: String => "KeyFingerprint",
        key_material: String => "KeyMaterial",
    }

    /// Input of DeleteKeyPair.
    pub struct DeleteKeyPairInput {
        key_name: Option<String> => "KeyName",
        key_pair_id: Option<String> => "KeyPairId",
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of DeleteKeyPair.
    pub struct DeleteKeyPairOutput {
        is_done: bool => "Return",
        key_pair_id: Option<String> => "KeyPairId",
    }

    /// Input of DescribeKeyPairs.
    pub struct DescribeKeyPairsInput {
        key_names: Option<Vec<String>> => "KeyNames",
        key_pair_ids: Option<Vec<String>> => "KeyPairIds",
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
    }
    refused { "IncludePublicKey" }

    /// Output of DescribeKeyPairs.
    pub struct DescribeKeyPairsOutput {
        key_pairs: Vec<Value> => "KeyPairs",
    }
}
