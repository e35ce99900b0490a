//! What published data is about: entities that are taken, dropped or refused, and who is related.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::entity::About;
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::telemetry::{MetricId, MetricSource as _};

use crate::support::Lab;

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn id(name: &str) -> MetricId {
    MetricId::new("Shop", name, Vec::new())
}

fn about<'a>(lab: &'a Lab, name: &str) -> Option<&'a About> {
    lab.world.cloudwatch().entities().of(scope(lab), &id(name))
}

fn has_data(lab: &Lab, name: &str) -> bool {
    let (now, mut any) = (lab.world.now(), false);
    let from = now - Span::hours(1);
    let to = now + Span::mins(1);
    lab.world.metrics().points(scope(lab), &id(name), from, to, now, &mut |_| any = true);
    any
}

/// Data of `Orders` about an entity.
fn orders(entity: &Value) -> Value {
    json!({ "Entity": entity, "MetricData": [{ "MetricName": "Orders", "Value": 1 }] })
}

fn put(lab: &mut Lab, with: Value, strict: bool) -> Result<Value, (String, String)> {
    let input = json!({ "Namespace": "Shop", "EntityMetricData": with,
        "StrictEntityValidation": strict });
    let reply = lab.call("admin", "cloudwatch", "PutMetricData", input).reply;
    reply.map_err(|error| (error.code, error.message))
}

fn keys(pairs: &[(&str, &str)]) -> Value {
    let pairs: Value = pairs.iter().map(|(name, value)| (*name, *value)).collect();
    json!({ "KeyAttributes": pairs })
}

const SHOP: &[(&str, &str)] = &[("Type", "Service"), ("Name", "shop"), ("Environment", "prod")];

#[test]
fn each_type_with_what_it_needs() {
    for pairs in [
        SHOP,
        &[("Type", "AWS::Resource"), ("ResourceType", "AWS::EC2::Instance"), ("Identifier", "i-1")],
        &[("Type", "AWS::Service"), ("Name", "AWS::DynamoDB")],
        &[("Type", "Resource"), ("ResourceType", "K8s::Pod"), ("Identifier", "a|b|c")],
        &[("Type", "RemoteService"), ("Name", "api.example.com")],
        &[("Type", "RemoteService"), ("Name", "db"), ("Environment", "e"), ("Identifier", "i")],
    ] {
        for strict in [true, false] {
            let mut lab = Lab::new();
            put(&mut lab, json!([orders(&keys(pairs))]), strict).unwrap();
            let about = about(&lab, "Orders").unwrap();
            let found = json!(about.entities[0].entity.keys);
            assert_eq!((&found, &about.dropped), (&keys(pairs)["KeyAttributes"], &None));
        }
    }
}

/// `n` attributes.
fn attributes(n: usize) -> Value {
    let pairs: serde_json::Map<String, Value> =
        (0..n).map(|i| (format!("a{i}"), json!("v"))).collect();
    json!(pairs)
}

#[test]
fn what_is_no_entity_is_refused_or_dropped() {
    let shop = keys(SHOP);
    let with = |attributes: Value| {
        let mut entity = shop.clone();
        entity["Attributes"] = attributes;
        entity
    };
    let named = |name: &str| keys(&[("Type", "RemoteService"), ("Name", name)]);
    let key = |n: usize| json!({ "k".repeat(n): "v" });
    let long = "n".repeat(2049);
    for (entity, expected) in [
        (Value::Null, Some(("InvalidEntity", "KeyAttributes"))),
        (json!({ "Attributes": { "Host": "a" } }), Some(("InvalidEntity", "KeyAttributes"))),
        (keys(&[("Type", "Service")]), Some(("InvalidKeyAttributes", "KeyAttributes: 1"))),
        (
            keys(&[
                ("Type", "Service"),
                ("Name", "a"),
                ("Environment", "b"),
                ("Identifier", "c"),
                ("ResourceType", "d"),
            ]),
            Some(("InvalidKeyAttributes", "KeyAttributes: 5")),
        ),
        (
            keys(&[("Type", "Service"), ("Name", "a"), ("environment", "b")]),
            Some(("InvalidKeyAttributes", "environment")),
        ),
        (named(&long), Some(("InvalidKeyAttributes", "Name"))),
        (named(&"n".repeat(2048)), None),
        (keys(&[("Type", "Servce"), ("Name", "a")]), Some(("InvalidTypeValue", "Servce"))),
        (keys(&[("Name", "a"), ("Environment", "b")]), Some(("MissingRequiredFields", "Type"))),
        (
            keys(&[("Type", "Service"), ("Name", "a")]),
            Some(("MissingRequiredFields", "Environment")),
        ),
        (
            keys(&[("Type", "AWS::Resource"), ("Identifier", "i-1")]),
            Some(("MissingRequiredFields", "ResourceType")),
        ),
        (with(attributes(10)), None),
        (with(attributes(11)), Some(("InvalidAttributes", "Attributes: 11"))),
        (with(key(256)), None),
        (with(key(257)), Some(("InvalidAttributes", &*"k".repeat(257)))),
        (with(json!({ "Host": long })), Some(("InvalidAttributes", "Host"))),
    ] {
        let data = || {
            let mut data = orders(&entity);
            if entity.is_null() {
                data.as_object_mut().unwrap().remove("Entity");
            }
            json!([data])
        };
        // Not strict: the data is taken, with the entity or without.
        let mut lab = Lab::new();
        put(&mut lab, data(), false).unwrap();
        assert!(has_data(&lab, "Orders"));
        let found = about(&lab, "Orders").unwrap();
        let dropped = found.dropped.as_ref().map(|(_, it)| (it.fault.name(), it.at.as_str()));
        assert_eq!(dropped, expected, "{entity}");
        assert_eq!(found.entities.is_empty(), expected.is_some());
        // Strict: nothing is taken.
        let mut lab = Lab::new();
        let reply = put(&mut lab, data(), true);
        assert_eq!(has_data(&lab, "Orders"), expected.is_none());
        let refused = found.dropped.as_ref().map(|(_, it)| it.fault.said().to_owned());
        let refused = refused.map(|said| ("InvalidParameterValue".to_owned(), said));
        assert_eq!(reply.err(), refused, "{entity}");
    }
}

#[test]
fn two_entities_and_a_thousand_metrics() {
    let entity = |n: usize| keys(&[("Type", "RemoteService"), ("Name", &format!("e{n}"))]);
    let with = |n: usize| -> Value { (0..n).map(|n| orders(&entity(n))).collect() };
    let mut lab = Lab::new();
    put(&mut lab, with(2), true).unwrap();
    assert_eq!(about(&lab, "Orders").unwrap().entities.len(), 2);
    let mut lab = Lab::new();
    put(&mut lab, with(3), false).unwrap();
    let found = about(&lab, "Orders").unwrap();
    let (_, dropped) = found.dropped.as_ref().unwrap();
    assert_eq!((dropped.fault.name(), found.entities.len()), ("EntitySizeTooLarge", 0));
    let text = "The number of EntityMetricData objects allowed is 2.";
    let error = ("InvalidParameterValue".to_owned(), text.to_owned());
    assert_eq!(put(&mut lab, with(3), true).unwrap_err(), error);
    let data = |n: usize| -> Value {
        (0..n).map(|i| json!({ "MetricName": format!("m{i}"), "Value": 1 })).collect()
    };
    let input = |plain: usize, first: usize, second: usize| {
        let about = |n: usize, data: Value| json!({ "Entity": entity(n), "MetricData": data });
        json!({ "Namespace": "Shop", "MetricData": data(plain), "StrictEntityValidation": true,
            "EntityMetricData": [about(0, data(first)), about(1, data(second))] })
    };
    lab.ok("cloudwatch", "PutMetricData", input(400, 300, 300));
    lab.ok("cloudwatch", "PutMetricData", input(0, 500, 500));
    for (input, place) in [
        (input(1001, 1, 1), "MetricData"),
        (input(0, 1001, 1), "EntityMetricData.member.1.MetricData"),
        (input(400, 300, 301), "EntityMetricData.member.2.MetricData"),
    ] {
        let error = lab.fails("cloudwatch", "PutMetricData", input);
        let text = format!("The collection {place} must not have a size greater than 1000.");
        assert_eq!(error["message"], text);
    }
}

#[test]
fn data_with_an_entity_is_checked_like_other_data() {
    let shop = keys(SHOP);
    let of = |datum: Value| json!([{ "Entity": shop, "MetricData": [datum] }]);
    for (with, message) in [
        (
            json!([{ "Entity": shop }]),
            "The parameter EntityMetricData.member.1.MetricData is required.",
        ),
        (
            of(json!({ "MetricName": "m" })),
            "The parameter EntityMetricData.member.1.MetricData.member.1.Value is required.",
        ),
        (
            of(json!({ "MetricName": "m", "Value": 1, "StorageResolution": 5 })),
            "The value 5 for parameter \
             EntityMetricData.member.1.MetricData.member.1.StorageResolution is invalid.",
        ),
    ] {
        // Whatever is said of entities, data that is none is refused.
        let mut lab = Lab::new();
        let replies = [true, false].map(|strict| put(&mut lab, with.clone(), strict));
        assert!(
            replies.iter().all(|reply| reply.as_ref().unwrap_err().1 == message),
            "{replies:?}"
        );
    }
    let mut lab = Lab::new();
    let input = json!({ "Namespace": "Shop", "EntityMetricData": [orders(&shop)] });
    let error = lab.fails("cloudwatch", "PutMetricData", input);
    assert_eq!(error["code"], "MissingParameter");
    assert_eq!(error["message"], "The parameter StrictEntityValidation is required.");
    let input = json!({ "Namespace": "Shop", "StrictEntityValidation": true });
    let error = lab.fails("cloudwatch", "PutMetricData", input);
    assert_eq!(error["message"], "The parameter MetricData is required.");
}

#[test]
fn metrics_about_the_same_are_related_for_three_hours() {
    let mut lab = Lab::new();
    let shop = keys(SHOP);
    let carts = json!({ "Entity": shop, "MetricData": [{ "MetricName": "Carts", "Value": 1 }] });
    put(&mut lab, json!([orders(&shop), carts]), true).unwrap();
    let related = |lab: &Lab| -> Vec<String> {
        let entities = lab.world.cloudwatch().entities();
        let sent = &about(lab, "Orders").unwrap().entities[0];
        let since = lab.world.now() - Span::hours(3);
        entities.related(scope(lab), &sent.entity, since).map(|id| id.name.clone()).collect()
    };
    assert_eq!(related(&lab), ["Carts", "Orders"]);
    lab.sleep(Span::hours(3));
    assert_eq!(related(&lab), ["Carts", "Orders"]);
    lab.sleep(Span::secs(1));
    put(&mut lab, json!([orders(&shop)]), true).unwrap();
    assert_eq!(related(&lab), ["Orders"]);
    assert_eq!(about(&lab, "Orders").unwrap().entities.len(), 1);
}
