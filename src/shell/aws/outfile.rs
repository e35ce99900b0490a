//! The file `get-object` writes to, which must be one the terminal has.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/s3api/get-object.html>

use serde_json::Value;

use super::argparse::Parsed;
use super::fault::Fault;
use super::values;
use crate::api::OpSpec;
use crate::shell::output::Reply;
use crate::text::Texts;

/// Where content goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outfile {
    /// It is printed.
    Stdout,
    /// It is not kept.
    Nowhere,
}

impl Outfile {
    /// Files do not exist in the simulation.
    pub fn open(file: &str, texts: &Texts) -> Result<Outfile, Fault> {
        match file {
            "/dev/stdout" => Ok(Outfile::Stdout),
            "/dev/null" => Ok(Outfile::Nowhere),
            file => {
                Err(values::param("outfile", &texts.fill("aws.no-outfile", &[("file", &file)])))
            }
        }
    }
}

/// Whether the operation streams what it gets into a file.
pub fn wanted(op: &OpSpec) -> bool {
    op.name == "GetObject"
}

/// The word that names the file.
pub fn take(wanted: bool, parsed: &mut Parsed) -> Option<String> {
    if wanted { parsed.word.take() } else { None }
}

/// What is printed of the content, and the reply without it.
pub fn split(outfile: Option<Outfile>, mut reply: Reply) -> (String, Reply) {
    let (Some(outfile), Reply::One(Value::Object(members))) = (outfile, &mut reply) else {
        return (String::new(), reply);
    };
    let content = match (outfile, members.shift_remove("Body")) {
        (Outfile::Stdout, Some(Value::String(text))) => text,
        _ => String::new(),
    };
    (content, reply)
}
