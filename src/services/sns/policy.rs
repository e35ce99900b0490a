//! The access policy a topic has when nobody gave it another one.

use crate::sim::scope::{AccountId, Arn};

/// AWS's default topic policy: everyone of the owning account, which includes alarms of that
/// account.
///
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html>
pub fn default(topic: &Arn, owner: AccountId) -> String {
    format!(
        "{{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{{\
         \"Sid\":\"__default_statement_ID\",\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"*\"}},\
         \"Action\":[\"SNS:GetTopicAttributes\",\"SNS:SetTopicAttributes\",\"SNS:AddPermission\",\
         \"SNS:RemovePermission\",\"SNS:DeleteTopic\",\"SNS:Subscribe\",\
         \"SNS:ListSubscriptionsByTopic\",\"SNS:Publish\"],\"Resource\":\"{topic}\",\
         \"Condition\":{{\"StringEquals\":{{\"AWS:SourceOwner\":\"{owner}\"}}}}}}]}}"
    )
}
