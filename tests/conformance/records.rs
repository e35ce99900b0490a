//! Every operation's record has the form its row in `records.txt` says: what AWS writes of the
//! request and of the reply, under which names, and what it leaves out.
//!
//! The calls are those of the examples, which use every operation with every documented option. An
//! operation without a row fails, and so does a member that no row has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use watchtrail::api::error::Stage;
use watchtrail::api::names::lower_camel;
use watchtrail::api::spec::Operation as _;
use watchtrail::api::{ApiError, Event, OpSpec, ServiceSpec};
use watchtrail::services::{Request, SERVICES};
use watchtrail::shell::run::{Job, Poll, Terminal};
use watchtrail::shell::script;
use watchtrail::sim::{Call, Command, Region, Setup, Sim, Via, Who, World};
use watchtrail::text::Lang;

use super::lines;
use crate::support::{Lab, files};

/// Members below which the names are people's own.
const OPEN: &[&str] = &[
    "Bucket",
    "attributes",
    "bucketPolicy",
    "costFilters",
    "exclusiveStartKey",
    "expressionAttributeNames",
    "key",
    "keyAttributes",
    "keys",
    "messageAttributes",
    "metadata",
    "parameters",
];

/// A call of the examples, what came of it, and its record.
struct Made {
    request: Request,
    reply: Option<Value>,
    record: Value,
}

/// What the examples of each service led to.
pub(super) fn played() -> impl Iterator<Item = Sim> {
    let texts = crate::shell::texts(Lang::En);
    files("tests/conformance/examples", ".sh").into_iter().map(move |path| {
        let script = script::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut sim = Sim::new(Setup::default());
        let mut job = Job::new(script, Terminal::new(Who::User("admin".to_owned())));
        while !matches!(job.poll(&mut sim, &texts, u32::MAX), Poll::Done) {}
        sim
    })
}

/// Every call of the examples.
fn made() -> Vec<Made> {
    let mut made = Vec::new();
    for sim in played() {
        let mut world = World::new(Setup::default());
        for entry in sim.log() {
            let outcome = world.apply(&entry.command);
            if let (Command::Call(call), Some(at)) = (&entry.command, outcome.record) {
                let record = world.cloudtrail().records().iter().nth(at).unwrap().json();
                let request = call.request.clone();
                made.push(Made { request, reply: outcome.reply.ok(), record });
            }
        }
    }
    made
}

/// The names in a value, lists as what they hold; everything else is 1.
fn tree(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let named = |(name, value): (&String, &Value)| {
                let open = OPEN.contains(&name.as_str());
                // Tags and dimensions may be lists of keys and values, or maps of people's own.
                let map = matches!(name.as_str(), "tags" | "dimensions") && value.is_object();
                let open = open || map;
                (name.clone(), if open { json!(1) } else { tree(value) })
            };
            Value::Object(members.iter().map(named).collect())
        }
        Value::Array(items) => items.iter().map(tree).fold(json!(1), join),
        Value::Null => Value::Null,
        _ => json!(1),
    }
}

/// Both trees in one.
fn join(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            for (name, value) in other {
                let held = one.remove(&name).unwrap_or(Value::Null);
                one.insert(name, join(held, value));
            }
            Value::Object(one)
        }
        (one @ Value::Object(_), _) => one,
        (_, other @ Value::Object(_)) => other,
        (Value::Null, other) => other,
        (one, _) => one,
    }
}

/// With the members in the order of their names.
fn sorted(tree: Value) -> Value {
    let Value::Object(members) = tree else { return tree };
    let members: BTreeMap<String, Value> =
        members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
    Value::Object(members.into_iter().collect::<Map<_, _>>())
}

/// What was seen of one operation's records.
#[derive(Default)]
struct Seen {
    name: String,
    request: Value,
    response: Value,
    given: BTreeSet<String>,
}

impl Seen {
    fn add(&mut self, made: &Made) {
        made.record["eventName"].as_str().unwrap().clone_into(&mut self.name);
        let joined = |held: &mut Value, value: &Value| *held = join(held.take(), tree(value));
        joined(&mut self.request, &made.record["requestParameters"]);
        if made.reply.is_some() {
            joined(&mut self.response, &made.record["responseElements"]);
        }
        let input = made.request.input();
        let given = input.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        self.given.extend(given.map(|(name, _)| lower_camel(name)));
    }

    /// Members of requests that no record shows. EC2 and S3 write requests under names of their
    /// own, so this cannot be told of them.
    fn left_out(&self, service: &ServiceSpec) -> Vec<&str> {
        if matches!(service.cli, "ec2" | "s3api") {
            return Vec::new();
        }
        let shown = |name: &&String| self.request.get(name.as_str()).is_none();
        self.given.iter().filter(shown).map(String::as_str).collect()
    }

    /// As a row.
    fn row(self, service: &ServiceSpec, op: &OpSpec) -> String {
        let category = match op.event {
            Event::Management => "Management",
            Event::Data => "Data",
        };
        let access = if op.access.is_read_only() { "read" } else { "write" };
        let out = self.left_out(service).join(",");
        let out = if out.is_empty() { out } else { format!(" without {out}") };
        let (name, cli) = (&self.name, service.cli);
        let (request, response) = (sorted(self.request.clone()), sorted(self.response.clone()));
        format!("{cli} {} {name} {category} {access} {request}{out} -> {response}", op.name)
    }
}

fn key(service: &ServiceSpec, op: &OpSpec) -> String {
    format!("{} {} ", service.cli, op.name)
}

/// row: Event history from the user's own calls
#[test]
fn every_operation_leaves_the_record_its_row_says() {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for made in made() {
        let (service, op) = (made.request.service(), made.request.spec());
        if made.record["errorCode"] != "AccessDenied" {
            seen.entry(key(service, op)).or_default().add(&made);
        }
        let data = op.event == Event::Data;
        // Lambda writes its data events in a newer version.
        let version = match (service.cli, op.name) {
            ("lambda", "Invoke") => "1.11",
            _ => service.event_version,
        };
        let expected = json!([
            version,
            service.event_source,
            if data { "Data" } else { "Management" },
            !data,
            op.access.is_read_only(),
            "AwsApiCall",
        ]);
        let members = [
            "eventVersion",
            "eventSource",
            "eventCategory",
            "managementEvent",
            "readOnly",
            "eventType",
        ];
        let found: Vec<&Value> = members.iter().map(|name| &made.record[*name]).collect();
        assert_eq!(json!(found), expected, "{} {}", service.cli, op.name);
    }
    let mut rows = lines("records");
    let mut faults = Vec::new();
    for service in SERVICES {
        for op in service.operations() {
            let key = key(service, op);
            let found = seen.remove(&key).unwrap_or_default().row(service, op);
            match rows.iter().position(|row| row.starts_with(&key)) {
                None => faults.push(format!("no row; found\n{found}")),
                Some(at) if rows[at] == found => drop(rows.swap_remove(at)),
                Some(at) => faults.push(format!("{}\nfound\n{found}", rows.swap_remove(at))),
            }
        }
    }
    faults.extend(rows.into_iter().map(|row| format!("of no operation: {row}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The names of a tree's members, all the way down.
fn names(tree: &Value) -> Vec<String> {
    let members = tree.as_object().into_iter().flatten();
    members.flat_map(|(name, value)| [vec![name.clone()], names(value)].concat()).collect()
}

/// The rule of nearly all services: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/
/// cloudtrail-event-reference-record-contents.html>. EC2's newer operations and S3 write as the
/// texts they send do.
#[test]
fn rows_name_members_with_a_small_first_letter() {
    for row in lines("records") {
        if row.starts_with("s3api ") || row.contains("Request\":") {
            continue;
        }
        // As in <https://docs.aws.amazon.com/kms/latest/developerguide/ct-createkey.html>.
        let row = row.replace("\"AWSAccountId\"", "\"awsAccountId\"");
        let (head, response) = row.split_once(" -> ").unwrap();
        let request = head.splitn(6, ' ').last().unwrap();
        let request = request.split(" without ").next().unwrap();
        for part in [request, response] {
            let tree: Value = serde_json::from_str(part).unwrap();
            let big = names(&tree).into_iter().find(|name| name.starts_with(char::is_uppercase));
            assert_eq!(big, None, "{row}");
        }
        let reads = head.contains(" read ") && !head.starts_with("sts ");
        assert!(!reads || response == "null", "a read has no response: {row}");
    }
}

/// Values that no record may show: where they stand in requests and replies.
const SECRETS: &[&str] = &[
    "/Password",
    "/OldPassword",
    "/NewPassword",
    "/AuthenticationCode1",
    "/AuthenticationCode2",
    "/TokenCode",
    "/SAMLAssertion",
    "/WebIdentityToken",
    "/AccessKey/SecretAccessKey",
    "/Credentials/SecretAccessKey",
    "/VirtualMFADevice/Base32StringSeed",
    "/KeyMaterial",
    "/Message",
    "/Endpoint",
];

#[test]
fn no_record_shows_a_secret() {
    let mut compared = BTreeSet::new();
    for made in made() {
        let input = made.request.input();
        let written = made.record.to_string();
        for pointer in SECRETS {
            let held = [Some(&input), made.reply.as_ref()];
            let secrets = held.into_iter().flatten().filter_map(|value| value.pointer(pointer));
            for secret in secrets.filter_map(Value::as_str) {
                let op = made.request.spec().name;
                assert!(!written.contains(&format!("\"{secret}\"")), "{op} shows {pointer}");
                compared.insert(*pointer);
            }
        }
    }
    assert_eq!(compared.len(), SECRETS.len(), "{compared:?}");
}

/// Instants in records are of the zone `Z`, or dates as Java writes them.
#[test]
fn no_record_writes_an_instant_as_the_cli_does() {
    for Made { record, request, .. } in made() {
        let parts = [&record["requestParameters"], &record["responseElements"]];
        let texts = parts.map(Value::to_string).concat();
        assert!(!texts.contains("+00:00"), "{} {texts}", request.spec().name);
    }
}

/// Whatever code the caller saw, the record of a denied call says `AccessDenied` and keeps no
/// parameters; EC2 and S3 keep them, EC2 under a code of its own.
/// row: errorCode AccessDenied rows
#[test]
fn every_operation_denied_is_recorded_as_denied() {
    let mut lab = Lab::new();
    lab.ok("iam", "CreateUser", json!({ "UserName": "nobody" }));
    let mut denied = BTreeSet::new();
    for Made { request, .. } in made() {
        let (service, op) = (request.service(), request.spec());
        if denied.contains(&key(service, op)) {
            continue;
        }
        let keeps = matches!(service.cli, "ec2" | "s3api");
        let who = Who::User("nobody".to_owned());
        let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
        let mut world = lab.world.clone();
        let outcome = world.apply(&Command::Call(call));
        let Err(ApiError { stage: Stage::Access(_), .. }) = outcome.reply else { continue };
        let Some(at) = outcome.record else { continue };
        let record = world.cloudtrail().records().iter().nth(at).unwrap().json();
        let code = match service.cli {
            "ec2" => "Client.UnauthorizedOperation",
            _ => "AccessDenied",
        };
        let name = key(service, op);
        assert_eq!(record["errorCode"], code, "{name}");
        assert_eq!(record["responseElements"], Value::Null, "{name}");
        assert!(keeps || record["requestParameters"].is_null(), "{name}");
        denied.insert(name);
    }
    let all = SERVICES.iter().flat_map(|one| one.operations().map(move |op| key(one, op)));
    let never: Vec<String> = all.filter(|name| !denied.contains(name)).collect();
    // Nobody needs permission to ask who he is; a session's token is for its own user alone. Many
    // objects are deleted or refused one by one.
    // What a provider vouches for is read before anybody is refused, and none is known here.
    assert_eq!(
        never,
        [
            "s3api DeleteObjects ",
            "sts GetSessionToken ",
            "sts GetCallerIdentity ",
            "sts AssumeRoleWithSAML ",
            "sts AssumeRoleWithWebIdentity ",
        ]
    );
}
