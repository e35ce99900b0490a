//! Event history's page: what it lists, what is on its way, one event whole, its files.

use expect_test::expect_file;
use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::cloudtrail::Attribute;
use watchtrail::sim::{AccountId, Command, Region, Scope, Span, Time, Who, World};
use watchtrail::text::Lang;
use watchtrail::view::denial;
use watchtrail::view::route::{EventsQuery, Route};
use watchtrail::view::trail::{
    self, Column, Events, Filter, Format, Look, MOST_BESIDE, Model, PAGE, Range, SIZES,
};

use super::denial::texts;
use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn page(world: &World, filter: &Filter) -> Model {
    trail::model(
        world,
        HERE,
        (filter, &Look::default()),
        None,
        &texts(Lang::En, &["denial", "trail"]),
    )
}

fn events(world: &World, filter: &Filter) -> Events {
    page(world, filter).events.unwrap()
}

/// A denial, a topic made by an administrator, a read, a launch that failed.
fn busy() -> Lab {
    let mut lab = Lab::new();
    let jiwoo = Who::User("jiwoo".to_owned());
    lab.world.apply(&Command::SignIn(jiwoo)).reply.unwrap();
    lab.sleep(Span::mins(1));
    lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "ops" })).reply.unwrap_err();
    lab.sleep(Span::mins(1));
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    lab.ok("sns", "ListTopics", json!({}));
    lab
}

/// What comes while the list is shown is looked up anew; the lookups themselves bring no others.
#[test]
fn an_event_that_comes_is_a_reason_to_look_again() {
    let mut lab = busy();
    let all = Filter { attribute: None, ..Filter::default() };
    let seen = trail::answers(&lab.world, HERE, &all);
    let had = |lab: &Lab| lab.world.cloudtrail().arrived(lab.world.now());
    let before = had(&lab);
    lab.sleep(Span::secs(1));
    assert_eq!(had(&lab), before, "nothing comes each second");
    lab.sleep(Span::mins(3));
    assert!(had(&lab) > before);
    let come = trail::answers(&lab.world, HERE, &all);
    assert!(!come.is_subset(&seen));
    lab.sleep(Span::mins(10));
    let come = trail::answers(&lab.world, HERE, &all);
    lab.ok("cloudtrail", "LookupEvents", json!({}));
    lab.sleep(Span::mins(10));
    assert!(trail::answers(&lab.world, HERE, &all).is_subset(&come));
}

#[test]
fn events_come_five_minutes_late_and_say_so() {
    let mut lab = busy();
    let first = events(&lab.world, &Filter::default());
    assert_eq!((first.rows.len(), first.empty), (0, "trail.empty.coming"));
    let coming = first.coming.unwrap();
    assert_eq!((coming.count, coming.after), (3, Span::mins(3)));
    lab.sleep(Span::mins(3));
    let coming = events(&lab.world, &Filter::default()).coming.unwrap();
    assert_eq!((coming.count, coming.after), (2, Span::mins(1)));
    lab.sleep(Span::mins(2));
    assert_eq!(events(&lab.world, &Filter::default()).coming, None);
}

#[test]
fn the_list_newest_first() {
    let mut lab = busy();
    lab.sleep(Span::mins(5));
    let model = page(&lab.world, &Filter::default());
    expect_file!["../expected/view/trail_list.txt"].assert_debug_eq(&model);
    let all = Filter { attribute: None, ..Filter::default() };
    let rows = events(&lab.world, &all).rows;
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["ListTopics", "CreateTopic", "CreateTopic", "ConsoleLogin"]);
    let mine = Filter {
        attribute: Some((Attribute::Username, "jiwoo".to_owned())),
        range: Range::Last(Span::mins(7)),
        ..Filter::default()
    };
    let rows = events(&lab.world, &mine).rows;
    assert_eq!(rows.len(), 2, "the range's ends count");
    assert_eq!(rows[0].error.as_deref(), Some("AccessDenied"));
}

#[test]
fn one_event_whole() {
    let mut lab = busy();
    let denied = lab.world.cloudtrail().records().get(1).unwrap().event_id.clone();
    let filter = Filter { event: Some(denied), ..Filter::default() };
    assert_eq!(page(&lab.world, &filter).detail, None, "not delivered yet");
    lab.sleep(Span::mins(5));
    let detail = page(&lab.world, &filter).detail.unwrap();
    expect_file!["../expected/view/trail_detail.txt"].assert_debug_eq(&detail);
}

#[test]
fn pages_of_fifty() {
    let mut lab = Lab::new();
    for n in 0..PAGE + 3 {
        lab.ok("sns", "CreateTopic", json!({ "Name": format!("t{n}") }));
        lab.sleep(Span::secs(1));
    }
    lab.sleep(Span::mins(5));
    let first = events(&lab.world, &Filter::default());
    assert_eq!((first.rows.len(), first.more), (PAGE, true));
    let second = events(&lab.world, &Filter { page: 1, ..Filter::default() });
    assert_eq!((second.rows.len(), second.more), (3, false));
    assert!(second.rows[0].time < first.rows[PAGE - 1].time);
}

#[test]
fn files_hold_all_that_was_found() {
    let mut lab = busy();
    lab.sleep(Span::mins(5));
    let csv = trail::file(&lab.world, HERE, &Filter::default(), Format::Csv);
    assert_eq!(
        (csv.name, csv.mime, csv.text.lines().count()),
        ("event_history.csv", "text/csv", 4)
    );
    let json = trail::file(&lab.world, HERE, &Filter::default(), Format::Json);
    let value: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!(value["Records"].as_array().unwrap().len(), 3);
}

#[test]
fn the_read_asks_what_the_page_shows() {
    let now = Time::parse("2025-01-06T10:00:00Z").unwrap();
    let filter = Filter { range: Range::Last(Span::hours(1)), ..Filter::default() };
    let reads = trail::reads(&filter, now);
    assert_eq!(reads.len(), 1);
    assert_eq!(
        reads[0].input(),
        json!({
            "LookupAttributes": [{ "AttributeKey": "ReadOnly", "AttributeValue": "false" }],
            "StartTime": "2025-01-06T09:00:00+00:00",
        })
    );
    let blank = Some((Attribute::EventName, String::new()));
    let reads = trail::reads(&Filter { attribute: blank, ..Filter::default() }, now);
    assert_eq!(reads[0].input(), json!({}));
}

#[test]
fn questions_stand_in_addresses() {
    let time = Time::parse("2025-01-06T10:00:00Z").unwrap();
    let usual = Filter::default();
    let by = |attribute| Filter { attribute, ..Filter::default() };
    let over = |range| Filter { range, ..Filter::default() };
    for (filter, hash) in [
        (usual.clone(), "#/cloudtrail/events"),
        (by(None), "#/cloudtrail/events?attribute=none"),
        (
            by(Some((Attribute::EventName, "CreateTopic".to_owned()))),
            "#/cloudtrail/events?attribute=EventName&value=CreateTopic",
        ),
        (over(Range::Last(Span::hours(3))), "#/cloudtrail/events?last=3h"),
        (
            over(Range::Between(Some(time), None)),
            "#/cloudtrail/events?from=2025-01-06T10:00:00.000Z",
        ),
        (
            Filter { page: 2, event: Some("e".to_owned()), ..usual },
            "#/cloudtrail/events?page=3&event=e",
        ),
    ] {
        let route = Route::Events(filter.address());
        assert_eq!(route.hash(), hash);
        assert_eq!(Route::parse(hash), route);
        assert_eq!(Filter::of(&filter.address()), filter);
    }
    let unknown = EventsQuery::attribute("Color", "red");
    assert_eq!(Filter::of(&unknown).attribute, None);
}

#[test]
fn a_refused_read_stands_where_the_events_would_be() {
    let mut lab = Lab::new();
    let user = json!({ "UserName": "minsu" });
    lab.ok("iam", "CreateUser", user);
    let error = lab.call("minsu", "cloudtrail", "LookupEvents", json!({})).reply.unwrap_err();
    let english = texts(Lang::En, &["denial", "trail"]);
    let denied = denial::of_error(&error, &english);
    let asked = (&Filter::default(), &Look::default());
    let model = trail::model(&lab.world, HERE, asked, Some(denied.clone()), &english);
    assert_eq!(model.events, Err(Box::new(denied)));
}

#[test]
fn rows_and_columns_are_chosen() {
    let mut lab = Lab::new();
    for n in 0..30 {
        lab.ok("sns", "CreateTopic", json!({ "Name": format!("t{n}") }));
    }
    lab.sleep(Span::mins(5));
    for size in SIZES {
        let look = Look { size, ..Look::default() };
        let asked = (&Filter::default(), &look);
        let model = trail::model(&lab.world, HERE, asked, None, &texts(Lang::En, &["trail"]));
        let events = model.events.unwrap();
        assert_eq!((events.rows.len(), events.more), (size.min(30), size < 30));
    }
    let usual = Look::default();
    let with = usual.with(Column::Address, true).with(Column::Source, false);
    assert!(with.columns.contains(&Column::Address) && !with.columns.contains(&Column::Source));
    let kept = [("events".to_owned(), with.to_json())].into();
    assert_eq!(Look::of(&kept), with);
    let spoilt = [("events".to_owned(), json!({ "size": 7, "columns": ["none"] }))].into();
    let read = Look::of(&spoilt);
    assert_eq!((read.size, read.columns), (PAGE, vec![Column::Name]));
}

#[test]
fn up_to_five_events_side_by_side() {
    let mut lab = busy();
    lab.sleep(Span::mins(5));
    let rows = events(&lab.world, &Filter::default()).rows;
    let mut filter = Filter::default();
    assert_eq!(page(&lab.world, &filter.with_beside(&rows[0].id)).beside, None, "one alone");
    for row in rows.iter().take(2) {
        filter = filter.with_beside(&row.id);
    }
    let beside = page(&lab.world, &filter).beside.unwrap();
    let member = |name: &str| beside.rows.iter().find(|member| member.name == name).unwrap();
    assert!(!member("eventName").differs && member("eventID").differs);
    let error = member("errorCode");
    assert!(error.differs);
    assert_eq!(error.values, [None, Some("AccessDenied".to_owned())]);
    for n in 0..9 {
        filter = filter.with_beside(&n.to_string());
    }
    assert_eq!(filter.beside.len(), MOST_BESIDE);
    assert_eq!(filter.with_beside(&rows[0].id).beside.len(), MOST_BESIDE - 1, "chosen twice: out");
}
