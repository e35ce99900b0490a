//! Budgets over the bill: made, described, deleted; whom they tell, and when.

use serde_json::{Value, json};
use watchtrail::services::generators::{Kind, Lever};
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Command, Region, Span};

use crate::support::Lab;

const ACCOUNT: &str = "123456789012";

fn budget(name: &str, changes: Value) -> Value {
    let mut budget = json!({
        "BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY",
        "BudgetLimit": { "Amount": "100", "Unit": "USD" },
    });
    budget.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    budget
}

fn alert(kind: &str, threshold: f64, subscribers: Value) -> Value {
    json!({
        "Notification": { "NotificationType": kind, "ComparisonOperator": "GREATER_THAN",
            "Threshold": threshold, "ThresholdType": "PERCENTAGE" },
        "Subscribers": subscribers,
    })
}

fn create(lab: &mut Lab, budget: Value, alerts: Value) {
    let input = json!({ "AccountId": ACCOUNT, "Budget": budget,
        "NotificationsWithSubscribers": alerts });
    lab.ok("budgets", "CreateBudget", input);
}

/// A bill that grows by so many dollars a day.
fn bill(lab: &mut Lab, dollars: f64) {
    let (name, region) = ("bill".to_owned(), Region::US_EAST_1);
    let bring = Change::Bring { kind: Kind::Billing, name: name.clone(), region };
    lab.world.apply(&Command::World(bring)).reply.unwrap();
    let demand = Demand { name, lever: Lever::Dollars, amount: Some(dollars), until: None };
    lab.world.apply(&Command::World(Change::Demand(demand))).reply.unwrap();
}

fn mails(lab: &Lab) -> Vec<String> {
    let mails = lab.world.inbox().mails().iter();
    mails.map(|received| format!("{}: {}", received.mail.to, received.mail.subject)).collect()
}

#[test]
fn a_budget_is_described_with_what_was_spent() {
    let mut lab = Lab::new();
    bill(&mut lab, 10.0);
    create(&mut lab, budget("all", json!({})), json!([]));
    let tags = json!({ "CostFilters": { "TagKeyValue": ["user:Key$value1"] },
        "TimePeriod": { "Start": 1_477_958_399, "End": 3_706_473_600_i64 },
        "CostTypes": { "IncludeTax": true, "UseBlended": false } });
    create(&mut lab, budget("tagged", tags), json!([]));
    lab.sleep(Span::days(4));
    let account = json!({ "AccountId": ACCOUNT });
    let reply = lab.ok("budgets", "DescribeBudgets", account);
    let all = reply["Budgets"].as_array().unwrap().clone();
    assert_eq!(all.len(), 2);
    let spent = |budget: &Value, what: &str| {
        budget["CalculatedSpend"][what]["Amount"].as_str().unwrap().parse::<f64>().unwrap()
    };
    let (actual, forecast) = (spent(&all[0], "ActualSpend"), spent(&all[0], "ForecastedSpend"));
    assert!(actual > 0.0 && forecast > 2.5 * actual && forecast < 3.6 * actual, "{reply}");
    assert_eq!(all[0]["TimePeriod"]["End"], "2087-06-15T00:00:00+00:00");
    assert_eq!(spent(&all[1], "ActualSpend"), 0.0);
    assert_eq!(all[1]["CostFilters"]["TagKeyValue"], json!(["user:Key$value1"]));
    let named = json!({ "AccountId": ACCOUNT, "BudgetName": "all" });
    assert_eq!(lab.ok("budgets", "DescribeBudget", named.clone())["Budget"], all[0]);
    lab.ok("budgets", "DeleteBudget", named.clone());
    for op in ["DescribeBudget", "DeleteBudget", "DescribeNotificationsForBudget"] {
        assert_eq!(lab.fails("budgets", op, named.clone())["code"], "NotFoundException");
    }
}

#[test]
fn alerts_tell_once_a_month_and_the_forecast_comes_first() {
    let mut lab = Lab::new();
    bill(&mut lab, 6.0);
    let mail = json!([{ "SubscriptionType": "EMAIL", "Address": "boss@example.com" }]);
    let alerts = json!([alert("FORECASTED", 100.0, mail.clone()), alert("ACTUAL", 80.0, mail)]);
    create(&mut lab, budget("all", json!({})), alerts);
    assert!(mails(&lab).is_empty());
    lab.sleep(Span::days(1));
    let subject = "boss@example.com: AWS Budgets: all has exceeded your alert threshold";
    assert_eq!(mails(&lab), [subject], "186 dollars are forecast");
    lab.sleep(Span::days(12));
    assert_eq!(mails(&lab), [subject; 2], "80 dollars were spent");
    let body = lab.world.inbox().mails().last().unwrap().mail.body.clone();
    assert!(body.contains("Alert Type: ACTUAL") && body.contains("> $80.0"), "{body}");
    let named = json!({ "AccountId": ACCOUNT, "BudgetName": "all" });
    let states =
        lab.ok("budgets", "DescribeNotificationsForBudget", named)["Notifications"].clone();
    assert_eq!(states[0]["NotificationState"], "ALARM");
    lab.sleep(Span::days(12));
    assert_eq!(mails(&lab).len(), 2);
    lab.sleep(Span::days(10));
    assert_eq!(mails(&lab).len(), 3, "February has a forecast of its own");
}

#[test]
fn a_topic_must_let_budgets_publish() {
    let mut lab = Lab::new();
    bill(&mut lab, 50.0);
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "costs" }))["TopicArn"].clone();
    let input = json!({ "TopicArn": topic, "Protocol": "email", "Endpoint": "ops@example.com" });
    lab.ok("sns", "Subscribe", input);
    let sns = json!([{ "SubscriptionType": "SNS", "Address": topic }]);
    create(&mut lab, budget("one", json!({})), json!([alert("FORECASTED", 50.0, sns)]));
    lab.sleep(Span::days(1));
    let published = |lab: &Lab| {
        let records = lab.world.cloudtrail().records().iter();
        let ours = records.filter(|record| record.event_name == "Publish");
        ours.map(|record| record.error.clone()).collect::<Vec<_>>()
    };
    let found = published(&lab);
    assert!(found.len() == 1 && found[0].is_some(), "denied: {found:?}");
}

#[test]
fn what_cannot_be_is_refused() {
    let mut lab = Lab::new();
    let mail = json!([{ "SubscriptionType": "EMAIL", "Address": "a@b" }]);
    let wrong = json!([{ "SubscriptionType": "SNS", "Address": "a@b" }]);
    create(&mut lab, budget("there", json!({})), json!([]));
    for (changes, alerts, code) in [
        (json!({ "BudgetName": "there" }), json!([]), "DuplicateRecordException"),
        (json!({ "BudgetName": "a:b" }), json!([]), "InvalidParameterException"),
        (json!({ "BudgetType": "USAGE" }), json!([]), "NotSimulated"),
        (json!({ "TimeUnit": "DAILY" }), json!([]), "NotSimulated"),
        (json!({ "CostFilters": { "Service": ["x"] } }), json!([]), "NotSimulated"),
        (
            json!({ "BudgetLimit": { "Amount": "much", "Unit": "USD" } }),
            json!([]),
            "InvalidParameterException",
        ),
        (json!({}), json!([alert("ACTUAL", 0.0, mail)]), "InvalidParameterException"),
        (json!({}), json!([alert("ACTUAL", 80.0, wrong)]), "InvalidParameterException"),
    ] {
        let input = json!({ "AccountId": ACCOUNT, "Budget": budget("new", changes),
            "NotificationsWithSubscribers": alerts });
        assert_eq!(lab.fails("budgets", "CreateBudget", input.clone())["code"], code, "{input}");
    }
    let other = json!({ "AccountId": "111122223333" });
    let error = lab.fails("budgets", "DescribeBudgets", other);
    assert_eq!(error["code"], "InvalidParameterException");
    let input = json!({ "AccountId": ACCOUNT });
    let denied = lab.call("jiwoo", "budgets", "DescribeBudgets", input).reply.unwrap_err();
    assert_eq!(denied.code, "AccessDeniedException");
}
