//! Resources and the ARNs that name them.

use super::actions::covered;
use super::tree::At;
use super::{Found, Policy, is_empty_list};

pub(super) fn check(at: &At<'_>, policy: Policy, found: &mut Found) {
    let (only, all_but) = (at.member("Resource"), at.member("NotResource"));
    let Some(resources) = only.clone().or_else(|| all_but.clone()) else {
        if matches!(policy, Policy::Identity | Policy::ServiceControl) {
            let details = "Add a Resource or NotResource element to the policy statement.";
            found.error("MISSING_RESOURCE", details, at);
        }
        return;
    };
    if policy == Policy::Trust {
        let details = "Role trust policies apply to the role that they are attached to. You \
                       cannot specify a resource. Remove the Resource or NotResource element.";
        return found.error("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", details, &resources);
    }
    if is_empty_list(resources.node) {
        let details = "This statement includes no resources and does not affect the policy. \
                       Specify resources.";
        found.suggestion("EMPTY_ARRAY_RESOURCE", details, &resources);
    }
    let texts = resources.texts();
    for (text, place) in texts.iter().filter(|(text, _)| *text != "*") {
        arn(text, place, found);
    }
    let more = (0..texts.len()).filter(|nth| covered(&texts, *nth, false)).count();
    if more > 0 {
        let details = format!(
            "The {more} resource ARN(s) are redundant because they reference the same resource. \
             Review the use of wildcards (*)"
        );
        found.suggestion("REDUNDANT_RESOURCE", details, &resources);
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
fn arn(text: &str, at: &At<'_>, found: &mut Found) {
    let open = |part: &str| part.contains(['*', '?', '$']);
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    if parts.first().is_none_or(|prefix| *prefix != "arn") {
        let details = "Add the required prefix (arn) to the resource ARN.";
        return found.error("INVALID_ARN_PREFIX", details, at);
    }
    let [_, partition, service, region, account, _] = parts.as_slice() else {
        if !open(text) {
            let details = "Resource ARNs must include at least 6 fields in the following \
                           structure: arn:partition:service:region:account:resource";
            found.error("MISSING_ARN_FIELD", details, at);
        }
        return;
    };
    if !open(partition) && !["aws", "aws-cn", "aws-us-gov"].contains(partition) {
        let details = format!(
            "The resource ARN for the service {service} does not support the partition \
             {partition}. Use the supported values: [aws, aws-cn, aws-us-gov]"
        );
        found.error("INVALID_PARTITION", details, at);
    }
    if service.contains(|c: char| c.is_ascii_uppercase()) {
        let details = format!(
            "Update the service name {service} in the resource ARN to use all lowercase letters."
        );
        found.error("INVALID_ARN_SERVICE_CASE", details, at);
    }
    let is_account = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    let of_aws = *service == "iam" && *account == "aws";
    if !account.is_empty() && !open(account) && !is_account && !of_aws {
        let details = format!(
            "The resource ARN account ID {account} is not valid. Provide a 12-digit account ID."
        );
        found.error("INVALID_ARN_ACCOUNT", details, at);
    }
    // IAM is global, and organizations are.
    if matches!(*service, "iam" | "organizations") && !region.is_empty() {
        let details = format!(
            "The service {service} does not support specifying a Region in the resource ARN."
        );
        found.error("ARN_REGION_NOT_ALLOWED", details, at);
    }
}
