//! Budgets: the bill so far, what is forecast, and who is told when.
//!
//! <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html>

use serde_json::json;

use crate::services::Request;
use crate::services::budgets::spend::{Spent, month, spent};
use crate::services::budgets::state::{Alert, Budget};
use crate::sim::World;
use crate::sim::time::Time;

/// A budget in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its limit, in dollars a month.
    pub limit: f64,
    /// Dollars spent this month so far.
    pub actual: f64,
    /// Dollars by its end, if it goes on so.
    pub forecast: f64,
    /// How many of its alerts are exceeded, and how many it has.
    pub alerts: (usize, usize),
}

/// An alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Whether it is about what is forecast.
    pub forecast: bool,
    /// `GREATER_THAN`.
    pub comparison: String,
    /// Its threshold in dollars.
    pub dollars: f64,
    /// The amount that is compared now.
    pub amount: f64,
    /// Whether it is exceeded.
    pub crossed: bool,
    /// Whether it told somebody this month.
    pub told: bool,
    /// Whom: addresses and topics.
    pub to: Vec<String>,
}

/// A budget's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// As in the list.
    pub row: Row,
    /// Since when it is there.
    pub created: Time,
    /// The tags it is over; nothing on this bill has any.
    pub tagged: bool,
    /// Its alerts.
    pub alerts: Vec<Told>,
}

fn all(world: &World) -> impl Iterator<Item = (&String, &Budget)> {
    world.budgets().of(world.account()).into_iter().flat_map(|state| state.budgets())
}

fn of(world: &World, budget: &Budget) -> Spent {
    spent(budget, world.generators(), world.account(), world.now())
}

/// The account's budgets.
pub fn list(world: &World) -> Vec<Row> {
    all(world).map(|(name, budget)| row(world, name, budget)).collect()
}

fn row(world: &World, name: &str, budget: &Budget) -> Row {
    let found = of(world, budget);
    let crossed = budget.alerts.iter().filter(|alert| alert.crossed).count();
    Row {
        name: name.to_owned(),
        limit: budget.limit.get(),
        actual: found.actual,
        forecast: found.forecast,
        alerts: (crossed, budget.alerts.len()),
    }
}

/// A budget's page.
pub fn detail(world: &World, name: &str) -> Option<Detail> {
    let (_, budget) = all(world).find(|(other, _)| *other == name)?;
    let found = of(world, budget);
    let (this, ..) = month(world.now());
    let one = |alert: &Alert| Told {
        forecast: alert.is_forecast(),
        comparison: alert.given.comparison_operator.clone(),
        dollars: alert.dollars(budget.limit.get()),
        amount: if alert.is_forecast() { found.forecast } else { found.actual },
        crossed: alert.crossed,
        told: alert.told == Some(this),
        to: alert.subscribers.iter().map(|one| one.address.clone()).collect(),
    };
    Some(Detail {
        row: row(world, name, budget),
        created: budget.created,
        tagged: budget.given.cost_filters.as_ref().is_some_and(|filters| !filters.is_empty()),
        alerts: budget.alerts.iter().map(one).collect(),
    })
}

/// An amount of money as pages write it.
pub fn dollars(amount: f64) -> String {
    format!("${amount:.2}")
}

fn call(op: &str, input: serde_json::Value) -> Option<Request> {
    Request::decode("budgets", op, input).ok()
}

/// What the list asks AWS for.
pub fn list_reads(world: &World) -> Vec<Request> {
    let account = world.account().to_string();
    call("DescribeBudgets", json!({ "AccountId": account })).into_iter().collect()
}

/// What the page of a budget asks AWS for.
pub fn one_reads(world: &World, name: &str) -> Vec<Request> {
    let input = || json!({ "AccountId": world.account().to_string(), "BudgetName": name });
    let calls = ["DescribeBudget", "DescribeNotificationsForBudget"];
    calls.into_iter().filter_map(|op| call(op, input())).collect()
}

/// What is typed into the form that makes a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// Dollars a month.
    pub amount: String,
    /// The percentage at which somebody is told; empty: nobody is.
    pub threshold: String,
    /// Whether what is forecast counts, and not what was spent.
    pub forecast: bool,
    /// Who is told: a mail address, or the ARN of a topic.
    pub to: String,
}

impl Default for Form {
    fn default() -> Form {
        Form {
            name: String::new(),
            amount: String::new(),
            threshold: "80".to_owned(),
            forecast: false,
            to: String::new(),
        }
    }
}

impl Form {
    /// The call; nothing while something is missing.
    pub fn request(&self, world_account: &str) -> Option<Request> {
        let (name, amount, to) = (self.name.trim(), self.amount.trim(), self.to.trim());
        let limit = crate::number::parse(amount).filter(|limit| *limit > 0.0);
        if name.is_empty() || limit.is_none() {
            return None;
        }
        let budget = json!({ "BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY",
            "BudgetLimit": { "Amount": amount, "Unit": "USD" } });
        let mut input = json!({ "AccountId": world_account, "Budget": budget });
        if !to.is_empty() {
            let threshold = crate::number::parse(self.threshold.trim())?;
            let kind = if self.forecast { "FORECASTED" } else { "ACTUAL" };
            let by = if to.starts_with("arn:") { "SNS" } else { "EMAIL" };
            let alert = json!([{
                "Notification": { "NotificationType": kind, "Threshold": threshold,
                    "ThresholdType": "PERCENTAGE", "ComparisonOperator": "GREATER_THAN" },
                "Subscribers": [{ "SubscriptionType": by, "Address": to }],
            }]);
            let members = input.as_object_mut()?;
            members.insert("NotificationsWithSubscribers".to_owned(), alert);
        }
        call("CreateBudget", input)
    }
}

/// Deletes a budget.
pub fn delete(account: &str, name: &str) -> Option<Request> {
    call("DeleteBudget", json!({ "AccountId": account, "BudgetName": name }))
}
