//! Where one goes on with a goal: the page for what an `expect` line is about.

use crate::sim::{Region, Scope, World};
use crate::view::route::Route;

/// The page where the need behind an `expect` line is met. What somebody else than the lab's user
/// does comes with time, and has none.
pub fn way(expect: &str, user: &str, world: &World) -> Option<Route> {
    let words: Vec<&str> = expect.split_whitespace().filter(|word| *word != "no").collect();
    let has = |word: &str| words.contains(&word);
    let route = match words.as_slice() {
        ["expect", "record", operation, about @ ..] if is_by(about, user) => {
            operation_page(operation)?
        }
        ["expect", "denied", operation, about @ ..] if is_by(about, user) => {
            operation_page(operation)?
        }
        // What others may do is in their policies; what root may, in the organization's.
        ["expect", "denied", _, "by", "root", ..] => Route::Organizations,
        ["expect", "denied", ..] => Route::Users,
        // Only as far as the page: what to look up there is the learner's to find out.
        ["expect", "looked-up", ..] => Route::events(),
        ["expect", "instance", ..] => Route::Instances,
        ["expect", "alarm", ..] if has("none") => Route::Alarms,
        ["expect", "alarm", about @ ..] => alarm_page(about, world),
        // What an alarm evaluates moves with the load on an instance.
        ["expect", "transition", ..] if has("evaluation") => Route::Instances,
        ["expect", "transition" | "action", ..] => Route::Alarms,
        ["expect", "topic", ..] => Route::CreateTopic,
        ["expect", "subscription", ..] if has("confirmed") => Route::Inbox,
        ["expect", "subscription", ..] => Route::CreateSubscription(None),
        ["expect", "mail" | "delivery", ..] => Route::Inbox,
        ["expect", "user", ..] => Route::Users,
        ["expect", "metric" | "read", ..] => Route::metrics(),
        ["expect", "trail", ..] => Route::Trails,
        ["expect", "file", ..] if has("trail") => Route::Trails,
        ["expect", "file" | "bucket", ..] => Route::Buckets,
        _ => return None,
    };
    Some(route)
}

/// Whether it is about what this user does, or whoever it be.
fn is_by(about: &[&str], user: &str) -> bool {
    // What stands behind `after` or `before` is about something else.
    let own = about.iter().take_while(|word| !matches!(**word, "after" | "before"));
    let by = own.skip_while(|word| **word != "by").nth(1);
    by.is_none_or(|by| *by == user || *by == "*")
}

/// The page on which an alarm is made what it should be: its own when it is there by name, the list
/// when others watch the metric, else that of a new one.
fn alarm_page(about: &[&str], world: &World) -> Route {
    let scopes = Region::all().map(|region| Scope { account: world.account(), region });
    let of_region = |scope| world.cloudwatch().region(scope);
    let alarms: Vec<_> = scopes.filter_map(of_region).flat_map(|of| of.alarms()).collect();
    let named = about.first().filter(|name| alarms.iter().any(|(one, _)| one == *name));
    let metric = about.iter().skip_while(|word| **word != "metric").nth(1);
    let watches = |name: &&str| {
        let mut measures = alarms.iter().flat_map(|(_, alarm)| alarm.config().metric.measures());
        measures.any(|measure| measure.id.name == *name)
    };
    match (named, metric) {
        (Some(name), _) => Route::EditAlarm((*name).to_owned()),
        (None, Some(metric)) if watches(metric) => Route::Alarms,
        (None, _) => Route::CreateAlarm(None),
    }
}

/// The page on which an operation is called.
fn operation_page(operation: &str) -> Option<Route> {
    Some(match operation {
        "RunInstances" => Route::Launch,
        "CreateTopic" => Route::CreateTopic,
        "Subscribe" => Route::CreateSubscription(None),
        "PutMetricAlarm" => Route::CreateAlarm(None),
        "AttachUserPolicy" | "CreateUser" => Route::Users,
        "LookupEvents" => Route::events(),
        "DescribeAlarms" | "DescribeAlarmHistory" => Route::Alarms,
        "DescribeInstances" | "StartInstances" | "StopInstances" | "CreateTags" => Route::Instances,
        "GetTrailStatus" | "ListPublicKeys" => Route::Trails,
        "PutBucketPolicy" | "GetObject" | "DeleteObject" => Route::Buckets,
        "CreateBudget" => Route::Budgets,
        "ListMetrics" => Route::metrics(),
        "PutMetricFilter" => Route::LogGroups,
        _ => return None,
    })
}
