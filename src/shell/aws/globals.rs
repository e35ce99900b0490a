//! The options every command takes.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html>

use super::argparse::{Given, Opt, Parsed};
use super::fault::ErrorFormat;
use crate::shell::output::Format;

/// Options AWS's CLI has that would change nothing here or cannot work here.
pub const REFUSED: &[&str] = &[
    "debug",
    "endpoint-url",
    "no-verify-ssl",
    "no-sign-request",
    "ca-bundle",
    "cli-read-timeout",
    "cli-connect-timeout",
    "cli-auto-prompt",
];

/// The table.
pub fn options() -> Vec<Opt> {
    vec![
        Opt::switch("debug"),
        Opt::text("endpoint-url"),
        Opt::switch("no-verify-ssl"),
        Opt::switch("no-paginate"),
        Opt::choice("output", Format::NAMES),
        Opt::text("query"),
        Opt::text("profile"),
        Opt::text("region"),
        Opt::switch("version"),
        Opt::choice("color", &["on", "off", "auto"]),
        Opt::switch("no-sign-request"),
        Opt::text("ca-bundle"),
        Opt::text("cli-read-timeout"),
        Opt::text("cli-connect-timeout"),
        Opt::choice("cli-binary-format", &["base64", "raw-in-base64-out"]),
        Opt::switch("no-cli-pager"),
        Opt::switch("cli-auto-prompt"),
        Opt::switch("no-cli-auto-prompt"),
        Opt::choice("cli-error-format", ErrorFormat::NAMES),
    ]
}

/// What a line says for every command.
#[derive(Clone, Debug)]
pub struct Globals {
    /// The profile.
    pub profile: Option<String>,
    /// The Region.
    pub region: Option<String>,
    /// The output format.
    pub output: Option<Format>,
    /// The query.
    pub query: Option<String>,
    /// Whether all pages are fetched.
    pub paginate: bool,
    /// Whether bytes on the line are text and not base64.
    pub raw: bool,
    /// How errors are shown.
    pub errors: ErrorFormat,
    /// Whether the version is asked for.
    pub version: bool,
    /// The first option that is refused.
    pub refused: Option<&'static str>,
}

impl Globals {
    /// Reads the options of a parsed line.
    pub fn read(opts: &[Opt], parsed: &Parsed) -> Globals {
        let find = |name: &str| {
            let named = |index: &usize| opts.get(*index).is_some_and(|opt| opt.name == name);
            parsed.given.iter().find(|(index, _)| named(index)).map(|(_, given)| given)
        };
        let text = |name: &str| find(name).and_then(Given::first).map(str::to_owned);
        let color = text("color").is_some_and(|color| color == "on");
        Globals {
            profile: text("profile"),
            region: text("region"),
            output: text("output").and_then(|name| Format::named(&name)),
            query: text("query"),
            paginate: find("no-paginate").is_none(),
            raw: text("cli-binary-format").is_some_and(|format| format == "raw-in-base64-out"),
            errors: text("cli-error-format")
                .map_or(ErrorFormat::Enhanced, |name| ErrorFormat::named(&name)),
            version: find("version").is_some(),
            refused: REFUSED
                .iter()
                .copied()
                .find(|name| find(name).is_some())
                .or(color.then_some("color on")),
        }
    }
}
