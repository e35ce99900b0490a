//! What Budgets does as time passes: it looks at the bill three times a day.
//!
//! <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html>

use super::facts::Fact;
use super::spend::{Spent, money, month, spent};
use super::state::{Alert, Budget, State};
use crate::services::inbox::Mail;
use crate::services::{Actor, ServiceCall, Token, generators, sns};
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::queue::Phase;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::{Span, Time};

/// Budget information is updated up to three times a day.
pub const RHYTHM: Span = Span::hours(8);

/// Who asks to publish.
const PRINCIPAL: &str = "budgets.amazonaws.com";

/// Budgets are looked at.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// Whose.
    pub account: AccountId,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Actions
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        Scope { account: self.account, region: Region::US_EAST_1 }
    }
}

/// The next time budgets are looked at: half an hour behind the bill's estimates.
pub fn next(now: Time) -> Time {
    let late = Span::mins(30);
    let due = now.floor(RHYTHM) + late;
    if due > now { due } else { due + RHYTHM }
}

/// Looks at every budget.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, bill: &generators::State, wake: Wake) {
    if state.budgets.is_empty() {
        state.awake = false;
        return;
    }
    for (name, budget) in &mut state.budgets {
        let found = spent(budget, bill, ctx.scope.account, ctx.now);
        look(name, budget, found, ctx);
    }
    ctx.wake(next(ctx.now), wake);
}

fn look(name: &str, budget: &mut Budget, found: Spent, ctx: &mut Ctx<'_>) {
    if !counts(budget, ctx.now) {
        return;
    }
    let (this, ..) = month(ctx.now);
    let limit = budget.limit.get();
    let mut due = Vec::new();
    for alert in &mut budget.alerts {
        alert.crossed = alert.is_crossed(found, limit);
        if alert.crossed && alert.told != Some(this) {
            alert.told = Some(this);
            due.push(alert.clone());
        }
    }
    due.iter().for_each(|alert| tell(name, budget, alert, found, ctx));
}

/// Whether the instant lies in the budget's period.
fn counts(budget: &Budget, now: Time) -> bool {
    let Some(period) = &budget.given.time_period else { return true };
    period.start.is_none_or(|start| start.0 <= now) && period.end.is_none_or(|end| now < end.0)
}

impl Alert {
    /// Whether it is about what is forecast, and not about what was spent.
    pub fn is_forecast(&self) -> bool {
        self.given.notification_type == "FORECASTED"
    }

    /// The threshold in dollars.
    pub fn dollars(&self, limit: f64) -> f64 {
        match self.given.threshold_type.as_deref() {
            Some("ABSOLUTE_VALUE") => self.given.threshold,
            _ => limit * self.given.threshold / 100.0,
        }
    }

    fn amount(&self, found: Spent) -> f64 {
        if self.is_forecast() { found.forecast } else { found.actual }
    }

    fn is_crossed(&self, found: Spent, limit: f64) -> bool {
        let (amount, threshold) = (self.amount(found), self.dollars(limit));
        match self.given.comparison_operator.as_str() {
            "LESS_THAN" => amount < threshold,
            "EQUAL_TO" => amount == threshold,
            _ => amount > threshold,
        }
    }
}

fn tell(name: &str, budget: &Budget, alert: &Alert, found: Spent, ctx: &mut Ctx<'_>) {
    let crossed = Fact::Crossed { budget: name.to_owned(), forecast: alert.is_forecast() };
    let cause = Cause::Fact(ctx.fact(crossed));
    let subject = format!("AWS Budgets: {name} has exceeded your alert threshold");
    let text = text(name, budget, alert, found, ctx);
    for subscriber in &alert.subscribers {
        if subscriber.subscription_type == "SNS" {
            publish(name, &subscriber.address, (&subject, &text), cause, ctx);
        } else {
            let mail = Mail {
                from: "AWS Budgets <budgets@costalerts.amazonaws.com>".to_owned(),
                to: subscriber.address.clone(),
                subject: subject.clone(),
                body: text.clone(),
                link: None,
            };
            ctx.fact_because(cause, Fact::EmailSent(mail));
        }
    }
}

/// A call like any other: the topic's policy must let budgets.amazonaws.com publish.
/// <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html>
fn publish(
    name: &str,
    topic: &str,
    (subject, text): (&str, &str),
    cause: Cause,
    ctx: &mut Ctx<'_>,
) {
    let Some(arn) = Arn::parse(topic) else { return };
    let region = arn.region().unwrap_or(Region::US_EAST_1);
    let source = ctx.scope.global_arn("budgets", &format!("budget/{name}"));
    let request = sns::api::Request::Publish(sns::api::PublishInput {
        topic_arn: Some(topic.to_owned()),
        message: text.to_owned(),
        // SNS takes a hundred characters.
        subject: Some(subject.chars().take(100).collect()),
        ..Default::default()
    });
    let call = ServiceCall {
        actor: Actor::Service { principal: PRINCIPAL, source },
        scope: Scope { region, ..ctx.scope },
        request: request.into(),
        token: Token::Budgets,
    };
    ctx.wake_because(cause, ctx.now, call);
}

/// The text of the alert; its wording is ours after AWS's.
fn text(name: &str, budget: &Budget, alert: &Alert, found: Spent, ctx: &Ctx<'_>) -> String {
    let kind = &alert.given.notification_type;
    let (amount, threshold) =
        (money(alert.amount(found)), money(alert.dollars(budget.limit.get())));
    let sign = match alert.given.comparison_operator.as_str() {
        "LESS_THAN" => ("less than", "<"),
        "EQUAL_TO" => ("equal to", "="),
        _ => ("greater than", ">"),
    };
    format!(
        "AWS Budget Notification {date}\nAWS Account {account}\n\nDear AWS Customer,\n\nYou \
         requested that we alert you when the {kind} Cost associated with your {name} budget is \
         {words} ${threshold} for the current month. The {kind} Cost associated with this budget \
         is ${amount}.\n\nBudget Name: {name}\nBudget Type: Cost\nBudgeted Amount: \
         ${limit}\nAlert Type: {kind}\nAlert Threshold: {mark} ${threshold}\n{kind} Amount: \
         ${amount}\n",
        date = ctx.now.format("%B %d, %Y"),
        account = ctx.scope.account,
        words = sign.0,
        mark = sign.1,
        limit = money(budget.limit.get()),
    )
}
