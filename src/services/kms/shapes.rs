//! Shapes of keys and aliases.
//!
//! Members: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html>

use crate::api::Timestamp;
use crate::shape;

shape! {
    /// A tag.
    pub struct Tag {
        key: String => "TagKey" [required().len(1, 128)],
        value: String => "TagValue" [required().len(0, 256)],
    }

    /// Input of CreateKey.
    pub struct CreateKeyInput {
        policy: Option<String> => "Policy" [len(1, 131_072)],
        description: Option<String> => "Description" [len(0, 8192)],
        usage: Option<String> => "KeyUsage",
        spec: Option<String> => "KeySpec",
        origin: Option<String> => "Origin",
        multi_region: Option<bool> => "MultiRegion",
        bypass: Option<bool> => "BypassPolicyLockoutSafetyCheck",
        tags: Option<Vec<Tag>> => "Tags",
    }
    refused { "CustomerMasterKeySpec", "CustomKeyStoreId", "XksKeyId" }

    /// A key.
    pub struct KeyMetadata {
        account: String => "AWSAccountId",
        id: String => "KeyId",
        arn: String => "Arn",
        created: Timestamp => "CreationDate",
        enabled: bool => "Enabled",
        description: String => "Description",
        usage: String => "KeyUsage",
        state: String => "KeyState",
        deletion: Option<Timestamp> => "DeletionDate",
        origin: String => "Origin",
        manager: String => "KeyManager",
        old_spec: String => "CustomerMasterKeySpec",
        spec: String => "KeySpec",
        algorithms: Vec<String> => "EncryptionAlgorithms",
        multi_region: bool => "MultiRegion",
    }

    /// Output of CreateKey and DescribeKey.
    pub struct KeyOutput {
        key: KeyMetadata => "KeyMetadata",
    }

    /// A request that names a key.
    pub struct KeyInput {
        key: String => "KeyId" [required().len(1, 2048)],
    }

    /// Input of EnableKeyRotation.
    pub struct EnableKeyRotationInput {
        key: String => "KeyId" [required().len(1, 2048)],
        period_days: Option<i32> => "RotationPeriodInDays",
    }

    /// Output of GetKeyRotationStatus.
    pub struct RotationStatusOutput {
        enabled: bool => "KeyRotationEnabled",
        key: String => "KeyId",
        period_days: Option<i32> => "RotationPeriodInDays",
        next: Option<Timestamp> => "NextRotationDate",
    }

    /// Input of DescribeKey.
    pub struct DescribeKeyInput {
        key: String => "KeyId" [required().len(1, 2048)],
    }
    refused { "GrantTokens" }

    /// Input of ListKeys.
    pub struct ListKeysInput {
        limit: Option<i32> => "Limit" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 1024)],
    }

    /// A key in a list.
    pub struct KeyEntry {
        id: String => "KeyId",
        arn: String => "KeyArn",
    }

    /// Output of ListKeys.
    pub struct ListKeysOutput {
        keys: Vec<KeyEntry> => "Keys",
        marker: Option<String> => "NextMarker",
        truncated: bool => "Truncated",
    }

    /// Input of DeleteAlias.
    pub struct DeleteAliasInput {
        alias: String => "AliasName" [required().len(1, 256)],
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        key: String => "KeyId" [required().len(1, 2048)],
        tags: Vec<Tag> => "Tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        key: String => "KeyId" [required().len(1, 2048)],
        keys: Vec<String> => "TagKeys" [required().items(1, 128)],
    }

    /// Input of ListResourceTags.
    pub struct ListResourceTagsInput {
        key: String => "KeyId" [required().len(1, 2048)],
        limit: Option<i32> => "Limit" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 1024)],
    }

    /// Output of ListResourceTags.
    pub struct ListResourceTagsOutput {
        tags: Vec<Tag> => "Tags",
        marker: Option<String> => "NextMarker",
        truncated: bool => "Truncated",
    }

    /// Input of UpdateKeyDescription.
    pub struct UpdateKeyDescriptionInput {
        key: String => "KeyId" [required().len(1, 2048)],
        description: String => "Description" [required().len(0, 8192)],
    }

    /// Input of CreateAlias and UpdateAlias.
    pub struct CreateAliasInput {
        alias: String => "AliasName" [required().len(1, 256)],
        key: String => "TargetKeyId" [required().len(1, 2048)],
    }

    /// Input of ListAliases.
    pub struct ListAliasesInput {
        key: Option<String> => "KeyId" [len(1, 2048)],
        limit: Option<i32> => "Limit" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 1024)],
    }

    /// An alias.
    pub struct AliasEntry {
        name: String => "AliasName",
        arn: String => "AliasArn",
        key: String => "TargetKeyId",
        created: Timestamp => "CreationDate",
        updated: Timestamp => "LastUpdatedDate",
    }

    /// Output of ListAliases.
    pub struct ListAliasesOutput {
        aliases: Vec<AliasEntry> => "Aliases",
        marker: Option<String> => "NextMarker",
        truncated: bool => "Truncated",
    }

    /// Input of ListKeyPolicies.
    pub struct ListKeyPoliciesInput {
        key: String => "KeyId" [required().len(1, 2048)],
        limit: Option<i32> => "Limit" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 1024)],
    }

    /// Output of ListKeyPolicies.
    pub struct ListKeyPoliciesOutput {
        names: Vec<String> => "PolicyNames",
        marker: Option<String> => "NextMarker",
        truncated: bool => "Truncated",
    }

    /// Output of RotateKeyOnDemand.
    pub struct RotateKeyOnDemandOutput {
        key: String => "KeyId",
    }

    /// Input of ListKeyRotations.
    pub struct ListKeyRotationsInput {
        key: String => "KeyId" [required().len(1, 2048)],
        limit: Option<i32> => "Limit" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 1024)],
    }
    refused { "IncludeKeyMaterial" }

    /// A rotation that is done.
    pub struct RotationEntry {
        key: String => "KeyId",
        at: Timestamp => "RotationDate",
        kind: String => "RotationType",
    }

    /// Output of ListKeyRotations.
    pub struct ListKeyRotationsOutput {
        rotations: Vec<RotationEntry> => "Rotations",
        marker: Option<String> => "NextMarker",
        truncated: bool => "Truncated",
    }

    /// Input of GetKeyPolicy.
    pub struct GetKeyPolicyInput {
        key: String => "KeyId" [required().len(1, 2048)],
        name: Option<String> => "PolicyName" [len(1, 128)],
    }

    /// Output of GetKeyPolicy.
    pub struct GetKeyPolicyOutput {
        policy: String => "Policy",
        name: String => "PolicyName",
    }

    /// Input of PutKeyPolicy.
    pub struct PutKeyPolicyInput {
        key: String => "KeyId" [required().len(1, 2048)],
        name: Option<String> => "PolicyName" [len(1, 128)],
        policy: String => "Policy" [required().len(1, 131_072)],
        bypass: Option<bool> => "BypassPolicyLockoutSafetyCheck",
    }

    /// Input of ScheduleKeyDeletion.
    pub struct ScheduleKeyDeletionInput {
        key: String => "KeyId" [required().len(1, 2048)],
        days: Option<i32> => "PendingWindowInDays" [min(1)],
    }

    /// Output of ScheduleKeyDeletion.
    pub struct ScheduleKeyDeletionOutput {
        key: String => "KeyId",
        deletion: Timestamp => "DeletionDate",
        state: String => "KeyState",
        days: i32 => "PendingWindowInDays",
    }

    /// Output of CancelKeyDeletion.
    pub struct CancelKeyDeletionOutput {
        key: String => "KeyId",
    }
}
