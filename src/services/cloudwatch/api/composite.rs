//! The structures of composite alarms and mute rules.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html>

use super::alarms::Tag;
use crate::api::Timestamp;
use crate::shape;

const STATUSES: &[&str] = &["SCHEDULED", "ACTIVE", "EXPIRED"];

shape! {
    /// Input of PutCompositeAlarm.
    pub struct PutCompositeAlarmInput {
        actions_enabled: Option<bool> => "ActionsEnabled",
        alarm_actions: Option<Vec<String>> => "AlarmActions" [len(0, 5).items(1, 1024)],
        alarm_description: Option<String> => "AlarmDescription" [len(0, 1024)],
        alarm_name: String => "AlarmName" [required().len(1, 255)],
        alarm_rule: String => "AlarmRule" [required().len(1, 10240)],
        insufficient_data_actions: Option<Vec<String>> =>
            "InsufficientDataActions" [len(0, 5).items(1, 1024)],
        ok_actions: Option<Vec<String>> => "OKActions" [len(0, 5).items(1, 1024)],
        tags: Option<Vec<Tag>> => "Tags",
        actions_suppressor: Option<String> => "ActionsSuppressor" [len(1, 1600)],
        actions_suppressor_wait_period: Option<i32> => "ActionsSuppressorWaitPeriod" [min(0)],
        actions_suppressor_extension_period: Option<i32> =>
            "ActionsSuppressorExtensionPeriod" [min(0)],
    }
    refused { "ActionConfiguration" }

    /// A composite alarm.
    pub struct CompositeAlarm {
        actions_enabled: bool => "ActionsEnabled",
        alarm_actions: Vec<String> => "AlarmActions",
        alarm_arn: String => "AlarmArn",
        configuration_updated: Timestamp => "AlarmConfigurationUpdatedTimestamp",
        alarm_description: Option<String> => "AlarmDescription",
        alarm_name: String => "AlarmName",
        alarm_rule: String => "AlarmRule",
        insufficient_data_actions: Vec<String> => "InsufficientDataActions",
        ok_actions: Vec<String> => "OKActions",
        state_reason: String => "StateReason",
        state_reason_data: Option<String> => "StateReasonData",
        state_updated: Timestamp => "StateUpdatedTimestamp",
        state_value: String => "StateValue",
        state_transitioned: Timestamp => "StateTransitionedTimestamp",
        actions_suppressed_by: Option<String> => "ActionsSuppressedBy",
        actions_suppressed_reason: Option<String> => "ActionsSuppressedReason",
        actions_suppressor: Option<String> => "ActionsSuppressor",
        actions_suppressor_wait_period: Option<i32> => "ActionsSuppressorWaitPeriod",
        actions_suppressor_extension_period: Option<i32> => "ActionsSuppressorExtensionPeriod",
    }

    /// When a mute rule mutes.
    pub struct Schedule {
        expression: String => "Expression" [required().len(1, 256)],
        duration: String => "Duration" [required().len(1, 50)],
        timezone: Option<String> => "Timezone" [len(1, 50)],
    }

    /// A mute rule's rule.
    pub struct Rule {
        schedule: Schedule => "Schedule" [required()],
    }

    /// Which alarms a mute rule mutes.
    pub struct MuteTargets {
        alarm_names: Vec<String> => "AlarmNames" [required().len(0, 100).items(1, 255)],
    }

    /// Input of PutAlarmMuteRule.
    pub struct PutAlarmMuteRuleInput {
        name: String => "Name" [required().len(1, 255)],
        description: Option<String> => "Description" [len(0, 1024)],
        rule: Rule => "Rule" [required()],
        mute_targets: Option<MuteTargets> => "MuteTargets",
        tags: Option<Vec<Tag>> => "Tags",
        start_date: Option<Timestamp> => "StartDate",
        expire_date: Option<Timestamp> => "ExpireDate",
    }

    /// Input of operations on a mute rule by name.
    pub struct MuteRuleNameInput {
        alarm_mute_rule_name: String => "AlarmMuteRuleName" [required().len(1, 255)],
    }

    /// Output of GetAlarmMuteRule.
    pub struct GetAlarmMuteRuleOutput {
        name: String => "Name",
        alarm_mute_rule_arn: String => "AlarmMuteRuleArn",
        description: Option<String> => "Description",
        rule: Rule => "Rule",
        mute_targets: Option<MuteTargets> => "MuteTargets",
        start_date: Option<Timestamp> => "StartDate",
        expire_date: Option<Timestamp> => "ExpireDate",
        status: String => "Status",
        last_updated_timestamp: Timestamp => "LastUpdatedTimestamp",
        mute_type: String => "MuteType",
    }

    /// Input of ListAlarmMuteRules.
    pub struct ListAlarmMuteRulesInput {
        alarm_name: Option<String> => "AlarmName" [len(1, 255)],
        statuses: Option<Vec<String>> => "Statuses" [one_of(STATUSES)],
        max_records: Option<i32> => "MaxRecords" [min(1).max(100)],
        next_token: Option<String> => "NextToken",
    }

    /// A mute rule in a list.
    pub struct AlarmMuteRuleSummary {
        alarm_mute_rule_arn: String => "AlarmMuteRuleArn",
        expire_date: Option<Timestamp> => "ExpireDate",
        status: String => "Status",
        mute_type: String => "MuteType",
        last_updated_timestamp: Timestamp => "LastUpdatedTimestamp",
    }

    /// Output of ListAlarmMuteRules.
    pub struct ListAlarmMuteRulesOutput {
        alarm_mute_rule_summaries: Vec<AlarmMuteRuleSummary> => "AlarmMuteRuleSummaries",
        next_token: Option<String> => "NextToken",
    }
}
