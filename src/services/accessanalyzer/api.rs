//! Access Analyzer's operations: analyzers whose zone of trust is the account, and their findings.
//!
//! <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Operations.html>

use std::collections::BTreeMap;

use super::shapes::{
    ApplyArchiveRuleInput, ArchiveRuleInput, DeleteArchiveRuleInput, Filter,
    GetAnalyzedResourceInput, GetAnalyzedResourceOutput, GetArchiveRuleInput, GetArchiveRuleOutput,
    GetFindingV2Input, GetFindingV2Output, InlineArchiveRule, ListAnalyzedResourcesInput,
    ListAnalyzedResourcesOutput, ListArchiveRulesInput, ListArchiveRulesOutput,
    ListTagsForResourceInput, ListTagsForResourceOutput, StartResourceScanInput, TagResourceInput,
    UntagResourceInput, UpdateFindingsInput,
};
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Timestamp, Wording, shape::Empty};
use crate::sim::scope::Scope;
use crate::{api, shape};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "accessanalyzer",
    title: "IAM Access Analyzer",
    action_prefix: "access-analyzer",
    event_source: "access-analyzer.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::RestJson,
    wording: Wording::denied("AccessDeniedException", 403).invalid("ValidationException"),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: false,
    host: "access-analyzer.{region}.amazonaws.com",
    ops: OPS,
};

const TYPES: &[&str] = &[
    "ACCOUNT",
    "ORGANIZATION",
    "ACCOUNT_UNUSED_ACCESS",
    "ORGANIZATION_UNUSED_ACCESS",
    "ACCOUNT_INTERNAL_ACCESS",
    "ORGANIZATION_INTERNAL_ACCESS",
];

shape! {
    /// Input of CreateAnalyzer.
    pub struct CreateAnalyzerInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
        kind: String => "type" [required().one_of(TYPES)],
        tags: Option<BTreeMap<String, String>> => "tags",
        client_token: Option<String> => "clientToken",
        archive_rules: Option<Vec<InlineArchiveRule>> => "archiveRules",
    }
    refused { "configuration" }

    /// Output of CreateAnalyzer.
    pub struct CreateAnalyzerOutput {
        arn: String => "arn",
    }

    /// Input of GetAnalyzer.
    pub struct GetAnalyzerInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
    }

    /// Input of DeleteAnalyzer.
    pub struct DeleteAnalyzerInput {
        analyzer_name: String => "analyzerName" [required().len(1, 255)],
        client_token: Option<String> => "clientToken",
    }

    /// Input of ListAnalyzers.
    pub struct ListAnalyzersInput {
        next_token: Option<String> => "nextToken",
        max_results: Option<i32> => "maxResults" [min(1)],
        kind: Option<String> => "type" [one_of(TYPES)],
    }

    /// Input of ListFindings and ListFindingsV2.
    pub struct ListFindingsInput {
        analyzer_arn: String => "analyzerArn" [required()],
        next_token: Option<String> => "nextToken",
        max_results: Option<i32> => "maxResults" [min(1)],
        filter: Option<Filter> => "filter",
    }
    refused { "sort" }

    /// Input of GetFinding.
    pub struct GetFindingInput {
        analyzer_arn: String => "analyzerArn" [required()],
        id: String => "id" [required()],
    }
}

shape! {
    /// Input of ValidatePolicy.
    pub struct ValidatePolicyInput {
        locale: Option<String> => "locale" [
            one_of(&["DE", "EN", "ES", "FR", "IT", "JA", "KO", "PT_BR", "ZH_CN", "ZH_TW"])
        ],
        max_results: Option<i32> => "maxResults" [min(1)],
        next_token: Option<String> => "nextToken",
        policy_document: String => "policyDocument" [required()],
        policy_type: String => "policyType" [required().one_of(&[
            "IDENTITY_POLICY",
            "RESOURCE_POLICY",
            "SERVICE_CONTROL_POLICY",
            "RESOURCE_CONTROL_POLICY",
        ])],
        resource_type: Option<String> => "validatePolicyResourceType",
    }
}

shape! {
    /// A place in a policy.
    pub struct PositionItem {
        line: i32 => "line",
        column: i32 => "column",
        offset: i32 => "offset",
    }

    /// From where to where a part of a policy stands.
    pub struct SpanItem {
        start: PositionItem => "start",
        end: PositionItem => "end",
    }

    /// A step of the way to a part of a policy.
    pub struct PathItem {
        index: Option<i32> => "index",
        value: Option<String> => "value",
    }

    /// A part of a policy.
    pub struct LocationItem {
        path: Vec<PathItem> => "path",
        span: SpanItem => "span",
    }

    /// What is found of a policy.
    pub struct ValidatePolicyFinding {
        finding_details: String => "findingDetails",
        finding_type: String => "findingType",
        issue_code: String => "issueCode",
        learn_more_link: String => "learnMoreLink",
        locations: Vec<LocationItem> => "locations",
    }

    /// Output of ValidatePolicy.
    pub struct ValidatePolicyOutput {
        findings: Vec<ValidatePolicyFinding> => "findings",
        next_token: Option<String> => "nextToken",
    }

    /// An analyzer.
    pub struct AnalyzerItem {
        arn: String => "arn",
        name: String => "name",
        kind: String => "type",
        created_at: Timestamp => "createdAt",
        last_resource_analyzed: Option<String> => "lastResourceAnalyzed",
        last_resource_analyzed_at: Option<Timestamp> => "lastResourceAnalyzedAt",
        tags: BTreeMap<String, String> => "tags",
        status: String => "status",
    }

    /// Output of GetAnalyzer.
    pub struct GetAnalyzerOutput {
        analyzer: AnalyzerItem => "analyzer",
    }

    /// Output of ListAnalyzers.
    pub struct ListAnalyzersOutput {
        analyzers: Vec<AnalyzerItem> => "analyzers",
        next_token: Option<String> => "nextToken",
    }

    /// A finding.
    pub struct FindingItem {
        id: String => "id",
        principal: BTreeMap<String, String> => "principal",
        action: Vec<String> => "action",
        resource: String => "resource",
        is_public: bool => "isPublic",
        resource_type: String => "resourceType",
        condition: BTreeMap<String, String> => "condition",
        created_at: Timestamp => "createdAt",
        analyzed_at: Timestamp => "analyzedAt",
        updated_at: Timestamp => "updatedAt",
        status: String => "status",
        resource_owner_account: String => "resourceOwnerAccount",
    }

    /// Output of GetFinding.
    pub struct GetFindingOutput {
        finding: FindingItem => "finding",
    }

    /// Output of ListFindings.
    pub struct ListFindingsOutput {
        findings: Vec<FindingItem> => "findings",
        next_token: Option<String> => "nextToken",
    }

    /// A finding in few words.
    pub struct FindingSummary {
        analyzed_at: Timestamp => "analyzedAt",
        created_at: Timestamp => "createdAt",
        id: String => "id",
        resource: String => "resource",
        resource_type: String => "resourceType",
        resource_owner_account: String => "resourceOwnerAccount",
        status: String => "status",
        updated_at: Timestamp => "updatedAt",
        finding_type: String => "findingType",
    }

    /// Output of ListFindingsV2.
    pub struct ListFindingsV2Output {
        findings: Vec<FindingSummary> => "findings",
        next_token: Option<String> => "nextToken",
    }
}

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "nextToken", output: "nextToken", limit: Some("maxResults"), results })
}

fn analyzer(scope: &Scope, name: &str) -> Check {
    Check::on(scope.arn("access-analyzer", &format!("analyzer/{name}")))
}

fn rule(scope: &Scope, of: &str, name: &str) -> Check {
    Check::on(scope.arn("access-analyzer", &format!("analyzer/{of}/archive-rule/{name}")))
}

api! {
    pub enum Request of &SERVICE;

    /// Makes an analyzer, which looks at what the account has at once.
    CreateAnalyzer(CreateAnalyzerInput) -> CreateAnalyzerOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let make = analyzer(scope, &input.analyzer_name);
            match input.tags.as_ref().filter(|tags| !tags.is_empty()) {
                Some(tags) => make.tags(tags.iter().map(|(key, of)| (key.as_str(), of.as_str()))),
                None => make,
            }
        },
    }

    /// Gives an analyzer.
    GetAnalyzer(GetAnalyzerInput) -> GetAnalyzerOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| analyzer(scope, &input.analyzer_name),
    }

    /// Lists analyzers.
    ListAnalyzers(ListAnalyzersInput) -> ListAnalyzersOutput {
        access: List, event: Management, pages: pages(&["analyzers"]), rate: None,
        needs: |input, scope| analyzer(scope, "*"),
    }

    /// Deletes an analyzer with its findings.
    DeleteAnalyzer(DeleteAnalyzerInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| analyzer(scope, &input.analyzer_name),
    }

    /// Lists findings.
    ListFindings(ListFindingsInput) -> ListFindingsOutput {
        access: Read, event: Management, pages: pages(&["findings"]), rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn),
    }

    /// Lists findings in few words.
    ListFindingsV2(ListFindingsInput) -> ListFindingsV2Output {
        access: Read, event: Management, pages: pages(&["findings"]), rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn).action("access-analyzer:ListFindings"),
    }

    /// Gives a finding.
    GetFinding(GetFindingInput) -> GetFindingOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn),
    }

    /// Gives a finding with its details.
    GetFindingV2(GetFindingV2Input) -> GetFindingV2Output {
        access: Read, event: Management, pages: pages(&["findingDetails"]), rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn).action("access-analyzer:GetFinding"),
    }

    /// Archives findings, or opens archived ones again.
    UpdateFindings(UpdateFindingsInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn),
    }

    /// Makes a rule that archives what is found from now on.
    CreateArchiveRule(ArchiveRuleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| rule(scope, &input.analyzer_name, &input.rule_name),
    }

    /// Changes which findings a rule archives.
    UpdateArchiveRule(ArchiveRuleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| rule(scope, &input.analyzer_name, &input.rule_name),
    }

    /// Deletes an archive rule.
    DeleteArchiveRule(DeleteArchiveRuleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| rule(scope, &input.analyzer_name, &input.rule_name),
    }

    /// Archives what a rule speaks of and is there already.
    ApplyArchiveRule(ApplyArchiveRuleInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            Check::on(format!("{}/archive-rule/{}", input.analyzer_arn, input.rule_name))
        },
    }

    /// Gives an archive rule.
    GetArchiveRule(GetArchiveRuleInput) -> GetArchiveRuleOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| rule(scope, &input.analyzer_name, &input.rule_name),
    }

    /// Lists archive rules.
    ListArchiveRules(ListArchiveRulesInput) -> ListArchiveRulesOutput {
        access: List, event: Management, pages: pages(&["archiveRules"]), rate: None,
        needs: |input, scope| analyzer(scope, &input.analyzer_name),
    }

    /// Lists the resources that are looked at.
    ListAnalyzedResources(ListAnalyzedResourcesInput) -> ListAnalyzedResourcesOutput {
        access: Read, event: Management, pages: pages(&["analyzedResources"]), rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn),
    }

    /// Gives a resource that is looked at.
    GetAnalyzedResource(GetAnalyzedResourceInput) -> GetAnalyzedResourceOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn),
    }

    /// Has a resource looked at now.
    StartResourceScan(StartResourceScanInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.analyzer_arn),
    }

    /// Adds tags to an analyzer.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let tags = input.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            Check::on(&input.resource_arn).tags(tags)
        },
    }

    /// Takes tags from an analyzer.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            Check::on(&input.resource_arn).key("aws:TagKeys", input.tag_keys.clone())
        },
    }

    /// Lists the tags of an analyzer.
    ListTagsForResource(ListTagsForResourceInput) -> ListTagsForResourceOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::on(&input.resource_arn),
    }

    /// Tells what is wrong with a policy, and what could be better.
    ValidatePolicy(ValidatePolicyInput) -> ValidatePolicyOutput {
        access: Read, event: Management, pages: pages(&["findings"]), rate: None,
        needs: |input, scope| Check::any(),
    }
}
