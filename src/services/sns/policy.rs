//! The access policy of a topic: the one it has when nobody gave it another, and what SNS asks of
//! any other.

use crate::access::Policy;
use crate::access::statement::action_matches;
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

/// The actions a topic's policy may speak of; `Receive` stands in policies the console wrote.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html>
const ACTIONS: [&str; 12] = [
    "sns:AddPermission",
    "sns:DeleteTopic",
    "sns:GetDataProtectionPolicy",
    "sns:GetTopicAttributes",
    "sns:ListSubscriptionsByTopic",
    "sns:ListTagsForResource",
    "sns:Publish",
    "sns:PutDataProtectionPolicy",
    "sns:Receive",
    "sns:RemovePermission",
    "sns:SetTopicAttributes",
    "sns:Subscribe",
];

/// Whether each action a policy names is, or may be, one of those on topics.
pub fn is_in_scope(policy: &Policy) -> bool {
    let known = |named: &String| ACTIONS.iter().any(|action| action_matches(named, action));
    policy.statements().iter().all(|statement| statement.actions.items.iter().all(known))
}
