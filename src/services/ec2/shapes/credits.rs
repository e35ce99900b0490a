//! Members of the requests and replies about CPU credits.

use serde_json::Value;

use super::Filter;
use crate::shape;

shape! {
    /// The credit option of a launch: `standard` or `unlimited`.
    pub struct CreditSpecificationRequest {
        cpu_credits: String => "CpuCredits" [required()],
    }

    /// The credit option of an instance.
    pub struct InstanceCreditSpecificationRequest {
        instance_id: String => "InstanceId" [required()],
        cpu_credits: Option<String> => "CpuCredits",
    }

    /// Input of ModifyInstanceCreditSpecification.
    pub struct ModifyInstanceCreditSpecificationInput {
        dry_run: Option<bool> => "DryRun",
        client_token: Option<String> => "ClientToken",
        instance_credit_specifications: Vec<InstanceCreditSpecificationRequest>
            => "InstanceCreditSpecifications" [required()],
    }

    /// Output of ModifyInstanceCreditSpecification.
    pub struct ModifyInstanceCreditSpecificationOutput {
        successful: Vec<Value> => "SuccessfulInstanceCreditSpecifications",
        unsuccessful: Vec<Value> => "UnsuccessfulInstanceCreditSpecifications",
    }

    /// Input of DescribeInstanceCreditSpecifications.
    pub struct DescribeInstanceCreditSpecificationsInput {
        dry_run: Option<bool> => "DryRun",
        filters: Option<Vec<Filter>> => "Filters",
        instance_ids: Option<Vec<String>> => "InstanceIds",
        max_results: Option<i32> => "MaxResults",
        next_token: Option<String> => "NextToken",
    }

    /// Output of DescribeInstanceCreditSpecifications.
    pub struct DescribeInstanceCreditSpecificationsOutput {
        instance_credit_specifications: Vec<Value> => "InstanceCreditSpecifications",
        next_token: Option<String> => "NextToken",
    }
}
