//! Budgets' operations: cost budgets by the month.
//!
//! <https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html>

use std::collections::BTreeMap;

use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Timestamp, Wording, shape::Empty};
use crate::sim::scope::Scope;
use crate::{api, shape};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "budgets",
    title: "AWS Budgets",
    action_prefix: "budgets",
    event_source: "budgets.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400),
    throttled: ("ThrottlingException", "Rate exceeded"),
    global: true,
    host: "budgets.amazonaws.com",
    ops: OPS,
};

const UNITS: &[&str] = &["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"];
const TYPES: &[&str] = &[
    "USAGE",
    "COST",
    "RI_UTILIZATION",
    "RI_COVERAGE",
    "SAVINGS_PLANS_UTILIZATION",
    "SAVINGS_PLANS_COVERAGE",
];
const NOTIFICATIONS: &[&str] = &["ACTUAL", "FORECASTED"];
const COMPARISONS: &[&str] = &["GREATER_THAN", "LESS_THAN", "EQUAL_TO"];
const THRESHOLDS: &[&str] = &["PERCENTAGE", "ABSOLUTE_VALUE"];
const SUBSCRIPTIONS: &[&str] = &["SNS", "EMAIL"];

shape! {
    /// An amount of money.
    pub struct Spend {
        amount: String => "Amount" [required().len(1, 2_147_483_647)],
        unit: String => "Unit" [required().len(1, 2_147_483_647)],
    }

    /// Which costs count.
    pub struct CostTypes {
        credit: Option<bool> => "IncludeCredit",
        discount: Option<bool> => "IncludeDiscount",
        other: Option<bool> => "IncludeOtherSubscription",
        recurring: Option<bool> => "IncludeRecurring",
        refund: Option<bool> => "IncludeRefund",
        subscription: Option<bool> => "IncludeSubscription",
        support: Option<bool> => "IncludeSupport",
        tax: Option<bool> => "IncludeTax",
        upfront: Option<bool> => "IncludeUpfront",
        amortized: Option<bool> => "UseAmortized",
        blended: Option<bool> => "UseBlended",
    }

    /// From when to when a budget counts.
    pub struct TimePeriod {
        start: Option<Timestamp> => "Start",
        end: Option<Timestamp> => "End",
    }

    /// What was spent, and what is forecast.
    pub struct CalculatedSpend {
        actual: Spend => "ActualSpend" [required()],
        forecast: Option<Spend> => "ForecastedSpend",
    }

    /// A budget.
    pub struct Budget {
        budget_name: String => "BudgetName" [required().len(1, 100)],
        budget_limit: Option<Spend> => "BudgetLimit",
        cost_filters: Option<BTreeMap<String, Vec<String>>> => "CostFilters",
        cost_types: Option<CostTypes> => "CostTypes",
        time_unit: String => "TimeUnit" [required().one_of(UNITS)],
        time_period: Option<TimePeriod> => "TimePeriod",
        calculated_spend: Option<CalculatedSpend> => "CalculatedSpend",
        budget_type: String => "BudgetType" [required().one_of(TYPES)],
        last_updated_time: Option<Timestamp> => "LastUpdatedTime",
    }
    refused {
        "PlannedBudgetLimits", "AutoAdjustData", "FilterExpression", "Metrics", "BillingViewArn",
        "HealthStatus"
    }

    /// When to tell somebody.
    pub struct Notification {
        notification_type: String => "NotificationType" [required().one_of(NOTIFICATIONS)],
        comparison_operator: String => "ComparisonOperator" [required().one_of(COMPARISONS)],
        threshold: f64 => "Threshold" [required()],
        threshold_type: Option<String> => "ThresholdType" [one_of(THRESHOLDS)],
        notification_state: Option<String> => "NotificationState",
    }

    /// Whom to tell.
    pub struct Subscriber {
        subscription_type: String => "SubscriptionType" [required().one_of(SUBSCRIPTIONS)],
        address: String => "Address" [required().len(1, 2_147_483_647)],
    }

    /// When to tell whom.
    pub struct NotificationWithSubscribers {
        notification: Notification => "Notification" [required()],
        subscribers: Vec<Subscriber> => "Subscribers" [required().items(1, 11)],
    }

    /// Input of CreateBudget.
    pub struct CreateBudgetInput {
        account_id: String => "AccountId" [required().len(12, 12)],
        budget: Budget => "Budget" [required()],
        notifications: Option<Vec<NotificationWithSubscribers>> =>
            "NotificationsWithSubscribers" [items(0, 10)],
    }
    refused { "ResourceTags" }

    /// Input of DescribeBudget and DeleteBudget.
    pub struct BudgetNameInput {
        account_id: String => "AccountId" [required().len(12, 12)],
        budget_name: String => "BudgetName" [required().len(1, 100)],
    }
    refused { "ShowFilterExpression" }

    /// Output of DescribeBudget.
    pub struct DescribeBudgetOutput {
        budget: Budget => "Budget",
    }

    /// Input of DescribeBudgets.
    pub struct DescribeBudgetsInput {
        account_id: String => "AccountId" [required().len(12, 12)],
        max_results: Option<i32> => "MaxResults" [min(1).max(1000)],
        next_token: Option<String> => "NextToken",
    }
    refused { "ShowFilterExpression" }

    /// Output of DescribeBudgets.
    pub struct DescribeBudgetsOutput {
        budgets: Vec<Budget> => "Budgets",
        next_token: Option<String> => "NextToken",
    }

    /// Input of DescribeNotificationsForBudget.
    pub struct DescribeNotificationsInput {
        account_id: String => "AccountId" [required().len(12, 12)],
        budget_name: String => "BudgetName" [required().len(1, 100)],
        max_results: Option<i32> => "MaxResults" [min(1).max(100)],
        next_token: Option<String> => "NextToken",
    }

    /// Output of DescribeNotificationsForBudget.
    pub struct DescribeNotificationsOutput {
        notifications: Vec<Notification> => "Notifications",
        next_token: Option<String> => "NextToken",
    }
}

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit: Some("MaxResults"), results })
}

/// A permission on a budget: one to see, one to change.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html>
fn budget(scope: &Scope, name: &str, action: &'static str) -> Check {
    Check::on(scope.global_arn("budgets", &format!("budget/{name}"))).action(action)
}

api! {
    pub enum Request of &SERVICE;

    /// Makes a budget, with whom to tell when.
    CreateBudget(CreateBudgetInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| budget(scope, &input.budget.budget_name, "budgets:ModifyBudget"),
    }

    /// Describes a budget.
    DescribeBudget(BudgetNameInput) -> DescribeBudgetOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| budget(scope, &input.budget_name, "budgets:ViewBudget"),
    }

    /// Describes the account's budgets.
    DescribeBudgets(DescribeBudgetsInput) -> DescribeBudgetsOutput {
        access: Read, event: Management, pages: pages(&["Budgets"]), rate: None,
        needs: |input, scope| budget(scope, "*", "budgets:ViewBudget"),
    }

    /// Tells when a budget tells somebody.
    DescribeNotificationsForBudget(DescribeNotificationsInput) -> DescribeNotificationsOutput {
        access: Read, event: Management, pages: pages(&["Notifications"]), rate: None,
        needs: |input, scope| budget(scope, &input.budget_name, "budgets:ViewBudget"),
    }

    /// Deletes a budget.
    DeleteBudget(BudgetNameInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| budget(scope, &input.budget_name, "budgets:ModifyBudget"),
    }
}
