//! One arm an operation.

use serde_json::Value;

use super::api::{
    Budget as Given, CalculatedSpend, CreateBudgetInput, DescribeBudgetOutput,
    DescribeBudgetsInput, DescribeBudgetsOutput, DescribeNotificationsInput,
    DescribeNotificationsOutput, Notification, NotificationWithSubscribers, Request, Spend,
};
use super::spend::{money, month, spent};
use super::state::{Alert, Budget, State};
use super::wake::{Wake, next};
use crate::api::reply::{json, none};
use crate::api::{self, ApiError, Timestamp};
use crate::number;
use crate::services::generators;
use crate::sim::Ctx;
use crate::sim::real::Real;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// The end of a budget that gives none: 2087-06-15.
const END: i64 = 3_706_473_600;
/// The only filter that is taken: nothing on the bill has tags.
const TAGS: &str = "TagKeyValue";

/// Carries out a request. The bill is only read.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    bill: &generators::State,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateBudget(input) => create(state, ctx, input).map(none),
        Request::DescribeBudget(input) => {
            own(ctx, &input.account_id)?;
            let found = find(state, &input.budget_name)?;
            Ok(json(DescribeBudgetOutput { budget: told(found, ctx, bill) }))
        }
        Request::DescribeBudgets(input) => describe(state, ctx, bill, input).map(json),
        Request::DescribeNotificationsForBudget(input) => {
            notifications(state, ctx, input).map(json)
        }
        Request::DeleteBudget(input) => {
            own(ctx, &input.account_id)?;
            find(state, &input.budget_name)?;
            state.budgets.remove(&input.budget_name);
            Ok(none(()))
        }
    }
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterException", message)
}

/// The account in the request must be the caller's.
fn own(ctx: &Ctx<'_>, account: &str) -> Result<(), ApiError> {
    if account == ctx.scope.account.to_string() {
        return Ok(());
    }
    Err(invalid(format!("Account {account} is not the account of the credentials")))
}

fn find<'a>(state: &'a State, name: &str) -> Result<&'a Budget, ApiError> {
    let missing = || {
        let text = format!("Unable to get budget: {name} - the budget doesn't exist.");
        ApiError::new("NotFoundException", text)
    };
    state.budgets.get(name).ok_or_else(missing)
}

fn create(state: &mut State, ctx: &mut Ctx<'_>, input: &CreateBudgetInput) -> Result<(), ApiError> {
    own(ctx, &input.account_id)?;
    let given = &input.budget;
    let name = &given.budget_name;
    if name.contains([':', '\\']) {
        return Err(invalid(format!("The name {name} holds a colon or a backslash")));
    }
    let limit = limit(given)?;
    if let Some(key) = given.cost_filters.iter().flatten().find(|(key, _)| *key != TAGS) {
        return Err(ApiError::not_simulated(format!("the cost filter {}", key.0)));
    }
    let alerts = input.notifications.iter().flatten().map(alert);
    let alerts = alerts.collect::<Result<Vec<Alert>, ApiError>>()?;
    if state.budgets.contains_key(name) {
        let text = format!("Error creating budget: {name} - the budget already exists.");
        return Err(ApiError::new("DuplicateRecordException", text));
    }
    let budget = Budget { given: given.clone(), limit: Real::new(limit), created: ctx.now, alerts };
    state.budgets.insert(name.clone(), budget);
    if !state.awake {
        state.awake = true;
        ctx.wake(next(ctx.now), Wake { account: ctx.scope.account });
    }
    Ok(())
}

/// The limit in dollars of a cost budget by the month, the one kind there is here.
fn limit(given: &Given) -> Result<f64, ApiError> {
    if given.budget_type != "COST" {
        return Err(ApiError::not_simulated(format!("budgets of {}", given.budget_type)));
    }
    if given.time_unit != "MONTHLY" {
        return Err(ApiError::not_simulated(format!("{} budgets", given.time_unit)));
    }
    let spend = given.budget_limit.as_ref().ok_or_else(|| invalid("BudgetLimit is required"))?;
    if spend.unit != "USD" {
        return Err(invalid(format!("The unit {} is not USD", spend.unit)));
    }
    let amount = number::parse(&spend.amount).filter(|amount| *amount > 0.0);
    let wrong = || invalid(format!("The amount {} is no number above zero", spend.amount));
    let period = given.time_period.as_ref();
    let ends = period.and_then(|period| period.start.zip(period.end));
    if ends.is_some_and(|(start, end)| start >= end) {
        return Err(invalid("The start of TimePeriod must be before its end"));
    }
    amount.filter(|amount| amount.is_finite()).ok_or_else(wrong)
}

fn alert(given: &NotificationWithSubscribers) -> Result<Alert, ApiError> {
    let notification = &given.notification;
    if !notification.threshold.is_finite() || notification.threshold <= 0.0 {
        return Err(invalid("The threshold must be above zero"));
    }
    for subscriber in &given.subscribers {
        let address = &subscriber.address;
        let right = match subscriber.subscription_type.as_str() {
            "SNS" => Arn::parse(address).is_some_and(|arn| arn.service() == "sns"),
            _ => address.contains('@') && !address.contains(char::is_whitespace),
        };
        if !right {
            let kind = &subscriber.subscription_type;
            return Err(invalid(format!("{address} is no address for {kind}")));
        }
    }
    let subscribers = given.subscribers.clone();
    Ok(Alert { given: notification.clone(), subscribers, told: None, crossed: false })
}

/// A budget as it is described: with its period, and what was spent.
fn told(budget: &Budget, ctx: &Ctx<'_>, bill: &generators::State) -> Given {
    let found = spent(budget, bill, ctx.scope.account, ctx.now);
    let dollars = |amount: f64| Spend { amount: money(amount), unit: "USD".to_owned() };
    let mut given = budget.given.clone();
    let period = given.time_period.get_or_insert_default();
    let (_, start, _) = month(budget.created);
    period.start.get_or_insert(Timestamp(start));
    period.end.get_or_insert(Timestamp(Time::from_secs(END)));
    given.calculated_spend = Some(CalculatedSpend {
        actual: dollars(found.actual),
        forecast: (found.forecast > 0.0).then(|| dollars(found.forecast)),
    });
    given.last_updated_time = Some(Timestamp(budget.created));
    given
}

fn bad_token() -> ApiError {
    ApiError::new("InvalidNextTokenException", "The pagination token is invalid.")
}

fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    bill: &generators::State,
    input: &DescribeBudgetsInput,
) -> Result<DescribeBudgetsOutput, ApiError> {
    own(ctx, &input.account_id)?;
    let size = usize::try_from(input.max_results.unwrap_or(100)).unwrap_or(1);
    let all: Vec<&Budget> = state.budgets.values().collect();
    let token = input.next_token.as_deref();
    let (found, next_token) = api::page::page(all, token, size).ok_or_else(bad_token)?;
    let budgets = found.into_iter().map(|budget| told(budget, ctx, bill)).collect();
    Ok(DescribeBudgetsOutput { budgets, next_token })
}

fn notifications(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeNotificationsInput,
) -> Result<DescribeNotificationsOutput, ApiError> {
    own(ctx, &input.account_id)?;
    let found = find(state, &input.budget_name)?;
    let told = |alert: &Alert| Notification {
        notification_state: Some(if alert.crossed { "ALARM" } else { "OK" }.to_owned()),
        threshold_type: alert.given.threshold_type.clone().or(Some("PERCENTAGE".to_owned())),
        ..alert.given.clone()
    };
    let all: Vec<Notification> = found.alerts.iter().map(told).collect();
    let size = usize::try_from(input.max_results.unwrap_or(100)).unwrap_or(1);
    let token = input.next_token.as_deref();
    let (notifications, next_token) = api::page::page(all, token, size).ok_or_else(bad_token)?;
    Ok(DescribeNotificationsOutput { notifications, next_token })
}
