//! Members that are bytes: from a file as they are, from the line in base64 unless it says
//! otherwise.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html#cliv2-migration-binaryparam>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use serde_json::{Map, Value};

use super::Door;
use super::fault::Fault;
use super::values;
use crate::api::{OpSpec, ShapeDef, StructDef};
use crate::services::s3::Body;
use crate::shell::files;

/// What the CLI says of a `--zip-file` that is none.
const NO_ZIP: &str = "--zip-file must be a zip file with the fileb:// prefix.\n\
                      Example usage:  --zip-file fileb://path/to/file.zip";

/// The option of an operation that takes bytes.
fn option(op: &OpSpec) -> Option<&'static str> {
    match op.name {
        "Invoke" => Some("--payload"),
        "CreateFunction" | "UpdateFunctionCode" => Some("--zip-file"),
        _ => None,
    }
}

/// Whether the CLI encodes user data in base64 itself, wherever it comes from and whatever it is.
/// Elsewhere (templates, attributes of instances) it must be given encoded.
/// <https://docs.aws.amazon.com/cli/latest/reference/ec2/run-instances.html>,
/// <https://docs.aws.amazon.com/cli/latest/reference/autoscaling/create-launch-configuration.html>
pub fn encodes_user_data(op: &OpSpec) -> bool {
    matches!(op.name, "RunInstances" | "CreateLaunchConfiguration")
}

/// The words of a line, with what the option of bytes is given as bytes travel between commands.
/// `raw` is `--cli-binary-format raw-in-base64-out`.
///
/// # Errors
/// No such file, no base64, no archive.
pub fn take(
    op: &OpSpec,
    args: &[String],
    raw: bool,
    door: &dyn Door,
) -> Result<Vec<String>, Fault> {
    let mut args = args.to_vec();
    let Some(option) = option(op) else { return Ok(args) };
    let begins = format!("{option}=");
    let mut behind = false;
    for arg in &mut args {
        if behind {
            *arg = wire(option, arg, raw, door)?;
        } else if let Some(given) = arg.strip_prefix(&begins) {
            *arg = format!("{begins}{}", wire(option, given, raw, door)?);
        }
        behind = arg == option;
    }
    Ok(args)
}

fn wire(option: &str, given: &str, raw: bool, door: &dyn Door) -> Result<String, Fault> {
    let bytes = match given.strip_prefix("fileb://") {
        Some(path) => content(option, given, path, door)?,
        None => {
            let text = match given.strip_prefix("file://") {
                Some(path) => content(option, given, path, door)?.text(),
                None => given.to_owned(),
            };
            match STANDARD.decode(&text) {
                _ if raw => Body::new(text.into_bytes()),
                Ok(bytes) => Body::new(bytes),
                Err(_) if option == "--zip-file" => return Err(Fault::General(NO_ZIP.to_owned())),
                Err(_) => return Err(Fault::General(format!("Invalid base64: \"{text}\""))),
            }
        }
    };
    if option == "--zip-file" && !bytes.bytes().starts_with(b"PK") {
        return Err(Fault::General(NO_ZIP.to_owned()));
    }
    Ok(bytes.to_wire())
}

fn content(option: &str, given: &str, path: &str, door: &dyn Door) -> Result<Body, Fault> {
    let missing = || {
        let why = format!("[Errno 2] No such file or directory: '{path}'");
        values::param(option, &format!("Unable to load paramfile {given}: {why}"))
    };
    files::read(door.world(), path).map(|file| file.body).ok_or_else(missing)
}

/// Writes in base64 what bytes deep in a request were given raw: those of attributes of DynamoDB.
pub fn encode(def: &StructDef, members: &mut Map<String, Value>) {
    let bytes = def.name == "AttributeValue";
    for member in def.members {
        let Some(value) = members.get_mut(member.name) else { continue };
        match (member.name, value) {
            ("B", Value::String(text)) if bytes => *text = STANDARD.encode(&text),
            ("BS", Value::Array(items)) if bytes => {
                for item in items {
                    if let Value::String(text) = item {
                        *text = STANDARD.encode(&text);
                    }
                }
            }
            (_, value) => within(member.shape, value),
        }
    }
}

fn within(shape: &ShapeDef, value: &mut Value) {
    match (shape, value) {
        (ShapeDef::Structure(def), Value::Object(members)) => encode(def, members),
        (ShapeDef::List(item), Value::Array(values)) => {
            values.iter_mut().for_each(|value| within(item, value));
        }
        (ShapeDef::Map(item), Value::Object(members)) => {
            members.values_mut().for_each(|value| within(item, value));
        }
        _ => {}
    }
}
