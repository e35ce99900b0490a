//! The file `get-object` and `invoke` write to and `put-object` reads, all of the terminal's own.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/s3api/get-object.html>,
//! <https://docs.aws.amazon.com/cli/latest/reference/lambda/invoke.html>

use serde_json::{Map, Value, json};

use super::Door;
use super::argparse::Parsed;
use super::fault::Fault;
use super::table::Arg;
use super::values;
use crate::api::OpSpec;
use crate::services::s3::Body;
use crate::shell::files;
use crate::shell::output::Reply;

/// Whether the operation streams what it gets into a file.
pub fn wanted(op: &OpSpec) -> bool {
    matches!(op.name, "GetObject" | "Invoke")
}

/// Whether the operation streams what it sends from a file.
pub fn reads(op: &OpSpec) -> bool {
    op.name == "PutObject"
}

/// The word that names the file.
pub fn take(wanted: bool, parsed: &mut Parsed) -> Option<String> {
    if wanted { parsed.word.take() } else { None }
}

/// What is printed of the content, and the reply without it. The content goes to the file.
pub fn split(
    outfile: Option<String>,
    mut reply: Reply,
    door: &mut dyn Door,
) -> Result<(String, Reply), Fault> {
    let (Some(file), Reply::One(Value::Object(members))) = (outfile, &mut reply) else {
        return Ok((String::new(), reply));
    };
    let content = members.shift_remove("Body").or_else(|| members.shift_remove("Payload"));
    let Some(Value::String(wire)) = content else {
        return Ok((String::new(), reply));
    };
    let body = Body::from_wire(&wire);
    match file.as_str() {
        "/dev/stdout" => return Ok((files::shown(door, &body), reply)),
        "/dev/null" => return Ok((String::new(), reply)),
        _ => {}
    }
    let now = door.world().now();
    files::write(door, &file, &body, now).map_err(|why| {
        let number = if why == files::NO_SPACE { 28 } else { 21 };
        Fault::General(format!("[Errno {number}] {why}: '{file}'"))
    })?;
    Ok((String::new(), reply))
}

/// Puts the content of the file `--body` names in its place.
pub fn read(
    parsed: &Parsed,
    table: &[Arg],
    members: &mut Map<String, Value>,
    door: &mut dyn Door,
) -> Result<(), Fault> {
    let is_body = |index: &usize| table.get(*index).is_some_and(|arg| arg.opt.name == "body");
    let Some((_, given)) = parsed.given.iter().find(|(index, _)| is_body(index)) else {
        return Ok(());
    };
    let file = given.first().unwrap_or_default();
    let body = match file {
        "/dev/null" => Some(Body::new([])),
        "/dev/stdin" => door.take_input(),
        file => files::read(door.world(), file).map(|file| file.body),
    };
    let body =
        body.ok_or_else(|| values::param("--body", "Blob values must be a path to a file."))?;
    members.insert("Body".to_owned(), json!(body.to_wire()));
    Ok(())
}

/// The words of a line, each that names a file as `file://FILE` or `fileb://FILE` with what is in
/// it instead. What is not there is left for the option to complain of.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html>
pub fn with_files(args: &[String], door: &dyn Door) -> Vec<String> {
    let content = |word: &str| {
        let path = word.strip_prefix("file://").or_else(|| word.strip_prefix("fileb://"))?;
        files::read(door.world(), path).map(|file| file.body.text())
    };
    let replaced = |word: &String| match word.split_once('=') {
        Some((option, path)) if option.starts_with("--") => {
            content(path).map(|content| format!("{option}={content}"))
        }
        _ => content(word),
    };
    args.iter().map(|word| replaced(word).unwrap_or_else(|| word.clone())).collect()
}
