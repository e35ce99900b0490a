//! What archive rules, filters, tags and looked-at resources are in requests and replies.

use std::collections::BTreeMap;

use super::exposure;
use crate::api::Timestamp;
use crate::shape;

/// Criteria by what they are about.
pub type Filter = BTreeMap<String, Criterion>;

shape! {
    /// What one property of a finding must be.
    #[derive(Hash)]
    pub struct Criterion {
        eq: Option<Vec<String>> => "eq" [items(1, 20)],
        neq: Option<Vec<String>> => "neq" [items(1, 20)],
        contains: Option<Vec<String>> => "contains" [items(1, 20)],
        exists: Option<bool> => "exists",
    }

    /// An archive rule that an analyzer is made with.
    pub struct InlineArchiveRule {
        rule_name: String => "ruleName" [required().len(1, 255)],
        filter: Filter => "filter" [required()],
    }

    /// Input of CreateArchiveRule and UpdateArchiveRule.
    pub struct ArchiveRuleInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
        rule_name: String => "ruleName" [required().len(1, 255)],
        filter: Filter => "filter" [required()],
        client_token: Option<String> => "clientToken",
    }

    /// Input of DeleteArchiveRule.
    pub struct DeleteArchiveRuleInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
        rule_name: String => "ruleName" [required().len(1, 255)],
        client_token: Option<String> => "clientToken",
    }

    /// Input of GetArchiveRule.
    pub struct GetArchiveRuleInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
        rule_name: String => "ruleName" [required().len(1, 255)],
    }

    /// Input of ListArchiveRules.
    pub struct ListArchiveRulesInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
        next_token: Option<String> => "nextToken",
        max_results: Option<i32> => "maxResults" [min(1)],
    }

    /// Input of ApplyArchiveRule.
    pub struct ApplyArchiveRuleInput {
        analyzer_arn: String => "analyzerArn" [required()],
        rule_name: String => "ruleName" [required().len(1, 255)],
        client_token: Option<String> => "clientToken",
    }

    /// An archive rule.
    pub struct ArchiveRuleItem {
        rule_name: String => "ruleName",
        filter: Filter => "filter",
        created_at: Timestamp => "createdAt",
        updated_at: Timestamp => "updatedAt",
    }

    /// Output of GetArchiveRule.
    pub struct GetArchiveRuleOutput {
        archive_rule: ArchiveRuleItem => "archiveRule",
    }

    /// Output of ListArchiveRules.
    pub struct ListArchiveRulesOutput {
        archive_rules: Vec<ArchiveRuleItem> => "archiveRules",
        next_token: Option<String> => "nextToken",
    }

    /// Input of UpdateFindings.
    pub struct UpdateFindingsInput {
        analyzer_arn: String => "analyzerArn" [required()],
        status: String => "status" [required().one_of(&["ACTIVE", "ARCHIVED"])],
        ids: Option<Vec<String>> => "ids",
        resource_arn: Option<String> => "resourceArn",
        client_token: Option<String> => "clientToken",
    }
}

shape! {
    /// Input of GetFindingV2.
    pub struct GetFindingV2Input {
        analyzer_arn: String => "analyzerArn" [required()],
        id: String => "id" [required()],
        max_results: Option<i32> => "maxResults" [min(1)],
        next_token: Option<String> => "nextToken",
    }

    /// What is found of access from outside.
    pub struct ExternalAccessDetails {
        action: Vec<String> => "action",
        condition: BTreeMap<String, String> => "condition",
        is_public: bool => "isPublic",
        principal: BTreeMap<String, String> => "principal",
    }

    /// What is found, by its kind.
    pub struct FindingDetails {
        external: ExternalAccessDetails => "externalAccessDetails",
    }

    /// Output of GetFindingV2.
    pub struct GetFindingV2Output {
        analyzed_at: Timestamp => "analyzedAt",
        created_at: Timestamp => "createdAt",
        id: String => "id",
        next_token: Option<String> => "nextToken",
        resource: String => "resource",
        resource_type: String => "resourceType",
        resource_owner_account: String => "resourceOwnerAccount",
        status: String => "status",
        updated_at: Timestamp => "updatedAt",
        finding_details: Vec<FindingDetails> => "findingDetails",
        finding_type: String => "findingType",
    }
}

shape! {
    /// Input of ListAnalyzedResources.
    pub struct ListAnalyzedResourcesInput {
        analyzer_arn: String => "analyzerArn" [required()],
        resource_type: Option<String> => "resourceType" [one_of(exposure::TYPES)],
        next_token: Option<String> => "nextToken",
        max_results: Option<i32> => "maxResults" [min(1)],
    }

    /// A resource that was looked at, in few words.
    pub struct AnalyzedResourceSummary {
        resource_arn: String => "resourceArn",
        resource_owner_account: String => "resourceOwnerAccount",
        resource_type: String => "resourceType",
    }

    /// Output of ListAnalyzedResources.
    pub struct ListAnalyzedResourcesOutput {
        analyzed_resources: Vec<AnalyzedResourceSummary> => "analyzedResources",
        next_token: Option<String> => "nextToken",
    }

    /// Input of GetAnalyzedResource.
    pub struct GetAnalyzedResourceInput {
        analyzer_arn: String => "analyzerArn" [required()],
        resource_arn: String => "resourceArn" [required()],
    }

    /// A resource that was looked at, with what was found of it.
    pub struct AnalyzedResource {
        resource_arn: String => "resourceArn",
        resource_type: String => "resourceType",
        created_at: Option<Timestamp> => "createdAt",
        analyzed_at: Timestamp => "analyzedAt",
        updated_at: Option<Timestamp> => "updatedAt",
        is_public: bool => "isPublic",
        actions: Option<Vec<String>> => "actions",
        status: Option<String> => "status",
        resource_owner_account: String => "resourceOwnerAccount",
    }

    /// Output of GetAnalyzedResource.
    pub struct GetAnalyzedResourceOutput {
        resource: AnalyzedResource => "resource",
    }

    /// Input of StartResourceScan.
    pub struct StartResourceScanInput {
        analyzer_arn: String => "analyzerArn" [required()],
        resource_arn: String => "resourceArn" [required()],
        resource_owner_account: Option<String> => "resourceOwnerAccount",
    }

    /// Input of TagResource.
    pub struct TagResourceInput {
        resource_arn: String => "resourceArn" [required()],
        tags: BTreeMap<String, String> => "tags" [required()],
    }

    /// Input of UntagResource.
    pub struct UntagResourceInput {
        resource_arn: String => "resourceArn" [required()],
        tag_keys: Vec<String> => "tagKeys" [required()],
    }

    /// Input of ListTagsForResource.
    pub struct ListTagsForResourceInput {
        resource_arn: String => "resourceArn" [required()],
    }

    /// Output of ListTagsForResource.
    pub struct ListTagsForResourceOutput {
        tags: BTreeMap<String, String> => "tags",
    }
}
