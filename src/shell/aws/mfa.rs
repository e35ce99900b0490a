//! The options the CLI has of its own for `create-virtual-mfa-device`: where the seed goes, and in
//! which form.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/iam/create-virtual-mfa-device.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::Door;
use super::config::not_simulated;
use super::fault::Fault;
use crate::api::OpSpec;
use crate::services::s3::Body;
use crate::shell::files;
use crate::shell::output::Reply;
use crate::text::Texts;

/// Whether the operation has these options.
pub fn wanted(op: &OpSpec) -> bool {
    op.name == "CreateVirtualMFADevice"
}

/// What a request made on a page is written with.
pub const WRITTEN: &str = "--outfile /dev/null --bootstrap-method Base32StringSeed";

/// Takes the options out of the arguments: where the seed goes, and the other arguments.
pub fn take(
    op: &OpSpec,
    args: &[String],
    texts: &Texts,
) -> Result<(Option<String>, Vec<String>), Fault> {
    let asks = |arg: &String| arg == "help" || arg.starts_with("--generate-cli-skeleton");
    if !wanted(op) || args.iter().any(asks) {
        return Ok((None, args.to_vec()));
    }
    let (file, rest) = option("--outfile", args);
    let (method, rest) = option("--bootstrap-method", &rest);
    let (Some(file), Some(method)) = (&file, &method) else {
        let missing: Vec<&str> = [("--outfile", &file), ("--bootstrap-method", &method)]
            .into_iter()
            .filter_map(|(name, value)| value.is_none().then_some(name))
            .collect();
        let text = format!("the following arguments are required: {}", missing.join(", "));
        return Err(Fault::Usage(text));
    };
    match (method.as_str(), file.as_str()) {
        ("Base32StringSeed", file) | ("QRCodePNG", file @ "/dev/null") => {
            Ok((Some(file.to_owned()), rest))
        }
        ("QRCodePNG", _) => Err(not_simulated("QRCodePNG", texts)),
        (other, _) => Err(Fault::Usage(format!(
            "argument --bootstrap-method: Found invalid choice '{other}'"
        ))),
    }
}

/// The value of an option, and the arguments without it.
fn option(name: &str, args: &[String]) -> (Option<String>, Vec<String>) {
    let (mut value, mut rest) = (None, Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.strip_prefix(name) {
            Some("") => value = args.next().cloned(),
            Some(given) if given.starts_with('=') => value = given.get(1..).map(str::to_owned),
            _ => rest.push(arg.clone()),
        }
    }
    (value, rest)
}

/// What is printed of the seed, which goes to the file, and the reply without it.
pub fn split(
    file: Option<String>,
    mut reply: Reply,
    door: &mut dyn Door,
) -> Result<(String, Reply), Fault> {
    let (Some(file), Reply::One(value)) = (file, &mut reply) else {
        return Ok((String::new(), reply));
    };
    let device = value.get_mut("VirtualMFADevice").and_then(Value::as_object_mut);
    let seed = device.and_then(|device| device.shift_remove("Base32StringSeed"));
    let seed = seed.as_ref().and_then(Value::as_str).and_then(|text| STANDARD.decode(text).ok());
    let seed = seed.unwrap_or_default();
    match file.as_str() {
        "/dev/stdout" => return Ok((String::from_utf8(seed).unwrap_or_default(), reply)),
        "/dev/null" => return Ok((String::new(), reply)),
        _ => {}
    }
    let now = door.world().now();
    files::write(door, &file, &Body::new(seed), now)
        .map_err(|why| Fault::General(format!("[Errno 21] {why}: '{file}'")))?;
    Ok((String::new(), reply))
}
