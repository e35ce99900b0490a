//! Members of the requests and replies about the credential report and about what was last used.

use crate::api::Timestamp;
use crate::shape;

shape! {
    /// Input of GetAccessKeyLastUsed.
    pub struct KeyInput {
        access_key_id: String => "AccessKeyId" [required().len(16, 128)],
    }

    /// Input of GenerateServiceLastAccessedDetails.
    pub struct GenerateDetailsInput {
        arn: String => "Arn" [required().len(20, 2048)],
        granularity: Option<String> => "Granularity" [one_of(&["SERVICE_LEVEL", "ACTION_LEVEL"])],
    }

    /// Input of GetServiceLastAccessedDetails.
    pub struct DetailsInput {
        job_id: String => "JobId" [required().len(36, 36)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 320)],
    }

    /// Input of GetServiceLastAccessedDetailsWithEntities.
    pub struct EntitiesInput {
        job_id: String => "JobId" [required().len(36, 36)],
        service_namespace: String => "ServiceNamespace" [required().len(1, 64)],
        max_items: Option<i32> => "MaxItems" [min(1).max(1000)],
        marker: Option<String> => "Marker" [len(1, 320)],
    }

    /// Input of ListPoliciesGrantingServiceAccess.
    pub struct GrantingInput {
        marker: Option<String> => "Marker" [len(1, 320)],
        arn: String => "Arn" [required().len(20, 2048)],
        service_namespaces: Vec<String> => "ServiceNamespaces" [
            required().len(1, 200).items(1, 64)
        ],
    }
}

shape! {
    /// A user or a role.
    pub struct EntityInfo {
        arn: String => "Arn",
        name: String => "Name",
        kind: String => "Type",
        id: String => "Id",
        path: Option<String> => "Path",
    }

    /// When a user or a role last used a service.
    pub struct EntityDetails {
        entity_info: EntityInfo => "EntityInfo",
        last_authenticated: Option<Timestamp> => "LastAuthenticated",
    }

    /// Output of GetServiceLastAccessedDetailsWithEntities.
    pub struct EntitiesOutput {
        job_status: String => "JobStatus",
        job_creation_date: Timestamp => "JobCreationDate",
        job_completion_date: Timestamp => "JobCompletionDate",
        entity_details_list: Vec<EntityDetails> => "EntityDetailsList",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// A policy that lets a service be used.
    pub struct GrantingPolicy {
        policy_name: String => "PolicyName",
        policy_type: String => "PolicyType",
        policy_arn: Option<String> => "PolicyArn",
        entity_type: Option<String> => "EntityType",
        entity_name: Option<String> => "EntityName",
    }

    /// A service, and the policies that let it be used.
    pub struct GrantedService {
        service_namespace: String => "ServiceNamespace",
        policies: Vec<GrantingPolicy> => "Policies",
    }

    /// Output of ListPoliciesGrantingServiceAccess.
    pub struct GrantingOutput {
        policies_granting_service_access: Vec<GrantedService> => "PoliciesGrantingServiceAccess",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }

    /// Output of GenerateCredentialReport.
    pub struct GenerateReportOutput {
        state: String => "State",
        description: Option<String> => "Description",
    }

    /// Output of GetCredentialReport.
    pub struct ReportOutput {
        content: String => "Content",
        report_format: String => "ReportFormat",
        generated_time: Timestamp => "GeneratedTime",
    }

    /// When an access key was last used.
    pub struct KeyLastUsed {
        last_used_date: Option<Timestamp> => "LastUsedDate",
        service_name: String => "ServiceName",
        region: String => "Region",
    }

    /// Output of GetAccessKeyLastUsed.
    pub struct KeyLastUsedOutput {
        user_name: Option<String> => "UserName",
        access_key_last_used: KeyLastUsed => "AccessKeyLastUsed",
    }

    /// Output of GenerateServiceLastAccessedDetails.
    pub struct JobOutput {
        job_id: String => "JobId",
    }

    /// When an action was last used.
    pub struct ActionLastAccessed {
        action_name: String => "ActionName",
        last_accessed_entity: Option<String> => "LastAccessedEntity",
        last_accessed_time: Option<Timestamp> => "LastAccessedTime",
        last_accessed_region: Option<String> => "LastAccessedRegion",
    }

    /// When a service was last used.
    pub struct ServiceLastAccessed {
        service_name: String => "ServiceName",
        last_authenticated: Option<Timestamp> => "LastAuthenticated",
        service_namespace: String => "ServiceNamespace",
        last_authenticated_entity: Option<String> => "LastAuthenticatedEntity",
        last_authenticated_region: Option<String> => "LastAuthenticatedRegion",
        total_authenticated_entities: i32 => "TotalAuthenticatedEntities",
        tracked_actions_last_accessed: Option<Vec<ActionLastAccessed>>
            => "TrackedActionsLastAccessed",
    }

    /// Output of GetServiceLastAccessedDetails.
    pub struct DetailsOutput {
        job_status: String => "JobStatus",
        job_type: String => "JobType",
        job_creation_date: Timestamp => "JobCreationDate",
        services_last_accessed: Vec<ServiceLastAccessed> => "ServicesLastAccessed",
        job_completion_date: Timestamp => "JobCompletionDate",
        is_truncated: bool => "IsTruncated",
        marker: Option<String> => "Marker",
    }
}
