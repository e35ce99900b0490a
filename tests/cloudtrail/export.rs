//! The files event history downloads.

use expect_test::expect_file;
use serde_json::{Value, json};
use watchtrail::services::cloudtrail::{Event, Query, export};
use watchtrail::sim::record::AuditRecord;
use watchtrail::sim::{AccountId, Change, Command, Region, Scope, Span, Via, Who, World};

use super::by;
use crate::support::Lab;

/// A little of everything: a launch from the console, a denial, an error, a sign-in.
fn busy() -> World {
    let mut lab = Lab::new();
    let user = Who::User("jiwoo".to_owned());
    lab.world.apply(&Command::SignIn(user.clone())).reply.unwrap();
    let input = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 2, "MaxCount": 2,
    });
    let request = watchtrail::services::Request::decode("ec2", "RunInstances", input).unwrap();
    let call =
        watchtrail::sim::Call { who: user, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab.sleep(Span::secs(90));
    lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "ops" })).reply.unwrap_err();
    let missing = json!({ "InstanceIds": ["i-00000000000000000"] });
    lab.call("admin", "ec2", "StopInstances", missing).reply.unwrap_err();
    lab.call("root", "cloudtrail", "LookupEvents", by("ReadOnly", "false")).reply.unwrap();
    lab.world.apply(&Command::World(Change::InstantHistory(true))).reply.unwrap();
    lab.world
}

fn found<'a>(world: &'a World, query: &Query) -> Vec<&'a AuditRecord> {
    let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
    world.cloudtrail().search(scope, world.now(), query, None, export::MOST_EVENTS).events
}

fn csv(events: &[&AuditRecord]) -> String {
    export::csv(events.iter().map(|record| Event::of(0, record)))
}

#[test]
fn a_whole_csv() {
    let world = busy();
    let text = csv(&found(&world, &Query::default()));
    assert!(!text.ends_with('\n'), "the console's file ends with its last field");
    expect_file!["../expected/cloudtrail/event_history.csv"].assert_eq(&(text + "\n"));
}

#[test]
fn a_whole_json() {
    let world = busy();
    let events = found(&world, &Query::console());
    let text = export::json(events.iter().map(|record| record.json()));
    assert_eq!(text.lines().count(), 1);
    let value: Value = serde_json::from_str(&text).unwrap();
    let records: Vec<Value> = events.iter().map(|record| record.json()).collect();
    assert_eq!(value, json!({ "Records": records }));
    let pretty = serde_json::to_string_pretty(&value).unwrap() + "\n";
    expect_file!["../expected/cloudtrail/event_history.json"].assert_eq(&pretty);
}

#[test]
fn nothing_found_is_a_file_too() {
    assert_eq!(csv(&[]).lines().count(), 1);
    assert_eq!(export::json(std::iter::empty()), r#"{"Records":[]}"#);
}

/// Reads a line of CSV back, as RFC 4180 has it.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    fields
}

#[test]
fn every_line_reads_back_into_its_columns() {
    let world = busy();
    let events = found(&world, &Query::default());
    let text = csv(&events);
    let mut lines = text.lines().map(fields);
    let columns = lines.next().unwrap();
    assert_eq!(columns.len(), 16);
    let at = |line: &[String], name: &str| {
        line[columns.iter().position(|column| column == name).unwrap()].clone()
    };
    for (line, record) in lines.zip(&events) {
        assert_eq!(line.len(), 16);
        assert_eq!(at(&line, "Event ID"), record.event_id);
        assert_eq!(at(&line, "User agent"), record.user_agent);
        let resources: Value = serde_json::from_str(&at(&line, "Resources")).unwrap();
        assert_eq!(resources.as_array().unwrap().len(), record.resources.len());
    }
}
