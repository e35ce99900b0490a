//! Every request as a command: what is printed reads back as the same request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::api::{Member, ShapeDef, StructDef};
use watchtrail::services::s3::Body;
use watchtrail::services::{Request, SERVICES};
use watchtrail::shell::aws::{Door, Ran, print, run};
use watchtrail::sim::{Call, Command, Outcome, Region, Setup, Who, World};
use watchtrail::text::Lang;

use super::{split, texts};

/// Keeps what is called instead of carrying it out.
struct Catch {
    world: World,
    caught: Vec<Call>,
}

impl Door for Catch {
    fn world(&self) -> &World {
        &self.world
    }

    fn call(&mut self, call: Call) -> Outcome {
        self.caught.push(call.clone());
        self.world.apply(&Command::Call(call))
    }

    fn set(&mut self, _: &str, _: &str) {}
}

/// A request with members filled in, of which `pick` says whether and with which variant.
fn structure(def: &StructDef, seed: usize, depth: usize) -> Value {
    let mut out = Map::new();
    for (i, member) in def.members.iter().enumerate() {
        if member.required || (seed >> (i % 5)) & 1 == 0 {
            out.insert(member.name.to_owned(), value(member, seed + i, depth));
        }
    }
    Value::Object(out)
}

fn value(member: &Member, seed: usize, depth: usize) -> Value {
    if let (Some(first), ShapeDef::String) = (member.one_of.first(), member.shape) {
        return json!(first);
    }
    if member.name == "Bucket" {
        return json!("a.bucket-name");
    }
    let least = member.least.unwrap_or(1).max(1);
    of_shape(member.shape, seed, depth, least)
}

fn of_shape(shape: &ShapeDef, seed: usize, depth: usize, least: i64) -> Value {
    const TEXTS: [&str; 10] = [
        "plain-text",
        "two words",
        "it's",
        "a,b=c",
        "-dash",
        "[x]",
        "{\"a\": 1}",
        "경보",
        "$HOME \\ \"q\"",
        "arn:aws:sns:us-east-1:123456789012:x",
    ];
    match shape {
        ShapeDef::String => {
            json!(TEXTS[seed % TEXTS.len()].repeat(if seed.is_multiple_of(7) { 3 } else { 1 }))
        }
        ShapeDef::Integer | ShapeDef::Long => json!(least + (seed % 3) as i64),
        ShapeDef::Double => json!([-5.0, 0.5, 70.0][seed % 3]),
        ShapeDef::Boolean => json!(seed.is_multiple_of(2)),
        ShapeDef::Timestamp => json!("2025-01-06T00:00:00+00:00"),
        // A structure may hold itself.
        ShapeDef::Map(_) if depth > 4 => json!({}),
        ShapeDef::List(_) if depth > 4 => json!([]),
        ShapeDef::List(item) => {
            let count = if depth == 0 { seed % 4 } else { 1 + seed % 2 };
            (0..count).map(|i| of_shape(item, seed + 3 * i, depth + 1, 1)).collect()
        }
        ShapeDef::Map(item) => json!({ "Key": of_shape(item, seed, depth + 1, 1) }),
        ShapeDef::Structure(def) => structure(def, seed, depth + 1),
        ShapeDef::Document => Value::Null,
    }
}

#[test]
fn commands_read_back_as_the_request() {
    let texts = texts(Lang::En);
    let who = Who::User("admin".to_owned());
    let mut count = 0;
    for service in SERVICES {
        for op in service.operations() {
            for seed in 0..24 {
                let mut input = structure(op.input, seed, 0);
                // The CLI encodes what the service wants in base64.
                if let (Some(Value::String(data)), "RunInstances" | "CreateLaunchConfiguration") =
                    (input.get_mut("UserData"), op.name)
                {
                    *data = STANDARD.encode(&data);
                }
                // An archive is given as a file, and must be one.
                if let (Some(archive), "UpdateFunctionCode") = (input.get_mut("ZipFile"), op.name) {
                    *archive = json!("PK\u{3}\u{4}");
                }
                // What belongs to an interface cannot stand beside it: AWS refuses both, too.
                let first = input.pointer("/NetworkInterfaces/0/AssociatePublicIpAddress");
                if first.is_some() && op.name == "RunInstances" {
                    continue;
                }
                if !watchtrail::api::validate::client(op.input, &input).is_empty() {
                    continue;
                }
                let request = Request::decode(service.cli, op.name, input).unwrap();
                let lines = [
                    print::command(&request, Some(&Who::Root), Some(Region::US_EAST_1)),
                    print::folded(&request, None, None),
                ];
                for line in lines {
                    let mut door =
                        Catch { world: World::new(Setup::default()), caught: Vec::new() };
                    let words = written(&line, &mut door);
                    let Ran::Ended(finished) = run(&words[1..], &who, &mut door, &texts) else {
                        panic!("{line}");
                    };
                    let Some(call) = door.caught.first() else {
                        panic!("{line}\n{}", finished.stderr);
                    };
                    assert_eq!(call.request.input(), request.input(), "{line}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 2000, "{count}");
}

/// The words of the command; what stands before it wrote the file that it reads.
fn written(line: &str, door: &mut Catch) -> Vec<String> {
    let Some((before, command)) = line.split_once(" && aws ") else { return split(line) };
    let before = split(before);
    let (text, file) = match before.as_slice() {
        [_, _, text, _, file] => (text.clone(), file),
        // What is no text is written in base64.
        [_, packed, _, _, _, _, file] => {
            (Body::new(STANDARD.decode(packed).unwrap()).to_wire(), file)
        }
        _ => panic!("{line}"),
    };
    let (name, value) = (format!("file:{file}"), format!("0 {text}"));
    door.world.apply(&Command::Set { name, value });
    split(&format!("aws {command}"))
}

#[test]
fn every_operation_has_texts_and_a_page() {
    for lang in Lang::ALL {
        let texts = texts(lang);
        for service in SERVICES {
            let key = watchtrail::shell::aws::help::service_key(service);
            assert!(texts.has(&key), "{key}");
            for op in service.operations() {
                let key = watchtrail::shell::aws::help::key(service, op);
                assert!(texts.has(&key), "{key}");
                let page = watchtrail::shell::aws::help::operation(service, op, &texts);
                assert!(!page.contains("aws.help."), "{page}");
            }
        }
        assert!(!watchtrail::shell::aws::help::top(&texts).contains("aws.help."));
    }
}
