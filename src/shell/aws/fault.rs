//! Everything that can go wrong with a line, with the exit code and the words of the AWS CLI.
//!
//! Exit codes: <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html>

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::api::error::Stage;
use crate::shell::output::{self, Format};
use crate::text::Texts;

/// What the CLI shows when a line cannot be understood.
pub const USAGE: &str = "usage: aws [options] <command> <subcommand> [<subcommand> ...] \
[parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
";

/// Why a line came to nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The line does not parse: the message stands above the usage.
    Usage(String),
    /// Options nobody knows.
    Unknown(Vec<String>),
    /// A parameter cannot be what was given.
    Param(String),
    /// Something else that Python says.
    General(String),
    /// The service refused.
    Service {
        /// The error.
        error: ApiError,
        /// AWS's name of the operation.
        op: &'static str,
        /// Whether the service answers in JSON, whose errors have the message first.
        json: bool,
    },
    /// AWS could do it and this simulator cannot; the text is ours.
    NotSimulated(String),
}

impl Fault {
    /// The process's exit code.
    pub fn exit(&self) -> u8 {
        match self {
            Fault::Usage(_) | Fault::Unknown(_) | Fault::Param(_) => 252,
            Fault::General(_) => 255,
            Fault::Service { .. } | Fault::NotSimulated(_) => 254,
        }
    }

    /// What stands on stderr.
    pub fn stderr(&self, format: ErrorFormat, texts: &Texts) -> String {
        match self {
            Fault::Usage(message) => {
                coded("ParamValidation", &format!("{message}\n\n{USAGE}"), format)
            }
            Fault::Param(message) => coded("ParamValidation", message, format),
            Fault::Unknown(options) => {
                let options = options.join(", ");
                format!("\n{USAGE}\n{}", line(&format!("Unknown options: {options}")))
            }
            Fault::General(message) => line(message),
            Fault::NotSimulated(message) => coded("NotSimulated", message, format),
            Fault::Service { error, op, json } => service(error, op, *json, format, texts),
        }
    }
}

/// How errors are shown: `--cli-error-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorFormat {
    /// With the code in the sentence.
    Enhanced,
    /// As older versions did.
    Legacy,
    /// As data.
    Data(Format),
}

impl ErrorFormat {
    /// The formats' names in the CLI's order.
    pub const NAMES: &'static [&'static str] =
        &["legacy", "json", "yaml", "text", "table", "enhanced"];

    /// The format of this name.
    pub fn named(name: &str) -> ErrorFormat {
        match name {
            "legacy" => ErrorFormat::Legacy,
            name => Format::named(name).map_or(ErrorFormat::Enhanced, ErrorFormat::Data),
        }
    }
}

/// One message as the CLI frames it.
fn line(message: &str) -> String {
    format!("\naws: [ERROR]: {}\n", message.trim())
}

fn coded(code: &str, message: &str, format: ErrorFormat) -> String {
    match format {
        ErrorFormat::Enhanced => line(&format!("An error occurred ({code}): {message}")),
        ErrorFormat::Legacy => line(message),
        ErrorFormat::Data(format) => {
            output::format(format, "error", &json!({ "Code": code, "Message": message }))
        }
    }
}

fn service(error: &ApiError, op: &str, json: bool, format: ErrorFormat, texts: &Texts) -> String {
    let message = match error.stage {
        Stage::NotSimulated => texts.fill("aws.not-simulated", &[("what", &error.message)]),
        _ => error.message.clone(),
    };
    let ErrorFormat::Data(format) = format else {
        let code = &error.code;
        return line(&format!(
            "An error occurred ({code}) when calling the {op} operation: {message}"
        ));
    };
    let data: Value = match json {
        true => json!({ "Message": message, "Code": error.code }),
        false => json!({ "Code": error.code, "Message": message }),
    };
    output::format(format, "error", &data)
}
