//! Where one goes on with a goal: the page for what an `expect` line is about.

use crate::view::route::{EventsQuery, Route};

/// The page where the need behind an `expect` line is met.
pub fn way(expect: &str) -> Option<Route> {
    let words: Vec<&str> = expect.split_whitespace().filter(|word| *word != "no").collect();
    let has = |word: &str| words.contains(&word);
    let route = match words.as_slice() {
        ["expect", "record" | "denied", operation, ..] => operation_page(operation)?,
        ["expect", "looked-up", name, ..] => {
            Route::Events(EventsQuery::attribute("EventName", name))
        }
        ["expect", "instance", ..] => Route::Instances,
        ["expect", "alarm", ..] if has("none") => Route::Alarms,
        ["expect", "alarm", ..] => Route::CreateAlarm(None),
        // What an alarm evaluates moves with the load on an instance.
        ["expect", "transition", ..] if has("evaluation") => Route::Instances,
        ["expect", "transition" | "action", ..] => Route::Alarms,
        ["expect", "topic", ..] => Route::CreateTopic,
        ["expect", "subscription", ..] if has("confirmed") => Route::Inbox,
        ["expect", "subscription", ..] => Route::CreateSubscription(None),
        ["expect", "mail" | "delivery", ..] => Route::Inbox,
        ["expect", "user", ..] => Route::Users,
        ["expect", "metric", ..] => Route::metrics(),
        _ => return None,
    };
    Some(route)
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
        _ => return None,
    })
}
