//! What can be done on the page, as requests, and policies ready to be put.

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::oam::api::{
    CreateLinkInput, CreateSinkInput, DeleteInput, PutSinkPolicyInput, Request as Oam,
};
use crate::services::oam::state::METRIC;
use crate::sim::AccountId;
use crate::view::iam::document::pretty_value;

/// What a link's label may be made of, as the console offers it.
/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_CreateLink.html>
pub const LABELS: [&str; 3] = ["$AccountName", "$AccountEmail", "$AccountEmailNoDomain"];

/// Makes a sink.
pub fn create_sink(name: &str) -> Request {
    Oam::CreateSink(CreateSinkInput { name: name.to_owned(), tags: None }).into()
}

/// Deletes a sink.
pub fn delete_sink(arn: &str) -> Request {
    Oam::DeleteSink(DeleteInput { identifier: arn.to_owned() }).into()
}

/// Puts a sink's policy, in one line, as AWS wants it. One that is no JSON AWS finds fault with.
/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_PutSinkPolicy.html>
pub fn put_policy(sink: &str, text: &str) -> Request {
    let read: Option<Value> = serde_json::from_str(text).ok();
    let policy = read.map_or_else(|| text.to_owned(), |read| read.to_string());
    Oam::PutSinkPolicy(PutSinkPolicyInput { sink_identifier: sink.to_owned(), policy }).into()
}

/// Shares the account's metrics, the one kind of data that is simulated.
pub fn create_link(sink: &str, label: &str) -> Request {
    Oam::CreateLink(CreateLinkInput {
        label_template: label.to_owned(),
        resource_types: vec![METRIC.to_owned()],
        sink_identifier: sink.to_owned(),
        tags: None,
    })
    .into()
}

/// Deletes a link.
pub fn delete_link(arn: &str) -> Request {
    Oam::DeleteLink(DeleteInput { identifier: arn.to_owned() }).into()
}

/// A policy that lets each account of an organization link.
/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_PutSinkPolicy.html>
pub fn for_organization(id: &str) -> String {
    policy(json!("*"), json!({ "aws:PrincipalOrgID": id }))
}

/// A policy that lets accounts link, their numbers between commas or spaces; nothing if there are
/// none.
pub fn for_accounts(numbers: &str) -> Option<String> {
    let all = numbers.split([',', ' ']).filter(|number| !number.is_empty());
    let all: Vec<&str> = all.collect();
    let fit = !all.is_empty() && all.iter().all(|number| AccountId::parse(number).is_some());
    fit.then(|| policy(json!({ "AWS": all }), Value::Null))
}

fn policy(principal: Value, equals: Value) -> String {
    let mut condition = json!({ "ForAllValues:StringEquals": { "oam:ResourceTypes": [METRIC] } });
    if let (Value::Object(members), false) = (&mut condition, equals.is_null()) {
        members.insert("StringEquals".to_owned(), equals);
    }
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": principal,
            "Action": ["oam:CreateLink", "oam:UpdateLink"],
            "Resource": "*",
            "Condition": condition,
        }],
    });
    pretty_value(&policy)
}
