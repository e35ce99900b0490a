//! The pages of log groups.

use serde_json::json;
use watchtrail::sim::{Region, Scope};
use watchtrail::view::logs;

use crate::support::Lab;

#[test]
fn groups_lead_to_streams_and_those_to_events() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    assert_eq!(logs::list(&lab.world, scope), []);
    let named = json!({ "logGroupName": "/shop" });
    lab.ok("logs", "CreateLogGroup", named.clone());
    let stream = json!({ "logGroupName": "/shop", "logStreamName": "s" });
    lab.ok("logs", "CreateLogStream", stream.clone());
    let record = json!({ "eventName": "StopLogging", "eventID": "e-1", "errorCode": "AccessDenied",
        "userIdentity": { "type": "IAMUser", "userName": "jiwoo" } });
    let now = lab.world.now().as_millis();
    let mut input = stream;
    input["logEvents"] = json!([
        { "timestamp": now, "message": "plain text" },
        { "timestamp": now + 1, "message": record.to_string() },
    ]);
    lab.ok("logs", "PutLogEvents", input);
    let [row] = logs::list(&lab.world, scope).try_into().unwrap();
    assert_eq!((row.name.as_str(), row.streams, row.days), ("/shop", 1, None));
    let one = logs::one(&lab.world, scope, "/shop").unwrap();
    assert_eq!((one.streams[0].name.as_str(), one.streams[0].events), ("s", 2));
    let events = logs::events(&lab.world, scope, "/shop", "s").unwrap();
    let lines: Vec<_> = events.rows.iter().map(|row| row.line.as_str()).collect();
    assert_eq!(lines, ["plain text", "StopLogging · jiwoo · AccessDenied"]);
    assert_eq!(events.rows[1].record.as_deref(), Some("e-1"));
    assert!(events.rows[1].text.contains("\n  \"eventName\": \"StopLogging\""));
    assert_eq!(logs::events(&lab.world, scope, "/shop", "t"), None);
    assert_eq!(logs::one(&lab.world, scope, "/other"), None);
}
